//! Schema files as element trees, each element with its place and the namespaces in scope. A build-time tool may hold
//! whole files; messages are read by `rivta-xml`, which doesn't.

mod entities;

use std::path::Path;
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use self::entities::Entities;
use crate::error::{Error, Location, Result};
use crate::limits::MAX_DEPTH;

/// The namespace of `xml:lang` and its like.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A name with its namespace; `{namespace}local` when displayed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExpandedName {
    /// The namespace, if any.
    pub namespace: Option<Arc<str>>,
    /// The local name.
    pub local: Arc<str>,
}

impl std::fmt::Display for ExpandedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// The prefixes that are bound at an element, nearest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope(Arc<Vec<(String, Option<Arc<str>>)>>);

impl Scope {
    /// The namespace of `prefix` (empty: the default namespace); `None` when it is unbound.
    pub fn namespace(&self, prefix: &str) -> Option<Arc<str>> {
        if prefix == "xml" {
            return Some(XML_NAMESPACE.into());
        }
        self.bound(prefix).cloned()
    }

    /// As [`namespace`](Self::namespace), borrowed.
    pub(crate) fn find(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "xml" => Some(XML_NAMESPACE),
            prefix => self.bound(prefix).map(|namespace| &**namespace),
        }
    }

    fn bound(&self, prefix: &str) -> Option<&Arc<str>> {
        self.0.iter().rev().find(|(bound, _)| bound == prefix).and_then(|(_, namespace)| namespace.as_ref())
    }

    /// The prefixes in scope with their namespaces, outermost first.
    pub fn bindings(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.0.iter().filter_map(|(prefix, namespace)| Some((prefix.as_str(), namespace.as_ref()?)))
    }
}

/// An element of a schema or WSDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: ExpandedName,
    /// Its attributes in order, without namespace declarations.
    pub attributes: Vec<(ExpandedName, String)>,
    /// Its content.
    pub children: Vec<Node>,
    /// Where its start tag begins.
    pub at: Location,
    /// The namespaces in scope.
    pub scope: Scope,
}

/// A piece of an element's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A child element.
    Element(Element),
    /// Text, with references resolved.
    Text(String),
}

impl Element {
    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text of the element and all below it.
    pub fn text(&self) -> String {
        self.children.iter().fold(String::new(), |mut text, node| {
            match node {
                Node::Element(element) => text.push_str(&element.text()),
                Node::Text(piece) => text.push_str(piece),
            }
            text
        })
    }

    /// The attribute of that name without a namespace.
    pub fn attribute(&self, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(name, _)| name.namespace.is_none() && &*name.local == local)
            .map(|(_, value)| value.as_str())
    }

    /// Whether this is the element `local` of `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.name.namespace.as_deref() == Some(namespace) && &*self.name.local == local
    }
}

/// Reads a file's text into its root element.
///
/// # Errors
/// [`Error::Malformed`].
pub fn parse(file: &Path, text: &str) -> Result<Element> {
    let mut tree = Tree::new(file, text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    loop {
        let start = reader.buffer_position();
        let event = reader.read_event();
        let at = tree.locate(if event.is_err() { reader.error_position() } else { start });
        match event.map_err(|error| Error::Malformed { at: at.clone(), message: error.to_string() })? {
            Event::Start(tag) => tree.start(&tag, at)?,
            Event::End(_) => tree.end(),
            Event::Text(piece) => tree.text(&at, &piece.xml10_content())?,
            Event::CData(piece) => tree.text(&at, &piece.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|error| Error::Malformed { at: at.clone(), message: error.to_string() })?;
                let name = reference.xml10_content();
                let text = character.map(String::from).or_else(|| tree.entities.text(&name));
                match text {
                    Some(text) => tree.text(&at, &text)?,
                    None => {
                        return Err(Error::Malformed { at, message: format!("unknown entity &{name};") });
                    }
                }
            }
            Event::DocType(doctype) => {
                let declared = Entities::read(&doctype.xml10_content());
                tree.entities = declared.map_err(|message| Error::Malformed { at, message })?;
            }
            Event::Decl(_) if start > 0 => {
                let message = "an XML declaration that is not at the start".to_owned();
                return Err(Error::Malformed { at, message });
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return tree.finish(at),
        }
    }
}

/// A tree that is being read.
struct Tree<'t> {
    file: Arc<Path>,
    text: &'t str,
    /// How far lines have been counted: offset, line, column.
    counted: (usize, u32, u32),
    open: Vec<Element>,
    root: Option<Element>,
    entities: Entities,
}

