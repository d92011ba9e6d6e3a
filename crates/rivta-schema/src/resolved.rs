//! Stage 3: what the schemas mean. References are bound to components, groups are expanded, content models normalised,
//! facets gathered along the derivation; from a WSDL's operations the types that they reach can be found.

mod attributes;
mod attribution;
mod closure;
mod complex;
mod derivation;
mod elements;
mod facets;
mod identity;
mod interactions;
mod measure;
mod merge;
mod particles;
mod references;
mod resolve;
mod resolver;
mod simple;
mod symbols;
mod wildcard;

pub use closure::{closure, closure_of_types};
pub use facets::{Bound, EnumerationValue, Facets, WhiteSpace};
pub use identity::{IdentityConstraint, IdentityKind, IdentityPath, NameTest};
pub(crate) use particles::is_emptiable;
pub use resolve::{LeftOut, Resolution, resolve, resolve_sound};
pub use rivta_xml::schema::Builtin;

use std::sync::Arc;

use crate::documents::DocumentId;
use crate::error::{Location, Warning};
use crate::xml::ExpandedName;
use crate::xsd::{
    Annotation, Compositor, Derivation, Derivations, Occurs, ProcessContents, Usage, ValueConstraint,
};

/// All components of a set of documents.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The namespaces that have components, in the order in which they were met.
    pub namespaces: Vec<Namespace>,
    /// Elements, global and local.
    pub elements: Vec<Element>,
    /// Simple types, named and anonymous.
    pub simple_types: Vec<SimpleType>,
    /// Complex types, named and anonymous.
    pub complex_types: Vec<ComplexType>,
    /// Global attributes.
    pub attributes: Vec<AttributeUse>,
    /// What documents can name: a scope for each WSDL and each schema that was asked for.
    pub scopes: Vec<Scope>,
    /// The operations that the WSDLs bind to SOAP.
    pub interactions: Vec<Interaction>,
}

/// A namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// Its URI.
    pub uri: Arc<str>,
    /// What the documents call it: the first prefix other than `tns` that is bound to it.
    pub prefix: Option<String>,
    /// The documents that declare its components.
    pub documents: Vec<DocumentId>,
    /// What its schemas say about themselves.
    pub documentation: Vec<String>,
}

/// The index of an element in [`Model::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(usize);

/// The index of a simple type in [`Model::simple_types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimpleTypeId(usize);

/// The index of a complex type in [`Model::complex_types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComplexTypeId(usize);

/// The index of a global attribute in [`Model::attributes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(usize);

/// The index of a scope in [`Model::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(usize);

/// The global components that the documents of one closure can name, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Elements.
    pub elements: Vec<ElementId>,
    /// Types.
    pub types: Vec<TypeId>,
    /// Attributes.
    pub attributes: Vec<AttributeId>,
}

macro_rules! index {
    ($($id:ty),+) => {$(
        impl $id {
            /// The index in its table.
            pub fn index(self) -> usize {
                self.0
            }
        }
    )+};
}
index!(ElementId, SimpleTypeId, ComplexTypeId, AttributeId, ScopeId);

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeId {
    /// One that XML Schema brings.
    Builtin(Builtin),
    /// A simple type.
    Simple(SimpleTypeId),
    /// A complex type.
    Complex(ComplexTypeId),
}

/// Ids are only made by the resolver, for components that are kept.
macro_rules! lookup {
    ($method:ident, $field:ident, $id:ty, $component:ty, $what:literal) => {
        impl Model {
            #[doc = $what]
            pub fn $method(&self, id: $id) -> &$component {
                #[expect(clippy::indexing_slicing, reason = "ids are only made for components that are kept")]
                &self.$field[id.0]
            }
        }
    };
}
lookup!(element, elements, ElementId, Element, "The element of that id.");
lookup!(simple_type, simple_types, SimpleTypeId, SimpleType, "The simple type of that id.");
lookup!(complex_type, complex_types, ComplexTypeId, ComplexType, "The complex type of that id.");
lookup!(scope, scopes, ScopeId, Scope, "The scope of that id.");

/// What a type is called: by its name, or by the way to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    /// The namespace that the type belongs to.
    pub namespace: Option<Arc<str>>,
    /// Its name; of an anonymous type the names of the types and elements around it, outermost first.
    pub path: Vec<Arc<str>>,
    /// Whether it is anonymous.
    pub anonymous: bool,
}

impl std::fmt::Display for TypeName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path.join("/"))
    }
}

/// An element.
#[derive(Clone, Debug)]
pub struct Element {
    /// Where it is declared.
    pub at: Location,
    /// Its name.
    pub name: ExpandedName,
    /// Its type.
    pub r#type: TypeId,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// Whether only members of its substitution group may stand for it.
    pub r#abstract: bool,
    /// The elements that may stand for it, directly or through others.
    pub substitutes: Vec<ElementId>,
    /// The derivations and substitutions that it blocks.
    pub block: Derivations,
    /// Its identity constraints.
    pub constraints: Vec<IdentityConstraint>,
    /// What it is for.
    pub annotation: Annotation,
}

