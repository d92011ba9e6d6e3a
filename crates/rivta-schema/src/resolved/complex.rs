//! Complex types: content models and attributes.

use std::sync::Arc;

use super::resolve::{Resolver, local_name};
use super::symbols::{Context, Global};
use super::*;
use crate::error::{Error, Result};
use crate::xsd::{self, AttributeItem, Attributes, TypeReference};

/// What a complex type holds with what it inherits, before its own attributes.
struct Derived {
    base: Option<(Derivation, TypeId)>,
    content: Content,
    attributes: Vec<AttributeUse>,
    any_attribute: Option<Wildcard>,
}

impl<'s> Resolver<'s> {
    pub(super) fn complete_complex(
        &mut self,
        id: ComplexTypeId,
        global: Global<'s, xsd::ComplexType>,
        name: TypeName,
    ) -> Result<()> {
        let Global { component, context } = global;
        let derived = match &component.content {
            xsd::Content::Particle(particle) => Derived {
                base: None,
                content: self.elements(particle.as_ref(), context, &name.path)?,
                attributes: Vec::new(),
                any_attribute: None,
            },
            xsd::Content::Complex { derivation, base, particle } => {
                let own = self.elements(particle.as_ref(), context, &name.path)?;
                self.derive_elements(*derivation, base, own, component, context)?
            }
            xsd::Content::Simple { derivation, base, narrowed, facets } => {
                let base_type = self.named_type(base, context)?;
                self.complete(base_type, &base.at)?;
                let (inherited, text) = match base_type {
                    TypeId::Complex(id) => {
                        let base_type = self.complex(id, &base.at)?.clone();
                        let Content::Simple(text) = base_type.content else {
                            return Err(Error::invalid(&base.at, "the base type has no simple content"));
                        };
                        (Some(base_type), text)
                    }
                    simple => (None, simple),
                };
                let text = match (derivation, narrowed) {
                    (Derivation::Extension, _) => text,
                    (Derivation::Restriction, Some(component)) => {
                        let narrowed =
                            self.anonymous_simple(Global { component, context }, name.path.clone())?;
                        self.narrow(narrowed, facets, &name, &base.at)?
                    }
                    (Derivation::Restriction, None) => self.narrow(text, facets, &name, &base.at)?,
                };
                let (attributes, any_attribute) = inherited
                    .map(|inherited| (inherited.attributes, inherited.any_attribute))
                    .unwrap_or_default();
                let base = Some((*derivation, base_type));
                Derived { base, content: Content::Simple(text), attributes, any_attribute }
            }
        };
        let Derived { base, content, mut attributes, any_attribute } = derived;
        let own_any =
            self.attributes(&component.attributes, context, &name.path, &mut attributes, &mut Vec::new())?;
        attributes.retain(|attribute| attribute.usage != Usage::Prohibited);
        let restricts = matches!(base, Some((Derivation::Restriction, _)));
        let any_attribute = match (own_any, any_attribute) {
            (own, _) if restricts => own,
            (own, None) => own,
            (None, inherited) => inherited,
            (Some(own), Some(inherited)) if own.namespaces == inherited.namespaces => Some(own),
            (Some(_), Some(_)) => {
                return Err(Error::unsupported(&component.at, "xs:anyAttribute that extends another"));
            }
        };
        self.keep_complex(
            id,
            ComplexType {
                at: component.at.clone(),
                name,
                base,
                r#abstract: component.r#abstract,
                block: component.block.unwrap_or(context.schema.block),
                mixed: component.mixed,
                attributes,
                any_attribute,
                content,
                annotation: component.annotation.clone(),
            },
        );
        Ok(())
    }

    /// `xs:complexContent`.
    fn derive_elements(
        &mut self,
        derivation: Derivation,
        base: &'s xsd::Reference,
        own: Content,
        component: &xsd::ComplexType,
        context: Context<'s>,
    ) -> Result<Derived> {
        let base_type = self.named_type(base, context)?;
        self.complete(base_type, &base.at)?;
        let inherited = match base_type {
            TypeId::Complex(id) => self.complex(id, &base.at)?.clone(),
            TypeId::Builtin(Builtin::AnyType) if derivation == Derivation::Restriction => {
                return Ok(Derived { base: None, content: own, attributes: Vec::new(), any_attribute: None });
            }
            _ => return Err(Error::invalid(&base.at, format!("{} is not a complex type", base.name))),
        };
        let content = match (derivation, inherited.content, own) {
            (Derivation::Restriction, _, own) => own,
            (Derivation::Extension, content, Content::Empty) => content,
            (Derivation::Extension, Content::Empty, own) => own,
            (Derivation::Extension, Content::Elements(first), Content::Elements(second)) => {
                let at = component.at.clone();
                let term = Term::Group(Compositor::Sequence, vec![first, second]);
                content_of(Particle { at, occurs: Occurs::ONCE, term })
            }
            (Derivation::Extension, ..) => {
                return Err(Error::invalid(&base.at, "elements can't be added to simple content"));
            }
        };
        Ok(Derived {
            base: Some((derivation, base_type)),
            content,
            attributes: inherited.attributes,
            any_attribute: inherited.any_attribute,
        })
    }

