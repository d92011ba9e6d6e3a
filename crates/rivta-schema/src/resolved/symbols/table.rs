//! Global components by their names.

use std::collections::HashMap;

use super::Context;
use crate::error::Location;
use crate::xml::ExpandedName;
use crate::xsd::{ComplexType, SimpleType};

/// A component with the schema that it stands in.
pub(in crate::resolved) struct Global<'s, T> {
    pub(in crate::resolved) component: &'s T,
    pub(in crate::resolved) context: Context<'s>,
}

impl<T> Clone for Global<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Global<'_, T> {}

/// Types of both kinds have one symbol space.
#[derive(Clone, Copy)]
pub(in crate::resolved) enum GlobalType<'s> {
    Simple(Global<'s, SimpleType>),
    Complex(Global<'s, ComplexType>),
}

/// Components of one kind, in the order in which they were met.
pub(in crate::resolved) struct Table<T> {
    pub(in crate::resolved) kind: &'static str,
    entries: Vec<(ExpandedName, Location, T)>,
    index: HashMap<ExpandedName, usize>,
}

impl<T: Copy> Table<T> {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, entries: Vec::new(), index: HashMap::new() }
    }

    pub(super) fn first(&self, name: &ExpandedName) -> Option<&Location> {
        let (_, at, _) = self.entries.get(*self.index.get(name)?)?;
        Some(at)
    }

    pub(super) fn insert(&mut self, name: ExpandedName, at: &Location, value: T) {
        self.index.insert(name.clone(), self.entries.len());
        self.entries.push((name, at.clone(), value));
    }

    /// The components in order.
    pub(in crate::resolved) fn iter(&self) -> impl Iterator<Item = (&ExpandedName, T)> {
        self.entries.iter().map(|(name, _, value)| (name, *value))
    }

    /// The component of that name.
    pub(in crate::resolved) fn get(&self, name: &ExpandedName) -> Option<T> {
        self.index.get(name).and_then(|index| self.entries.get(*index)).map(|(_, _, value)| *value)
    }
}
