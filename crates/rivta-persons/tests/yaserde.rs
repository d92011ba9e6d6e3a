//! With the feature `yaserde`, yaserde reads what our codec writes and the other way round.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]
#![cfg(feature = "yaserde")]

mod sample;

use rivta_persons::update_person_contact_information::{
    UpdatePersonContactInformation, UpdatePersonContactInformationResponseType,
    UpdatePersonContactInformationType,
};
use rivta_soap::Interaction;
use rivta_xml::{Limits, read_document};

#[test]
fn a_full_record_round_trips_through_yaserde_and_our_codec() {
    let model = sample::model();
    let interaction = sample::interaction(&model, "UpdatePersonContactInformation");
    let contract = UpdatePersonContactInformation::CONTRACT;

    let xml = sample::full(&model, interaction.response);
    let ours: UpdatePersonContactInformationResponseType =
        read_document(xml.as_bytes(), &contract.response, Limits::default()).expect("our codec reads it");
    let theirs: UpdatePersonContactInformationResponseType =
        yaserde::de::from_str(&xml).expect("yaserde reads it");
    let written = yaserde::ser::to_string(&theirs).expect("yaserde writes it");
    let again: UpdatePersonContactInformationResponseType =
        read_document(written.as_bytes(), &contract.response, Limits::default())
            .expect("our codec reads that");
    let result = |response: &UpdatePersonContactInformationResponseType| {
        response.update_person_contact_information_result.contact_information_record.clone()
    };
    assert!(result(&ours).is_some());
    assert_eq!(theirs.any.iter().count(), 2);
    assert_eq!(again.any.iter().count(), 2);
    let mut stripped = [ours, theirs, again];
    for response in &mut stripped {
        // The text of an unknown element differs in its declarations only.
        *response = without_unknown(response);
    }
    assert_eq!(stripped[0], stripped[1]);
    assert_eq!(stripped[0], stripped[2]);
}

#[test]
fn yaserde_checks_facets() {
    let model = sample::model();
    let xml = sample::full(&model, sample::interaction(&model, "UpdatePersonContactInformation").request);
    let long = xml.replacen("åäö contactType", &"x".repeat(41), 1);
    let error = yaserde::de::from_str::<UpdatePersonContactInformationType>(&long).expect_err("too long");
    assert!(error.to_string().contains("at most 40 characters"), "{error}");
}

/// The response through JSON, without any extension point's elements.
fn without_unknown(
    response: &UpdatePersonContactInformationResponseType,
) -> UpdatePersonContactInformationResponseType {
    fn strip(json: &mut serde_json::Value) {
        match json {
            serde_json::Value::Object(fields) => {
                fields.remove("any");
                fields.values_mut().for_each(strip);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut json = serde_json::to_value(response).expect("JSON");
    strip(&mut json);
    serde_json::from_value(json).expect("a response")
}
