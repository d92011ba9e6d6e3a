//! Puts the models of several closures together: what is the same in them becomes one.
//!
//! One namespace may have different contents in different files of a package, so that a name alone says nothing. Components
//! are the same if they have the same name and the same content, with all that they refer to; places and documentation don't
//! count. They are told apart step by step: first by what they say themselves, then by what is known of those they refer to,
//! until no step tells any two apart any more.

mod view;

use std::collections::{HashMap, HashSet};

use self::view::View;
use super::*;
use crate::limits::MAX_ROUNDS;

/// One model of all. The components of earlier models come first; each model becomes a scope.
pub(super) fn merge(models: &[Model]) -> Model {
    let classes = Classes::of(models);
    let mut merged = Merged::default();
    for (models_before, model) in models.iter().enumerate() {
        merged.add(&classes, models_before, model);
    }
    merged.model
}

/// The class of each component of each model.
struct Classes {
    elements: Vec<Vec<usize>>,
    simple_types: Vec<Vec<usize>>,
    complex_types: Vec<Vec<usize>>,
    attributes: Vec<Vec<usize>>,
}

impl Classes {
    fn of(models: &[Model]) -> Self {
        let blank = |length: fn(&Model) -> usize| models.iter().map(|model| vec![0; length(model)]).collect();
        let mut classes = Self {
            elements: blank(|model| model.elements.len()),
            simple_types: blank(|model| model.simple_types.len()),
            complex_types: blank(|model| model.complex_types.len()),
            attributes: blank(|model| model.attributes.len()),
        };
        let mut known = 0;
        for _ in 0..MAX_ROUNDS {
            let (next, count) = classes.refined(models);
            classes = next;
            if count == known {
                return classes;
            }
            known = count;
        }
        classes.all_apart()
    }

    /// Each component in a class of its own.
    fn all_apart(mut self) -> Self {
        let tables =
            [&mut self.elements, &mut self.simple_types, &mut self.complex_types, &mut self.attributes];
        for (number, class) in tables.into_iter().flatten().flatten().enumerate() {
            *class = number;
        }
        self
    }

    /// Classes that tell apart what refers to different classes, and how many they are.
    fn refined(&self, models: &[Model]) -> (Self, usize) {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |signature: String| {
            let next = numbers.len();
            *numbers.entry(signature).or_insert(next)
        };
        let mut next = Self {
            elements: Vec::new(),
            simple_types: Vec::new(),
            complex_types: Vec::new(),
            attributes: Vec::new(),
        };
        for (index, model) in models.iter().enumerate() {
            let view = View { classes: self, model: index };
            next.elements.push(model.elements.iter().map(|it| number(view.element(it))).collect());
            next.simple_types
                .push(model.simple_types.iter().map(|it| number(view.simple_type(it))).collect());
            next.complex_types
                .push(model.complex_types.iter().map(|it| number(view.complex_type(it))).collect());
            next.attributes
                .push(model.attributes.iter().map(|it| number(view.attribute(it, "global"))).collect());
        }
        (next, numbers.len())
    }

    fn class(of: &[Vec<usize>], model: usize, index: usize) -> usize {
        of.get(model).and_then(|classes| classes.get(index)).copied().unwrap_or(usize::MAX)
    }
}

/// The model that is being put together, and where each class is in it.
#[derive(Default)]
struct Merged {
    model: Model,
    elements: KnownElements,
    simple_types: HashMap<usize, SimpleTypeId>,
    complex_types: HashMap<usize, ComplexTypeId>,
    attributes: HashMap<usize, AttributeId>,
}

/// Where elements of each class are. Local ones are told apart by what is said about them too, because each type says it of
/// its own.
#[derive(Default)]
struct KnownElements {
    global: HashMap<usize, ElementId>,
    local: HashMap<(usize, Vec<String>), ElementId>,
    any: HashMap<usize, ElementId>,
}

