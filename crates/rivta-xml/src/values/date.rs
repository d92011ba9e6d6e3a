//! xs:date.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::text_type::text_type;
use super::timeline::{Moment, day_number, days_in_month, two_digits};
use super::{ValueError, WhiteSpace, XmlSimple, Zone};

const EXPECTED: &str = "a date as YYYY-MM-DD, e.g. 2026-03-01";
const EXPECTED_IN_SWEDISH: &str = "ett datum som ÅÅÅÅ-MM-DD, t.ex. 2026-03-01";
const EXPECTED_REAL: &str = "a date that exists, as YYYY-MM-DD";
const EXPECTED_REAL_IN_SWEDISH: &str = "ett datum som finns, som ÅÅÅÅ-MM-DD";

/// A calendar date, xs:date, with a time zone if one was stated.
///
/// Years may be negative and of more than four digits (up to 64 bits), but there is no year 0, as in XML Schema 1.0.
///
/// Two dates are equal if they begin at the same moment: `2026-03-02+13:00` is `2026-03-01-11:00`. One with a zone never equals
/// one without, and is only before or after it if that holds in each zone. A zone is written as it was read, except
/// that UTC is always `Z`.
///
/// ```
/// use rivta_xml::Date;
///
/// let date: Date = "2026-03-01".parse()?;
/// assert_eq!((date.year(), date.month(), date.day(), date.zone()), (2026, 3, 1, None));
/// assert!(date < Date::new(2026, 3, 2)?);
/// assert_eq!("2026-02-29".parse::<Date>().unwrap_err().to_string(), "expected a date that exists, as YYYY-MM-DD");
/// # Ok::<(), rivta_xml::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Date {
    year: i64,
    month: u8,
    day: u8,
    zone: Option<Zone>,
}

impl Date {
    /// A date without a time zone.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if the calendar has no such day.
    pub fn new(year: i64, month: u8, day: u8) -> Result<Self, ValueError> {
        if year != 0 && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day) {
            Ok(Self { year, month, day, zone: None })
        } else {
            Err(ValueError::new(EXPECTED_REAL, EXPECTED_REAL_IN_SWEDISH))
        }
    }

    /// The same date in `zone`.
    #[must_use]
    pub const fn with_zone(self, zone: Option<Zone>) -> Self {
        Self { zone, ..self }
    }

    /// The year, never 0; -1 is the year before 1.
    pub const fn year(self) -> i64 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The time zone, if one is stated.
    pub const fn zone(self) -> Option<Zone> {
        self.zone
    }

    /// The day after; none after the last day that a year of 64 bits has.
    pub(super) fn next_day(self) -> Option<Self> {
        if self.day < days_in_month(self.year, self.month) {
            return Some(Self { day: self.day + 1, ..self });
        }
        if self.month < 12 {
            return Some(Self { month: self.month + 1, day: 1, ..self });
        }
        let year = if self.year == -1 { 1 } else { self.year.checked_add(1)? };
        Some(Self { year, month: 1, day: 1, ..self })
    }

    /// When the day begins.
    pub(super) fn moment(self) -> Moment {
        let zone_minutes = i128::from(self.zone.map_or(0, Zone::minutes));
        let minutes = day_number(self.year, self.month, self.day) * 24 * 60 - zone_minutes;
        Moment { nanoseconds: minutes * 60 * 1_000_000_000, zoned: self.zone.is_some() }
    }

    /// Reads `YYYY-MM-DD`, without a zone; `None` if it is not of that form.
    pub(super) fn parse_day(text: &str) -> Option<Result<Self, ValueError>> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (year_and_month, day) = digits.rsplit_once('-')?;
        let (year, month) = year_and_month.rsplit_once('-')?;
        let padded = year.len() > 4 && year.starts_with('0');
        if year.len() < 4 || padded || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year = sign * year.parse::<i64>().ok()?;
        Some(Self::new(year, two_digits(month)?, two_digits(day)?))
    }

    /// Writes `YYYY-MM-DD`, without the zone.
    pub(super) fn write_day(self, out: &mut String) {
        use std::fmt::Write as _;
        let sign = if self.year < 0 { "-" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(out, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day);
    }
}

impl XmlSimple for Date {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let malformed = || ValueError::new(EXPECTED, EXPECTED_IN_SWEDISH);
        let (day, zone) = Zone::split(text).ok_or_else(malformed)?;
        let date = Self::parse_day(day).ok_or_else(malformed)??;
        Ok(date.with_zone(zone))
    }

    fn write_text(&self, out: &mut String) {
        self.write_day(out);
        if let Some(zone) = self.zone {
            zone.write_text(out);
        }
    }
}

text_type!(Date);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_text(&mut text);
        f.write_str(&text)
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.moment() == other.moment()
    }
}

impl Eq for Date {}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.moment().partial_cmp(&other.moment())
    }
}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment().hash(state);
    }
}

#[cfg(test)]
mod tests;
