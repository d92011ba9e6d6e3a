//! The tables that generated types read by: a static for each, a row on each line.

use rivta_xml::schema::{
    AttributeDeclaration, ComplexType, Compositor, Content, Derivation, Derivations, ElementDeclaration,
    Facet, IdentityConstraint, IdentityKind, IdentityPath, NameTest, ProcessContents, Schema, SchemaName,
    Scope, SimpleType, Table, Term, TypeRef, UNBOUNDED, ValueConstraint, Variety, Wildcard,
    WildcardNamespaces,
};

use super::layout::Source;
use super::{RUNTIME, literal};

/// The text of the module of tables.
pub(super) fn tables(schema: &Schema, header: &str) -> String {
    let mut source = Source::default();
    source.line(header);
    source.line("");
    source.line("//! The schemas as tables: what messages are validated by. Not for reading.");
    source.line("");
    source.line(format!("use {RUNTIME}::rivta_xml::WhiteSpace::*;"));
    source.line(format!("use {RUNTIME}::rivta_xml::schema::Builtin::*;"));
    source.line(format!("use {RUNTIME}::rivta_xml::schema::row::*;"));
    source.line(format!(
        "use {RUNTIME}::rivta_xml::schema::TypeRef::{{Builtin as B, Complex as C, Simple as S}};"
    ));
    source.line(format!("use {RUNTIME}::rivta_xml::schema::{{"));
    source.line("    AttributeId as A, ComplexTypeId as CT, Compositor, ConstraintId, Content, Derivation as D, ElementId as E, Facet as F,");
    source.line("    GroupId as G, IdentityKind, NameTest, NamespaceId as N, Particle as P, ProcessContents, Schema, Scope,");
    source.line("    SimpleTypeId as ST, Term, Variety, WildcardId as W, WildcardNamespaces,");
    source.line("};");
    source.line("use std::borrow::Cow::Borrowed;");
    source.line("");
    source.line("/// The tables.");
    source.block("pub static SCHEMA: Schema = Schema {", "};", |source| {
        for (field, _) in TABLES {
            source.line(format!("{field}: Borrowed(&{}),", field.to_uppercase()));
        }
    });
    let rows: [(usize, Vec<String>); 11] = [
        (
            0,
            schema
                .namespaces
                .iter()
                .map(|it| format!("namespace({}, {})", literal(&it.prefix), literal(&it.uri)))
                .collect(),
        ),
        (1, schema.elements.iter().map(element).collect()),
        (2, schema.attributes.iter().map(attribute).collect()),
        (3, schema.simple_types.iter().map(simple_type).collect()),
        (4, schema.complex_types.iter().map(complex_type).collect()),
        (
            5,
            schema
                .groups
                .iter()
                .map(|it| {
                    let compositor = match it.compositor {
                        Compositor::Sequence => "Sequence",
                        Compositor::Choice => "Choice",
                        Compositor::All => "All",
                    };
                    format!(
                        "group(Compositor::{compositor}, rows({}, {}), {})",
                        it.particles.start, it.particles.end, it.emptiable
                    )
                })
                .collect(),
        ),
        (
            6,
            schema
                .particles
                .iter()
                .map(|it| {
                    let term = match it.term {
                        Term::Element(id) => format!("Element(E({}))", id.0),
                        Term::Any(id) => format!("Any(W({}))", id.0),
                        Term::Group(id) => format!("Group(G({}))", id.0),
                    };
                    let max = if it.max == UNBOUNDED { "u32::MAX".to_owned() } else { it.max.to_string() };
                    format!("P::new(Term::{term}, {}, {max})", it.min)
                })
                .collect(),
        ),
        (7, schema.wildcards.iter().map(wildcard).collect()),
        (8, schema.patterns.iter().map(|it| format!("pattern({})", literal(it.source()))).collect()),
        (9, schema.constraints.iter().map(constraint).collect()),
        (10, schema.scopes.iter().map(scope).collect()),
    ];
    for (table, rows) in rows {
        let Some((name, ty)) = TABLES.get(table) else { continue };
        source.line("");
        let open =
            format!("static {}: [{RUNTIME}::rivta_xml::{ty}; {}] = [", name.to_uppercase(), rows.len());
        source.block(open, "];", |source| {
            for (index, row) in rows.iter().enumerate() {
                source.line(format!("{row}, // {index}"));
            }
        });
    }
    source.into_text()
}

