use std::borrow::Cow;

use quick_xml::events::Event;

use crate::attribute::{Attribute, Attributes};
use crate::character::{first_forbidden, is_blank, is_ncname};
use crate::namespace::{Binding, Bindings};
use crate::{Limits, Position, XmlError, XmlErrorKind, reference};

/// Reads a document once, from its start to its end, and collects what is wrong with it.
///
/// An invalid value or a misplaced element is recorded and reading goes on, so that one run finds all; what is not
/// well-formed ends it. Whoever reads an [`Element`] must read it to its end, with one of: the typed
/// [`children`](Self::children) and [`next_child`](Self::next_child), [`text`](Self::text), [`skip`](Self::skip), or
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
    errors: Vec<Recorded>,
}

/// An element whose start tag was read.
#[derive(Debug)]
pub struct Element<'a> {
    pub(crate) local: &'a str,
    pub(crate) binding: Binding,
    pub(crate) start: usize,
    pub(crate) has_attributes: bool,
    qualified: &'a str,
}

/// An element that is being read.
struct Open<'a> {
    local: &'a str,
    /// Which of its repeated siblings it is, from 1; 0: it does not repeat.
    ordinal: u32,
    bindings: usize,
}

struct Recorded {
    offset: usize,
    path: String,
    kind: XmlErrorKind,
}