impl KnownElements {
    /// The places of the elements of a model, and which of them are new. Local elements of types that are known already are
    /// those of the known ones.
    fn places(
        &mut self,
        classes: &Classes,
        index: usize,
        model: &Model,
        new_complex: &[bool],
        taken: usize,
    ) -> (Vec<ElementId>, Vec<bool>) {
        let globals: HashSet<ElementId> =
            model.scopes.iter().flat_map(|scope| scope.elements.iter().copied()).collect();
        let mut needed = HashSet::new();
        for complex in new(&model.complex_types, new_complex) {
            if let Content::Elements(particle) = &complex.content {
                collect(particle, &mut needed);
            }
        }
        let mut next = taken;
        let mut places = Vec::new();
        for (at, element) in model.elements.iter().enumerate() {
            let class = Classes::class(&classes.elements, index, at);
            let is_global = globals.contains(&ElementId(at));
            if let Some(known) = self.any.get(&class)
                && !is_global
                && !needed.contains(&ElementId(at))
            {
                places.push((*known, false));
                continue;
            }
            let id = match is_global {
                true => *self.global.entry(class).or_insert(ElementId(next)),
                false => {
                    let key = (class, element.annotation.documentation.clone());
                    *self.local.entry(key).or_insert(ElementId(next))
                }
            };
            let is_new = id.0 == next;
            if is_new {
                self.any.entry(class).or_insert(id);
                next += 1;
            }
            places.push((id, is_new));
        }
        places.into_iter().unzip()
    }
}

/// The elements of a content model.
fn collect(particle: &Particle, found: &mut HashSet<ElementId>) {
    match &particle.term {
        Term::Element(id) => drop(found.insert(*id)),
        Term::Any(_) => {}
        Term::Group(_, parts) => parts.iter().for_each(|part| collect(part, found)),
    }
}

/// Where the components of one model are in the merged one.
struct Places {
    elements: Vec<ElementId>,
    simple_types: Vec<SimpleTypeId>,
    complex_types: Vec<ComplexTypeId>,
    attributes: Vec<AttributeId>,
}

impl Merged {
    fn add(&mut self, classes: &Classes, index: usize, model: &Model) {
        fn places<I: Copy>(
            classes: &[Vec<usize>],
            index: usize,
            taken: usize,
            known: &mut HashMap<usize, I>,
            id: fn(usize) -> I,
        ) -> (Vec<I>, Vec<bool>) {
            let mut next = taken;
            let of_model = classes.get(index).map(Vec::as_slice).unwrap_or_default();
            of_model
                .iter()
                .map(|class| match known.get(class) {
                    Some(place) => (*place, false),
                    None => {
                        let place = id(next);
                        known.insert(*class, place);
                        next += 1;
                        (place, true)
                    }
                })
                .unzip()
        }
        let merged = &mut self.model;
        let (simple_types, new_simple) = places(
            &classes.simple_types,
            index,
            merged.simple_types.len(),
            &mut self.simple_types,
            SimpleTypeId,
        );
        let (complex_types, new_complex) = places(
            &classes.complex_types,
            index,
            merged.complex_types.len(),
            &mut self.complex_types,
            ComplexTypeId,
        );
        let (elements, new_elements) =
            self.elements.places(classes, index, model, &new_complex, merged.elements.len());
        let (attributes, new_attributes) =
            places(&classes.attributes, index, merged.attributes.len(), &mut self.attributes, AttributeId);
        let places = Places { elements, simple_types, complex_types, attributes };
        merged.elements.extend(new(&model.elements, &new_elements).map(|it| places.element(it)));
        merged.simple_types.extend(new(&model.simple_types, &new_simple).map(|it| places.simple_type(it)));
        merged
            .complex_types
            .extend(new(&model.complex_types, &new_complex).map(|it| places.complex_type(it)));
        merged.attributes.extend(new(&model.attributes, &new_attributes).map(|it| places.attribute(it)));
        let first_scope = merged.scopes.len();
        merged.scopes.extend(model.scopes.iter().map(|scope| places.scope(scope)));
        for interaction in &model.interactions {
            let interaction = places.interaction(interaction, first_scope);
            // Two WSDLs may offer one operation, for instance one for each profile.
            match merged.interactions.iter_mut().find(|known| known.is_same_operation(&interaction)) {
                Some(known) => known.add_headers_of(interaction),
                None => merged.interactions.push(interaction),
            }
        }
        for namespace in &model.namespaces {
            match merged.namespaces.iter_mut().find(|known| known.uri == namespace.uri) {
                Some(known) => {
                    for document in &namespace.documents {
                        if !known.documents.contains(document) {
                            known.documents.push(*document);
                        }
                    }
                    for text in &namespace.documentation {
                        if !known.documentation.contains(text) {
                            known.documentation.push(text.clone());
                        }
                    }
                    known.prefix = known.prefix.take().or_else(|| namespace.prefix.clone());
                }
                None => merged.namespaces.push(namespace.clone()),
            }
        }
    }
}

