//! Simple types: newtypes, enums, lists and unions.

use super::build::{Builder, builtin_path, schema_name};
use super::docs::{code, counted, docs};
use super::*;
use crate::naming;
use rivta_schema::resolved::{Builtin, EnumerationValue, SimpleType, TypeId, Variety, WhiteSpace as Written};
use rivta_schema::{Error, Result};

impl Builder<'_> {
    pub(super) fn simple_item(&self, id: TypeId, simple: &SimpleType) -> Result<TypeItem> {
        let schema_name = schema_name(&simple.name);
        let personal = self.is_personal(&schema_name);
        let mut docs = docs(&simple.annotation, || format!("The simple type `{schema_name}`."));
        let name = self.name(id);
        if let Some(white_space) = enumerates(simple).filter(|_| !personal) {
            let variants = variants(simple, white_space);
            return Ok(TypeItem::Enumeration(Enumeration { name, docs, white_space, variants }));
        }
        docs.extend(facet_docs(simple));
        let TypeId::Simple(number) = id else { return Err(Error::unsupported(&simple.at, "this type")) };
        let id = number.index();
        Ok(match &simple.variety {
            Variety::Atomic(builtin) => TypeItem::Newtype(Newtype {
                name,
                id,
                docs,
                base: builtin_path(kept_as(*builtin, simple)),
                personal,
            }),
            Variety::List(item) => {
                TypeItem::List(List { name, id, docs, item: self.type_path(*item), personal })
            }
            Variety::Union(members) => {
                let value_name = self.free_name(&format!("{name}Value"));
                let wished: Vec<_> = members.iter().map(|member| ("", self.member_name(*member))).collect();
                let names = naming::distinct(&wished, &[]);
                let members =
                    names.into_iter().zip(members).map(|(name, member)| (name, self.type_path(*member)));
                TypeItem::Union(Union { name, value_name, id, docs, members: members.collect(), personal })
            }
        })
    }

    /// What the variant for a union's member type is named after.
    fn member_name(&self, member: TypeId) -> String {
        match member {
            TypeId::Builtin(builtin) => naming::builtin_variant_name(builtin.name()),
            member => self.name(member),
        }
    }
}

/// The builtin type whose Rust type keeps the values. A pattern says how a value is written, so what is written otherwise than
/// it was read (`0012` as `12`, `1` as `true`) is kept as text.
fn kept_as(builtin: Builtin, simple: &SimpleType) -> Builtin {
    match builtin {
        _ if simple.facets.patterns.is_empty() => builtin,
        Builtin::Boolean => Builtin::AnySimpleType,
        Builtin::Int
        | Builtin::Long
        | Builtin::Short
        | Builtin::Byte
        | Builtin::UnsignedInt
        | Builtin::UnsignedLong
        | Builtin::UnsignedShort
        | Builtin::UnsignedByte => Builtin::Integer,
        _ => builtin,
    }
}

/// The white space of a type whose values are no more than the texts that it enumerates.
fn enumerates(simple: &SimpleType) -> Option<WhiteSpace> {
    let Variety::Atomic(builtin) = &simple.variety else { return None };
    let is_text = matches!(
        builtin,
        Builtin::String
            | Builtin::NormalizedString
            | Builtin::Token
            | Builtin::Name
            | Builtin::NcName
            | Builtin::NmToken
    );
    let facets = &simple.facets;
    // A further facet may rule out some of the values: the tables know which.
    let only = facets.patterns.is_empty() && facets.min_length.is_none() && facets.max_length.is_none();
    let white_space = match facets.white_space {
        Some(Written::Preserve) => WhiteSpace::Preserve,
        Some(Written::Replace) => WhiteSpace::Replace,
        Some(Written::Collapse) => WhiteSpace::Collapse,
        None => builtin.white_space(),
    };
    (is_text && only && !facets.enumeration.is_empty()).then_some(white_space)
}

/// What a value of the type must be like, a sentence for each facet.
fn facet_docs(simple: &SimpleType) -> Option<String> {
    let facets = &simple.facets;
    let unit = match &simple.variety {
        Variety::List(_) => "item",
        Variety::Atomic(Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities) => "item",
        Variety::Atomic(Builtin::HexBinary | Builtin::Base64Binary) => "octet",
        _ => "character",
    };
    let mut sentences = Vec::new();
    sentences.extend(match (facets.min_length.filter(|least| *least > 0), facets.max_length) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {}.", counted(least, unit))),
        (Some(least), Some(most)) => Some(format!("From {least} to {}.", counted(most, unit))),
        (Some(least), None) => Some(format!("At least {}.", counted(least, unit))),
        (None, Some(most)) => Some(format!("At most {}.", counted(most, unit))),
        (None, None) => None,
    });
    let least =
        facets.min.as_ref().map(|bound| (if bound.exclusive { "Above" } else { "At least" }, &bound.value));
    let most =
        facets.max.as_ref().map(|bound| (if bound.exclusive { "Below" } else { "At most" }, &bound.value));
    match (least, most) {
        (Some(("At least", least)), Some(("At most", most))) => {
            sentences.push(format!("From {least} to {most}."));
        }
        (least, most) => {
            sentences.extend(least.into_iter().chain(most).map(|(how, bound)| format!("{how} {bound}.")));
        }
    }
    sentences.extend(facets.total_digits.map(|most| format!("At most {}.", counted(most, "digit"))));
    let after = facets.fraction_digits.filter(|_| simple.variety == Variety::Atomic(Builtin::Decimal));
    sentences.extend(after.map(|most| format!("At most {} after the point.", counted(most, "digit"))));
    // A value matches one pattern of each step of derivation.
    sentences.extend(facets.patterns.iter().map(|step| {
        let patterns: Vec<String> = step.iter().map(|pattern| code(pattern)).collect();
        format!("Matches {}.", patterns.join(" or "))
    }));
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The values, each once.
fn variants(simple: &SimpleType, white_space: WhiteSpace) -> Vec<Variant> {
    let mut known = BTreeSet::new();
    let values = simple.facets.enumeration.iter().filter_map(|value| {
        let text = white_space.process(&value.value).into_owned();
        known.insert(text.clone()).then_some((value, text))
    });
    let values: Vec<(&EnumerationValue, String)> = values.collect();
    let wished: Vec<_> = values.iter().map(|(_, text)| (text.as_str(), naming::variant_name(text))).collect();
    let names = naming::distinct(&wished, &[]);
    let variants = values.iter().zip(names).map(|((value, text), name)| Variant {
        name,
        value: text.clone(),
        docs: value.annotation.documentation.clone(),
    });
    variants.collect()
}
