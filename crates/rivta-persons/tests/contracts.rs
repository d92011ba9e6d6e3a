//! What the contracts say of themselves, and what is easily got wrong in them.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use std::any::TypeId;
use std::collections::BTreeSet;

use rivta_persons::core::{self, ResultCodeType, ResultType, UpdatePersonContactInformationResultType};
use rivta_persons::update_person_contact_information_unrestricted::{
    UpdatePersonContactInformationUnrestricted, UpdatePersonContactInformationUnrestrictedResponseType,
};
use rivta_persons::{CONTRACTS, get_files_for_order_id, get_person_contact_information};
use rivta_soap::Interaction;
use rivta_xml::write_document;

#[test]
fn a_contract_describes_its_interaction() {
    let contract = &get_person_contact_information::CONTRACT;
    assert_eq!(contract.name, "GetPersonContactInformation");
    assert_eq!((contract.major, contract.minor), (4, 0));
    let responder =
        "urn:riv:strategicresourcemanagement:persons:person:GetPersonContactInformationResponder:4";
    assert_eq!(contract.namespace, responder);
    assert_eq!(contract.soap_action, format!("{responder}:GetPersonContactInformation"));
    assert_eq!(
        (contract.request.uri(), contract.request.local()),
        (responder, "GetPersonContactInformation")
    );
    assert_eq!(
        (contract.response.uri(), contract.response.local()),
        (responder, "GetPersonContactInformationResponse")
    );
    assert_eq!(contract.path(), "/GetPersonContactInformation/4/rivtabp21");
}

#[test]
fn the_prefixes_of_a_contract_are_distinct() {
    for contract in CONTRACTS {
        let namespaces = contract.namespaces.iter().filter_map(|id| contract.request.schema.namespace(*id));
        let prefixes: BTreeSet<&str> = namespaces.map(|namespace| &*namespace.prefix).collect();
        assert_eq!(prefixes.len(), contract.namespaces.len(), "{}", contract.name);
    }
}

#[test]
fn every_location_in_an_embedded_document_leads_to_another_one() {
    for contract in CONTRACTS {
        let paths: BTreeSet<&str> = contract.documents.iter().map(|document| document.path).collect();
        assert_eq!(paths.len(), contract.documents.len(), "{}", contract.name);
        assert!(contract.documents[0].path.ends_with(".wsdl"), "{}", contract.name);
        let mut led_to = BTreeSet::from([contract.documents[0].path.to_owned()]);
        for document in contract.documents {
            let folder = document.path.rsplit_once('/').expect("a folder").0;
            for location in document.text.split("schemaLocation=\"").skip(1) {
                let location = location.split('"').next().expect("a location");
                let mut parts: Vec<&str> = folder.split('/').collect();
                for part in location.split('/') {
                    match part {
                        ".." => _ = parts.pop().expect("a parent"),
                        part => parts.push(part),
                    }
                }
                let target = parts.join("/");
                assert!(paths.contains(target.as_str()), "{}: {target}", document.path);
                led_to.insert(target);
            }
        }
        assert_eq!(led_to.len(), paths.len(), "{}", contract.name);
    }
}

fn refused(text: Option<&str>) -> UpdatePersonContactInformationUnrestrictedResponseType {
    let result = ResultType::new(ResultCodeType::Error).with_result_text(text.map(str::to_owned));
    UpdatePersonContactInformationUnrestrictedResponseType::new(
        UpdatePersonContactInformationResultType::new(result),
    )
}

#[test]
fn the_unrestricted_updates_result_begins_with_a_capital_letter() {
    let contract = UpdatePersonContactInformationUnrestricted::CONTRACT;
    let written =
        write_document(&refused(None), &contract.response, contract.namespaces).expect("a valid response");
    assert!(
        written.contains("<svc:UpdatePersonContactInformationUnrestrictedResult><core:result>"),
        "{written}"
    );
    let json = serde_json::to_string(&refused(None)).expect("JSON");
    assert!(json.starts_with("{\"UpdatePersonContactInformationUnrestrictedResult\":{\"result\":"), "{json}");
}

#[test]
fn a_refusal_is_told_by_the_result_code() {
    type I = UpdatePersonContactInformationUnrestricted;
    assert_eq!(I::refusal(&refused(Some("Nej (F4)"))), Some("Nej (F4)"));
    assert_eq!(I::refusal(&refused(None)), Some(""));
    let mut done = refused(Some("text"));
    done.update_person_contact_information_unrestricted_result.result.result_code = ResultCodeType::Ok;
    assert_eq!(I::refusal(&done), None);
}

#[test]
fn the_multimedia_of_files_is_a_type_of_its_own() {
    assert_ne!(TypeId::of::<get_files_for_order_id::MultimediaType>(), TypeId::of::<core::MultimediaType>());
    let file = get_files_for_order_id::MultimediaType::new(
        core::CodedValue::new("application/pdf").expect("a code"),
    );
    let mut response = get_files_for_order_id::GetFilesForOrderIdResponseType::new();
    response.multimedia.push(file);
    let contract = &get_files_for_order_id::CONTRACT;
    let written =
        write_document(&response, &contract.response, contract.namespaces).expect("a valid response");
    assert!(
        written.contains("<svc:multimedia><svc:mediaType>application/pdf</svc:mediaType></svc:multimedia>")
    );
}