/// A simple type.
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// Where it is defined.
    pub at: Location,
    /// What it is called.
    pub name: TypeName,
    /// The type it is made from; for lists and unions `anySimpleType`.
    pub base: TypeId,
    /// What its values are.
    pub variety: Variety,
    /// What they are restricted to, along the whole derivation.
    pub facets: Facets,
    /// What it is for.
    pub annotation: Annotation,
}

/// What the values of a simple type are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variety {
    /// Values of a type that XML Schema brings: the nearest in the derivation.
    Atomic(Builtin),
    /// Lists of values.
    List(TypeId),
    /// Values of any of these types.
    Union(Vec<TypeId>),
}

/// A complex type.
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// Where it is defined.
    pub at: Location,
    /// What it is called.
    pub name: TypeName,
    /// The type it is derived from, unless that is `anyType`.
    pub base: Option<(Derivation, TypeId)>,
    /// Whether only types derived from it may be used.
    pub r#abstract: bool,
    /// The derivations that it blocks.
    pub block: Derivations,
    /// Whether text may stand between its elements.
    pub mixed: bool,
    /// Its attributes, with inherited ones.
    pub attributes: Vec<AttributeUse>,
    /// Which other attributes it lets through.
    pub any_attribute: Option<Wildcard>,
    /// What it holds, with what is inherited.
    pub content: Content,
    /// What it is for.
    pub annotation: Annotation,
}

/// What a complex type holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing.
    Empty,
    /// A value of a simple type.
    Simple(TypeId),
    /// Elements: a sequence or `xs:all` that stands once.
    Elements(Particle),
}

/// A part of a content model, normalised: no group stands in a group of the same kind without reason, none is empty.
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
    /// An element.
    Element(ElementId),
    /// Any element of some namespaces.
    Any(Wildcard),
    /// A group.
    Group(Compositor, Vec<Particle>),
}

/// A wildcard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    /// Which namespaces it lets through.
    pub namespaces: WildcardNamespaces,
    /// How strictly what it lets through is checked.
    pub process: ProcessContents,
}

/// The namespaces that a wildcard lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WildcardNamespaces {
    /// All, and none.
    Any,
    /// All but this one, and not none.
    Other(Option<Arc<str>>),
    /// These; `None` stands for no namespace.
    List(Vec<Option<Arc<str>>>),
}

/// An attribute as a complex type uses it.
#[derive(Clone, Debug)]
pub struct AttributeUse {
    /// Where it is declared.
    pub at: Location,
    /// Its name.
    pub name: ExpandedName,
    /// Its simple type.
    pub r#type: TypeId,
    /// Whether it must be given.
    pub usage: Usage,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// What it is for.
    pub annotation: Annotation,
}

/// An operation that a WSDL binds to SOAP.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Where the operation is bound.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Major version: the last part of the namespace; 0 if that is no number.
    pub major: u32,
    /// Minor version, as the schema that declares the request says it.
    pub minor: u32,
    /// The namespace of the request: the responder's; empty for none.
    pub namespace: Arc<str>,
    /// The value of the HTTP header SOAPAction.
    pub soap_action: String,
    /// What documents of the interaction can name.
    pub scope: ScopeId,
    /// The elements sent as SOAP headers of the request.
    pub headers: Vec<ElementId>,
    /// Those of other bindings of the operation, where they differ: packages often have a WSDL for each profile.
    pub other_headers: Vec<Vec<ElementId>>,
    /// The root element of the request.
    pub request: ElementId,
    /// The root element of the response.
    pub response: ElementId,
    /// The elements sent as SOAP headers of the response.
    pub response_headers: Vec<ElementId>,
    /// The elements in the detail of declared faults.
    pub faults: Vec<ElementId>,
    /// The WSDL (first) and every document that it reaches.
    pub documents: Vec<DocumentId>,
    /// What it does.
    pub documentation: Vec<String>,
    /// What the WSDL that binds it says of itself.
    pub about: Option<String>,
    /// Where the WSDLs' services say that it is called, each address once; often a placeholder.
    pub addresses: Vec<String>,
}

impl Model {
    /// Every scope's id.
    pub fn scope_ids(&self) -> impl Iterator<Item = ScopeId> {
        (0..self.scopes.len()).map(ScopeId)
    }

    /// Every type that isn't builtin.
    pub fn all_types(&self) -> impl Iterator<Item = TypeId> {
        let simple = (0..self.simple_types.len()).map(|index| TypeId::Simple(SimpleTypeId(index)));
        simple.chain((0..self.complex_types.len()).map(|index| TypeId::Complex(ComplexTypeId(index))))
    }

    /// What a type is called; `None` for builtin types.
    pub fn type_name(&self, id: TypeId) -> Option<&TypeName> {
        match id {
            TypeId::Builtin(_) => None,
            TypeId::Simple(id) => Some(&self.simple_type(id).name),
            TypeId::Complex(id) => Some(&self.complex_type(id).name),
        }
    }

    /// Where a type is defined; `None` for builtin types.
    pub fn location(&self, id: TypeId) -> Option<&Location> {
        match id {
            TypeId::Builtin(_) => None,
            TypeId::Simple(id) => Some(&self.simple_type(id).at),
            TypeId::Complex(id) => Some(&self.complex_type(id).at),
        }
    }
}
