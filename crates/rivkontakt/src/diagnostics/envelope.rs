//! Envelopes by what a contract declares.

use rivta_soap::{ENVELOPE, close_request};
use rivta_xml::schema::Root;
use rivta_xml::{Element, Expected, Limits, XmlError, XmlReader};

use super::Diagnostic;

/// What an envelope should hold.
pub(super) struct Expectation<'p> {
    /// The header blocks.
    pub(super) headers: Vec<Root<'p>>,
    /// The element in the body.
    pub(super) body: Root<'p>,
}

/// What is wrong with an envelope: header blocks that are declared, the element in the body, and that nothing else stands
/// there.
pub(super) fn read_envelope(text: &str, expected: &Expectation<'_>) -> Vec<XmlError> {
    let mut reader = XmlReader::new(text, Limits::default());
    let mut missing: Vec<&Root<'_>> = expected.headers.iter().collect();
    let element = enter_body(&mut reader, |reader, block| {
        let declared = expected.headers.iter().find(|it| it.is(reader.namespace(&block), block.local_name()));
        match declared {
            Some(header) => {
                missing.retain(|it| (it.uri(), it.local()) != (header.uri(), header.local()));
                reader.ignore_attributes(ENVELOPE);
                reader.validate(header, block);
            }
            None => reader.skip(),
        }
    });
    if let Some(element) = element {
        for header in missing {
            let header = format!("soap:Header/{}", header.local());
            reader.report_unexpected(&element, Expected::element(&header));
        }
        reader.validate(&expected.body, element);
        close_request(&mut reader);
    }
    reader.into_errors()
}

/// From the start of an envelope to the first element in its body; `header` reads each header block.
pub(super) fn enter_body<'a>(
    reader: &mut XmlReader<'a>,
    mut header: impl FnMut(&mut XmlReader<'a>, Element<'a>),
) -> Option<Element<'a>> {
    reader.root()?;
    while let Some(child) = reader.next_element() {
        match (reader.namespace(&child), child.local_name()) {
            (ENVELOPE, "Body") => return reader.next_element(),
            (ENVELOPE, "Header") => {
                while let Some(block) = reader.next_element() {
                    header(reader, block);
                }
            }
            _ => {
                reader.report_unexpected(&child, Expected::element("soap:Body"));
                reader.skip();
            }
        }
    }
    None
}

/// Tells of an envelope of another version of SOAP which namespace it has.
pub(super) fn other_version(text: &str) -> Option<Diagnostic> {
    let mut reader = XmlReader::new(text, Limits::default());
    let root = reader.root()?;
    let found = match reader.namespace(&root) {
        "" => "no namespace".to_owned(),
        SOAP_1_2 => format!("namespace {SOAP_1_2} (SOAP 1.2)"),
        other => format!("namespace {}", other.chars().take(200).collect::<String>()),
    };
    let message = format!("not a SOAP 1.1 envelope; found {found}; expected {ENVELOPE}");
    // The reader knows the place.
    reader.report_unexpected(&root, Expected::element("soap:Envelope"));
    let errors = reader.into_errors();
    errors.last().map(|error| Diagnostic::error(error.position, "soap", &error.path, message))
}

/// The namespace of SOAP 1.2 envelopes.
const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";
