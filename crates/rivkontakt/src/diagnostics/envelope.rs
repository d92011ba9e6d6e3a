//! Envelopes by what a contract declares, and faults.

use rivta_schema::package::{Package, Part};
use rivta_soap::{ENVELOPE, close_request};
use rivta_xml::schema::Root;
use rivta_xml::{Element, Expected, Limits, XmlError, XmlReader};

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

/// What is wrong with an envelope that holds a fault (SOAP 1.1, section 4.4): `faultcode` and `faultstring` must be there, and
/// what `package` declares of its detail must be right.
pub(super) fn read_fault(text: &str, package: Option<&Package>) -> Vec<XmlError> {
    let mut reader = XmlReader::new(text, Limits::default());
    if enter_body(&mut reader, |reader, _| reader.skip()).is_some() {
        let mut missing = vec!["faultcode", "faultstring"];
        while let Some(child) = reader.next_element() {
            missing.retain(|name| *name != child.local_name());
            match (child.local_name(), package) {
                ("faultcode" | "faultstring" | "faultactor", _) => drop(reader.text()),
                ("detail", Some(package)) => read_detail(&mut reader, package),
                ("detail", None) => reader.skip(),
                _ => {
                    let names = ["faultcode", "faultstring", "faultactor", "detail"];
                    reader.report_unexpected(&child, Expected::element(names.join(", ")));
                    reader.skip();
                }
            }
        }
        for name in missing {
            reader.report_missing(name);
        }
        close_request(&mut reader);
    }
    reader.into_errors()
}

/// Reads the elements of a fault's detail.
fn read_detail<'a>(reader: &mut XmlReader<'a>, package: &'a Package) {
    while let Some(entry) = reader.next_element() {
        let declared = package.messages(reader.namespace(&entry), entry.local_name());
        match declared.iter().find(|message| message.part == Part::Fault) {
            Some(fault) => reader.validate(&fault.root, entry),
            None => reader.skip(),
        }
    }
}

/// From the start of an envelope to the first element in its body; `header` reads each header block.
fn enter_body<'a>(
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
