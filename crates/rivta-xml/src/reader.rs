//! Reading a document: what callers see. `token` reads what it consists of, `record` keeps what is wrong with it.

mod attributes;
mod identity;
mod record;
mod references;
mod token;
mod typed;
mod validate;

use std::borrow::Cow;

use self::record::{Recorded, malformed};
pub(crate) use self::token::Token;
pub use self::typed::Mixed;
use crate::attribute::Attribute;
use crate::character::first_forbidden;
use crate::content::{Contents, Matched};
use crate::namespace::{Binding, Bindings};
use crate::schema::{ElementId, NamespaceId, ProcessContents, Root, Schema, Scope, TypeRef};
use crate::{Expected, Limits, Order, XmlErrorKind};

/// Reads a document once, from its start to its end, and collects what is wrong with it.
///
/// An invalid value or a misplaced element is recorded and reading goes on, so that one run finds all; what is not
/// well-formed ends it. Whoever reads an [`Element`] must read it to its end, with one of: [`typed`](Self::typed) or
/// [`validate`](Self::validate) by a schema, [`text`](Self::text), [`skip`](Self::skip), or
/// [`next_element`](Self::next_element) until it gives `None`.
pub struct XmlReader<'a> {
    text: &'a str,
    tokens: quick_xml::Reader<&'a [u8]>,
    /// Where the token that was read last begins.
    token_start: usize,
    bindings: Bindings<'a>,
    open: Vec<Open<'a>>,
    /// The attributes of the element that was opened last.
    attributes: Vec<Attribute<'a>>,
    /// An empty-element tag was read as a start; its end is due.
    end_due: bool,
    root_seen: bool,
    halted: bool,
    limits: Limits,
    facts: Facts,
    /// Octets of unknown elements that were kept.
    kept_octets: usize,
    errors: Vec<Recorded>,
    /// What is validated by.
    schema: &'a Schema,
    scope: &'a Scope,
    contents: Contents<'a>,
    /// The element that was opened last.
    child: Option<Element<'a>>,
    /// A child that was placed and not handed out yet.
    pending: Option<Child>,
    /// The end of the element that is being read was read; its groups are to be ended.
    ending: bool,
    /// How the child at hand is checked, which a wildcard let through.
    process: ProcessContents,
    order: Order,
    identity: Option<identity::Identity<'a>>,
    references: references::References,
}

/// A child that was placed in its parent's content model.
#[derive(Clone, Copy, Debug)]
struct Child {
    matched: Matched,
    /// The innermost group that was being read and goes on; `None`: those after it have been ended.
    level: Option<usize>,
}

/// An element whose start tag was read.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    pub(crate) local: &'a str,
    pub(crate) binding: Binding,
    pub(crate) start: usize,
    qualified: &'a str,
}

/// An element that is being read.
struct Open<'a> {
    local: &'a str,
    namespace: NamespaceId,
    /// Where its start tag begins.
    start: usize,
    /// Which of its repeated siblings it is, from 1; 0: it does not repeat.
    ordinal: u32,
    bindings: usize,
    /// Where its groups begin in `contents`.
    base: usize,
    /// How many groups within the first its reader has entered.
    entered: usize,
    declaration: Option<ElementId>,
    ty: TypeRef,
    nil: bool,
    between: Between,
    /// Text that may not stand between its elements was reported.
    text_reported: bool,
}

/// The text that may stand between the elements of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    /// Any: its type is mixed.
    Any,
    /// White space.
    Blank,
    /// None, as no element may stand in it either (cvc-complex-type 2.1).
    Nothing,
}

/// What is known of the whole text, so that its pieces need not be searched for it.
#[derive(Clone, Copy, Debug)]
struct Facts {
    /// `]]>` occurs in it.
    cdata_end: bool,
    /// A carriage return occurs in it.
    carriage_return: bool,
}

impl Facts {
    fn of(text: &str) -> Self {
        Self { cdata_end: text.contains("]]>"), carriage_return: text.as_bytes().contains(&b'\r') }
    }
}

static NO_SCOPE: Scope = Scope::EMPTY;
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

impl<'a> XmlReader<'a> {
    /// Reads `text`, which [`decode`](crate::decode) may have made of octets.
    pub fn new(text: &'a str, limits: Limits) -> Self {
        let mut tokens = quick_xml::Reader::from_str(text);
        tokens.config_mut().enable_all_checks(true);
        let mut reader = Self {
            text,
            tokens,
            token_start: 0,
            bindings: Bindings::new(),
            open: Vec::new(),
            attributes: Vec::new(),
            end_due: false,
            root_seen: false,
            halted: false,
            limits,
            facts: Facts::of(text),
            kept_octets: 0,
            errors: Vec::new(),
            schema: Root::NONE.schema,
            scope: &NO_SCOPE,
            contents: Contents::default(),
            child: None,
            pending: None,
            ending: false,
            process: ProcessContents::Skip,
            order: Order::default(),
            identity: None,
            references: references::References::default(),
        };
        if let Some(offset) = first_forbidden(text) {
            reader.halt(offset, malformed("a character that XML does not admit"));
        }
        reader
    }

