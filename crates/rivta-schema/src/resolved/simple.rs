//! Simple types.

use std::sync::Arc;

use super::resolve::Resolver;
use super::symbols::{Context, Global};
use super::{Builtin, Facets, SimpleType, SimpleTypeId, TypeId, TypeName, Variety};
use crate::error::{Error, Location, Result};
use crate::xsd::{self, Facet, SimpleTypeReference};

impl<'s> Resolver<'s> {
    pub(super) fn complete_simple(
        &mut self,
        id: SimpleTypeId,
        global: Global<'s, xsd::SimpleType>,
        name: TypeName,
    ) -> Result<()> {
        let Global { component, context } = global;
        let (base, variety, facets) = match &component.variety {
            xsd::Variety::Restriction { base, facets } => {
                let base = self.simple_reference(base, context, &name.path)?;
                let (variety, facets) = self.restrict(base, facets, &component.at)?;
                (base, variety, facets)
            }
            xsd::Variety::List(item) => {
                let item = self.simple_reference(item, context, &name.path)?;
                (TypeId::Builtin(Builtin::AnySimpleType), Variety::List(item), Facets::default())
            }
            xsd::Variety::Union(members) => {
                let members = members.iter().map(|member| self.simple_reference(member, context, &name.path));
                let members = members.collect::<Result<_>>()?;
                (TypeId::Builtin(Builtin::AnySimpleType), Variety::Union(members), Facets::default())
            }
        };
        let (at, annotation) = (component.at.clone(), component.annotation.clone());
        self.keep_simple(id, SimpleType { at, name, base, variety, facets, annotation });
        Ok(())
    }

    /// Variety and facets of a simple type that restricts `base`.
    pub(super) fn restrict(&self, base: TypeId, step: &[Facet], at: &Location) -> Result<(Variety, Facets)> {
        let (variety, facets) = match base {
            TypeId::Builtin(builtin) => (Variety::Atomic(builtin), Facets::default()),
            TypeId::Simple(id) => {
                let base = self.simple(id, at)?;
                (base.variety.clone(), base.facets.clone())
            }
            TypeId::Complex(_) => return Err(Error::invalid(at, "a simple type restricts a complex type")),
        };
        Ok((variety, facets.narrowed(step)?))
    }

    /// The type that a simple type is made of, completed.
    fn simple_reference(
        &mut self,
        reference: &'s SimpleTypeReference,
        context: Context<'s>,
        owner: &[Arc<str>],
    ) -> Result<TypeId> {
        match reference {
            SimpleTypeReference::Named(reference) => {
                let id = self.named_type(reference, context)?;
                match id {
                    TypeId::Simple(_) => self.complete(id, &reference.at)?,
                    TypeId::Builtin(Builtin::AnyType) | TypeId::Complex(_) => {
                        let message = format!("{} is not a simple type", reference.name);
                        return Err(Error::invalid(&reference.at, message));
                    }
                    TypeId::Builtin(_) => {}
                }
                Ok(id)
            }
            SimpleTypeReference::Anonymous(component) => {
                self.anonymous_simple(Global { component, context }, owner.to_vec())
            }
        }
    }
}
