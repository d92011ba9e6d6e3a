//! RIV-TA schemas and WSDLs: what they say, what they mean, and the tables that validate messages by them.
//!
//! A row of stages with a model between each two; every model can be printed with `{:#?}`:
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | [`documents`] | files | element trees, each file once, with what it refers to |
//! | [`xsd`], [`wsdl`] | an element tree | XML Schema or WSDL as written |
//! | [`resolved`] | all documents | components with their references bound, operations, closures |
//! | [`tables`] | resolved components | the [`rivta_xml::Schema`] that messages are validated by |
//!
//! [`package`] takes all of them at once.
//!
//! A construct that is not supported is an [`Error`] that names file and line; nothing is dropped in silence.

pub mod documents;
mod error;
mod limits;
mod nearest;
pub mod package;
mod printable;
pub mod resolved;
pub mod sample;
pub mod tables;
pub mod wsdl;
pub mod xml;
pub mod xsd;

pub use error::{Error, Location, Result, Warning};
pub use nearest::nearest;
pub use package::{Message, Options, Package};
pub use printable::{is_printable, printable};
