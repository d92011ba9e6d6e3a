//! What generated types hold besides values, and what can be wrong with it.

use std::fmt;

use crate::schema::{Particle, Schema, Term};
use crate::{AnyAttributes, XmlError, XmlReader, XmlType, XmlWriter};

/// The value of an element that `xsi:nil` may leave empty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
pub enum Nillable<T> {
    /// A value.
    Value(T),
    /// None, said with `xsi:nil="true"`; with the attributes that were given all the same.
    Nil(AnyAttributes),
}

impl<T> Nillable<T> {
    /// No value, and no attributes.
    pub fn nil() -> Self {
        Self::Nil(AnyAttributes::default())
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nil(_) => None,
        }
    }
}

impl<T: XmlType> XmlType for Nillable<T> {
    fn read(reader: &mut XmlReader<'_>) -> Option<Self> {
        match reader.nil() {
            Some(attributes) => Some(Self::Nil(attributes)),
            None => T::read(reader).map(Self::Value),
        }
    }

    fn write(&self, writer: &mut XmlWriter<'_>) {
        match self {
            Self::Value(value) => value.write(writer),
            Self::Nil(attributes) => writer.nil(attributes),
        }
    }
}

/// The order in which the elements of an `xs:all` group stand; the default is the declared one.
///
/// Any two are equal: the order of such a group means nothing (XML Schema part 1, section 3.8).
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Order(Vec<u32>);

impl PartialEq for Order {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Order {}

impl Order {
    /// Remembers an order only where it is not the declared one, so that equal values compare equal.
    pub(crate) fn new(slots: &[u32]) -> Self {
        if slots.is_sorted() { Self::default() } else { Self(slots.to_vec()) }
    }

    /// Whether it is the declared one.
    pub fn is_declared(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn slots(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|slot| *slot as usize)
    }
}

/// What a value holds that its schema does not admit, so that it can't be written. Never holds the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// An element or group stands too often or not often enough.
    Count {
        /// Its name, or those of the elements that the group may begin with.
        name: String,
        /// How often it stands.
        count: u32,
        /// How often it must.
        min: u32,
        /// How often it may; `u32::MAX` without limit.
        max: u32,
    },
    /// An attribute that the schema requires is missing.
    MissingAttribute {
        /// Its name.
        name: String,
    },
    /// An element or attribute has another value than the schema fixes.
    Fixed {
        /// Its name.
        name: String,
    },
    /// A text holds a character that no XML document can.
    Character {
        /// The name of its element or attribute.
        name: String,
    },
    /// An element is empty that has a default value, which would be read from it.
    Default {
        /// Its name.
        name: String,
    },
    /// A group of the content model holds no element; where it may be left out that is said by leaving it out.
    EmptyGroup,
    /// An element at an extension point is of a namespace that may not stand there.
    Wildcard {
        /// Its name.
        name: String,
    },
    /// What was written is not valid: what was kept as markup or as attributes, or an identity constraint.
    Invalid(XmlError),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { name, count, min, max: u32::MAX } => {
                write!(f, "{count} of {name}; the schema wants at least {min}")
            }
            Self::Count { name, count, min, max } => {
                write!(f, "{count} of {name}; the schema wants {min} to {max}")
            }
            Self::MissingAttribute { name } => write!(f, "attribute {name} is missing"),
            Self::Fixed { name } => write!(f, "{name} has another value than the schema fixes"),
            Self::Character { name } => write!(f, "{name} holds a character that XML does not allow"),
            Self::Default { name } => {
                write!(f, "{name} is empty, which would be read as the schema's default value")
            }
            Self::EmptyGroup => f.write_str("a group of elements holds none of them; leave it out"),
            Self::Wildcard { name } => write!(f, "element {name} is of a namespace that may not stand here"),
            Self::Invalid(error) => write!(f, "written invalid: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

impl WriteError {
    pub(crate) fn count(schema: &Schema, particle: &Particle, count: u32) -> Self {
        let name = match particle.term {
            Term::Element(id) => schema.element(id).map_or("", |element| &element.name.local).to_owned(),
            Term::Any(_) => "any element".to_owned(),
            Term::Group(_) => "a group of elements".to_owned(),
        };
        Self::Count { name, count, min: particle.min, max: particle.max }
    }

    pub(crate) fn missing(name: &str) -> Self {
        Self::MissingAttribute { name: name.to_owned() }
    }

    pub(crate) fn character(name: &str) -> Self {
        Self::Character { name: name.to_owned() }
    }

    pub(crate) fn default_value(name: &str) -> Self {
        Self::Default { name: name.to_owned() }
    }

    pub(crate) fn wildcard(name: &str) -> Self {
        Self::Wildcard { name: name.to_owned() }
    }

    pub(crate) fn fixed(name: &str) -> Self {
        Self::Fixed { name: name.to_owned() }
    }
}
