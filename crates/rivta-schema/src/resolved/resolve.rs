//! Binds the components of all schemas together.

use std::collections::HashMap;
use std::sync::Arc;

use super::symbols::{All, Context, Global, GlobalType, Parsed, Symbols};
use super::*;
use crate::documents::{DocumentId, Documents, XML_SCHEMA};
use crate::error::{Error, Result};
use crate::xsd::{self, Form, Reference, TypeReference};

/// Resolves everything that the documents declare.
///
/// # Errors
/// [`Error::Invalid`], [`Error::Unresolved`], [`Error::Duplicate`]; [`Error::Unsupported`] for `xs:redefine` and for
/// messages that aren't document/literal.
pub fn resolve(documents: &Documents) -> Result<Model> {
    let parsed = All::parse(documents)?;
    // A schema that was asked for with those that use it is resolved with them.
    let closures: Vec<Vec<DocumentId>> =
        documents.roots().iter().map(|root| documents.reachable(*root)).collect();
    let is_part = |root: &DocumentId| {
        closures.iter().any(|closure| closure.first() != Some(root) && closure.contains(root))
    };
    let mut models = Vec::new();
    for closure in closures.iter().filter(|closure| !closure.first().is_some_and(is_part)) {
        models.push(resolve_closure(documents, &parsed.part(closure))?);
    }
    if models.is_empty() {
        // The documents that were asked for refer to each other in circles.
        models.extend(
            closures.first().map(|closure| resolve_closure(documents, &parsed.part(closure))).transpose()?,
        );
    }
    Ok(merge::merge(models))
}

/// Resolves the documents of one closure.
fn resolve_closure(documents: &Documents, parsed: &Parsed<'_>) -> Result<Model> {
    let symbols = Symbols::collect(documents, parsed)?;
    let mut resolver = Resolver::new(symbols);
    resolver.resolve_components()?;
    let interactions = interactions::interactions(documents, parsed, &resolver)?;
    Ok(resolver.finish(interactions))
}

/// How far a named type has been resolved.
enum State<'s> {
    Waiting(GlobalType<'s>),
    InProgress,
    Done,
}

pub(super) struct Resolver<'s> {
    pub(super) symbols: Symbols<'s>,
    elements: Vec<Option<Element>>,
    simple_types: Vec<Option<SimpleType>>,
    complex_types: Vec<Option<ComplexType>>,
    types_by_name: HashMap<ExpandedName, TypeId>,
    elements_by_name: HashMap<ExpandedName, ElementId>,
    states: HashMap<TypeId, State<'s>>,
    /// Members with the heads of their substitution groups.
    substitutions: Vec<(ElementId, ElementId)>,
    attributes: Vec<AttributeUse>,
}

impl<'s> Resolver<'s> {
    /// Every global type and element gets its id first, so that they can refer to each other.
    fn new(symbols: Symbols<'s>) -> Self {
        let mut resolver = Self {
            symbols,
            elements: Vec::new(),
            simple_types: Vec::new(),
            complex_types: Vec::new(),
            types_by_name: HashMap::new(),
            elements_by_name: HashMap::new(),
            states: HashMap::new(),
            substitutions: Vec::new(),
            attributes: Vec::new(),
        };
        for (name, global) in resolver.symbols.types.iter() {
            let id = match global {
                GlobalType::Simple(_) => {
                    resolver.simple_types.push(None);
                    TypeId::Simple(SimpleTypeId(resolver.simple_types.len() - 1))
                }
                GlobalType::Complex(_) => {
                    resolver.complex_types.push(None);
                    TypeId::Complex(ComplexTypeId(resolver.complex_types.len() - 1))
                }
            };
            resolver.types_by_name.insert(name.clone(), id);
            resolver.states.insert(id, State::Waiting(global));
        }
        for (name, _) in resolver.symbols.elements.iter() {
            resolver.elements_by_name.insert(name.clone(), ElementId(resolver.elements.len()));
            resolver.elements.push(None);
        }
        resolver
    }

    fn resolve_components(&mut self) -> Result<()> {
        let types: Vec<_> = self.symbols.types.iter().map(|(name, global)| (name.clone(), global)).collect();
        for (name, global) in types {
            let at = match global {
                GlobalType::Simple(global) => &global.component.at,
                GlobalType::Complex(global) => &global.component.at,
            };
            if let Some(id) = self.types_by_name.get(&name) {
                self.complete(*id, at)?;
            }
        }
        let elements: Vec<_> =
            self.symbols.elements.iter().map(|(name, global)| (name.clone(), global)).collect();
        for (name, global) in elements {
            if let Some(id) = self.elements_by_name.get(&name).copied() {
                if let Some(head) = &global.component.substitution_group {
                    let head = self.element_id(head, global.context)?;
                    self.substitutions.push((id, head));
                }
                let element = self.element_declaration(global, name, &[])?;
                self.keep_element(id, element);
            }
        }
        let attributes: Vec<_> =
            self.symbols.attributes.iter().map(|(name, global)| (name.clone(), global)).collect();
        for (name, global) in attributes {
            let attribute = self.attribute(global.component, global.context, &[], name, Usage::Optional)?;
            self.attributes.push(attribute);
        }
        self.substitute();
        Ok(())
    }

