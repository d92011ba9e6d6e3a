use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn lexical_forms_are_read_and_written_back() {
    for (text, canonical) in [
        ("2026-03-01", "2026-03-01"),
        ("0001-01-01", "0001-01-01"),
        ("-0001-12-31", "-0001-12-31"),
        ("12026-12-31", "12026-12-31"),
        ("-9223372036854775807-01-01", "-9223372036854775807-01-01"),
        ("9223372036854775807-12-31", "9223372036854775807-12-31"),
        ("2026-03-01Z", "2026-03-01Z"),
        ("2026-03-01+00:00", "2026-03-01Z"),
        ("2026-03-01-00:00", "2026-03-01Z"),
        ("2026-03-01+14:00", "2026-03-01+14:00"),
        ("2026-03-01-14:00", "2026-03-01-14:00"),
        ("2026-03-01-05:30", "2026-03-01-05:30"),
        ("2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29"),
        ("-0004-02-29", "-0004-02-29"),
    ] {
        assert_eq!(date(text).to_string(), canonical);
    }
}

#[test]
fn other_forms_are_refused() {
    for text in [
        "",
        "2026-3-1",
        "26-03-01",
        "026-03-01",
        "02026-03-01",
        "+2026-03-01",
        "--2026-03-01",
        "20260301",
        "2026/03/01",
        "2026-03-01 ",
        "2026-03-01T00:00:00",
        "2026-03-0１",
        "2026-03",
        "2026-03-01z",
        "2026-03-01+1:00",
        "2026-03-01+01",
        "2026-03-01+0100",
        "2026-03-01+14:01",
        "2026-03-01-14:01",
        "2026-03-01+13:60",
        "2026-03-01+15:00",
        "2026-03-01ZZ",
        "9223372036854775808-01-01",
    ] {
        let error = text.parse::<Date>().expect_err(text);
        assert_eq!(error.to_string(), "expected a date as YYYY-MM-DD, e.g. 2026-03-01", "{text}");
    }
}

#[test]
fn days_that_the_calendar_lacks_are_refused() {
    for text in [
        "0000-01-01",
        "-0000-01-01",
        "2026-00-01",
        "2026-13-01",
        "2026-01-00",
        "2026-01-32",
        "2026-04-31",
        "2026-02-29",
        "1900-02-29",
    ] {
        let error = text.parse::<Date>().expect_err(text);
        assert_eq!(error.to_string(), "expected a date that exists, as YYYY-MM-DD", "{text}");
    }
}

#[test]
fn dates_that_begin_at_the_same_moment_are_equal() {
    assert_eq!(date("2026-03-02+13:00"), date("2026-03-01-11:00"));
    assert_ne!(date("2026-03-02+13:00"), date("2026-03-02+12:00"));
    assert_ne!(date("2026-03-01Z"), date("2026-03-01"));
    assert_eq!(date("-0001-12-31-14:00"), date("0001-01-01+10:00"));
}

#[test]
fn order_is_decided_only_where_every_zone_agrees() {
    assert_eq!(date("2026-03-01").partial_cmp(&date("2026-03-02")), Some(Ordering::Less));
    assert_eq!(date("-0002-01-01").partial_cmp(&date("-0001-01-01")), Some(Ordering::Less));
    assert_eq!(date("2026-03-01").partial_cmp(&date("2026-03-01Z")), None);
    assert_eq!(date("2026-03-02").partial_cmp(&date("2026-03-01Z")), Some(Ordering::Greater));
    assert_eq!(date("2026-03-02").partial_cmp(&date("2026-03-01-10:00")), None);
    assert_eq!(date("2026-03-02").partial_cmp(&date("2026-03-01-09:59")), Some(Ordering::Greater));
}

#[test]
fn each_day_is_followed_by_the_next_moment() {
    for start in ["-0001-12-01", "1899-12-01", "1999-12-01", "2023-12-01", "-0005-12-01"] {
        let mut day = date(start);
        for _ in 0..800 {
            let next = day.next_day().expect("a day follows");
            assert_eq!(next.moment().nanoseconds - day.moment().nanoseconds, 86_400_000_000_000, "{day}");
            assert_eq!(date(&next.to_string()), next);
            day = next;
        }
    }
    assert_eq!(date("9223372036854775807-12-31").next_day(), None);
}
