//! Unique particle attribution (XML Schema Part 1, cos-nonambig): which particle an element belongs to must be clear from its
//! name alone, without looking ahead. The reader relies on it.
//!
//! As in libxml2, an element that may be left out may be followed by a wildcard that it fits too: published schemas do so, and
//! mean the element. Two wildcards that overlap are no trouble, either. A wildcard before an element, or beside it in a choice,
//! must leave it alone.

use std::collections::HashMap;

use super::*;
use crate::error::{Error, Result};

/// Names, each with the particle that it means.
type Names<'m> = HashMap<&'m ExpandedName, usize>;

/// What can be said of a part of a content model.
#[derive(Default)]
struct Part<'m> {
    /// What it can begin with.
    first: Names<'m>,
    /// What can continue it where it could end.
    more: Names<'m>,
    /// The wildcards that it can begin with.
    first_any: Vec<&'m Wildcard>,
    /// The wildcards that can continue it.
    more_any: Vec<&'m Wildcard>,
    emptiable: bool,
}

/// Checks the content models of all complex types.
pub(super) fn check(model: &Model) -> Result<()> {
    for complex in &model.complex_types {
        if let Content::Elements(particle) = &complex.content {
            let mut walk = Walk { model, at: &complex.at, next: 0 };
            walk.particle(particle)?;
        }
    }
    Ok(())
}

struct Walk<'m> {
    model: &'m Model,
    at: &'m Location,
    next: usize,
}

impl<'m> Walk<'m> {
    fn particle(&mut self, particle: &'m Particle) -> Result<Part<'m>> {
        let mut part = match &particle.term {
            Term::Any(any) => Part { first_any: vec![any], ..Part::default() },
            Term::Element(id) => {
                self.next += 1;
                let element = self.model.element(*id);
                let members = element.substitutes.iter().filter(|_| !element.block.substitution);
                let members = members.map(|id| self.model.element(*id)).chain([element]);
                // An abstract element never stands anywhere itself.
                let first = members.filter(|it| !it.r#abstract).map(|it| (&it.name, self.next)).collect();
                Part { first, ..Part::default() }
            }
            Term::Group(Compositor::Sequence, parts) => self.sequence(parts)?,
            Term::Group(compositor, parts) => self.alternatives(*compositor, parts)?,
        };
        let Occurs { min, max } = particle.occurs;
        if max != Some(1) {
            self.distinct(&part.more, &part.first)?;
            if max != Some(min) || part.emptiable {
                part.more.extend(&part.first);
                part.more_any.extend(&part.first_any);
            }
        }
        part.emptiable |= min == 0;
        Ok(part)
    }

    fn sequence(&mut self, parts: &'m [Particle]) -> Result<Part<'m>> {
        let mut whole = Part { emptiable: true, ..Part::default() };
        for particle in parts {
            let next = self.particle(particle)?;
            self.distinct(&whole.more, &next.first)?;
            self.outside(&whole.more_any, &next.first)?;
            if whole.emptiable {
                self.distinct(&whole.first, &next.first)?;
                self.outside(&whole.first_any, &next.first)?;
                whole.first.extend(&next.first);
                whole.first_any.extend(&next.first_any);
            }
            if next.emptiable {
                whole.more.extend(next.first);
                whole.more.extend(next.more);
                whole.more_any.extend(next.first_any);
                whole.more_any.extend(next.more_any);
            } else {
                whole.more = next.more;
                whole.more_any = next.more_any;
                whole.emptiable = false;
            }
        }
        Ok(whole)
    }

    fn alternatives(&mut self, compositor: Compositor, parts: &'m [Particle]) -> Result<Part<'m>> {
        let mut whole = Part { emptiable: compositor == Compositor::All, ..Part::default() };
        for (index, particle) in parts.iter().enumerate() {
            let next = self.particle(particle)?;
            if let Err(error) = self.distinct(&whole.first, &next.first) {
                let twin = |other: &Particle| compositor == Compositor::Choice && self.same(other, particle);
                match parts.iter().take(index).any(twin) {
                    true => continue,
                    false => return Err(error),
                }
            }
            self.outside(&whole.first_any, &next.first)?;
            self.outside(&next.first_any, &whole.first)?;
            whole.first.extend(&next.first);
            whole.first_any.extend(next.first_any);
            whole.more.extend(next.more);
            whole.more_any.extend(next.more_any);
            match compositor {
                Compositor::All => {
                    whole.more.extend(next.first);
                    whole.emptiable &= next.emptiable;
                }
                _ => whole.emptiable |= next.emptiable,
            }
        }
        Ok(whole)
    }

    /// Whether two alternatives are the same element, so that either may be meant.
    fn same(&self, one: &Particle, other: &Particle) -> bool {
        let (Term::Element(a), Term::Element(b)) = (&one.term, &other.term) else { return false };
        let (a, b) = (self.model.element(*a), self.model.element(*b));
        one.occurs == other.occurs && a.name == b.name && a.r#type == b.r#type && a.substitutes.is_empty()
    }

    /// No name means one particle here and another one there.
    fn distinct(&self, some: &Names<'m>, others: &Names<'m>) -> Result<()> {
        let (few, many) = if some.len() < others.len() { (some, others) } else { (others, some) };
        let mut shared: Vec<_> = few
            .iter()
            .filter(|(name, particle)| many.get(*name).is_some_and(|other| other != *particle))
            .map(|(name, _)| name)
            .collect();
        shared.sort();
        shared.first().map_or(Ok(()), |name| Err(self.ambiguous(name)))
    }

    /// None of the names fits a wildcard.
    fn outside(&self, wildcards: &[&'m Wildcard], names: &Names<'m>) -> Result<()> {
        // The names are looked at one by one, and most content has no wildcard.
        if wildcards.is_empty() {
            return Ok(());
        }
        let fits =
            |name: &ExpandedName| wildcards.iter().any(|it| it.namespaces.admits(name.namespace.as_ref()));
        let first = names.keys().filter(|name| fits(name)).min();
        first.map_or(Ok(()), |name| Err(self.ambiguous(name)))
    }

    fn ambiguous(&self, name: &ExpandedName) -> Error {
        let message = format!(
            "the content is ambiguous: element {name} fits two particles (unique particle attribution)"
        );
        Error::invalid(self.at, message)
    }
}
