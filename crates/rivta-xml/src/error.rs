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
    /// An attribute that only a wildcard admits, and that must be declared.
    UndeclaredAttribute {
        /// Its name as the sender wrote it, cut to 80 characters.
        found: String,
    },
    /// An attribute that must be given is missing.
    MissingAttribute {
        /// Its name.
        expected: String,
    },
    /// The value of an attribute is outside its type.
    AttributeValue {
        /// The attribute's name.
        name: String,
        /// What is expected.
        error: Box<ValueError>,
    },
    /// An element whose value the schema fixes has another, or is nil.
    FixedValue,
    /// An attribute whose value the schema fixes has another.
    FixedAttributeValue {
        /// The attribute's name.
        name: String,
    },
    /// The element is abstract: only members of its substitution group may stand.
    AbstractElement,
    /// The element's type is abstract: `xsi:type` must name one that is derived from it.
    AbstractType {
        /// The type's name.
        name: String,
    },
    /// The same ID twice.
    DuplicateId,
    /// A reference to an ID that no element has.
    UnknownIdReference,
    /// The fields of an `xs:key` or `xs:unique` stand twice.
    DuplicateKey {
        /// The constraint's name.
        constraint: String,
    },
    /// A field of an `xs:key` is missing.
    MissingKeyField {
        /// The constraint's name.
        constraint: String,
    },
    /// A field of an identity constraint leads to more than one value, or to an element whose type is not simple (Part 1,
    /// cvc-identity-constraint 3).
    UnfitKeyField {
        /// The constraint's name.
        constraint: String,
    },
    /// A field of an `xs:key` is an element that may be nil (Part 1, cvc-identity-constraint 4.2.3).
    NillableKeyField {
        /// The constraint's name.
        constraint: String,
    },
    /// The fields of an `xs:keyref` are those of no key.
    UnknownKeyReference {
        /// The constraint's name.
        constraint: String,
    },
    /// `xsi:nil` on an element that is not nillable.
    NotNillable,
    /// `xsi:type` names a type that is neither the declared one nor derived from it.
    WrongType {
        /// The declared type.
        expected: String,
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
            Self::UndeclaredAttribute { found } => {
                write!(f, "attribute {found}, which must be declared here, is declared nowhere; leave it out")
            }
            Self::MissingAttribute { expected } => write!(f, "missing attribute; expected {expected}"),
            Self::AttributeValue { name, error } => write!(f, "attribute {name}: {error}"),
            Self::FixedValue => f.write_str("not the value that the schema fixes"),
            Self::FixedAttributeValue { name } => {
                write!(f, "attribute {name}: not the value that the schema fixes")
            }
            Self::AbstractElement => {
                f.write_str("an abstract element; expected a member of its substitution group")
            }
            Self::AbstractType { name } => {
                write!(f, "type {name} is abstract; expected xsi:type with one that is derived from it")
            }
            Self::DuplicateId => f.write_str("an ID that another element has; IDs are unique in a document"),
            Self::UnknownIdReference => f.write_str("a reference to an ID that no element has"),
            Self::DuplicateKey { constraint } => {
                write!(f, "the same fields as another element; {constraint} wants them unique")
            }
            Self::MissingKeyField { constraint } => write!(f, "a field that {constraint} wants is missing"),
            Self::UnfitKeyField { constraint } => {
                write!(
                    f,
                    "a field that {constraint} compares is not one value; expected one element of text, or one attribute"
                )
            }
            Self::NillableKeyField { constraint } => {
                write!(
                    f,
                    "a field that {constraint} wants is declared nillable; a key may have no such field"
                )
            }
            Self::UnknownKeyReference { constraint } => {
                write!(f, "fields that {constraint} refers to are those of no element")
            }
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
