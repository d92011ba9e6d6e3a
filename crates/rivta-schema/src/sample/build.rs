//! Elements with their content, from their declarations.

use std::sync::Arc;

use rivta_xml::Schema;

use super::cost::{Costs, ENDLESS, derived};
use super::identity::satisfy;
use super::node::{Attribute, Node};
use super::plausible::Place;
use super::random::Random;
use super::value::{Value, Values};
use super::{Extent, SampleError};
use crate::resolved::{
    Builtin, ComplexType, Content, Element, ElementId, Model, Particle, Scope, Term, TypeId, Wildcard,
    WildcardNamespaces,
};
use crate::xml::ExpandedName;
use crate::xsd::{Compositor, Occurs, ProcessContents, Usage, ValueConstraint};

/// Below this depth only what must be there is made, by the shortest way: nobody reads deeper samples.
const MAX_DEPTH: usize = 24;

/// Readers take no deeper documents.
const MAX_DEMANDED_DEPTH: usize = 90;

/// After so many elements only what must be there is made.
const MAX_ELEMENTS: usize = 3_000;

/// A schema that demands more elements than this is not meant for messages.
const MAX_DEMANDED: usize = 100_000;

/// How often a type may stand within itself where it need not.
const MAX_RECURSION: usize = 1;

/// The namespace of what is made for a wildcard.
pub(super) const FOREIGN: &str = "urn:example:extension";

pub(super) struct Builder<'m> {
    pub(super) model: &'m Model,
    pub(super) schema: &'m Schema,
    /// The elements that a wildcard may be filled with, and the types that `xsi:type` may name.
    pub(super) scope: &'m Scope,
    pub(super) extent: Extent,
    pub(super) random: Random,
    pub(super) values: Values<'m>,
    pub(super) costs: &'m Costs<'m>,
    /// The types of the elements around.
    pub(super) stack: Vec<TypeId>,
    /// Their names.
    pub(super) names: Vec<Arc<str>>,
    pub(super) elements: usize,
}

