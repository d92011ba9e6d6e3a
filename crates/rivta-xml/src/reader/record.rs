//! What is wrong with a document, as it is found.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Element, XmlReader};
use crate::schema::Root;
use crate::{ElementName, Expected, Position, XmlError, XmlErrorKind};

#[derive(Debug)]
pub(super) struct Recorded {
    offset: usize,
    path: String,
    kind: XmlErrorKind,
}

impl<'a> XmlReader<'a> {
    /// Records that an element may not stand where it does, and what may.
    pub fn report_unexpected(&mut self, element: &Element<'_>, expected: Expected) {
        let found = ElementName {
            name: cut(element.qualified, NAME).to_owned(),
            namespace: Some(cut(self.namespace(element), NAMESPACE).to_owned()),
        };
        self.record(element.start, XmlErrorKind::UnexpectedElement { found, expected });
    }

    /// Records that the root element is not the one that is read.
    pub(crate) fn report_unexpected_root(&mut self, element: &Element<'_>, root: &Root<'_>) {
        let namespace = (root.local() == element.local).then(|| root.uri().to_owned());
        let expected = ElementName { name: root.local().to_owned(), namespace };
        self.report_unexpected(element, Expected::Elements(vec![expected]));
    }

    /// Records that an element is missing before the end of the one that is being read.
    pub fn report_missing(&mut self, expected: &str) {
        self.record(self.token_start, XmlErrorKind::MissingElement { expected: expected.to_owned() });
    }

    /// Whether something was found to be wrong so far.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// How much was found to be wrong so far.
    pub(crate) fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// What was found to be wrong, in document order.
    pub fn into_errors(mut self) -> Vec<XmlError> {
        self.take_errors()
    }

    /// What was found to be wrong since this was asked last, in document order. For documents of many records, of which one
    /// that is invalid should not spoil the next.
    pub fn take_errors(&mut self) -> Vec<XmlError> {
        let text = self.text;
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|error| error.offset);
        let mut position = Position::of(text, 0);
        errors
            .into_iter()
            .map(|Recorded { offset, path, kind }| {
                position = position.forward(text, offset);
                XmlError { position, path, kind }
            })
            .collect()
    }

    /// Records text between elements, once per element.
    #[cold]
    pub(super) fn report_text(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        if !std::mem::replace(&mut open.text_reported, true) {
            let blank = self.token_text().len() - self.token_text().trim_start().len();
            self.record(self.token_start + blank, XmlErrorKind::UnexpectedText);
        }
    }

    #[cold]
    pub(crate) fn record(&mut self, offset: usize, kind: XmlErrorKind) {
        if self.halted {
            return;
        }
        let error = self.recorded(offset, kind);
        self.push_recorded(error);
    }

    /// An error of the element that was opened last, not recorded yet.
    pub(super) fn recorded(&self, offset: usize, kind: XmlErrorKind) -> Recorded {
        Recorded { offset, path: self.path(), kind }
    }

    pub(super) fn push_recorded(&mut self, error: Recorded) {
        if self.halted {
            return;
        }
        let offset = error.offset;
        self.errors.push(error);
        if self.errors.len() >= self.limits.errors {
            let limit = self.limits.errors;
            self.halt(offset, XmlErrorKind::Limit { what: "errors", limit });
        }
    }

    /// Records an error after which nothing can be read.
    #[cold]
    pub(crate) fn halt(&mut self, offset: usize, kind: XmlErrorKind) {
        if !self.halted {
            let path = self.path();
            self.errors.push(Recorded { offset, path, kind });
            self.halted = true;
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for open in &self.open {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(cut(open.local, NAME));
            if open.ordinal > 0 {
                let _ = write!(path, "[{}]", open.ordinal);
            }
        }
        path
    }
}

/// Not well-formed, and why.
pub(super) fn malformed(what: impl Into<Cow<'static, str>>) -> XmlErrorKind {
    XmlErrorKind::Malformed(what.into())
}

/// How much of a name is shown, in characters; the sender chose it.
const NAME: usize = 80;
/// How much of a namespace is shown; those of contracts are longer than names.
const NAMESPACE: usize = 200;

fn cut(text: &str, longest: usize) -> &str {
    text.char_indices().nth(longest).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
