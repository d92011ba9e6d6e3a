//! The entities that the internal subset of a document type declaration declares: schemas of the W3C write namespaces with
//! them. External ones are never fetched, and elements made by entities are refused.

use std::cell::Cell;
use std::collections::HashMap;

use quick_xml::escape::{escape, resolve_predefined_entity};

use crate::limits::MAX_EXPANSION;

/// The general entities of a document.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// Their texts, and those as an attribute value would write them.
    texts: HashMap<String, (String, String)>,
    /// How many characters they have given so far.
    given: Cell<usize>,
}

impl Entities {
    /// Reads a document type declaration, as it stands between `<!DOCTYPE` and `>`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(declaration: &str) -> Result<Self, String> {
        let mut entities = Self::default();
        let Some((_, subset)) = declaration.split_once('[') else { return Ok(entities) };
        let mut rest = subset;
        while let Some(start) = rest.find('<') {
            let (_, markup) = rest.split_at(start);
            if let Some(comment) = markup.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            } else if let Some(instruction) = markup.strip_prefix("<?") {
                rest = instruction.split_once("?>").map_or("", |(_, rest)| rest);
            } else {
                let (one, after) = declaration_and_rest(markup);
                if let Some(entity) = one.strip_prefix("<!ENTITY") {
                    entities.declare(entity)?;
                }
                rest = after;
            }
        }
        Ok(entities)
    }

    /// Takes `name "text"`; of two declarations the first counts. Parameter and external entities are passed over.
    fn declare(&mut self, entity: &str) -> Result<(), String> {
        let entity = entity.trim();
        let Some((name, value)) = entity.split_once(|c: char| c.is_ascii_whitespace()) else { return Ok(()) };
        let value = value.trim();
        let quoted = value.chars().next().filter(|quote| matches!(quote, '"' | '\'')).and_then(|quote| {
            let (text, _) = value.get(1..)?.split_once(quote)?;
            Some(text)
        });
        let Some(text) = quoted.filter(|_| name != "%" && !self.texts.contains_key(name)) else {
            return Ok(());
        };
        if text.contains('<') {
            return Err(format!("entity {name} has markup, which is not supported"));
        }
        let text =
            self.expanded(text).ok_or_else(|| format!("entity {name} refers to what isn't declared"))?;
        if text.len() > MAX_EXPANSION {
            return Err(format!("entity {name} is longer than {MAX_EXPANSION} characters"));
        }
        let escaped = escape(text.as_str()).into_owned();
        self.texts.insert(name.to_owned(), (text, escaped));
        Ok(())
    }

    /// A text with its references resolved.
    fn expanded(&self, text: &str) -> Option<String> {
        let mut made = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('&') {
            let (name, after) = after.split_once(';')?;
            made.push_str(before);
            match name.strip_prefix('#') {
                Some(number) => made.push(character(number)?),
                None => made.push_str(&self.text(name)?),
            }
            rest = after;
        }
        made.push_str(rest);
        Some(made)
    }

    /// The text of an entity; `None`: it isn't declared, or the document's entities have given too much already.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        if let Some(text) = resolve_predefined_entity(name) {
            return Some(text.to_owned());
        }
        let (text, _) = self.texts.get(name)?;
        self.give(text).then(|| text.clone())
    }

    /// Whether the document's entities may give this text too.
    fn give(&self, text: &str) -> bool {
        self.given.set(self.given.get().saturating_add(text.len()));
        self.given.get() <= MAX_EXPANSION
    }

    /// The text of an entity as an attribute value would write it.
    pub(super) fn escaped(&self, name: &str) -> Option<&str> {
        if let Some(text) = resolve_predefined_entity(name) {
            return Some(text);
        }
        let (text, escaped) = self.texts.get(name)?;
        self.give(text).then_some(escaped.as_str())
    }
}

fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// A markup declaration, which ends at the first `>` outside quotes, and what follows it.
fn declaration_and_rest(markup: &str) -> (&str, &str) {
    let mut quote = None;
    for (index, c) in markup.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return markup.split_at(index),
            _ => {}
        }
    }
    (markup, "")
}
