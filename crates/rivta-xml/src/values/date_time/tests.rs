use std::collections::HashSet;

use super::*;

fn date_time(text: &str) -> DateTime {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn lexical_forms_are_read_and_written_back() {
    for (text, canonical) in [
        ("2026-03-01T12:30:45", "2026-03-01T12:30:45"),
        ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("2026-03-01T23:59:59.999999999+14:00", "2026-03-01T23:59:59.999999999+14:00"),
        ("2026-03-01T12:30:45.000-00:00", "2026-03-01T12:30:45.000Z"),
        ("2026-03-01T12:30:45.120-05:30", "2026-03-01T12:30:45.120-05:30"),
        ("2026-03-01T12:30:45.0000000019", "2026-03-01T12:30:45.000000001"),
        ("2026-02-28T24:00:00", "2026-03-01T00:00:00"),
        ("2024-02-28T24:00:00.000Z", "2024-02-29T00:00:00.000Z"),
        ("2026-12-31T24:00:00+01:00", "2027-01-01T00:00:00+01:00"),
        ("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
        ("12026-03-01T12:30:45", "12026-03-01T12:30:45"),
    ] {
        assert_eq!(date_time(text).to_string(), canonical);
    }
}

#[test]
fn other_forms_are_refused() {
    for text in [
        "",
        "2026-03-01",
        "2026-03-01 12:30:45",
        "2026-03-01t12:30:45",
        "2026-03-01T12:30",
        "2026-03-01T1:30:45",
        "2026-03-01T12:30:45.",
        "2026-03-01T12:30:45.Z",
        "2026-03-01T12:30:45,5",
        "2026-03-01T12:30:45.5.5",
        "2026-03-01T12:30:45:00",
        "2026-03-01T12:30:45+14:01",
        "2026-03-01T12:30:-5",
        "2026-03-01Z12:30:45",
        "2026-03-01ZT12:30:45",
        "9223372036854775807-12-31T24:00:00",
    ] {
        let error = text.parse::<DateTime>().expect_err(text);
        assert_eq!(
            error.to_string(),
            "expected a date and time as YYYY-MM-DDThh:mm:ss, e.g. 2026-03-01T12:30:00+01:00",
            "{text}"
        );
    }
}

#[test]
fn times_that_no_clock_shows_are_refused() {
    for text in [
        "2026-03-01T24:00:01",
        "2026-03-01T24:01:00",
        "2026-03-01T24:00:00.1",
        "2026-03-01T24:00:00.0000000001",
        "2026-03-01T25:00:00",
        "2026-03-01T12:60:00",
        "2026-03-01T12:30:60",
    ] {
        let error = text.parse::<DateTime>().expect_err(text);
        assert_eq!(error.to_string(), "expected a time from 00:00:00 to 23:59:59", "{text}");
    }
    let error = "2026-02-29T12:00:00".parse::<DateTime>().expect_err("no such day");
    assert_eq!(error.to_string(), "expected a date that exists, as YYYY-MM-DDThh:mm:ss");
    assert_eq!(error.expected_in_swedish(), "ett datum som finns, som ÅÅÅÅ-MM-DDThh:mm:ss");
}

#[test]
fn the_same_moment_is_equal_in_every_zone() {
    assert_eq!(date_time("2026-03-01T00:30:00+01:00"), date_time("2026-02-28T23:30:00Z"));
    assert_eq!(date_time("2026-03-01T12:00:00.50"), date_time("2026-03-01T12:00:00.5"));
    assert_eq!(date_time("2026-02-28T24:00:00"), date_time("2026-03-01T00:00:00"));
    let moments = ["2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z", "2026-02-28T23:30:00.0-00:00"];
    assert_eq!(HashSet::from(moments.map(date_time)).len(), 1);
    assert_ne!(date_time("2026-03-01T12:00:00"), date_time("2026-03-01T12:00:00Z"));
    assert_ne!(date_time("2026-03-01T12:00:00"), date_time("2026-03-01T12:00:00.000000001"));
}

#[test]
fn order_is_decided_only_where_every_zone_agrees() {
    // The examples of XML Schema part 2, section 3.2.7.4.
    for (a, b, order) in [
        ("2000-01-15T00:00:00", "2000-02-15T00:00:00", Some(Ordering::Less)),
        ("2000-01-15T12:00:00", "2000-01-16T12:00:00Z", Some(Ordering::Less)),
        ("2000-01-01T12:00:00", "1999-12-31T23:00:00Z", None),
        ("2000-01-16T12:00:00", "2000-01-16T12:00:00Z", None),
        ("2000-01-16T00:00:00", "2000-01-16T12:00:00Z", None),
        ("2000-01-17T12:00:00Z", "2000-01-16T12:00:00", Some(Ordering::Greater)),
    ] {
        assert_eq!(date_time(a).partial_cmp(&date_time(b)), order, "{a} {b}");
    }
}

#[test]
fn parts_are_told_as_written() {
    let value = date_time("2026-03-01T12:30:45.5-05:30");
    assert_eq!((value.hour(), value.minute(), value.second(), value.nanosecond()), (12, 30, 45, 500_000_000));
    assert_eq!(value.date().day(), 1);
    assert_eq!(value.zone().map(Zone::minutes), Some(-330));
}
