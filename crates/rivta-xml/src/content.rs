//! Content models: which child may stand where.

use crate::schema::{
    Compositor, ElementId, Group, NamespaceId, Particle, Schema, Term, UNBOUNDED, WildcardId,
};

/// Where the elements that are being read have got to in their content models: for each the group of its type, then the
/// groups in it that its last child is in.
#[derive(Debug, Default)]
pub(crate) struct Contents<'a> {
    places: Vec<Place<'a>>,
    /// The slots of `xs:all` groups that are filled, in the order of the document.
    filled: Vec<u32>,
    /// For each slot of these groups, whether it is.
    taken: Vec<bool>,
}

/// A group that is being read.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    compositor: Compositor,
    particles: &'a [Particle],
    /// The slot that is being filled.
    at: u32,
    /// How often it was, at least; 0: a choice that was not made.
    count: u32,
    /// How much more often it may have been, if it is a group: `(a+){2}` takes `aa`, as one `a+` or as two.
    spare: u32,
    /// Where the filled slots of this group begin, if it is `xs:all`.
    filled: u32,
    /// Where whether its slots are filled begins, if it is `xs:all`.
    taken: usize,
}

/// The name of an element, in numbers of a schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChildName<'n> {
    pub(crate) namespace: NamespaceId,
    pub(crate) local: &'n str,
}

/// What a child was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matched {
    /// This element.
    Element(ElementId),
    /// Something that this wildcard lets through.
    Any(WildcardId),
}

impl<'a> Contents<'a> {
    /// How many groups are being read.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Forgets the groups from `base` on.
    #[inline]
    pub(crate) fn truncate(&mut self, base: usize) {
        if let Some(place) = self.places.get(base) {
            self.filled.truncate(place.filled as usize);
            self.taken.truncate(place.taken);
            self.places.truncate(base);
        }
    }

    /// Begins with the group of a type.
    #[inline]
    pub(crate) fn begin(&mut self, schema: &'a Schema, group: &'a Group) {
        self.push(group.compositor, schema.particles(group), 0, 0);
    }

    /// The slot that the group at `level` is at.
    #[inline]
    pub(crate) fn slot(&self, level: usize) -> usize {
        self.places.get(level).map_or(0, |place| place.at as usize)
    }

    /// Which of its siblings in the innermost slot the last child is, from 1; 0 where the slot does not repeat.
    #[inline]
    pub(crate) fn ordinal(&self) -> u32 {
        self.places.last().map_or(0, |place| {
            let repeats = place.particles.get(place.at as usize).is_some_and(|particle| particle.max > 1);
            if repeats { place.count } else { 0 }
        })
    }

    /// The slots of the group at `level` that are filled, in the order of the document; of `xs:all` only.
    pub(crate) fn filled(&self, level: usize) -> &[u32] {
        let from = self.places.get(level).map_or(0, |place| place.filled as usize);
        self.filled.get(from..).unwrap_or_default()
    }

    /// Places a child of the element whose groups begin at `base`: what it is, and the level of the innermost group that
    /// was being read and goes on. `None`: it may not stand here, and nothing has changed.
    #[inline]
    pub(crate) fn place(
        &mut self,
        schema: &'a Schema,
        base: usize,
        child: ChildName<'_>,
    ) -> Option<(Matched, usize)> {
        let mut level = self.places.len().checked_sub(1)?;
        while level >= base {
            if let Some(matched) = self.go_on(schema, level, child) {
                return Some((matched, level));
            }
            if level == base || !self.is_satisfied(schema, level) {
                return None;
            }
            level -= 1;
        }
        None
    }

    /// Places a child that comes too early, as if what should stand before it had stood there. For diagnostics.
    pub(crate) fn skip_to(
        &mut self,
        schema: &'a Schema,
        base: usize,
        child: ChildName<'_>,
    ) -> Option<(Matched, usize)> {
        for level in (base..self.places.len()).rev() {
            let place = *self.places.get(level)?;
            if place.compositor != Compositor::Sequence {
                continue;
            }
            for (slot, particle) in (place.at + 1..).zip(place.particles.iter().skip(place.at as usize + 1)) {
                if let Some(matched) = self.fill(schema, level, slot, 1, particle, child) {
                    return Some((matched, level));
                }
            }
        }
        None
    }

