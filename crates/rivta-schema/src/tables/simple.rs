//! Simple types and their facets.

use rivta_xml::WhiteSpace;
use rivta_xml::regex::Pattern;
use rivta_xml::schema::{Builtin, Facet, Rows, SimpleType, Variety};

use super::{Compiler, number, type_ref};
use crate::error::{Error, Result};
use crate::resolved::{self, TypeId};

impl Compiler<'_> {
    pub(super) fn simple_type(&mut self, it: &resolved::SimpleType) -> Result<SimpleType> {
        let variety = match &it.variety {
            resolved::Variety::Atomic(builtin) => Variety::Atomic(*builtin),
            resolved::Variety::List(item) => Variety::List(type_ref(*item)),
            resolved::Variety::Union(members) => {
                Variety::Union(members.iter().map(|member| type_ref(*member)).collect())
            }
        };
        let white_space = match (it.facets.white_space, &it.variety) {
            (Some(resolved::WhiteSpace::Preserve), _) => WhiteSpace::Preserve,
            (Some(resolved::WhiteSpace::Replace), _) => WhiteSpace::Replace,
            (Some(resolved::WhiteSpace::Collapse), _) => WhiteSpace::Collapse,
            (None, resolved::Variety::Atomic(builtin)) => builtin.white_space(),
            (None, resolved::Variety::List(_)) => WhiteSpace::Collapse,
            // Each member processes the text as it wants it.
            (None, resolved::Variety::Union(_)) => WhiteSpace::Preserve,
        };
        Ok(SimpleType {
            name: self.type_name(&it.name),
            base: type_ref(it.base),
            variety,
            white_space,
            facets: self.facets(it)?.into(),
        })
    }

    fn facets(&mut self, it: &resolved::SimpleType) -> Result<Vec<Facet>> {
        let facets = &it.facets;
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let mut made = Vec::new();
        match (facets.min_length, facets.max_length) {
            (Some(least), Some(most)) if least == most => made.push(Facet::Length(count(least))),
            (least, most) => {
                made.extend(least.map(|least| Facet::MinLength(count(least))));
                made.extend(most.map(|most| Facet::MaxLength(count(most))));
            }
        }
        if let Some(bound) = &facets.min {
            let text = bound.value.clone().into();
            made.push(if bound.exclusive { Facet::MinExclusive(text) } else { Facet::MinInclusive(text) });
        }
        if let Some(bound) = &facets.max {
            let text = bound.value.clone().into();
            made.push(if bound.exclusive { Facet::MaxExclusive(text) } else { Facet::MaxInclusive(text) });
        }
        made.extend(facets.total_digits.map(|digits| Facet::TotalDigits(count(digits))));
        made.extend(facets.fraction_digits.map(|digits| Facet::FractionDigits(count(digits))));
        for step in &facets.patterns {
            let start = number(self.patterns.len());
            for source in step {
                let pattern = Pattern::new(source.clone().into());
                pattern
                    .check()
                    .map_err(|error| Error::invalid(&it.at, format!("pattern {source}: {error}")))?;
                self.patterns.push(pattern);
            }
            made.push(Facet::Pattern(Rows { start, end: number(self.patterns.len()) }));
        }
        if !facets.enumeration.is_empty() {
            let qualified = self.is_qualified_name(&it.variety);
            let values = facets.enumeration.iter().map(|value| match qualified {
                true => expanded(value).into(),
                false => value.value.clone().into(),
            });
            made.push(Facet::Enumeration(values.collect()));
        }
        Ok(made)
    }

    fn is_qualified_name(&self, variety: &resolved::Variety) -> bool {
        match variety {
            resolved::Variety::Atomic(builtin) => matches!(builtin, Builtin::QName | Builtin::Notation),
            resolved::Variety::List(TypeId::Simple(id)) => {
                matches!(
                    self.model.simple_type(*id).variety,
                    resolved::Variety::Atomic(Builtin::QName | Builtin::Notation)
                )
            }
            _ => false,
        }
    }
}

/// A QName as tables have it, which know no prefixes: `{namespace}local`.
fn expanded(value: &resolved::EnumerationValue) -> String {
    let names = value.value.split_whitespace().map(|name| {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        match value.scope.namespace(prefix) {
            Some(namespace) => format!("{{{namespace}}}{local}"),
            None => format!("{{}}{local}"),
        }
    });
    names.collect::<Vec<_>>().join(" ")
}
