//! Values that schemas write themselves: of facets, defaults and fixed values. They must be of the types that they stand
//! for.

use std::borrow::Cow;

use rivta_xml::Namespaces;
use rivta_xml::schema::{self as tables, Builtin, Facet, Schema, TypeRef};

use super::type_ref;
use crate::error::{Error, Location, Result};
use crate::resolved::{
    AttributeUse, Bound, Content, EnumerationValue, Model, SimpleType, TypeId, Variety, is_emptiable,
};
use crate::xml::Scope;
use crate::xsd::ValueConstraint;

/// The namespaces of a place in a schema; without one, any prefix is taken to be bound.
struct Names<'s>(Option<&'s Scope>);

impl Namespaces for Names<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match self.0 {
            Some(scope) => scope.find(prefix).or(prefix.is_empty().then_some("")),
            None => Some(""),
        }
    }

    /// Documents declare entities, not schemas.
    fn is_entity(&self, _name: &str) -> bool {
        true
    }
}

pub(super) fn check(model: &Model, schema: &Schema) -> Result<()> {
    let checker = Checker { model, schema };
    for simple in &model.simple_types {
        checker.simple_type(simple)?;
    }
    for element in &model.elements {
        if let Some(value) = &element.value {
            let ty = checker.text_type(element.r#type, &element.at)?;
            checker.constraint(ty, value, &element.at)?;
        }
    }
    for attribute in &model.attributes {
        checker.attribute(attribute)?;
    }
    for complex in &model.complex_types {
        complex.attributes.iter().try_for_each(|attribute| checker.attribute(attribute))?;
        let mut ids = complex.attributes.iter().filter(|attribute| checker.is_id(attribute.r#type));
        if let (Some(_), Some(second)) = (ids.next(), ids.next()) {
            return Err(Error::invalid(&second.at, "a second attribute of type xs:ID"));
        }
    }
    Ok(())
}

struct Checker<'m> {
    model: &'m Model,
    schema: &'m Schema,
}

impl Checker<'_> {
    fn simple_type(&self, it: &SimpleType) -> Result<()> {
        let base = match it.base {
            // Only what enumerates notations has values; they are written as QNames.
            TypeId::Builtin(Builtin::Notation) => TypeRef::Builtin(Builtin::QName),
            base => type_ref(base),
        };
        // Values that a base type enumerates were checked there, against the base of that.
        let inherited = self.enumeration(it.base);
        for value in it.facets.enumeration.iter().filter(|value| !inherited.contains(value)) {
            self.value(base, &value.value, Some(&value.scope), &value.at, "the enumerated value")?;
        }
        for bound in it.facets.min.iter().chain(&it.facets.max) {
            if !self.has_bound(it.base, bound) {
                self.value(base, &bound.value, None, &bound.at, "the bound")?;
            }
        }
        match (&it.facets.min, &it.facets.max, &it.variety) {
            (Some(min), Some(max), Variety::Atomic(builtin)) => self.bounds(min, max, *builtin),
            _ => Ok(()),
        }
    }

    fn enumeration(&self, ty: TypeId) -> &[EnumerationValue] {
        match ty {
            TypeId::Simple(id) => &self.model.simple_type(id).facets.enumeration,
            TypeId::Builtin(_) | TypeId::Complex(_) => &[],
        }
    }

    /// Whether a type has that same bound: an exclusive one is no value of the type, but may be repeated.
    fn has_bound(&self, ty: TypeId, bound: &Bound) -> bool {
        let TypeId::Simple(id) = ty else { return false };
        let facets = &self.model.simple_type(id).facets;
        facets
            .min
            .iter()
            .chain(&facets.max)
            .any(|it| it.value == bound.value && it.exclusive == bound.exclusive)
    }

    /// The lower bound may not be above the upper one; they may be the same, unless only one of them is exclusive.
    fn bounds(&self, min: &Bound, max: &Bound, builtin: Builtin) -> Result<()> {
        let text = max.value.clone().into();
        let most = match max.exclusive != min.exclusive {
            true => Facet::MaxExclusive(text),
            false => Facet::MaxInclusive(text),
        };
        let probe = tables::SimpleType {
            name: None,
            base: TypeRef::Builtin(builtin),
            variety: tables::Variety::Atomic(builtin),
            white_space: builtin.white_space(),
            facets: vec![most].into(),
        };
        let schema = Schema { simple_types: vec![probe].into(), ..Schema::EMPTY };
        let ty = TypeRef::Simple(tables::SimpleTypeId(0));
        match schema.check(ty, Cow::Borrowed(min.value.as_str()), &Names(None)) {
            Ok(_) => Ok(()),
            Err(_) => Err(Error::invalid(&min.at, "the lower bound is above the upper one")),
        }
    }

    fn attribute(&self, it: &AttributeUse) -> Result<()> {
        it.value.as_ref().map_or(Ok(()), |value| self.constraint(Some(it.r#type), value, &it.at))
    }

    fn constraint(&self, ty: Option<TypeId>, value: &ValueConstraint, at: &Location) -> Result<()> {
        let Some(ty) = ty else { return Ok(()) };
        if self.is_id(ty) {
            return Err(Error::invalid(at, "a value of type xs:ID can be neither default nor fixed"));
        }
        let (text, what) = match value {
            ValueConstraint::Default(text) => (text, "the default"),
            ValueConstraint::Fixed(text) => (text, "the fixed value"),
        };
        self.value(type_ref(ty), text, None, at, what)
    }

    fn value(&self, ty: TypeRef, text: &str, scope: Option<&Scope>, at: &Location, what: &str) -> Result<()> {
        match self.schema.check(ty, Cow::Borrowed(text), &Names(scope)) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::invalid(at, format!("{what} is not of the type: {error}"))),
        }
    }

    /// The simple type of an element's text; `None`: any text, between elements that may be left out.
    fn text_type(&self, ty: TypeId, at: &Location) -> Result<Option<TypeId>> {
        let TypeId::Complex(id) = ty else {
            return Ok(Some(ty).filter(|ty| *ty != TypeId::Builtin(Builtin::AnyType)));
        };
        let complex = self.model.complex_type(id);
        match &complex.content {
            Content::Simple(text) => Ok(Some(*text)),
            Content::Empty if complex.mixed => Ok(None),
            Content::Elements(particle) if complex.mixed && is_emptiable(particle) => Ok(None),
            Content::Elements(_) | Content::Empty => Err(Error::invalid(
                at,
                "an element that can't be text alone has neither default nor fixed value",
            )),
        }
    }

    fn is_id(&self, ty: TypeId) -> bool {
        match ty {
            TypeId::Builtin(builtin) => builtin == Builtin::Id,
            TypeId::Simple(id) => self.model.simple_type(id).variety == Variety::Atomic(Builtin::Id),
            TypeId::Complex(_) => false,
        }
    }
}
