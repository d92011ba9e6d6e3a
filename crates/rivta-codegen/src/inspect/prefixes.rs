//! Prefixes for the namespaces of a section.

use std::sync::Arc;

use rivta_schema::resolved::{Model, TypeId};
use rivta_schema::xml::ExpandedName;

/// A prefix of its own for each namespace that a section names: the one of the schemas if it is free.
pub(super) struct Prefixes<'m> {
    model: &'m Model,
    given: Vec<(String, Arc<str>)>,
}

impl<'m> Prefixes<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, given: Vec::new() }
    }

    /// The namespaces that were named, in that order; the next section begins without any.
    pub(super) fn take(&mut self) -> Vec<(String, Arc<str>)> {
        std::mem::take(&mut self.given)
    }

    /// The prefix of a namespace.
    pub(super) fn prefix(&mut self, uri: &Arc<str>) -> String {
        if let Some((prefix, _)) = self.given.iter().find(|(_, known)| known == uri) {
            return prefix.clone();
        }
        let declared = self.model.namespaces.iter().find(|namespace| namespace.uri == *uri);
        let wanted = declared.and_then(|namespace| namespace.prefix.as_deref()).unwrap_or("ns");
        let is_free = |prefix: &str| prefix != "xs" && self.given.iter().all(|(known, _)| known != prefix);
        let numbered = (2..).map(|number: u32| format!("{wanted}{number}"));
        let prefix = std::iter::once(wanted.to_owned()).chain(numbered).find(|prefix| is_free(prefix));
        let prefix = prefix.unwrap_or_default();
        self.given.push((prefix.clone(), Arc::clone(uri)));
        prefix
    }

    /// A name with its prefix.
    pub(super) fn name(&mut self, name: &ExpandedName) -> String {
        match &name.namespace {
            Some(uri) => format!("{}:{}", self.prefix(uri), name.local),
            None => name.local.to_string(),
        }
    }

    /// A type's name; that of an anonymous one is empty.
    pub(super) fn type_name(&mut self, id: TypeId) -> String {
        match (id, self.model.type_name(id)) {
            (TypeId::Builtin(builtin), _) => format!("xs:{}", builtin.name()),
            (_, Some(name)) if !name.anonymous => {
                let local = name.path.last().cloned().unwrap_or_default();
                self.name(&ExpandedName { namespace: name.namespace.clone(), local })
            }
            _ => String::new(),
        }
    }
}
