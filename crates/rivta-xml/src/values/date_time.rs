//! xs:dateTime.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::text_type::text_type;
use super::timeline::{Moment, two_digits};
use super::{Date, ValueError, WhiteSpace, XmlSimple, Zone};

const EXPECTED: &str = "a date and time as YYYY-MM-DDThh:mm:ss, e.g. 2026-03-01T12:30:00+01:00";
const EXPECTED_IN_SWEDISH: &str = "datum och tid som ÅÅÅÅ-MM-DDThh:mm:ss, t.ex. 2026-03-01T12:30:00+01:00";
const EXPECTED_DAY: &str = "a date that exists, as YYYY-MM-DDThh:mm:ss";
const EXPECTED_DAY_IN_SWEDISH: &str = "ett datum som finns, som ÅÅÅÅ-MM-DDThh:mm:ss";
const EXPECTED_REAL: &str = "a time from 00:00:00 to 23:59:59";
const EXPECTED_REAL_IN_SWEDISH: &str = "en tid från 00:00:00 till 23:59:59";

/// A date and time of day, xs:dateTime, with a time zone if one was stated.
///
/// Seconds are kept to the nanosecond, and written with as many decimals as were read; what is beyond nine is dropped. There
/// are no leap seconds. `24:00:00` is read as
/// the next day's `00:00:00`. Years are as in [`Date`].
///
/// Two values are equal if they are the same moment: `12:00:00+01:00` is `11:00:00Z`. One with a zone never equals one
/// without, and is only before or after it if that holds in each zone. A zone is written as it was read, except that
/// UTC is always `Z`.
///
/// ```
/// use rivta_xml::DateTime;
///
/// let swedish: DateTime = "2026-03-01T12:30:00+01:00".parse()?;
/// assert_eq!(swedish, "2026-03-01T11:30:00.000Z".parse()?);
/// assert_eq!(swedish.to_string(), "2026-03-01T12:30:00+01:00");
/// assert_eq!("2026-03-01T12:30:00.500".parse::<DateTime>()?.to_string(), "2026-03-01T12:30:00.500");
/// # Ok::<(), rivta_xml::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DateTime {
    date: Date,
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    /// How many decimals of the second are written: schemas may ask for some, zeros or not.
    decimals: u8,
}

/// How many decimals of a second are kept.
const DECIMALS: u8 = 9;

impl DateTime {
    /// A time of day on `date`, in the date's time zone.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if there is no such time of day. `24:00:00` is not one here: name the next day's `00:00:00`.
    pub fn new(date: Date, hour: u8, minute: u8, second: u8, nanosecond: u32) -> Result<Self, ValueError> {
        if hour < 24 && minute < 60 && second < 60 && nanosecond < 1_000_000_000 {
            let decimals =
                (0..=DECIMALS).rfind(|kept| nanosecond.is_multiple_of(10_u32.pow(u32::from(*kept))));
            Ok(Self {
                date,
                hour,
                minute,
                second,
                nanosecond,
                decimals: DECIMALS - decimals.unwrap_or_default(),
            })
        } else {
            Err(ValueError::new(EXPECTED_REAL, EXPECTED_REAL_IN_SWEDISH))
        }
    }

    /// The date, with the time zone if one is stated.
    pub const fn date(self) -> Date {
        self.date
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The nanosecond within the second.
    pub const fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// The time zone, if one is stated.
    pub const fn zone(self) -> Option<Zone> {
        self.date.zone()
    }

    fn moment(self) -> Moment {
        let seconds = (i128::from(self.hour) * 60 + i128::from(self.minute)) * 60 + i128::from(self.second);
        let midnight = self.date.moment();
        let nanoseconds = midnight.nanoseconds + seconds * 1_000_000_000 + i128::from(self.nanosecond);
        Moment { nanoseconds, ..midnight }
    }

    /// Reads a text of the right form; `None` if it is not.
    fn parse_parts(text: &str) -> Option<Result<Self, ValueError>> {
        let (text, zone) = Zone::split(text)?;
        let (date, time) = text.split_once('T')?;
        let date = match Date::parse_day(date)? {
            Ok(date) => date.with_zone(zone),
            Err(_) => return Some(Err(ValueError::new(EXPECTED_DAY, EXPECTED_DAY_IN_SWEDISH))),
        };
        let (hour, rest) = time.split_once(':')?;
        let (minute, seconds) = rest.split_once(':')?;
        let (second, decimals) = seconds.split_once('.').unwrap_or((seconds, "0"));
        let (hour, minute, second) = (two_digits(hour)?, two_digits(minute)?, two_digits(second)?);
        let nanosecond = nanoseconds(decimals)?;
        // The decimals as written: one too small to be kept still makes the time later than the end of the day.
        let read = if (hour, minute, second) == (24, 0, 0) && decimals.bytes().all(|digit| digit == b'0') {
            Self::new(date.next_day()?, 0, 0, 0, 0)
        } else {
            Self::new(date, hour, minute, second, nanosecond)
        };
        let written = if seconds.contains('.') { decimals.len() } else { 0 };
        let decimals = u8::try_from(written).map_or(DECIMALS, |written| written.min(DECIMALS));
        Some(read.map(|read| Self { decimals, ..read }))
    }
}

/// The first nine decimals of a second; none if they are no digits or there are none.
fn nanoseconds(decimals: &str) -> Option<u32> {
    if decimals.is_empty() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = decimals.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

impl XmlSimple for DateTime {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Self::parse_parts(text).unwrap_or_else(|| Err(ValueError::new(EXPECTED, EXPECTED_IN_SWEDISH)))
    }

    fn write_text(&self, out: &mut String) {
        use std::fmt::Write as _;
        self.date.write_day(out);
        // Writing to a string does not fail.
        let _ = write!(out, "T{:02}:{:02}:{:02}", self.hour, self.minute, self.second);
        if self.decimals > 0 {
            let _ = write!(out, ".{:09}", self.nanosecond);
            out.truncate(out.len() - usize::from(DECIMALS - self.decimals));
        }
        if let Some(zone) = self.zone() {
            zone.write_text(out);
        }
    }
}

text_type!(DateTime);

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_text(&mut text);
        f.write_str(&text)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.moment() == other.moment()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.moment().partial_cmp(&other.moment())
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment().hash(state);
    }
}

#[cfg(test)]
mod tests;
