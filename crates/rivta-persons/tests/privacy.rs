//! `Debug` shows no contact value, name, address or whole identity.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

mod sample;

use rivta_persons::get_persons_for_profile::GetPersonsForProfile;
use rivta_persons::search_persons_for_profile::{SearchPersonsForProfile, SearchPersonsForProfileType};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformation;
use rivta_soap::Interaction;
use rivta_xml::{Limits, read_document};

/// The only texts of a full person record that are shown: kinds, codes, states and times.
const SHOWN: [&str; 22] = [
    "accountCode",
    "assuranceLevel",
    "categoryOfPerson",
    "contactRelationshipType",
    "contactType",
    "deregistrationReasonCode",
    "gender",
    "id",
    "identityLevel",
    "identityStatus",
    "maritalStatusCode",
    "mediaType",
    "populationRegistrationType",
    "recordId",
    "referredPersonalIdentityStatus",
    "relationshipType",
    "root",
    "status",
    "typeOfIdentification",
    "updateTime",
    "use",
    "version",
];

/// Each text in a full message begins with `åäö ` and the element's name.
fn shown(debug: &str) -> Vec<&str> {
    let mut names: Vec<&str> = debug
        .split("åäö ")
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().trim_end_matches('x')
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn a_full_person_record_shows_codes_only() {
    let model = sample::model();
    let xml = sample::full(&model, sample::interaction(&model, "GetPersonsForProfile").response);
    type Response = <GetPersonsForProfile as Interaction>::Response;
    let root = &GetPersonsForProfile::CONTRACT.response;
    let response: Response = read_document(xml.as_bytes(), root, Limits::default()).expect("a response");
    let debug = format!("{response:?}");
    assert_eq!(shown(&debug), SHOWN);
    for value in ["example.se", "UGVyc29uYWw", "Personal\"", "99999", "text &"] {
        assert!(!debug.contains(value), "{value}");
    }
}

#[test]
fn an_update_shows_codes_only() {
    let model = sample::model();
    let xml = sample::full(&model, sample::interaction(&model, "UpdatePersonContactInformation").request);
    type Request = <UpdatePersonContactInformation as Interaction>::Request;
    let root = &UpdatePersonContactInformation::CONTRACT.request;
    let request: Request = read_document(xml.as_bytes(), root, Limits::default()).expect("a request");
    let debug = format!("{request:?}");
    for field in ["value", "comment", "extension", "givenName", "surName", "middleName", "street"] {
        assert!(!debug.contains(&format!("åäö {field}")), "{field}");
    }
    assert!(debug.contains("contact_type: CodedValue(\"åäö contactType\")"));
    assert!(debug.contains("extension: .."));
}

#[test]
fn a_search_does_not_show_whom_it_looks_for() {
    let model = sample::model();
    let xml = sample::full(&model, sample::interaction(&model, "SearchPersonsForProfile").request);
    let root = &SearchPersonsForProfile::CONTRACT.request;
    let request: SearchPersonsForProfileType =
        read_document(xml.as_bytes(), root, Limits::default()).expect("a request");
    assert_eq!(shown(&format!("{request:?}")), ["queryLanguage"]);
}
