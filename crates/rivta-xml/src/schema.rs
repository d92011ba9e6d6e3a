//! A schema in the form in which messages are validated: flat tables that refer to one another by index.
//!
//! The generator writes such tables as statics, the loader builds them at run time; the same reader works from both, so a
//! generated type and a schema loaded a moment ago give the same verdict with the same words. A [`Schema`] holds no document
//! state: one is enough for any number of readers and threads.
//!
//! The tables are trusted: indices that lead nowhere make an element refuse everything, they never panic.

mod builtin;
pub(crate) mod find;
#[doc(hidden)]
pub mod row;

use std::borrow::Cow;

pub use self::builtin::Builtin;
pub(crate) use self::find::UNKNOWN;
use crate::regex::Pattern;

/// Text of a table: borrowed where the table is a static.
pub type Text = Cow<'static, str>;
/// A table, or a list in one.
pub type Table<T> = Cow<'static, [T]>;

/// All components of the schemas of one or more contracts.
#[derive(Debug, Default)]
pub struct Schema {
    /// The namespaces. The first is "no namespace".
    pub namespaces: Table<SchemaNamespace>,
    /// Element declarations, global and local.
    pub elements: Table<ElementDeclaration>,
    /// Attribute declarations and uses, global and local.
    pub attributes: Table<AttributeDeclaration>,
    /// Simple types, named and anonymous.
    pub simple_types: Table<SimpleType>,
    /// Complex types, named and anonymous.
    pub complex_types: Table<ComplexType>,
    /// Model groups.
    pub groups: Table<Group>,
    /// The particles of the groups; those of one group follow one another.
    pub particles: Table<Particle>,
    /// Element and attribute wildcards.
    pub wildcards: Table<Wildcard>,
    /// The patterns of simple types; those of one type follow one another.
    pub patterns: Table<Pattern>,
    /// Identity constraints.
    pub constraints: Table<IdentityConstraint>,
    /// Which components a document of one contract can name.
    pub scopes: Table<Scope>,
}

/// A namespace of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaNamespace {
    /// The prefix in documents that we write; readers take any. Empty for no namespace.
    pub prefix: Text,
    /// Its name; empty for no namespace.
    pub uri: Text,
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )+};
}
ids! {
    /// An index into [`Schema::namespaces`].
    NamespaceId;
    /// An index into [`Schema::elements`].
    ElementId;
    /// An index into [`Schema::attributes`](field@Schema::attributes).
    AttributeId;
    /// An index into [`Schema::simple_types`].
    SimpleTypeId;
    /// An index into [`Schema::complex_types`].
    ComplexTypeId;
    /// An index into [`Schema::groups`].
    GroupId;
    /// An index into [`Schema::wildcards`].
    WildcardId;
    /// An index into [`Schema::constraints`].
    ConstraintId;
    /// An index into [`Schema::scopes`].
    ScopeId;
}

/// Some rows of a table that follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The index of the first.
    pub start: u32,
    /// The index after the last.
    pub end: u32,
}

/// An expanded name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaName {
    /// Its namespace.
    pub namespace: NamespaceId,
    /// The name without prefix.
    pub local: Text,
}

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeRef {
    /// One that XML Schema brings.
    Builtin(Builtin),
    /// A simple type.
    Simple(SimpleTypeId),
    /// A complex type.
    Complex(ComplexTypeId),
}

/// An element declaration (XML Schema Part 1, section 3.3).
#[derive(Clone, Debug)]
pub struct ElementDeclaration {
    /// Its name.
    pub name: SchemaName,
    /// Its type.
    pub r#type: TypeRef,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// Whether only members of its substitution group may stand for it.
    pub r#abstract: bool,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// The elements that may stand for it, directly or through others, without those that it blocks.
    pub substitutes: Table<ElementId>,
    /// The derivations that a type named by `xsi:type` may not have used.
    pub block: Derivations,
    /// Its identity constraints.
    pub constraints: Table<ConstraintId>,
}

/// A default or fixed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueConstraint {
    /// Whether no other value may be given.
    pub fixed: bool,
    /// The value as the schema writes it.
    pub text: Text,
}

/// An attribute declaration, with how a complex type uses it (sections 3.2 and 3.5).
#[derive(Clone, Debug)]
pub struct AttributeDeclaration {
    /// Its name.
    pub name: SchemaName,
    /// Its simple type.
    pub r#type: TypeRef,
    /// Whether it must be given.
    pub required: bool,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
}

/// Ways of derivation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derivations {
    /// By extension.
    pub extension: bool,
    /// By restriction.
    pub restriction: bool,
}

/// How a complex type was derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// It adds to its base.
    Extension,
    /// It admits less than its base.
    Restriction,
}

/// A complex type (section 3.4).
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// Its name; `None`: it is anonymous.
    pub name: Option<SchemaName>,
    /// The type it is derived from.
    pub base: TypeRef,
    /// How.
    pub derivation: Derivation,
    /// Whether only types derived from it may be used.
    pub r#abstract: bool,
    /// The derivations that a type named by `xsi:type` may not have used.
    pub block: Derivations,
    /// Whether text may stand between its elements.
    pub mixed: bool,
    /// Its attributes ([`Schema::attributes`](field@Schema::attributes)), with inherited ones, without prohibited ones.
    pub attributes: Rows,
    /// Which other attributes it lets through.
    pub any_attribute: Option<WildcardId>,
    /// What it holds.
    pub content: Content,
}

