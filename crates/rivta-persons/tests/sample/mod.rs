//! Full example messages, made from the schemas and not from the generated code: every element is there, what repeats
//! is there twice, and at each extension point stands an element that no schema knows.

use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{
    Builtin, Content, ElementId, Facets, Interaction, Model, Particle, Term, TypeId, Variety, resolve,
};

/// What stands at each extension point.
pub(crate) const UNKNOWN: &str = r#"<later:added xmlns:later="urn:example:later" a="1 &lt; 2"><later:inner>text &amp; more</later:inner></later:added>"#;

/// The contracts' package.
pub(crate) fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The resolved schemas of all contracts.
pub(crate) fn model() -> Model {
    let folder = std::fs::read_dir(package().join("wsdl")).expect("the package's WSDLs");
    let mut wsdls: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    wsdls.sort();
    resolve(&Documents::load(wsdls).expect("documents")).expect("a resolved model")
}

/// The interaction of that name.
pub(crate) fn interaction<'m>(model: &'m Model, name: &str) -> &'m Interaction {
    model.interactions.iter().find(|found| *found.name == *name).expect("an interaction of that name")
}

/// A full example message; the namespaces have prefixes that our writer doesn't use.
pub(crate) fn full(model: &Model, root: ElementId) -> String {
    let mut xml = String::new();
    let declarations: String = model
        .namespaces
        .iter()
        .enumerate()
        .map(|(index, ns)| format!(" xmlns:n{index}=\"{}\"", ns.uri))
        .collect();
    element(model, root, &declarations, &mut xml);
    xml
}

fn element(model: &Model, id: ElementId, declarations: &str, xml: &mut String) {
    let element = model.element(id);
    let uri = element.name.namespace.as_deref().expect("a namespace");
    let index =
        model.namespaces.iter().position(|namespace| *namespace.uri == *uri).expect("a known namespace");
    let tag = format!("n{index}:{}", element.name.local);
    xml.push_str(&format!("<{tag}{declarations}>"));
    match element.r#type {
        TypeId::Builtin(builtin) => xml.push_str(&text(builtin, &Facets::default(), &element.name.local)),
        TypeId::Simple(id) => {
            let simple = model.simple_type(id);
            let Variety::Atomic(builtin) = simple.variety else { panic!("an atomic type") };
            xml.push_str(&text(builtin, &simple.facets, &element.name.local));
        }
        TypeId::Complex(id) => match &model.complex_type(id).content {
            Content::Empty => {}
            Content::Simple(_) => panic!("elements"),
            Content::Elements(content) => particle(model, content, xml),
        },
    }
    xml.push_str(&format!("</{tag}>"));
}

fn particle(model: &Model, content: &Particle, xml: &mut String) {
    let times = content.occurs.max.unwrap_or(2).min(2);
    for _ in 0..times {
        match &content.term {
            Term::Element(id) => element(model, *id, "", xml),
            Term::Any(_) => xml.push_str(UNKNOWN),
            Term::Group(_, parts) => parts.iter().for_each(|part| particle(model, part, xml)),
        }
    }
}

/// A value that keeps to the facets; texts tell which element they stand in.
fn text(builtin: Builtin, facets: &Facets, local: &str) -> String {
    if let Some(first) = facets.enumeration.first() {
        return first.value.clone();
    }
    match builtin {
        Builtin::Boolean => "true".to_owned(),
        Builtin::Int | Builtin::Long => {
            facets.max.as_ref().map_or_else(|| "7".to_owned(), |most| most.value.clone())
        }
        Builtin::Date => "2026-02-28".to_owned(),
        Builtin::DateTime => "2026-02-28T23:59:59.5+01:00".to_owned(),
        Builtin::Base64Binary => "UGVyc29uYWw=".to_owned(),
        Builtin::AnyUri => format!("https://example.se/{local}"),
        Builtin::String => {
            let mut value = format!("åäö {local}");
            let most = facets.max_length.map_or(usize::MAX, |most| usize::try_from(most).expect("a length"));
            let least = facets.min_length.map_or(0, |least| usize::try_from(least).expect("a length"));
            value.extend(std::iter::repeat_n('x', least.saturating_sub(value.chars().count())));
            value.chars().take(most).collect()
        }
        other => panic!("no example of xs:{}", other.name()),
    }
}
