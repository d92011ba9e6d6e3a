//! Binds the components of a closure together.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::identity::OpenReference;
use super::measure::Measure;
use super::symbols::{Context, Global, GlobalType, Parsed, Symbols, is_original};
use super::*;
use crate::documents::{Documents, LinkKind};
use crate::error::{Error, Result};
use crate::xsd::{self, Form};

/// How far a named type has been resolved.
enum State<'s> {
    Waiting(GlobalType<'s>),
    InProgress,
    Done,
}

/// A component as written, by its place in memory, with the namespace that it was used in.
pub(super) type Written = (usize, Option<Arc<str>>);

pub(super) fn written<T>(component: &T, context: Context<'_>) -> Written {
    (std::ptr::from_ref(component).addr(), context.target.cloned())
}

pub(super) struct Resolver<'s> {
    pub(super) symbols: Symbols<'s>,
    pub(super) elements: Vec<Option<Element>>,
    simple_types: Vec<Option<SimpleType>>,
    complex_types: Vec<Option<ComplexType>>,
    pub(super) attributes: Vec<AttributeUse>,
    pub(super) types_by_name: HashMap<ExpandedName, TypeId>,
    pub(super) elements_by_name: HashMap<ExpandedName, ElementId>,
    /// The global elements, in the order in which they were met.
    pub(super) globals: Vec<(ElementId, ExpandedName, Global<'s, xsd::Element>)>,
    states: HashMap<TypeId, State<'s>>,
    /// Local elements and anonymous types that were met before: those of a group are met wherever it is used.
    pub(super) known_elements: HashMap<Written, ElementId>,
    known_types: HashMap<Written, TypeId>,
    /// The head of each element's substitution group.
    pub(super) heads: HashMap<ElementId, (ElementId, Location)>,
    /// Identity constraints, which have names of their own, and those that refer to one.
    pub(super) constraints: HashMap<ExpandedName, (ElementId, usize)>,
    pub(super) references: Vec<OpenReference>,
    /// `final` of global elements and of complex types, for those that would derive from them.
    pub(super) finals: HashMap<ElementId, Derivations>,
    pub(super) final_types: HashMap<TypeId, Derivations>,
    /// Complex types whose content is `xs:all`.
    pub(super) all_types: HashSet<ComplexTypeId>,
    /// Namespaces whose documents are missing, with who asks for them.
    pub(super) missing: Vec<(Option<Arc<str>>, Error)>,
    pub(super) lenient: bool,
    pub(super) warnings: Vec<Warning>,
    pub(super) told: HashSet<String>,
    /// How long the derivation of each type is, and how many members it has if it is a union.
    pub(super) measures: HashMap<TypeId, Measure>,
    pub(super) nesting: usize,
    pub(super) particles: usize,
}

impl<'s> Resolver<'s> {
    /// Every global type and element gets its id first, so that they can refer to each other.
    pub(super) fn new(mut symbols: Symbols<'s>, lenient: bool) -> Self {
        let warnings = std::mem::take(&mut symbols.warnings);
        let missing = std::mem::take(&mut symbols.mismatched);
        let mut resolver = Self {
            symbols,
            elements: Vec::new(),
            simple_types: Vec::new(),
            complex_types: Vec::new(),
            attributes: Vec::new(),
            types_by_name: HashMap::new(),
            elements_by_name: HashMap::new(),
            globals: Vec::new(),
            states: HashMap::new(),
            known_elements: HashMap::new(),
            known_types: HashMap::new(),
            heads: HashMap::new(),
            constraints: HashMap::new(),
            references: Vec::new(),
            finals: HashMap::new(),
            final_types: HashMap::new(),
            all_types: HashSet::new(),
            missing,
            lenient,
            warnings,
            told: HashSet::new(),
            measures: HashMap::new(),
            nesting: 0,
            particles: 0,
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
        for (name, global) in resolver.symbols.elements.iter() {
            let id = ElementId(resolver.elements.len());
            resolver.elements_by_name.insert(name.clone(), id);
            resolver.globals.push((id, name.clone(), global));
            resolver.elements.push(None);
        }
        resolver
    }

    /// Notes which namespaces have missing documents.
    ///
    /// # Errors
    /// [`Error::MissingDocument`] for what is not an import of a schema, unless that is overlooked.
    pub(super) fn note_missing(&mut self, documents: &Documents, parsed: &Parsed<'_>) -> Result<()> {
        let schemas = parsed.schemas.iter().map(|(id, schema)| (*id, schema.target_namespace.clone()));
        let wsdls = parsed.wsdls.iter().map(|(id, wsdl)| (*id, wsdl.target_namespace.clone()));
        for (id, target) in schemas.chain(wsdls) {
            for link in &documents.get(id).missing {
                match link.must_be_there() {
                    Some(error) if !self.lenient => return Err(error),
                    Some(error) => self.warn_of(&error),
                    None => {}
                }
                let namespace = match link.kind {
                    LinkKind::Import => link.namespace.clone(),
                    LinkKind::Include | LinkKind::Wsdl => target.clone(),
                };
                self.missing.push((namespace, link.error()));
            }
        }
        Ok(())
    }

    pub(super) fn resolve_components(&mut self) -> Result<()> {
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
        self.resolve_elements()?;
        self.resolve_references()?;
        self.check_substitutions()?;
        let attributes: Vec<_> =
            self.symbols.attributes.iter().map(|(name, global)| (name.clone(), global)).collect();
        for (name, global) in attributes {
            let attribute = self.attribute(global.component, global.context, &[], name, Usage::Optional)?;
            self.attributes.push(attribute);
        }
        self.check_groups()
    }

    /// Groups that nothing refers to must be sound too; what only they hold is no part of the model.
    fn check_groups(&mut self) -> Result<()> {
        let (elements, simple_types, complex_types) =
            (self.elements.len(), self.simple_types.len(), self.complex_types.len());
        let groups: Vec<_> = self.symbols.groups.iter().map(|(name, it)| (name.clone(), it)).collect();
        for (name, Global { component, context }) in groups {
            let owner = [component.name.clone()];
            self.particle(&component.particle, (context, &owner), &mut vec![name], false)?;
        }
        let groups: Vec<_> =
            self.symbols.attribute_groups.iter().map(|(name, it)| (name.clone(), it)).collect();
        for (name, Global { component, context }) in groups {
            let owner = [component.name.clone()];
            self.declared_attributes(&component.attributes, context, &owner, &mut vec![name])?;
        }
        self.elements.truncate(elements);
        self.simple_types.truncate(simple_types);
        self.complex_types.truncate(complex_types);
        self.elements_by_name.retain(|_, id| id.0 < elements);
        Ok(())
    }

    pub(super) fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    pub(super) fn finish(self, interactions: Vec<Interaction>) -> Model {
        let names = self.symbols.types.iter().map(|(name, _)| name).filter(|name| !is_original(name));
        let scope = Scope {
            elements: self.globals.iter().map(|(id, ..)| *id).collect(),
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
                let name = self.global_name(id.into(), &global.context, &global.component.name);
                self.complete_simple(id, global, name)?;
            }
            (TypeId::Complex(id), GlobalType::Complex(global)) => {
                let name = self.global_name(id.into(), &global.context, &global.component.name);
                self.complete_complex(id, global, name)?;
            }
            _ => {}
        }
        self.states.insert(id, State::Done);
        Ok(())
    }

