//! Messages of contracts that are given at run time: what the schema says of them.

use rivta_schema::nearest;
use rivta_schema::package::{Message, Package, Part};
use rivta_schema::xml::ExpandedName;
use rivta_soap::REGISTRY;
use rivta_xml::schema::Root;
use rivta_xml::{Limits, XmlError, XmlReader, decode};

use super::envelope::{Expectation, read_envelope};
use super::{Checked, Diagnostic, check_envelope, fault, in_order, unknown, unreadable};
use crate::messages::{Shape, enter_message, shape};

/// Checks a document: an envelope or its content alone, a request or a response of any operation of the package.
pub(crate) fn check_by<'d>(bytes: &'d [u8], package: &Package) -> Checked<'d> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return unreadable(bytes, &error),
    };
    let (what, diagnostics) = match shape(&text) {
        Shape::Fault => {
            let fault = fault::read(&text, Some(package));
            (Some(fault.what()), fault.diagnostics())
        }
        shape => check_message(&text, shape, package),
    };
    Checked { what, diagnostics: in_order(diagnostics), text }
}

fn check_message(text: &str, shape: Shape, package: &Package) -> (Option<String>, Vec<Diagnostic>) {
    let mut reader = XmlReader::new(text, Limits::default());
    let element = enter_message(&mut reader);
    let (namespace, local) =
        element.as_ref().map_or(("", ""), |element| (reader.namespace(element), element.local_name()));
    // A namespace may have several contents; the message is of the one by which it is valid, if there is such a one.
    let found = package
        .messages(namespace, local)
        .into_iter()
        .map(|message| (errors_by(text, shape, package, &message), message))
        .min_by_key(|(errors, _)| errors.len());
    let mut diagnostics = Vec::new();
    let is_envelope = shape == Shape::Envelope;
    let Some((errors, message)) = found else {
        return (None, unknown::check(text, is_envelope, |local| what_instead(namespace, local, package)));
    };
    if is_envelope && message.part != Part::Response && is_addressed(package, &message) {
        diagnostics.extend(check_envelope(text));
    }
    diagnostics.extend(of_xml(&errors));
    let Message { interaction, part, .. } = message;
    let part = match part {
        Part::Request => "request",
        Part::Response => "response",
        Part::Fault => "fault",
    };
    let (name, major, minor) = (&interaction.name, interaction.major, interaction.minor);
    (Some(format!("{part} of {name} {major}.{minor}")), diagnostics)
}

/// Whether a request of the contract has the header `LogicalAddress` of RIV-TA Basic Profile 2.1: contracts of older profiles
/// declare another one instead.
fn is_addressed(package: &Package, message: &Message<'_>) -> bool {
    let mut headers = headers(package, message).peekable();
    headers.peek().is_none() || headers.any(|header| header.is(REGISTRY, "LogicalAddress"))
}

/// The headers that the contract declares for a message.
fn headers<'p>(package: &'p Package, message: &Message<'p>) -> impl Iterator<Item = Root<'p>> {
    let scope = message.interaction.scope;
    message.headers.iter().map(move |header| package.root(scope, *header))
}

/// What is wrong with a document that holds a message.
fn errors_by(text: &str, shape: Shape, package: &Package, message: &Message<'_>) -> Vec<XmlError> {
    if shape == Shape::Envelope {
        let headers = headers(package, message).collect();
        return read_envelope(text, &Expectation { headers, body: message.root });
    }
    let mut reader = XmlReader::new(text, Limits::default());
    if let Some(element) = reader.root() {
        reader.validate(&message.root, element);
    }
    reader.finish();
    reader.into_errors()
}

/// What to say of a document whose message is none of the contract.
fn what_instead(namespace: &str, local: &str, package: &Package) -> String {
    let is_it = |name: &ExpandedName| {
        *name.local == *local && name.namespace.as_deref().unwrap_or_default() == namespace
    };
    if let Some(left_out) = package.left_out.iter().find(|it| it.messages.iter().any(is_it)) {
        return format!(
            "a message of {}, which was left out of the contract as faulty; mend the package, or give --lenient if a file is missing",
            left_out.name
        );
    }
    let namespaces = package.namespaces_of(local);
    if !namespaces.is_empty() {
        let expected = namespaces.join(" or ");
        return format!("{local} in another namespace than the contract's; expected {expected}");
    }
    match nearest(local, &package.message_names()) {
        Some(near) => format!("no message of the contract; did you mean {near}?"),
        None => {
            let names = package.names().join(", ");
            format!("no message of the contract; expected a request or response of {names}")
        }
    }
}

fn of_xml(errors: &[XmlError]) -> Vec<Diagnostic> {
    errors.iter().map(Diagnostic::of_xml).collect()
}
