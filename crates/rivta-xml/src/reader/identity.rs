//! Identity constraints: `xs:unique`, `xs:key`, `xs:keyref` (XML Schema Part 1, section 3.11).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::XmlReader;
use crate::XmlErrorKind;
use crate::schema::{
    AttributeDeclaration, Builtin, ConstraintId, ElementDeclaration, IdentityConstraint, IdentityKind,
    IdentityPath, NameTest, NamespaceId, ProcessContents, SchemaName, TypeRef,
};

/// The identity constraints of the elements that are being read.
#[derive(Default)]
pub(super) struct Identity<'a> {
    active: Vec<Active<'a>>,
    targets: Vec<Target>,
    /// What ended constraints found, for references of the elements around: with the level of the element that it counts for.
    tables: HashMap<(ConstraintId, usize), Table>,
    /// What all of these keep: see [`Limits::key_octets`](crate::Limits::key_octets).
    octets: usize,
}

/// What a field takes beside the text of its key, or a constraint beside its keys, about: strings, vectors, places in tables.
const BESIDE: usize = 64;

/// The fields of an element, each as the key of its value.
type Key = Vec<String>;

/// What a constraint found.
#[derive(Default)]
struct Table {
    /// The keys, with where the element stands that has each; `None`: elements of several parts have it, and it leads to none
    /// of them (section 3.11.5, Identity-constraint Table).
    keys: HashMap<Key, Option<usize>>,
    /// What they keep, at most.
    octets: usize,
}

/// A constraint whose element is being read.
struct Active<'a> {
    id: ConstraintId,
    constraint: &'a IdentityConstraint,
    /// The level of the element that it belongs to: how many elements were open with it.
    level: usize,
    table: Table,
    /// Keys of a reference, with where they stand.
    references: Vec<(Key, usize)>,
    /// What it keeps beside the table.
    octets: usize,
}

/// An element that a constraint's selector led to and that is being read.
struct Target {
    /// The index of the constraint in `active`.
    active: usize,
    level: usize,
    start: usize,
    fields: Vec<Field>,
    /// What they keep.
    octets: usize,
}

/// A field of such an element.
#[derive(Clone, Default)]
struct Field {
    /// Whether it led to something.
    met: bool,
    /// The key of the value that it led to.
    key: Option<String>,
}

impl<'a> XmlReader<'a> {
    /// An element has begun: its own constraints, and those whose selectors or fields lead to it.
    #[cold]
    pub(super) fn begin_identity(&mut self, declaration: Option<&'a ElementDeclaration>) {
        let Some(ty) = self.open.last().map(|open| open.ty) else { return };
        let mut identity = self.identity.take().unwrap_or_default();
        let level = self.open.len();
        for id in declaration.iter().flat_map(|declaration| declaration.constraints.iter()) {
            if let Some(constraint) = self.schema.constraints.get(id.0 as usize) {
                let (table, references, octets) = (Table::default(), Vec::new(), BESIDE);
                identity.octets = identity.octets.saturating_add(octets);
                identity.active.push(Active { id: *id, constraint, level, table, references, octets });
            }
        }
        self.check_keys(identity.octets);
        let start = self.child_start();
        for (index, active) in identity.active.iter().enumerate() {
            if active.constraint.selector.iter().any(|path| self.leads_here(path, active.level)) {
                let octets = BESIDE.saturating_mul(active.constraint.fields.len());
                identity.octets = identity.octets.saturating_add(octets);
                self.check_keys(identity.octets);
                if self.halted {
                    break;
                }
                let fields = vec![Field::default(); active.constraint.fields.len()];
                identity.targets.push(Target { active: index, level, start, fields, octets });
            }
        }
        let may_be_nil = declaration.is_some_and(|declaration| declaration.nillable);
        for target in &mut identity.targets {
            let Some(active) = identity.active.get(target.active) else { continue };
            let constraint = || active.constraint.name.to_string();
            for (field, paths) in target.fields.iter_mut().zip(active.constraint.fields.iter()) {
                let here: Vec<_> = paths.iter().filter(|path| self.leads_here(path, target.level)).collect();
                let tests: Vec<_> = here.iter().filter_map(|path| path.attribute.as_ref()).collect();
                let is_element = here.len() > tests.len();
                let keys = if tests.is_empty() { Vec::new() } else { self.attribute_keys(&tests) };
                let met = keys.len() + usize::from(is_element);
                // cvc-identity-constraint 3: one node at most, which must have a simple type.
                if met > usize::from(!field.met) || (is_element && self.text_type(ty).is_none()) {
                    self.record(start, XmlErrorKind::UnfitKeyField { constraint: constraint() });
                } else if is_element && may_be_nil && active.constraint.kind == IdentityKind::Key {
                    self.record(start, XmlErrorKind::NillableKeyField { constraint: constraint() });
                }
                field.met |= met > 0;
                if let Some(key) = keys.into_iter().next() {
                    identity.octets = identity.octets.saturating_add(key.len());
                    target.octets = target.octets.saturating_add(key.len());
                    field.key = Some(key);
                }
            }
            self.check_keys(identity.octets);
            if self.halted {
                break;
            }
        }
        self.identity = Some(identity);
    }

