//! C4 and the contract's times: 14 digits `YYYYMMDDhhmmss`, Swedish local time, no zone.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp as Instant};
use rivta_persons::core::Timestamp;
use rivta_soap::swedish_time_zone;

use crate::path::Path;
use crate::problem::Problem;
use crate::update::ContactUpdate;
use crate::violation::Violation;

/// C4, as far as it needs no register: a version that is named is 14 digits.
pub(crate) fn c4_version_is_a_timestamp(update: &ContactUpdate<'_>) -> Option<Violation> {
    let malformed = digits(update.version_to_update?).is_none();
    malformed.then(|| Violation::error(Path::VersionToUpdate, Problem::VersionMalformed))
}

/// C4: an update names the version that it replaces, `current`; the first update of a person names none. One that is no
/// Timestamp is told by [`Rules::check_content`](crate::Rules::check_content).
pub fn check_version(update: &ContactUpdate<'_>, current: Option<&Timestamp>) -> Option<Violation> {
    let (path, problem) = match (update.version_to_update, current) {
        (None, None) => return None,
        (None, Some(_)) => (Path::Request, Problem::VersionMissing),
        (Some(given), _) if digits(given).is_none() => return None,
        (Some(_), None) => (Path::VersionToUpdate, Problem::VersionUnexpected),
        (Some(given), Some(current)) if given.as_str() == current.as_str() => return None,
        (Some(_), Some(_)) => (Path::VersionToUpdate, Problem::VersionStale),
    };
    Some(Violation::error(path, problem))
}

/// The version of an update taken at `now` of a record whose version was `last`: the Swedish local time, or the second
/// after `last` if that is later. So it is greater than `last` in the hour that repeats in October, for several updates
/// in one second, and when the clock has been set back.
///
/// A `last` that is no calendar time, which only a foreign register can have given, is counted on as a number. `None`
/// if no 14 digits are greater.
pub fn next_version(now: Instant, last: Option<&Timestamp>) -> Option<Timestamp> {
    let present = local(now);
    let Some(last) = last.and_then(digits) else { return Some(timestamp(number(present))) };
    let after = match calendar(last).and_then(|last| last.checked_add(SignedDuration::from_secs(1)).ok()) {
        Some(after) => number(after),
        None => last.saturating_add(1),
    };
    let version = number(present).max(after);
    (version <= LARGEST).then(|| timestamp(version))
}

/// The Swedish local time at `now`, for `actor.updateTime` (C7).
pub fn local_timestamp(now: Instant) -> Timestamp {
    timestamp(number(local(now)))
}

/// The date in Sweden at `now`.
pub fn swedish_today(now: Instant) -> Date {
    local(now).date()
}

const LARGEST: u64 = 99_999_999_999_999;

fn local(now: Instant) -> DateTime {
    // A clock before 1970 was never set; four digits could not hold the years before 0 either.
    swedish_time_zone().to_datetime(now.max(Instant::UNIX_EPOCH))
}

/// The time as the number that its 14 digits form.
fn number(time: DateTime) -> u64 {
    let fields = [
        (time.month(), 100),
        (time.day(), 100),
        (time.hour(), 100),
        (time.minute(), 100),
        (time.second(), 100),
    ];
    fields.iter().fold(u64::from(time.year().unsigned_abs()), |number, (field, scale)| {
        number * scale + u64::from(field.unsigned_abs())
    })
}

#[expect(clippy::expect_used, reason = "callers pass at most 14 digits")]
fn timestamp(number: u64) -> Timestamp {
    Timestamp::new(format!("{number:014}")).expect("14 digits are a Timestamp")
}

/// The number that a Timestamp's digits form; `None` if it has others than digits.
fn digits(timestamp: &Timestamp) -> Option<u64> {
    let text = timestamp.as_str();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The calendar time that 14 digits name, if they do.
fn calendar(number: u64) -> Option<DateTime> {
    let field = |scale: u64| i8::try_from(number / scale % 100).ok();
    let year = i16::try_from(number / 10_000_000_000).ok()?;
    let (month, day) = (field(100_000_000)?, field(1_000_000)?);
    DateTime::new(year, month, day, field(10_000)?, field(100)?, field(1)?, 0).ok()
}

#[cfg(test)]
mod tests;
