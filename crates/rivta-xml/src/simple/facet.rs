//! Constraining facets (Part 2, section 4.3).

use super::decimal::Decimal;
use super::value::{self, Value};
use super::{Namespaces, NoNamespaces};
use crate::schema::find::rows;
use crate::schema::{Builtin, Facet, Schema, SimpleType, TypeRef, Variety};
use crate::values::{CHARACTERS, ITEMS, OCTETS, check_length, not_enumerated, whole_number};
use crate::{ValueError, WhiteSpace};

/// Checks the facets of a type; `member` is the one that a union's text is of.
pub(super) fn check(
    schema: &Schema,
    ty: &SimpleType,
    text: &str,
    names: &dyn Namespaces,
    member: Option<TypeRef>,
) -> Result<(), ValueError> {
    for facet in ty.facets.iter() {
        match facet {
            Facet::Length(_) | Facet::MinLength(_) | Facet::MaxLength(_) => lengths(ty, facet, text)?,
            Facet::Pattern(patterns) => {
                let patterns = rows(&schema.patterns, *patterns);
                if !patterns.iter().any(|pattern| pattern.is_match(text)) {
                    return Err(no_match(patterns.iter().map(crate::regex::Pattern::source)));
                }
            }
            Facet::Enumeration(values) => {
                // Nearly always the text is one of those that are listed, and no value has to be made to compare.
                let is = |value: &str| is_enumerated(schema, ty, text, names, member, value);
                if !values.iter().any(|value| value == text) && !values.iter().any(|value| is(value)) {
                    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
                    return Err(not_enumerated(&values));
                }
            }
            Facet::TotalDigits(most) => {
                digits(text, *most, |decimal| decimal.total_digits(), "digits", "siffror")?;
            }
            Facet::FractionDigits(most) => {
                digits(
                    text,
                    *most,
                    |decimal| decimal.fraction_digits(),
                    "digits after the point",
                    "siffror efter punkten",
                )?;
            }
            Facet::MinInclusive(_)
            | Facet::MaxInclusive(_)
            | Facet::MinExclusive(_)
            | Facet::MaxExclusive(_) => {
                let Variety::Atomic(builtin) = ty.variety else { continue };
                if facet.admits(builtin, &Value::new(builtin, text, names)) == Some(false) {
                    return Err(narrower(ty, builtin).unwrap_or_else(|| bound(facet)));
                }
            }
        }
    }
    Ok(())
}

/// What is expected of a number with bounds: told of a text that is no number at all, too.
pub(super) fn narrower(ty: &SimpleType, builtin: Builtin) -> Option<ValueError> {
    if !value::is_integer(builtin) {
        return None;
    }
    let number = |text: &str| text.trim().parse::<i128>().ok();
    let least = ty.facets.iter().find_map(|facet| match facet {
        Facet::MinInclusive(text) => number(text),
        Facet::MinExclusive(text) => number(text)?.checked_add(1),
        _ => None,
    });
    let most = ty.facets.iter().find_map(|facet| match facet {
        Facet::MaxInclusive(text) => number(text),
        Facet::MaxExclusive(text) => number(text)?.checked_sub(1),
        _ => None,
    });
    (least.is_some() || most.is_some()).then(|| whole_number(least, most))
}

fn is_enumerated(
    schema: &Schema,
    ty: &SimpleType,
    text: &str,
    names: &dyn Namespaces,
    member: Option<TypeRef>,
    value: &str,
) -> bool {
    match &ty.variety {
        Variety::Atomic(builtin) => {
            let value = ty.white_space.process(value);
            text == value
                || !value::is_text(*builtin)
                    && Value::new(*builtin, text, names).key()
                        == Value::new(*builtin, &value, &NoNamespaces).key()
        }
        Variety::List(item) => {
            let value = WhiteSpace::Collapse.process(value);
            let (mut ours, mut theirs) = (text.split(' '), value.split(' '));
            loop {
                match (ours.next(), theirs.next()) {
                    (None, None) => return true,
                    (Some(ours), Some(theirs)) if schema.equal(*item, ours, names, theirs, &NoNamespaces) => {
                    }
                    _ => return false,
                }
            }
        }
        Variety::Union(members) => {
            let Some(member) = member else { return false };
            members.iter().any(|other| {
                schema.check(*other, value.into(), &NoNamespaces).is_ok_and(|value| {
                    schema.key(member, text, names) == schema.key(*other, &value, &NoNamespaces)
                })
            })
        }
    }
}

