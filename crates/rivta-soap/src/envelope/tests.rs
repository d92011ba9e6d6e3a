use std::borrow::Cow;

use rivta_xml::schema::{
    Builtin, Derivations, ElementDeclaration, ElementId, NamespaceId, Root, Schema, SchemaName,
    SchemaNamespace, ScopeId, TypeRef,
};

use super::*;
use crate::{Contract, FaultCode};

static NAMESPACES: [SchemaNamespace; 2] = [
    SchemaNamespace { prefix: Cow::Borrowed(""), uri: Cow::Borrowed("") },
    SchemaNamespace { prefix: Cow::Borrowed("p"), uri: Cow::Borrowed("urn:p") },
];
static ELEMENTS: [ElementDeclaration; 2] = [string("Ping"), string("PingResponse")];
static SCHEMA: Schema =
    Schema { namespaces: Cow::Borrowed(&NAMESPACES), elements: Cow::Borrowed(&ELEMENTS), ..Schema::EMPTY };

const fn string(local: &'static str) -> ElementDeclaration {
    ElementDeclaration {
        name: SchemaName { namespace: NamespaceId(1), local: Cow::Borrowed(local) },
        r#type: TypeRef::Builtin(Builtin::String),
        nillable: false,
        r#abstract: false,
        value: None,
        substitutes: Cow::Borrowed(&[]),
        block: Derivations { extension: false, restriction: false },
        constraints: Cow::Borrowed(&[]),
    }
}

static CONTRACT: Contract = Contract {
    name: "Ping",
    major: 1,
    minor: 0,
    namespace: "urn:p",
    soap_action: "urn:p:Ping",
    request: Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(0) },
    response: Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(1) },
    namespaces: &[NamespaceId(1)],
    documents: &[],
};

enum Ping {}

impl Interaction for Ping {
    const CONTRACT: &'static Contract = &CONTRACT;
    type Request = String;
    type Response = String;
}

/// Reads a request whole: its receiver and the text in its body, or the fault.
fn read(text: &str) -> Result<(HsaId, String), Fault> {
    let mut reader = XmlReader::new(text, Limits::default());
    let request = match open_request(&mut reader, text) {
        Ok(request) => request,
        Err(error) => return Err(error.into_fault(reader)),
    };
    let content = reader.typed::<String>(&CONTRACT.request, request.body);
    close_request(&mut reader);
    if reader.has_errors() {
        return Err(schema_fault(&reader.into_errors()));
    }
    Ok((request.logical_address, content.unwrap()))
}

#[test]
fn a_request_that_we_write_is_read_back() {
    let address: HsaId = "SE165565594230-1000".parse().unwrap();
    let written = write_request::<Ping>(&address, &"a < b & c".to_owned()).unwrap();
    assert_eq!(read(&written), Ok((address, "a < b & c".to_owned())));
}

#[test]
fn errors_in_the_rest_of_the_envelope_count() {
    let address: HsaId = "SE1".parse().unwrap();
    let good = write_request::<Ping>(&address, &String::new()).unwrap();
    for (from, to, expected) in [
        ("</soap:Body>", "<x/></soap:Body>", "oväntat element x"),
        ("</soap:Body>", "x</soap:Body>", "oväntad text"),
        ("</soap:Envelope>", "<x/></soap:Envelope>", "väntat inget mer element"),
        ("</soap:Envelope>", "</soap:Envelope><x/>", "inte välformad XML"),
        ("</soap:Envelope>", "", "inte välformad XML"),
        ("</soap:Envelope>", "</soap:Envelop>", "inte välformad XML"),
    ] {
        let fault = read(&good.replace(from, to)).unwrap_err();
        assert_eq!(fault.code, FaultCode::Client);
        assert!(fault.string.contains(expected), "{to}: {}", fault.string);
    }
}

#[test]
fn a_message_that_must_be_understood_is_still_read_for_other_errors() {
    let text = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
        <a s:mustUnderstand="1"/></s:Header><s:Body><b/></s:Body></s:Envelope>"#;
    let fault = read(text).unwrap_err();
    assert_eq!((fault.code, fault.string.contains("Headern a")), (FaultCode::MustUnderstand, true));
    let fault = read(&text.replace("<a s", "text<a s")).unwrap_err();
    assert_eq!(fault.code, FaultCode::Client);
}

#[test]
fn twenty_errors_are_told_and_the_rest_counted() {
    let body = "<x/>".repeat(25);
    let text = write_request::<Ping>(&"SE1".parse().unwrap(), &String::new())
        .unwrap()
        .replace("</soap:Body>", &format!("{body}</soap:Body>"));
    let fault = read(&text).unwrap_err();
    assert_eq!(fault.string.matches("oväntat element").count(), 20);
    assert!(fault.string.ends_with("Och 5 fel till."), "{}", fault.string);
}

#[test]
fn faults_that_we_write_are_read_back() {
    for code in [FaultCode::Client, FaultCode::Server, FaultCode::VersionMismatch, FaultCode::MustUnderstand]
    {
        let fault = Fault { code, string: "a < b & \"c\"\nå".to_owned() };
        let written = write_fault(&fault);
        assert_eq!(read_fault(written.as_bytes(), Limits::default()), Some(fault.clone()));
        let read = read_response::<Ping>(written.as_bytes(), Limits::default());
        assert_eq!(read, Err(ResponseError::Fault(fault)));
    }
}

#[test]
fn faultstrings_are_always_xml() {
    let fault = Fault::client("a\u{0}b\u{1F}c\u{FFFE}d\u{10FFFF}");
    let read = read_fault(write_fault(&fault).as_bytes(), Limits::default()).unwrap();
    assert_eq!(read.string, "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{10FFFF}");
}

#[test]
fn responses_are_read_and_nothing_else_is() {
    let writer =
        write_response(|writer| writer.raw("<p:PingResponse xmlns:p=\"urn:p\">pong</p:PingResponse>"));
    let good = writer.unwrap();
    let read = |text: &str| read_response::<Ping>(text.as_bytes(), Limits::default());
    assert_eq!(read(&good), Ok("pong".to_owned()));
    assert_eq!(
        read(&good.replace("<soap:Body>", "<soap:Header><x/></soap:Header><soap:Body>")),
        Ok("pong".to_owned())
    );
    for broken in ["PingResponse", "urn:p", "soap:Body"] {
        assert!(matches!(read(&good.replace(broken, "Other")), Err(ResponseError::Invalid(_))), "{broken}");
    }
    assert!(read_fault(good.as_bytes(), Limits::default()).is_none());
    let soap12 = good.replace(ENVELOPE, "http://www.w3.org/2003/05/soap-envelope");
    assert!(matches!(read(&soap12), Err(ResponseError::Fault(_))));
}

#[test]
fn faultcodes_of_any_prefix_and_detail_are_understood() {
    for (text, code) in [
        ("soap:Client", FaultCode::Client),
        (" x:Client.Authentication ", FaultCode::Client),
        ("Server", FaultCode::Server),
        ("a:MustUnderstand", FaultCode::MustUnderstand),
        ("a:VersionMismatch", FaultCode::VersionMismatch),
        ("soap:Receiver", FaultCode::Server),
        ("", FaultCode::Server),
    ] {
        assert_eq!(FaultCode::parse(text), code, "{text}");
    }
}
