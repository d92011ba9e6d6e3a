//! Whatever the types can hold is written as a valid message, or refused by the writer.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]
#![allow(unreachable_pub, reason = "what the tests of the generator use too")]

mod sample;
#[path = "../../rivta-codegen/tests/values/mod.rs"]
mod values;

use std::fmt::Debug;
use std::path::Path;

use rivta_persons::get_files_for_order_id::GetFilesForOrderId;
use rivta_persons::get_person_contact_information::GetPersonContactInformation;
use rivta_persons::get_persons_for_profile::GetPersonsForProfile;
use rivta_persons::search_persons_for_profile::SearchPersonsForProfile;
use rivta_persons::update_person::UpdatePerson;
use rivta_persons::update_person_contact_information::UpdatePersonContactInformation;
use rivta_soap::Interaction;
use rivta_xml::XmlType;
use rivta_xml::schema::{NamespaceId, Root};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn messages<T>(xml: String, root: &Root<'_>, namespaces: &[NamespaceId], schema: &Path)
where
    T: XmlType + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let outcome = values::are_written_valid_or_refused::<T>(&[xml], root, namespaces, Some(schema));
    assert!(outcome.written > 50, "{}: {outcome:?}", root.local());
}

fn contract<I: Interaction>()
where
    I::Request: Serialize + DeserializeOwned + PartialEq + Debug,
    I::Response: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let model = sample::model();
    let interaction = sample::interaction(&model, I::CONTRACT.name);
    let responder = I::CONTRACT.documents.iter().find(|document| document.path.contains("Responder"));
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let schema = package.join(responder.expect("the responder's schema").path);
    let (request, response) =
        (sample::full(&model, interaction.request), sample::full(&model, interaction.response));
    messages::<I::Request>(request, &I::CONTRACT.request, I::CONTRACT.namespaces, &schema);
    messages::<I::Response>(response, &I::CONTRACT.response, I::CONTRACT.namespaces, &schema);
}

#[test]
fn values_of_every_kind_of_message_are_written_valid_or_refused() {
    contract::<GetPersonContactInformation>();
    contract::<UpdatePersonContactInformation>();
    contract::<GetPersonsForProfile>();
    contract::<SearchPersonsForProfile>();
    contract::<UpdatePerson>();
    contract::<GetFilesForOrderId>();
}
