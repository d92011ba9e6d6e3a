//! SOAP 1.1 envelopes as RIV-TA uses them: a header with `LogicalAddress`, a body with one element.

mod registry;

use std::fmt;

use rivta_xml::{
    Element, ElementName, Expected, Limits, Position, WriteError, XmlError, XmlReader, XmlWriter, decode,
};

use self::registry::LOGICAL_ADDRESS;
use crate::{Fault, FaultCode, HsaId, Interaction, InvalidHsaId, schema_fault};

/// The namespace of SOAP 1.1 envelopes.
pub const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The namespace of the header `LogicalAddress`.
pub const REGISTRY: &str = "urn:riv:itintegration:registry:1";

/// The actor that every node is (SOAP 1.1, section 4.2.2).
const NEXT_ACTOR: &str = "http://schemas.xmlsoap.org/soap/actor/next";

const START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">"#
);
const END: &str = "</soap:Envelope>";

/// A request that was read up to the element in its body.
#[derive(Debug)]
pub struct OpenRequest<'a> {
    /// The receiver.
    pub logical_address: HsaId,
    /// The element in the body, which is to be read next.
    pub body: Element<'a>,
}

/// Why an envelope can't be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// The envelope is not SOAP 1.1's.
    VersionMismatch,
    /// A header must be understood and is not; its local name.
    MustUnderstand(String),
    /// `LogicalAddress` holds no HSA-id.
    LogicalAddress(Position),
    /// The reader holds the errors.
    Invalid,
}

impl EnvelopeError {
    /// The fault that tells the sender; `reader` is the one that found the error.
    pub fn into_fault(self, reader: XmlReader<'_>) -> Fault {
        match self {
            Self::VersionMismatch => Fault::version_mismatch(),
            Self::MustUnderstand(header) => Fault {
                code: FaultCode::MustUnderstand,
                string: format!("Headern {header} har mustUnderstand=\"1\" men stöds inte här."),
            },
            Self::LogicalAddress(Position { line, column, .. }) => Fault::client(format!(
                "LogicalAddress är inget HSA-id (rad {line}, kolumn {column}). Väntat 1 till 64 bokstäver, siffror \
                 och bindestreck, t.ex. SE165565594230-1000."
            )),
            Self::Invalid => schema_fault(&reader.into_errors()),
        }
    }
}

/// Reads a request's envelope up to the element in its body.
///
/// When that element has been read, [`close_request`] reads the rest; a request is acted on only if then
/// [`XmlReader::has_errors`] is false.
///
/// # Errors
///
/// The rules of the profile's section Message, as [`EnvelopeError`].
pub fn open_request<'a>(reader: &mut XmlReader<'a>, text: &str) -> Result<OpenRequest<'a>, EnvelopeError> {
    enter_envelope(reader)?;
    let mut logical_address = None;
    let mut child = reader.next_element();
    if let Some(header) = &child
        && is_soap(reader, header, "Header")
    {
        logical_address = read_header(reader, text)?;
        child = reader.next_element();
    }
    let body = enter_body(reader, child)?;
    let Some(logical_address) = logical_address else {
        reader.report_unexpected(&body, Expected::element("soap:Header/LogicalAddress"));
        return Err(EnvelopeError::Invalid);
    };
    Ok(OpenRequest { logical_address, body })
}

/// Reads a request from the end of the element in its body to the end of the document. What should not be there is
/// recorded in the reader.
pub fn close_request(reader: &mut XmlReader<'_>) {
    for _within in ["Body", "Envelope"] {
        while let Some(extra) = reader.next_element() {
            reader.report_unexpected(&extra, Expected::NoElement);
            reader.skip();
        }
    }
    reader.finish();
}

/// Why a response gives no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseError {
    /// The producer, or the platform before it, answered with a fault.
    Fault(Fault),
    /// It is not a response of the contract; all that is wrong with it.
    Invalid(Vec<XmlError>),
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(_) => f.write_str("the answer is a fault"),
            Self::Invalid(errors) if errors.len() > 1 => {
                write!(f, "the answer is not a response of the contract, {} errors, the first", errors.len())
            }
            Self::Invalid(_) => f.write_str("the answer is not a response of the contract"),
        }
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Fault(fault) => Some(fault),
            Self::Invalid(errors) => errors.first().map(|error| error as _),
        }
    }
}

