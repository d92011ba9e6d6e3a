//! What is wrong with a message: schema and framework rules, each finding with its place in the file.

mod contract;
mod envelope;
mod fault;
mod rules;
mod source;
mod unknown;

use std::borrow::Cow;
use std::path::Path;

use contact_rules::{Rules, Severity};
pub(crate) use contract::check_by;
use rivta_schema::nearest;
use rivta_soap::{EnvelopeError, close_request, open_request};
use rivta_xml::{Expected, Limits, Position, XmlError, XmlErrorKind, XmlReader, decode};
use serde::Serialize;

use crate::messages::{Found, Messages, enter_message, identify};

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Diagnostic {
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// `error` or `warning`.
    pub(crate) severity: &'static str,
    /// The rule's id, or `xml`, `soap`, `schema`.
    pub(crate) rule: String,
    /// The element, as a path.
    pub(crate) path: String,
    /// What is wrong and what would be right.
    pub(crate) message: String,
    /// The octets before the place in the text.
    #[serde(skip)]
    offset: usize,
}

impl Diagnostic {
    fn error(position: Position, rule: &str, path: &str, message: String) -> Self {
        Self {
            line: position.line,
            column: position.column,
            severity: "error",
            rule: rule.to_owned(),
            path: path.to_owned(),
            message,
            offset: position.offset,
        }
    }

    fn of_xml(error: &XmlError) -> Self {
        let rule = match error.kind {
            XmlErrorKind::Malformed(_)
            | XmlErrorKind::DocumentType
            | XmlErrorKind::Encoding(_)
            | XmlErrorKind::Limit { .. } => "xml",
            _ => "schema",
        };
        let meant = meant(&error.kind).map(|name| format!("; did you mean {name}?")).unwrap_or_default();
        Self::error(error.position, rule, &error.path, format!("{}{meant}", error.kind))
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// As compilers tell it: the finding, its place, the line, and a caret under the element.
    pub(crate) fn render(&self, file: &Path, text: &str) -> String {
        source::render(self, file, text)
    }
}

/// A document and what is wrong with it, in document order.
pub(crate) struct Checked<'d> {
    /// What the document holds, e.g. `request of GetPersonContactInformation`.
    pub(crate) what: Option<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The document as text, for rendering.
    pub(crate) text: Cow<'d, str>,
}

/// Checks a document: an envelope or its content alone, a request or a response.
pub(crate) fn check<'d>(bytes: &'d [u8], rules: &Rules) -> Checked<'d> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return unreadable(bytes, &error),
    };
    let (is_envelope, found) = identify(&text);
    let mut diagnostics = Vec::new();
    if is_envelope && matches!(found, Some(Found::Request(_))) {
        diagnostics.extend(check_envelope(&text));
    }
    let what = match found {
        Some(Found::Request(messages)) => {
            diagnostics.extend(check_request(&text, messages, rules));
            Some(format!("request of {}", messages.contract.name))
        }
        Some(Found::Response(messages)) => {
            diagnostics.extend(check_response(&text, messages));
            Some(format!("response of {}", messages.contract.name))
        }
        Some(Found::Fault) => {
            let fault = fault::read(&text, None);
            diagnostics.extend(fault.diagnostics());
            Some(fault.what())
        }
        None => {
            diagnostics = unknown::check(&text, is_envelope, what_instead);
            None
        }
    };
    Checked { what, diagnostics: in_order(diagnostics), text }
}

/// A document in an encoding that isn't taken.
fn unreadable<'d>(bytes: &'d [u8], error: &XmlError) -> Checked<'d> {
    let diagnostics = vec![Diagnostic::of_xml(error)];
    let utf16 = |octets: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = octets.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    };
    Checked { what: None, diagnostics, text }
}

/// In document order, each once: what surrounds a message is read once for the envelope and once on the way to the message.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    let mut seen: Vec<Diagnostic> = Vec::new();
    diagnostics.retain(|diagnostic| {
        // The path may count siblings in one reading and not in the other.
        let is_same = |other: &Diagnostic| {
            (other.line, other.column, &other.rule, &other.message)
                == (diagnostic.line, diagnostic.column, &diagnostic.rule, &diagnostic.message)
        };
        let new = !seen.iter().any(is_same);
        if new {
            seen.push(diagnostic.clone());
        }
        new
    });
    diagnostics
}

