//! How deep the shallowest content of each element and type is: what has none can't be sampled, and the way out of a
//! recursion is the shallowest.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::resolved::{Content, ElementId, Model, Particle, Term, TypeId, WildcardNamespaces};
use crate::xsd::{Compositor, Derivation, Derivations, ProcessContents};

/// A depth that is never reached: the component has no finite content.
pub(super) const ENDLESS: u32 = u32::MAX;

/// Depths by complex type.
pub(crate) type Depths = HashMap<TypeId, u32>;

/// The depths of a model.
pub(super) struct Costs<'m> {
    model: &'m Model,
    by_type: Cow<'m, Depths>,
}

/// How deep the shallowest content of each complex type of a model is.
pub(crate) fn depths(model: &Model) -> Depths {
    Costs::new(model).by_type.into_owned()
}

impl<'m> Costs<'m> {
    /// With depths that are known.
    pub(super) fn known(model: &'m Model, depths: &'m Depths) -> Self {
        Self { model, by_type: Cow::Borrowed(depths) }
    }

    pub(super) fn new(model: &'m Model) -> Self {
        let mut costs = Self { model, by_type: Cow::Owned(Depths::new()) };
        let types: Vec<TypeId> = model.all_types().filter(|id| matches!(id, TypeId::Complex(_))).collect();
        // Each round settles what is one element deeper, so there are no more rounds than types.
        for _ in 0..=types.len() {
            let mut changed = false;
            for id in &types {
                let cost = costs.of_content(*id);
                changed |= costs.by_type.to_mut().insert(*id, cost) != Some(cost);
            }
            if !changed {
                break;
            }
        }
        costs
    }

    /// Of a type's content, whether or not it is abstract.
    pub(super) fn of_type(&self, id: TypeId) -> u32 {
        match id {
            TypeId::Complex(_) => self.by_type.get(&id).copied().unwrap_or(ENDLESS),
            _ => 0,
        }
    }

    /// Of an element with its content, or the shallowest of those that may stand for it.
    pub(super) fn of_element(&self, id: ElementId) -> u32 {
        let element = self.model.element(id);
        let own = if element.r#abstract { ENDLESS } else { self.of_usable_type(element.r#type) };
        let substitutes = element.substitutes.iter().map(|id| {
            let substitute = self.model.element(*id);
            if substitute.r#abstract { ENDLESS } else { self.of_usable_type(substitute.r#type) }
        });
        substitutes.fold(own, u32::min).saturating_add(1)
    }

    pub(super) fn of_particle(&self, particle: &Particle) -> u32 {
        if particle.occurs.min == 0 {
            return 0;
        }
        match &particle.term {
            Term::Element(id) => self.of_element(*id),
            Term::Any(wildcard) => match (&wildcard.namespaces, wildcard.process) {
                (WildcardNamespaces::List(list), _) if list.is_empty() => ENDLESS,
                (_, ProcessContents::Strict) => 2,
                _ => 1,
            },
            Term::Group(Compositor::Choice, parts) => {
                parts.iter().map(|part| self.of_particle(part)).min().unwrap_or(ENDLESS)
            }
            Term::Group(_, parts) => parts.iter().map(|part| self.of_particle(part)).max().unwrap_or(0),
        }
    }

    /// Of a type, or of those derived from it if it is abstract.
    fn of_usable_type(&self, id: TypeId) -> u32 {
        let TypeId::Complex(complex) = id else { return 0 };
        if !self.model.complex_type(complex).r#abstract {
            return self.of_type(id);
        }
        derived(self.model, id, Derivations::default())
            .into_iter()
            .map(|id| self.of_type(id))
            .min()
            .unwrap_or(ENDLESS)
    }

    fn of_content(&self, id: TypeId) -> u32 {
        let TypeId::Complex(id) = id else { return 0 };
        match &self.model.complex_type(id).content {
            Content::Empty | Content::Simple(_) => 0,
            Content::Elements(particle) => self.of_particle(particle),
        }
    }
}

/// The named types that can be used by `xsi:type` where `id` is declared: derived from it, in whatever way, and not
/// abstract.
pub(super) fn derived(model: &Model, id: TypeId, block: Derivations) -> Vec<TypeId> {
    let own = match id {
        TypeId::Complex(complex) => model.complex_type(complex).block,
        _ => Derivations::default(),
    };
    let is_blocked = |derivation| match derivation {
        Derivation::Extension => block.extension || own.extension,
        Derivation::Restriction => block.restriction || own.restriction,
    };
    let is_derived = |candidate: &TypeId| {
        let mut next = *candidate;
        // A derivation is not longer than there are types.
        for _ in 0..model.complex_types.len() {
            let TypeId::Complex(complex) = next else { return false };
            let Some((derivation, base)) = model.complex_type(complex).base else { return false };
            if is_blocked(derivation) {
                return false;
            }
            if base == id {
                return true;
            }
            next = base;
        }
        false
    };
    let is_usable = |candidate: &TypeId| match candidate {
        TypeId::Complex(complex) => {
            let complex = model.complex_type(*complex);
            !complex.r#abstract && !complex.name.anonymous
        }
        _ => false,
    };
    model.all_types().filter(is_usable).filter(is_derived).collect()
}
