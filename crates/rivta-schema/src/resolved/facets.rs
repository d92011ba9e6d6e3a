//! The facets of a simple type, gathered along its derivation.

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
    /// [`Error::Invalid`] for a value that the facet can't have.
    pub(super) fn narrowed(mut self, step: &[Facet]) -> Result<Self> {
        let mut patterns = Vec::new();
        let mut enumeration = Vec::new();
        for facet in step {
            let bound = |exclusive| {
                Some(Bound { at: facet.at.clone(), value: facet.value.trim().to_owned(), exclusive })
            };
            match facet.kind {
                FacetKind::Length => {
                    let length = number(facet)?;
                    (self.min_length, self.max_length) = (Some(length), Some(length));
                }
                FacetKind::MinLength => self.min_length = Some(number(facet)?),
                FacetKind::MaxLength => self.max_length = Some(number(facet)?),
                FacetKind::Pattern => patterns.push(facet.value.clone()),
                FacetKind::Enumeration => enumeration.push(EnumerationValue {
                    at: facet.at.clone(),
                    value: facet.value.clone(),
                    annotation: facet.annotation.clone(),
                    scope: facet.scope.clone(),
                }),
                FacetKind::WhiteSpace => {
                    self.white_space = Some(match facet.value.trim() {
                        "preserve" => WhiteSpace::Preserve,
                        "replace" => WhiteSpace::Replace,
                        "collapse" => WhiteSpace::Collapse,
                        other => {
                            return Err(Error::invalid(&facet.at, format!("whiteSpace {other} is unknown")));
                        }
                    });
                }
                FacetKind::MaxInclusive => self.max = bound(false),
                FacetKind::MaxExclusive => self.max = bound(true),
                FacetKind::MinInclusive => self.min = bound(false),
                FacetKind::MinExclusive => self.min = bound(true),
                FacetKind::TotalDigits => self.total_digits = Some(number(facet)?),
                FacetKind::FractionDigits => self.fraction_digits = Some(number(facet)?),
            }
        }
        if !patterns.is_empty() {
            self.patterns.push(patterns);
        }
        if !enumeration.is_empty() {
            self.enumeration = enumeration;
        }
        if let (Some(least), Some(most), Some(last)) = (self.min_length, self.max_length, step.last())
            && least > most
        {
            let message = format!("minLength {least} is more than maxLength {most}");
            return Err(Error::invalid(&last.at, message));
        }
        Ok(self)
    }
}

fn number(facet: &Facet) -> Result<u64> {
    let message = || format!("{} is not a number of characters, items or digits", facet.value);
    facet.value.trim().parse().map_err(|_| Error::invalid(&facet.at, message()))
}
