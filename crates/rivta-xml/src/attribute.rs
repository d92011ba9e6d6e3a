use std::borrow::Cow;

use crate::character::{is_ncname, is_space};
use crate::reference;

/// An attribute as it stands in a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    /// The name with its prefix.
    pub(crate) name: &'a str,
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
        self.name.split_once(':').unwrap_or(("", self.name))
    }

    /// The value with references replaced and white space normalised (XML 1.0, section 3.3.3).
    pub(crate) fn value(&self) -> Result<Cow<'a, str>, &'static str> {
        if self.value.contains('<') {
            return Err("`<` in an attribute's value; write &lt;");
        }
        if !self.value.contains(['&', '\t', '\r', '\n']) {
            return Ok(Cow::Borrowed(self.value));
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
        let trimmed = self.rest.trim_start_matches(is_space);
        if trimmed.is_empty() {
            return Ok(None);
        }
        if trimmed.len() == self.rest.len() {
            return Err("an attribute that no white space precedes");
        }
        let (name, after) = trimmed.split_once('=').ok_or("an attribute without a value")?;
        let name = name.trim_end_matches(is_space);
        let well_named = match name.split_once(':') {
            Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
            None => is_ncname(name),
        };
        if !well_named {
            return Err("an attribute whose name is no XML name");
        }
        let after = after.trim_start_matches(is_space);
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
        Ok(Some(Attribute { name, value }))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.parse().inspect_err(|_| self.rest = "").transpose()
    }
}
