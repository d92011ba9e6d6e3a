//! Documents whose message is none that is known.

use rivta_soap::ENVELOPE;
use rivta_xml::{Expected, Limits, XmlReader};

use super::{Diagnostic, check_envelope, read_all};
use crate::messages::enter_message;

/// What is wrong with such a document. If it is well-formed, `told` says of its message, by the local name, what it should have
/// been. Whether the message asks for a header can't be known.
pub(super) fn check(text: &str, is_envelope: bool, told: impl FnOnce(&str) -> String) -> Vec<Diagnostic> {
    let malformed = read_all(text);
    if !malformed.is_empty() {
        return malformed;
    }
    let mut diagnostics = if is_envelope { check_envelope(text) } else { Vec::new() };
    let mut reader = XmlReader::new(text, Limits::default());
    let Some(element) = enter_message(&mut reader) else { return diagnostics };
    if is_envelope && element.local_name() == "Envelope" && reader.namespace(&element) != ENVELOPE {
        return diagnostics;
    }
    diagnostics.retain(|diagnostic| diagnostic.offset != element.offset());
    // The reader knows the path.
    reader.report_unexpected(&element, Expected::NoElement);
    if let Some(error) = reader.into_errors().last() {
        let message = told(element.local_name());
        diagnostics.push(Diagnostic::error(error.position, "schema", &error.path, message));
    }
    diagnostics
}
