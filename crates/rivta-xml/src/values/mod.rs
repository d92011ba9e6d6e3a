//! XML Schema's simple types as Rust values.
//!
//! Every builtin type that a contract uses has one Rust type here, with the exact lexical space of [XML Schema 1.0 part
//! 2, second edition](https://www.w3.org/TR/xmlschema-2/). Restricted types are newtypes and enums that
//! [`simple_type!`](crate::simple_type) and [`enumeration!`](crate::enumeration) complete.

mod any_uri;
mod base64_binary;
mod boolean;
mod date;
mod date_time;
mod enumeration;
mod facets;
mod integer;
#[cfg(feature = "serde")]
mod json;
mod list_type;
#[cfg(not(feature = "serde"))]
mod no_json;
mod schema_type;
mod simple_type;
mod string;
mod text_type;
mod texts;
mod timeline;
mod union_type;
mod value_error;
mod white_space;
mod yaserde;
mod zone;

pub use any_uri::AnyUri;
pub use base64_binary::Base64Binary;
pub use date::Date;
pub use date_time::DateTime;
pub(crate) use enumeration::not_enumerated;
pub(crate) use facets::{CHARACTERS, ITEMS, OCTETS, check_length, whole_number};
pub use schema_type::SchemaType;
pub use texts::*;
pub use value_error::ValueError;
pub use white_space::WhiteSpace;
pub use zone::Zone;

/// A simple type: a value that is written as text, in an element or an attribute.
pub trait XmlSimple: Sized {
    /// What is done to a document's white space before [`parse`](Self::parse) sees the text.
    const WHITE_SPACE: WhiteSpace;

    /// Reads a value from its text, whose white space has been processed already.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if the text is not in the type's lexical space or breaks one of its facets.
    fn parse(text: &str) -> Result<Self, ValueError>;

    /// Reads a value from text that was checked by the tables of its schema, so that facets need not be checked again.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    fn parse_checked(text: &str, names: &dyn crate::Namespaces) -> Result<Self, ValueError> {
        let _ = names;
        Self::parse(text)
    }

    /// Whether the value's text may use prefixes.
    const HAS_PREFIXES: bool = false;

    /// Calls `declare` for each prefix that the value's text uses, with its namespace.
    fn namespaces(&self, declare: &mut dyn FnMut(&str, &str)) {
        let _ = declare;
    }

    /// Appends the value's canonical text to `out`, without any escaping.
    fn write_text(&self, out: &mut String);
}

/// The namespace of XML Schema's builtin types.
pub static XSD: crate::Namespace = crate::Namespace { prefix: "xs", uri: "http://www.w3.org/2001/XMLSchema" };

/// What the macros of generated code expand to. Not for direct use.
#[doc(hidden)]
pub mod macro_support {
    pub use super::enumeration::not_enumerated;
    #[cfg(feature = "serde")]
    pub use super::json::deserialize_text;
    pub use super::list_type::{check_items, parse_items, write_items};
    pub use super::schema_type::no_member;
    #[cfg(feature = "yaserde")]
    pub use super::yaserde::{read_yaserde, write_yaserde};
    #[cfg(feature = "serde")]
    pub use crate::structure::json::{Field, number};
    #[cfg(feature = "serde")]
    pub use serde::de::{EnumAccess, Error as DeError, IgnoredAny, MapAccess, VariantAccess, Visitor};
    #[cfg(feature = "serde")]
    pub use serde::ser::SerializeStruct;
    #[cfg(feature = "serde")]
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    #[cfg(feature = "yaserde")]
    pub use yaserde::{self, YaDeserialize, YaSerialize};

    /// An identifier without the mark of raw ones.
    pub fn plain(identifier: &str) -> &str {
        identifier.strip_prefix("r#").unwrap_or(identifier)
    }
}
