//! Content models: particles bound to what they refer to, and normalised.

use std::sync::Arc;

use super::resolver::Resolver;
use super::symbols::Context;
use super::*;
use crate::error::{Error, Result};
use crate::xsd;

impl<'s> Resolver<'s> {
    /// What a type that has this particle holds.
    pub(super) fn elements(
        &mut self,
        particle: Option<&'s xsd::Particle>,
        context: Context<'s>,
        owner: &[Arc<str>],
    ) -> Result<Content> {
        let Some(particle) = particle else { return Ok(Content::Empty) };
        let particle = self.particle(particle, (context, owner), &mut Vec::new(), false)?;
        Ok(content_of(particle))
    }

    /// Whether a content model is `xs:all`, or a group that is.
    pub(super) fn is_all(&self, particle: Option<&xsd::Particle>, context: Context<'_>) -> bool {
        match particle.map(|particle| &particle.term) {
            Some(xsd::Term::Group(compositor, _)) => *compositor == Compositor::All,
            Some(xsd::Term::GroupReference(reference)) => {
                let group = self.symbols.groups.get(&context.target_of(reference));
                group.is_some_and(|it| {
                    matches!(it.component.particle.term, xsd::Term::Group(Compositor::All, _))
                })
            }
            _ => false,
        }
    }

