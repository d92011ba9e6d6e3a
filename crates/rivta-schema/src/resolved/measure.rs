//! How deep components may lead into each other, and how much they may be made of.

use super::resolver::Resolver;
use super::*;
use crate::error::{Error, Result};
use crate::limits::{MAX_MEMBERS, MAX_NESTING, MAX_PARTICLES};

/// How much a type is made of.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    depth: usize,
    members: usize,
}

impl Resolver<'_> {
    /// Runs `inner` a level deeper.
    pub(super) fn nested<T>(
        &mut self,
        at: &Location,
        inner: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        if self.nesting >= MAX_NESTING {
            let message = format!("types and groups lead into each other deeper than {MAX_NESTING} levels");
            return Err(Error::invalid(at, message));
        }
        self.nesting += 1;
        let made = inner(self);
        self.nesting -= 1;
        made
    }

    /// Measures a type that is made of others.
    pub(super) fn measure(
        &mut self,
        id: TypeId,
        base: TypeId,
        variety: Option<&Variety>,
        at: &Location,
    ) -> Result<()> {
        let of = |id: &TypeId| self.measures.get(id).copied().unwrap_or(Measure { depth: 0, members: 1 });
        let measure = match variety {
            _ if base != TypeId::Builtin(Builtin::AnySimpleType) => of(&base),
            Some(Variety::Union(members)) => {
                let members = members.iter().map(of);
                members.fold(Measure { depth: 0, members: 0 }, |sum, it| Measure {
                    depth: sum.depth.max(it.depth),
                    members: sum.members.saturating_add(it.members),
                })
            }
            Some(Variety::List(item)) => of(item),
            _ => of(&base),
        };
        let measure = Measure { depth: measure.depth.saturating_add(1), ..measure };
        if measure.depth > MAX_NESTING {
            let message = format!("the type is made of others over more than {MAX_NESTING} levels");
            return Err(Error::invalid(at, message));
        }
        if measure.members > MAX_MEMBERS {
            return Err(Error::invalid(at, format!("the union has more than {MAX_MEMBERS} members")));
        }
        self.measures.insert(id, measure);
        Ok(())
    }

    /// Counts particles and attributes that are made.
    pub(super) fn count_particles(&mut self, made: usize, at: &Location) -> Result<()> {
        self.particles = self.particles.saturating_add(made);
        match self.particles > MAX_PARTICLES {
            true => {
                let message = format!("more than {MAX_PARTICLES} particles and attributes, groups expanded");
                Err(Error::invalid(at, message))
            }
            false => Ok(()),
        }
    }
}