    /// Enters each element into the substitution groups of its head, the head's head and so on.
    fn substitute(&mut self) {
        for (member, head) in self.substitutions.clone() {
            let (mut next, mut seen) = (Some(head), Vec::new());
            while let Some(head) = next.filter(|head| !seen.contains(head)) {
                if let Some(Some(element)) = self.elements.get_mut(head.0) {
                    element.substitutes.push(member);
                }
                seen.push(head);
                next = self.substitutions.iter().find(|(member, _)| *member == head).map(|(_, above)| *above);
            }
        }
    }

    fn finish(self, interactions: Vec<Interaction>) -> Model {
        let names = self.symbols.types.iter().map(|(name, _)| name);
        let scope = Scope {
            elements: (0..self.elements_by_name.len()).map(ElementId).collect(),
            types: names.filter_map(|name| self.types_by_name.get(name)).copied().collect(),
            attributes: (0..self.attributes.len()).map(AttributeId).collect(),
        };
        // Every id was completed, or an error was returned.
        Model {
            namespaces: self.symbols.namespaces,
            elements: self.elements.into_iter().flatten().collect(),
            simple_types: self.simple_types.into_iter().flatten().collect(),
            complex_types: self.complex_types.into_iter().flatten().collect(),
            attributes: self.attributes,
            scopes: vec![scope],
            interactions,
        }
    }

    /// The type that a reference names, perhaps not complete yet.
    pub(super) fn named_type(&self, reference: &Reference, context: Context<'_>) -> Result<TypeId> {
        let name = context.target_of(reference);
        if name.namespace.as_deref() == Some(XML_SCHEMA)
            && let Some(builtin) = Builtin::from_name(&name.local)
        {
            return Ok(TypeId::Builtin(builtin));
        }
        let unresolved =
            || Error::Unresolved { at: reference.at.clone(), kind: "type", name: name.to_string() };
        self.types_by_name.get(&name).copied().ok_or_else(unresolved)
    }

    /// The element that a reference names.
    pub(super) fn element_id(&self, reference: &Reference, context: Context<'_>) -> Result<ElementId> {
        self.global_element(&context.target_of(reference), &reference.at)
    }

    /// The global element of that name.
    pub(super) fn global_element(&self, name: &ExpandedName, at: &Location) -> Result<ElementId> {
        let unresolved = || Error::Unresolved { at: at.clone(), kind: "element", name: name.to_string() };
        self.elements_by_name.get(name).copied().ok_or_else(unresolved)
    }

    /// Resolves a named type unless that has been done; `at` is who needs it.
    pub(super) fn complete(&mut self, id: TypeId, at: &Location) -> Result<()> {
        let global = match self.states.insert(id, State::InProgress) {
            Some(State::Waiting(global)) => global,
            Some(State::InProgress) => return Err(Error::invalid(at, "the type is derived from itself")),
            Some(State::Done) | None => {
                self.states.insert(id, State::Done);
                return Ok(());
            }
        };
        match (id, global) {
            (TypeId::Simple(id), GlobalType::Simple(global)) => {
                self.complete_simple(id, global, type_name(&global.context, &global.component.name))?;
            }
            (TypeId::Complex(id), GlobalType::Complex(global)) => {
                self.complete_complex(id, global, type_name(&global.context, &global.component.name))?;
            }
            _ => {}
        }
        self.states.insert(id, State::Done);
        Ok(())
    }

    /// A simple type that has been completed; `at` is who needs it.
    pub(super) fn simple(&self, id: SimpleTypeId, at: &Location) -> Result<&SimpleType> {
        let found = self.simple_types.get(id.0).and_then(Option::as_ref);
        found.ok_or_else(|| Error::invalid(at, "the type is derived from itself"))
    }

    /// A complex type that has been completed; `at` is who needs it.
    pub(super) fn complex(&self, id: ComplexTypeId, at: &Location) -> Result<&ComplexType> {
        let found = self.complex_types.get(id.0).and_then(Option::as_ref);
        found.ok_or_else(|| Error::invalid(at, "the type is derived from itself"))
    }

    pub(super) fn keep_simple(&mut self, id: SimpleTypeId, component: SimpleType) {
        if let Some(place) = self.simple_types.get_mut(id.0) {
            *place = Some(component);
        }
    }

    pub(super) fn keep_complex(&mut self, id: ComplexTypeId, component: ComplexType) {
        if let Some(place) = self.complex_types.get_mut(id.0) {
            *place = Some(component);
        }
    }

