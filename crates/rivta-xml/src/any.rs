mod attributes;
mod content;
#[cfg(feature = "yaserde")]
mod yaserde;

pub use attributes::{AnyAttribute, AnyAttributes};
pub use content::AnyType;

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::character::is_name_char;
use crate::{Limits, XmlError, XmlReader};

/// What stood at an extension point (`xs:any`): elements that the schema does not know, kept as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyElements(Vec<AnyElement>);

/// An element that the schema does not know, with all that it holds. `Debug` shows its name only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AnyElement {
    namespace: String,
    local: String,
    /// The element as a document of its own: every prefix that it uses is declared in it.
    xml: String,
}

impl AnyElements {
    /// No elements.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, AnyElement> {
        self.0.iter()
    }

    /// Adds an element at the end.
    pub fn push(&mut self, element: AnyElement) {
        self.0.push(element);
    }
}

impl<'e> IntoIterator for &'e AnyElements {
    type Item = &'e AnyElement;
    type IntoIter = std::slice::Iter<'e, AnyElement>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl AnyElement {
    /// Takes one element, given as a document: well-formed, with every prefix declared.
    ///
    /// # Errors
    ///
    /// What is not well-formed.
    pub fn parse(xml: &str) -> Result<Self, Vec<XmlError>> {
        let mut reader = XmlReader::new(xml, Limits::default());
        let Some(root) = reader.root() else { return Err(reader.into_errors()) };
        let (namespace, local) = (reader.namespace(&root).to_owned(), root.local.to_owned());
        reader.skip();
        let end = reader.offset();
        reader.finish();
        if reader.has_errors() {
            return Err(reader.into_errors());
        }
        Ok(Self { namespace, local, xml: xml.get(root.start..end).unwrap_or_default().to_owned() })
    }

    /// An element cut out of a document; `declared` are the namespace declarations around it that it uses.
    pub(crate) fn captured<'d>(
        namespace: String,
        local: &str,
        text: &str,
        declared: impl Iterator<Item = (&'d str, &'d str)>,
    ) -> Self {
        let name_end = text.find([' ', '\t', '\r', '\n', '/', '>']).unwrap_or(text.len());
        let (start, rest) = text.split_at_checked(name_end).unwrap_or((text, ""));
        let mut xml = String::with_capacity(text.len() + 64);
        xml.push_str(start);
        for (prefix, uri) in declared {
            xml.push_str(" xmlns");
            if !prefix.is_empty() {
                xml.push(':');
                xml.push_str(prefix);
            }
            xml.push_str("=\"");
            crate::writer::push_escaped(&mut xml, uri, crate::writer::Place::Attribute);
            xml.push('"');
        }
        xml.push_str(rest);
        Self { namespace, local: local.to_owned(), xml }
    }

    /// The namespace's name; empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The name without prefix.
    pub fn local_name(&self) -> &str {
        &self.local
    }

    /// The element as a document of its own.
    pub fn as_xml(&self) -> &str {
        &self.xml
    }
}

/// The prefixes that a text may use, in names or in values, and the empty one; a prefix too much does no harm.
pub(crate) fn prefixes_in(text: &str) -> Vec<&str> {
    let mut seen = HashSet::from([""]);
    let mut prefixes = vec![""];
    for (colon, _) in text.match_indices(':') {
        let before = text.get(..colon).unwrap_or_default();
        let name = before.rfind(|c| c == ':' || !is_name_char(c)).map_or(0, |last| {
            last + before.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        });
        let prefix = before.get(name..).unwrap_or_default();
        if seen.insert(prefix) {
            prefixes.push(prefix);
        }
    }
    prefixes
}

impl TryFrom<String> for AnyElement {
    type Error = String;

    fn try_from(xml: String) -> Result<Self, String> {
        Self::parse(&xml).map_err(|errors| errors.first().map_or_else(String::new, ToString::to_string))
    }
}

impl From<AnyElement> for String {
    fn from(element: AnyElement) -> Self {
        element.xml
    }
}

impl fmt::Debug for AnyElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyElement({{{}}}{} ..)", self.namespace, self.local)
    }
}