impl<'t> Tree<'t> {
    fn new(file: &Path, text: &'t str) -> Self {
        Self {
            file: file.into(),
            text,
            counted: (0, 1, 1),
            open: Vec::new(),
            root: None,
            entities: Entities::default(),
        }
    }

    fn locate(&mut self, offset: u64) -> Location {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).max(self.counted.0);
        let (from, mut line, mut column) = self.counted;
        for character in self.text.get(from..offset).unwrap_or_default().chars() {
            if character == '\n' {
                (line, column) = (line.saturating_add(1), 1);
            } else {
                column = column.saturating_add(1);
            }
        }
        self.counted = (offset, line, column);
        Location { file: self.file.clone(), line, column }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: Location) -> Result<()> {
        let malformed = |message: String| Error::Malformed { at: at.clone(), message };
        if self.open.is_empty() && self.root.is_some() {
            return Err(malformed("a second root element".to_owned()));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(malformed(format!("elements nest deeper than {MAX_DEPTH} levels")));
        }
        let mut scope = self.open.last().map(|parent| parent.scope.clone()).unwrap_or_default();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
            let value = attribute
                .normalized_value_with(XmlVersion::Implicit1_0, 2, |name| self.entities.escaped(name))
                .map_err(|error| malformed(error.to_string()))?
                .into_owned();
            let bound = match attribute.key.into_inner() {
                "xmlns" => Some(""),
                name => name.strip_prefix("xmlns:"),
            };
            match bound {
                Some(prefix) => {
                    let namespace = (!value.is_empty()).then(|| Arc::from(value));
                    Arc::make_mut(&mut scope.0).push((prefix.to_owned(), namespace));
                }
                None => attributes.push((attribute.key.into_inner().to_owned(), value)),
            }
        }
        let expand = |name: &str, default: Option<Arc<str>>| match name.split_once(':') {
            None => Ok(ExpandedName { namespace: default, local: name.into() }),
            Some((prefix, local)) => scope
                .namespace(prefix)
                .map(|namespace| ExpandedName { namespace: Some(namespace), local: local.into() })
                .ok_or_else(|| malformed(format!("prefix {prefix} is not bound to a namespace"))),
        };
        let name = expand(tag.name().into_inner(), scope.namespace(""))?;
        let attributes = attributes
            .into_iter()
            .map(|(name, value)| Ok((expand(&name, None)?, value)))
            .collect::<Result<Vec<_>>>()?;
        self.open.push(Element { name, attributes, children: Vec::new(), at, scope });
        Ok(())
    }

    fn end(&mut self) {
        // The reader has checked that end tags match.
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, at: &Location, piece: &str) -> Result<()> {
        match self.open.last_mut() {
            Some(element) => match element.children.last_mut() {
                Some(Node::Text(text)) => text.push_str(piece),
                _ => element.children.push(Node::Text(piece.to_owned())),
            },
            None if piece.trim().is_empty() => {}
            None => {
                let message = "text outside the root element".to_owned();
                return Err(Error::Malformed { at: at.clone(), message });
            }
        }
        Ok(())
    }

    fn finish(self, at: Location) -> Result<Element> {
        match (self.open.last(), self.root) {
            (Some(open), _) => {
                Err(Error::Malformed { at, message: format!("element {} is not closed", open.name.local) })
            }
            (None, Some(root)) => Ok(root),
            (None, None) => Err(Error::Malformed { at, message: "no root element".to_owned() }),
        }
    }
}