    fn keep_element(&mut self, id: ElementId, component: Element) {
        if let Some(place) = self.elements.get_mut(id.0) {
            *place = Some(component);
        }
    }

    pub(super) fn push_simple(&mut self, component: SimpleType) -> TypeId {
        self.simple_types.push(Some(component));
        TypeId::Simple(SimpleTypeId(self.simple_types.len() - 1))
    }

    pub(super) fn anonymous_simple(
        &mut self,
        global: Global<'s, xsd::SimpleType>,
        path: Vec<Arc<str>>,
    ) -> Result<TypeId> {
        let id = SimpleTypeId(self.simple_types.len());
        self.simple_types.push(None);
        let name = TypeName { namespace: global.context.target.cloned(), path, anonymous: true };
        self.complete_simple(id, global, name)?;
        Ok(TypeId::Simple(id))
    }

    fn anonymous_complex(
        &mut self,
        global: Global<'s, xsd::ComplexType>,
        path: Vec<Arc<str>>,
    ) -> Result<TypeId> {
        let id = ComplexTypeId(self.complex_types.len());
        self.complex_types.push(None);
        let name = TypeName { namespace: global.context.target.cloned(), path, anonymous: true };
        self.complete_complex(id, global, name)?;
        Ok(TypeId::Complex(id))
    }

    /// The type of an element or attribute in `owner`.
    pub(super) fn type_of(
        &mut self,
        reference: &'s TypeReference,
        context: Context<'s>,
        owner: &[Arc<str>],
        name: &Arc<str>,
    ) -> Result<TypeId> {
        let path = || owner.iter().chain([name]).cloned().collect();
        match reference {
            TypeReference::Named(reference) => self.named_type(reference, context),
            TypeReference::Simple(component) => self.anonymous_simple(Global { component, context }, path()),
            TypeReference::Complex(component) => {
                self.anonymous_complex(Global { component, context }, path())
            }
        }
    }

    /// A local element of a content model in `owner`.
    pub(super) fn local_element(
        &mut self,
        component: &'s xsd::Element,
        context: Context<'s>,
        owner: &[Arc<str>],
    ) -> Result<ElementId> {
        let name =
            local_name(&component.name, component.form.unwrap_or(context.schema.element_form), context);
        let id = ElementId(self.elements.len());
        self.elements.push(None);
        let element = self.element_declaration(Global { component, context }, name, owner)?;
        self.keep_element(id, element);
        Ok(id)
    }

    fn element_declaration(
        &mut self,
        global: Global<'s, xsd::Element>,
        name: ExpandedName,
        owner: &[Arc<str>],
    ) -> Result<Element> {
        let Global { component, context } = global;
        let r#type = match (&component.r#type, &component.substitution_group) {
            (Some(reference), _) => self.type_of(reference, context, owner, &component.name)?,
            (None, Some(head)) => self.type_of_head(head, context)?,
            (None, None) => TypeId::Builtin(Builtin::AnyType),
        };
        Ok(Element {
            at: component.at.clone(),
            name,
            r#type,
            nillable: component.nillable,
            value: component.value.clone(),
            r#abstract: component.r#abstract,
            substitutes: Vec::new(),
            block: component.block.unwrap_or(context.schema.block),
            constraints: component.constraints.clone(),
            annotation: component.annotation.clone(),
        })
    }

    /// The type that an element takes over from the head of its substitution group.
    fn type_of_head(&mut self, head: &'s Reference, mut context: Context<'s>) -> Result<TypeId> {
        let mut reference = head;
        // Each step leads to another global element, unless they lead in a circle.
        for _ in 0..self.elements_by_name.len() {
            let global = self.symbols.elements.get(&context.target_of(reference), &reference.at)?;
            match (&global.component.r#type, &global.component.substitution_group) {
                (Some(TypeReference::Named(named)), _) => return self.named_type(named, global.context),
                (Some(_), _) => {
                    return Err(Error::unsupported(
                        &head.at,
                        "a substitution group whose head has an anonymous type",
                    ));
                }
                (None, Some(above)) => (reference, context) = (above, global.context),
                (None, None) => return Ok(TypeId::Builtin(Builtin::AnyType)),
            }
        }
        Err(Error::invalid(&head.at, "the substitution group leads in a circle"))
    }
}

/// The name of a local element or attribute.
pub(super) fn local_name(local: &Arc<str>, form: Form, context: Context<'_>) -> ExpandedName {
    let namespace = match form {
        Form::Qualified => context.target.cloned(),
        Form::Unqualified => None,
    };
    ExpandedName { namespace, local: local.clone() }
}

fn type_name(context: &Context<'_>, name: &Option<Arc<str>>) -> TypeName {
    TypeName { namespace: context.target.cloned(), path: name.iter().cloned().collect(), anonymous: false }
}