    /// The type of the text of a complex type that restricts its base's.
    fn narrow(
        &mut self,
        base: TypeId,
        facets: &'s [xsd::Facet],
        name: &TypeName,
        at: &Location,
    ) -> Result<TypeId> {
        if facets.is_empty() {
            return Ok(base);
        }
        let (variety, facets) = self.restrict(base, facets, at)?;
        let name = TypeName { anonymous: true, ..name.clone() };
        let annotation = Annotation::default();
        Ok(self.push_simple(SimpleType { at: at.clone(), name, base, variety, facets, annotation }))
    }

    fn elements(
        &mut self,
        particle: Option<&'s xsd::Particle>,
        context: Context<'s>,
        owner: &[Arc<str>],
    ) -> Result<Content> {
        let Some(particle) = particle else { return Ok(Content::Empty) };
        let particle = self.particle(particle, context, owner, &mut Vec::new())?;
        Ok(content_of(particle))
    }

    /// Binds a part of a content model; `groups` are the named groups that it stands in.
    fn particle(
        &mut self,
        particle: &'s xsd::Particle,
        context: Context<'s>,
        owner: &[Arc<str>],
        groups: &mut Vec<ExpandedName>,
    ) -> Result<Particle> {
        let term = match &particle.term {
            xsd::Term::Element(element) => Term::Element(self.local_element(element, context, owner)?),
            xsd::Term::ElementReference(reference) => Term::Element(self.element_id(reference, context)?),
            xsd::Term::Any(any) => Term::Any(wildcard(any, context)),
            xsd::Term::Group(compositor, parts) => {
                let parts = parts.iter().map(|part| self.particle(part, context, owner, groups));
                Term::Group(*compositor, parts.collect::<Result<_>>()?)
            }
            xsd::Term::GroupReference(reference) => {
                let name = context.target_of(reference);
                if groups.contains(&name) {
                    return Err(Error::invalid(&reference.at, format!("group {name} contains itself")));
                }
                let global = self.symbols.groups.get(&name, &reference.at)?;
                groups.push(name);
                let inner = self.particle(&global.component.particle, global.context, owner, groups)?;
                groups.pop();
                Term::Group(Compositor::Sequence, vec![inner])
            }
        };
        Ok(Particle { at: particle.at.clone(), occurs: particle.occurs, term })
    }

    /// Adds attributes to those that are inherited and answers the wildcard, if any; `groups` are the attribute groups
    /// that they stand in.
    fn attributes(
        &mut self,
        attributes: &'s Attributes,
        context: Context<'s>,
        owner: &[Arc<str>],
        found: &mut Vec<AttributeUse>,
        groups: &mut Vec<ExpandedName>,
    ) -> Result<Option<Wildcard>> {
        let mut any = attributes.any.as_ref().map(|any| wildcard(any, context));
        for item in &attributes.items {
            let attribute = match item {
                AttributeItem::Local(attribute, usage) => {
                    let form = attribute.form.unwrap_or(context.schema.attribute_form);
                    let name = local_name(&attribute.name, form, context);
                    self.attribute(attribute, context, owner, name, *usage)?
                }
                AttributeItem::Reference(reference, usage, value) => {
                    let name = context.target_of(reference);
                    let global = self.symbols.attributes.get(&name, &reference.at)?;
                    let mut attribute =
                        self.attribute(global.component, global.context, &[], name, *usage)?;
                    attribute.value = value.clone().or(attribute.value);
                    attribute
                }
                AttributeItem::Group(reference) => {
                    let name = context.target_of(reference);
                    if groups.contains(&name) {
                        let message = format!("attribute group {name} contains itself");
                        return Err(Error::invalid(&reference.at, message));
                    }
                    let global = self.symbols.attribute_groups.get(&name, &reference.at)?;
                    groups.push(name);
                    let theirs =
                        self.attributes(&global.component.attributes, global.context, owner, found, groups)?;
                    groups.pop();
                    any = match (any, theirs) {
                        (Some(mine), Some(theirs)) if mine.namespaces != theirs.namespaces => {
                            let construct = "xs:anyAttribute that narrows that of an attribute group";
                            return Err(Error::unsupported(&reference.at, construct));
                        }
                        (mine, theirs) => mine.or(theirs),
                    };
                    continue;
                }
            };
            match found.iter_mut().find(|known| known.name == attribute.name) {
                Some(known) => *known = attribute,
                None => found.push(attribute),
            }
        }
        Ok(any)
    }

