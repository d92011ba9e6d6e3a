//! What dates and times share: their digits, the calendar, and their order.

use std::cmp::Ordering;

/// A zone is at most this far from UTC, so a value without one is no nearer to it than that.
const MAX_ZONE_NANOSECONDS: i128 = 14 * 3600 * 1_000_000_000;

/// A point of time: of UTC if `zoned`, else of a zone that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Moment {
    pub(super) nanoseconds: i128,
    pub(super) zoned: bool,
}

impl PartialOrd for Moment {
    /// XML Schema part 2, section 3.2.7.4.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let difference = self.nanoseconds - other.nanoseconds;
        if self.zoned == other.zoned {
            Some(difference.cmp(&0))
        } else if difference < -MAX_ZONE_NANOSECONDS {
            Some(Ordering::Less)
        } else if difference > MAX_ZONE_NANOSECONDS {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

/// The number that exactly two ASCII digits write.
pub(super) fn two_digits(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

/// How many days a month has. Years are counted as written: in XML Schema 1.0 (appendix E), year -4 is a leap year.
pub(super) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1 March of a year 0 to a date, counting as if that year existed, minus it for dates before year 1, so that
/// -0001-12-31 and 0001-01-01 are neighbours.
pub(super) fn day_number(year: i64, month: u8, day: u8) -> i128 {
    let missing_year = if year < 0 { 366 } else { 0 };
    // Years begin in March here, so that the leap day is a year's last.
    let (year, month) = match (i128::from(year), i128::from(month)) {
        (year, month @ ..3) => (year - 1, month + 9),
        (year, month) => (year, month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + i128::from(day) - 1 + missing_year
}
