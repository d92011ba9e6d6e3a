use proptest::prelude::*;
use rivta_persons::core::Timestamp;

use super::*;
use crate::testing::{Request, own_update};
use crate::{RuleId, Rules, Severity};

fn stamp(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn next(now: &str, last: Option<&str>) -> Option<String> {
    next_version(at(now), last.map(stamp).as_ref()).map(|version| version.as_str().to_owned())
}

fn update(version: Option<&str>) -> Request {
    let mut request = own_update();
    request.version_to_update = version.map(stamp);
    request
}

#[track_caller]
fn c4(given: Option<&str>, current: Option<&str>, expected: Option<(Path, Problem)>) {
    let request = update(given);
    let violation = check_version(&ContactUpdate::from(&request), current.map(stamp).as_ref());
    assert_eq!(violation, expected.map(|(path, problem)| Violation::error(path, problem)));
    assert!(violation.is_none_or(|violation| violation.rule() == RuleId::C4 && violation.severity() == Severity::Error));
}

#[test]
fn c4_accepts_the_current_version_and_a_first_update_without_one() {
    c4(None, None, None);
    c4(Some("20261122105959"), Some("20261122105959"), None);
}

#[test]
fn c4_refuses_an_update_of_a_record_without_its_version() {
    c4(None, Some("20261122105959"), Some((Path::Request, Problem::VersionMissing)));
}

#[test]
fn c4_refuses_another_version() {
    for given in ["20261122105958", "20261122110000", "00000000000000"] {
        c4(Some(given), Some("20261122105959"), Some((Path::VersionToUpdate, Problem::VersionStale)));
    }
}

#[test]
fn c4_refuses_a_version_when_there_is_no_record() {
    c4(Some("20261122105959"), None, Some((Path::VersionToUpdate, Problem::VersionUnexpected)));
}

#[test]
fn c4_refuses_a_version_that_is_no_timestamp() {
    let malformed = Violation::error(Path::VersionToUpdate, Problem::VersionMalformed);
    for given in ["2026-11-22T105", "2026112210595X", "              ", "+2026112210595", "٠٠٠٠٠٠٠٠٠٠٠٠٠٠"]
    {
        let violations = Rules::default().check_content(&ContactUpdate::from(&update(Some(given))));
        assert_eq!(violations, [malformed]);
        // It is told once, whatever is stored; even if such a one were.
        for current in [None, Some("20261122105959"), Some(given)] {
            c4(Some(given), current, None);
        }
    }
    assert_eq!(Rules::default().check_content(&ContactUpdate::from(&update(Some("20261122105959")))), []);
}

#[test]
fn c4_versions_are_swedish_local_time() {
    assert_eq!(next("2026-01-15T11:00:00Z", None).unwrap(), "20260115120000");
    assert_eq!(next("2026-07-15T11:00:00.999Z", None).unwrap(), "20260715130000");
    assert_eq!(next("2026-12-31T23:00:00Z", None).unwrap(), "20270101000000");
}

#[test]
fn c4_versions_of_one_second_go_on() {
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20260115115959")).unwrap(), "20260115120000");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20260115120000")).unwrap(), "20260115120001");
    assert_eq!(next("2026-01-15T11:00:59Z", Some("20260115120059")).unwrap(), "20260115120100");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20261231235959")).unwrap(), "20270101000000");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20260228235959")).unwrap(), "20260301000000");
}

#[test]
fn c4_versions_go_on_in_the_hour_that_repeats() {
    // Summer time ends 2026-10-25 at 01:00 UTC: 02:59:59 is followed by 02:00:00.
    let first = next("2026-10-25T00:59:59Z", None).unwrap();
    assert_eq!(first, "20261025025959");
    let second = next("2026-10-25T01:00:00Z", Some(&first)).unwrap();
    assert_eq!(second, "20261025030000");
    let third = next("2026-10-25T01:30:00Z", Some(&second)).unwrap();
    assert_eq!(third, "20261025030001");
    assert_eq!(next("2026-10-25T02:30:00Z", Some(&third)).unwrap(), "20261025033000");
}

