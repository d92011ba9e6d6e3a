//! Stage 2: XML Schema 1.0 as written. Every construct of the language has a place here, whether or not later stages
//! can generate code for it; names are bound to namespaces, but nothing is looked up yet.

mod identity;
mod parse;
mod types;

pub use identity::{IdentityConstraint, IdentityKind};
pub(crate) use parse::bind;
pub use parse::parse;
pub use types::{
    ComplexType, Content, Derivation, Facet, FacetKind, SimpleType, SimpleTypeReference, Variety,
};

use std::sync::Arc;

use crate::error::{Location, Warning};
use crate::xml::{self, ExpandedName, Scope};

/// A schema document.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it begins.
    pub at: Location,
    /// The namespace that its global components belong to.
    pub target_namespace: Option<Arc<str>>,
    /// Its version, for readers.
    pub version: Option<String>,
    /// Whether local elements belong to the target namespace.
    pub element_form: Form,
    /// Whether local attributes belong to the target namespace.
    pub attribute_form: Form,
    /// `blockDefault`.
    pub block: Derivations,
    /// `finalDefault`.
    pub r#final: Derivations,
    /// The annotations at its top.
    pub annotation: Annotation,
    /// What it includes, imports and redefines.
    pub directives: Vec<Directive>,
    /// What it declares and defines.
    pub components: Components,
    /// The prefixes that it binds, for naming.
    pub scope: Scope,
    /// What is not evaluated.
    pub overlooked: Vec<Warning>,
}

/// The global components of a schema document, or those that a redefinition changes.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// Global elements.
    pub elements: Vec<Element>,
    /// Global attributes.
    pub attributes: Vec<Attribute>,
    /// Named simple types.
    pub simple_types: Vec<SimpleType>,
    /// Named complex types.
    pub complex_types: Vec<ComplexType>,
    /// Model groups.
    pub groups: Vec<Group>,
    /// Attribute groups.
    pub attribute_groups: Vec<AttributeGroup>,
    /// Notations.
    pub notations: Vec<Notation>,
}

impl Components {
    /// Whether nothing is declared or defined.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
            && self.attributes.is_empty()
            && self.simple_types.is_empty()
            && self.complex_types.is_empty()
            && self.groups.is_empty()
            && self.attribute_groups.is_empty()
            && self.notations.is_empty()
    }
}

/// How a schema document refers to another.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Where it stands.
    pub at: Location,
    /// `schemaLocation`.
    pub location: Option<String>,
    /// What it does.
    pub kind: DirectiveKind,
}

/// The kinds of [`Directive`].
#[derive(Clone, Debug)]
pub enum DirectiveKind {
    /// `xs:include`: the same namespace, or none, which then becomes the same.
    Include,
    /// `xs:import` of a namespace.
    Import(Option<Arc<str>>),
    /// `xs:redefine`, with the components that replace those of the same name.
    Redefine(Box<Components>),
}

/// Whether a local element or attribute belongs to the target namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// It does.
    Qualified,
    /// It doesn't.
    #[default]
    Unqualified,
}

/// A set of derivations that `block` or `final` rules out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derivations {
    /// `extension`.
    pub extension: bool,
    /// `restriction`.
    pub restriction: bool,
    /// `substitution`, in `block` only.
    pub substitution: bool,
    /// `list`, in `final` of simple types only.
    pub list: bool,
    /// `union`, in `final` of simple types only.
    pub union: bool,
}

/// A reference to a component. Without a namespace it may still mean the namespace of a document that includes this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is referred to.
    pub name: ExpandedName,
    /// Where.
    pub at: Location,
}

/// `xs:annotation`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The text of each `xs:documentation`, trimmed.
    pub documentation: Vec<String>,
    /// Each `xs:appinfo`.
    pub appinfo: Vec<xml::Element>,
}

/// `minOccurs` and `maxOccurs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurs {
    /// At least so many.
    pub min: u32,
    /// At most so many; `None`: unbounded.
    pub max: Option<u32>,
}

impl Occurs {
    /// Exactly one.
    pub const ONCE: Self = Self { min: 1, max: Some(1) };
}

/// A part of a content model.
#[derive(Clone, Debug)]
pub struct Particle {
    /// Where it stands.
    pub at: Location,
    /// How often it may stand there.
    pub occurs: Occurs,
    /// What it is.
    pub term: Term,
}

