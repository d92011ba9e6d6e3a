//! Identity constraints: `xs:unique`, `xs:key`, `xs:keyref` (XML Schema Part 1, section 3.11).

use std::collections::HashSet;

use super::XmlReader;
use crate::XmlErrorKind;
use crate::schema::{
    ConstraintId, ElementDeclaration, IdentityConstraint, IdentityKind, IdentityPath, NameTest, NamespaceId,
    SchemaName, TypeRef,
};

/// The identity constraints of the elements that are being read.
#[derive(Default)]
pub(super) struct Identity<'a> {
    active: Vec<Active<'a>>,
    targets: Vec<Target>,
    /// What ended constraints found, for the references to them: the level of the element that they belong to.
    tables: Vec<(ConstraintId, usize, HashSet<Key>)>,
}

/// The fields of an element, each as the key of its value.
type Key = Vec<String>;

/// A constraint whose element is being read.
struct Active<'a> {
    id: ConstraintId,
    constraint: &'a IdentityConstraint,
    /// The level of the element that it belongs to: how many elements were open with it.
    level: usize,
    keys: HashSet<Key>,
    /// Keys of a reference, with where they stand.
    references: Vec<(Key, usize)>,
}

/// An element that a constraint's selector led to and that is being read.
struct Target {
    /// The index of the constraint in `active`.
    active: usize,
    level: usize,
    start: usize,
    fields: Vec<Option<String>>,
}

impl<'a> XmlReader<'a> {
    /// An element has begun: its own constraints, and those whose selectors or fields lead to it.
    #[cold]
    pub(super) fn begin_identity(&mut self, declaration: &'a ElementDeclaration) {
        let mut identity = self.identity.take().unwrap_or_default();
        let level = self.open.len();
        for id in declaration.constraints.iter() {
            if let Some(constraint) = self.schema.constraints.get(id.0 as usize) {
                identity.active.push(Active {
                    id: *id,
                    constraint,
                    level,
                    keys: HashSet::new(),
                    references: Vec::new(),
                });
            }
        }
        let start = self.child_start();
        for (index, active) in identity.active.iter().enumerate() {
            if active.constraint.selector.iter().any(|path| self.leads_here(path, active.level)) {
                let fields = vec![None; active.constraint.fields.len()];
                identity.targets.push(Target { active: index, level, start, fields });
            }
        }
        for target in &mut identity.targets {
            let Some(active) = identity.active.get(target.active) else { continue };
            for (field, paths) in target.fields.iter_mut().zip(active.constraint.fields.iter()) {
                for path in paths.iter() {
                    if let Some(test) = &path.attribute
                        && self.leads_here(path, target.level)
                        && let Some(key) = self.attribute_key(test)
                    {
                        *field = Some(key);
                    }
                }
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
                    *field = Some(self.schema.key(ty, text, &self.bindings));
                }
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
                self.finish_target(active, target);
            }
        }
        let mut ended = Vec::new();
        while let Some(active) = identity.active.pop_if(|active| active.level >= level) {
            ended.push(active);
        }
        let (references, keys): (Vec<_>, Vec<_>) = ended
            .into_iter()
            .partition(|active| matches!(active.constraint.kind, IdentityKind::KeyReference(_)));
        identity.tables.extend(keys.into_iter().map(|active| (active.id, level, active.keys)));
        for active in references {
            let IdentityKind::KeyReference(to) = active.constraint.kind else { continue };
            for (key, start) in active.references {
                let known = identity.tables.iter().any(|(id, _, keys)| *id == to && keys.contains(&key));
                if !known {
                    let name = active.constraint.name.to_string();
                    self.record(start, XmlErrorKind::UnknownKeyReference { constraint: name });
                }
            }
        }
        // What was found in an element counts for the one around it.
        for (_, at, _) in identity.tables.iter_mut().filter(|(_, at, _)| *at >= level) {
            *at = level.saturating_sub(1);
        }
        let needed = !identity.active.is_empty();
        self.identity = needed.then_some(identity);
    }

    fn finish_target(&mut self, active: &mut Active<'a>, target: Target) {
        let name = || active.constraint.name.to_string();
        let complete: Option<Key> = target.fields.into_iter().collect();
        let Some(key) = complete else {
            if active.constraint.kind == IdentityKind::Key {
                self.record(target.start, XmlErrorKind::MissingKeyField { constraint: name() });
            }
            return;
        };
        if matches!(active.constraint.kind, IdentityKind::KeyReference(_)) {
            active.references.push((key, target.start));
        } else if active.keys.contains(&key) {
            self.record(target.start, XmlErrorKind::DuplicateKey { constraint: name() });
        } else {
            active.keys.insert(key);
        }
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

    /// The key of the attribute of the element that was begun last that a path ends at.
    fn attribute_key(&self, test: &NameTest) -> Option<String> {
        let declared = self.complex_type().map(|ty| self.schema.attributes(ty)).unwrap_or_default();
        let wanted =
            declared.iter().find(|declared| test.admits(declared.name.namespace, &declared.name.local))?;
        let given = self.attribute_text(wanted);
        let text = match (&given, &wanted.value) {
            (Some(text), _) => text,
            (None, Some(value)) => value.text.as_ref(),
            (None, None) => return None,
        };
        Some(self.schema.key(wanted.r#type, text, &self.bindings))
    }
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
