//! Values of simple types.

use super::Extent;
use super::number::decimals;
use super::pattern::Pattern;
use super::plausible::{self, Place};
use super::random::Random;
use crate::resolved::{Bound, Builtin, Facets, Model, SimpleTypeId, TypeId, Variety};

/// How often a pattern is tried where more is asked of a value than the pattern says.
const ATTEMPTS: usize = 60;

/// How deep lists and unions may be nested in one another.
const MAX_DEPTH: usize = 10;

/// Lists are not made longer; each item is made and checked alone.
const MAX_ITEMS: usize = 1_000;

/// So many values of a union's members are tried.
const MAX_CANDIDATES: usize = 200;

/// The longest text that is made; more is asked for by mistake or to do harm.
const MAX_CHARACTERS: usize = 100_000;

/// A value, with the prefixes that it needs if it is a QName.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) prefixes: Vec<(String, String)>,
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self { text, prefixes: Vec::new() }
    }
}

/// Decides whether a text is a value of a type.
pub(super) type Check<'c> = &'c dyn Fn(TypeId, &Value) -> bool;

/// Makes values.
pub(super) struct Values<'m> {
    pub(super) model: &'m Model,
    pub(super) check: Check<'m>,
    pub(super) extent: Extent,
    /// How many IDs have been made.
    pub(super) ids: usize,
}

