//! Instants as people in Sweden write and read them; `--json` and the logs have UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rivta_soap::swedish_time_zone;

/// Swedish time with its offset, which tells the two hours of an October night apart: `2026-03-01 12:00:00+01:00`.
pub(crate) fn shown(instant: Timestamp) -> String {
    instant.to_zoned(swedish_time_zone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string()
}

/// An instant with an offset, or Swedish time without one; a date alone is its first instant.
pub(crate) fn parse(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let local = text.parse::<DateTime>().ok();
    // Of an hour that the clock skips, or runs through twice, jiff takes the instant that other programs take too.
    let zoned = local.and_then(|local| local.to_zoned(swedish_time_zone()).ok());
    zoned.map(|zoned| zoned.timestamp()).ok_or_else(|| {
        "expected a date or a time, e.g. 2026-01-31, 2026-01-31T08:00:00 (Swedish time) or 2026-01-31T08:00:00+01:00"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_offset_is_swedish_and_a_date_is_its_midnight() {
        for (text, instant) in [
            ("2026-01-31T08:00:00+02:00", "2026-01-31T06:00:00Z"),
            ("2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z"),
            ("2026-01-31T08:00:00", "2026-01-31T07:00:00Z"),
            ("2026-07-31 08:00", "2026-07-31T06:00:00Z"),
            ("2026-07-31", "2026-07-30T22:00:00Z"),
        ] {
            assert_eq!(parse(text), Ok(instant.parse().unwrap()), "{text}");
        }
        for text in ["", "yesterday", "2026-02-30", "20:00", "2026"] {
            assert!(parse(text).unwrap_err().contains("2026-01-31"), "{text}");
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        let shown = |text: &str| shown(text.parse().unwrap());
        assert_eq!(shown("2026-10-25T00:30:00Z"), "2026-10-25 02:30:00+02:00");
        assert_eq!(shown("2026-10-25T01:30:00Z"), "2026-10-25 02:30:00+01:00");
    }
}
