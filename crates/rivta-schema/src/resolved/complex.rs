//! Complex types: how they are derived (XML Schema Part 1, section 3.4).

use super::attributes::{Declared, extended, restricted};
use super::particles::{anything, is_emptiable};
use super::resolver::Resolver;
use super::symbols::{Context, Global};
use super::*;
use crate::error::{Error, Result};
use crate::xsd::{self, Reference};

/// What a complex type holds, and what it inherits beside that.
struct Derived {
    base: Option<(Derivation, TypeId)>,
    content: Content,
    mixed: bool,
    inherited: Declared,
}

impl Derived {
    fn of_any_type(content: Content, mixed: bool) -> Self {
        Self { base: None, content, mixed, inherited: Declared::default() }
    }
}

impl<'s> Resolver<'s> {
    pub(super) fn complete_complex(
        &mut self,
        id: ComplexTypeId,
        global: Global<'s, xsd::ComplexType>,
        name: TypeName,
    ) -> Result<()> {
        let Global { component, context } = global;
        let excluded = component.r#final.unwrap_or(context.schema.r#final);
        self.final_types.insert(id.into(), excluded);
        let derived = self.nested(&component.at, |it| it.derived(component, context, &name))?;
        if self.has_all(component, context, &derived)? {
            self.all_types.insert(id);
        }
        let own = self.declared_attributes(&component.attributes, context, &name.path, &mut Vec::new())?;
        let Derived { base, content, mixed, inherited } = derived;
        if let Some((_, base)) = base {
            self.measure(id.into(), base, None, &component.at)?;
        }
        let attributes = match base {
            Some((Derivation::Restriction, _)) => {
                self.check_types(&inherited, &own)?;
                restricted(&inherited, own, &component.at)?
            }
            _ => extended(inherited, own, &component.at)?,
        };
        self.count_particles(attributes.uses.len(), &component.at)?;
        self.keep_complex(
            id,
            ComplexType {
                at: component.at.clone(),
                name,
                base,
                r#abstract: component.r#abstract,
                block: component.block.unwrap_or(context.schema.block),
                mixed,
                attributes: attributes.uses,
                any_attribute: attributes.any,
                content,
                annotation: component.annotation.clone(),
            },
        );
        Ok(())
    }

    /// Whether a type's content is `xs:all`, which can neither be extended nor extend (cos-all-limited).
    fn has_all(&self, component: &xsd::ComplexType, context: Context<'_>, derived: &Derived) -> Result<bool> {
        let (own, extended) = match &component.content {
            xsd::Content::Particle(particle) => (particle.as_ref(), None),
            xsd::Content::Complex { particle, .. } => (particle.as_ref(), derived.base),
            xsd::Content::Simple { .. } => (None, None),
        };
        let is_all = self.is_all(own, context);
        let Some((Derivation::Extension, TypeId::Complex(base))) = extended else { return Ok(is_all) };
        let was_all = self.all_types.contains(&base);
        let had_elements =
            self.complex_type(base).is_some_and(|base| matches!(base.content, Content::Elements(_)));
        match (was_all && own.is_some()) || (is_all && had_elements) {
            true => {
                Err(Error::invalid(&component.at, "xs:all can't be extended, nor extend what has elements"))
            }
            false => Ok(is_all || was_all),
        }
    }

    /// The type of a restricted attribute is derived from what it was (derivation-ok-restriction.2.1.2).
    fn check_types(&mut self, inherited: &Declared, own: &Declared) -> Result<()> {
        for attribute in own.uses.iter().filter(|it| it.usage != Usage::Prohibited) {
            let Some(known) = inherited.uses.iter().find(|known| known.name == attribute.name) else {
                continue;
            };
            for ty in [known.r#type, attribute.r#type] {
                self.complete(ty, &attribute.at)?;
            }
            if self.derivations(attribute.r#type, known.r#type).is_none() {
                let message = format!(
                    "the type of attribute {} is not derived from that in the base type",
                    known.name.local
                );
                return Err(Error::invalid(&attribute.at, message));
            }
        }
        Ok(())
    }

    fn derived(
        &mut self,
        component: &'s xsd::ComplexType,
        context: Context<'s>,
        name: &TypeName,
    ) -> Result<Derived> {
        match &component.content {
            xsd::Content::Particle(particle) => {
                let content = self.elements(particle.as_ref(), context, &name.path)?;
                Ok(Derived::of_any_type(content, component.mixed))
            }
            xsd::Content::Complex { derivation, base, particle } => {
                let own = self.elements(particle.as_ref(), context, &name.path)?;
                self.derive_elements(*derivation, base, own, component, context)
            }
            xsd::Content::Simple { derivation, base, narrowed, facets } => {
                let narrowed = narrowed.as_deref();
                self.derive_text((*derivation, base), narrowed, facets, component, context, name)
            }
        }
    }

    /// The base of a complex type, completed; `None`: it is missing, which is overlooked.
    fn base(
        &mut self,
        derivation: Derivation,
        base: &Reference,
        component: &xsd::ComplexType,
        context: Context<'s>,
    ) -> Result<Option<TypeId>> {
        let name = context.original_of(component.name.as_ref(), base);
        let Some(found) = self.find_type(&name, &base.at, context)? else { return Ok(None) };
        self.complete(found, &base.at)?;
        let excluded = self.final_types.get(&found).copied().unwrap_or_default();
        let (word, is_excluded) = match derivation {
            Derivation::Extension => ("extension", excluded.extension),
            Derivation::Restriction => ("restriction", excluded.restriction),
        };
        if is_excluded {
            let message = format!("{} is final: it allows no {word}", base.name);
            return Err(Error::invalid(&base.at, message));
        }
        Ok(Some(found))
    }

