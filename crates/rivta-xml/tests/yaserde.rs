//! Structs that derive yaserde around the value types.
#![cfg(feature = "yaserde")]
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use yaserde::{YaDeserialize, YaSerialize};

use std::borrow::Cow::Borrowed;

use rivta_xml::schema::row::simple;
use rivta_xml::schema::{Builtin, Facet, SimpleType, TypeRef, Variety};
use rivta_xml::{Base64Binary, Date, Schema, SchemaType, WhiteSpace, enumeration, simple_type};

static SCHEMA: Schema = Schema { simple_types: Borrowed(&SIMPLE_TYPES), ..Schema::EMPTY };
static SIMPLE_TYPES: [SimpleType; 1] = [simple(
    None,
    TypeRef::Builtin(Builtin::String),
    Variety::Atomic(Builtin::String),
    WhiteSpace::Preserve,
    &[Facet::MaxLength(3)],
)];

simple_type! {
    SchemaType::new(&SCHEMA, 0);
    /// A code.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Code(String);
}

enumeration! {
    /// An answer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Answer {
        Yes = "YES",
        No = "NO",
    }
}

#[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
#[yaserde(rename = "record")]
struct Record {
    code: Code,
    answer: Option<Answer>,
    date: Vec<Date>,
    octets: Option<Base64Binary>,
}

#[test]
fn a_derived_struct_round_trips() {
    let record = Record {
        code: "a&b".parse().expect("a code"),
        answer: Some(Answer::No),
        date: vec!["2026-03-01".parse().expect("a date"), "2026-03-02Z".parse().expect("a date")],
        octets: None,
    };
    let xml = yaserde::ser::to_string(&record).expect("written");
    assert!(xml.ends_with(
        "<record><code>a&amp;b</code><answer>NO</answer><date>2026-03-01</date><date>2026-03-02Z</date></record>"
    ), "{xml}");
    assert_eq!(yaserde::de::from_str::<Record>(&xml).ok(), Some(record));
}

#[test]
fn a_derived_struct_refuses_invalid_values() {
    let refused = |xml: &str| yaserde::de::from_str::<Record>(xml).expect_err(xml).to_string();
    assert!(refused("<record><code>abcd</code></record>").contains("expected at most 3 characters, found 4"));
    assert!(
        refused("<record><code>a</code><answer>yes</answer></record>").contains("expected one of YES, NO")
    );
}
