#[cfg(feature = "yaserde")]
mod yaserde;

use std::fmt;

use serde::{Deserialize, Serialize};

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

    /// An element cut out of a document, where `declared` were the namespace declarations in scope, its own included.
    pub(crate) fn captured(namespace: String, local: &str, text: &str, declared: &[(&str, String)]) -> Self {
        let name_end = text.find([' ', '\t', '\r', '\n', '/', '>']).unwrap_or(text.len());
        let (start, rest) = text.split_at_checked(name_end).unwrap_or((text, ""));
        let own_tag = rest.split_once('>').map_or(rest, |(tag, _)| tag);
        let mut xml = String::with_capacity(text.len() + 64);
        xml.push_str(start);
        for (prefix, uri) in declared {
            if declares(own_tag, prefix) || !uses(text, prefix) || (prefix.is_empty() && uri.is_empty()) {
                continue;
            }
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

/// Whether the element's own start tag declares the prefix. `tag` may end early, at a `>` within a value; a declaration
/// behind that is then repeated, so [`captured`](AnyElement::captured) looks at attributes one by one.
fn declares(tag: &str, prefix: &str) -> bool {
    crate::attribute::Attributes::new(tag.trim_end_matches('/')).map_while(Result::ok).any(|attribute| {
        if prefix.is_empty() {
            attribute.name == "xmlns"
        } else {
            attribute.name.strip_prefix("xmlns:") == Some(prefix)
        }
    })
}

/// Whether the text may use the prefix, in a name or in a value; a declaration too much does no harm.
fn uses(text: &str, prefix: &str) -> bool {
    prefix.is_empty()
        || text
            .match_indices(prefix)
            .any(|(at, _)| text.get(at + prefix.len()..).is_some_and(|rest| rest.starts_with(':')))
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
