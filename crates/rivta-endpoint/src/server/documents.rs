//! A contract's WSDL and schemas over HTTP, with locations that clients can follow.
//!
//! Every location is an absolute URL on the contract's own address: `?wsdl` for the WSDL, `?xsd=PATH` for the document at
//! that path in the contract's package. Clients that resolve relative locations against the address, against the importing
//! document, or against nothing then all find them, and one document has one URL, so that none is read twice.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, Writer, XmlVersion};
use rivta_soap::Contract;

/// Where the address goes, once it is known. No document holds it.
const ADDRESS: &str = "urn:rivta-endpoint:address";

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";

/// A contract's documents, ready to be sent.
#[derive(Debug)]
pub(super) struct Documents {
    wsdl: String,
    /// By path in the package.
    by_path: HashMap<&'static str, String>,
}

impl Documents {
    /// # Errors
    ///
    /// A sentence that says which document can't be served and why.
    pub(super) fn new(contract: &'static Contract) -> Result<Self, String> {
        let mut by_path = HashMap::new();
        for document in contract.documents {
            let rewritten = rewrite(document.path, document.text, contract)
                .map_err(|problem| format!("{}: {problem}", document.path))?;
            by_path.insert(document.path, rewritten);
        }
        let wsdl = contract.documents.first().and_then(|wsdl| by_path.get(wsdl.path)).cloned();
        Ok(Self { wsdl: wsdl.unwrap_or_default(), by_path })
    }

    /// The document that a query asks for, for a client that reached the contract at `address`.
    pub(super) fn get(&self, query: &str, address: &str) -> Option<String> {
        let (name, value) = parameter(query)?;
        let document = match name.to_ascii_lowercase().as_str() {
            "wsdl" if !self.wsdl.is_empty() => &self.wsdl,
            "xsd" => self.by_path.get(percent_decode(value)?.as_str())?,
            _ => return None,
        };
        // A checked host and a contract's path hold nothing that XML would have to escape.
        Some(document.replace(ADDRESS, address))
    }

    /// Whether a query asks for a document, known or not.
    pub(super) fn is_asked_for(query: Option<&str>) -> bool {
        query.and_then(parameter).is_some()
    }
}

/// The first parameter of a query that asks for a document, and its value.
fn parameter(query: &str) -> Option<(&str, &str)> {
    query
        .split('&')
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .find(|(name, _)| name.eq_ignore_ascii_case("wsdl") || name.eq_ignore_ascii_case("xsd"))
}

/// Points a document's locations to the address.
fn rewrite(path: &str, text: &str, contract: &'static Contract) -> Result<String, String> {
    let mut reader = NsReader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len() + 1024));
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        let namespace = match namespace {
            ResolveResult::Bound(Namespace(uri)) => uri,
            _ => "",
        };
        let event = match event {
            Event::Eof => break,
            Event::Start(start) => Event::Start(relocate(start, namespace, path, contract)?),
            Event::Empty(start) => Event::Empty(relocate(start, namespace, path, contract)?),
            other => other,
        };
        writer.write_event(event).map_err(|error| error.to_string())?;
    }
    String::from_utf8(writer.into_inner()).map_err(|error| error.to_string())
}

fn relocate<'a>(
    start: BytesStart<'a>,
    namespace: &str,
    path: &str,
    contract: &'static Contract,
) -> Result<BytesStart<'a>, String> {
    let local = start.local_name();
    let attribute = match (namespace, local.as_ref()) {
        (XSD, "import" | "include" | "redefine") => "schemaLocation",
        (WSDL, "import") | (WSDL_SOAP, "address") => "location",
        _ => return Ok(start),
    };
    let mut relocated = BytesStart::new(start.name().0.to_owned());
    for found in start.attributes() {
        let found = found.map_err(|error| error.to_string())?;
        if found.key.as_ref() != attribute {
            relocated.push_attribute(found);
        } else if namespace == WSDL_SOAP {
            relocated.push_attribute((attribute, ADDRESS));
        } else {
            let location =
                found.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
            let target = resolve(path, &location)
                .filter(|target| contract.documents.iter().any(|document| document.path == target))
                .ok_or_else(|| format!("the contract has no document for the location {location}"))?;
            relocated.push_attribute((attribute, format!("{ADDRESS}?xsd={target}").as_str()));
        }
    }
    Ok(relocated)
}

/// A location in a document at `path`, as a path in the package.
fn resolve(path: &str, location: &str) -> Option<String> {
    let mut segments: Vec<&str> = path.split('/').collect();
    segments.pop();
    for segment in location.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

/// Some clients encode the slashes of a query.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || u8::try_from(char::from(rest.next()?).to_digit(16)?).ok();
        bytes.push(if byte == b'%' { digit()? << 4 | digit()? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
