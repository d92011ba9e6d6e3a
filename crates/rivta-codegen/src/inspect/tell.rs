//! Makes the rows of a model.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use rivta_schema::resolved::{
    AttributeUse, ComplexType, Content, Element, ElementId, IdentityKind, Interaction, Model, Particle,
    ScopeId, SimpleType, Term, TypeId, Variety,
};
use rivta_schema::xsd::{Compositor, Derivation, Occurs, Usage};

use super::outline::{ContentPlace, Outline, Row, RowKind, Section, Tree};
use super::place;
use super::prefixes::Prefixes;
use super::words;

/// How deep rows are nested; schemas are not so deep, but for those that mean harm.
const MAX_DEPTH: usize = 100;
/// How many octets are told of one operation: the largest have some 100,000, and elements that may stand for each other
/// everywhere would be told without end.
const MAX_SECTION: usize = 2 << 20;
/// How many octets are told in all: hundreds of contracts have some 20 million.
const MAX_OUTLINE: usize = 32 << 20;
/// What a row costs beside its text.
const ROW: usize = 64;
/// Content of so many rows, none of which holds others, is told again rather than referred to.
const MAX_AGAIN: usize = 8;

/// The rows of a model that was loaded from `packages`; of one operation, if `operation` names it.
pub fn outline(model: &Model, operation: Option<&str>, packages: &[PathBuf]) -> Outline {
    let mut teller = Teller::new(model, packages);
    let mut sections = Vec::new();
    for interaction in &model.interactions {
        if operation.is_none_or(|name| *name == *interaction.name) {
            sections.push(teller.section(interaction));
        }
    }
    if model.interactions.is_empty() && operation.is_none() {
        let mut known = HashSet::new();
        for scope in model.scope_ids() {
            for id in model.scope(scope).elements.iter().filter(|id| known.insert(**id)) {
                sections.push(teller.global(scope, *id));
            }
        }
    }
    // Files of core components often hold types alone.
    if sections.is_empty() && operation.is_none() {
        let mut known = HashSet::new();
        for scope in model.scope_ids() {
            for id in model.scope(scope).types.iter().filter(|id| known.insert(**id)) {
                sections.push(teller.named_type(scope, *id));
            }
        }
    }
    Outline { sections }
}

struct Teller<'m> {
    model: &'m Model,
    packages: &'m [PathBuf],
    prefixes: Prefixes<'m>,
    /// The types that are derived from each, and have names.
    derived: HashMap<TypeId, Vec<TypeId>>,
    /// The types that documents of this section can name.
    nameable: HashSet<TypeId>,
    /// The types whose content has been told in this section, with a number each.
    told: HashMap<TypeId, usize>,
    /// What was told of those that are small.
    again: HashMap<TypeId, Row>,
    /// The types that are being told.
    around: Vec<TypeId>,
    /// How many rows stand around.
    depth: usize,
    /// How many octets may still be told in this section, and in all.
    left: usize,
    left_in_all: usize,
}

impl<'m> Teller<'m> {
    fn new(model: &'m Model, packages: &'m [PathBuf]) -> Self {
        let mut derived: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for id in model.all_types() {
            if let TypeId::Complex(complex) = id
                && let complex = model.complex_type(complex)
                && let Some((_, base)) = complex.base
                && !complex.name.anonymous
            {
                derived.entry(base).or_default().push(id);
            }
        }
        Self {
            model,
            packages,
            prefixes: Prefixes::new(model),
            derived,
            nameable: HashSet::new(),
            told: HashMap::new(),
            again: HashMap::new(),
            around: Vec::new(),
            depth: 0,
            left: 0,
            left_in_all: MAX_OUTLINE,
        }
    }

    /// Each operation is complete in itself: types are told once in each.
    fn begin(&mut self, scope: ScopeId) {
        self.told.clear();
        self.again.clear();
        self.nameable = self.model.scope(scope).types.iter().copied().collect();
        self.left = MAX_SECTION.min(self.left_in_all);
        self.left_in_all -= self.left;
    }

    /// What a section did not use is for those that follow.
    fn end(&mut self) {
        self.left_in_all += self.left;
    }