    /// The particles that the next child could fill, as far as something must come before the rest.
    pub(crate) fn expected(&self, schema: &'a Schema, base: usize) -> Vec<&'a Particle> {
        let mut found = Vec::new();
        for level in (base..self.places.len()).rev() {
            let Some(place) = self.places.get(level) else { break };
            self.open_particles(schema, place, &mut |particle| leaves(schema, particle, &mut found));
            if !self.is_satisfied(schema, level) {
                break;
            }
        }
        found
    }

    /// What is missing where the element ends: for each place that must be filled, the particles that could fill it.
    pub(crate) fn missing(&self, schema: &'a Schema, base: usize) -> Vec<Vec<&'a Particle>> {
        let mut missing = Vec::new();
        for level in (base..self.places.len()).rev() {
            let Some(place) = self.places.get(level) else { break };
            self.due(schema, place, &mut |particle| {
                let mut found = Vec::new();
                leaves(schema, particle, &mut found);
                missing.push(found);
            });
        }
        missing
    }

    /// Whether the group at `level`, and so every one within, may end.
    #[inline]
    pub(crate) fn is_satisfied(&self, schema: &'a Schema, level: usize) -> bool {
        let Some(place) = self.places.get(level) else { return true };
        let mut satisfied = true;
        self.due(schema, place, &mut |_| satisfied = false);
        satisfied
    }

    fn push(&mut self, compositor: Compositor, particles: &'a [Particle], at: u32, count: u32) {
        let filled = u32::try_from(self.filled.len()).unwrap_or(u32::MAX);
        let taken = self.taken.len();
        if compositor == Compositor::All {
            self.taken.resize(taken.saturating_add(particles.len()), false);
        }
        self.places.push(Place { compositor, particles, at, count, spare: 0, filled, taken });
    }

    /// Whether a slot of an `xs:all` group is filled.
    fn is_filled(&self, place: &Place<'_>, slot: u32) -> bool {
        self.taken.get(place.taken.saturating_add(slot as usize)).is_some_and(|taken| *taken)
    }

    /// A slot of the group at `level`, which is `xs:all`, is filled.
    fn note_filled(&mut self, level: usize, slot: u32) {
        self.filled.push(slot);
        let place = self.places.get(level).map(|place| place.taken.saturating_add(slot as usize));
        if let Some(taken) = place.and_then(|at| self.taken.get_mut(at)) {
            *taken = true;
        }
    }

    /// Fills a slot of the group at `level` with the child, if it fits there.
    #[inline]
    fn fill(
        &mut self,
        schema: &'a Schema,
        level: usize,
        slot: u32,
        count: u32,
        particle: &Particle,
        child: ChildName<'_>,
    ) -> Option<Matched> {
        let before = self.places.len();
        let matched = self.descend(schema, particle.term, child)?;
        if before > level + 1 {
            self.places.drain(level + 1..before);
        }
        if let Some(place) = self.places.get_mut(level) {
            if place.at != slot {
                place.spare = 0;
            }
            (place.at, place.count) = (slot, count);
            if place.compositor == Compositor::All {
                self.note_filled(level, slot);
            }
        }
        if count > 1 {
            self.note_spare(schema, level);
        }
        Some(matched)
    }

    /// A particle of the group at `level` was filled once more. If that may have begun the group anew as well, the group may
    /// have stood more often than it is counted.
    fn note_spare(&mut self, schema: &'a Schema, mut level: usize) {
        loop {
            let Some(outer) = level.checked_sub(1) else { return };
            // Below a type's own group there is its element.
            let in_group = self.places.get(outer).and_then(|place| place.particles.get(place.at as usize));
            if !in_group.is_some_and(|particle| matches!(particle.term, Term::Group(_)))
                || !self.places.get(level).is_some_and(|place| place.may_begin_anew(schema))
            {
                return;
            }
            if let Some(place) = self.places.get_mut(outer) {
                place.spare = place.spare.saturating_add(1);
            }
            level = outer;
        }
    }

    /// Places the child in the group at `level`, where it is or later.
    #[inline]
    fn go_on(&mut self, schema: &'a Schema, level: usize, child: ChildName<'_>) -> Option<Matched> {
        let place = *self.places.get(level)?;
        match place.compositor {
            Compositor::Sequence => {
                // Greedy is right: XML Schema forbids content models in which a name could fit two particles (unique
                // particle attribution).
                let (mut slot, mut count, mut spare) = (place.at, place.count, place.spare);
                while let Some(particle) = place.particles.get(slot as usize) {
                    if count < particle.max
                        && let Some(matched) =
                            self.fill(schema, level, slot, count.saturating_add(1), particle, child)
                    {
                        return Some(matched);
                    }
                    if count.saturating_add(spare) < particle.min && !schema.is_emptiable(particle) {
                        return None;
                    }
                    (slot, count, spare) = (slot + 1, 0, 0);
                }
                None
            }
            Compositor::Choice if place.count > 0 => {
                let particle = place.particles.get(place.at as usize)?;
                let more = place.count < particle.max;
                more.then(|| {
                    self.fill(schema, level, place.at, place.count.saturating_add(1), particle, child)
                })?
            }
            Compositor::Choice => (0..)
                .zip(place.particles)
                .find_map(|(slot, particle)| self.fill(schema, level, slot, 1, particle, child)),
            Compositor::All => (0..).zip(place.particles).find_map(|(slot, particle)| {
                let free = !self.is_filled(&place, slot);
                free.then(|| self.fill(schema, level, slot, 1, particle, child))?
            }),
        }
    }

    /// Enters the groups that lead to a particle that admits the child first of all.
    #[inline]
    fn descend(&mut self, schema: &'a Schema, term: Term, child: ChildName<'_>) -> Option<Matched> {
        match term {
            Term::Element(id) => admits(schema, id, child).map(Matched::Element),
            Term::Any(id) => schema
                .wildcard(id)
                .is_some_and(|wildcard| wildcard.admits(child.namespace))
                .then_some(Matched::Any(id)),
            Term::Group(id) => self.enter(schema, schema.group(id)?, child),
        }
    }

    fn enter(&mut self, schema: &'a Schema, group: &'a Group, child: ChildName<'_>) -> Option<Matched> {
        let level = self.places.len();
        let (filled, taken) = (self.filled.len(), self.taken.len());
        for (slot, particle) in (0..).zip(schema.particles(group)) {
            self.push(group.compositor, schema.particles(group), slot, 1);
            if group.compositor == Compositor::All {
                self.note_filled(level, slot);
            }
            if let Some(matched) = self.descend(schema, particle.term, child) {
                return Some(matched);
            }
            self.places.truncate(level);
            self.filled.truncate(filled);
            self.taken.truncate(taken);
            if group.compositor == Compositor::Sequence && !schema.is_emptiable(particle) {
                return None;
            }
        }
        None
    }

    /// Calls `found` for each particle of a group that must still be filled before the group may end.
    fn due(&self, schema: &'a Schema, place: &Place<'a>, found: &mut dyn FnMut(&'a Particle)) {
        let particles = place.particles;
        match place.compositor {
            Compositor::Sequence => {
                let mut count = place.most();
                for particle in particles.iter().skip(place.at as usize) {
                    if count < particle.min && !schema.is_emptiable(particle) {
                        found(particle);
                    }
                    count = 0;
                }
            }
            Compositor::Choice if place.count > 0 => {
                if let Some(particle) = particles.get(place.at as usize)
                    && place.most() < particle.min
                    && !schema.is_emptiable(particle)
                {
                    found(particle);
                }
            }
            Compositor::Choice => {
                if !particles.iter().any(|particle| schema.is_emptiable(particle)) {
                    particles.iter().for_each(found);
                }
            }
            Compositor::All => {
                for (slot, particle) in (0..).zip(particles) {
                    if particle.min > 0 && !self.is_filled(place, slot) {
                        found(particle);
                    }
                }
            }
        }
    }

    /// Calls `found` for each particle of a group that the next child could begin.
    fn open_particles(&self, schema: &'a Schema, place: &Place<'a>, found: &mut dyn FnMut(&'a Particle)) {
        let particles = place.particles;
        match place.compositor {
            Compositor::Sequence => {
                let (mut count, mut most) = (place.count, place.most());
                for particle in particles.iter().skip(place.at as usize) {
                    if count < particle.max {
                        found(particle);
                    }
                    if most < particle.min && !schema.is_emptiable(particle) {
                        break;
                    }
                    (count, most) = (0, 0);
                }
            }
            Compositor::Choice if place.count > 0 => {
                if let Some(particle) = particles.get(place.at as usize)
                    && place.count < particle.max
                {
                    found(particle);
                }
            }
            Compositor::Choice => particles.iter().for_each(found),
            Compositor::All => {
                let free = (0..).zip(particles).filter(|(slot, _)| !self.is_filled(place, *slot));
                free.for_each(|(_, particle)| found(particle));
            }
        }
    }
}

impl Place<'_> {
    /// How often the slot was filled, at most.
    fn most(&self) -> u32 {
        self.count.saturating_add(self.spare)
    }

    /// Whether what was filled last may be the beginning of another occurrence of the group: enough of its slot went before,
    /// enough is there now, and nothing else has to stand in the group.
    fn may_begin_anew(&self, schema: &Schema) -> bool {
        let Some(particle) = self.particles.get(self.at as usize) else { return false };
        let (least, most) = (particle.min.max(1), self.most());
        let mut others = (0..).zip(self.particles).filter(|(slot, _)| *slot != self.at);
        most / least >= 2
            && most.is_multiple_of(least)
            && match self.compositor {
                Compositor::Sequence => others.all(|(_, particle)| schema.is_emptiable(particle)),
                Compositor::Choice => true,
                Compositor::All => false,
            }
    }
}

/// The element that a child is if the particle is `id`: that one, or one of those that may stand for it.
#[inline]
fn admits(schema: &Schema, id: ElementId, child: ChildName<'_>) -> Option<ElementId> {
    let declared = schema.element(id)?;
    let is =
        |name: &crate::schema::SchemaName| name.namespace == child.namespace && name.local == child.local;
    // An abstract element never stands itself; another particle may admit its name.
    if is(&declared.name) && !declared.r#abstract {
        return Some(id);
    }
    let mut substitutes = declared.substitutes.iter();
    substitutes.find(|id| schema.element(**id).is_some_and(|element| is(&element.name))).copied()
}

/// The particles, not groups, that can begin what a particle admits.
fn leaves<'a>(schema: &'a Schema, particle: &'a Particle, found: &mut Vec<&'a Particle>) {
    let Term::Group(id) = particle.term else {
        found.push(particle);
        return;
    };
    let Some(group) = schema.group(id) else { return };
    for particle in schema.particles(group) {
        leaves(schema, particle, found);
        if group.compositor == Compositor::Sequence && !schema.is_emptiable(particle) {
            break;
        }
    }
}

/// How many leaves (elements and wildcards) stand before the place that `slots` leads to, groups walked depth first.
pub(crate) fn leaf_number(
    schema: &Schema,
    particles: &[Particle],
    slots: &mut dyn Iterator<Item = usize>,
) -> usize {
    let Some(slot) = slots.next() else { return 0 };
    let before: usize = particles.iter().take(slot).map(|particle| leaf_count(schema, particle)).sum();
    match particles.get(slot).map(|particle| particle.term) {
        Some(Term::Group(id)) => {
            before + schema.group(id).map_or(0, |group| leaf_number(schema, schema.particles(group), slots))
        }
        _ => before,
    }
}

fn leaf_count(schema: &Schema, particle: &Particle) -> usize {
    match particle.term {
        Term::Group(id) => schema.group(id).map_or(0, |group| {
            schema.particles(group).iter().map(|particle| leaf_count(schema, particle)).sum()
        }),
        _ => 1,
    }
}

impl Particle {
    /// Something `min` to `max` times.
    pub const fn new(term: Term, min: u32, max: u32) -> Self {
        Self { term, min, max }
    }

    /// Whether it may stand there without limit.
    pub fn is_unbounded(&self) -> bool {
        self.max == UNBOUNDED
    }
}
