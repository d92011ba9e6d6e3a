//! Operations and messages as trees of rows.

use std::collections::HashMap;
use std::sync::Arc;

use rivta_schema::resolved::{
    AttributeUse, ComplexType, Content, Element, ElementId, IdentityKind, IdentityPath, Interaction, Model,
    NameTest, Particle, Term, TypeId, Variety,
};
use rivta_schema::xml::ExpandedName;
use rivta_schema::xsd::{Annotation, Compositor, Derivation, Occurs, Usage, ValueConstraint};

use super::words;

/// How deep trees are told; schemas are not so deep, but for those that mean harm.
const MAX_DEPTH: usize = 100;

/// What is told of a model.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Prefixes with their namespaces, as the rows use them.
    pub namespaces: Vec<(String, Arc<str>)>,
    /// The operations, or the global elements where there are none.
    pub sections: Vec<Section>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name and version.
    pub title: String,
    /// What is said in one line each, e.g. its SOAPAction.
    pub facts: Vec<(&'static str, String)>,
    /// What it does.
    pub documentation: Vec<String>,
    /// Its messages.
    pub trees: Vec<Tree>,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Tree {
    /// What it is of the operation, e.g. `Request`.
    pub label: &'static str,
    /// Its root element.
    pub row: Row,
}

/// What a [`Row`] tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// A group, a wildcard, or a type that may stand for the declared one.
    Structure,
}

/// A line of a tree with what stands under it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it tells of.
    pub kind: RowKind,
    /// The element's or attribute's name, or the structure in words.
    pub name: String,
    /// How often it stands, e.g. `0..1`.
    pub cardinality: Option<String>,
    /// The name of its type; empty for an anonymous one.
    pub r#type: String,
    /// Facets and other properties, in words.
    pub notes: Vec<String>,
    /// What it is for.
    pub documentation: Vec<String>,
    /// What it holds.
    pub children: Vec<Row>,
    /// The number of the type whose content is told here.
    pub tells: Option<usize>,
    /// The number of the type whose content is told elsewhere, and whether that is around this row.
    pub told: Option<(usize, bool)>,
}

/// The rows of a model; of one operation, if `operation` names it.
pub fn outline(model: &Model, operation: Option<&str>) -> Outline {
    let mut teller =
        Teller { model, prefixes: Prefixes::new(model), told: HashMap::new(), around: Vec::new() };
    let mut sections = Vec::new();
    for interaction in &model.interactions {
        if operation.is_none_or(|name| *name == *interaction.name) {
            // Each operation is complete in itself: types are told once in each.
            teller.told.retain(|_, _| false);
            sections.push(teller.section(interaction));
        }
    }
    if model.interactions.is_empty() && operation.is_none() {
        let mut known = Vec::new();
        for id in model.scopes.iter().flat_map(|scope| &scope.elements) {
            if !known.contains(id) {
                known.push(*id);
                sections.push(teller.global(*id));
            }
        }
    }
    Outline { namespaces: teller.prefixes.list(), sections }
}

struct Teller<'m> {
    model: &'m Model,
    prefixes: Prefixes<'m>,
    /// The types whose content has been told, with a number each.
    told: HashMap<TypeId, usize>,
    /// The types that are being told.
    around: Vec<TypeId>,
}