    /// The element that was begun last has this value.
    #[cold]
    pub(super) fn identity_value(&mut self, ty: TypeRef, text: &str) {
        let Some(mut identity) = self.identity.take() else { return };
        for target in &mut identity.targets {
            let Some(active) = identity.active.get(target.active) else { continue };
            for (field, paths) in target.fields.iter_mut().zip(active.constraint.fields.iter()) {
                if paths.iter().any(|path| path.attribute.is_none() && self.leads_here(path, target.level)) {
                    let key = self.schema.key(ty, text, &self.bindings);
                    identity.octets = identity.octets.saturating_add(key.len());
                    target.octets = target.octets.saturating_add(key.len());
                    field.key = Some(key);
                }
            }
            self.check_keys(identity.octets);
            if self.halted {
                break;
            }
        }
        self.identity = Some(identity);
    }

    /// The element that is being read last ends.
    #[cold]
    pub(super) fn end_identity(&mut self) {
        let Some(mut identity) = self.identity.take() else { return };
        let level = self.open.len();
        while let Some(target) = identity.targets.pop_if(|target| target.level >= level) {
            if let Some(active) = identity.active.get_mut(target.active) {
                let octets = target.octets;
                if !self.finish_target(active, target) {
                    identity.octets = identity.octets.saturating_sub(octets);
                }
            }
        }
        let mut references = Vec::new();
        while let Some(ended) = identity.active.pop_if(|active| active.level >= level) {
            identity.octets = identity.octets.saturating_sub(ended.octets);
            match ended.constraint.kind {
                IdentityKind::KeyReference(to) => references.push((to, ended)),
                IdentityKind::Key | IdentityKind::Unique => {
                    let within = identity.tables.remove(&(ended.id, level)).unwrap_or_default();
                    identity.tables.insert((ended.id, level), before(ended.table, within));
                }
            }
        }
        for (to, ended) in &references {
            let table = identity.tables.get(&(*to, level));
            for (key, start) in &ended.references {
                if table.and_then(|table| table.keys.get(key)).is_none_or(Option::is_none) {
                    let constraint = ended.constraint.name.to_string();
                    self.record(*start, XmlErrorKind::UnknownKeyReference { constraint });
                }
            }
        }
        identity.hand_on(level);
        let needed = !identity.active.is_empty();
        self.identity = needed.then_some(identity);
    }

    /// Reading ends where constraints keep more than they may.
    fn check_keys(&mut self, octets: usize) {
        let limit = self.limits.key_octets;
        if octets > limit {
            self.halt(self.token_start, XmlErrorKind::Limit { what: "octets of keys", limit });
        }
    }

    /// An element that a constraint's selector led to has ended; whether its key is kept.
    fn finish_target(&mut self, active: &mut Active<'a>, target: Target) -> bool {
        let name = || active.constraint.name.to_string();
        let complete: Option<Key> = target.fields.into_iter().map(|field| field.key).collect();
        let Some(key) = complete else {
            if active.constraint.kind == IdentityKind::Key {
                self.record(target.start, XmlErrorKind::MissingKeyField { constraint: name() });
            }
            return false;
        };
        if matches!(active.constraint.kind, IdentityKind::KeyReference(_)) {
            active.references.push((key, target.start));
            active.octets = active.octets.saturating_add(target.octets);
        } else if let Entry::Vacant(place) = active.table.keys.entry(key) {
            place.insert(Some(target.start));
            active.table.octets = active.table.octets.saturating_add(target.octets);
        } else {
            self.record(target.start, XmlErrorKind::DuplicateKey { constraint: name() });
            return false;
        }
        true
    }

    /// Whether a path that begins at the element of `level` leads to the one that is being read last.
    fn leads_here(&self, path: &IdentityPath, level: usize) -> bool {
        let Some(below) = self.open.get(level..) else { return false };
        let from = match path.anywhere {
            true => below.len().checked_sub(path.steps.len()),
            false => (below.len() == path.steps.len()).then_some(0),
        };
        let Some(last) = from.and_then(|from| below.get(from..)) else { return false };
        last.iter().zip(path.steps.iter()).all(|(open, step)| step.admits(open.namespace, open.local))
    }

