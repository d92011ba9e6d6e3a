//! A document as a tree, as it is written but for prefixes, references and comments.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, ResolveResult};
use quick_xml::reader::NsReader;
use rivta_xml::Namespaces;

/// A namespace, empty for none, and a local name.
pub(super) type Name = (String, String);

/// An element.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: Name,
    /// Without namespace declarations.
    pub(super) attributes: Vec<(Name, String)>,
    /// What its attributes and its content mean by a prefix.
    pub(super) prefixes: Prefixes,
    pub(super) content: Vec<Item>,
}

/// What stands in an element; texts that follow each other are one.
#[derive(Debug)]
pub(super) enum Item {
    Element(Node),
    Text(String),
}

/// The namespaces that are declared, the outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes(Rc<Vec<(String, String)>>);

impl Namespaces for Prefixes {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        let declared = self.0.iter().rev().find(|(known, _)| known == prefix).map(|(_, uri)| uri.as_str());
        declared.or(if prefix.is_empty() { Some("") } else { None })
    }
}

impl Prefixes {
    /// A QName as a name.
    pub(super) fn expand(&self, text: &str) -> Option<Name> {
        let (prefix, local) = text.trim().split_once(':').unwrap_or(("", text.trim()));
        Some((self.namespace(prefix)?.to_owned(), local.to_owned()))
    }
}

impl Node {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|item| match item {
            Item::Element(node) => Some(node),
            Item::Text(_) => None,
        })
    }

    /// All its text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self.content.as_slice() {
            [] => Cow::Borrowed(""),
            [Item::Text(text)] => Cow::Borrowed(text),
            items => Cow::Owned(
                items
                    .iter()
                    .map(|item| match item {
                        Item::Text(text) => text.as_str(),
                        Item::Element(_) => "",
                    })
                    .collect(),
            ),
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|((its, name), _)| its == namespace && name == local);
        found.map(|(_, value)| value.as_str())
    }
}

/// The root of a document; `None`: it isn't well-formed.
pub(super) fn parse(text: &str) -> Option<Node> {
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    let mut root = None;
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        let namespace = bound(&namespace);
        let closed = match event {
            Event::Start(tag) => {
                open.push(begin(&reader, namespace, &tag, open.last())?);
                continue;
            }
            Event::Empty(tag) => begin(&reader, namespace, &tag, open.last())?,
            Event::End(_) => open.pop()?,
            Event::Text(piece) => {
                add(&mut open, &piece.xml10_content());
                continue;
            }
            Event::CData(piece) => {
                add(&mut open, &piece.xml10_content());
                continue;
            }
            Event::GeneralRef(reference) => {
                match reference.resolve_char_ref().ok()? {
                    Some(character) => add(&mut open, character.encode_utf8(&mut [0; 4])),
                    None => add(&mut open, predefined(&reference.xml10_content())?),
                }
                continue;
            }
            Event::Eof => return root,
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.content.push(Item::Element(closed)),
            None => root = Some(closed),
        }
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}

fn add(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut().filter(|_| !text.is_empty()) {
        match node.content.last_mut() {
            Some(Item::Text(known)) => known.push_str(text),
            _ => node.content.push(Item::Text(text.to_owned())),
        }
    }
}

fn bound(namespace: &ResolveResult<'_>) -> String {
    match namespace {
        ResolveResult::Bound(namespace) => AsRef::<str>::as_ref(namespace).to_owned(),
        _ => String::new(),
    }
}

fn begin(
    reader: &NsReader<&[u8]>,
    namespace: String,
    tag: &BytesStart<'_>,
    parent: Option<&Node>,
) -> Option<Node> {
    let mut attributes = Vec::new();
    let mut prefixes = parent.map(|parent| parent.prefixes.clone()).unwrap_or_default();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
        if let Some(declaration) = attribute.key.as_namespace_binding() {
            let prefix = match declaration {
                PrefixDeclaration::Default => String::new(),
                PrefixDeclaration::Named(prefix) => prefix.to_owned(),
            };
            Rc::make_mut(&mut prefixes.0).push((prefix, value));
            continue;
        }
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        attributes.push(((bound(&namespace), AsRef::<str>::as_ref(&local).to_owned()), value));
    }
    let local = AsRef::<str>::as_ref(&tag.local_name()).to_owned();
    Some(Node { name: (namespace, local), attributes, prefixes, content: Vec::new() })
}