/// What a particle is.
#[derive(Clone, Debug)]
pub enum Term {
    /// A local element.
    Element(Box<Element>),
    /// A global element.
    ElementReference(Reference),
    /// `xs:sequence`, `xs:choice` or `xs:all`.
    Group(Compositor, Vec<Particle>),
    /// A named group.
    GroupReference(Reference),
    /// `xs:any`.
    Any(Wildcard),
}

/// How the particles of a group combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compositor {
    /// All, in order.
    Sequence,
    /// One of them.
    Choice,
    /// All, in any order.
    All,
}

/// `xs:any` or `xs:anyAttribute`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    /// Where it stands.
    pub at: Location,
    /// Which namespaces it lets through.
    pub namespaces: WildcardNamespaces,
    /// How strictly what it lets through is checked.
    pub process: ProcessContents,
}

/// The namespaces that a wildcard lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WildcardNamespaces {
    /// `##any`.
    Any,
    /// `##other`: every namespace but the target namespace, and not the absence of one.
    Other,
    /// A list.
    List(Vec<WildcardNamespace>),
}

/// An item of a wildcard's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WildcardNamespace {
    /// `##targetNamespace`.
    Target,
    /// `##local`: no namespace.
    Local,
    /// A namespace.
    Uri(Arc<str>),
}

/// `processContents`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProcessContents {
    /// Must be declared and valid.
    #[default]
    Strict,
    /// Valid if it is declared.
    Lax,
    /// Anything well-formed.
    Skip,
}

/// `default` or `fixed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueConstraint {
    /// The value of an element that is empty, or of an attribute that is absent.
    Default(String),
    /// The only value allowed.
    Fixed(String),
}

/// The type of an element or attribute.
#[derive(Clone, Debug)]
pub enum TypeReference {
    /// A named type.
    Named(Reference),
    /// An anonymous simple type.
    Simple(Box<SimpleType>),
    /// An anonymous complex type.
    Complex(Box<ComplexType>),
}

/// An element declaration, global or local.
#[derive(Clone, Debug)]
pub struct Element {
    /// Where it stands.
    pub at: Location,
    /// Its local name.
    pub name: Arc<str>,
    /// `form`, if it overrides the schema's.
    pub form: Option<Form>,
    /// Its type; none means that of the head of its substitution group, or any type.
    pub r#type: Option<TypeReference>,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// Whether only members of its substitution group may stand for it.
    pub r#abstract: bool,
    /// The element that it can stand for.
    pub substitution_group: Option<Reference>,
    /// `block`; none means the schema's default.
    pub block: Option<Derivations>,
    /// `final`; none means the schema's default.
    pub r#final: Option<Derivations>,
    /// Its identity constraints.
    pub constraints: Vec<IdentityConstraint>,
    /// What it is for.
    pub annotation: Annotation,
}

/// An attribute declaration, global or local.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Where it stands.
    pub at: Location,
    /// Its local name.
    pub name: Arc<str>,
    /// `form`, if it overrides the schema's.
    pub form: Option<Form>,
    /// Its simple type; none means any.
    pub r#type: Option<TypeReference>,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// What it is for.
    pub annotation: Annotation,
}

/// The attributes of a complex type or attribute group.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// The attributes and attribute groups, in order.
    pub items: Vec<AttributeItem>,
    /// `xs:anyAttribute`.
    pub any: Option<Wildcard>,
}

/// An item of [`Attributes`].
#[derive(Clone, Debug)]
pub enum AttributeItem {
    /// A local attribute.
    Local(Box<Attribute>, Usage),
    /// A global attribute, with a value constraint of the reference's own.
    Reference(Reference, Usage, Option<ValueConstraint>),
    /// An attribute group.
    Group(Reference),
}

/// `use`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Usage {
    /// May be left out.
    #[default]
    Optional,
    /// Must be given.
    Required,
    /// Must not be given (takes an inherited attribute away).
    Prohibited,
}

/// A named model group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Its particles.
    pub particle: Particle,
    /// What it is for.
    pub annotation: Annotation,
}

/// A named attribute group.
#[derive(Clone, Debug)]
pub struct AttributeGroup {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Its attributes.
    pub attributes: Attributes,
    /// What it is for.
    pub annotation: Annotation,
}

/// A notation.
#[derive(Clone, Debug)]
pub struct Notation {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Its public identifier.
    pub public: Option<String>,
    /// Its system identifier.
    pub system: Option<String>,
    /// What it is for.
    pub annotation: Annotation,
}