    pub(super) fn attribute(
        &mut self,
        attribute: &'s xsd::Attribute,
        context: Context<'s>,
        owner: &[Arc<str>],
        name: ExpandedName,
        usage: Usage,
    ) -> Result<AttributeUse> {
        let r#type = match &attribute.r#type {
            Some(reference) => self.type_of(reference, context, owner, &attribute.name)?,
            None => TypeId::Builtin(Builtin::AnySimpleType),
        };
        if let (TypeId::Complex(_), Some(TypeReference::Named(reference))) = (r#type, &attribute.r#type) {
            return Err(Error::invalid(&reference.at, format!("{} is not a simple type", reference.name)));
        }
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

fn wildcard(any: &xsd::Wildcard, context: Context<'_>) -> Wildcard {
    let target = || context.target.cloned();
    let namespaces = match &any.namespaces {
        xsd::WildcardNamespaces::Any => WildcardNamespaces::Any,
        xsd::WildcardNamespaces::Other => WildcardNamespaces::Other(target()),
        xsd::WildcardNamespaces::List(items) => WildcardNamespaces::List(
            items
                .iter()
                .map(|item| match item {
                    xsd::WildcardNamespace::Target => target(),
                    xsd::WildcardNamespace::Local => None,
                    xsd::WildcardNamespace::Uri(uri) => Some(uri.clone()),
                })
                .collect(),
        ),
    };
    Wildcard { namespaces, process: any.process }
}

/// What a type that has this particle holds: a group that stands once, so that what repeats is a part of it.
fn content_of(particle: Particle) -> Content {
    let Some(particle) = normalize(particle) else { return Content::Empty };
    match &particle.term {
        Term::Group(Compositor::Sequence | Compositor::All, _) if particle.occurs == Occurs::ONCE => {
            Content::Elements(particle)
        }
        _ => {
            let at = particle.at.clone();
            let term = Term::Group(Compositor::Sequence, vec![particle]);
            Content::Elements(Particle { at, occurs: Occurs::ONCE, term })
        }
    }
}

/// A group of `outer` around nothing but a particle of `inner`, as one particle; `None`: no one particle says the same.
fn multiplied(outer: Occurs, inner: Occurs) -> Option<Occurs> {
    let gapless = match inner.max {
        _ if outer.max == Some(outer.min) => true,
        None => outer.min > 0 || inner.min <= 1,
        // The most of one repetition fewer, and the least of one more, must touch.
        Some(max) => {
            inner.min.saturating_mul(outer.min.saturating_add(1))
                <= max.saturating_mul(outer.min).saturating_add(1)
        }
    };
    let max = match (outer.max, inner.max) {
        (Some(outer), Some(inner)) => Some(outer.saturating_mul(inner)),
        _ => None,
    };
    gapless.then_some(Occurs { min: outer.min.saturating_mul(inner.min), max })
}

/// Takes away what doesn't count: particles that never occur, empty groups, groups of one, sequences in sequences and
/// choices in choices that occur once. A group that is left around one particle stays if both repeat.
fn normalize(particle: Particle) -> Option<Particle> {
    let Particle { at, occurs, term } = particle;
    if occurs.max == Some(0) {
        return None;
    }
    let Term::Group(compositor, parts) = term else { return Some(Particle { at, occurs, term }) };
    let mut kept = Vec::new();
    // An empty alternative makes the whole choice optional.
    let mut optional = false;
    for part in parts {
        match normalize(part) {
            None => optional |= compositor == Compositor::Choice,
            Some(Particle { occurs: Occurs::ONCE, term: Term::Group(inner, inner_parts), .. })
                if inner == compositor && inner != Compositor::All =>
            {
                kept.extend(inner_parts);
            }
            Some(part) => kept.push(part),
        }
    }
    let occurs = Occurs { min: if optional { 0 } else { occurs.min }, max: occurs.max };
    match kept.as_slice() {
        [] => None,
        [only] => {
            let (at, occurs, term) = match multiplied(occurs, only.occurs) {
                Some(occurs) => (only.at.clone(), occurs, only.term.clone()),
                None => (at, occurs, Term::Group(compositor, kept)),
            };
            Some(Particle { at, occurs, term })
        }
        _ => Some(Particle { at, occurs, term: Term::Group(compositor, kept) }),
    }
}
