//! Rows of tables, written short: what generated tables are made of.

use std::borrow::Cow;

use super::{
    AttributeDeclaration, ComplexType, Compositor, ConstraintId, Content, Derivation, Derivations,
    ElementDeclaration, ElementId, Facet, Group, IdentityConstraint, IdentityKind, IdentityPath, NameTest,
    NamespaceId, ProcessContents, Rows, SchemaName, SchemaNamespace, SimpleType, Table, TypeRef,
    ValueConstraint, Variety, Wildcard, WildcardId, WildcardNamespaces,
};
use crate::WhiteSpace;
use crate::regex::Pattern;

/// Nothing is blocked.
pub const NO_BLOCK: Derivations = Derivations { extension: false, restriction: false };

/// A namespace.
pub const fn namespace(prefix: &'static str, uri: &'static str) -> SchemaNamespace {
    SchemaNamespace { prefix: Cow::Borrowed(prefix), uri: Cow::Borrowed(uri) }
}

/// A name.
pub const fn name(namespace: u32, local: &'static str) -> SchemaName {
    SchemaName { namespace: NamespaceId(namespace), local: Cow::Borrowed(local) }
}

/// Rows from one to before another.
pub const fn rows(start: u32, end: u32) -> Rows {
    Rows { start, end }
}

/// A default or fixed value.
pub const fn value(fixed: bool, text: &'static str) -> ValueConstraint {
    ValueConstraint { fixed, text: Cow::Borrowed(text) }
}

/// An element that is name and type alone.
pub const fn plain(namespace: u32, local: &'static str, ty: TypeRef) -> ElementDeclaration {
    element(name(namespace, local), ty, false, false, None, &[], NO_BLOCK, &[])
}

/// An element.
#[expect(clippy::too_many_arguments, reason = "a row of a table, in the order of its columns")]
pub const fn element(
    name: SchemaName,
    ty: TypeRef,
    nillable: bool,
    is_abstract: bool,
    value: Option<ValueConstraint>,
    substitutes: &'static [ElementId],
    block: Derivations,
    constraints: &'static [ConstraintId],
) -> ElementDeclaration {
    ElementDeclaration {
        name,
        r#type: ty,
        nillable,
        r#abstract: is_abstract,
        value,
        substitutes: Cow::Borrowed(substitutes),
        block,
        constraints: Cow::Borrowed(constraints),
    }
}

/// An attribute.
pub const fn attribute(
    name: SchemaName,
    ty: TypeRef,
    required: bool,
    value: Option<ValueConstraint>,
) -> AttributeDeclaration {
    AttributeDeclaration { name, r#type: ty, required, value }
}

/// A simple type.
pub const fn simple(
    name: Option<SchemaName>,
    base: TypeRef,
    variety: Variety,
    white_space: WhiteSpace,
    facets: &'static [Facet],
) -> SimpleType {
    SimpleType { name, base, variety, white_space, facets: Cow::Borrowed(facets) }
}

/// A complex type.
#[expect(clippy::too_many_arguments, reason = "a row of a table, in the order of its columns")]
pub const fn complex(
    name: Option<SchemaName>,
    base: TypeRef,
    derivation: Derivation,
    is_abstract: bool,
    block: Derivations,
    mixed: bool,
    attributes: Rows,
    any_attribute: Option<WildcardId>,
    content: Content,
) -> ComplexType {
    ComplexType {
        name,
        base,
        derivation,
        r#abstract: is_abstract,
        block,
        mixed,
        attributes,
        any_attribute,
        content,
    }
}

/// A group.
pub const fn group(compositor: Compositor, particles: Rows, emptiable: bool) -> Group {
    Group { compositor, particles, emptiable }
}

/// A wildcard.
pub const fn wildcard(namespaces: WildcardNamespaces, process: ProcessContents) -> Wildcard {
    Wildcard { namespaces, process }
}

/// A pattern.
pub const fn pattern(source: &'static str) -> Pattern {
    Pattern::new(Cow::Borrowed(source))
}

/// An identity constraint.
pub const fn constraint(
    name: &'static str,
    kind: IdentityKind,
    selector: &'static [IdentityPath],
    fields: &'static [Table<IdentityPath>],
) -> IdentityConstraint {
    IdentityConstraint {
        name: Cow::Borrowed(name),
        kind,
        selector: Cow::Borrowed(selector),
        fields: Cow::Borrowed(fields),
    }
}

/// A path of an identity constraint.
pub const fn path(anywhere: bool, steps: &'static [NameTest], attribute: Option<NameTest>) -> IdentityPath {
    IdentityPath { anywhere, steps: Cow::Borrowed(steps), attribute }
}