/// What is wrong around the message of a request.
fn check_envelope(text: &str) -> Vec<Diagnostic> {
    let mut reader = XmlReader::new(text, Limits::default());
    match open_request(&mut reader, text) {
        Ok(_) => {
            reader.skip();
            close_request(&mut reader);
        }
        Err(EnvelopeError::Invalid) => {}
        Err(EnvelopeError::VersionMismatch) => {
            return envelope::other_version(text).into_iter().collect();
        }
        Err(EnvelopeError::MustUnderstand(header)) => {
            let message = format!(
                "the header {header} has mustUnderstand=\"1\", and no receiver understands it; leave it out"
            );
            let position = rivta_xml::locate(text, &header, "").unwrap_or_else(|| Position::of(text, 0));
            return vec![Diagnostic::error(position, "soap", &format!("Envelope/Header/{header}"), message)];
        }
        Err(EnvelopeError::LogicalAddress(position)) => {
            let message =
                "not an HSA-id; expected 1 to 64 letters, digits and hyphens, e.g. SE165565594230-1000";
            return vec![Diagnostic::error(
                position,
                "soap",
                "Envelope/Header/LogicalAddress",
                message.to_owned(),
            )];
        }
    }
    reader.into_errors().iter().map(Diagnostic::of_xml).collect()
}

fn check_request(text: &str, messages: &Messages, rules: &Rules) -> Vec<Diagnostic> {
    let mut reader = XmlReader::new(text, Limits::default());
    if let Some(element) = enter_message(&mut reader) {
        (messages.check_request)(&mut reader, element);
    }
    read_rest(&mut reader);
    let errors = reader.into_errors();
    let mut diagnostics: Vec<Diagnostic> = errors.iter().map(Diagnostic::of_xml).collect();
    diagnostics.extend(rules::check(messages.contract, rules, text, &errors));
    diagnostics
}

fn check_response(text: &str, messages: &Messages) -> Vec<Diagnostic> {
    let mut reader = XmlReader::new(text, Limits::default());
    if let Some(element) = enter_message(&mut reader) {
        (messages.check_response)(&mut reader, element);
    }
    read_rest(&mut reader);
    reader.into_errors().iter().map(Diagnostic::of_xml).collect()
}

/// What to say of a document whose message, `local`, is none of the contracts that are served.
fn what_instead(local: &str) -> String {
    match (Messages::namespace_of(local), nearest(local, &Messages::elements())) {
        (Some(namespace), _) => {
            format!("{local} in another namespace than the contract's; expected {namespace}")
        }
        (None, Some(near)) => format!("no message of a known contract; did you mean {near}?"),
        (None, None) => format!(
            "no message of a known contract; give the package of its contract as --contract, or a request or response of {}",
            Messages::names().join(", ")
        ),
    }
}

/// Reads a whole document for being well-formed.
fn read_all(text: &str) -> Vec<Diagnostic> {
    let mut reader = XmlReader::new(text, Limits::default());
    if reader.root().is_some() {
        reader.skip();
        reader.finish();
    }
    reader.into_errors().iter().map(Diagnostic::of_xml).collect()
}

/// From the end of the message to that of the document; what surrounds it is judged elsewhere.
fn read_rest(reader: &mut XmlReader<'_>) {
    // The body's end, the envelope's end, and the document's.
    for _ in 0..2 {
        while reader.next_element().is_some() {
            reader.skip();
        }
    }
    reader.finish();
}

/// The element that may have been meant by one that differs from it in case or by a letter, where it is one of several.
fn meant(kind: &XmlErrorKind) -> Option<&str> {
    let XmlErrorKind::UnexpectedElement { found, expected: Expected::Elements(expected) } = kind else {
        return None;
    };
    let found = found.name.rsplit(':').next()?;
    let names: Vec<&str> = expected.iter().map(|it| it.name.as_str()).collect();
    let near = nearest(found, &names)?;
    let is_slip = near != found && near.chars().count().abs_diff(found.chars().count()) <= 1;
    (names.len() > 1 && is_slip).then_some(near)
}

/// The word for a severity.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests;