    fn section(&mut self, interaction: &Interaction) -> Section {
        self.begin(interaction.scope);
        let mut trees = Vec::new();
        let mut messages: Vec<(&'static str, &[ElementId])> = vec![("Request header", &interaction.headers)];
        messages
            .extend(interaction.other_headers.iter().map(|other| ("Or request header", other.as_slice())));
        let more: [(&'static str, &[ElementId]); 4] = [
            ("Request", &[interaction.request]),
            ("Response header", &interaction.response_headers),
            ("Response", &[interaction.response]),
            ("Fault", &interaction.faults),
        ];
        messages.extend(more);
        for (label, ids) in messages {
            trees.extend(ids.iter().map(|id| Tree { label, row: self.root(*id) }));
        }
        self.end();
        let action = match interaction.soap_action.as_str() {
            "" => "(empty)".to_owned(),
            action => action.to_owned(),
        };
        let mut facts = vec![("Namespace", interaction.namespace.to_string()), ("SOAPAction", action)];
        facts.extend(interaction.addresses.iter().map(|address| ("Address", address.clone())));
        facts.push(("Bound in", place(&interaction.at, self.packages)));
        let said = interaction.about.iter().chain(&interaction.documentation);
        Section {
            title: format!("{} {}.{}", interaction.name, interaction.major, interaction.minor),
            facts,
            documentation: said.flat_map(|text| words::paragraphs(text)).collect(),
            trees,
            namespaces: self.prefixes.take(),
        }
    }

    fn global(&mut self, scope: ScopeId, id: ElementId) -> Section {
        self.begin(scope);
        let element = self.model.element(id);
        let tree = Tree { label: "Element", row: self.root(id) };
        self.end();
        Section {
            title: tree.row.name.clone(),
            facts: vec![("Declared in", place(&element.at, self.packages))],
            documentation: Vec::new(),
            trees: vec![tree],
            namespaces: self.prefixes.take(),
        }
    }

    fn named_type(&mut self, scope: ScopeId, id: TypeId) -> Section {
        self.begin(scope);
        let at = match id {
            TypeId::Builtin(_) => None,
            TypeId::Simple(id) => Some(&self.model.simple_type(id).at),
            TypeId::Complex(id) => Some(&self.model.complex_type(id).at),
        };
        let mut row = Row::new(RowKind::Structure, "type".to_owned());
        self.content(id, &mut row);
        self.end();
        Section {
            title: row.r#type.clone(),
            facts: at.map(|at| ("Defined in", place(at, self.packages))).into_iter().collect(),
            documentation: Vec::new(),
            trees: vec![Tree { label: "Type", row }],
            namespaces: self.prefixes.take(),
        }
    }

    fn root(&mut self, id: ElementId) -> Row {
        let mut row = self.element(id, Occurs::ONCE, true);
        row.cardinality = None;
        row
    }

    /// Rows for each of `items`, as far as there is room; then that there is more.
    fn rows<T>(
        &mut self,
        into: &mut Vec<Row>,
        items: impl IntoIterator<Item = T>,
        tell: fn(&mut Self, T) -> Row,
    ) {
        for item in items {
            if self.left == 0 || self.depth >= MAX_DEPTH {
                into.push(Row::new(RowKind::Structure, "more that is not shown".to_owned()));
                return;
            }
            self.depth += 1;
            let row = tell(self, item);
            self.depth -= 1;
            let texts = row.notes.iter().chain(&row.documentation);
            let octets = ROW + row.name.len() + row.r#type.len() + texts.map(String::len).sum::<usize>();
            self.left = self.left.saturating_sub(octets);
            into.push(row);
        }
    }

    /// An element; with those that may stand in its place, unless that is why it is told.
    fn element(&mut self, id: ElementId, occurs: Occurs, with_substitutes: bool) -> Row {
        let element = self.model.element(id);
        let mut row = Row::new(RowKind::Element, self.prefixes.name(&element.name));
        row.cardinality = Some(words::cardinality(occurs));
        row.documentation = words::documentation(&element.annotation);
        notes(element, &mut row);
        self.content(element.r#type, &mut row);
        // An element's list has the members of its members too.
        if with_substitutes {
            self.rows(&mut row.children, &element.substitutes, |teller, member| {
                let mut substitute = Row::new(RowKind::Structure, "in its place".to_owned());
                substitute.children.push(teller.element(*member, Occurs::ONCE, false));
                substitute
            });
        }
        row
    }

    /// The type's name with its properties, and its content unless that has been told.
    fn content(&mut self, id: TypeId, row: &mut Row) {
        row.r#type = self.prefixes.type_name(id);
        match id {
            TypeId::Builtin(_) => {}
            TypeId::Simple(simple) => self.simple(self.model.simple_type(simple), row),
            TypeId::Complex(complex) => {
                let complex = self.model.complex_type(complex);
                self.complex(id, complex, row);
            }
        }
    }

    fn simple(&mut self, simple: &SimpleType, row: &mut Row) {
        match &simple.variety {
            Variety::Atomic(builtin) => row.notes.push(format!("xs:{}", builtin.name())),
            Variety::List(item) => row.notes.push(format!("list of {}", self.named(*item))),
            Variety::Union(members) => {
                let members: Vec<String> = members.iter().map(|id| self.named(*id)).collect();
                row.notes.push(members.join(" or "));
            }
        }
        row.notes.extend(words::facets(simple));
        add_documentation(row, words::documentation(&simple.annotation));
        let values = &simple.facets.enumeration;
        let told = values.iter().filter(|value| !value.annotation.documentation.is_empty());
        self.rows(&mut row.children, told, |_, value| {
            let mut child = Row::new(RowKind::Structure, format!("\"{}\"", value.value));
            child.documentation = words::documentation(&value.annotation);
            child
        });
    }

    fn complex(&mut self, id: TypeId, complex: &ComplexType, row: &mut Row) {
        if row.documentation.is_empty() {
            row.documentation = words::documentation(&complex.annotation);
        }
        if let Some(known) = self.again.get(&id) {
            row.notes.extend(known.notes.iter().cloned());
            row.content = ContentPlace::Again;
            let children = known.children.clone();
            self.rows(&mut row.children, children, |_, child| child);
            return;
        }
        if let Some(number) = self.told.get(&id) {
            let is_around = self.around.contains(&id);
            row.content =
                if is_around { ContentPlace::Around(*number) } else { ContentPlace::Above(*number) };
            return;
        }
        let number = self.told.len();
        self.told.insert(id, number);
        self.around.push(id);
        let mut own = Row::new(RowKind::Structure, String::new());
        self.describe(complex, &mut own);
        self.derived(id, &mut own);
        self.around.pop();
        let is_leaf = |child: &Row| child.children.is_empty() && child.content == ContentPlace::None;
        if own.children.len() <= MAX_AGAIN && own.children.iter().all(is_leaf) {
            self.again.insert(id, own.clone());
        }
        row.notes.extend(own.notes);
        row.children.extend(own.children);
        row.content = ContentPlace::Here(number);
    }

    /// What a complex type is and holds.
    fn describe(&mut self, complex: &ComplexType, row: &mut Row) {
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
        let attributes = complex.attributes.iter().filter(|attribute| attribute.usage != Usage::Prohibited);
        self.rows(&mut row.children, attributes, Self::attribute);
        self.rows(&mut row.children, &complex.any_attribute, |teller, any| {
            let allowed = words::wildcard("attributes", any, &mut teller.prefixes);
            Row::new(RowKind::Structure, allowed)
        });
        match &complex.content {
            Content::Empty if row.children.is_empty() => row.notes.push("empty".to_owned()),
            Content::Empty => row.notes.push("attributes only".to_owned()),
            Content::Simple(text) => self.rows(&mut row.children, [*text], |teller, text| {
                let mut value = Row::new(RowKind::Structure, "text".to_owned());
                teller.content(text, &mut value);
                value
            }),
            Content::Elements(particle) => match &particle.term {
                Term::Group(Compositor::Sequence, parts) if particle.occurs == Occurs::ONCE => {
                    self.rows(&mut row.children, parts, Self::particle);
                }
                _ => self.rows(&mut row.children, [particle], Self::particle),
            },
        }
    }

    /// The types that `xsi:type` may put in the place of `id`.
    fn derived(&mut self, id: TypeId, row: &mut Row) {
        let all = self.derived.get(&id).map(Vec::as_slice).unwrap_or_default();
        let nameable: Vec<TypeId> = all.iter().copied().filter(|id| self.nameable.contains(id)).collect();
        self.rows(&mut row.children, nameable, |teller, derived| {
            let mut alternative = Row::new(RowKind::Structure, "or, by xsi:type,".to_owned());
            teller.content(derived, &mut alternative);
            alternative
        });
    }

    fn particle(&mut self, particle: &Particle) -> Row {
        let cardinality = words::cardinality(particle.occurs);
        let (name, parts): (String, &[Particle]) = match &particle.term {
            Term::Element(id) => return self.element(*id, particle.occurs, true),
            Term::Any(wildcard) => (words::wildcard("elements", wildcard, &mut self.prefixes), &[]),
            Term::Group(Compositor::Sequence, parts) => ("in this order".to_owned(), parts),
            Term::Group(Compositor::Choice, parts) => ("one of these".to_owned(), parts),
            Term::Group(Compositor::All, parts) => ("in any order".to_owned(), parts),
        };
        let mut row = Row::new(RowKind::Structure, name);
        row.cardinality = Some(cardinality);
        self.rows(&mut row.children, parts, Self::particle);
        row
    }

    fn attribute(&mut self, attribute: &AttributeUse) -> Row {
        let name = format!("@{}", self.prefixes.name(&attribute.name));
        let mut row = Row::new(RowKind::Attribute, name);
        row.cardinality = Some(if attribute.usage == Usage::Required { "1" } else { "0..1" }.to_owned());
        row.documentation = words::documentation(&attribute.annotation);
        row.notes.extend(attribute.value.as_ref().map(words::constraint));
        self.content(attribute.r#type, &mut row);
        row
    }

    /// A type's name, or what it is where it has none.
    fn named(&mut self, id: TypeId) -> String {
        let name = self.prefixes.type_name(id);
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

/// What is said of an element beside its type.
fn notes(element: &Element, row: &mut Row) {
    if element.r#abstract {
        row.notes.push("abstract".to_owned());
    }
    if element.nillable {
        row.notes.push("nillable".to_owned());
    }
    row.notes.extend(element.value.as_ref().map(words::constraint));
    for it in &element.constraints {
        let kind = match &it.kind {
            IdentityKind::Unique => "unique",
            IdentityKind::Key => "key",
            IdentityKind::KeyReference(..) => "reference to a key",
        };
        let fields: Vec<String> = it.fields.iter().map(|field| words::paths(field)).collect();
        let (name, selector) = (&it.name.local, words::paths(&it.selector));
        row.notes.push(format!("{kind} {name}: {} of {selector}", fields.join(", ")));
    }
}

/// What the type says beside what the element says.
fn add_documentation(row: &mut Row, said: Vec<String>) {
    if row.documentation != said {
        row.documentation.extend(said);
    }
}
