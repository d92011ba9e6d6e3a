//! Simple types: newtypes and enums.

use super::build::{Builder, builtin_path, docs, schema_name};
use super::*;
use crate::naming;
use rivta_schema::resolved::{Builtin, EnumerationValue, SimpleType, TypeId, Variety};
use rivta_schema::{Error, Result};

impl Builder<'_> {
    pub(super) fn simple_item(&self, id: TypeId, simple: &SimpleType) -> Result<TypeItem> {
        let schema_name = schema_name(&simple.name);
        let personal = self.is_personal(&schema_name);
        let mut docs = docs(&simple.annotation, || format!("The simple type `{schema_name}`."));
        let name = self.name(id);
        let enumerates = matches!(simple.variety, Variety::Atomic(Builtin::String)) && !personal;
        if enumerates && !simple.facets.enumeration.is_empty() && simple.facets.patterns.is_empty() {
            return Ok(TypeItem::Enumeration(Enumeration { name, docs, variants: variants(simple) }));
        }
        let base = match &simple.variety {
            Variety::Atomic(builtin) => builtin_path(*builtin),
            // Lists and unions are kept as their text, which the tables check.
            Variety::List(_) | Variety::Union(_) => builtin_path(Builtin::AnySimpleType),
        };
        docs.extend(facet_docs(simple));
        let number = match id {
            TypeId::Simple(id) => id.index(),
            TypeId::Builtin(_) | TypeId::Complex(_) => {
                return Err(Error::unsupported(&simple.at, "this type"));
            }
        };
        Ok(TypeItem::Newtype(Newtype { name, id: number, docs, base, personal }))
    }
}

/// What a text of the type must look like, where its documentation may not say it.
fn facet_docs(simple: &SimpleType) -> Option<String> {
    let patterns: Vec<String> = simple
        .facets
        .patterns
        .iter()
        .flatten()
        .map(|pattern| format!("`{}`", pattern.replace('`', "'")))
        .collect();
    (!patterns.is_empty()).then(|| format!("Matches {}.", patterns.join(" or ")))
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
