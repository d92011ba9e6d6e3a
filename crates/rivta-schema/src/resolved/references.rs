//! References to global components, and those that lead to nothing.

use super::resolver::Resolver;
use super::symbols::{Context, Global};
use super::*;
use crate::documents::XML_SCHEMA;
use crate::error::{Error, Result};
use crate::xsd::{self, Reference};

impl<'s> Resolver<'s> {
    /// What a reference to a component that isn't declared means; `Ok`: it may mean anything.
    pub(super) fn unresolved(
        &mut self,
        kind: &'static str,
        name: &ExpandedName,
        at: &Location,
    ) -> Result<()> {
        let missing = self.missing.iter().find(|(namespace, _)| *namespace == name.namespace);
        let error = match missing {
            Some((_, error)) => error.clone(),
            None => {
                return Err(Error::Unresolved { at: at.clone(), kind, name: name.to_string() });
            }
        };
        if !self.lenient {
            return Err(error);
        }
        self.warn_of(&error);
        let message = format!("{kind} {name} is not declared and may be anything");
        self.warn(Warning { at: at.clone(), message });
        Ok(())
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        if self.told.insert(warning.to_string()) {
            self.warnings.push(warning);
        }
    }

    pub(super) fn warn_of(&mut self, error: &Error) {
        if let Some(at) = error.location() {
            let message = error.message();
            self.warn(Warning { at: at.clone(), message });
        }
    }

    /// A schema may only refer to namespaces that it imports.
    pub(super) fn check_import(
        &mut self,
        kind: &'static str,
        name: &ExpandedName,
        at: &Location,
        context: Context<'_>,
    ) -> Result<()> {
        if context.imports(name.namespace.as_ref()) {
            return Ok(());
        }
        let error = Error::NotImported { at: at.clone(), kind, name: name.to_string() };
        if !self.lenient {
            return Err(error);
        }
        self.warn_of(&error);
        if !self.missing.iter().any(|(namespace, _)| *namespace == name.namespace) {
            let namespace = name.namespace.as_deref().unwrap_or("none").to_owned();
            let error = Error::MissingNamespace { at: at.clone(), namespace };
            self.missing.push((name.namespace.clone(), error));
        }
        Ok(())
    }

    /// The type of that name, perhaps not complete yet; `None`: it may be anything.
    pub(super) fn find_type(
        &mut self,
        name: &ExpandedName,
        at: &Location,
        context: Context<'_>,
    ) -> Result<Option<TypeId>> {
        if name.namespace.as_deref() == Some(XML_SCHEMA)
            && let Some(builtin) = Builtin::from_name(&name.local)
        {
            return Ok(Some(TypeId::Builtin(builtin)));
        }
        self.check_import("type", name, at, context)?;
        match self.types_by_name.get(name) {
            Some(id) => Ok(Some(*id)),
            None => self.unresolved("type", name, at).map(|()| None),
        }
    }

    /// The type that a reference names, perhaps not complete yet.
    pub(super) fn named_type(&mut self, reference: &Reference, context: Context<'_>) -> Result<TypeId> {
        let found = self.find_type(&context.target_of(reference), &reference.at, context)?;
        Ok(found.unwrap_or(TypeId::Builtin(Builtin::AnyType)))
    }

    /// The element that a reference names.
    pub(super) fn element_id(&mut self, reference: &Reference, context: Context<'_>) -> Result<ElementId> {
        let name = context.target_of(reference);
        self.check_import("element", &name, &reference.at, context)?;
        self.global_element(&name, &reference.at)
    }

    /// The global element of that name.
    pub(super) fn global_element(&mut self, name: &ExpandedName, at: &Location) -> Result<ElementId> {
        if let Some(id) = self.elements_by_name.get(name) {
            return Ok(*id);
        }
        self.unresolved("element", name, at)?;
        let id = ElementId(self.elements.len());
        self.elements.push(Some(Element {
            at: at.clone(),
            name: name.clone(),
            r#type: TypeId::Builtin(Builtin::AnyType),
            nillable: true,
            value: None,
            r#abstract: false,
            substitutes: Vec::new(),
            block: Derivations::default(),
            constraints: Vec::new(),
            annotation: Annotation::default(),
        }));
        self.elements_by_name.insert(name.clone(), id);
        Ok(id)
    }

    /// The global attribute that a reference names; `None`: it may be anything.
    pub(super) fn global_attribute(
        &mut self,
        reference: &Reference,
        context: Context<'_>,
    ) -> Result<Option<Global<'s, xsd::Attribute>>> {
        let name = context.target_of(reference);
        self.check_import("attribute", &name, &reference.at, context)?;
        match self.symbols.attributes.get(&name) {
            Some(global) => Ok(Some(global)),
            None => self.unresolved("attribute", &name, &reference.at).map(|()| None),
        }
    }

    /// The group of that name; `None`: it may be anything.
    pub(super) fn group(
        &mut self,
        name: &ExpandedName,
        at: &Location,
        context: Context<'_>,
    ) -> Result<Option<Global<'s, xsd::Group>>> {
        self.check_import("group", name, at, context)?;
        match self.symbols.groups.get(name) {
            Some(global) => Ok(Some(global)),
            None => self.unresolved("group", name, at).map(|()| None),
        }
    }

    /// The attribute group of that name; `None`: it may be anything.
    pub(super) fn attribute_group(
        &mut self,
        name: &ExpandedName,
        at: &Location,
        context: Context<'_>,
    ) -> Result<Option<Global<'s, xsd::AttributeGroup>>> {
        self.check_import("attribute group", name, at, context)?;
        match self.symbols.attribute_groups.get(name) {
            Some(global) => Ok(Some(global)),
            None => self.unresolved("attribute group", name, at).map(|()| None),
        }
    }
}
