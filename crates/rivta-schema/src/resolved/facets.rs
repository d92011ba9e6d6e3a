//! The facets of a simple type, gathered along its derivation.

use super::{Builtin, Variety};
use crate::error::{Error, Location, Result};
use crate::xml::Scope;
use crate::xsd::{Annotation, Facet, FacetKind};

/// What a simple type is restricted to: each step of the derivation narrows the one before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// `minLength`, also from `length`.
    pub min_length: Option<u64>,
    /// `maxLength`, also from `length`.
    pub max_length: Option<u64>,
    /// The patterns of each step: a value matches one of each.
    pub patterns: Vec<Vec<String>>,
    /// The values of the last step that enumerates; empty means that none does.
    pub enumeration: Vec<EnumerationValue>,
    /// `whiteSpace`, where it isn't that of the builtin type.
    pub white_space: Option<WhiteSpace>,
    /// The lower bound.
    pub min: Option<Bound>,
    /// The upper bound.
    pub max: Option<Bound>,
    /// `totalDigits`.
    pub total_digits: Option<u64>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u64>,
    /// The facets that derived types must keep.
    pub fixed: Vec<FacetKind>,
}

/// An enumerated value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationValue {
    /// Where it stands.
    pub at: Location,
    /// Its text.
    pub value: String,
    /// What it means.
    pub annotation: Annotation,
    /// The prefixes that it uses if it is a QName.
    pub scope: Scope,
}

/// A bound of an ordered type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where it stands.
    pub at: Location,
    /// Its text.
    pub value: String,
    /// Whether it is itself out of bounds.
    pub exclusive: bool,
}

/// `whiteSpace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Kept.
    Preserve,
    /// Each tab and line break becomes a space.
    Replace,
    /// Runs become one space, and none is left at the ends.
    Collapse,
}

impl Facets {
    /// Whether nothing is restricted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These facets, narrowed by a step of derivation.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a facet that the type can't have, for a value that the facet can't have, and for a step that
    /// admits what the one before it doesn't.
    pub(super) fn narrowed(mut self, step: &[Facet], variety: &Variety) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut enumeration = Vec::new();
        for (index, facet) in step.iter().enumerate() {
            let many = matches!(facet.kind, FacetKind::Pattern | FacetKind::Enumeration);
            let again = |before: &Facet| before.kind == facet.kind && before.value != facet.value;
            if !many && step.iter().take(index).any(again) {
                return Err(Error::invalid(&facet.at, "the facet is given twice"));
            }
            if !is_applicable(facet.kind, variety) {
                return Err(Error::invalid(&facet.at, "the type can't have this facet"));
            }
            self.check_fixed(facet)?;
            let bound = |exclusive| {
                Some(Bound { at: facet.at.clone(), value: facet.value.trim().to_owned(), exclusive })
            };
            match facet.kind {
                FacetKind::Length => {
                    let length = Some(number(facet)?);
                    self.check_least(facet, self.min_length, length)?;
                    self.check_most(facet, self.max_length, length)?;
                    (self.min_length, self.max_length) = (length, length);
                }
                FacetKind::MinLength => {
                    let length = Some(number(facet)?);
                    self.check_least(facet, self.min_length, length)?;
                    self.min_length = length;
                }
                FacetKind::MaxLength => {
                    let length = Some(number(facet)?);
                    self.check_most(facet, self.max_length, length)?;
                    self.max_length = length;
                }
                FacetKind::Pattern => patterns.push(facet.value.clone()),
                FacetKind::Enumeration => enumeration.push(EnumerationValue {
                    at: facet.at.clone(),
                    value: facet.value.clone(),
                    annotation: facet.annotation.clone(),
                    scope: facet.scope.clone(),
                }),
                FacetKind::WhiteSpace => self.white_space = Some(self.narrower_space(facet, variety)?),
                FacetKind::MaxInclusive => self.max = bound(false),
                FacetKind::MaxExclusive => self.max = bound(true),
                FacetKind::MinInclusive => self.min = bound(false),
                FacetKind::MinExclusive => self.min = bound(true),
                FacetKind::TotalDigits => {
                    let digits = Some(number(facet)?).filter(|digits| *digits > 0);
                    let digits =
                        digits.ok_or_else(|| Error::invalid(&facet.at, "a number has a digit at least"))?;
                    self.check_most(facet, self.total_digits, Some(digits))?;
                    self.total_digits = Some(digits);
                }
                FacetKind::FractionDigits => {
                    let digits = Some(number(facet)?);
                    self.check_most(facet, self.fraction_digits, digits)?;
                    self.fraction_digits = digits;
                }
            }
            if facet.fixed && !self.fixed.contains(&facet.kind) {
                self.fixed.push(facet.kind);
            }
        }
        if !patterns.is_empty() {
            self.patterns.push(patterns);
        }
        if !enumeration.is_empty() {
            self.enumeration = enumeration;
        }
        let Some(last) = step.last() else { return Ok(self) };
        let given = |kind: FacetKind| step.iter().any(|facet| facet.kind == kind);
        if given(FacetKind::Length) && (given(FacetKind::MinLength) || given(FacetKind::MaxLength)) {
            return Err(Error::invalid(&last.at, "length is given beside minLength or maxLength"));
        }
        for (least, most, what) in [
            (self.min_length, self.max_length, "minLength is more than maxLength"),
            (self.fraction_digits, self.total_digits, "fractionDigits is more than totalDigits"),
        ] {
            if least.zip(most).is_some_and(|(least, most)| least > most) {
                return Err(Error::invalid(&last.at, what));
            }
        }
        for kinds in [
            [FacetKind::MinInclusive, FacetKind::MinExclusive],
            [FacetKind::MaxInclusive, FacetKind::MaxExclusive],
        ] {
            if kinds.into_iter().all(given) {
                return Err(Error::invalid(&last.at, "a bound is either inclusive or exclusive"));
            }
        }
        Ok(self)
    }

    /// What a step fixes, no later one may change.
    fn check_fixed(&self, facet: &Facet) -> Result<()> {
        if !self.fixed.contains(&facet.kind) {
            return Ok(());
        }
        let number = facet.value.trim().parse().ok();
        let bound = |bound: &Option<Bound>| bound.as_ref().is_some_and(|it| it.value == facet.value.trim());
        let same = match facet.kind {
            FacetKind::Length | FacetKind::MinLength => number == self.min_length,
            FacetKind::MaxLength => number == self.max_length,
            FacetKind::TotalDigits => number == self.total_digits,
            FacetKind::FractionDigits => number == self.fraction_digits,
            FacetKind::MinInclusive | FacetKind::MinExclusive => bound(&self.min),
            FacetKind::MaxInclusive | FacetKind::MaxExclusive => bound(&self.max),
            FacetKind::WhiteSpace => white_space(facet)? == self.white_space.unwrap_or(WhiteSpace::Preserve),
            FacetKind::Pattern | FacetKind::Enumeration => true,
        };
        match same {
            true => Ok(()),
            false => {
                Err(Error::invalid(&facet.at, "the facet is fixed in a type that this one is derived from"))
            }
        }
    }

    fn check_least(&self, facet: &Facet, before: Option<u64>, now: Option<u64>) -> Result<()> {
        match before.zip(now) {
            Some((before, now)) if now < before => {
                Err(Error::invalid(&facet.at, format!("{now} is less than the {before} of the base type")))
            }
            _ => Ok(()),
        }
    }

    fn check_most(&self, facet: &Facet, before: Option<u64>, now: Option<u64>) -> Result<()> {
        match before.zip(now) {
            Some((before, now)) if now > before => {
                Err(Error::invalid(&facet.at, format!("{now} is more than the {before} of the base type")))
            }
            _ => Ok(()),
        }
    }

    /// White space may be processed more than by the base. Where a schema asks for less, which libxml2 lets pass, the base
    /// has its way.
    fn narrower_space(&self, facet: &Facet, variety: &Variety) -> Result<WhiteSpace> {
        let before = self.white_space.unwrap_or(match variety {
            Variety::Atomic(builtin) => match builtin.white_space() {
                rivta_xml::WhiteSpace::Preserve => WhiteSpace::Preserve,
                rivta_xml::WhiteSpace::Replace => WhiteSpace::Replace,
                rivta_xml::WhiteSpace::Collapse => WhiteSpace::Collapse,
            },
            Variety::List(_) => WhiteSpace::Collapse,
            Variety::Union(_) => WhiteSpace::Preserve,
        });
        let now = white_space(facet)?;
        Ok(match (before, now) {
            (WhiteSpace::Collapse, _) => WhiteSpace::Collapse,
            (WhiteSpace::Replace, WhiteSpace::Preserve) => WhiteSpace::Replace,
            _ => now,
        })
    }
}

