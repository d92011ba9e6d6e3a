//! Time zones of dates and times.

use super::ValueError;
use super::timeline::two_digits;

/// The time zone that a date or time states: its distance from UTC, at most 14 hours either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone {
    minutes: i16,
}

impl Zone {
    /// UTC, written `Z`.
    pub const UTC: Self = Self { minutes: 0 };

    /// A zone `minutes` ahead of UTC; behind it, if negative.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if it is more than 14 hours.
    pub fn new(minutes: i16) -> Result<Self, ValueError> {
        if (-840..=840).contains(&minutes) {
            Ok(Self { minutes })
        } else {
            Err(ValueError::new("a time zone from -14:00 to +14:00", "en tidszon från -14:00 till +14:00"))
        }
    }

    /// Minutes ahead of UTC; behind it, if negative.
    pub const fn minutes(self) -> i16 {
        self.minutes
    }

    /// Parts a text into what stands before its zone, and the zone if there is one; none at all if the zone is wrong.
    pub(super) fn split(text: &str) -> Option<(&str, Option<Self>)> {
        if let Some(rest) = text.strip_suffix('Z') {
            return Some((rest, Some(Self::UTC)));
        }
        let Some((rest, zone)) = text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) else {
            return Some((text, None));
        };
        let Some((hours, minutes)) = zone.split_once(':') else {
            return Some((text, None));
        };
        let (sign, hours) = match (hours.strip_prefix('+'), hours.strip_prefix('-')) {
            (Some(hours), _) => (1, hours),
            (_, Some(hours)) => (-1, hours),
            _ => return Some((text, None)),
        };
        let (hours, minutes) = (i16::from(two_digits(hours)?), i16::from(two_digits(minutes)?));
        if minutes > 59 {
            return None;
        }
        let zone = Self::new(sign * (hours * 60 + minutes)).ok()?;
        Some((rest, Some(zone)))
    }

    pub(super) fn write_text(self, out: &mut String) {
        use std::fmt::Write as _;
        if self.minutes == 0 {
            out.push('Z');
            return;
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        // Writing to a string does not fail.
        let _ = write!(out, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    }
}