impl Builder<'_> {
    /// An element of that declaration.
    pub(super) fn element(&mut self, id: ElementId, extent: Extent) -> Result<Node, SampleError> {
        let id = self.chosen_element(id, extent);
        let element = self.model.element(id);
        self.elements += 1;
        if element.r#abstract
            || self.costs.of_element(id) == ENDLESS
            || self.elements > MAX_DEMANDED
            || self.stack.len() > MAX_DEMANDED_DEPTH
        {
            return Err(SampleError::Endless { at: element.at.clone(), name: element.name.to_string() });
        }
        let extent = if self.stack.len() >= MAX_DEPTH || self.elements >= MAX_ELEMENTS {
            Extent::Minimal
        } else {
            extent
        };
        let mut node = Node::new(element.name.clone());
        let used = self.chosen_type(element, extent);
        if used != element.r#type {
            node.xsi_type = self.model.type_name(used).and_then(|name| {
                Some(ExpandedName { namespace: name.namespace.clone(), local: name.path.last()?.clone() })
            });
        }
        let fixed = match &element.value {
            Some(ValueConstraint::Fixed(text)) => Some(text.as_str()),
            _ => None,
        };
        node.nil = extent == Extent::Varied && element.nillable && fixed.is_none() && self.random.once_in(3);
        self.stack.push(used);
        self.names.push(element.name.local.clone());
        let filled = self.fill(&mut node, used, fixed, extent);
        self.stack.pop();
        self.names.pop();
        filled?;
        let (schema, random) = (self.schema, &mut self.random);
        let declared = schema.elements.get(id.index()).map(|element| &element.constraints);
        if let Some(constraints) = declared.filter(|constraints| !constraints.is_empty()) {
            let values = &mut self.values;
            satisfy(schema, constraints, &mut node, |id| values.another(id, random));
        }
        Ok(node)
    }

    /// Attributes and content.
    fn fill(
        &mut self,
        node: &mut Node,
        used: TypeId,
        fixed: Option<&str>,
        extent: Extent,
    ) -> Result<(), SampleError> {
        let model = self.model;
        let TypeId::Complex(complex) = used else {
            return self.text(node, used, fixed);
        };
        let complex = model.complex_type(complex);
        self.attributes(node, complex, extent)?;
        if node.nil {
            return Ok(());
        }
        match &complex.content {
            Content::Empty => {}
            Content::Simple(text) => self.text(node, *text, fixed)?,
            Content::Elements(_) if fixed.is_some() => {
                node.text = Value::from(fixed.unwrap_or_default().to_owned());
            }
            Content::Elements(particle) => {
                self.particle(particle, extent, &mut node.children)?;
            }
        }
        if complex.mixed && extent != Extent::Minimal && fixed.is_none() {
            node.text = Value::from("text".to_owned());
        }
        Ok(())
    }

    fn text(&mut self, node: &mut Node, id: TypeId, fixed: Option<&str>) -> Result<(), SampleError> {
        if node.nil {
            return Ok(());
        }
        if let Some(text) = fixed {
            node.text = Value::from(text.to_owned());
            return Ok(());
        }
        if id == TypeId::Builtin(Builtin::AnyType) && self.extent == Extent::Minimal {
            return Ok(());
        }
        let above = self.stack.len().saturating_sub(2);
        let value = self.plausible(id, &node.name.local, above);
        node.r#type = Some(id);
        node.text = value.ok_or_else(|| self.no_value(id, &node.name))?;
        Ok(())
    }

    /// A value of a simple type, if may be one that its name makes likely; `around` is the place in the stack of the element
    /// that it is of.
    fn plausible(&mut self, id: TypeId, name: &str, around: usize) -> Option<Value> {
        let model = self.model;
        let type_name = |id: &TypeId| {
            let name = model.type_name(*id).filter(|name| !name.anonymous);
            name.and_then(|name| name.path.last()).map_or("", |name| &**name)
        };
        let own = type_name(&id);
        let parent = self.names.get(around).map_or("", |name| &**name);
        let parent_type = self.stack.get(around).map_or("", type_name);
        let place = Place::new(name, [own, parent, parent_type]);
        self.values.likely(id, &place, &mut self.random)
    }

    fn no_value(&self, id: TypeId, name: &ExpandedName) -> SampleError {
        SampleError::Value { at: self.model.location(id).cloned(), name: name.to_string() }
    }

    fn attributes(
        &mut self,
        node: &mut Node,
        complex: &ComplexType,
        extent: Extent,
    ) -> Result<(), SampleError> {
        for attribute in &complex.attributes {
            let is_used = match attribute.usage {
                Usage::Required => true,
                Usage::Prohibited => false,
                Usage::Optional => match extent {
                    Extent::Minimal => false,
                    Extent::Full => true,
                    Extent::Varied => self.random.once_in(2),
                },
            };
            if !is_used {
                continue;
            }
            let (made, own) = match &attribute.value {
                Some(ValueConstraint::Fixed(text)) => (Some(Value::from(text.clone())), None),
                _ => {
                    let of = self.stack.len().saturating_sub(1);
                    (self.plausible(attribute.r#type, &attribute.name.local, of), Some(attribute.r#type))
                }
            };
            match made {
                Some(value) => {
                    let name = attribute.name.clone();
                    node.attributes.push(Attribute { name, r#type: own, value });
                }
                None if attribute.usage == Usage::Required => {
                    return Err(self.no_value(attribute.r#type, &attribute.name));
                }
                None => {}
            }
        }
        if let Some(wildcard) = &complex.any_attribute
            && extent == Extent::Full
            && wildcard.process != ProcessContents::Strict
            && let Some(namespace) = foreign(wildcard)
        {
            let name = ExpandedName { namespace, local: Arc::from("sample") };
            if node.attributes.iter().all(|known| known.name != name) {
                let value = Value::from("1".to_owned());
                node.attributes.push(Attribute { name, r#type: None, value });
            }
        }
        Ok(())
    }

    fn particle(
        &mut self,
        particle: &Particle,
        extent: Extent,
        nodes: &mut Vec<Node>,
    ) -> Result<(), SampleError> {
        for number in 0..self.count(particle, extent) {
            let known = self.elements;
            // One of each is enough to read.
            let extent = if number > 0 && extent == Extent::Full { Extent::Minimal } else { extent };
            match &particle.term {
                Term::Element(id) => nodes.push(self.element(*id, extent)?),
                Term::Any(wildcard) => {
                    self.elements += 1;
                    if self.elements > MAX_DEMANDED {
                        return Err(SampleError::Wildcard { at: particle.at.clone() });
                    }
                    if let Some(node) = self.wildcard(wildcard, extent)? {
                        nodes.push(node);
                    } else if particle.occurs.min > 0 {
                        return Err(SampleError::Wildcard { at: particle.at.clone() });
                    }
                }
                Term::Group(Compositor::Choice, parts) => {
                    if let Some(part) = self.alternative(parts, number, extent) {
                        self.particle(part, extent, nodes)?;
                    }
                }
                Term::Group(compositor, parts) => {
                    let mut order: Vec<&Particle> = parts.iter().collect();
                    if *compositor == Compositor::All && extent == Extent::Varied {
                        self.random.shuffle(&mut order);
                    }
                    for part in order {
                        self.particle(part, extent, nodes)?;
                    }
                }
            }
            // A group that nothing is enough for is satisfied, however often it must stand.
            let is_settled = extent == Extent::Minimal || self.elements >= MAX_ELEMENTS;
            if self.elements == known && is_settled {
                break;
            }
        }
        Ok(())
    }

    /// How often a particle is made.
    fn count(&mut self, particle: &Particle, extent: Extent) -> u32 {
        let Occurs { min, max } = particle.occurs;
        let max = max.unwrap_or(u32::MAX);
        let needed = Particle { occurs: Occurs::ONCE, ..particle.clone() };
        if extent == Extent::Minimal
            || self.elements >= MAX_ELEMENTS
            || self.recurs(particle)
            || self.costs.of_particle(&needed) == ENDLESS
        {
            return min;
        }
        match (&particle.term, extent) {
            (Term::Group(Compositor::Choice, parts), Extent::Full) if max > 1 => {
                min.max(max.min(u32::try_from(parts.len()).unwrap_or(u32::MAX)))
            }
            (Term::Any(_), Extent::Full) => min.max(max.min(1)),
            (_, Extent::Full) => min.max(max.min(2)),
            _ => {
                let more = usize::try_from(max.saturating_sub(min).min(2)).unwrap_or_default();
                min + u32::try_from(self.random.below(more + 1)).unwrap_or_default()
            }
        }
    }

    /// Whether a particle leads into a type that stands around it already.
    fn recurs(&self, particle: &Particle) -> bool {
        match &particle.term {
            Term::Element(id) => {
                let used = self.model.element(*id).r#type;
                matches!(used, TypeId::Complex(_))
                    && self.stack.iter().filter(|above| **above == used).count() > MAX_RECURSION
            }
            Term::Any(_) => false,
            Term::Group(Compositor::Choice, parts) => {
                !parts.is_empty() && parts.iter().all(|part| self.recurs(part))
            }
            Term::Group(_, parts) => {
                parts.iter().filter(|part| part.occurs.min > 0).any(|part| self.recurs(part))
            }
        }
    }

    /// The alternative of a choice that is taken; `number` counts what is taken of a choice that repeats.
    fn alternative<'p>(
        &mut self,
        parts: &'p [Particle],
        number: u32,
        extent: Extent,
    ) -> Option<&'p Particle> {
        let shallowest = parts.iter().map(|part| self.costs.of_particle(part)).min()?;
        let is_open = |part: &&Particle| {
            let cost = self.costs.of_particle(part);
            if extent == Extent::Minimal { cost == shallowest } else { cost != ENDLESS }
        };
        let open: Vec<&Particle> = parts.iter().filter(is_open).collect();
        let straight: Vec<&Particle> = open.iter().copied().filter(|part| !self.recurs(part)).collect();
        // Where all recur, the shallowest leads out.
        let among = if straight.is_empty() {
            parts.iter().filter(|part| self.costs.of_particle(part) == shallowest).collect()
        } else {
            straight
        };
        match extent {
            Extent::Minimal => among.first().copied(),
            _ if number > 0 => {
                among.get(usize::try_from(number).unwrap_or_default() % among.len().max(1)).copied()
            }
            _ => self.random.pick(&among).copied(),
        }
    }

    /// The element itself, or one of its substitution group.
    fn chosen_element(&mut self, id: ElementId, extent: Extent) -> ElementId {
        let element = self.model.element(id);
        let usable = |id: &ElementId| {
            let substitute = self.model.element(*id);
            !substitute.r#abstract && self.costs.of_element(*id) != ENDLESS
        };
        let substitutes: Vec<ElementId> = element.substitutes.iter().copied().filter(usable).collect();
        if substitutes.is_empty() {
            return id;
        }
        if element.r#abstract {
            let shallowest = substitutes.iter().min_by_key(|id| self.costs.of_element(**id)).copied();
            return match extent {
                Extent::Minimal => shallowest.unwrap_or(id),
                _ if self.stack.len() >= MAX_DEPTH => shallowest.unwrap_or(id),
                _ => self.random.pick(&substitutes).copied().unwrap_or(id),
            };
        }
        if extent == Extent::Varied && self.random.once_in(2) {
            return self.random.pick(&substitutes).copied().unwrap_or(id);
        }
        id
    }

    /// The type itself, or one derived from it.
    fn chosen_type(&mut self, element: &Element, extent: Extent) -> TypeId {
        let id = element.r#type;
        let TypeId::Complex(complex) = id else { return id };
        let is_abstract = self.model.complex_type(complex).r#abstract;
        if !is_abstract && (extent != Extent::Varied || !self.random.once_in(3)) {
            return id;
        }
        let mut usable = derived(self.model, id, element.block);
        usable.retain(|id| self.scope.types.contains(id) && self.costs.of_type(*id) != ENDLESS);
        if extent == Extent::Minimal {
            return usable.into_iter().min_by_key(|id| self.costs.of_type(*id)).unwrap_or(id);
        }
        self.random.pick(&usable).copied().unwrap_or(id)
    }

    /// An element that a wildcard lets through.
    fn wildcard(&mut self, wildcard: &Wildcard, extent: Extent) -> Result<Option<Node>, SampleError> {
        if wildcard.process != ProcessContents::Strict
            && let Some(namespace) = foreign(wildcard)
        {
            let name = ExpandedName { namespace, local: Arc::from("sample") };
            return Ok(Some(Node::with_text(name, "sample")));
        }
        let fits = |id: &&ElementId| {
            let element = self.model.element(**id);
            admits(wildcard, element.name.namespace.as_ref())
                && !element.r#abstract
                && !self.stack.contains(&element.r#type)
        };
        let declared =
            self.scope.elements.iter().filter(fits).min_by_key(|id| self.costs.of_element(**id)).copied();
        match declared {
            Some(id) if self.costs.of_element(id) != ENDLESS => {
                let extent = if extent == Extent::Varied { extent } else { Extent::Minimal };
                self.element(id, extent).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// A namespace that a wildcard lets through, if possible one that no schema declares.
fn foreign(wildcard: &Wildcard) -> Option<Option<Arc<str>>> {
    match &wildcard.namespaces {
        WildcardNamespaces::Any | WildcardNamespaces::Other(_) => Some(Some(Arc::from(FOREIGN))),
        WildcardNamespaces::List(namespaces) => namespaces.first().cloned(),
    }
}

fn admits(wildcard: &Wildcard, namespace: Option<&Arc<str>>) -> bool {
    match &wildcard.namespaces {
        WildcardNamespaces::Any => true,
        WildcardNamespaces::Other(other) => namespace.is_some() && namespace != other.as_ref(),
        WildcardNamespaces::List(namespaces) => namespaces.iter().any(|known| known.as_ref() == namespace),
    }
}
