//! Whether a type is derived from another, and how (XML Schema Part 1, cos-ct-derived-ok; Part 2, cos-st-derived-ok).

use super::resolver::Resolver;
use super::*;
use crate::error::{Error, Result};

impl Resolver<'_> {
    /// How `id` is derived from `ancestor`; `None`: it isn't.
    pub(super) fn derivations(&self, id: TypeId, ancestor: TypeId) -> Option<Derivations> {
        let mut used = Derivations::default();
        let mut at = id;
        // Derivation never leads in a circle: the types are complete.
        loop {
            if at == ancestor || self.is_member(at, ancestor) {
                return Some(used);
            }
            let (derivation, base) = match at {
                TypeId::Builtin(Builtin::AnyType) => return None,
                TypeId::Builtin(builtin) => (Derivation::Restriction, TypeId::Builtin(builtin.base())),
                TypeId::Simple(id) => (Derivation::Restriction, self.simple_type(id)?.base),
                TypeId::Complex(id) => {
                    let any = (Derivation::Restriction, TypeId::Builtin(Builtin::AnyType));
                    self.complex_type(id)?.base.unwrap_or(any)
                }
            };
            match derivation {
                Derivation::Extension => used.extension = true,
                Derivation::Restriction => used.restriction = true,
            }
            at = base;
        }
    }

    /// Whether a type is a member of a union, or of a union in it.
    fn is_member(&self, id: TypeId, union: TypeId) -> bool {
        let TypeId::Simple(union) = union else { return false };
        match self.simple_type(union) {
            Some(SimpleType { variety: Variety::Union(members), facets, .. }) if facets.is_empty() => {
                members.iter().any(|member| *member == id || self.is_member(id, *member))
            }
            _ => false,
        }
    }

    /// The type of each member of a substitution group is derived from its head's in a way that the head allows
    /// (e-props-correct.4).
    pub(super) fn check_substitutions(&self) -> Result<()> {
        for (member, (head, at)) in &self.heads {
            let ty = |id: &ElementId| Some(self.elements.get(id.0)?.as_ref()?.r#type);
            let (Some(member), Some(head_type)) = (ty(member), ty(head)) else { continue };
            let excluded = self.finals.get(head).copied().unwrap_or_default();
            match self.derivations(member, head_type) {
                None => {
                    let message = "the type is not derived from that of the head of the substitution group";
                    return Err(Error::invalid(at, message));
                }
                Some(used)
                    if (used.extension && excluded.extension)
                        || (used.restriction && excluded.restriction) =>
                {
                    let message = "the head of the substitution group is final: it excludes the type";
                    return Err(Error::invalid(at, message));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}
