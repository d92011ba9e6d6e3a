//! The attributes of complex types.

use std::sync::Arc;

use super::resolver::{Resolver, local_name};
use super::symbols::Context;
use super::*;
use crate::error::{Error, Result};
use crate::limits::MAX_ATTRIBUTES;
use crate::xsd::{self, AttributeItem, Attributes, TypeReference};

/// The namespace of `xsi:type` and its like.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Attributes as a type or an attribute group declares them.
#[derive(Default)]
pub(super) struct Declared {
    /// Each once, with prohibited ones.
    pub(super) uses: Vec<AttributeUse>,
    pub(super) any: Option<Wildcard>,
}

impl<'s> Resolver<'s> {
    /// The attributes that are declared; `groups` are the attribute groups that they stand in.
    pub(super) fn declared_attributes(
        &mut self,
        attributes: &'s Attributes,
        context: Context<'s>,
        owner: &[Arc<str>],
        groups: &mut Vec<ExpandedName>,
    ) -> Result<Declared> {
        let own = attributes.any.as_ref().map(|any| Wildcard::new(any, context));
        let mut made = Declared { uses: Vec::new(), any: own };
        for item in &attributes.items {
            match item {
                AttributeItem::Local(attribute, usage) => {
                    let form = attribute.form.unwrap_or(context.schema.attribute_form);
                    let name = local_name(&attribute.name, form, context);
                    let attribute = self.attribute(attribute, context, owner, name, *usage)?;
                    add(&mut made.uses, attribute)?;
                }
                AttributeItem::Reference(reference, usage, value) => {
                    let attribute = self.attribute_reference(reference, context, *usage, value.as_ref())?;
                    add(&mut made.uses, attribute)?;
                }
                AttributeItem::Group(reference) => {
                    let theirs = self.attribute_group_of(reference, context, groups)?;
                    for attribute in theirs.uses {
                        add(&mut made.uses, attribute)?;
                    }
                    made.any = match (made.any, theirs.any) {
                        (Some(mine), Some(theirs)) => {
                            let both = mine.namespaces.intersection(&theirs.namespaces).ok_or_else(|| {
                                let message = "no wildcard says what two xs:anyAttribute have in common";
                                Error::invalid(&reference.at, message)
                            })?;
                            Some(Wildcard { namespaces: both, process: mine.process })
                        }
                        (mine, theirs) => mine.or(theirs),
                    };
                }
            }
        }
        Ok(made)
    }

    fn attribute_group_of(
        &mut self,
        reference: &'s xsd::Reference,
        context: Context<'s>,
        groups: &mut Vec<ExpandedName>,
    ) -> Result<Declared> {
        let own = groups.last().map(|group| group.local.clone());
        let name = context.original_of(own.as_ref(), reference);
        if groups.contains(&name) {
            let message = format!("attribute group {} contains itself", reference.name);
            return Err(Error::invalid(&reference.at, message));
        }
        let Some(global) = self.attribute_group(&name, &reference.at, context)? else {
            return Ok(Declared { uses: Vec::new(), any: Some(Wildcard::lax()) });
        };
        groups.push(name);
        let owner = [global.component.name.clone()];
        let made = self.nested(&reference.at, |it| {
            it.declared_attributes(&global.component.attributes, global.context, &owner, groups)
        })?;
        groups.pop();
        self.count_particles(made.uses.len(), &reference.at)?;
        Ok(made)
    }

    fn attribute_reference(
        &mut self,
        reference: &'s xsd::Reference,
        context: Context<'s>,
        usage: Usage,
        value: Option<&ValueConstraint>,
    ) -> Result<AttributeUse> {
        let name = context.target_of(reference);
        let Some(global) = self.global_attribute(reference, context)? else {
            return Ok(AttributeUse {
                at: reference.at.clone(),
                name,
                r#type: TypeId::Builtin(Builtin::AnySimpleType),
                usage,
                value: value.cloned(),
                annotation: Annotation::default(),
            });
        };
        let mut attribute = self.attribute(global.component, global.context, &[], name, usage)?;
        if let (Some(ValueConstraint::Fixed(_)), Some(ValueConstraint::Default(_))) =
            (&attribute.value, value)
        {
            let message = "the attribute is declared with a fixed value, which the reference must keep";
            return Err(Error::invalid(&reference.at, message));
        }
        attribute.value = value.cloned().or(attribute.value);
        attribute.at = reference.at.clone();
        Ok(attribute)
    }

