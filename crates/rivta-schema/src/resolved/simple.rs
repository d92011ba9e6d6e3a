//! Simple types.

use std::sync::Arc;

use super::resolver::Resolver;
use super::symbols::{Context, Global};
use super::{Builtin, Facets, SimpleType, SimpleTypeId, TypeId, TypeName, Variety};
use crate::error::{Error, Location, Result};
use crate::xml::ExpandedName;
use crate::xsd::{self, Derivations, Facet, FacetKind, Reference, SimpleTypeReference};

/// A way in which a simple type is made of others.
#[derive(Clone, Copy)]
enum Use {
    Restriction,
    List,
    Union,
}

impl<'s> Resolver<'s> {
    pub(super) fn complete_simple(
        &mut self,
        id: SimpleTypeId,
        global: Global<'s, xsd::SimpleType>,
        name: TypeName,
    ) -> Result<()> {
        let Global { component, context } = global;
        let excluded = component.r#final.unwrap_or(context.schema.r#final);
        self.final_types.insert(id.into(), excluded);
        let (base, variety, facets) =
            self.nested(&component.at, |it| it.made_of(component, context, &name))?;
        self.measure(id.into(), base, Some(&variety), &component.at)?;
        let (at, annotation) = (component.at.clone(), component.annotation.clone());
        self.keep_simple(id, SimpleType { at, name, base, variety, facets, annotation });
        Ok(())
    }

    fn made_of(
        &mut self,
        component: &'s xsd::SimpleType,
        context: Context<'s>,
        name: &TypeName,
    ) -> Result<(TypeId, Variety, Facets)> {
        let any = TypeId::Builtin(Builtin::AnySimpleType);
        let own = component.name.as_ref();
        match &component.variety {
            xsd::Variety::Restriction { base, facets } => {
                let base = self.simple_reference(base, (context, own), &name.path, Use::Restriction)?;
                let (variety, facets) = self.restrict(base, facets, &component.at)?;
                Ok((base, variety, facets))
            }
            xsd::Variety::List(item) => {
                let item = self.simple_reference(item, (context, None), &name.path, Use::List)?;
                if self.has_lists(item, &component.at)? {
                    return Err(Error::invalid(&component.at, "a list of lists"));
                }
                Ok((any, Variety::List(item), Facets::default()))
            }
            xsd::Variety::Union(members) => {
                let members = members
                    .iter()
                    .map(|member| self.simple_reference(member, (context, None), &name.path, Use::Union));
                let members = members.collect::<Result<_>>()?;
                Ok((any, Variety::Union(members), Facets::default()))
            }
        }
    }

    /// Whether the values of a type are lists, or may be.
    fn has_lists(&self, id: TypeId, at: &Location) -> Result<bool> {
        Ok(match id {
            TypeId::Builtin(builtin) => item_of(builtin).is_some(),
            TypeId::Complex(_) => false,
            TypeId::Simple(id) => match &self.simple(id, at)?.variety {
                Variety::Atomic(_) => false,
                Variety::List(_) => true,
                // Unions don't contain themselves: their members were complete before them.
                Variety::Union(members) => {
                    let mut any = false;
                    for member in members {
                        any |= self.has_lists(*member, at)?;
                    }
                    any
                }
            },
        })
    }

    /// Variety and facets of a simple type that restricts `base`.
    pub(super) fn restrict(&self, base: TypeId, step: &[Facet], at: &Location) -> Result<(Variety, Facets)> {
        let (variety, facets) = match base {
            // What the base of is missing may be anything; so the facets say nothing.
            TypeId::Builtin(Builtin::AnySimpleType) => {
                return Ok((Variety::Atomic(Builtin::AnySimpleType), Facets::default()));
            }
            TypeId::Builtin(builtin) => match item_of(builtin) {
                Some(item) => {
                    let variety = Variety::List(TypeId::Builtin(item));
                    let mut facets = Facets::default().narrowed(step, &variety)?;
                    // Whatever is said, such a list has an item.
                    facets.min_length = facets.min_length.max(Some(1));
                    return Ok((variety, facets));
                }
                None => (Variety::Atomic(builtin), Facets::default()),
            },
            TypeId::Simple(id) => {
                let base = self.simple(id, at)?;
                (base.variety.clone(), base.facets.clone())
            }
            TypeId::Complex(_) => return Err(Error::invalid(at, "a simple type restricts a complex type")),
        };
        let facets = facets.narrowed(step, &variety)?;
        if variety == Variety::Atomic(Builtin::Notation) {
            self.check_notations(step)?;
        }
        Ok((variety, facets))
    }

    /// Enumerated notations are declared (enumeration-required-notation).
    fn check_notations(&self, step: &[Facet]) -> Result<()> {
        for facet in step.iter().filter(|facet| facet.kind == FacetKind::Enumeration) {
            let (prefix, local) = facet.value.trim().split_once(':').unwrap_or(("", facet.value.trim()));
            let name = ExpandedName { namespace: facet.scope.namespace(prefix), local: local.into() };
            if self.symbols.notations.get(&name).is_none() {
                let (at, name) = (facet.at.clone(), name.to_string());
                return Err(Error::Unresolved { at, kind: self.symbols.notations.kind, name });
            }
        }
        Ok(())
    }

    /// The type that a simple type is made of, completed.
    fn simple_reference(
        &mut self,
        reference: &'s SimpleTypeReference,
        (context, own): (Context<'s>, Option<&Arc<str>>),
        owner: &[Arc<str>],
        used: Use,
    ) -> Result<TypeId> {
        match reference {
            SimpleTypeReference::Named(reference) => {
                let name = context.original_of(own, reference);
                let Some(id) = self.find_type(&name, &reference.at, context)? else {
                    return Ok(TypeId::Builtin(Builtin::AnySimpleType));
                };
                match id {
                    TypeId::Simple(_) => self.complete(id, &reference.at)?,
                    TypeId::Builtin(Builtin::AnyType) | TypeId::Complex(_) => {
                        let message = format!("{} is not a simple type", reference.name);
                        return Err(Error::invalid(&reference.at, message));
                    }
                    TypeId::Builtin(Builtin::AnySimpleType) => {
                        let message = "no type can be made of anySimpleType";
                        return Err(Error::invalid(&reference.at, message));
                    }
                    TypeId::Builtin(_) => {}
                }
                self.check_final(id, reference, used)?;
                Ok(id)
            }
            SimpleTypeReference::Anonymous(component) => {
                self.anonymous_simple(Global { component, context }, owner.to_vec())
            }
        }
    }

    fn check_final(&self, id: TypeId, reference: &Reference, used: Use) -> Result<()> {
        let Derivations { restriction, list, union, .. } =
            self.final_types.get(&id).copied().unwrap_or_default();
        let (word, is_excluded) = match used {
            Use::Restriction => ("restriction", restriction),
            Use::List => ("list", list),
            Use::Union => ("union", union),
        };
        match is_excluded {
            true => {
                let message = format!("{} is final: it allows no {word}", reference.name);
                Err(Error::invalid(&reference.at, message))
            }
            false => Ok(()),
        }
    }
}

/// What the items of a builtin list type are.
fn item_of(builtin: Builtin) -> Option<Builtin> {
    match builtin {
        Builtin::NmTokens => Some(Builtin::NmToken),
        Builtin::IdRefs => Some(Builtin::IdRef),
        Builtin::Entities => Some(Builtin::Entity),
        _ => None,
    }
}