    /// `xs:complexContent`.
    fn derive_elements(
        &mut self,
        derivation: Derivation,
        base: &'s Reference,
        own: Content,
        component: &xsd::ComplexType,
        context: Context<'s>,
    ) -> Result<Derived> {
        let at = &component.at;
        let found = self.base(derivation, base, component, context)?;
        let Some(base_type) = found else {
            let inherited = Declared { uses: Vec::new(), any: Some(Wildcard::lax()) };
            return Ok(Derived { base: None, content: anything(at), mixed: true, inherited });
        };
        let inherited = match base_type {
            TypeId::Complex(id) => self.complex(id, &base.at)?.clone(),
            TypeId::Builtin(Builtin::AnyType) if derivation == Derivation::Restriction => {
                return Ok(Derived::of_any_type(own, component.mixed));
            }
            TypeId::Builtin(Builtin::AnyType) if component.mixed || matches!(own, Content::Empty) => {
                let content = self.extended_content(anything(at), own, at)?;
                let inherited = Declared { uses: Vec::new(), any: Some(Wildcard::lax()) };
                return Ok(Derived { base: None, content, mixed: true, inherited });
            }
            TypeId::Builtin(Builtin::AnyType) => {
                return Err(Error::invalid(at, "the base type is mixed, so that this type must be it too"));
            }
            _ => return Err(Error::invalid(&base.at, format!("{} is not a complex type", base.name))),
        };
        if let (Content::Simple(_), true) = (&inherited.content, derivation == Derivation::Restriction) {
            return Err(Error::invalid(&base.at, "the base type has simple content"));
        }
        let says_nothing = matches!(own, Content::Empty) && !component.mixed;
        let (content, mixed) = match derivation {
            Derivation::Restriction => {
                if matches!(own, Content::Empty)
                    && !component.mixed
                    && matches!(&inherited.content, Content::Elements(particle) if !is_emptiable(particle))
                {
                    let message = "the type is empty, but the base type must have elements";
                    return Err(Error::invalid(at, message));
                }
                if component.mixed && !inherited.mixed {
                    return Err(Error::invalid(at, "the type is mixed, but the base type is not"));
                }
                (own, component.mixed)
            }
            Derivation::Extension if says_nothing => (inherited.content, inherited.mixed),
            Derivation::Extension => {
                let was_empty = matches!(inherited.content, Content::Empty) && !inherited.mixed;
                if component.mixed != inherited.mixed && !was_empty {
                    let message = "of the type and its base type, both or neither must be mixed";
                    return Err(Error::invalid(at, message));
                }
                (self.extended_content(inherited.content, own, at)?, component.mixed)
            }
        };
        let inherited = Declared { uses: inherited.attributes, any: inherited.any_attribute };
        Ok(Derived { base: Some((derivation, base_type)), content, mixed, inherited })
    }

    /// `xs:simpleContent`.
    fn derive_text(
        &mut self,
        (derivation, base): (Derivation, &'s Reference),
        narrowed: Option<&'s xsd::SimpleType>,
        facets: &'s [xsd::Facet],
        component: &xsd::ComplexType,
        context: Context<'s>,
        name: &TypeName,
    ) -> Result<Derived> {
        let found = self.base(derivation, base, component, context)?;
        let Some(base_type) = found else {
            let content = Content::Simple(TypeId::Builtin(Builtin::AnySimpleType));
            let inherited = Declared { uses: Vec::new(), any: Some(Wildcard::lax()) };
            return Ok(Derived { base: None, content, mixed: false, inherited });
        };
        let (inherited, text) = match base_type {
            TypeId::Complex(id) => {
                let inherited = self.complex(id, &base.at)?.clone();
                let text = match &inherited.content {
                    Content::Simple(text) => Some(*text),
                    Content::Empty if inherited.mixed => None,
                    Content::Elements(particle) if inherited.mixed && is_emptiable(particle) => None,
                    _ => return Err(Error::invalid(&base.at, "the base type has no simple content")),
                };
                (Declared { uses: inherited.attributes, any: inherited.any_attribute }, text)
            }
            TypeId::Builtin(Builtin::AnyType) => {
                return Err(Error::invalid(&base.at, "the base type has no simple content"));
            }
            simple if derivation == Derivation::Extension => (Declared::default(), Some(simple)),
            _ => {
                let message = "xs:simpleContent restricts complex types only; the base type is simple";
                return Err(Error::invalid(&base.at, message));
            }
        };
        let text = match (derivation, narrowed, text) {
            (Derivation::Extension, _, Some(text)) => text,
            (Derivation::Restriction, Some(component), _) => {
                let narrowed = self.anonymous_simple(Global { component, context }, name.path.clone())?;
                if let Some(text) = text {
                    self.complete(text, &base.at)?;
                    if self.derivations(narrowed, text).is_none() {
                        let message = "the type of the text is not derived from that in the base type";
                        return Err(Error::invalid(&component.at, message));
                    }
                }
                self.narrow(narrowed, facets, name, &base.at)?
            }
            (Derivation::Restriction, None, Some(text)) => self.narrow(text, facets, name, &base.at)?,
            (_, _, None) => {
                let message = "the base type is mixed, so that xs:simpleType must say which text is meant";
                return Err(Error::invalid(&base.at, message));
            }
        };
        let base = Some((derivation, base_type));
        Ok(Derived { base, content: Content::Simple(text), mixed: false, inherited })
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
}