fn white_space(facet: &Facet) -> Result<WhiteSpace> {
    match facet.value.trim() {
        "preserve" => Ok(WhiteSpace::Preserve),
        "replace" => Ok(WhiteSpace::Replace),
        "collapse" => Ok(WhiteSpace::Collapse),
        other => Err(Error::invalid(&facet.at, format!("whiteSpace {other} is unknown"))),
    }
}

/// Whether values of a kind can be restricted so (Part 2, section 4.1.5, "Applicable Facets").
fn is_applicable(kind: FacetKind, variety: &Variety) -> bool {
    use FacetKind::*;
    let builtin = match variety {
        Variety::Union(_) => return matches!(kind, Pattern | Enumeration),
        Variety::List(_) => {
            return matches!(kind, Length | MinLength | MaxLength | Pattern | Enumeration | WhiteSpace);
        }
        Variety::Atomic(builtin) => *builtin,
    };
    // Up to the primitive type.
    let mut primitive = builtin;
    while !matches!(primitive.base(), Builtin::AnySimpleType | Builtin::AnyType) {
        primitive = primitive.base();
    }
    match kind {
        Pattern | WhiteSpace => true,
        Enumeration => primitive != Builtin::Boolean,
        Length | MinLength | MaxLength => matches!(
            primitive,
            Builtin::String
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
                | Builtin::HexBinary
                | Builtin::Base64Binary
        ),
        TotalDigits | FractionDigits => primitive == Builtin::Decimal,
        MaxInclusive | MaxExclusive | MinInclusive | MinExclusive => !matches!(
            primitive,
            Builtin::String
                | Builtin::Boolean
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
                | Builtin::HexBinary
                | Builtin::Base64Binary
        ),
    }
}

fn number(facet: &Facet) -> Result<u64> {
    let message = || format!("{} is not a number of characters, items or digits", facet.value);
    facet.value.trim().parse().map_err(|_| Error::invalid(&facet.at, message()))
}
