use std::borrow::Cow;

use super::{NoNamespaces, Schema};
use crate::schema::{Builtin, TypeRef};

fn takes(builtin: Builtin, text: &str) -> bool {
    Schema::EMPTY.check(TypeRef::Builtin(builtin), Cow::Borrowed(text), &NoNamespaces).is_ok()
}

#[test]
fn builtin_types_take_their_lexical_space_and_nothing_beside() {
    let cases: [(Builtin, &[&str], &[&str]); 31] = [
        (Builtin::Boolean, &["true", "0", " 1 "], &["TRUE", "yes", ""]),
        (
            Builtin::Decimal,
            &["1", "-1.50", "+.5", "1.", "000123456789012345678901234567890.1"],
            &["", ".", "1e3", "1,5", "--1"],
        ),
        (Builtin::Integer, &["-0", "+99999999999999999999999999"], &["1.0", "", "+"]),
        (Builtin::NonPositiveInteger, &["0", "-5"], &["1"]),
        (Builtin::NegativeInteger, &["-1"], &["0"]),
        (Builtin::PositiveInteger, &["1"], &["0"]),
        (Builtin::Byte, &["-128", "127"], &["128", "-129"]),
        (Builtin::UnsignedByte, &["255", "+0"], &["256", "-1"]),
        (Builtin::UnsignedLong, &["18446744073709551615"], &["18446744073709551616"]),
        (
            Builtin::Float,
            &["INF", "-INF", "NaN", "1E4", "-1.5e-3", ".5"],
            &["inf", "+INF", "1e", "nan", "0x1", ""],
        ),
        (
            Builtin::Duration,
            &["P1Y", "-P1M2DT3H4M5.6S", "PT0S"],
            &["P", "PT", "1Y", "P1S", "P1Y2", "PT1.S", "P-1Y", "P1D2M"],
        ),
        (
            Builtin::DateTime,
            &["2026-01-31T23:59:59.5Z", "-0044-03-15T24:00:00", "12026-01-01T00:00:00+14:00"],
            &[
                "2026-01-31",
                "2026-02-29T00:00:00",
                "2026-01-01T24:00:01",
                "2026-06-30T23:59:60",
                "0000-01-01T00:00:00",
                "2026-01-01T00:00:00+14:01",
                "02026-01-01T00:00:00",
            ],
        ),
        (
            Builtin::Date,
            &["2024-02-29", "2026-01-31+01:00", "-0004-02-29"],
            &["-0001-02-29", "2026-2-1", "2026-13-01", "26-01-01", "2026-01-00"],
        ),
        (
            Builtin::Time,
            &["00:00:00", "24:00:00", "12:00:00.123-05:30"],
            &["24:00:01", "12:60:00", "1:00:00", "12:00"],
        ),
        (Builtin::GYear, &["2026", "-0044Z"], &["26", "0000", "2026-01"]),
        (Builtin::GYearMonth, &["2026-12"], &["2026-13", "2026"]),
        (Builtin::GMonth, &["--12", "--01Z"], &["--13", "12", "--12--"]),
        (Builtin::GMonthDay, &["--02-29"], &["--02-30", "-02-29"]),
        (Builtin::GDay, &["---31"], &["---32", "--31"]),
        (Builtin::HexBinary, &["", "0aFF"], &["0", "0g"]),
        (Builtin::Base64Binary, &["", "SGVq", "SGV qIQ=="], &["SGV", "S===", "SG!q"]),
        (Builtin::Language, &["sv", "sv-SE", "x-klingon"], &["", "sv_SE", "123", "abcdefghi"]),
        (Builtin::Name, &["a:b", "_1", "å"], &["1a", "", "a b"]),
        (Builtin::NcName, &["a", "_.-", "\u{e5}\u{b7}"], &["a:b", "-a", "\u{10000}", "\u{2177}", "\u{b7}"]),
        (Builtin::NmToken, &["1a:b", "-"], &["", "a b"]),
        (Builtin::NmTokens, &["1 2  3"], &["", "a,b c"]),
        (Builtin::QName, &["a"], &["p:a", "a:b:c", ""]),
        (Builtin::Notation, &[], &["a"]),
        (Builtin::Entity, &[], &["a"]),
        (Builtin::Entities, &[], &["a b"]),
        (Builtin::AnyUri, &["urn:x", ""], &[]),
    ];
    for (builtin, good, bad) in cases {
        for text in good {
            assert!(takes(builtin, text), "{} {text}", builtin.name());
        }
        for text in bad {
            assert!(!takes(builtin, text), "{} {text}", builtin.name());
        }
    }
}

#[test]
fn equal_values_have_equal_keys() {
    let schema = Schema::EMPTY;
    let same = |builtin, a: &str, b: &str| {
        schema.equal(TypeRef::Builtin(builtin), a, &NoNamespaces, b, &NoNamespaces)
    };
    for (builtin, a, b, equal) in [
        (Builtin::Decimal, "1.0", "+01", true),
        (Builtin::Decimal, "-0", "0.00", true),
        (Builtin::Decimal, "1", "1.1", false),
        (Builtin::Integer, "007", "7", true),
        (Builtin::Boolean, "1", "true", true),
        (Builtin::Float, "1e1", "10", true),
        (Builtin::Float, "-0", "0", true),
        // The nearest float, not that which is nearest to the nearest double.
        (Builtin::Float, "16777217.0000000001", "16777218", true),
        (Builtin::Time, "00:00:00+01:00", "23:00:00Z", true),
        (Builtin::Time, "24:00:00", "00:00:00", true),
        (Builtin::Date, "-0004-02-29", "-0004-03-01", false),
        (Builtin::DateTime, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true),
        (Builtin::DateTime, "2026-01-01T24:00:00", "2026-01-02T00:00:00", true),
        (Builtin::DateTime, "2026-01-01T00:00:00", "2026-01-01T00:00:00Z", false),
        (Builtin::HexBinary, "0a", "0A", true),
        (Builtin::Duration, "P1Y", "P12M", true),
        (Builtin::Duration, "P1M", "P30D", false),
        (Builtin::Token, "a", "a ", true),
        (Builtin::String, "a", "a ", false),
    ] {
        assert_eq!(same(builtin, a, b), equal, "{} {a} {b}", builtin.name());
    }
    let key = |builtin, text| schema.key(TypeRef::Builtin(builtin), text, &NoNamespaces);
    assert_ne!(key(Builtin::String, "1"), key(Builtin::Integer, "1"));
    assert_ne!(key(Builtin::String, "a"), key(Builtin::AnyUri, "a"));
    assert_eq!(key(Builtin::String, "a"), key(Builtin::NcName, "a"));
    assert_eq!(key(Builtin::Decimal, "1"), key(Builtin::Int, "1"));
}