impl Teller<'_> {
    fn section(&mut self, interaction: &Interaction) -> Section {
        let mut trees = Vec::new();
        let messages: [(&'static str, &[ElementId]); 5] = [
            ("Request header", &interaction.headers),
            ("Request", &[interaction.request]),
            ("Response header", &interaction.response_headers),
            ("Response", &[interaction.response]),
            ("Fault", &interaction.faults),
        ];
        for (label, ids) in messages {
            trees.extend(ids.iter().map(|id| Tree { label, row: self.root(*id) }));
        }
        Section {
            title: format!("{} {}.{}", interaction.name, interaction.major, interaction.minor),
            facts: vec![
                ("Namespace", interaction.namespace.to_string()),
                ("SOAPAction", interaction.soap_action.clone()),
                ("Bound in", interaction.at.to_string()),
            ],
            documentation: interaction.documentation.clone(),
            trees,
        }
    }

    fn global(&mut self, id: ElementId) -> Section {
        let element = self.model.element(id);
        self.told.clear();
        Section {
            title: self.prefixes.name(&element.name),
            facts: vec![("Declared in", element.at.to_string())],
            documentation: Vec::new(),
            trees: vec![Tree { label: "Element", row: self.root(id) }],
        }
    }

    fn root(&mut self, id: ElementId) -> Row {
        let mut row = self.element(id, Occurs::ONCE);
        row.cardinality = None;
        row
    }

    fn element(&mut self, id: ElementId, occurs: Occurs) -> Row {
        let model = self.model;
        let element = model.element(id);
        let mut row = Row::new(RowKind::Element, self.prefixes.name(&element.name));
        row.cardinality = Some(words::cardinality(occurs));
        row.documentation = documentation(&element.annotation);
        self.notes(element, &mut row);
        self.content(element.r#type, &mut row);
        for member in &element.substitutes {
            let mut substitute = Row::new(RowKind::Structure, "in its place".to_owned());
            substitute.children.push(self.element(*member, Occurs::ONCE));
            row.children.push(substitute);
        }
        row
    }

    fn notes(&self, element: &Element, row: &mut Row) {
        if element.r#abstract {
            row.notes.push("abstract".to_owned());
        }
        if element.nillable {
            row.notes.push("nillable".to_owned());
        }
        row.notes.extend(element.value.as_ref().map(constraint));
        for it in &element.constraints {
            let kind = match &it.kind {
                IdentityKind::Unique => "unique".to_owned(),
                IdentityKind::Key => "key".to_owned(),
                IdentityKind::KeyReference(..) => "reference to a key".to_owned(),
            };
            let fields: Vec<String> = it.fields.iter().map(|field| paths(field)).collect();
            row.notes.push(format!(
                "{kind} {}: {} of {}",
                it.name.local,
                fields.join(", "),
                paths(&it.selector)
            ));
        }
    }

    /// The type's name with its properties, and its content unless that has been told.
    fn content(&mut self, id: TypeId, row: &mut Row) {
        let model = self.model;
        row.r#type = self.type_name(id);
        match id {
            TypeId::Builtin(_) => {}
            TypeId::Simple(simple) => {
                let simple = model.simple_type(simple);
                match &simple.variety {
                    Variety::Atomic(builtin) => row.notes.push(format!("xs:{}", builtin.name())),
                    Variety::List(item) => row.notes.push(format!("list of {}", self.named(*item))),
                    Variety::Union(members) => {
                        let members: Vec<String> = members.iter().map(|id| self.named(*id)).collect();
                        row.notes.push(members.join(" or "));
                    }
                }
                row.notes.extend(words::facets(simple));
                if row.documentation.is_empty() {
                    row.documentation = documentation(&simple.annotation);
                }
                for value in &simple.facets.enumeration {
                    let told = documentation(&value.annotation);
                    if !told.is_empty() {
                        let mut child = Row::new(RowKind::Structure, format!("\"{}\"", value.value));
                        child.documentation = told;
                        row.children.push(child);
                    }
                }
            }
            TypeId::Complex(complex) => {
                let complex = model.complex_type(complex);
                if row.documentation.is_empty() {
                    row.documentation = documentation(&complex.annotation);
                }
                if let Some(number) = self.told.get(&id) {
                    row.told = Some((*number, self.around.contains(&id)));
                    return;
                }
                if self.around.len() >= MAX_DEPTH {
                    row.notes.push("deeper content is not shown".to_owned());
                    return;
                }
                let number = self.told.len();
                self.told.insert(id, number);
                row.tells = Some(number);
                self.around.push(id);
                self.complex(complex, row);
                self.derived(id, row);
                self.around.pop();
            }
        }
    }

    fn complex(&mut self, complex: &ComplexType, row: &mut Row) {
        if complex.r#abstract {
            row.notes.push("abstract type".to_owned());
        }
        if complex.mixed {
            row.notes.push("text between its elements".to_owned());
        }
        if let Some((derivation, base)) = complex.base
            && !matches!(complex.content, Content::Simple(_))
        {
            let how = match derivation {
                Derivation::Extension => "extends",
                Derivation::Restriction => "restricts",
            };
            row.notes.push(format!("{how} {}", self.named(base)));
        }
        for attribute in &complex.attributes {
            if attribute.usage != Usage::Prohibited {
                let told = self.attribute(attribute);
                row.children.push(told);
            }
        }
        if let Some(any) = &complex.any_attribute {
            row.children
                .push(Row::new(RowKind::Structure, format!("any attributes {}", words::wildcard(any))));
        }
        match &complex.content {
            Content::Empty => row.notes.push("empty".to_owned()),
            Content::Simple(text) => {
                let mut value = Row::new(RowKind::Structure, "text".to_owned());
                self.content(*text, &mut value);
                row.children.push(value);
            }
            Content::Elements(particle) => match &particle.term {
                Term::Group(Compositor::Sequence, parts) if particle.occurs == Occurs::ONCE => {
                    for part in parts {
                        let told = self.particle(part);
                        row.children.push(told);
                    }
                }
                _ => {
                    let told = self.particle(particle);
                    row.children.push(told);
                }
            },
        }
    }

    /// The types that `xsi:type` may put in the place of `id`.
    fn derived(&mut self, id: TypeId, row: &mut Row) {
        let model = self.model;
        let all = model.all_types().filter(|candidate| {
            matches!(candidate, TypeId::Complex(complex)
                if model.complex_type(*complex).base.is_some_and(|(_, base)| base == id)
                    && !model.complex_type(*complex).name.anonymous)
        });
        for derived in all.collect::<Vec<_>>() {
            let mut alternative = Row::new(RowKind::Structure, "or, by xsi:type,".to_owned());
            self.content(derived, &mut alternative);
            row.children.push(alternative);
        }
    }

    fn particle(&mut self, particle: &Particle) -> Row {
        match &particle.term {
            Term::Element(id) => self.element(*id, particle.occurs),
            Term::Any(wildcard) => {
                let name = format!("any elements {}", words::wildcard(wildcard));
                let mut row = Row::new(RowKind::Structure, name);
                row.cardinality = Some(words::cardinality(particle.occurs));
                row
            }
            Term::Group(compositor, parts) => {
                let name = match compositor {
                    Compositor::Sequence => "sequence",
                    Compositor::Choice => "one of these",
                    Compositor::All => "in any order",
                };
                let mut row = Row::new(RowKind::Structure, name.to_owned());
                row.cardinality = Some(words::cardinality(particle.occurs));
                row.children = parts.iter().map(|part| self.particle(part)).collect();
                row
            }
        }
    }

    fn attribute(&mut self, attribute: &AttributeUse) -> Row {
        let name = format!("@{}", self.prefixes.name(&attribute.name));
        let mut row = Row::new(RowKind::Attribute, name);
        row.cardinality = Some(if attribute.usage == Usage::Required { "1" } else { "0..1" }.to_owned());
        row.documentation = documentation(&attribute.annotation);
        row.notes.extend(attribute.value.as_ref().map(constraint));
        self.content(attribute.r#type, &mut row);
        row
    }

    /// A type's name; that of an anonymous one is empty.
    fn type_name(&self, id: TypeId) -> String {
        match (id, self.model.type_name(id)) {
            (TypeId::Builtin(builtin), _) => format!("xs:{}", builtin.name()),
            (_, Some(name)) if !name.anonymous => {
                let local = name.path.last().cloned().unwrap_or_default();
                self.prefixes.name(&ExpandedName { namespace: name.namespace.clone(), local })
            }
            _ => String::new(),
        }
    }

    /// A type's name, or what it is where it has none.
    fn named(&self, id: TypeId) -> String {
        let name = self.type_name(id);
        if !name.is_empty() {
            return name;
        }
        match id {
            TypeId::Simple(id) => match &self.model.simple_type(id).variety {
                Variety::Atomic(builtin) => format!("xs:{} with restrictions", builtin.name()),
                Variety::List(_) => "a list".to_owned(),
                Variety::Union(_) => "a union".to_owned(),
            },
            _ => "an anonymous type".to_owned(),
        }
    }
}

