//! The lexical spaces of the builtin types.

use super::Namespaces;
use super::decimal::Decimal;
use super::duration::Duration;
use super::name::{is_name, is_ncname, is_nmtoken};
use super::temporal::Temporal;
use super::value;
use crate::schema::Builtin;
use crate::values::{XmlSimple, whole_number};
use crate::{AnyUri, Base64Binary, Date, DateTime, ValueError};

/// Checks that a text, its white space processed, is of a builtin type.
pub(super) fn check(builtin: Builtin, text: &str, names: &dyn Namespaces) -> Result<(), ValueError> {
    match builtin {
        Builtin::AnyType
        | Builtin::AnySimpleType
        | Builtin::String
        | Builtin::NormalizedString
        | Builtin::Token => Ok(()),
        Builtin::Boolean => bool::parse(text).map(drop),
        Builtin::Int => i32::parse(text).map(drop),
        Builtin::Long => i64::parse(text).map(drop),
        Builtin::AnyUri => AnyUri::parse(text).map(drop),
        Builtin::Base64Binary => Base64Binary::parse(text).map(drop),
        // The value types say what is wrong, and take all but years that they can't hold.
        Builtin::Date if Temporal::parse(builtin, text).is_none() => {
            Date::parse(text).map(drop).and_then(|()| Err(expected(builtin)))
        }
        Builtin::DateTime if Temporal::parse(builtin, text).is_none() => {
            DateTime::parse(text).map(drop).and_then(|()| Err(expected(builtin)))
        }
        _ if is(builtin, text, names) => Ok(()),
        _ => Err(expected(builtin)),
    }
}

fn is(builtin: Builtin, text: &str, names: &dyn Namespaces) -> bool {
    let all = |is: &dyn Fn(&str) -> bool| !text.is_empty() && text.split(' ').all(is);
    let is_entity = |text: &str| is_ncname(text) && names.is_entity(text);
    match builtin {
        Builtin::Language => is_language(text),
        Builtin::Name => is_name(text),
        Builtin::NcName | Builtin::Id | Builtin::IdRef => is_ncname(text),
        Builtin::Entity => is_entity(text),
        Builtin::NmToken => is_nmtoken(text),
        Builtin::NmTokens => all(&is_nmtoken),
        Builtin::IdRefs => all(&is_ncname),
        Builtin::Entities => all(&is_entity),
        Builtin::Decimal => Decimal::parse(text).is_some(),
        Builtin::Float | Builtin::Double => value::float::<f64>(text).is_some(),
        Builtin::Duration => Duration::parse(text).is_some(),
        Builtin::HexBinary => text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit()),
        Builtin::QName | Builtin::Notation => is_qname(text) && value::expanded(text, names).is_some(),
        _ if value::is_integer(builtin) => integer(builtin, text),
        _ => Temporal::parse(builtin, text).is_some(),
    }
}

fn integer(builtin: Builtin, text: &str) -> bool {
    let Some(value) = Decimal::parse(text).filter(|_| !text.contains('.')) else { return false };
    let within = |bound: Option<&str>, ok: fn(std::cmp::Ordering) -> bool| {
        bound.and_then(Decimal::parse).is_none_or(|bound| ok(value.cmp(&bound)))
    };
    let (least, most) = bounds(builtin);
    within(least, std::cmp::Ordering::is_ge) && within(most, std::cmp::Ordering::is_le)
}

/// The bounds of the types that are derived from xs:integer.
fn bounds(builtin: Builtin) -> (Option<&'static str>, Option<&'static str>) {
    match builtin {
        Builtin::NonPositiveInteger => (None, Some("0")),
        Builtin::NegativeInteger => (None, Some("-1")),
        Builtin::NonNegativeInteger => (Some("0"), None),
        Builtin::PositiveInteger => (Some("1"), None),
        Builtin::Long => (Some("-9223372036854775808"), Some("9223372036854775807")),
        Builtin::Int => (Some("-2147483648"), Some("2147483647")),
        Builtin::Short => (Some("-32768"), Some("32767")),
        Builtin::Byte => (Some("-128"), Some("127")),
        Builtin::UnsignedLong => (Some("0"), Some("18446744073709551615")),
        Builtin::UnsignedInt => (Some("0"), Some("4294967295")),
        Builtin::UnsignedShort => (Some("0"), Some("65535")),
        Builtin::UnsignedByte => (Some("0"), Some("255")),
        _ => (None, None),
    }
}

fn is_qname(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
        None => is_ncname(text),
    }
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let fits = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|first| fits(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What a text should be that is not of a builtin type.
pub(crate) fn expected(builtin: Builtin) -> ValueError {
    let (english, swedish) = match builtin {
        Builtin::Boolean => ("true, false, 1 or 0", "true, false, 1 eller 0"),
        Builtin::Language => ("a language, e.g. sv or sv-SE", "ett språk, t.ex. sv eller sv-SE"),
        Builtin::Name | Builtin::NcName => ("an XML name", "ett XML-namn"),
        Builtin::NmToken => ("a name token", "en namndel"),
        Builtin::NmTokens => ("name tokens", "namndelar"),
        Builtin::Id => ("an ID, which is an XML name", "ett ID, som är ett XML-namn"),
        Builtin::IdRef => ("the ID of an element", "ID för ett element"),
        Builtin::IdRefs => ("IDs of elements", "ID för element"),
        Builtin::Entity => (
            "the name of an entity that the document declares",
            "namnet på en entitet som dokumentet deklarerar",
        ),
        Builtin::Entities => {
            ("names of entities that the document declares", "namn på entiteter som dokumentet deklarerar")
        }
        Builtin::Decimal => ("a decimal number, e.g. 12.5", "ett decimaltal, t.ex. 12.5"),
        Builtin::Float | Builtin::Double => {
            ("a number, e.g. 1.5e3, or INF, -INF, NaN", "ett tal, t.ex. 1.5e3, eller INF, -INF, NaN")
        }
        Builtin::Duration => ("a duration, e.g. P1Y2M3DT4H5M6S", "en tidslängd, t.ex. P1Y2M3DT4H5M6S"),
        Builtin::DateTime => {
            ("a date and time, e.g. 2026-01-31T08:00:00", "datum och tid, t.ex. 2026-01-31T08:00:00")
        }
        Builtin::Time => ("a time, e.g. 08:00:00", "en tid, t.ex. 08:00:00"),
        Builtin::Date => ("a date, e.g. 2026-01-31", "ett datum, t.ex. 2026-01-31"),
        Builtin::GYearMonth => ("a month of a year, e.g. 2026-01", "år och månad, t.ex. 2026-01"),
        Builtin::GYear => ("a year, e.g. 2026", "ett år, t.ex. 2026"),
        Builtin::GMonthDay => ("a day of the year, e.g. --01-31", "månad och dag, t.ex. --01-31"),
        Builtin::GDay => ("a day of the month, e.g. ---31", "en dag, t.ex. ---31"),
        Builtin::GMonth => ("a month, e.g. --01", "en månad, t.ex. --01"),
        Builtin::HexBinary => ("pairs of hexadecimal digits", "par av hexadecimala siffror"),
        Builtin::QName => ("a name whose prefix is declared", "ett namn vars prefix är deklarerat"),
        Builtin::Notation => ("a notation that the type enumerates", "en notation som typen räknar upp"),
        _ => {
            let (least, most) = bounds(builtin);
            let number = |bound: Option<&str>| bound.and_then(|bound| bound.parse::<i128>().ok());
            return whole_number(number(least), number(most));
        }
    };
    ValueError::new(english, swedish)
}