    /// The keys of the attributes of the element that was begun last that one of the tests admits, defaults with them.
    fn attribute_keys(&self, tests: &[&NameTest]) -> Vec<String> {
        let admitted = |namespace, local: &str| tests.iter().any(|test| test.admits(namespace, local));
        let key = |declared: &AttributeDeclaration, text: &str| {
            self.schema.key(declared.r#type, text, &self.bindings)
        };
        let declared = self.complex_type().map(|ty| self.schema.attributes(ty)).unwrap_or_default();
        let of_type = declared.iter().filter(|it| admitted(it.name.namespace, &it.name.local));
        let mut keys: Vec<String> = of_type
            .filter_map(|it| match (self.attribute_text(it), &it.value) {
                (Some(text), _) => Some(key(it, &text)),
                (None, Some(value)) => Some(key(it, &value.text)),
                (None, None) => None,
            })
            .collect();
        if self.admits_other_attributes() {
            for attribute in &self.attributes {
                let (prefix, local) = attribute.split_name();
                let namespace = self.attribute_schema_namespace(prefix);
                let known =
                    |it: &AttributeDeclaration| it.name.namespace == namespace && it.name.local == local;
                if attribute.declared_prefix().is_none()
                    && admitted(namespace, local)
                    && !declared.iter().any(known)
                    && let Some(id) = self.schema.global_attribute(self.scope, namespace, local)
                    && let Some(it) = self.schema.attribute(id)
                    && let Ok(text) = attribute.value()
                {
                    keys.push(key(it, &text));
                }
            }
        }
        keys
    }

    /// Whether attributes that a wildcard lets through are checked.
    fn admits_other_attributes(&self) -> bool {
        match self.open.last().map(|open| open.ty) {
            Some(TypeRef::Complex(id)) => {
                let wildcard = self.schema.complex_type(id).and_then(|ty| ty.any_attribute);
                let wildcard = wildcard.and_then(|id| self.schema.wildcard(id));
                wildcard.is_some_and(|wildcard| wildcard.process != ProcessContents::Skip)
            }
            Some(ty) => ty == TypeRef::Builtin(Builtin::AnyType),
            None => false,
        }
    }
}

impl Identity<'_> {
    /// What was found in an element of this level counts for the one around it, if a reference may ask for it there.
    fn hand_on(&mut self, level: usize) {
        let ended: Vec<_> = self.tables.keys().filter(|(_, at)| *at >= level).copied().collect();
        for place in ended {
            let Some(table) = self.tables.remove(&place) else { continue };
            let (id, _) = place;
            let asked = |active: &Active<'_>| active.constraint.kind == IdentityKind::KeyReference(id);
            if self.active.iter().any(asked) {
                let around = self.tables.entry((id, level.saturating_sub(1))).or_default();
                *around = beside(std::mem::take(around), table);
            } else {
                self.octets = self.octets.saturating_sub(table.octets);
            }
        }
    }
}

/// What an element found itself, before what elements within it found.
fn before(mut own: Table, mut within: Table) -> Table {
    let octets = own.octets.saturating_add(within.octets);
    // Whichever is smaller is moved, so that all that is ever moved is near linear.
    let keys = if own.keys.len() < within.keys.len() {
        within.keys.extend(own.keys);
        within.keys
    } else {
        for (key, start) in within.keys {
            own.keys.entry(key).or_insert(start);
        }
        own.keys
    };
    Table { keys, octets }
}

/// What two elements found: a key that leads to one thing in one and to another in the other leads to neither.
fn beside(one: Table, other: Table) -> Table {
    let octets = one.octets.saturating_add(other.octets);
    let (mut all, few) = if one.keys.len() < other.keys.len() { (other, one) } else { (one, other) };
    for (key, start) in few.keys {
        match all.keys.entry(key) {
            Entry::Vacant(place) => drop(place.insert(start)),
            Entry::Occupied(mut known) if *known.get() != start => drop(known.insert(None)),
            Entry::Occupied(_) => {}
        }
    }
    Table { keys: all.keys, octets }
}

impl NameTest {
    fn admits(&self, namespace: NamespaceId, local: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Namespace(id) => *id == namespace,
            Self::Name(SchemaName { namespace: id, local: name }) => *id == namespace && name == local,
        }
    }
}
