mod attributes;
mod content;
#[cfg(feature = "yaserde")]
mod yaserde;

pub use attributes::{AnyAttribute, AnyAttributes};
pub use content::AnyType;

use std::borrow::Cow;
use std::fmt;

use crate::attribute::Attributes;
use crate::character::{is_name_char, is_space};
use crate::namespace::{XML as XML_NAMESPACE, XML_PREFIX};
use crate::writer::push_declaration;
use crate::{Limits, XmlError, XmlReader};

/// What stood at an extension point (`xs:any`): elements that the schema does not know, kept as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct AnyElements(Vec<AnyElement>);

/// An element that the schema does not know, with all that it holds. `Debug` shows its name only.
///
/// It is kept as a document of its own: every prefix that it uses is declared in it.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct AnyElement(String);

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

impl FromIterator<AnyElement> for AnyElements {
    fn from_iter<I: IntoIterator<Item = AnyElement>>(elements: I) -> Self {
        Self(elements.into_iter().collect())
    }
}

impl<const N: usize> From<[AnyElement; N]> for AnyElements {
    fn from(elements: [AnyElement; N]) -> Self {
        Self(elements.into())
    }
}

impl From<Vec<AnyElement>> for AnyElements {
    fn from(elements: Vec<AnyElement>) -> Self {
        Self(elements)
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
        reader.skip();
        let end = reader.offset();
        reader.finish();
        if reader.has_errors() {
            return Err(reader.into_errors());
        }
        Ok(Self(xml.get(root.start..end).unwrap_or_default().to_owned()))
    }

    /// An element cut out of a document; `declared` are the namespace declarations around it that it uses.
    pub(crate) fn captured(text: &str, declared: &[(&str, &str)]) -> Self {
        /// What a declaration has besides prefix and namespace: ` xmlns:=""`.
        const AROUND: usize = 10;

        let name_end = text.find([' ', '\t', '\r', '\n', '/', '>']).unwrap_or(text.len());
        let (start, rest) = text.split_at_checked(name_end).unwrap_or((text, ""));
        let declarations = declared.iter().map(|(prefix, uri)| prefix.len() + uri.len() + AROUND);
        let mut xml = String::with_capacity(text.len() + declarations.sum::<usize>());
        xml.push_str(start);
        for (prefix, uri) in declared {
            push_declaration(&mut xml, prefix, uri);
        }
        xml.push_str(rest);
        Self(xml)
    }

    /// The namespace's name; empty for none.
    pub fn namespace(&self) -> Cow<'_, str> {
        let (prefix, _) = self.name();
        if prefix == XML_PREFIX {
            return Cow::Borrowed(XML_NAMESPACE);
        }
        let tag = self.tag();
        let attributes =
            Attributes::new(tag.get(tag.find(is_space).unwrap_or(tag.len())..).unwrap_or_default());
        let mut declarations =
            attributes.flatten().filter(|attribute| attribute.declared_prefix() == Some(prefix));
        declarations.next().and_then(|declaration| declaration.value().ok()).unwrap_or_default()
    }

    /// The name without prefix.
    pub fn local_name(&self) -> &str {
        self.name().1
    }

    /// The element as a document of its own.
    pub fn as_xml(&self) -> &str {
        &self.0
    }

    /// Prefix (empty without one) and local name.
    fn name(&self) -> (&str, &str) {
        let tag = self.tag();
        let name = tag.split(is_space).next().unwrap_or_default();
        name.split_once(':').unwrap_or(("", name))
    }

    /// What stands between the brackets of the start tag.
    fn tag(&self) -> &str {
        let mut quote = None;
        let end = self.0.find(|c| match (quote, c) {
            (None, '>') => true,
            (None, '"' | '\'') => {
                quote = Some(c);
                false
            }
            (Some(open), c) if open == c => {
                quote = None;
                false
            }
            _ => false,
        });
        let tag = self.0.get(1..end.unwrap_or(self.0.len())).unwrap_or_default();
        tag.strip_suffix('/').unwrap_or(tag)
    }
}

/// The prefixes that a text may use, in names or in values, and the empty one; some of them more than once, and one too
/// much does no harm.
pub(crate) fn prefixes_in(text: &str) -> impl Iterator<Item = &str> {
    let before_colons = text.match_indices(':').map(|(colon, _)| {
        let before = text.get(..colon).unwrap_or_default();
        let may_be_named =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | 0x80..);
        let start = before.as_bytes().iter().rposition(|byte| !may_be_named(byte)).map_or(0, |last| last + 1);
        let name = before.get(start..).unwrap_or_default();
        if name.is_ascii() { name } else { last_name(name) }
    });
    std::iter::once("").chain(before_colons)
}

/// What stands behind the last character that no name has.
fn last_name(text: &str) -> &str {
    let last = text.char_indices().rfind(|(_, character)| !is_name_char(*character));
    last.and_then(|(at, character)| text.get(at + character.len_utf8()..)).unwrap_or(text)
}

impl TryFrom<String> for AnyElement {
    type Error = String;

    fn try_from(xml: String) -> Result<Self, String> {
        Self::parse(&xml).map_err(|errors| errors.first().map_or_else(String::new, ToString::to_string))
    }
}

impl From<AnyElement> for String {
    fn from(element: AnyElement) -> Self {
        element.0
    }
}

impl fmt::Debug for AnyElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyElement({{{}}}{} ..)", self.namespace(), self.local_name())
    }
}
