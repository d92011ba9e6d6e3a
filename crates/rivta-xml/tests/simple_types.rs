//! The value types, and newtypes and enums as generated code defines them.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use std::borrow::Cow::Borrowed;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use rivta_xml::schema::row::simple;
use rivta_xml::schema::{Builtin, Facet as F, SimpleType, TypeRef, Variety};
use rivta_xml::{
    AnyUri, Base64Binary, Date, DateTime, Schema, SchemaType, WhiteSpace, XmlSimple, Zone, enumeration,
    redacted_debug, simple_type,
};

static SCHEMA: Schema = Schema { simple_types: Borrowed(&SIMPLE_TYPES), ..Schema::EMPTY };
static SIMPLE_TYPES: [SimpleType; 6] = [
    simple(
        None,
        TypeRef::Builtin(Builtin::String),
        Variety::Atomic(Builtin::String),
        WhiteSpace::Preserve,
        &[F::MaxLength(4)],
    ),
    simple(
        None,
        TypeRef::Builtin(Builtin::Int),
        Variety::Atomic(Builtin::Int),
        WhiteSpace::Collapse,
        &[F::MinInclusive(Borrowed("0")), F::MaxInclusive(Borrowed("99999"))],
    ),
    simple(
        None,
        TypeRef::Builtin(Builtin::String),
        Variety::Atomic(Builtin::String),
        WhiteSpace::Preserve,
        &[],
    ),
    simple(
        None,
        TypeRef::Builtin(Builtin::Base64Binary),
        Variety::Atomic(Builtin::Base64Binary),
        WhiteSpace::Collapse,
        &[F::MaxLength(2)],
    ),
    simple(
        None,
        TypeRef::Builtin(Builtin::AnyUri),
        Variety::Atomic(Builtin::AnyUri),
        WhiteSpace::Collapse,
        &[F::MinLength(1)],
    ),
    simple(None, TypeRef::Builtin(Builtin::Date), Variety::Atomic(Builtin::Date), WhiteSpace::Collapse, &[]),
];

const fn checked(id: u32) -> SchemaType {
    SchemaType::new(&SCHEMA, id)
}

simple_type! {
    checked(0);
    /// A code.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct CodedValue(String);
}

simple_type! {
    checked(1);
    /// A postal code.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct PostalCode(i32);
}

simple_type! {
    checked(2);
    /// Whose number it is.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Identity(String);
}
redacted_debug!(Identity);

simple_type! {
    checked(3);
    /// Two octets.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Attachment(Base64Binary);
}

simple_type! {
    checked(4);
    /// A link.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Link(AnyUri);
}

simple_type! {
    checked(5);
    /// A date.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash)]
    pub struct Birthday(Date);
}

enumeration! {
    /// How it went.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum ResultCodeType {
        /// All went well.
        Ok = "OK",
        Error = "ERROR",
    }
}

fn text(value: &impl XmlSimple) -> String {
    let mut out = String::new();
    value.write_text(&mut out);
    out
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a value is always written")
}

fn json_error<T: DeserializeOwned + Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).expect_err("an invalid value is refused").to_string()
}

