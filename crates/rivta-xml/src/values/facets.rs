//! The facets of restricted types: what is checked of a value beyond its base type.

use super::{ValueError, XmlSimple};
use crate::character::first_forbidden;

/// The facets of a restricted simple type, each absent unless set.
///
/// ```
/// use rivta_xml::Facets;
///
/// const POSTAL_CODE: Facets = Facets::NONE.min_inclusive(0).max_inclusive(99999);
/// assert!(POSTAL_CODE.check(&11122).is_ok());
/// assert_eq!(
///     POSTAL_CODE.check(&100_000).unwrap_err().to_string(),
///     "expected a whole number from 0 to 99999"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facets {
    min_length: Option<usize>,
    max_length: Option<usize>,
    min_inclusive: Option<i64>,
    max_inclusive: Option<i64>,
}

impl Facets {
    /// No facet at all.
    pub const NONE: Self =
        Self { min_length: None, max_length: None, min_inclusive: None, max_inclusive: None };

    /// Exactly `length` characters; of binary types, octets.
    #[must_use]
    pub const fn length(self, length: usize) -> Self {
        self.min_length(length).max_length(length)
    }

    /// At least `length` characters; of binary types, octets.
    #[must_use]
    pub const fn min_length(mut self, length: usize) -> Self {
        self.min_length = Some(length);
        self
    }

    /// At most `length` characters; of binary types, octets.
    #[must_use]
    pub const fn max_length(mut self, length: usize) -> Self {
        self.max_length = Some(length);
        self
    }

    /// No number below `least`.
    #[must_use]
    pub const fn min_inclusive(mut self, least: i64) -> Self {
        self.min_inclusive = Some(least);
        self
    }

    /// No number above `most`.
    #[must_use]
    pub const fn max_inclusive(mut self, most: i64) -> Self {
        self.max_inclusive = Some(most);
        self
    }

    /// Checks a value of the base type.
    ///
    /// # Errors
    ///
    /// [`ValueError`] that names the facet's limit, and the length found where it is about length.
    pub fn check<T: FacetValue>(&self, value: &T) -> Result<(), ValueError> {
        value.check(self)
    }

    /// Reads a value of the base type and checks it, so that a text that is no number at all is told the narrower range.
    ///
    /// # Errors
    ///
    /// [`ValueError`] of the facet that is broken, or of the base type.
    pub fn parse<T: FacetValue>(&self, text: &str) -> Result<T, ValueError> {
        let value = T::parse(text).map_err(|error| self.expected_number().unwrap_or(error))?;
        self.check(&value)?;
        Ok(value)
    }

    /// Checks a length that `count` finds, which is only called if a facet asks for it.
    fn check_length(&self, unit: &Unit, count: impl FnOnce() -> usize) -> Result<(), ValueError> {
        if self.min_length.is_none() && self.max_length.is_none() {
            return Ok(());
        }
        check_length(self.min_length, self.max_length, unit, count())
    }

    fn check_number(&self, number: i64) -> Result<(), ValueError> {
        let too_small = self.min_inclusive.is_some_and(|least| number < least);
        let too_large = self.max_inclusive.is_some_and(|most| number > most);
        match self.expected_number() {
            Some(error) if too_small || too_large => Err(error),
            _ => Ok(()),
        }
    }

    fn expected_number(&self) -> Option<ValueError> {
        let bounded = self.min_inclusive.is_some() || self.max_inclusive.is_some();
        bounded.then(|| whole_number(self.min_inclusive.map(Into::into), self.max_inclusive.map(Into::into)))
    }
}