/// What a complex type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// A value of a simple type.
    Simple(TypeRef),
    /// Elements: this group, once.
    Elements(GroupId),
}

/// A model group (section 3.8). None is a group that stands once in a group of the same kind: such are merged.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// How its particles are put together.
    pub compositor: Compositor,
    /// Its particles ([`Schema::particles`](field@Schema::particles)). A particle's place among them is its slot.
    pub particles: Rows,
    /// Whether no element at all is enough for it.
    pub emptiable: bool,
}

/// How the particles of a group are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compositor {
    /// All, in this order.
    Sequence,
    /// One of them.
    Choice,
    /// All, in any order; its particles are elements that stand at most once.
    All,
}

/// A place in a group, with how often it may be filled (section 3.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Particle {
    /// What may stand there.
    pub term: Term,
    /// How often at least.
    pub min: u32,
    /// How often at most; [`UNBOUNDED`] for no limit.
    pub max: u32,
}

/// `maxOccurs="unbounded"`.
pub const UNBOUNDED: u32 = u32::MAX;

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// An element, or one of those that may stand for it.
    Element(ElementId),
    /// An element that a wildcard lets through.
    Any(WildcardId),
    /// A group.
    Group(GroupId),
}

/// A wildcard (section 3.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    /// Which namespaces it lets through.
    pub namespaces: WildcardNamespaces,
    /// How what it lets through is checked.
    pub process: ProcessContents,
}

/// The namespaces that a wildcard lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WildcardNamespaces {
    /// All, and none.
    Any,
    /// All but this one, and not none.
    Other(NamespaceId),
    /// These.
    List(Table<NamespaceId>),
}

/// How what a wildcard lets through is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessContents {
    /// It must be declared, and valid.
    Strict,
    /// Where it is declared it must be valid.
    Lax,
    /// Not at all.
    Skip,
}

/// A simple type (Part 2).
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// Its name; `None`: it is anonymous.
    pub name: Option<SchemaName>,
    /// The type it is restricted from; for lists and unions made here `anySimpleType`.
    pub base: TypeRef,
    /// What its values are.
    pub variety: Variety,
    /// What is done to white space before all else.
    pub white_space: crate::WhiteSpace,
    /// What its values are restricted to, along the whole derivation, the strictest of each.
    pub facets: Table<Facet>,
}

/// What the values of a simple type are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variety {
    /// Values of a type that XML Schema brings: the nearest in the derivation.
    Atomic(Builtin),
    /// Lists of values of this type.
    List(TypeRef),
    /// Values of one of these types, the first that takes the text.
    Union(Table<TypeRef>),
}

/// What the values of a simple type are restricted to (Part 2, section 4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Exactly so many characters, octets or items.
    Length(u32),
    /// At least so many.
    MinLength(u32),
    /// At most so many.
    MaxLength(u32),
    /// The text matches one of these ([`Schema::patterns`]). Of each step of derivation, one must match.
    Pattern(Rows),
    /// One of these values, as the schema writes them.
    Enumeration(Table<Text>),
    /// Not below.
    MinInclusive(Text),
    /// Not above.
    MaxInclusive(Text),
    /// Above.
    MinExclusive(Text),
    /// Below.
    MaxExclusive(Text),
    /// At most so many digits.
    TotalDigits(u32),
    /// At most so many digits after the point.
    FractionDigits(u32),
}

/// An identity constraint (Part 1, section 3.11).
#[derive(Clone, Debug)]
pub struct IdentityConstraint {
    /// Its name.
    pub name: Text,
    /// What it demands.
    pub kind: IdentityKind,
    /// The elements that it speaks of.
    pub selector: Table<IdentityPath>,
    /// What of each of them it compares; each field may be reached by several paths.
    pub fields: Table<Table<IdentityPath>>,
}

/// What an identity constraint demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// No two with the same fields.
    Unique,
    /// No two with the same fields, and none without.
    Key,
    /// One of another constraint with the same fields.
    KeyReference(ConstraintId),
}

/// A path of an identity constraint: the part of XPath that section 3.11.6 admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityPath {
    /// Whether it begins with `.//`.
    pub anywhere: bool,
    /// The child elements that it leads through.
    pub steps: Table<NameTest>,
    /// The attribute that it ends at.
    pub attribute: Option<NameTest>,
}

/// What a step of a path admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTest {
    /// Every name.
    Any,
    /// Every name in this namespace.
    Namespace(NamespaceId),
    /// This name.
    Name(SchemaName),
}

/// The global components that a document of one contract can name: its roots, what stands for a wildcard, what `xsi:type`
/// names. Each list is sorted by namespace and name.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Elements.
    pub elements: Table<ElementId>,
    /// Types.
    pub types: Table<TypeRef>,
    /// Attributes, for attribute wildcards.
    pub attributes: Table<AttributeId>,
}

/// An element that a document may have as its root: what a reader starts from.
#[derive(Clone, Copy)]
pub struct Root<'s> {
    /// The schema.
    pub schema: &'s Schema,
    /// The contract.
    pub scope: ScopeId,
    /// The element.
    pub element: ElementId,
}