/// The tables in their order, with the type of their rows.
const TABLES: [(&str, &str); 11] = [
    ("namespaces", "schema::SchemaNamespace"),
    ("elements", "schema::ElementDeclaration"),
    ("attributes", "schema::AttributeDeclaration"),
    ("simple_types", "schema::SimpleType"),
    ("complex_types", "schema::ComplexType"),
    ("groups", "schema::Group"),
    ("particles", "schema::Particle"),
    ("wildcards", "schema::Wildcard"),
    ("patterns", "regex::Pattern"),
    ("constraints", "schema::IdentityConstraint"),
    ("scopes", "schema::Scope"),
];

fn name(it: &SchemaName) -> String {
    format!("name({}, {})", it.namespace.0, literal(&it.local))
}

fn optional_name(it: Option<&SchemaName>) -> String {
    it.map_or_else(|| "None".to_owned(), |it| format!("Some({})", name(it)))
}

fn type_ref(it: TypeRef) -> String {
    match it {
        TypeRef::Builtin(builtin) => format!("B({builtin:?})"),
        TypeRef::Simple(id) => format!("S(ST({}))", id.0),
        TypeRef::Complex(id) => format!("C(CT({}))", id.0),
    }
}

fn value(it: Option<&ValueConstraint>) -> String {
    match it {
        None => "None".to_owned(),
        Some(it) => format!("Some(value({}, {}))", it.fixed, literal(&it.text)),
    }
}

