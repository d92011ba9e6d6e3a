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
    /// What is referred to and where, and the error that it is if nothing has this ID; only as many errors are made ahead,
    /// with their paths, as are told.
    open: Vec<(String, usize, Option<Recorded>)>,
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
                    let told = self.references.open.len() < self.limits.errors;
                    let error = told.then(|| self.recorded(offset, XmlErrorKind::UnknownIdReference));
                    self.references.open.push((name.to_owned(), offset, error));
                }
            }
        }
    }

    /// Records the references that lead nowhere, at the end of a root.
    pub(super) fn finish_references(&mut self) {
        let references = std::mem::take(&mut self.references);
        for (name, offset, error) in references.open {
            if !references.ids.contains(&name) {
                let error = error.unwrap_or_else(|| self.recorded(offset, XmlErrorKind::UnknownIdReference));
                self.push_recorded(error);
            }
        }
    }
}
