//! IDs and references to them (XML Schema Part 1, cvc-id).

use std::collections::HashSet;

use super::XmlReader;
use super::record::Recorded;
use crate::XmlErrorKind;
use crate::schema::TypeRef;
use crate::simple::IdKind;

/// The IDs of a document, and the references that are not yet known to lead to one.
#[derive(Default)]
pub(super) struct References {
    ids: HashSet<String>,
    /// What is referred to, and the error that it is if nothing has this ID.
    open: Vec<(String, Recorded)>,
}

impl XmlReader<'_> {
    /// Keeps in mind what is an ID or refers to one.
    #[inline]
    pub(super) fn note_id(&mut self, ty: TypeRef, text: &str, offset: usize) {
        match self.schema.id_kind(ty) {
            IdKind::None => {}
            IdKind::Id => {
                if !self.references.ids.insert(text.to_owned()) {
                    self.record(offset, XmlErrorKind::DuplicateId);
                }
            }
            IdKind::Reference | IdKind::References => {
                for name in
                    text.split(' ').filter(|name| !self.references.ids.contains(*name)).collect::<Vec<_>>()
                {
                    // As many as errors are kept: more would tell nobody anything.
                    if self.references.open.len() < self.limits.errors {
                        let error = self.recorded(offset, XmlErrorKind::UnknownIdReference);
                        self.references.open.push((name.to_owned(), error));
                    }
                }
            }
        }
    }

    /// Records the references that lead nowhere, at the end of a root.
    pub(super) fn finish_references(&mut self) {
        let references = std::mem::take(&mut self.references);
        for (name, error) in references.open {
            if !references.ids.contains(&name) {
                self.push_recorded(error);
            }
        }
    }
}