    /// Reads up to the root element's start tag. `None`: there is none, and an error is recorded.
    pub fn root(&mut self) -> Option<Element<'a>> {
        match self.token() {
            Token::Start(element) => Some(element),
            _ => {
                self.halt(self.text.len(), malformed("no root element"));
                None
            }
        }
    }

    /// The next element within the one that is being read, whose content is elements only; `None` at that one's end.
    pub fn next_element(&mut self) -> Option<Element<'a>> {
        match self.next_token_of_content() {
            Token::Start(element) => Some(element),
            Token::End => {
                self.leave();
                None
            }
            _ => None,
        }
    }

    /// The whole text of an element that holds no elements: text, CDATA sections and references put together, comments
    /// left out. Borrowed where it is one piece. `None`: it holds an element, which is recorded.
    pub fn text(&mut self) -> Option<Cow<'a, str>> {
        let text = self.text_in_place();
        self.leave();
        text
    }

    /// Reads over the element that was opened last and all that it holds, which only has to be well-formed.
    pub fn skip(&mut self) {
        let depth = self.open.len();
        while self.open.len() >= depth {
            match self.token() {
                Token::End => self.leave(),
                Token::Finished => return,
                _ => {}
            }
        }
    }

    /// Reads from the root's end to the document's: comments, processing instructions and white space only.
    pub fn finish(&mut self) {
        if !matches!(self.token(), Token::Finished) {
            self.halt(self.token_start, malformed("content after the root element"));
        }
    }

    /// Leaves the attributes in a namespace out of the element that was opened last: those that a protocol around the schema
    /// puts there.
    pub fn ignore_attributes(&mut self, namespace: &str) {
        let mut attributes = std::mem::take(&mut self.attributes);
        attributes.retain(|attribute| {
            let (prefix, _) = attribute.split_name();
            prefix.is_empty() || self.attribute_namespace(prefix) != Some(namespace)
        });
        self.attributes = attributes;
    }

    /// The namespace's name of an element that is being read; empty for none.
    pub fn namespace(&self, element: &Element<'_>) -> &str {
        self.bindings.uri(element.binding)
    }

    /// The value of an attribute of the element whose start tag was read last, by its expanded name (an empty
    /// `namespace`: in none).
    pub fn attribute_named(&self, namespace: &str, local: &str) -> Option<Cow<'a, str>> {
        self.attributes
            .iter()
            .find(|attribute| {
                let (prefix, name) = attribute.split_name();
                name == local && self.attribute_namespace(prefix) == Some(namespace)
            })
            .and_then(|attribute| attribute.value().ok())
    }
}

impl<'a> Element<'a> {
    /// The name without prefix.
    pub fn local_name(&self) -> &'a str {
        self.local
    }

    /// Where the start tag begins, in octets of the text.
    pub fn offset(&self) -> usize {
        self.start
    }
}

/// What the other modules of the reader stand on.
impl<'a> XmlReader<'a> {
    /// A piece of text with its line ends as XML 1.0, section 2.11, has them.
    #[inline]
    pub(crate) fn line_ends(&self, text: &'a str) -> Cow<'a, str> {
        if self.facts.carriage_return && text.contains('\r') {
            Cow::Owned(normalise_line_ends(text))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The whole text of the element that was opened last; it is still open, so that its errors have its path.
    pub(crate) fn text_in_place(&mut self) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        let mut valid = true;
        loop {
            let piece = match self.token() {
                Token::Text(piece) | Token::CData(piece) => self.line_ends(piece),
                Token::Reference(character) => Cow::Owned(character.to_string()),
                Token::Start(child) => {
                    self.report_unexpected(&child, Expected::Text);
                    self.skip();
                    valid = false;
                    continue;
                }
                Token::End => return valid.then_some(text),
                Token::Finished => return None,
            };
            if text.is_empty() {
                text = piece;
            } else {
                text.to_mut().push_str(&piece);
            }
        }
    }

    /// Validates by a schema from now on.
    pub(crate) fn use_schema(&mut self, schema: &'a Schema, scope: &'a Scope) {
        (self.schema, self.scope) = (schema, scope);
        self.bindings.use_schema(&schema.namespaces);
    }

    /// The prefixes that the element that was opened last declares, with their namespaces.
    pub(crate) fn declared_prefixes(&self) -> Vec<(String, String)> {
        let declared = self.attributes.iter().filter_map(Attribute::declared_prefix);
        let bound = declared.filter_map(|prefix| Some((prefix, self.bindings.find(prefix)?)));
        bound.map(|(prefix, binding)| (prefix.to_owned(), self.bindings.uri(binding).to_owned())).collect()
    }

    /// Where the token that was read last begins.
    pub(crate) fn token_start(&self) -> usize {
        self.token_start
    }

    /// The end of an element that was read is to be read again.
    pub(crate) fn put_back_end(&mut self) {
        self.end_due = true;
    }

    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    pub(crate) fn bindings(&self) -> &Bindings<'a> {
        &self.bindings
    }

    /// Counts octets that are to be kept against their limit; whether they may be.
    pub(crate) fn keep_octets(&mut self, octets: usize) -> bool {
        self.kept_octets = self.kept_octets.saturating_add(octets);
        let within = self.kept_octets <= self.limits.unknown_octets;
        if !within {
            let limit = self.limits.unknown_octets;
            self.halt(self.token_start, XmlErrorKind::Limit { what: "octets of unknown elements", limit });
        }
        within
    }

    pub(crate) fn is_halted(&self) -> bool {
        self.halted
    }
}

fn normalise_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
