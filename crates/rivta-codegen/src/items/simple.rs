//! Simple types: newtypes and enums.

use super::build::{Builder, builtin_path, docs, schema_name};
use super::*;
use crate::naming;
use rivta_schema::resolved::{Bound, Builtin, EnumerationValue, SimpleType, TypeId, Variety, WhiteSpace};
use rivta_schema::{Error, Location, Result};

impl Builder<'_> {
    pub(super) fn simple_item(&self, id: TypeId, simple: &SimpleType) -> Result<TypeItem> {
        let unsupported = |construct: &str| Err(Error::unsupported(&simple.at, construct));
        let builtin = match &simple.variety {
            Variety::Atomic(builtin) => *builtin,
            Variety::List(_) => return unsupported("xs:list"),
            Variety::Union(_) => return unsupported("xs:union"),
        };
        let Some(base) = builtin_path(builtin) else {
            return Err(Error::unsupported(&simple.at, format!("type xs:{}", builtin.name())));
        };
        let facets = &simple.facets;
        if !facets.patterns.is_empty() {
            return unsupported("xs:pattern");
        }
        if facets.total_digits.is_some() || facets.fraction_digits.is_some() {
            return unsupported("xs:totalDigits or xs:fractionDigits");
        }
        let own = if builtin == Builtin::String { WhiteSpace::Preserve } else { WhiteSpace::Collapse };
        if facets.white_space.is_some_and(|white_space| white_space != own) {
            return unsupported("xs:whiteSpace");
        }
        let schema_name = schema_name(&simple.name);
        let personal = self.is_personal(&schema_name);
        let docs = docs(&simple.annotation, || format!("The simple type `{schema_name}`."));
        let name = self.name(id);
        if !facets.enumeration.is_empty() {
            if builtin != Builtin::String {
                return unsupported(&format!("an enumeration of xs:{}", builtin.name()));
            }
            return Ok(TypeItem::Enumeration(Enumeration {
                name,
                schema_name,
                docs,
                variants: variants(simple),
            }));
        }
        let mut calls = Vec::new();
        match (facets.min_length, facets.max_length) {
            (Some(least), Some(most)) if least == most => calls.push(("length", most.to_string())),
            (least, most) => {
                calls.extend(least.map(|least| ("min_length", least.to_string())));
                calls.extend(most.map(|most| ("max_length", most.to_string())));
            }
        }
        if let Some(bound) = &facets.min {
            calls.push(("min_inclusive", inclusive(bound, builtin, 1)?));
        }
        if let Some(bound) = &facets.max {
            calls.push(("max_inclusive", inclusive(bound, builtin, -1)?));
        }
        Ok(TypeItem::Newtype(Newtype { name, schema_name, docs, base, facets: calls, personal }))
    }
}

fn variants(simple: &SimpleType) -> Vec<Variant> {
    let values = &simple.facets.enumeration;
    let wished: Vec<_> =
        values.iter().map(|value| (&*value.value, naming::variant_name(&value.value))).collect();
    let variant = |(value, name): (&EnumerationValue, String)| Variant {
        name,
        value: value.value.clone(),
        docs: value.annotation.documentation.clone(),
    };
    values.iter().zip(naming::distinct(&wished, &[])).map(variant).collect()
}

/// The bound as the nearest whole number that is within.
fn inclusive(bound: &Bound, builtin: Builtin, inwards: i64) -> Result<String> {
    let unsupported = |at: &Location| Error::unsupported(at, format!("a bound of xs:{}", builtin.name()));
    if !matches!(builtin, Builtin::Int | Builtin::Long) {
        return Err(unsupported(&bound.at));
    }
    let number: i64 = bound
        .value
        .parse()
        .map_err(|_| Error::invalid(&bound.at, format!("{} is not an xs:{}", bound.value, builtin.name())))?;
    let nearest = if bound.exclusive { number.checked_add(inwards) } else { Some(number) };
    nearest.map(|number| number.to_string()).ok_or_else(|| unsupported(&bound.at))
}