fn lengths(ty: &SimpleType, facet: &Facet, text: &str) -> Result<(), ValueError> {
    let (least, most) = match facet {
        Facet::Length(length) => (Some(*length), Some(*length)),
        Facet::MinLength(length) => (
            Some(*length),
            limit(ty, |facet| match facet {
                Facet::MaxLength(length) => Some(*length),
                _ => None,
            }),
        ),
        // Told with the least, by the facet before it.
        Facet::MaxLength(length) => (
            limit(ty, |facet| match facet {
                Facet::MinLength(length) => Some(*length),
                _ => None,
            }),
            Some(*length),
        ),
        _ => return Ok(()),
    };
    // Characters are never more than bytes, so most texts need no counting.
    if least.unwrap_or_default() == 0 && most.is_none_or(|most| text.len() <= most as usize) && !is_list(ty) {
        return Ok(());
    }
    let (unit, found) = match &ty.variety {
        Variety::List(_) => (&ITEMS, words(text)),
        Variety::Atomic(builtin) => match builtin {
            Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities => (&ITEMS, words(text)),
            Builtin::HexBinary => (&OCTETS, text.len() / 2),
            Builtin::Base64Binary => (&OCTETS, base64_octets(text)),
            // Schemas may not ask for the length of a name with prefix, and some do: nothing is meant by it.
            Builtin::QName | Builtin::Notation => return Ok(()),
            _ => (&CHARACTERS, text.chars().count()),
        },
        Variety::Union(_) => return Ok(()),
    };
    check_length(least.map(|least| least as usize), most.map(|most| most as usize), unit, found)
}

fn limit(ty: &SimpleType, of: impl Fn(&Facet) -> Option<u32>) -> Option<u32> {
    ty.facets.iter().find_map(of)
}

fn is_list(ty: &SimpleType) -> bool {
    matches!(
        ty.variety,
        Variety::List(_) | Variety::Atomic(Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities)
    )
}

fn words(text: &str) -> usize {
    text.split(' ').filter(|word| !word.is_empty()).count()
}

fn base64_octets(text: &str) -> usize {
    let digits = text.bytes().filter(|b| !matches!(b, b' ' | b'=')).count();
    digits * 3 / 4
}

fn digits(
    text: &str,
    most: u32,
    count: impl Fn(&Decimal<'_>) -> usize,
    english: &str,
    swedish: &str,
) -> Result<(), ValueError> {
    match Decimal::parse(text).map(|decimal| count(&decimal)) {
        Some(found) if found > most as usize => Err(ValueError::new(
            format!("at most {most} {english}, found {found}"),
            format!("högst {most} {swedish}, hittade {found}"),
        )),
        _ => Ok(()),
    }
}

fn no_match<'p>(patterns: impl Iterator<Item = &'p str>) -> ValueError {
    let listed = patterns.collect::<Vec<_>>().join(" or ");
    ValueError::new(format!("a match of the pattern {listed}"), format!("något som följer mönstret {listed}"))
}

fn bound(facet: &Facet) -> ValueError {
    let (english, swedish, text) = match facet {
        Facet::MinInclusive(text) => ("at least", "minst", text),
        Facet::MinExclusive(text) => ("more than", "mer än", text),
        Facet::MaxInclusive(text) => ("at most", "högst", text),
        Facet::MaxExclusive(text) => ("less than", "mindre än", text),
        _ => return super::not_a_value(),
    };
    ValueError::new(format!("{english} {text}"), format!("{swedish} {text}"))
}
