//! Finds out which message of which contract a document holds, and reads it: an envelope or its content alone, a request
//! or a response.

use std::any::Any;

use rivta_persons as persons;
use rivta_soap::{Contract, ENVELOPE, Interaction, ResponseError, read_response};
use rivta_xml::{Element, Limits, XmlReader};
use serde::Serialize;
use serde_json::Value;

/// A contract of the domain with what reads its messages.
pub(crate) struct Messages {
    pub(crate) contract: &'static Contract,
    /// Reads a request, for its errors, from the element that `reader` has just entered.
    pub(crate) check_request: CheckMessage,
    /// Reads a response, for its errors, from the element that `reader` has just entered.
    pub(crate) check_response: CheckMessage,
    /// Reads a response envelope, or the fault in it.
    pub(crate) read_answer: fn(&[u8]) -> Result<Answer, ResponseError>,
}

type CheckMessage = for<'r> fn(&mut XmlReader<'r>, Element<'r>);

/// A response that was read.
pub(crate) struct Answer {
    /// The response, of the contract's response type.
    pub(crate) response: Box<dyn Any>,
    /// The same as JSON.
    pub(crate) json: Value,
    /// The resultText, if the producer refused.
    pub(crate) refusal: Option<String>,
}

macro_rules! messages {
    ($($module:ident $interaction:ident)*) => { &[$(Messages::of::<persons::$module::$interaction>()),*] };
}

/// Every contract of the domain.
static ALL: &[Messages] = messages![
    get_person_contact_information GetPersonContactInformation
    get_person_contact_information_unrestricted GetPersonContactInformationUnrestricted
    update_person_contact_information UpdatePersonContactInformation
    update_person_contact_information_unrestricted UpdatePersonContactInformationUnrestricted
    get_persons_for_profile GetPersonsForProfile
    get_persons_for_profile_unrestricted GetPersonsForProfileUnrestricted
    search_persons_for_profile SearchPersonsForProfile
    search_persons_for_profile_unrestricted SearchPersonsForProfileUnrestricted
    search_persons_for_profile_by_order SearchPersonsForProfileByOrder
    search_persons_for_profile_by_order_unrestricted SearchPersonsForProfileByOrderUnrestricted
    get_files_for_order_id GetFilesForOrderId
    link_person_identity LinkPersonIdentity
    unlink_person_identity UnlinkPersonIdentity
    update_person UpdatePerson
];

impl Messages {
    const fn of<I: Interaction>() -> Self
    where
        I::Response: Serialize + 'static,
    {
        Self {
            contract: I::CONTRACT,
            check_request: |reader, element| reader.validate(&I::CONTRACT.request, element),
            check_response: |reader, element| reader.validate(&I::CONTRACT.response, element),
            read_answer: |bytes| {
                let response = read_response::<I>(bytes, Limits::default())?;
                let refusal = I::refusal(&response).map(str::to_owned);
                // Types that were generated from a schema have string keys only, which is all that JSON asks for.
                let json = serde_json::to_value(&response).unwrap_or_default();
                Ok(Answer { response: Box::new(response), json, refusal })
            },
        }
    }

    /// The contract of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|messages| messages.contract.name == name)
    }

    /// The namespace that the element of this name should be in, if it is one of a request or response.
    pub(crate) fn namespace_of(element: &str) -> Option<&'static str> {
        let mut contracts = ALL.iter().map(|messages| messages.contract);
        contracts.find(|c| c.request.local() == element || c.response.local() == element).map(|c| c.namespace)
    }

    /// The names of all elements that are requests or responses.
    pub(crate) fn elements() -> Vec<&'static str> {
        ALL.iter().flat_map(|it| [it.contract.request.local(), it.contract.response.local()]).collect()
    }

    /// The names of all contracts.
    pub(crate) fn names() -> Vec<&'static str> {
        ALL.iter().map(|messages| messages.contract.name).collect()
    }
}

/// What a document holds.
#[derive(Clone, Copy)]
pub(crate) enum Found {
    /// A request of a contract, in an envelope or not.
    Request(&'static Messages),
    /// A response of a contract, in an envelope or not.
    Response(&'static Messages),
    /// An envelope with a fault.
    Fault,
}

/// Whether a document is an envelope, and what it holds; `None` where that cannot be told.
pub(crate) fn identify(text: &str) -> (bool, Option<Found>) {
    let mut reader = XmlReader::new(text, Limits::default());
    let Some(root) = reader.root() else { return (false, None) };
    if !is_soap(&reader, &root, "Envelope") {
        return (root.local_name() == "Envelope", find(&reader, &root));
    }
    let found = enter_body(&mut reader).and_then(|element| {
        if is_soap(&reader, &element, "Fault") { Some(Found::Fault) } else { find(&reader, &element) }
    });
    (true, found)
}

/// What a document is, whatever its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An envelope with a message, or with nothing.
    Envelope,
    /// An envelope with a fault.
    Fault,
    /// No envelope.
    Bare,
}

/// What a document is.
pub(crate) fn shape(text: &str) -> Shape {
    let mut reader = XmlReader::new(text, Limits::default());
    match reader.root() {
        Some(root) if is_soap(&reader, &root, "Envelope") => match enter_body(&mut reader) {
            Some(element) if is_soap(&reader, &element, "Fault") => Shape::Fault,
            _ => Shape::Envelope,
        },
        Some(root) if root.local_name() == "Envelope" => Shape::Envelope,
        _ => Shape::Bare,
    }
}

/// Enters the message in a document, whatever surrounds it: from the start of the document to the start tag of the
/// message's element.
pub(crate) fn enter_message<'a>(reader: &mut XmlReader<'a>) -> Option<Element<'a>> {
    let root = reader.root()?;
    if is_soap(reader, &root, "Envelope") { enter_body(reader) } else { Some(root) }
}

/// From the start tag of the envelope to that of the first element in its body.
fn enter_body<'a>(reader: &mut XmlReader<'a>) -> Option<Element<'a>> {
    while let Some(child) = reader.next_element() {
        if is_soap(reader, &child, "Body") {
            return reader.next_element();
        }
        reader.skip();
    }
    None
}

fn is_soap(reader: &XmlReader<'_>, element: &Element<'_>, local: &str) -> bool {
    element.local_name() == local && reader.namespace(element) == ENVELOPE
}

fn find(reader: &XmlReader<'_>, element: &Element<'_>) -> Option<Found> {
    let (namespace, local) = (reader.namespace(element), element.local_name());
    ALL.iter().find_map(|messages| {
        let contract = messages.contract;
        if contract.request.is(namespace, local) {
            Some(Found::Request(messages))
        } else if contract.response.is(namespace, local) {
            Some(Found::Response(messages))
        } else {
            None
        }
    })
}
