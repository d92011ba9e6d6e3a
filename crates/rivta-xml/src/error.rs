use std::borrow::Cow;
use std::fmt;

use crate::{ElementName, Expected, Position, ValueError};

/// What is wrong with a document, and where. Never holds a value of the document; element and attribute names only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    /// Where: the start tag of the element at fault, or the place at which something is missing or malformed.
    pub position: Position,
    /// The element at fault from the root, e.g. `Envelope/Body/GetPersons/personId[2]/root`; `[n]` counts from 1 and
    /// stands where the schema lets the element repeat. Empty outside the root element.
    pub path: String,
    /// What.
    pub kind: XmlErrorKind,
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// Not well-formed XML, or not namespace-well-formed; says what was expected or found. Ends the reading.
    Malformed(Cow<'static, str>),
    /// A document type declaration; refused before anything of it is expanded. Ends the reading.
    DocumentType,
    /// An encoding that is not understood, or not the one declared. Ends the reading.
    Encoding(Cow<'static, str>),
    /// A limit of [`Limits`](crate::Limits) is exceeded. Ends the reading.
    Limit {
        /// Which limit.
        what: &'static str,
        /// Its value.
        limit: usize,
    },
    /// An element that may not stand here.
    UnexpectedElement {
        /// Its name as the sender wrote it, cut to 80 characters, and its namespace, cut to 200.
        found: ElementName,
        /// What may stand here instead.
        expected: Expected,
    },
    /// An element that must stand here is missing.
    MissingElement {
        /// Its name.
        expected: String,
    },
    /// Text between elements, where the schema admits none.
    UnexpectedText,
    /// An attribute that the schema does not know.
    UnexpectedAttribute {
        /// Its name as the sender wrote it, cut to 80 characters.
        found: String,
    },
    /// `xsi:nil` on an element that is not nillable.
    NotNillable,
    /// `xsi:type` names a type that is neither the declared one nor derived from it.
    WrongType {
        /// The declared type.
        expected: &'static str,
    },
    /// A value outside its type.
    Value(ValueError),
}

impl fmt::Display for XmlErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(what) => write!(f, "not well-formed XML: {what}"),
            Self::DocumentType => {
                f.write_str("a document type declaration is not accepted; leave out <!DOCTYPE ...>")
            }
            Self::Encoding(what) => write!(f, "{what}; send UTF-8 or UTF-16"),
            Self::Limit { what, limit } => write!(f, "more than {limit} {what}"),
            Self::UnexpectedElement { found, expected } => {
                write!(f, "unexpected element {found}; expected {expected}")
            }
            Self::MissingElement { expected } => write!(f, "missing element; expected {expected}"),
            Self::UnexpectedText => f.write_str("unexpected text; expected elements only"),
            Self::UnexpectedAttribute { found } => write!(f, "unexpected attribute {found}; leave it out"),
            Self::NotNillable => {
                f.write_str("xsi:nil on an element that is not nillable; leave the element out")
            }
            Self::WrongType { expected } => {
                write!(f, "xsi:type is not {expected} nor derived from it; leave it out")
            }
            Self::Value(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, ", self.position)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        self.kind.fmt(f)
    }
}

impl std::error::Error for XmlError {}
