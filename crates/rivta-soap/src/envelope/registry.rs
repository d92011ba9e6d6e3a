//! The one header that RIV-TA has, as the registry's schema declares it.

use std::borrow::Cow;

use rivta_xml::WhiteSpace;
use rivta_xml::schema::{
    Builtin, Derivations, ElementDeclaration, ElementId, NamespaceId, Root, Schema, SchemaName,
    SchemaNamespace, Scope, ScopeId, SimpleType, SimpleTypeId, TypeRef, Variety,
};

use super::REGISTRY;

const REGISTRY_ID: NamespaceId = NamespaceId(1);

static NAMESPACES: [SchemaNamespace; 2] = [
    SchemaNamespace { prefix: Cow::Borrowed(""), uri: Cow::Borrowed("") },
    SchemaNamespace { prefix: Cow::Borrowed("reg"), uri: Cow::Borrowed(REGISTRY) },
];

static ELEMENTS: [ElementDeclaration; 1] = [ElementDeclaration {
    name: SchemaName { namespace: REGISTRY_ID, local: Cow::Borrowed("LogicalAddress") },
    r#type: TYPE,
    nillable: false,
    r#abstract: false,
    value: None,
    substitutes: Cow::Borrowed(&[]),
    block: Derivations { extension: false, restriction: false },
    constraints: Cow::Borrowed(&[]),
}];

static SIMPLE_TYPES: [SimpleType; 1] = [SimpleType {
    name: Some(SchemaName { namespace: REGISTRY_ID, local: Cow::Borrowed("LogicalAddressType") }),
    base: TypeRef::Builtin(Builtin::String),
    variety: Variety::Atomic(Builtin::String),
    white_space: WhiteSpace::Preserve,
    facets: Cow::Borrowed(&[]),
}];

static SCOPES: [Scope; 1] = [Scope {
    elements: Cow::Borrowed(&[ElementId(0)]),
    types: Cow::Borrowed(&[TYPE]),
    attributes: Cow::Borrowed(&[]),
}];

const TYPE: TypeRef = TypeRef::Simple(SimpleTypeId(0));

static SCHEMA: Schema = Schema {
    namespaces: Cow::Borrowed(&NAMESPACES),
    elements: Cow::Borrowed(&ELEMENTS),
    simple_types: Cow::Borrowed(&SIMPLE_TYPES),
    scopes: Cow::Borrowed(&SCOPES),
    ..Schema::EMPTY
};

/// The header `LogicalAddress`.
pub(super) static LOGICAL_ADDRESS: Root<'static> =
    Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(0) };