fn block(it: Derivations) -> String {
    match (it.extension, it.restriction) {
        (false, false) => "NO_BLOCK".to_owned(),
        (extension, restriction) => {
            format!(
                "{RUNTIME}::rivta_xml::schema::Derivations {{ extension: {extension}, restriction: {restriction} }}"
            )
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("&[{}]", items.collect::<Vec<_>>().join(", "))
}

fn element(it: &ElementDeclaration) -> String {
    let ty = type_ref(it.r#type);
    let plain = !it.nillable
        && !it.r#abstract
        && it.value.is_none()
        && it.substitutes.is_empty()
        && it.block == Derivations::default()
        && it.constraints.is_empty();
    if plain {
        return format!("plain({}, {}, {ty})", it.name.namespace.0, literal(&it.name.local));
    }
    format!(
        "element({}, {ty}, {}, {}, {}, {}, {}, {})",
        name(&it.name),
        it.nillable,
        it.r#abstract,
        value(it.value.as_ref()),
        list(it.substitutes.iter().map(|id| format!("E({})", id.0))),
        block(it.block),
        list(it.constraints.iter().map(|id| format!("ConstraintId({})", id.0))),
    )
}

fn attribute(it: &AttributeDeclaration) -> String {
    format!(
        "attribute({}, {}, {}, {})",
        name(&it.name),
        type_ref(it.r#type),
        it.required,
        value(it.value.as_ref())
    )
}

fn simple_type(it: &SimpleType) -> String {
    let variety = match &it.variety {
        Variety::Atomic(builtin) => format!("Variety::Atomic({builtin:?})"),
        Variety::List(item) => format!("Variety::List({})", type_ref(*item)),
        Variety::Union(members) => {
            format!("Variety::Union(Borrowed({}))", list(members.iter().map(|member| type_ref(*member))))
        }
    };
    format!(
        "simple({}, {}, {variety}, {:?}, {})",
        optional_name(it.name.as_ref()),
        type_ref(it.base),
        it.white_space,
        list(it.facets.iter().map(facet)),
    )
}

fn facet(it: &Facet) -> String {
    let text = |kind: &str, text: &str| format!("F::{kind}(Borrowed({}))", literal(text));
    match it {
        Facet::Length(length) => format!("F::Length({length})"),
        Facet::MinLength(length) => format!("F::MinLength({length})"),
        Facet::MaxLength(length) => format!("F::MaxLength({length})"),
        Facet::Pattern(rows) => format!("F::Pattern(rows({}, {}))", rows.start, rows.end),
        Facet::Enumeration(values) => {
            let values = list(values.iter().map(|value| format!("Borrowed({})", literal(value))));
            format!("F::Enumeration(Borrowed({values}))")
        }
        Facet::MinInclusive(bound) => text("MinInclusive", bound),
        Facet::MaxInclusive(bound) => text("MaxInclusive", bound),
        Facet::MinExclusive(bound) => text("MinExclusive", bound),
        Facet::MaxExclusive(bound) => text("MaxExclusive", bound),
        Facet::TotalDigits(digits) => format!("F::TotalDigits({digits})"),
        Facet::FractionDigits(digits) => format!("F::FractionDigits({digits})"),
    }
}

fn complex_type(it: &ComplexType) -> String {
    let derivation = match it.derivation {
        Derivation::Extension => "D::Extension",
        Derivation::Restriction => "D::Restriction",
    };
    let content = match it.content {
        Content::Empty => "Content::Empty".to_owned(),
        Content::Simple(ty) => format!("Content::Simple({})", type_ref(ty)),
        Content::Elements(id) => format!("Content::Elements(G({}))", id.0),
    };
    format!(
        "complex({}, {}, {derivation}, {}, {}, {}, rows({}, {}), {}, {content})",
        optional_name(it.name.as_ref()),
        type_ref(it.base),
        it.r#abstract,
        block(it.block),
        it.mixed,
        it.attributes.start,
        it.attributes.end,
        it.any_attribute.map_or_else(|| "None".to_owned(), |id| format!("Some(W({}))", id.0)),
    )
}

fn wildcard(it: &Wildcard) -> String {
    let namespaces = match &it.namespaces {
        WildcardNamespaces::Any => "Any".to_owned(),
        WildcardNamespaces::Other(but) => format!("Other(N({}))", but.0),
        WildcardNamespaces::List(listed) => {
            format!("List(Borrowed({}))", list(listed.iter().map(|id| format!("N({})", id.0))))
        }
    };
    let process = match it.process {
        ProcessContents::Strict => "Strict",
        ProcessContents::Lax => "Lax",
        ProcessContents::Skip => "Skip",
    };
    format!("wildcard(WildcardNamespaces::{namespaces}, ProcessContents::{process})")
}

fn constraint(it: &IdentityConstraint) -> String {
    let kind = match it.kind {
        IdentityKind::Unique => "Unique".to_owned(),
        IdentityKind::Key => "Key".to_owned(),
        IdentityKind::KeyReference(to) => format!("KeyReference(ConstraintId({}))", to.0),
    };
    let paths = |paths: &Table<IdentityPath>| list(paths.iter().map(path));
    let fields = list(it.fields.iter().map(|field| format!("Borrowed({})", paths(field))));
    format!("constraint({}, IdentityKind::{kind}, {}, {fields})", literal(&it.name), paths(&it.selector))
}

fn path(it: &IdentityPath) -> String {
    let attribute =
        it.attribute.as_ref().map_or_else(|| "None".to_owned(), |test| format!("Some({})", name_test(test)));
    format!("path({}, {}, {attribute})", it.anywhere, list(it.steps.iter().map(name_test)))
}

fn name_test(it: &NameTest) -> String {
    match it {
        NameTest::Any => "NameTest::Any".to_owned(),
        NameTest::Namespace(id) => format!("NameTest::Namespace(N({}))", id.0),
        NameTest::Name(it) => format!("NameTest::Name({})", name(it)),
    }
}

fn scope(it: &Scope) -> String {
    format!(
        "Scope {{ elements: Borrowed({}), types: Borrowed({}), attributes: Borrowed({}) }}",
        list(it.elements.iter().map(|id| format!("E({})", id.0))),
        list(it.types.iter().map(|ty| type_ref(*ty))),
        list(it.attributes.iter().map(|id| format!("A({})", id.0))),
    )
}
