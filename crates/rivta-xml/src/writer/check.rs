//! What a value may hold that would make its document invalid: told, not written.

use super::XmlWriter;
use crate::character::first_forbidden;
use crate::schema::{Content, ProcessContents, Root, Schema, TypeRef, Wildcard, WildcardNamespaces};
use crate::simple::IdKind;
use crate::{AnyElement, Limits, NoNamespaces, WriteError, validate_document};

impl XmlWriter<'_> {
    /// Checks the text of an attribute or element: that XML can hold it and that it is what the schema fixes.
    pub(super) fn check_text(
        &mut self,
        schema: &Schema,
        ty: TypeRef,
        constraint: Option<&crate::schema::ValueConstraint>,
        text: &str,
        name: &str,
    ) {
        if first_forbidden(text).is_some() {
            self.errors.push(WriteError::character(name));
        }
        if let Some(constraint) = constraint.filter(|constraint| constraint.fixed)
            && !schema.equal(ty, text, &NoNamespaces, &constraint.text, &NoNamespaces)
        {
            self.errors.push(WriteError::fixed(name));
        }
    }

    /// Values that must be unique in their document, or be found in it, are judged when all is written.
    pub(super) fn check_identity(&mut self, schema: &Schema, ty: TypeRef) {
        let simple = match ty {
            TypeRef::Complex(id) => match schema.complex_type(id).map(|ty| ty.content) {
                Some(Content::Simple(simple)) => simple,
                _ => return,
            },
            simple => simple,
        };
        self.unsure |= schema.id_kind(simple) != IdKind::None;
    }

    /// Checks an element at an extension point: its namespace, and whether it must be declared. What is declared of it, or
    /// within it, is judged when all is written.
    pub(super) fn check_wild(&mut self, schema: &Schema, wildcard: &Wildcard, element: &AnyElement) {
        let namespace = element.namespace();
        let is = |id| schema.namespace(id).is_some_and(|known| known.uri == namespace);
        let admitted = match &wildcard.namespaces {
            WildcardNamespaces::Any => true,
            WildcardNamespaces::Other(but) => !namespace.is_empty() && !is(*but),
            WildcardNamespaces::List(listed) => listed.iter().any(|id| is(*id)),
        };
        if !admitted {
            self.errors.push(WriteError::wildcard(element.local_name()));
        }
        if wildcard.process == ProcessContents::Skip {
            return;
        }
        let markup = element.as_xml();
        // Declarations may spell a namespace with references.
        let mut known = schema.namespaces.iter().filter(|known| !known.uri.is_empty());
        self.unsure |= wildcard.process == ProcessContents::Strict
            || schema.elements.iter().any(|element| element.name.namespace == Schema::NO_NAMESPACE)
            || known.any(|known| markup.contains(&*known.uri))
            || markup.contains(crate::reader::XSI)
            || markup.contains('&');
    }

    /// Reads what was written where the writer alone can't tell whether it is valid.
    pub(super) fn check_written(&mut self, root: &Root<'_>, start: usize) {
        if !std::mem::take(&mut self.unsure) || !self.errors.is_empty() {
            return;
        }
        let written = self.out.get(start..).unwrap_or_default();
        if let Err(errors) = validate_document(written.as_bytes(), root, Limits::default()) {
            self.errors.extend(errors.into_iter().map(WriteError::Invalid));
        }
    }
}
