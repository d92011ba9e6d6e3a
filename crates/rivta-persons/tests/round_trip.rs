//! Every contract's messages are read and written back without loss.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

mod sample;

use std::fmt::Debug;

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use rivta_persons::CONTRACTS;
use rivta_soap::Interaction;
use rivta_xml::schema::{NamespaceId, Root};
use rivta_xml::{Limits, XmlType, read_document, write_document};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A document as a list of what it says, whatever its prefixes: names are expanded, declarations left out.
fn events(xml: &str) -> Vec<String> {
    let mut reader = NsReader::from_str(xml);
    let mut events = Vec::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().expect("well-formed XML");
        let uri = match namespace {
            ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
            _ => String::new(),
        };
        match event {
            Event::Start(tag) => {
                let attributes = tag.attributes().map(|attribute| attribute.expect("an attribute"));
                let mut attributes: Vec<String> = attributes
                    .filter(|attribute| !attribute.key.into_inner().starts_with("xmlns"))
                    .map(|attribute| format!("{}={}", attribute.key.into_inner(), attribute.value))
                    .collect();
                attributes.sort();
                events.push(format!("<{{{uri}}}{} {}>", tag.local_name().into_inner(), attributes.join(" ")));
            }
            Event::End(_) => events.push("</>".to_owned()),
            Event::Text(text) => events.push(text.xml10_content().into_owned()),
            Event::GeneralRef(reference) => events.push(format!("&{};", reference.xml10_content())),
            Event::Eof => return events,
            other => panic!("unexpected {other:?}"),
        }
    }
}

fn message_round_trips<T>(xml: &str, root: &Root<'_>, namespaces: &[NamespaceId])
where
    T: XmlType + PartialEq + Debug + Serialize + DeserializeOwned,
{
    let value: T = read_document(xml.as_bytes(), root, Limits::default()).expect("a valid message");
    let written = write_document(&value, root, namespaces).expect("a writable value");
    assert_eq!(events(&written), events(xml), "{}", root.local());
    let json = serde_json::to_string(&value).expect("JSON");
    assert_eq!(serde_json::from_str::<T>(&json).expect("a value"), value, "{}", root.local());
}

fn contract_round_trips<I: Interaction>()
where
    I::Request: PartialEq + Debug + Serialize + DeserializeOwned,
    I::Response: PartialEq + Debug + Serialize + DeserializeOwned,
{
    let model = sample::model();
    let interaction = sample::interaction(&model, I::CONTRACT.name);
    let (request, response) =
        (sample::full(&model, interaction.request), sample::full(&model, interaction.response));
    assert!(request.contains(sample::UNKNOWN) && response.contains(sample::UNKNOWN));
    message_round_trips::<I::Request>(&request, &I::CONTRACT.request, I::CONTRACT.namespaces);
    message_round_trips::<I::Response>(&response, &I::CONTRACT.response, I::CONTRACT.namespaces);
}

macro_rules! contracts {
    ($($module:ident $interaction:ident),+ $(,)?) => {
        $(
            #[test]
            fn $module() {
                contract_round_trips::<rivta_persons::$module::$interaction>();
            }
        )+

        #[test]
        fn every_contract_is_listed() {
            let mut listed: Vec<&str> = CONTRACTS.iter().map(|contract| contract.name).collect();
            listed.sort();
            let mut tested = [$(stringify!($interaction)),+];
            tested.sort();
            assert_eq!(listed, tested);
        }
    };
}

contracts! {
    get_files_for_order_id GetFilesForOrderId,
    get_person_contact_information GetPersonContactInformation,
    get_person_contact_information_unrestricted GetPersonContactInformationUnrestricted,
    get_persons_for_profile GetPersonsForProfile,
    get_persons_for_profile_unrestricted GetPersonsForProfileUnrestricted,
    link_person_identity LinkPersonIdentity,
    search_persons_for_profile SearchPersonsForProfile,
    search_persons_for_profile_by_order SearchPersonsForProfileByOrder,
    search_persons_for_profile_by_order_unrestricted SearchPersonsForProfileByOrderUnrestricted,
    search_persons_for_profile_unrestricted SearchPersonsForProfileUnrestricted,
    unlink_person_identity UnlinkPersonIdentity,
    update_person UpdatePerson,
    update_person_contact_information UpdatePersonContactInformation,
    update_person_contact_information_unrestricted UpdatePersonContactInformationUnrestricted,
}
