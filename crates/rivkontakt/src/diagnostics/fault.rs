//! Envelopes that hold a fault (SOAP 1.1, section 4.4, and the schema of its namespace).

use std::borrow::Cow;

use rivta_schema::package::{Package, Part};
use rivta_soap::{ENVELOPE, close_request};
use rivta_xml::schema::{
    Builtin, Derivations, ElementDeclaration, ElementId, NamespaceId, Root, SchemaName, SchemaNamespace,
    Scope, ScopeId, TypeRef,
};
use rivta_xml::{ElementName, Expected, Limits, Position, QName, Schema, XmlError, XmlReader, XmlSimple};

use super::Diagnostic;
use super::envelope::enter_body;

/// The children of a fault, in the order of the schema; they are in no namespace.
const CHILDREN: [&str; 4] = ["faultcode", "faultstring", "faultactor", "detail"];
/// Those that must be there.
const REQUIRED: usize = 2;

/// What was read of a fault.
#[derive(Default)]
pub(super) struct ReadFault {
    errors: Vec<XmlError>,
    /// Its code as it is written, if that is a name. The text may tell of a person and is never shown.
    code: Option<String>,
    /// What is wrong with its code.
    wrong_code: Option<Diagnostic>,
}

impl ReadFault {
    /// What the document holds.
    pub(super) fn what(&self) -> String {
        match &self.code {
            Some(code) => format!("SOAP fault {code}"),
            None => "SOAP fault".to_owned(),
        }
    }

    /// What is wrong with it.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.errors.iter().map(Diagnostic::of_xml).chain(self.wrong_code.clone()).collect()
    }
}

/// Reads an envelope that holds a fault: its children, and what `package` declares of its detail.
pub(super) fn read(text: &str, package: Option<&Package>) -> ReadFault {
    let mut fault = ReadFault::default();
    let mut reader = XmlReader::new(text, Limits::default());
    if enter_body(&mut reader, |reader, _| reader.skip()).is_some() {
        let mut seen = Seen::default();
        while let Some(child) = reader.next_element() {
            let name = child.local_name();
            if let Err(expected) = seen.place(name, reader.namespace(&child)) {
                reader.report_unexpected(&child, expected);
            }
            match (name, package) {
                ("faultcode", _) => {
                    let position = Position::of(text, child.offset());
                    reader.ignore_attributes(ENVELOPE);
                    let code = reader.typed::<QName>(&FAULT_CODE, child);
                    fault.wrong_code = code.as_ref().and_then(|code| unqualified(code, position));
                    fault.code = code.map(|code| written(&code));
                }
                ("faultstring" | "faultactor", _) => drop(reader.text()),
                ("detail", Some(package)) => read_detail(&mut reader, package),
                _ => reader.skip(),
            }
        }
        seen.missing().for_each(|name| reader.report_missing(name));
        close_request(&mut reader);
    }
    fault.errors = reader.into_errors();
    fault
}

/// A code is one of the envelope's namespace, or of whoever defines another (section 4.4.1).
fn unqualified(code: &QName, position: Position) -> Option<Diagnostic> {
    let message =
        "a fault code in no namespace; expected a name with a prefix, e.g. soap:Client or soap:Server";
    code.namespace()
        .is_empty()
        .then(|| Diagnostic::error(position, "soap", "Envelope/Body/Fault/faultcode", message.to_owned()))
}

/// The code as it is written, cut to 80 characters: the sender chose it.
fn written(code: &QName) -> String {
    let mut written = String::new();
    code.write_text(&mut written);
    written.chars().take(80).collect()
}

/// The children of a fault that have been seen.
struct Seen {
    /// The name of each, and whether it has been.
    children: [(&'static str, bool); 4],
    /// One that stands in the wrong place puts the others in wrong places too, which is not told.
    in_order: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self { children: CHILDREN.map(|name| (name, false)), in_order: true }
    }
}

impl Seen {
    /// Notes a child; what was expected instead, if it may not stand there.
    fn place(&mut self, name: &str, namespace: &str) -> Result<(), Expected> {
        let next = self.children.iter().rposition(|(_, seen)| *seen).map_or(0, |last| last + 1);
        let most = if next < REQUIRED { 1 } else { CHILDREN.len() };
        let may_follow: Vec<&str> = CHILDREN.into_iter().skip(next).take(most).collect();
        let expected = || match may_follow.is_empty() {
            true => Expected::NoElement,
            false => Expected::Elements(may_follow.iter().map(|name| unprefixed(name, None)).collect()),
        };
        let Some((_, seen)) = self.children.iter_mut().find(|(child, _)| *child == name) else {
            return Err(expected());
        };
        let again = std::mem::replace(seen, true);
        if !namespace.is_empty() {
            return Err(Expected::Elements(vec![unprefixed(name, Some(String::new()))]));
        }
        if again || self.in_order && !may_follow.contains(&name) {
            self.in_order = false;
            return Err(expected());
        }
        Ok(())
    }

    /// Those that must be there and have not been seen.
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.children.iter().take(REQUIRED).filter(|(_, seen)| !seen).map(|(name, _)| *name)
    }
}

fn unprefixed(name: &str, namespace: Option<String>) -> ElementName {
    ElementName { name: name.to_owned(), namespace }
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

static NAMESPACES: [SchemaNamespace; 1] =
    [SchemaNamespace { prefix: Cow::Borrowed(""), uri: Cow::Borrowed("") }];

static ELEMENTS: [ElementDeclaration; 1] = [ElementDeclaration {
    name: SchemaName { namespace: NamespaceId(0), local: Cow::Borrowed("faultcode") },
    r#type: TypeRef::Builtin(Builtin::QName),
    nillable: false,
    r#abstract: false,
    value: None,
    substitutes: Cow::Borrowed(&[]),
    block: Derivations { extension: false, restriction: false },
    constraints: Cow::Borrowed(&[]),
}];

static SCOPES: [Scope; 1] = [Scope {
    elements: Cow::Borrowed(&[ElementId(0)]),
    types: Cow::Borrowed(&[]),
    attributes: Cow::Borrowed(&[]),
}];

static SCHEMA: Schema = Schema {
    namespaces: Cow::Borrowed(&NAMESPACES),
    elements: Cow::Borrowed(&ELEMENTS),
    scopes: Cow::Borrowed(&SCOPES),
    ..Schema::EMPTY
};

/// The element `faultcode`.
static FAULT_CODE: Root<'static> = Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(0) };
