//! Element declarations and substitution groups.

use std::collections::HashMap;
use std::sync::Arc;

use super::resolver::{Resolver, local_name, written};
use super::symbols::{Context, Global};
use super::*;
use crate::error::{Error, Result};
use crate::limits::MAX_NESTING;
use crate::xsd::{self, Reference, TypeReference};

impl<'s> Resolver<'s> {
    pub(super) fn resolve_elements(&mut self) -> Result<()> {
        for (id, name, global) in self.globals.clone() {
            if let Some(head) = &global.component.substitution_group {
                let at = head.at.clone();
                let head = self.element_id(head, global.context)?;
                self.heads.insert(id, (head, at));
            }
            let excluded = global.component.r#final.unwrap_or(global.context.schema.r#final);
            self.finals.insert(id, excluded);
            let element = self.element_declaration(id, global, name, &[])?;
            self.keep_element(id, element);
        }
        self.substitute()
    }

    /// Enters each element into the substitution groups of its head, the head's head and so on.
    fn substitute(&mut self) -> Result<()> {
        let mut members: HashMap<ElementId, Vec<ElementId>> = HashMap::new();
        for (member, _, _) in &self.globals {
            let mut seen = vec![*member];
            let mut next = self.heads.get(member);
            while let Some((head, at)) = next {
                if seen.contains(head) {
                    return Err(Error::invalid(at, "the substitution group leads in a circle"));
                }
                if seen.len() > MAX_NESTING {
                    let message = format!("substitution groups lead over more than {MAX_NESTING} levels");
                    return Err(Error::invalid(at, message));
                }
                seen.push(*head);
                members.entry(*head).or_default().push(*member);
                next = self.heads.get(head);
            }
        }
        for (head, members) in members {
            if let Some(Some(element)) = self.elements.get_mut(head.0) {
                element.substitutes = members;
            }
        }
        Ok(())
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
        let key = written(component, context);
        if let Some(id) = self.known_elements.get(&key) {
            return Ok(*id);
        }
        let name =
            local_name(&component.name, component.form.unwrap_or(context.schema.element_form), context);
        let id = ElementId(self.elements.len());
        self.elements.push(None);
        self.known_elements.insert(key, id);
        let element = self.element_declaration(id, Global { component, context }, name, owner)?;
        self.keep_element(id, element);
        Ok(id)
    }

    fn element_declaration(
        &mut self,
        id: ElementId,
        global: Global<'s, xsd::Element>,
        name: ExpandedName,
        owner: &[Arc<str>],
    ) -> Result<Element> {
        let Global { component, context } = global;
        let r#type = match (&component.r#type, &component.substitution_group) {
            (Some(reference), _) => {
                self.nested(&component.at, |it| it.type_of(reference, context, owner, &component.name))?
            }
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
            constraints: self.identity_constraints(id, &component.constraints, context)?,
            annotation: component.annotation.clone(),
        })
    }

    /// The type that an element takes over from the head of its substitution group.
    fn type_of_head(&mut self, head: &'s Reference, mut context: Context<'s>) -> Result<TypeId> {
        let mut reference = head;
        // Each step leads to another global element, unless they lead in a circle.
        for _ in 0..=MAX_NESTING.min(self.globals.len()) {
            let name = context.target_of(reference);
            let Some(global) = self.symbols.elements.get(&name) else {
                return Ok(TypeId::Builtin(Builtin::AnyType));
            };
            match (&global.component.r#type, &global.component.substitution_group) {
                (Some(reference), _) => {
                    return self.type_of(reference, global.context, &[], &global.component.name);
                }
                (None, Some(above)) => (reference, context) = (above, global.context),
                (None, None) => return Ok(TypeId::Builtin(Builtin::AnyType)),
            }
        }
        Err(Error::invalid(&head.at, "the substitution group leads in a circle"))
    }
}
