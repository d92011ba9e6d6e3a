//! Where a component stands, and what names mean there.

use std::sync::Arc;

use crate::documents::XML_SCHEMA;
use crate::xml::ExpandedName;
use crate::xsd::{DirectiveKind, Reference, Schema};

/// A schema document in use: a document without a target namespace takes the namespace of whoever includes it.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolved) struct Context<'s> {
    pub(in crate::resolved) schema: &'s Schema,
    pub(in crate::resolved) target: Option<&'s Arc<str>>,
    /// The number of the redefinition that the component stands in.
    pub(super) redefinition: Option<usize>,
}

impl Context<'_> {
    /// The name of a global component of this schema.
    pub(in crate::resolved) fn global(&self, local: &Arc<str>) -> ExpandedName {
        ExpandedName { namespace: self.target.cloned(), local: local.clone() }
    }

    /// What a reference in this schema refers to.
    pub(in crate::resolved) fn target_of(&self, reference: &Reference) -> ExpandedName {
        let mut name = reference.name.clone();
        if name.namespace.is_none() && self.schema.target_namespace.is_none() {
            name.namespace = self.target.cloned();
        }
        name
    }

    /// What a reference in the component `own` refers to where a redefinition means the component that it redefines: the
    /// base of a type, a group in a group.
    pub(in crate::resolved) fn original_of(
        &self,
        own: Option<&Arc<str>>,
        reference: &Reference,
    ) -> ExpandedName {
        let name = self.target_of(reference);
        match (self.redefinition, own) {
            (Some(number), Some(own)) if name == self.global(own) => original(&name, number),
            _ => name,
        }
    }

    /// Whether this schema may refer to components of a namespace (Part 1, src-resolve.4).
    pub(in crate::resolved) fn imports(&self, namespace: Option<&Arc<str>>) -> bool {
        namespace == self.target
            || namespace.is_some_and(|uri| **uri == *XML_SCHEMA)
            || self.schema.directives.iter().any(|directive| match &directive.kind {
                DirectiveKind::Import(imported) => imported.as_ref() == namespace,
                _ => false,
            })
    }
}

/// The name under which a redefined component is kept: no document can write it.
pub(super) fn original(name: &ExpandedName, number: usize) -> ExpandedName {
    ExpandedName { namespace: name.namespace.clone(), local: format!("{}\u{0}{number}", name.local).into() }
}

/// Whether this is the name of a component that was redefined.
pub(in crate::resolved) fn is_original(name: &ExpandedName) -> bool {
    name.local.contains('\u{0}')
}
