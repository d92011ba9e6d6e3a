//! Values compared by what their type says that they are (XML Schema Part 2, sections 2.2 and 4.3.6).

use std::borrow::Cow;

use rivta_xml::schema::{Builtin, Facet, SimpleType, SimpleTypeId, TypeRef, Variety};
use rivta_xml::{NoNamespaces, Schema, WhiteSpace};

use super::tree::Prefixes;

/// Why what is written differently is the same; values by their builtin type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// One has white space that the type leaves out.
    WhiteSpace(&'static str),
    /// The type has several forms of the value.
    Lexical(&'static str),
    /// One is empty, and the schema gives an empty element a value (Part 1, section 3.3.4, clause 5.1).
    Given,
    /// `xsi:type` names the declared type and is left out (Part 1, section 2.6.1).
    DeclaredType,
    /// `xsi:type` names a simple type that is narrower than the declared one and is left out: the generated type has room
    /// for the value only, which the wider type takes as well.
    NarrowerType,
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::WhiteSpace(name) => write!(f, "white space that {name} leaves out"),
            Self::Lexical(name) => write!(f, "another form of the same {name}"),
            Self::Given => f.write_str("the default or fixed value of an empty element, written out"),
            Self::DeclaredType => f.write_str("xsi:type that names the declared type, left out"),
            Self::NarrowerType => f.write_str("xsi:type that names a narrower simple type, left out"),
        }
    }
}

/// How the values differ in form: `Ok(None)`, not at all; `Err`, they are not the same.
pub(super) fn compare(
    schema: &Schema,
    ty: TypeRef,
    one: (&str, &Prefixes),
    other: (&str, &Prefixes),
) -> Result<Option<Form>, ()> {
    if one.0 == other.0 && (!has_names(schema, ty) || names_agree(schema, ty, one, other)) {
        return Ok(None);
    }
    let white_space = match ty {
        TypeRef::Builtin(builtin) => builtin.white_space(),
        TypeRef::Simple(id) => schema.simple_type(id).map_or(WhiteSpace::Preserve, |ty| ty.white_space),
        TypeRef::Complex(_) => return Err(()),
    };
    let (a, b) = (white_space.process(one.0), white_space.process(other.0));
    if a == b && !has_names(schema, ty) {
        return Ok(Some(Form::WhiteSpace(name(schema, ty))));
    }
    same(schema, ty, (&a, one.1), (&b, other.1)).map(|name| Some(Form::Lexical(name))).ok_or(())
}

/// The type whose forms the two texts are, if they are one value.
fn same(
    schema: &Schema,
    ty: TypeRef,
    one: (&str, &Prefixes),
    other: (&str, &Prefixes),
) -> Option<&'static str> {
    match ty {
        TypeRef::Builtin(builtin) => is_same_atom(builtin, one, other).then(|| builtin.name()),
        TypeRef::Simple(id) => match &schema.simple_type(id)?.variety {
            Variety::Atomic(builtin) => is_same_atom(*builtin, one, other).then(|| builtin.name()),
            Variety::List(item) => {
                let (a, b): (Vec<_>, Vec<_>) =
                    (one.0.split_whitespace().collect(), other.0.split_whitespace().collect());
                let is_same = |(a, b): (&&str, &&str)| {
                    a == b || same(schema, *item, (a, one.1), (b, other.1)).is_some()
                };
                (a.len() == b.len() && a.iter().zip(&b).all(is_same)).then(|| name(schema, *item))
            }
            Variety::Union(members) => {
                let takes = |member: TypeRef, (text, prefixes): (&str, &Prefixes)| {
                    schema.check(member, Cow::Borrowed(text), prefixes).is_ok()
                };
                let member = members.iter().find(|member| takes(**member, one))?;
                takes(*member, other).then(|| same(schema, *member, one, other)).flatten()
            }
        },
        TypeRef::Complex(_) => None,
    }
}

fn is_same_atom(builtin: Builtin, one: (&str, &Prefixes), other: (&str, &Prefixes)) -> bool {
    if matches!(builtin, Builtin::QName | Builtin::Notation) {
        let (a, b) = (one.1.expand(one.0), other.1.expand(other.0));
        return a.is_some() && a == b;
    }
    // What an enumeration of one value takes is that value, in whatever form.
    let only = SimpleType {
        name: None,
        base: TypeRef::Builtin(builtin),
        variety: Variety::Atomic(builtin),
        white_space: builtin.white_space(),
        facets: vec![Facet::Enumeration(vec![Cow::Owned(one.0.to_owned())].into())].into(),
    };
    let schema = Schema { simple_types: vec![only].into(), ..Schema::default() };
    schema.check(TypeRef::Simple(SimpleTypeId(0)), Cow::Borrowed(other.0), &NoNamespaces).is_ok()
}

fn names_agree(schema: &Schema, ty: TypeRef, one: (&str, &Prefixes), other: (&str, &Prefixes)) -> bool {
    same(schema, ty, one, other).is_some()
}

/// Whether the values mean something else where prefixes do.
fn has_names(schema: &Schema, ty: TypeRef) -> bool {
    matches!(name(schema, ty), "QName" | "NOTATION")
}

/// The builtin type that values are of; of lists that of their items.
fn name(schema: &Schema, ty: TypeRef) -> &'static str {
    match ty {
        TypeRef::Builtin(builtin) => builtin.name(),
        TypeRef::Simple(id) => match schema.simple_type(id).map(|ty| &ty.variety) {
            Some(Variety::Atomic(builtin)) => builtin.name(),
            Some(Variety::List(TypeRef::Builtin(item))) => item.name(),
            Some(Variety::List(_)) => "list",
            _ => "union",
        },
        TypeRef::Complex(_) => "complex type",
    }
}