/// Checks a length, told in `unit`.
pub(crate) fn check_length(
    least: Option<usize>,
    most: Option<usize>,
    unit: &Unit,
    found: usize,
) -> Result<(), ValueError> {
    let too_short = least.is_some_and(|least| found < least);
    let too_long = most.is_some_and(|most| found > most);
    if !too_short && !too_long {
        return Ok(());
    }
    let (english, swedish, limit) = match (least, most) {
        (Some(least), Some(most)) if least == most => {
            (format!("exactly {most}"), format!("exakt {most}"), most)
        }
        (None | Some(0), Some(most)) => (format!("at most {most}"), format!("högst {most}"), most),
        (Some(least), Some(most)) => (format!("{least} to {most}"), format!("{least} till {most}"), most),
        (Some(least), None) => (format!("at least {least}"), format!("minst {least}"), least),
        (None, None) => return Ok(()),
    };
    let plural = if limit == 1 { "" } else { "s" };
    let Unit { english: unit, swedish: enhet } = unit;
    Err(ValueError::new(
        format!("{english} {unit}{plural}, found {found}"),
        format!("{swedish} {enhet}, hittade {found}"),
    ))
}

/// What a length is counted in; the English word in the singular, the Swedish one is the same in the plural.
#[derive(Debug)]
pub(crate) struct Unit {
    english: &'static str,
    swedish: &'static str,
}

pub(crate) const CHARACTERS: Unit = Unit { english: "character", swedish: "tecken" };
pub(crate) const OCTETS: Unit = Unit { english: "octet", swedish: "byte" };
pub(crate) const ITEMS: Unit = Unit { english: "item", swedish: "led" };

/// The error of what is no whole number within these bounds.
pub(crate) fn whole_number(least: Option<i128>, most: Option<i128>) -> ValueError {
    let (english, swedish) = match (least, most) {
        (Some(least), Some(most)) => {
            (format!(" from {least} to {most}"), format!(" från {least} till {most}"))
        }
        (Some(least), None) => (format!(" of at least {least}"), format!(", minst {least}")),
        (None, Some(most)) => (format!(" of at most {most}"), format!(", högst {most}")),
        (None, None) => (String::new(), String::new()),
    };
    ValueError::new(format!("a whole number{english}"), format!("ett heltal{swedish}"))
}

/// A builtin type that facets can restrict.
pub trait FacetValue: XmlSimple {
    /// Checks the facets that apply to this type; a schema can't give it any other.
    ///
    /// # Errors
    ///
    /// As [`Facets::check`].
    fn check(&self, facets: &Facets) -> Result<(), ValueError>;
}

macro_rules! unrestricted {
    ($($type:ty),+) => {$(
        impl FacetValue for $type {
            fn check(&self, _: &Facets) -> Result<(), ValueError> {
                Ok(())
            }
        }
    )+};
}

// A boolean has none of these facets; bounds of dates are not supported, and the generator refuses them.
unrestricted!(bool, super::Date, super::DateTime);

impl FacetValue for String {
    fn check(&self, facets: &Facets) -> Result<(), ValueError> {
        if first_forbidden(self).is_some() {
            return Err(ValueError::new(
                "only characters that XML allows, no control characters",
                "bara tecken som XML tillåter, inga styrtecken",
            ));
        }
        // Characters are never more than bytes, so most texts need no counting.
        if facets.min_length.is_none() && facets.max_length.is_some_and(|most| self.len() <= most) {
            return Ok(());
        }
        facets.check_length(&CHARACTERS, || self.chars().count())
    }
}

impl FacetValue for super::AnyUri {
    fn check(&self, facets: &Facets) -> Result<(), ValueError> {
        facets.check_length(&CHARACTERS, || self.as_str().chars().count())
    }
}

impl FacetValue for super::Base64Binary {
    fn check(&self, facets: &Facets) -> Result<(), ValueError> {
        facets.check_length(&OCTETS, || self.as_bytes().len())
    }
}

impl FacetValue for i32 {
    fn check(&self, facets: &Facets) -> Result<(), ValueError> {
        facets.check_number((*self).into())
    }
}

impl FacetValue for i64 {
    fn check(&self, facets: &Facets) -> Result<(), ValueError> {
        facets.check_number(*self)
    }
}

#[cfg(test)]
mod tests;