#[test]
fn c4_versions_go_on_in_the_hour_that_is_left_out() {
    // Summer time begins 2026-03-29 at 01:00 UTC: 01:59:59 is followed by 03:00:00.
    assert_eq!(next("2026-03-29T00:59:59Z", Some("20260329015959")).unwrap(), "20260329020000");
    assert_eq!(next("2026-03-29T01:00:00Z", Some("20260329020000")).unwrap(), "20260329030000");
}

#[test]
fn c4_versions_go_on_from_what_is_no_calendar_time() {
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20251399000000")).unwrap(), "20260115120000");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20261399000000")).unwrap(), "20261399000001");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("20260115120060")).unwrap(), "20260115120061");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("00000000000000")).unwrap(), "20260115120000");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("abcdefghijklmn")).unwrap(), "20260115120000");
}

#[test]
fn c4_versions_end_with_the_last_14_digits() {
    assert_eq!(next("2026-01-15T11:00:00Z", Some("99991231235958")).unwrap(), "99991231235959");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("99991231235959")).unwrap(), "99991231235960");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("99999999999998")).unwrap(), "99999999999999");
    assert_eq!(next("2026-01-15T11:00:00Z", Some("99999999999999")), None);
}

#[test]
fn every_instant_is_a_timestamp() {
    assert_eq!(local_timestamp(Instant::MIN).as_str(), "19700101010000");
    assert_eq!(local_timestamp(Instant::MAX).as_str(), "99991230230000");
    assert_eq!(local_timestamp(at("2026-07-01T00:00:00Z")).as_str(), "20260701020000");
}

#[test]
fn the_day_in_sweden_begins_before_that_in_greenwich() {
    assert_eq!(swedish_today(at("2026-06-30T21:59:59Z")), jiff::civil::date(2026, 6, 30));
    assert_eq!(swedish_today(at("2026-06-30T22:00:00Z")), jiff::civil::date(2026, 7, 1));
    assert_eq!(swedish_today(at("2026-12-31T22:59:59Z")), jiff::civil::date(2026, 12, 31));
    assert_eq!(swedish_today(at("2026-12-31T23:00:00Z")), jiff::civil::date(2027, 1, 1));
}

proptest! {
    #[test]
    fn c4_versions_grow_however_the_clock_walks(
        start in prop_oneof![
            0_i64..4_000_000_000,
            // Around the ends of summer time in 2026 and 2027.
            1_792_886_400_i64..1_792_900_800,
            1_824_940_800_i64..1_824_955_200,
        ],
        steps in proptest::collection::vec(prop_oneof![Just(0_i64), -4000_i64..4000, -1_i64..3], 1..60),
    ) {
        let mut second = start;
        let mut last: Option<Timestamp> = None;
        for step in steps {
            second += step;
            let now = Instant::from_second(second).unwrap();
            let version = next_version(now, last.as_ref()).unwrap();
            prop_assert_eq!(version.as_str().len(), 14);
            prop_assert!(version.as_str() >= local_timestamp(now).as_str());
            prop_assert!(calendar(digits(&version).unwrap()).is_some());
            if let Some(last) = &last {
                prop_assert!(version.as_str() > last.as_str());
            }
            last = Some(version);
        }
    }

    #[test]
    fn c4_a_version_is_greater_than_any_before_it(last in "[0-9]{14}|9999[0-9]{10}", second in 0_i64..253_000_000_000) {
        let version = next_version(Instant::from_second(second).unwrap(), Some(&stamp(&last)));
        match version {
            Some(version) => prop_assert!(version.as_str() > last.as_str()),
            None => prop_assert_eq!(last, "99999999999999"),
        }
    }

    #[test]
    fn c4_any_14_characters_are_read_or_refused(text in "\\PC{14}", second in 0_i64..4_000_000_000) {
        let request = update(Some(&text));
        let _ = check_version(&ContactUpdate::from(&request), Some(&stamp(&text)));
        prop_assert!(next_version(Instant::from_second(second).unwrap(), Some(&stamp(&text))).is_some());
    }
}
