use std::fmt;

use super::{AnyAttributes, prefixes_in};
use crate::{XmlReader, XmlType, XmlWriter};

/// The value of an element of `xs:anyType`: attributes, text and elements, kept as they were. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AnyType {
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "AnyAttributes::is_empty"))]
    attributes: AnyAttributes,
    /// The prefixes that the content uses of those declared around it, with their namespaces.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    declared: Vec<(String, String)>,
    /// Between the tags.
    content: String,
}

impl AnyType {
    /// The attributes.
    pub fn attributes(&self) -> &AnyAttributes {
        &self.attributes
    }

    /// What stands between the tags, as markup.
    pub fn content(&self) -> &str {
        &self.content
    }
}

impl XmlType for AnyType {
    fn read(reader: &mut XmlReader<'_>) -> Option<Self> {
        let attributes = reader.all_attributes();
        let own = reader.declared_prefixes();
        let start = reader.offset();
        let errors = reader.error_count();
        reader.pass();
        let content = reader.slice(start, reader.token_start());
        let values = attributes.iter().flat_map(|attribute| prefixes_in(attribute.value()));
        let mut declared: Vec<(String, String)> = Vec::new();
        for prefix in prefixes_in(content).chain(values) {
            let uri = own
                .iter()
                .find(|(known, _)| known == prefix)
                .map(|(_, uri)| uri.as_str())
                .or_else(|| reader.bindings().declared_uri(prefix));
            if let Some(uri) = uri
                && !declared.iter().any(|(known, _)| known == prefix)
                && !attributes.iter().any(|attribute| attribute.prefix == prefix && !prefix.is_empty())
            {
                declared.push((prefix.to_owned(), uri.to_owned()));
            }
        }
        let octets: usize = declared.iter().map(|(prefix, uri)| prefix.len() + uri.len()).sum();
        if !reader.keep_octets(content.len().saturating_add(octets)) || reader.error_count() > errors {
            return None;
        }
        Some(Self { attributes, declared, content: content.to_owned() })
    }

    fn write(&self, writer: &mut XmlWriter<'_>) {
        let declared = self.declared.iter().map(|(prefix, uri)| (prefix.as_str(), uri.as_str()));
        writer.kept(declared, &self.attributes, &self.content);
    }
}

impl fmt::Debug for AnyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyType(..)")
    }
}
