//! What a document consists of: quick-xml's events, held to XML 1.0 and Namespaces in XML 1.0.

use quick_xml::events::Event;

use super::record::malformed;
use super::{Between, Element, Open, XmlReader};
use crate::attribute::{Attribute, Attributes};
use crate::character::{is_blank, is_ncname, split_qname};
use crate::schema::{Builtin, TypeRef, UNKNOWN};
use crate::{XmlErrorKind, reference};

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
                    if self.facts.cdata_end && text.contains("]]>") {
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

    /// Closes the element whose end was read.
    #[inline]
    pub(crate) fn leave(&mut self) {
        if self.identity.is_some() {
            self.end_identity();
        }
        if let Some(open) = self.open.pop() {
            self.bindings.truncate(open.bindings);
            self.contents.truncate(open.base);
        }
    }

    /// The namespace of an attribute with this prefix; `None`: the prefix is not declared.
    pub(crate) fn attribute_namespace(&self, prefix: &str) -> Option<&str> {
        if prefix.is_empty() {
            Some("")
        } else {
            self.bindings.find(prefix).map(|binding| self.bindings.uri(binding))
        }
    }

    pub(super) fn token_text(&self) -> &'a str {
        self.slice(self.token_start, self.offset())
    }

    #[inline]
    fn start(&mut self, name_length: usize, empty: bool) -> Token<'a> {
        let name_end = self.token_start + 1 + name_length;
        let qualified = self.slice(self.token_start + 1, name_end);
        let attributes = self.slice(name_end, self.offset() - if empty { 2 } else { 1 });
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
        // Before the element is open, and so in the path of errors: after a `<` in a text, what is no name is a value.
        let Some((prefix, local)) = split_qname(qualified).filter(|(prefix, _)| *prefix != "xmlns") else {
            self.halt(self.token_start, malformed("an element whose name is no XML name"));
            return Token::Finished;
        };
        self.open.push(Open {
            local,
            namespace: UNKNOWN,
            start: self.token_start,
            ordinal: 0,
            bindings: self.bindings.len(),
            base: self.contents.len(),
            entered: 0,
            declaration: None,
            ty: TypeRef::Builtin(Builtin::AnyType),
            nil: false,
            between: Between::Blank,
            text_reported: false,
        });
        self.end_due = empty;
        self.attributes.clear();
        if !attributes.is_empty()
            && let Err(kind) = self.read_attributes(attributes)
        {
            self.halt(self.token_start, kind);
            return Token::Finished;
        }
        let Some(binding) = self.bindings.find(prefix) else {
            self.halt(self.token_start, malformed("a prefix that is not declared"));
            return Token::Finished;
        };
        if let Some(open) = self.open.last_mut() {
            open.namespace = self.bindings.schema_namespace(binding);
        }
        Token::Start(Element { local, binding, start: self.token_start, qualified })
    }

    /// Reads a tag's attributes: syntax, namespace declarations, then that each is there once.
    fn read_attributes(&mut self, text: &'a str) -> Result<(), XmlErrorKind> {
        for attribute in Attributes::new(text) {
            let attribute = attribute.map_err(malformed)?;
            if self.attributes.len() >= self.limits.attributes {
                return Err(XmlErrorKind::Limit { what: "attributes", limit: self.limits.attributes });
            }
            let value = attribute.value().map_err(malformed)?;
            if let Some(prefix) = attribute.declared_prefix() {
                self.bindings.declare(prefix, value).map_err(malformed)?;
            }
            self.attributes.push(attribute);
        }
        if self.bindings.declared() > self.limits.namespaces {
            return Err(XmlErrorKind::Limit {
                what: "namespace declarations in scope",
                limit: self.limits.namespaces,
            });
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            let (prefix, local) = attribute.split_name();
            let binding = self.bindings.find(prefix);
            if !prefix.is_empty() && binding.is_none() {
                return Err(malformed("a prefix that is not declared"));
            }
            let is_same = |other: &Attribute<'_>| {
                let (other_prefix, other_local) = other.split_name();
                local == other_local
                    && (prefix == other_prefix
                        || !prefix.is_empty()
                            && !other_prefix.is_empty()
                            && self.bindings.are_same(binding, self.bindings.find(other_prefix)))
            };
            if self.attributes.iter().take(index).any(is_same) {
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

fn inner<'t>(token: &'t str, before: &str, after: &str) -> &'t str {
    token.strip_prefix(before).and_then(|token| token.strip_suffix(after)).unwrap_or_default()
}