impl Values<'_> {
    /// A value of a simple type; `None`: none could be made.
    pub(super) fn value(&mut self, id: TypeId, random: &mut Random) -> Option<Value> {
        let candidates = self.candidates(id, random, 0);
        candidates.into_iter().find(|value| (self.check)(id, value))
    }

    /// As [`value`](Self::value), if may be one that its place makes likely.
    pub(super) fn likely(&mut self, id: TypeId, place: &Place, random: &mut Random) -> Option<Value> {
        if self.is_free_text(id) {
            let likely = plausible::texts(place, random).into_iter().map(Value::from);
            let found = likely.into_iter().find(|value| (self.check)(id, value));
            if found.is_some() {
                return found;
            }
        }
        self.value(id, random)
    }

    /// Whether a simple type's values are text that may say anything, but for its facets.
    fn is_free_text(&self, id: TypeId) -> bool {
        let is_text = |builtin| {
            matches!(
                builtin,
                Builtin::String
                    | Builtin::NormalizedString
                    | Builtin::Token
                    | Builtin::AnyUri
                    | Builtin::AnySimpleType
            )
        };
        match id {
            TypeId::Builtin(builtin) => is_text(builtin),
            TypeId::Complex(_) => false,
            TypeId::Simple(id) => match &self.model.simple_type(id).variety {
                Variety::Atomic(builtin) => is_text(*builtin),
                Variety::List(_) => false,
                Variety::Union(_) => true,
            },
        }
    }

    /// Another value of a simple type, different from time to time.
    pub(super) fn another(&mut self, id: TypeId, random: &mut Random) -> Option<Value> {
        let mut candidates = self.candidates(id, random, 0);
        let numbered = |value: &Value| Value {
            text: format!("{}{}", value.text, random.below(1000)),
            prefixes: value.prefixes.clone(),
        };
        let numbered: Vec<Value> = candidates.iter().map(numbered).collect();
        candidates.extend(numbered);
        random.shuffle(&mut candidates);
        candidates.into_iter().find(|value| (self.check)(id, value))
    }

    /// The builtin type whose values a type has; `None` for lists and unions.
    pub(super) fn atomic(&self, id: TypeId) -> Option<Builtin> {
        match id {
            TypeId::Builtin(builtin) => Some(builtin),
            TypeId::Simple(id) => match self.model.simple_type(id).variety {
                Variety::Atomic(builtin) => Some(builtin),
                _ => None,
            },
            TypeId::Complex(_) => None,
        }
    }

    fn candidates(&mut self, id: TypeId, random: &mut Random, depth: usize) -> Vec<Value> {
        match id {
            TypeId::Complex(_) => Vec::new(),
            TypeId::Builtin(builtin) => self.atoms(id, builtin, &Facets::default(), random),
            TypeId::Simple(_) if depth > MAX_DEPTH => Vec::new(),
            TypeId::Simple(id) => self.of_simple(id, random, depth),
        }
    }

    fn of_simple(&mut self, id: SimpleTypeId, random: &mut Random, depth: usize) -> Vec<Value> {
        let model = self.model;
        let simple = model.simple_type(id);
        let facets = &simple.facets;
        let own = TypeId::Simple(id);
        if !facets.enumeration.is_empty() {
            let mut values: Vec<Value> = facets
                .enumeration
                .iter()
                .map(|value| {
                    let prefixes = prefixes_of(&value.value, |prefix| {
                        value.scope.namespace(prefix).map(|uri| uri.to_string())
                    });
                    let prefixes = if self.is_qualified(TypeId::Simple(id)) { prefixes } else { Vec::new() };
                    Value { text: value.value.clone(), prefixes }
                })
                .collect();
            if self.extent != Extent::Minimal {
                random.shuffle(&mut values);
            }
            return values;
        }
        match &simple.variety {
            Variety::Atomic(builtin) => self.atoms(own, *builtin, facets, random),
            Variety::List(item) => {
                let least = usize_of(facets.min_length).max(1);
                let most = facets.max_length.map_or(least + 1, |most| usize_of(Some(most)));
                let wanted = if self.extent == Extent::Minimal { least } else { (least + 1).min(most) };
                let mut lists = Vec::new();
                let mut items: Vec<Value> = Vec::new();
                while items.len() < wanted.min(MAX_ITEMS) {
                    let made = self.candidates(*item, random, depth + 1);
                    let Some(value) = made.into_iter().find(|value| (self.check)(*item, value)) else {
                        break;
                    };
                    items.push(value);
                    lists.push(Value {
                        text: items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(" "),
                        prefixes: items.iter().flat_map(|item| item.prefixes.clone()).collect(),
                    });
                }
                lists.reverse();
                lists.extend(self.of_patterns(own, facets, random).into_iter().map(Value::from));
                lists.push(Value::default());
                lists
            }
            Variety::Union(members) => {
                let mut members = members.clone();
                if self.extent != Extent::Minimal {
                    random.shuffle(&mut members);
                }
                let mut made = Vec::new();
                for member in members {
                    made.extend(self.candidates(member, random, depth + 1));
                    if made.len() >= MAX_CANDIDATES {
                        break;
                    }
                }
                made.extend(self.of_patterns(own, facets, random).into_iter().map(Value::from));
                made
            }
        }
    }

    fn is_qualified(&self, id: TypeId) -> bool {
        matches!(self.atomic(id), Some(Builtin::QName | Builtin::Notation))
    }

    fn atoms(&mut self, id: TypeId, builtin: Builtin, facets: &Facets, random: &mut Random) -> Vec<Value> {
        if builtin == Builtin::Id {
            self.ids += 1;
        }
        let typical = self.typical(builtin, facets, random);
        let of_patterns = self.of_patterns(id, facets, random);
        // A pattern says better than the builtin type what a text looks like; of a number or date it says less.
        let is_text = is_text(builtin) && builtin != Builtin::Id;
        let all = if is_text && !of_patterns.is_empty() {
            of_patterns
        } else {
            typical.into_iter().chain(of_patterns).collect()
        };
        all.into_iter().map(Value::from).collect()
    }

    /// Matches of the patterns, those of the last step of derivation first, until one is a value of the type; as short as
    /// may be in a minimal sample.
    fn of_patterns(&self, id: TypeId, facets: &Facets, random: &mut Random) -> Vec<String> {
        let mut texts = Vec::new();
        for step in facets.patterns.iter().rev() {
            let patterns: Vec<Pattern> = step.iter().filter_map(|source| Pattern::new(source)).collect();
            let fits = |length: &usize| {
                *length >= usize_of(facets.min_length)
                    && facets.max_length.is_none_or(|most| *length <= usize_of(Some(most)))
            };
            let mut possible: Vec<(usize, &Pattern)> = patterns
                .iter()
                .flat_map(|pattern| {
                    pattern.lengths().iter().filter(fits).map(move |length| (length, pattern))
                })
                .collect();
            possible.sort_by_key(|(length, _)| *length);
            // Text of no length is seldom what is meant.
            let shortest = usize::from(possible.iter().any(|(length, _)| *length > 0));
            let preferred: Vec<_> = possible.iter().filter(|(length, _)| *length >= shortest).collect();
            for attempt in 0..ATTEMPTS {
                let among = if self.extent == Extent::Minimal && attempt < ATTEMPTS / 2 { 1 } else { 20 };
                let Some((length, pattern)) = preferred.get(random.below(among.min(preferred.len()))) else {
                    break;
                };
                let Some(text) = pattern.text(*length, random) else { continue };
                let value = Value::from(text);
                let is_valid = (self.check)(id, &value);
                texts.push(value.text);
                if is_valid {
                    return texts;
                }
            }
            texts.extend(possible.first().and_then(|(length, pattern)| pattern.text(*length, random)));
        }
        texts
    }

    /// What a value of a builtin type usually looks like.
    fn typical(&self, builtin: Builtin, facets: &Facets, random: &mut Random) -> Vec<String> {
        let known = known(builtin);
        if !known.is_empty() {
            let mut all: Vec<String> = known.iter().map(|text| (*text).to_owned()).collect();
            for bound in [&facets.min, &facets.max].into_iter().flatten() {
                all.extend(near(bound));
            }
            return all;
        }
        if is_decimal(builtin) {
            return decimals(builtin, facets, random);
        }
        let (least, most) = (usize_of(facets.min_length), facets.max_length.map(|most| usize_of(Some(most))));
        let wanted = |usual: usize| usual.min(most.unwrap_or(usual)).max(least).min(MAX_CHARACTERS);
        match builtin {
            Builtin::HexBinary => vec!["4A".repeat(wanted(4))],
            Builtin::Base64Binary => vec![base64(wanted(6))],
            Builtin::Id => vec![padded(&format!("id{}", self.ids), 0, least, most)],
            Builtin::AnyUri => vec![padded("urn:example:a", 0, least, most), padded("a", 0, least, most)],
            Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities => {
                vec![vec!["id1"; wanted(1)].join(" ")]
            }
            Builtin::IdRef | Builtin::Entity => vec![padded("id1", 0, least, most)],
            Builtin::Language => vec!["sv".to_owned(), "sv-SE".to_owned(), "a".repeat(wanted(2).min(8))],
            Builtin::Name | Builtin::NcName | Builtin::NmToken | Builtin::QName | Builtin::Notation => {
                vec![padded(random.pick(&["name", "value", "item"]).unwrap_or(&"name"), 0, least, most)]
            }
            _ => {
                let words = ["Exempel", "Text", "Ett värde", "Blåbärsgröt"];
                let word = if self.extent == Extent::Minimal { None } else { random.pick(&words) };
                let usual = if self.extent == Extent::Minimal { 1 } else { usize::MAX };
                vec![padded(word.unwrap_or(&"a"), usual, least, most)]
            }
        }
    }
}

