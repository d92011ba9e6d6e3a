//! Messages of contracts that are given at run time: what the schema says of them.

use rivta_schema::package::{Package, Part};
use rivta_xml::schema::Root;
use rivta_xml::{Limits, Position, XmlError, XmlReader, decode};

use super::{Checked, Diagnostic, check_envelope, in_order, read_all, read_rest, unreadable};
use crate::messages::{Shape, enter_message, shape};
use crate::package::operations;

/// Checks a document: an envelope or its content alone, a request or a response of any operation of the package.
pub(crate) fn check_by(bytes: &[u8], package: &Package) -> Checked {
    let text = match decode(bytes) {
        Ok(text) => text.into_owned(),
        Err(error) => return unreadable(bytes, &error),
    };
    let shape = shape(&text);
    let (what, diagnostics) = if shape == Shape::Fault {
        (Some("SOAP fault".to_owned()), read_all(&text))
    } else {
        check_message(&text, shape, package)
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
        .map(|(interaction, part, root)| (interaction, part, errors_by(text, &root)))
        .min_by_key(|(.., errors)| errors.len());
    let mut diagnostics = Vec::new();
    if shape == Shape::Envelope && !matches!(found, Some((_, Part::Response, _))) {
        diagnostics.extend(check_envelope(text));
    }
    if let Some((interaction, part, errors)) = found {
        diagnostics.extend(errors.iter().map(Diagnostic::of_xml));
        let part = match part {
            Part::Request => "request",
            Part::Response => "response",
            Part::Fault => "fault",
        };
        return (Some(format!("{part} of {}", interaction.name)), diagnostics);
    }
    if diagnostics.is_empty() {
        diagnostics.extend(read_all(text));
    }
    if diagnostics.is_empty() {
        let message = format!(
            "no message of the contract; expected a request or response of {}",
            operations(package).join(", ")
        );
        let offset = element.map_or(0, |element| element.offset());
        diagnostics.push(Diagnostic::error(Position::of(text, offset), "schema", local, message));
    }
    (None, diagnostics)
}

/// What is wrong with the message in a document.
fn errors_by(text: &str, root: &Root<'_>) -> Vec<XmlError> {
    let mut reader = XmlReader::new(text, Limits::default());
    if let Some(element) = enter_message(&mut reader) {
        reader.validate(root, element);
    }
    read_rest(&mut reader);
    reader.into_errors()
}