/// Reads the response of `I`, or the fault that came instead.
///
/// # Errors
///
/// See [`ResponseError`].
pub fn read_response<I: Interaction>(bytes: &[u8], limits: Limits) -> Result<I::Response, ResponseError> {
    read_answer(bytes, limits, |reader, element| {
        let expected = &I::CONTRACT.response;
        if expected.is(reader.namespace(&element), element.local_name()) {
            return reader.typed::<I::Response>(expected, element);
        }
        let namespace = (expected.local() == element.local_name()).then(|| expected.uri().to_owned());
        let expected = ElementName { name: expected.local().to_owned(), namespace };
        reader.report_unexpected(&element, Expected::Elements(vec![expected]));
        reader.skip();
        None
    })
}

/// Reads an answer of any contract for its fault, if it is one.
pub fn read_fault(bytes: &[u8], limits: Limits) -> Option<Fault> {
    let answer = read_answer(bytes, limits, |reader, _| {
        reader.skip();
        Some(())
    });
    match answer {
        Err(ResponseError::Fault(fault)) => Some(fault),
        _ => None,
    }
}

/// Writes a request of `I`.
///
/// # Errors
///
/// What the request holds that its contract does not admit.
pub fn write_request<I: Interaction>(
    logical_address: &HsaId,
    request: &I::Request,
) -> Result<String, Vec<WriteError>> {
    let mut writer = XmlWriter::new();
    writer.raw(START);
    writer.raw(r#"<soap:Header><reg:LogicalAddress xmlns:reg=""#);
    writer.raw(REGISTRY);
    writer.raw(r#"">"#);
    writer.text(logical_address.as_str());
    writer.raw("</reg:LogicalAddress></soap:Header><soap:Body>");
    writer.root(&I::CONTRACT.request, I::CONTRACT.namespaces, request);
    writer.raw("</soap:Body>");
    writer.raw(END);
    writer.finish()
}

/// Begins a response; `content` writes the element in its body.
pub(crate) fn write_response(
    content: impl FnOnce(&mut XmlWriter<'static>),
) -> Result<String, Vec<WriteError>> {
    let mut writer = XmlWriter::new();
    writer.raw(START);
    writer.raw("<soap:Body>");
    content(&mut writer);
    writer.raw("</soap:Body>");
    writer.raw(END);
    writer.finish()
}

/// Writes a fault.
pub fn write_fault(fault: &Fault) -> String {
    let mut writer = XmlWriter::new();
    writer.raw(START);
    writer.raw("<soap:Body><soap:Fault><faultcode>soap:");
    writer.raw(fault.code.as_str());
    writer.raw("</faultcode><faultstring>");
    writer.text(&fault.string);
    writer.raw("</faultstring></soap:Fault></soap:Body>");
    writer.raw(END);
    writer.into_markup()
}

fn is_soap(reader: &XmlReader<'_>, element: &Element<'_>, local: &str) -> bool {
    element.local_name() == local && reader.namespace(element) == ENVELOPE
}

fn enter_envelope(reader: &mut XmlReader<'_>) -> Result<(), EnvelopeError> {
    let Some(root) = reader.root() else { return Err(EnvelopeError::Invalid) };
    if is_soap(reader, &root, "Envelope") {
        return Ok(());
    }
    if root.local_name() == "Envelope" {
        return Err(EnvelopeError::VersionMismatch);
    }
    reader.report_unexpected(&root, Expected::element("soap:Envelope"));
    Err(EnvelopeError::Invalid)
}

/// Reads the header blocks: `LogicalAddress`, and that none other must be understood.
fn read_header(reader: &mut XmlReader<'_>, text: &str) -> Result<Option<HsaId>, EnvelopeError> {
    let mut logical_address: Option<Result<HsaId, EnvelopeError>> = None;
    let mut not_understood = None;
    while let Some(block) = reader.next_element() {
        if block.local_name() == "LogicalAddress" && reader.namespace(&block) == REGISTRY {
            if logical_address.is_some() {
                reader.report_unexpected(&block, Expected::NoElement);
            }
            reader.ignore_attributes(ENVELOPE);
            let position = Position::of(text, block.offset());
            if let Some(value) = reader.typed::<String>(&LOGICAL_ADDRESS, block) {
                let id = value.parse().map_err(|InvalidHsaId| EnvelopeError::LogicalAddress(position));
                logical_address = Some(id);
            }
        } else {
            if must_understand(reader) {
                not_understood.get_or_insert_with(|| block.local_name().chars().take(80).collect());
            }
            reader.skip();
        }
    }
    match (not_understood, logical_address) {
        _ if reader.has_errors() => Err(EnvelopeError::Invalid),
        (Some(header), _) => Err(EnvelopeError::MustUnderstand(header)),
        (None, logical_address) => logical_address.transpose(),
    }
}

/// Whether the header block that was opened last is meant for us and must be understood.
fn must_understand(reader: &XmlReader<'_>) -> bool {
    let required = reader
        .attribute_named(ENVELOPE, "mustUnderstand")
        .is_some_and(|value| matches!(value.trim(), "1" | "true"));
    let actor = reader.attribute_named(ENVELOPE, "actor");
    required && actor.is_none_or(|actor| matches!(actor.trim(), "" | NEXT_ACTOR))
}

/// Goes from the child of the envelope that should be the body to the body's first element.
fn enter_body<'a>(
    reader: &mut XmlReader<'a>,
    child: Option<Element<'a>>,
) -> Result<Element<'a>, EnvelopeError> {
    let Some(child) = child else {
        reader.report_missing("soap:Body");
        return Err(EnvelopeError::Invalid);
    };
    if !is_soap(reader, &child, "Body") {
        reader.report_unexpected(&child, Expected::element("soap:Body"));
        return Err(EnvelopeError::Invalid);
    }
    let element = reader.next_element();
    if element.is_none() {
        reader.report_missing("soap:Body/*");
    }
    element.filter(|_| !reader.has_errors()).ok_or(EnvelopeError::Invalid)
}

/// Reads an answer: a fault, or what `content` makes of the element in the body.
fn read_answer<T>(
    bytes: &[u8],
    limits: Limits,
    content: impl for<'r> FnOnce(&mut XmlReader<'r>, Element<'r>) -> Option<T>,
) -> Result<T, ResponseError> {
    let text = decode(bytes).map_err(|error| ResponseError::Invalid(vec![error]))?;
    let mut reader = XmlReader::new(&text, limits);
    let mut answer = None;
    if let Ok(element) = enter_answer(&mut reader) {
        if is_soap(&reader, &element, "Fault") {
            answer = Some(Err(ResponseError::Fault(read_fault_content(&mut reader))));
        } else {
            answer = content(&mut reader, element).map(Ok);
        }
        close_request(&mut reader);
    } else if !reader.has_errors() {
        return Err(ResponseError::Fault(Fault {
            code: FaultCode::VersionMismatch,
            string: "the answer is not a SOAP 1.1 envelope".to_owned(),
        }));
    }
    match answer {
        Some(answer) if !reader.has_errors() => answer,
        _ => Err(ResponseError::Invalid(reader.into_errors())),
    }
}

fn enter_answer<'a>(reader: &mut XmlReader<'a>) -> Result<Element<'a>, EnvelopeError> {
    enter_envelope(reader)?;
    let mut child = reader.next_element();
    if let Some(header) = &child
        && is_soap(reader, header, "Header")
    {
        reader.skip();
        child = reader.next_element();
    }
    enter_body(reader, child)
}

/// Reads the content of a soap:Fault. Its children should be in no namespace; a sender that qualifies them is understood.
fn read_fault_content(reader: &mut XmlReader<'_>) -> Fault {
    let mut fault = Fault { code: FaultCode::Server, string: String::new() };
    while let Some(child) = reader.next_element() {
        match child.local_name() {
            "faultcode" => {
                if let Some(code) = reader.text() {
                    fault.code = FaultCode::parse(&code);
                }
            }
            "faultstring" => {
                if let Some(string) = reader.text() {
                    fault.string = string.trim().to_owned();
                }
            }
            _ => reader.skip(),
        }
    }
    fault
}

#[cfg(test)]
mod tests;