impl Row {
    fn new(kind: RowKind, name: String) -> Self {
        Self {
            kind,
            name,
            cardinality: None,
            r#type: String::new(),
            notes: Vec::new(),
            documentation: Vec::new(),
            children: Vec::new(),
            tells: None,
            told: None,
        }
    }
}

fn constraint(value: &ValueConstraint) -> String {
    match value {
        ValueConstraint::Default(text) => format!("\"{text}\" where it is empty or missing"),
        ValueConstraint::Fixed(text) => format!("always \"{text}\""),
    }
}

fn documentation(annotation: &Annotation) -> Vec<String> {
    annotation.documentation.iter().filter(|text| !text.trim().is_empty()).cloned().collect()
}

/// A prefix of its own for each namespace.
struct Prefixes<'m> {
    by_uri: Vec<(&'m Arc<str>, String)>,
}

impl<'m> Prefixes<'m> {
    fn new(model: &'m Model) -> Self {
        let mut by_uri: Vec<(&Arc<str>, String)> = Vec::new();
        for namespace in &model.namespaces {
            let wanted = namespace.prefix.as_deref().unwrap_or("ns");
            let is_free = |prefix: &str| prefix != "xs" && by_uri.iter().all(|(_, known)| known != prefix);
            let numbered = (2..).map(|number: u32| format!("{wanted}{number}"));
            let prefix = std::iter::once(wanted.to_owned()).chain(numbered).find(|prefix| is_free(prefix));
            by_uri.push((&namespace.uri, prefix.unwrap_or_default()));
        }
        Self { by_uri }
    }

    fn name(&self, name: &ExpandedName) -> String {
        let known = self.by_uri.iter().find(|(uri, _)| Some(*uri) == name.namespace.as_ref());
        known.map_or_else(|| name.local.to_string(), |(_, prefix)| format!("{prefix}:{}", name.local))
    }

    fn list(&self) -> Vec<(String, Arc<str>)> {
        self.by_uri.iter().map(|(uri, prefix)| (prefix.clone(), Arc::clone(uri))).collect()
    }
}

/// The paths of an identity constraint as a person reads them, without namespaces.
fn paths(paths: &[IdentityPath]) -> String {
    let name = |test: &NameTest| match test {
        NameTest::Any => "*".to_owned(),
        NameTest::Namespace(uri) => format!("{uri}:*"),
        NameTest::Name(name) => name.local.to_string(),
    };
    let path = |path: &IdentityPath| {
        let mut steps: Vec<String> = path.steps.iter().map(name).collect();
        steps.extend(path.attribute.iter().map(|test| format!("@{}", name(test))));
        let steps = if steps.is_empty() { ".".to_owned() } else { steps.join("/") };
        if path.anywhere { format!(".//{steps}") } else { steps }
    };
    paths.iter().map(path).collect::<Vec<_>>().join(" | ")
}