/// The prefixes of a QName's text, bound.
fn prefixes_of(text: &str, namespace: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let prefix = text.trim().split_once(':').map(|(prefix, _)| prefix);
    prefix.and_then(|prefix| Some((prefix.to_owned(), namespace(prefix)?))).into_iter().collect()
}

fn usize_of(number: Option<u64>) -> usize {
    usize::try_from(number.unwrap_or_default()).unwrap_or(usize::MAX)
}

/// `word`, repeated or cut so that its length in characters is within the bounds; `usual` is its longest form.
fn padded(word: &str, usual: usize, least: usize, most: Option<usize>) -> String {
    let own = word.chars().count();
    let usual = if usual == 0 { own } else { own.min(usual) };
    let length = usual.min(most.unwrap_or(usual)).max(least).min(MAX_CHARACTERS);
    let filling = word.chars().filter(|c| *c != ' ' && *c != ':').cycle();
    word.chars().chain(filling).take(length).collect()
}

/// So many octets, in base64.
fn base64(octets: usize) -> String {
    let mut text = "QUFB".repeat(octets / 3);
    text.push_str(["", "QQ==", "QUE="].get(octets % 3).unwrap_or(&""));
    text
}

fn is_decimal(builtin: Builtin) -> bool {
    let mut next = builtin;
    while next != Builtin::AnyType {
        if next == Builtin::Decimal {
            return true;
        }
        next = next.base();
    }
    false
}

fn is_text(builtin: Builtin) -> bool {
    !is_decimal(builtin)
        && known(builtin).is_empty()
        && !matches!(builtin, Builtin::HexBinary | Builtin::Base64Binary)
}

/// Values of the types that are neither text nor numbers, in several forms: a pattern may admit only one.
fn known(builtin: Builtin) -> &'static [&'static str] {
    match builtin {
        Builtin::Boolean => &["true", "false", "1", "0"],
        Builtin::Float | Builtin::Double => &["1.5", "0", "1", "-1.5", "10", "100", "0.5", "1E3"],
        Builtin::DateTime => &[
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00Z",
            "2026-03-01T12:00:00+01:00",
            "2026-03-01T12:00:00.000",
            "2026-03-01T12:00:00.000Z",
            "2026-03-01T12:00:00.000+01:00",
            "2026-03-01T00:00:00",
            "2026-03-01T00:00:00Z",
        ],
        Builtin::Date => &["2026-03-01", "2026-03-01Z", "2026-03-01+01:00"],
        Builtin::Time => &["12:00:00", "12:00:00Z", "12:00:00+01:00", "12:00:00.000"],
        Builtin::GYear => &["2026", "2026Z"],
        Builtin::GYearMonth => &["2026-03", "2026-03Z"],
        Builtin::GMonth => &["--03", "--03Z"],
        Builtin::GMonthDay => &["--03-01", "--03-01Z"],
        Builtin::GDay => &["---01", "---01Z"],
        Builtin::Duration => &["P1D", "PT1H", "PT30M", "P1M", "P1Y", "P1Y2M3DT4H5M6S", "PT0S", "-P1D"],
        _ => &[],
    }
}

/// A bound, and the values that one finds by counting one of its digits up or down: the neighbours of an exclusive bound.
fn near(bound: &Bound) -> Vec<String> {
    let mut all = vec![bound.value.clone()];
    for (place, digit) in bound.value.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for other in ["1", "2", "0", "3", "5", "9"] {
            let mut changed = bound.value.clone();
            changed.replace_range(place..place + digit.len_utf8(), other);
            all.push(changed);
        }
    }
    all
}
