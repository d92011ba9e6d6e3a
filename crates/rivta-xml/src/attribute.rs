use std::borrow::Cow;

use crate::character::{is_space, is_space_octet, split_qname};
use crate::reference;

/// An attribute as it stands in a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    /// The name with its prefix.
    pub(crate) name: &'a str,
    /// Prefix (empty without one) and local name.
    split: (&'a str, &'a str),
    /// The value between its quotes, references not replaced.
    pub(crate) value: &'a str,
}

impl<'a> Attribute<'a> {
    /// The prefix that a namespace declaration declares (empty: the default namespace).
    pub(crate) fn declared_prefix(&self) -> Option<&'a str> {
        match self.split_name() {
            ("", "xmlns") => Some(""),
            ("xmlns", prefix) => Some(prefix),
            _ => None,
        }
    }

    /// Prefix (empty without one) and local name.
    pub(crate) fn split_name(&self) -> (&'a str, &'a str) {
        self.split
    }

    /// The value with references replaced and white space normalised (XML 1.0, section 3.3.3).
    pub(crate) fn value(&self) -> Result<Cow<'a, str>, &'static str> {
        if !self.value.bytes().any(|byte| matches!(byte, b'<' | b'&' | b'\t' | b'\r' | b'\n')) {
            return Ok(Cow::Borrowed(self.value));
        }
        if self.value.contains('<') {
            return Err("`<` in an attribute's value; write &lt;");
        }
        let mut value = String::with_capacity(self.value.len());
        let mut rest = self.value;
        while let Some((text, after)) = rest.split_once('&') {
            push_normalised(&mut value, text);
            let (name, after) = after.split_once(';').ok_or("`&` that begins no reference; write &amp;")?;
            value.push(reference::character(name)?);
            rest = after;
        }
        push_normalised(&mut value, rest);
        Ok(Cow::Owned(value))
    }
}

fn push_normalised(value: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                // The two characters of a line end are one.
                characters.next_if_eq(&'\n');
                value.push(' ');
            }
            '\t' | '\n' => value.push(' '),
            _ => value.push(c),
        }
    }
}

/// Without the white space before it.
fn without_space(text: &str) -> &str {
    let spaces = text.bytes().take_while(|byte| is_space_octet(*byte)).count();
    text.get(spaces..).unwrap_or_default()
}

/// The attributes of a tag, one after the other; ends after the first that is malformed.
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    /// Attributes of the text that follows the name in a tag.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn parse(&mut self) -> Result<Option<Attribute<'a>>, &'static str> {
        let trimmed = without_space(self.rest);
        if trimmed.is_empty() {
            return Ok(None);
        }
        if trimmed.len() == self.rest.len() {
            return Err("an attribute that no white space precedes");
        }
        let equals = trimmed.bytes().position(|byte| byte == b'=').ok_or("an attribute without a value")?;
        let (name, after) = (trimmed.get(..equals), trimmed.get(equals + 1..));
        let (name, after) = (name.unwrap_or_default().trim_end_matches(is_space), after.unwrap_or_default());
        let split = split_qname(name).ok_or("an attribute whose name is no XML name")?;
        let after = without_space(after);
        let quote = after
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
            .ok_or("an attribute's value without quotes")?;
        let (value, rest) = after
            .get(1..)
            .and_then(|after| after.split_once(quote))
            .ok_or("an attribute's value without end")?;
        self.rest = rest;
        Ok(Some(Attribute { name, split, value }))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.parse().inspect_err(|_| self.rest = "").transpose()
    }
}