#[test]
fn a_text_type_checks_every_way_in() {
    let code = CodedValue::new("åäöx").expect("four characters");
    assert_eq!(code.as_str(), "åäöx");
    assert_eq!(AsRef::<str>::as_ref(&code), "åäöx");
    assert_eq!(String::from(code.clone()), "åäöx");
    assert_eq!("åäöx".parse(), Ok(code.clone()));
    assert_eq!(CodedValue::try_from("åäöx".to_owned()), Ok(code.clone()));
    assert_eq!(CodedValue::parse("åäöx"), Ok(code.clone()));
    assert_eq!(json(&code), "\"åäöx\"");
    assert_eq!(serde_json::from_str::<CodedValue>("\"åäöx\"").ok(), Some(code));

    let expected = "expected at most 4 characters, found 5";
    assert_eq!(CodedValue::new("åäöxy").map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert_eq!("åäöxy".parse::<CodedValue>().map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert_eq!(CodedValue::try_from("åäöxy".to_owned()).map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert_eq!(CodedValue::parse("åäöxy").map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert!(json_error::<CodedValue>("\"åäöxy\"").starts_with(expected));
}

#[test]
fn a_text_type_holds_only_what_xml_can_say() {
    assert_eq!(CodedValue::new("a\t\r\n").map(|code| code.as_str().len()), Ok(4));
    for text in ["\0", "a\u{b}", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
        let error = CodedValue::new(text).expect_err("a character outside XML");
        assert_eq!(error.to_string(), "expected only characters that XML allows, no control characters");
        assert!(AnyUri::new(text).is_err());
    }
}

#[test]
fn a_number_type_checks_every_way_in() {
    let code = PostalCode::new(99999).expect("in range");
    assert_eq!(code.get(), 99999);
    assert_eq!(i32::from(code), 99999);
    assert_eq!("+099999".parse(), Ok(code));
    assert_eq!(text(&code), "99999");
    assert_eq!(json(&code), "99999");
    assert_eq!(serde_json::from_str::<PostalCode>("99999").ok(), Some(code));

    let expected = "expected a whole number from 0 to 99999";
    assert_eq!(PostalCode::new(100_000).map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert_eq!("-1".parse::<PostalCode>().map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert_eq!("111 22".parse::<PostalCode>().map_err(|e| e.to_string()), Err(expected.to_owned()));
    assert!(json_error::<PostalCode>("100000").starts_with(expected));
}

#[test]
fn types_over_the_other_builtin_types_check_too() {
    let attachment = Attachment::new(vec![1, 2]).expect("two octets");
    assert_eq!(attachment.as_bytes(), [1, 2]);
    assert_eq!(json(&attachment), "\"AQI=\"");
    assert!(json_error::<Attachment>("\"AQID\"").starts_with("expected at most 2 octets, found 3"));

    assert_eq!("urn:a".parse::<Link>().map(|link| link.as_str().to_owned()).as_deref(), Ok("urn:a"));
    assert_eq!(
        "".parse::<Link>().map_err(|e| e.to_string()),
        Err("expected at least 1 character, found 0".to_owned())
    );

    let date = Date::new(2026, 3, 1).expect("a date");
    assert_eq!(Birthday::new(date).map(Birthday::get), Ok(date));
    assert!(json_error::<Birthday>("\"2026-02-29\"").starts_with("expected a date that exists"));
}

#[test]
fn white_space_is_that_of_the_base_type() {
    assert_eq!(CodedValue::WHITE_SPACE, WhiteSpace::Preserve);
    assert_eq!(PostalCode::WHITE_SPACE, WhiteSpace::Collapse);
}

#[test]
fn a_personal_type_shows_only_its_name() {
    assert_eq!(format!("{:?}", Identity::new("191212121212")), "Ok(Identity(..))");
}

#[test]
fn an_enum_is_its_values_and_no_others() {
    assert_eq!(ResultCodeType::ALL, [ResultCodeType::Ok, ResultCodeType::Error]);
    for value in ResultCodeType::ALL {
        assert_eq!(value.as_str().parse().as_ref(), Ok(value));
        assert_eq!(value.to_string(), value.as_str());
        assert_eq!(text(value), value.as_str());
        assert_eq!(serde_json::from_str::<ResultCodeType>(&json(value)).ok().as_ref(), Some(value));
    }
    assert_eq!(json(&ResultCodeType::Ok), "\"OK\"");
    for other in ["", "ok", " OK", "OK ", "Error", "WARNING"] {
        let error = other.parse::<ResultCodeType>().expect_err(other);
        assert_eq!(error.to_string(), "expected one of OK, ERROR");
    }
    assert!(json_error::<ResultCodeType>("\"Ok\"").starts_with("expected one of OK, ERROR"));
}

#[test]
fn a_long_enumeration_is_not_listed_whole() {
    let values: Vec<_> = (0..21).map(|i| i.to_string()).collect();
    let values: Vec<_> = values.iter().map(String::as_str).collect();
    let listed =
        |count| rivta_xml::macro_support::not_enumerated(values.get(..count).expect("as many")).to_string();
    assert!(listed(20).ends_with("18, 19"));
    assert!(listed(21).ends_with("18, 19, ..."));
}

fn date() -> impl Strategy<Value = Date> {
    let year = prop_oneof![-20_i64..20, 1900_i64..2100, any::<i64>()];
    (year, 1_u8..=12, 1_u8..=31, proptest::option::of(-840_i16..=840)).prop_filter_map(
        "no such day",
        |(y, m, d, zone)| {
            Some(Date::new(y, m, d).ok()?.with_zone(zone.and_then(|minutes| Zone::new(minutes).ok())))
        },
    )
}

fn date_time() -> impl Strategy<Value = DateTime> {
    (date(), 0_u8..24, 0_u8..60, 0_u8..60, prop_oneof![Just(0), 0_u32..1_000_000_000])
        .prop_filter_map("no such time", |(date, h, m, s, n)| DateTime::new(date, h, m, s, n).ok())
}

/// What a value writes, it reads back: in XML with white space around it, and in JSON.
fn round_trips<T: XmlSimple + PartialEq + Debug + Serialize + DeserializeOwned>(
    value: &T,
) -> Result<(), TestCaseError> {
    let written = text(value);
    let spaced =
        if T::WHITE_SPACE == WhiteSpace::Collapse { format!("\n\t{written} ") } else { written.clone() };
    let read =
        T::parse(&T::WHITE_SPACE.process(&spaced)).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&read, value);
    prop_assert_eq!(text(&read), written);
    prop_assert_eq!(&serde_json::from_str::<T>(&json(value)).expect("read back"), value);
    Ok(())
}

proptest! {
    #[test]
    fn any_value_round_trips(
        (text, boolean, int, long) in any::<(String, bool, i32, i64)>(),
        octets in any::<Vec<u8>>(),
        date in date(),
        date_time in date_time(),
    ) {
        round_trips(&text)?;
        round_trips(&boolean)?;
        round_trips(&int)?;
        round_trips(&long)?;
        round_trips(&Base64Binary::new(octets))?;
        round_trips(&date)?;
        round_trips(&date_time)?;
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,20}|[-+0-9TZ:.]{0,30}|[a-z:/?#\\[\\]@%0-9]{0,20}") {
        let _ = DateTime::parse(&text);
        let _ = Date::parse(&text);
        let _ = AnyUri::parse(&text);
        let _ = Base64Binary::parse(&text);
        let _ = i64::parse(&text);
        prop_assert!(!WhiteSpace::Collapse.process(&text).contains("  "));
    }
}