/// What a document consists of, comments and processing instructions left out.
pub(crate) enum Token<'a> {
    Start(Element<'a>),
    End,
    Text(&'a str),
    CData(&'a str),
    Reference(char),
    /// The document's end, or the reading's.
    Finished,
}

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
            errors: Vec::new(),
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
        let mut text_reported = false;
        loop {
            match self.token() {
                Token::Start(element) => return Some(element),
                Token::Text(text) if is_blank(text) => {}
                Token::CData(text) if is_blank(text) => {}
                Token::Text(_) | Token::CData(_) | Token::Reference(_) => {
                    self.report_text(&mut text_reported);
                }
                Token::End => {
                    self.leave();
                    return None;
                }
                Token::Finished => return None,
            }
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

    /// Whether something was found to be wrong so far.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What was found to be wrong, in document order.
    pub fn into_errors(mut self) -> Vec<XmlError> {
        self.take_errors()
    }

    /// What was found to be wrong since this was asked last, in document order. For documents of many records, of which one
    /// that is invalid should not spoil the next.
    pub fn take_errors(&mut self) -> Vec<XmlError> {
        let text = self.text;
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|error| error.offset);
        errors
            .into_iter()
            .map(|Recorded { offset, path, kind }| XmlError {
                position: Position::of(text, offset),
                path,
                kind,
            })
            .collect()
    }

    /// The namespace's name of an element that is being read; empty for none.
    pub fn namespace(&self, element: &Element<'_>) -> &str {
        self.bindings.uri(element.binding)
    }

    /// The value of an attribute of the element whose start tag was read last, by its expanded name (an empty
    /// `namespace`: in none).
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<Cow<'a, str>> {
        self.attributes
            .iter()
            .find(|attribute| {
                let (prefix, name) = attribute.split_name();
                name == local && self.attribute_namespace(prefix) == Some(namespace)
            })
            .and_then(|attribute| attribute.value().ok())
    }

    /// Records that an element may not stand where it does, and what may.
    pub fn report_unexpected(&mut self, element: &Element<'_>, expected: &str) {
        let kind = self.unexpected(element, expected);
        self.record(element.start, kind);
    }

    /// Records that an element is missing before the end of the one that is being read.
    pub fn report_missing(&mut self, expected: &str) {
        self.record(self.token_start, XmlErrorKind::MissingElement { expected: expected.to_owned() });
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
    /// The next token. An element that starts is open until [`leave`](Self::leave).
    #[inline]
    pub(crate) fn token(&mut self) -> Token<'a> {
        if self.end_due {
            self.end_due = false;
            return Token::End;
        }
        loop {
            if self.halted {
                return Token::Finished;
            }
            self.token_start = self.offset();
            match self.tokens.read_event() {
                Ok(Event::Start(start)) => return self.start(start.name().0.len(), false),
                Ok(Event::Empty(start)) => return self.start(start.name().0.len(), true),
                Ok(Event::End(_)) => return Token::End,
                Ok(Event::Text(_)) => {
                    let text = self.token_text();
                    if text.contains("]]>") {
                        self.halt(self.token_start, malformed("`]]>` in text; write ]]&gt;"));
                    } else if !self.open.is_empty() {
                        return Token::Text(text);
                    } else if !is_blank(text) {
                        self.halt(self.token_start, malformed("text outside the root element"));
                    }
                }
                Ok(Event::CData(_)) if !self.open.is_empty() => {
                    return Token::CData(inner(self.token_text(), "<![CDATA[", "]]>"));
                }
                Ok(Event::GeneralRef(_)) if !self.open.is_empty() => {
                    match reference::character(inner(self.token_text(), "&", ";")) {
                        Ok(character) => return Token::Reference(character),
                        Err(what) => self.halt(self.token_start, malformed(what)),
                    }
                }
                Ok(Event::CData(_) | Event::GeneralRef(_)) => {
                    self.halt(self.token_start, malformed("text outside the root element"));
                }
                Ok(Event::Comment(_)) => {}
                Ok(Event::PI(instruction)) => {
                    let target = instruction.target();
                    if !is_ncname(target) || target.eq_ignore_ascii_case("xml") {
                        self.halt(
                            self.token_start,
                            malformed("a processing instruction whose target is no name"),
                        );
                    }
                }
                Ok(Event::Decl(_)) => self.check_declaration(),
                Ok(Event::DocType(_)) => self.halt(self.token_start, XmlErrorKind::DocumentType),
                Ok(Event::Eof) => {
                    if !self.open.is_empty() {
                        self.halt(self.text.len(), malformed("the document ends within an element"));
                    }
                    return Token::Finished;
                }
                Err(error) => {
                    let offset = usize::try_from(self.tokens.error_position()).unwrap_or(self.token_start);
                    self.halt(offset, malformed(describe(&error)));
                }
            }
        }
    }

    /// The octets read so far.
    pub(crate) fn offset(&self) -> usize {
        usize::try_from(self.tokens.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The document from one offset to another.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The whole text of the element that was opened last; it is still open, so that its errors have its path.
    pub(crate) fn text_in_place(&mut self) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        let mut valid = true;
        loop {
            let piece = match self.token() {
                Token::Text(piece) | Token::CData(piece) if piece.contains('\r') => {
                    Cow::Owned(normalise_line_ends(piece))
                }
                Token::Text(piece) | Token::CData(piece) => Cow::Borrowed(piece),
                Token::Reference(character) => Cow::Owned(character.to_string()),
                Token::Start(child) => {
                    self.report_unexpected(&child, "text");
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

    /// Closes the element whose end was read.
    #[inline]
    pub(crate) fn leave(&mut self) {
        if let Some(open) = self.open.pop() {
            self.bindings.truncate(open.bindings);
        }
    }

    /// Says which of its repeated siblings the element that was opened last is, for the path of its errors.
    #[inline]
    pub(crate) fn set_ordinal(&mut self, ordinal: u32) {
        if let Some(open) = self.open.last_mut() {
            open.ordinal = ordinal;
        }
    }

    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    pub(crate) fn bindings(&self) -> &Bindings<'a> {
        &self.bindings
    }

    pub(crate) fn is_halted(&self) -> bool {
        self.halted
    }

    /// The namespace of an attribute with this prefix; `None`: the prefix is not declared.
    pub(crate) fn attribute_namespace(&self, prefix: &str) -> Option<&str> {
        if prefix.is_empty() {
            Some("")
        } else {
            self.bindings.find(prefix).map(|binding| self.bindings.uri(binding))
        }
    }

    pub(crate) fn unexpected(&self, element: &Element<'_>, expected: &str) -> XmlErrorKind {
        let uri = self.namespace(element);
        let found = if uri.is_empty() {
            format!("{} in no namespace", cut(element.qualified))
        } else {
            format!("{} in namespace {}", cut(element.qualified), cut(uri))
        };
        XmlErrorKind::UnexpectedElement { found, expected: expected.to_owned() }
    }

    /// Records text between elements, once per element.
    pub(crate) fn report_text(&mut self, reported: &mut bool) {
        if !std::mem::replace(reported, true) {
            let blank = self.token_text().len() - self.token_text().trim_start().len();
            self.record(self.token_start + blank, XmlErrorKind::UnexpectedText);
        }
    }

    #[cold]
    pub(crate) fn record(&mut self, offset: usize, kind: XmlErrorKind) {
        if self.halted {
            return;
        }
        let path = self.path();
        self.errors.push(Recorded { offset, path, kind });
        if self.errors.len() >= self.limits.errors {
            let limit = self.limits.errors;
            self.halt(offset, XmlErrorKind::Limit { what: "errors", limit });
        }
    }

    /// Records an error after which nothing can be read.
    #[cold]
    pub(crate) fn halt(&mut self, offset: usize, kind: XmlErrorKind) {
        if !self.halted {
            let path = self.path();
            self.errors.push(Recorded { offset, path, kind });
            self.halted = true;
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for open in &self.open {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(cut(open.local));
            if open.ordinal > 0 {
                path.push_str(&format!("[{}]", open.ordinal));
            }
        }
        path
    }

    fn token_text(&self) -> &'a str {
        self.slice(self.token_start, self.offset())
    }

    #[inline]
    fn start(&mut self, name_length: usize, empty: bool) -> Token<'a> {
        let tag = inner(self.token_text(), "<", if empty { "/>" } else { ">" });
        let (qualified, attributes) = tag.split_at_checked(name_length).unwrap_or((tag, ""));
        if self.open.is_empty() && std::mem::replace(&mut self.root_seen, true) {
            self.halt(self.token_start, malformed("a second root element"));
            return Token::Finished;
        }
        if self.open.len() >= self.limits.depth {
            self.halt(
                self.token_start,
                XmlErrorKind::Limit { what: "levels of elements", limit: self.limits.depth },
            );
            return Token::Finished;
        }
        let (prefix, local) = qualified.split_once(':').unwrap_or(("", qualified));
        self.open.push(Open { local, ordinal: 0, bindings: self.bindings.len() });
        self.end_due = empty;
        self.attributes.clear();
        if !attributes.is_empty()
            && let Err(kind) = self.read_attributes(attributes)
        {
            self.halt(self.token_start, kind);
            return Token::Finished;
        }
        // A declared prefix is a name; so is a local name that a schema knows. Only others are looked at closer.
        let Some(binding) = self.bindings.find(prefix) else {
            let what = if prefix.is_empty() && !qualified.contains(':') {
                "a tag without a name"
            } else {
                "a prefix that is not declared"
            };
            self.halt(self.token_start, malformed(what));
            return Token::Finished;
        };
        if !local.bytes().all(|b| b.is_ascii_alphabetic()) && !is_ncname(local)
            || local.is_empty()
            || prefix == "xmlns"
        {
            self.halt(self.token_start, malformed("an element whose name is no XML name"));
            return Token::Finished;
        }
        let has_attributes = !self.attributes.is_empty();
        Token::Start(Element { local, binding, start: self.token_start, has_attributes, qualified })
    }

    /// Reads a tag's attributes: syntax, namespace declarations, then that each is there once.
    fn read_attributes(&mut self, text: &'a str) -> Result<(), XmlErrorKind> {
        for attribute in Attributes::new(text) {
            let attribute = attribute.map_err(malformed)?;
            if self.attributes.len() >= self.limits.attributes {
                return Err(XmlErrorKind::Limit { what: "attributes", limit: self.limits.attributes });
            }
            let value = attribute.value().map_err(malformed)?;
            match attribute.split_name() {
                ("", "xmlns") => self.bindings.declare("", value).map_err(malformed)?,
                ("xmlns", prefix) => self.bindings.declare(prefix, value).map_err(malformed)?,
                _ => {}
            }
            self.attributes.push(attribute);
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            let (prefix, local) = attribute.split_name();
            let Some(namespace) = self.attribute_namespace(prefix) else {
                return Err(malformed("a prefix that is not declared"));
            };
            let again = self.attributes.iter().take(index).any(|earlier| {
                let (other, name) = earlier.split_name();
                // A prefixed attribute is in a namespace, so it never equals one without.
                name == local
                    && other.is_empty() == prefix.is_empty()
                    && self.attribute_namespace(other) == Some(namespace)
            });
            if again {
                return Err(malformed("the same attribute twice"));
            }
        }
        Ok(())
    }

    /// Production 23, XMLDecl: version, encoding, standalone, in this order, before all else.
    fn check_declaration(&mut self) {
        let declaration = inner(self.token_text(), "<?xml", "?>");
        let mut known = ["version", "encoding", "standalone"].into_iter();
        let mut first = true;
        let mut valid = self.token_start == 0;
        for attribute in Attributes::new(declaration) {
            let Ok(attribute) = attribute else {
                valid = false;
                break;
            };
            valid &= known.any(|name| name == attribute.name)
                && match attribute.name {
                    "version" => attribute.value.strip_prefix("1.").is_some_and(|minor| {
                        !minor.is_empty() && minor.bytes().all(|digit| digit.is_ascii_digit())
                    }),
                    "standalone" => matches!(attribute.value, "yes" | "no"),
                    _ => {
                        attribute.value.starts_with(|c: char| c.is_ascii_alphabetic())
                            && attribute
                                .value
                                .bytes()
                                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
                    }
                }
                && (!first || attribute.name == "version");
            first = false;
        }
        if !valid || first {
            self.halt(
                self.token_start,
                malformed("an XML declaration that is malformed or not at the start"),
            );
        }
    }
}

fn malformed(what: impl Into<Cow<'static, str>>) -> XmlErrorKind {
    XmlErrorKind::Malformed(what.into())
}

/// What quick-xml found, without what the document holds.
fn describe(error: &quick_xml::Error) -> &'static str {
    use quick_xml::errors::{Error, IllFormedError};

    match error {
        Error::Syntax(_) => "markup without end",
        Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => {
            "an end tag that does not match the start tag"
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => "an end tag without a start tag",
        Error::IllFormed(IllFormedError::UnclosedReference) => "`&` that begins no reference; write &amp;",
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => "`--` in a comment",
        Error::IllFormed(IllFormedError::MissingDoctypeName) => "a document type declaration",
        _ => "markup that is not XML",
    }
}

/// A name, short enough to be shown.
fn cut(name: &str) -> &str {
    const LONGEST: usize = 80;
    name.char_indices().nth(LONGEST).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}

fn inner<'t>(token: &'t str, before: &str, after: &str) -> &'t str {
    token.strip_prefix(before).and_then(|token| token.strip_suffix(after)).unwrap_or_default()
}

/// XML 1.0, section 2.11.
fn normalise_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
