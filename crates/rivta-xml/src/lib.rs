//! Runtime of generated XML codecs: what a type that was generated from a schema needs to be read and written exactly.
//!
//! - [`Schema`] is a schema as tables: content models, attributes, simple types. The generator writes them as statics, a
//!   loader makes them at run time.
//! - [`XmlReader`] reads a document once, over quick-xml, borrowing what it can, and validates it by such tables; it is
//!   namespace-correct whatever prefixes the sender chose, and collects [`XmlError`]s that say line, column, element path
//!   and what was expected, never a value. [`validate_document`] does no more than that.
//! - [`XmlType`] is what generated types implement, which take from the reader what they keep, and give it to the
//!   [`XmlWriter`]; [`XmlSimple`] the ones that are text. Every builtin type of XML Schema has a Rust type here.
//! - [`AnyElements`], [`AnyAttributes`] and [`AnyType`] keep what there is no type for.

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
mod structure;
mod values;
mod writer;
mod written;

pub use any::{AnyAttribute, AnyAttributes, AnyElement, AnyElements, AnyType};
pub use character::is_ncname;
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
