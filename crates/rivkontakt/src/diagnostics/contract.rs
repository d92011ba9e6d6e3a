//! Messages of contracts that were given at run time: what the schema says of them.

use rivta_schema::sample::Direction;
use rivta_xml::{Limits, Position, XmlReader, decode};

use super::{Checked, Diagnostic, check_envelope, in_order, read_all, read_rest, unreadable};
use crate::messages::{Shape, enter_message, shape};
use crate::package::Package;

/// Checks a document: an envelope or its content alone, a request or a response of any operation of the package.
pub(crate) fn check_by(bytes: &[u8], package: &Package) -> Checked {
    let text = match decode(bytes) {
        Ok(text) => text.into_owned(),
        Err(error) => return unreadable(bytes, &error),
    };
    let shape = shape(&text);
    let mut diagnostics = Vec::new();
    let mut what = None;
    if shape == Shape::Fault {
        diagnostics.extend(read_all(&text));
        what = Some("SOAP fault".to_owned());
    } else {
        let mut reader = XmlReader::new(&text, Limits::default());
        let element = enter_message(&mut reader);
        let found = element
            .as_ref()
            .and_then(|element| package.message(reader.namespace(element), element.local_name()));
        if shape == Shape::Envelope && !matches!(found, Some((_, Direction::Response, _))) {
            diagnostics.extend(check_envelope(&text));
        }
        match (element, found) {
            (Some(element), Some((interaction, direction, root))) => {
                let message = if direction == Direction::Request { "request" } else { "response" };
                what = Some(format!("{message} of {}", interaction.name));
                reader.validate(&root, element);
                read_rest(&mut reader);
                diagnostics.extend(reader.into_errors().iter().map(Diagnostic::of_xml));
            }
            (element, _) if diagnostics.is_empty() => {
                diagnostics.extend(read_all(&text));
                if diagnostics.is_empty() {
                    let (offset, local) =
                        element.map_or((0, ""), |element| (element.offset(), element.local_name()));
                    let message = format!(
                        "no message of the contract; expected a request or response of {}",
                        package.operations().join(", ")
                    );
                    diagnostics.push(Diagnostic::error(
                        Position::of(&text, offset),
                        "schema",
                        local,
                        message,
                    ));
                }
            }
            _ => {}
        }
    }
    Checked { what, diagnostics: in_order(diagnostics), text }
}
