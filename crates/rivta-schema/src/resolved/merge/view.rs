//! Components as texts that tell whether they are the same.

use std::fmt::Write;
use std::sync::Arc;

use super::Classes;
use crate::resolved::*;

/// What a component says, with classes in the place of those it refers to.
pub(super) struct View<'c> {
    pub(super) classes: &'c Classes,
    pub(super) model: usize,
}

impl View<'_> {
    pub(super) fn element(&self, it: &Element) -> String {
        let mut text =
            format!("element {} {} {} {}", it.name, self.ty(it.r#type), it.nillable, it.r#abstract);
        let _ = write!(text, " {:?} {:?}", it.value, it.block);
        for member in &it.substitutes {
            let _ = write!(text, " <{}", Classes::class(&self.classes.elements, self.model, member.0));
        }
        for IdentityConstraint { name, kind, selector, fields, .. } in &it.constraints {
            let kind = match kind {
                IdentityKind::Unique => "unique".to_owned(),
                IdentityKind::Key => "key".to_owned(),
                IdentityKind::KeyReference(to, index) => {
                    format!("to {} {index}", Classes::class(&self.classes.elements, self.model, to.0))
                }
            };
            let _ = write!(text, " {name} {kind} {selector:?} {fields:?}");
        }
        text
    }

    pub(super) fn simple_type(&self, it: &SimpleType) -> String {
        let variety = match &it.variety {
            Variety::Atomic(builtin) => builtin.name().to_owned(),
            Variety::List(item) => format!("list {}", self.ty(*item)),
            Variety::Union(members) => {
                members.iter().fold("union".to_owned(), |text, member| text + " " + &self.ty(*member))
            }
        };
        let Facets {
            min_length,
            max_length,
            patterns,
            enumeration,
            white_space,
            min,
            max,
            total_digits,
            fraction_digits,
            fixed: _,
        } = &it.facets;
        let mut text = format!(
            "simple {:?} {} {variety} {min_length:?} {max_length:?}",
            name(&it.name),
            self.ty(it.base)
        );
        let _ = write!(text, " {patterns:?} {white_space:?} {total_digits:?} {fraction_digits:?}");
        for value in enumeration {
            let _ = write!(text, " {:?}", value.value);
        }
        for Bound { value, exclusive, .. } in min.iter().chain(max) {
            let _ = write!(text, " {value:?} {exclusive}");
        }
        let _ = write!(text, " {} {}", min.is_some(), max.is_some());
        text
    }

    pub(super) fn complex_type(&self, it: &ComplexType) -> String {
        let mut text = format!("complex {:?} {} {} {:?}", name(&it.name), it.r#abstract, it.mixed, it.block);
        if let Some((derivation, base)) = it.base {
            let _ = write!(text, " {derivation:?} {}", self.ty(base));
        }
        for attribute in &it.attributes {
            text.push_str(&self.attribute(attribute, "use"));
        }
        let _ = write!(text, " {:?} ", it.any_attribute);
        match &it.content {
            Content::Empty => text.push_str("empty"),
            Content::Simple(ty) => text.push_str(&self.ty(*ty)),
            Content::Elements(particle) => self.particle(particle, &mut text),
        }
        text
    }

    pub(super) fn attribute(&self, it: &AttributeUse, kind: &str) -> String {
        format!(" {kind} {} {} {:?} {:?}", it.name, self.ty(it.r#type), it.usage, it.value)
    }

    pub(super) fn particle(&self, particle: &Particle, text: &mut String) {
        let Occurs { min, max } = particle.occurs;
        let _ = write!(text, "({min} {max:?} ");
        match &particle.term {
            Term::Element(id) => {
                let _ = write!(text, "e{}", Classes::class(&self.classes.elements, self.model, id.0));
            }
            Term::Any(any) => {
                let _ = write!(text, "{any:?}");
            }
            Term::Group(compositor, parts) => {
                let _ = write!(text, "{compositor:?}");
                parts.iter().for_each(|part| self.particle(part, text));
            }
        }
        text.push(')');
    }

    pub(super) fn ty(&self, id: TypeId) -> String {
        match id {
            TypeId::Builtin(builtin) => builtin.name().to_owned(),
            TypeId::Simple(id) => {
                format!("s{}", Classes::class(&self.classes.simple_types, self.model, id.0))
            }
            TypeId::Complex(id) => {
                format!("c{}", Classes::class(&self.classes.complex_types, self.model, id.0))
            }
        }
    }
}

fn name(name: &TypeName) -> (Option<&str>, &[Arc<str>], bool) {
    (name.namespace.as_deref(), &name.path, name.anonymous)
}
