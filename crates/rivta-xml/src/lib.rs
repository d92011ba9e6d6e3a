//! Runtime of generated XML codecs: what a type that was generated from a schema needs to be read and written exactly.
//!
//! - [`XmlReader`] reads a document once, over quick-xml, borrowing what it can; it is namespace-correct whatever prefixes
//!   the sender chose, enforces content models ([`Content`]), and collects [`XmlError`]s that say line, column, element
//!   path and what was expected, never a value.
//! - [`XmlWriter`] writes.
//! - [`XmlType`] is what generated types implement; [`XmlSimple`] the ones that are text. XML Schema's own value types are
//!   here: [`Date`], [`DateTime`], [`Base64Binary`], [`AnyUri`], and Rust's `String`, `bool`, `i32`, `i64`.
//! - [`AnyElements`] keeps what stood at an extension point.
//!
//! ```
//! use rivta_xml::{Limits, Name, read_document};
//!
//! let root = Name::unqualified("count");
//! assert_eq!(read_document::<i32>(b"<count> +7 </count>", &root, Limits::default()), Ok(7));
//!
//! let errors = read_document::<i32>(b"<count>seven</count>", &root, Limits::default()).unwrap_err();
//! assert!(errors[0].to_string().starts_with("line 1, column 1, count: expected "));
//! ```

mod any;
mod attribute;
mod character;
mod content;
mod decode;
mod document;
mod error;
mod expected;
mod limits;
mod locate;
mod name;
mod namespace;
mod position;
mod reader;
mod reference;
pub mod regex;
pub mod schema;
mod simple;
mod values;
mod writer;
mod written;

pub use any::{AnyAttribute, AnyAttributes, AnyElement, AnyElements, AnyType};
pub use decode::decode;
pub use document::{XmlGroup, XmlType, read_document, read_partial, validate_document, write_document};
pub use error::{XmlError, XmlErrorKind};
pub use expected::{ElementName, Expected};
pub use limits::Limits;
pub use locate::locate;
pub use name::{Name, Namespace};
pub use position::Position;
pub use reader::{Element, Mixed, XmlReader};
pub use schema::Schema;
pub use simple::{Namespaces, NoNamespaces};
#[doc(hidden)]
pub use values::macro_support;
pub use values::{
    AnySimple, AnyUri, Base64Binary, Date, DateTime, Decimal, Double, Duration, Entities, Entity, Float,
    GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Id, IdRef, IdRefs, Integer, Language, NcName,
    NegativeInteger, NmToken, NmTokens, NonNegativeInteger, NonPositiveInteger, NormalizedString,
    PositiveInteger, QName, SchemaType, Time, Token, ValueError, WhiteSpace, XSD, XmlName, XmlSimple, Zone,
};
pub use writer::XmlWriter;
pub use written::{Nillable, Order, WriteError};