    /// Binds a part of a content model; `groups` are the named groups that it stands in, `is_part` says whether it is a part
    /// of another group.
    pub(super) fn particle(
        &mut self,
        particle: &'s xsd::Particle,
        (context, owner): (Context<'s>, &[Arc<str>]),
        groups: &mut Vec<ExpandedName>,
        is_part: bool,
    ) -> Result<Particle> {
        self.count_particles(1, &particle.at)?;
        let term = match &particle.term {
            xsd::Term::Element(element) => Term::Element(self.local_element(element, context, owner)?),
            xsd::Term::ElementReference(reference) => Term::Element(self.element_id(reference, context)?),
            xsd::Term::Any(any) => Term::Any(Wildcard::new(any, context)),
            xsd::Term::Group(compositor, parts) => {
                let parts = parts.iter().map(|part| self.particle(part, (context, owner), groups, true));
                Term::Group(*compositor, parts.collect::<Result<_>>()?)
            }
            xsd::Term::GroupReference(reference) => {
                let inner = self.group_particle(reference, context, groups)?;
                let may_be_all = !is_part && particle.occurs.max == Some(1);
                if matches!(inner.term, Term::Group(Compositor::All, _)) && !may_be_all {
                    let message = "a group with xs:all is all that a type holds, once at most";
                    return Err(Error::invalid(&particle.at, message));
                }
                Term::Group(Compositor::Sequence, vec![inner])
            }
        };
        Ok(Particle { at: particle.at.clone(), occurs: particle.occurs, term })
    }

    fn group_particle(
        &mut self,
        reference: &'s xsd::Reference,
        context: Context<'s>,
        groups: &mut Vec<ExpandedName>,
    ) -> Result<Particle> {
        let own = groups.last().map(|group| group.local.clone());
        let name = context.original_of(own.as_ref(), reference);
        if groups.contains(&name) {
            return Err(Error::invalid(&reference.at, format!("group {} contains itself", reference.name)));
        }
        let Some(global) = self.group(&name, &reference.at, context)? else {
            let occurs = Occurs { min: 0, max: None };
            return Ok(Particle { at: reference.at.clone(), occurs, term: Term::Any(Wildcard::lax()) });
        };
        groups.push(name);
        // What the group declares is the group's, whoever uses it.
        let owner = [global.component.name.clone()];
        let inner = self.nested(&reference.at, |it| {
            it.particle(&global.component.particle, (global.context, &owner), groups, false)
        })?;
        groups.pop();
        Ok(inner)
    }

    /// Content that continues inherited content (Part 1, section 3.4.2).
    pub(super) fn extended_content(
        &mut self,
        inherited: Content,
        own: Content,
        at: &Location,
    ) -> Result<Content> {
        match (inherited, own) {
            (inherited, Content::Empty) => Ok(inherited),
            (Content::Empty, own) => Ok(own),
            (Content::Elements(first), Content::Elements(second)) => {
                self.count_particles(size(&first), at)?;
                let term = Term::Group(Compositor::Sequence, vec![first, second]);
                Ok(content_of(Particle { at: at.clone(), occurs: Occurs::ONCE, term }))
            }
            _ => Err(Error::invalid(at, "elements can't be added to simple content")),
        }
    }
}

/// How many particles there are.
fn size(particle: &Particle) -> usize {
    match &particle.term {
        Term::Group(_, parts) => parts.iter().map(size).sum::<usize>() + 1,
        _ => 1,
    }
}

/// Whether no element at all is enough for content (cos-group-emptiable).
pub(crate) fn is_emptiable(particle: &Particle) -> bool {
    particle.occurs.min == 0
        || match &particle.term {
            Term::Group(Compositor::Choice, parts) => parts.iter().any(is_emptiable),
            Term::Group(_, parts) => parts.iter().all(is_emptiable),
            _ => false,
        }
}

/// The content of `anyType`.
pub(super) fn anything(at: &Location) -> Content {
    let occurs = Occurs { min: 0, max: None };
    content_of(Particle { at: at.clone(), occurs, term: Term::Any(Wildcard::lax()) })
}

/// What a type that has this particle holds: a group that stands once, so that what repeats is a part of it.
fn content_of(particle: Particle) -> Content {
    let Some(particle) = normalize(particle) else { return Content::Empty };
    match &particle.term {
        Term::Group(Compositor::Sequence | Compositor::All, _) if particle.occurs == Occurs::ONCE => {
            Content::Elements(particle)
        }
        _ => {
            let at = particle.at.clone();
            let term = Term::Group(Compositor::Sequence, vec![particle]);
            Content::Elements(Particle { at, occurs: Occurs::ONCE, term })
        }
    }
}

/// A group of `outer` around nothing but a particle of `inner`, as one particle; `None`: no one particle says the same.
fn multiplied(outer: Occurs, inner: Occurs) -> Option<Occurs> {
    let gapless = match inner.max {
        _ if outer.max == Some(outer.min) => true,
        None => outer.min > 0 || inner.min <= 1,
        // The most of one repetition fewer, and the least of one more, must touch.
        Some(max) => {
            u64::from(inner.min) * (u64::from(outer.min) + 1) <= u64::from(max) * u64::from(outer.min) + 1
        }
    };
    let max = match (outer.max, inner.max) {
        (Some(outer), Some(inner)) => Some(outer.checked_mul(inner)?),
        _ => None,
    };
    let min = outer.min.checked_mul(inner.min)?;
    gapless.then_some(Occurs { min, max })
}

/// Takes away what doesn't count: particles that never occur, empty groups, groups of one, sequences in sequences and
/// choices in choices that occur once. A group that is left around one particle stays if both repeat in a way that no one
/// particle says.
fn normalize(particle: Particle) -> Option<Particle> {
    let Particle { at, occurs, term } = particle;
    if occurs.max == Some(0) {
        return None;
    }
    let Term::Group(compositor, parts) = term else { return Some(Particle { at, occurs, term }) };
    // Of a choice between what never occurs nothing is left, as of a sequence of that; but a choice that never had a
    // particle admits nothing, not even nothing.
    let had_parts = !parts.is_empty();
    let mut kept = Vec::new();
    // An empty alternative makes the whole choice optional.
    let mut optional = false;
    for part in parts {
        let is_there = part.occurs.max != Some(0);
        match normalize(part) {
            None => optional |= is_there && compositor == Compositor::Choice,
            Some(Particle { occurs: Occurs::ONCE, term: Term::Group(inner, inner_parts), .. })
                if inner == compositor && inner != Compositor::All && !inner_parts.is_empty() =>
            {
                kept.extend(inner_parts);
            }
            Some(part) => kept.push(part),
        }
    }
    let occurs = Occurs { min: if optional { 0 } else { occurs.min }, max: occurs.max };
    match kept.as_slice() {
        [] if compositor == Compositor::Choice && occurs.min > 0 && !had_parts => {
            Some(Particle { at, occurs: Occurs::ONCE, term: Term::Group(compositor, kept) })
        }
        [] => None,
        [only] => {
            let (at, occurs, term) = match multiplied(occurs, only.occurs) {
                Some(occurs) => (only.at.clone(), occurs, only.term.clone()),
                None => (at, occurs, Term::Group(compositor, kept)),
            };
            Some(Particle { at, occurs, term })
        }
        _ => Some(Particle { at, occurs, term: Term::Group(compositor, kept) }),
    }
}
