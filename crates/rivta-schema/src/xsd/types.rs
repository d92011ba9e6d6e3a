//! Type definitions as written.

use std::sync::Arc;

use super::{Annotation, Attributes, Derivations, Particle, Reference};
use crate::error::Location;
use crate::xml::Scope;

/// A complex type.
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// Where it stands.
    pub at: Location,
    /// Its name, unless it is anonymous.
    pub name: Option<Arc<str>>,
    /// Whether text may stand between its elements.
    pub mixed: bool,
    /// Whether only types derived from it may be used.
    pub r#abstract: bool,
    /// `block`; none means the schema's default.
    pub block: Option<Derivations>,
    /// `final`; none means the schema's default.
    pub r#final: Option<Derivations>,
    /// What it holds.
    pub content: Content,
    /// Its own attributes.
    pub attributes: Attributes,
    /// What it is for.
    pub annotation: Annotation,
}

/// What a complex type holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Elements, or nothing.
    Particle(Option<Particle>),
    /// `xs:complexContent`: elements, derived from another complex type.
    Complex {
        /// How it is derived.
        derivation: Derivation,
        /// The type it is derived from.
        base: Reference,
        /// Its own elements.
        particle: Option<Particle>,
    },
    /// `xs:simpleContent`: text, derived from a simple type or from another complex type with simple content.
    Simple {
        /// How it is derived.
        derivation: Derivation,
        /// The type it is derived from.
        base: Reference,
        /// In a restriction, the type that the text is narrowed to.
        narrowed: Option<Box<SimpleType>>,
        /// In a restriction, what it narrows.
        facets: Vec<Facet>,
    },
}

/// How a type is derived from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// More than the base.
    Extension,
    /// Less than the base.
    Restriction,
}

/// A simple type.
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// Where it stands.
    pub at: Location,
    /// Its name, unless it is anonymous.
    pub name: Option<Arc<str>>,
    /// `final`; none means the schema's default.
    pub r#final: Option<Derivations>,
    /// What its values are.
    pub variety: Variety,
    /// What it is for.
    pub annotation: Annotation,
}

/// What the values of a simple type are.
#[derive(Clone, Debug)]
pub enum Variety {
    /// Some of the values of another type.
    Restriction {
        /// That type.
        base: SimpleTypeReference,
        /// What is taken from it.
        facets: Vec<Facet>,
    },
    /// Lists, separated by white space.
    List(SimpleTypeReference),
    /// Values of any of these types, tried in order.
    Union(Vec<SimpleTypeReference>),
}

/// A simple type that another is made of.
#[derive(Clone, Debug)]
pub enum SimpleTypeReference {
    /// A named type.
    Named(Reference),
    /// An anonymous type.
    Anonymous(Box<SimpleType>),
}

/// A constraining facet.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Where it stands.
    pub at: Location,
    /// Which facet.
    pub kind: FacetKind,
    /// Its value as written.
    pub value: String,
    /// Whether derived types must keep it.
    pub fixed: bool,
    /// What it is for.
    pub annotation: Annotation,
    /// The prefixes that a value of type QName uses.
    pub scope: Scope,
}

/// The twelve constraining facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of XML Schema")]
pub enum FacetKind {
    Length,
    MinLength,
    MaxLength,
    Pattern,
    Enumeration,
    WhiteSpace,
    MaxInclusive,
    MaxExclusive,
    MinInclusive,
    MinExclusive,
    TotalDigits,
    FractionDigits,
}