    pub(super) fn attribute(
        &mut self,
        attribute: &'s xsd::Attribute,
        context: Context<'s>,
        owner: &[Arc<str>],
        name: ExpandedName,
        usage: Usage,
    ) -> Result<AttributeUse> {
        if *attribute.name == *"xmlns" || name.namespace.as_deref() == Some(INSTANCE) {
            return Err(Error::invalid(&attribute.at, "xmlns and the attributes of xsi: can't be declared"));
        }
        let r#type = match &attribute.r#type {
            Some(reference) => self.type_of(reference, context, owner, &attribute.name)?,
            None => TypeId::Builtin(Builtin::AnySimpleType),
        };
        let r#type = match (r#type, &attribute.r#type) {
            (TypeId::Complex(_), Some(TypeReference::Named(reference))) => {
                return Err(Error::invalid(
                    &reference.at,
                    format!("{} is not a simple type", reference.name),
                ));
            }
            (TypeId::Builtin(Builtin::AnyType), Some(TypeReference::Named(reference))) => {
                if context.target_of(reference).namespace.as_deref() == Some(crate::documents::XML_SCHEMA) {
                    return Err(Error::invalid(&reference.at, "anyType is not a simple type"));
                }
                // The type is missing, which is overlooked.
                TypeId::Builtin(Builtin::AnySimpleType)
            }
            (r#type, _) => r#type,
        };
        Ok(AttributeUse {
            at: attribute.at.clone(),
            name,
            r#type,
            usage,
            value: attribute.value.clone(),
            annotation: attribute.annotation.clone(),
        })
    }
}

/// Adds an attribute, which may be declared once (ct-props-correct.4, ag-props-correct.2).
fn add(uses: &mut Vec<AttributeUse>, attribute: AttributeUse) -> Result<()> {
    let count = uses.len();
    match uses.iter_mut().find(|known| known.name == attribute.name) {
        // What is prohibited where nothing is inherited says nothing.
        Some(known) if known.usage == Usage::Prohibited => *known = attribute,
        Some(_) if attribute.usage == Usage::Prohibited => {}
        Some(_) => {
            let message = format!("attribute {} is declared twice", attribute.name.local);
            return Err(Error::invalid(&attribute.at, message));
        }
        None if count >= MAX_ATTRIBUTES => {
            return Err(Error::invalid(&attribute.at, format!("more than {MAX_ATTRIBUTES} attributes")));
        }
        None => uses.push(attribute),
    }
    Ok(())
}

/// The attributes of a type that extends another, or that is derived from `anyType` (Part 1, section 3.4.2).
pub(super) fn extended(inherited: Declared, own: Declared, at: &Location) -> Result<Declared> {
    let mut uses = inherited.uses;
    for attribute in own.uses.into_iter().filter(|it| it.usage != Usage::Prohibited) {
        add(&mut uses, attribute)?;
    }
    let any = match (inherited.any, own.any) {
        (Some(theirs), Some(mine)) => {
            let either = mine.namespaces.union(&theirs.namespaces).ok_or_else(|| {
                let message =
                    "no wildcard says what xs:anyAttribute and that of the base let through together";
                Error::invalid(at, message)
            })?;
            Some(Wildcard { namespaces: either, process: mine.process })
        }
        (theirs, mine) => mine.or(theirs),
    };
    Ok(Declared { uses, any })
}

/// The attributes of a type that restricts another (derivation-ok-restriction.2 to 4).
pub(super) fn restricted(inherited: &Declared, own: Declared, at: &Location) -> Result<Declared> {
    for attribute in own.uses.iter().filter(|it| it.usage != Usage::Prohibited) {
        let invalid = |message: &str| {
            Err(Error::invalid(&attribute.at, format!("attribute {} {message}", attribute.name.local)))
        };
        match inherited.uses.iter().find(|known| known.name == attribute.name) {
            Some(known) if known.usage == Usage::Required && attribute.usage == Usage::Optional => {
                return invalid("is required in the base type");
            }
            Some(_) => {}
            None => {
                let namespace = attribute.name.namespace.as_ref();
                if !inherited.any.as_ref().is_some_and(|any| any.namespaces.admits(namespace)) {
                    return invalid("is not among those of the base type");
                }
            }
        }
    }
    if let Some(mine) = &own.any {
        let narrows =
            |any: &Wildcard| mine.namespaces.is_subset_of(&any.namespaces) && mine.is_as_strict_as(any);
        if !inherited.any.as_ref().is_some_and(narrows) {
            return Err(Error::invalid(at, "xs:anyAttribute lets through more than that of the base type"));
        }
    }
    let mut uses = inherited.uses.clone();
    for attribute in own.uses {
        let place = uses.iter().position(|known| known.name == attribute.name);
        match (place, attribute.usage) {
            (Some(place), Usage::Prohibited) => {
                let known = uses.remove(place);
                if known.usage == Usage::Required {
                    let message = format!("attribute {} is required in the base type", known.name.local);
                    return Err(Error::invalid(&attribute.at, message));
                }
            }
            (None, Usage::Prohibited) => {}
            (Some(place), _) => {
                if let Some(known) = uses.get_mut(place) {
                    *known = attribute;
                }
            }
            (None, _) => uses.push(attribute),
        }
    }
    Ok(Declared { uses, any: own.any })
}