    /// What a global type is called; one that was redefined can't be named any more.
    fn global_name(&self, id: TypeId, context: &Context<'_>, local: &Option<Arc<str>>) -> TypeName {
        let mut path: Vec<Arc<str>> = local.iter().cloned().collect();
        let named = local.as_ref().map(|local| context.global(local));
        let anonymous = named.and_then(|name| self.types_by_name.get(&name)) != Some(&id);
        if anonymous {
            path.push("redefined".into());
        }
        TypeName { namespace: context.target.cloned(), path, anonymous }
    }

    /// A simple type that has been completed; `at` is who needs it.
    pub(super) fn simple(&self, id: SimpleTypeId, at: &Location) -> Result<&SimpleType> {
        self.simple_type(id).ok_or_else(|| Error::invalid(at, "the type is derived from itself"))
    }

    /// A simple type, if it has been completed.
    pub(super) fn simple_type(&self, id: SimpleTypeId) -> Option<&SimpleType> {
        self.simple_types.get(id.0).and_then(Option::as_ref)
    }

    /// A complex type, if it has been completed.
    pub(super) fn complex_type(&self, id: ComplexTypeId) -> Option<&ComplexType> {
        self.complex_types.get(id.0).and_then(Option::as_ref)
    }

    /// A complex type that has been completed; `at` is who needs it.
    pub(super) fn complex(&self, id: ComplexTypeId, at: &Location) -> Result<&ComplexType> {
        self.complex_type(id).ok_or_else(|| Error::invalid(at, "the type is derived from itself"))
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

    pub(super) fn keep_element(&mut self, id: ElementId, component: Element) {
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
        let key = written(global.component, global.context);
        if let Some(id) = self.known_types.get(&key) {
            return Ok(*id);
        }
        let id = SimpleTypeId(self.simple_types.len());
        self.simple_types.push(None);
        self.known_types.insert(key, id.into());
        let name = TypeName { namespace: global.context.target.cloned(), path, anonymous: true };
        self.complete_simple(id, global, name)?;
        Ok(id.into())
    }

    pub(super) fn anonymous_complex(
        &mut self,
        global: Global<'s, xsd::ComplexType>,
        path: Vec<Arc<str>>,
    ) -> Result<TypeId> {
        let key = written(global.component, global.context);
        if let Some(id) = self.known_types.get(&key) {
            return Ok(*id);
        }
        let id = ComplexTypeId(self.complex_types.len());
        self.complex_types.push(None);
        self.known_types.insert(key, id.into());
        let name = TypeName { namespace: global.context.target.cloned(), path, anonymous: true };
        self.complete_complex(id, global, name)?;
        Ok(id.into())
    }
}

impl From<SimpleTypeId> for TypeId {
    fn from(id: SimpleTypeId) -> Self {
        Self::Simple(id)
    }
}

impl From<ComplexTypeId> for TypeId {
    fn from(id: ComplexTypeId) -> Self {
        Self::Complex(id)
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