fn new<'m, T>(all: &'m [T], new: &'m [bool]) -> impl Iterator<Item = &'m T> {
    all.iter().zip(new).filter(|(_, new)| **new).map(|(it, _)| it)
}

impl Places {
    fn element_id(&self, id: ElementId) -> ElementId {
        self.elements.get(id.0).copied().unwrap_or(id)
    }

    fn ty(&self, id: TypeId) -> TypeId {
        match id {
            TypeId::Builtin(_) => id,
            TypeId::Simple(at) => self.simple_types.get(at.0).map_or(id, |at| TypeId::Simple(*at)),
            TypeId::Complex(at) => self.complex_types.get(at.0).map_or(id, |at| TypeId::Complex(*at)),
        }
    }

    fn element(&self, it: &Element) -> Element {
        Element {
            r#type: self.ty(it.r#type),
            substitutes: it.substitutes.iter().map(|id| self.element_id(*id)).collect(),
            constraints: it.constraints.iter().map(|constraint| self.constraint(constraint)).collect(),
            ..it.clone()
        }
    }

    fn constraint(&self, it: &IdentityConstraint) -> IdentityConstraint {
        let kind = match it.kind {
            IdentityKind::KeyReference(to, index) => IdentityKind::KeyReference(self.element_id(to), index),
            kind => kind,
        };
        IdentityConstraint { kind, ..it.clone() }
    }

    fn simple_type(&self, it: &SimpleType) -> SimpleType {
        let variety = match &it.variety {
            Variety::Atomic(builtin) => Variety::Atomic(*builtin),
            Variety::List(item) => Variety::List(self.ty(*item)),
            Variety::Union(members) => Variety::Union(members.iter().map(|id| self.ty(*id)).collect()),
        };
        SimpleType { base: self.ty(it.base), variety, ..it.clone() }
    }

    fn complex_type(&self, it: &ComplexType) -> ComplexType {
        let content = match &it.content {
            Content::Empty => Content::Empty,
            Content::Simple(ty) => Content::Simple(self.ty(*ty)),
            Content::Elements(particle) => Content::Elements(self.particle(particle)),
        };
        ComplexType {
            base: it.base.map(|(derivation, base)| (derivation, self.ty(base))),
            attributes: it.attributes.iter().map(|attribute| self.attribute(attribute)).collect(),
            content,
            ..it.clone()
        }
    }

    fn attribute(&self, it: &AttributeUse) -> AttributeUse {
        AttributeUse { r#type: self.ty(it.r#type), ..it.clone() }
    }

    fn particle(&self, it: &Particle) -> Particle {
        let term = match &it.term {
            Term::Element(id) => Term::Element(self.element_id(*id)),
            Term::Any(any) => Term::Any(any.clone()),
            Term::Group(compositor, parts) => {
                Term::Group(*compositor, parts.iter().map(|part| self.particle(part)).collect())
            }
        };
        Particle { at: it.at.clone(), occurs: it.occurs, term }
    }

    fn scope(&self, it: &Scope) -> Scope {
        Scope {
            elements: it.elements.iter().map(|id| self.element_id(*id)).collect(),
            types: it.types.iter().map(|id| self.ty(*id)).collect(),
            attributes: it.attributes.iter().filter_map(|id| self.attributes.get(id.0)).copied().collect(),
        }
    }

    fn interaction(&self, it: &Interaction, first_scope: usize) -> Interaction {
        Interaction {
            scope: ScopeId(it.scope.0 + first_scope),
            headers: it.headers.iter().map(|id| self.element_id(*id)).collect(),
            other_headers: it
                .other_headers
                .iter()
                .map(|headers| headers.iter().map(|id| self.element_id(*id)).collect())
                .collect(),
            request: self.element_id(it.request),
            response: self.element_id(it.response),
            faults: it.faults.iter().map(|id| self.element_id(*id)).collect(),
            response_headers: it.response_headers.iter().map(|id| self.element_id(*id)).collect(),
            ..it.clone()
        }
    }
}
