//! Reads the sections of the file, going on after each mistake.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::Problem;

/// The file's text as tables, and the mistakes found so far.
pub(super) struct Document<'t> {
    text: &'t str,
    root: DeTable<'t>,
    pub(super) problems: Vec<Problem>,
}

impl<'t> Document<'t> {
    /// Splits the text into tables; where its syntax is broken, what is whole is still read.
    pub(super) fn parse(text: &'t str) -> Self {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut document = Self { text, root: root.into_inner(), problems: Vec::new() };
        for error in errors {
            document.report(error.span(), String::new(), error.message().to_owned());
        }
        document
    }

    /// The section `[name]`, with defaults for what it leaves out; mistakes are noted.
    pub(super) fn section<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        let Some(value) = self.root.remove(name) else { return T::default() };
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => self.table(Spanned::new(span, table), name).unwrap_or_default(),
            _ => {
                let message = format!("expected a table; write `[{name}]` on a line of its own");
                self.report(Some(span), name.to_owned(), message);
                T::default()
            }
        }
    }

    /// The tables `[[name]]` with the tables `[[name.inner]]` of each. Those that can't be read are noted and left out.
    pub(super) fn repeated_with<T, I>(&mut self, name: &str, inner: &str) -> Vec<(T, Vec<I>)>
    where
        T: DeserializeOwned,
        I: DeserializeOwned,
    {
        let tables = self.root.remove(name).map(|value| self.tables(value, name)).unwrap_or_default();
        let mut read = Vec::new();
        for (path, mut table) in tables {
            let inner_tables = match table.get_mut().remove(inner) {
                Some(value) => self.tables(value, &format!("{path}.{inner}")),
                None => Vec::new(),
            };
            let inner =
                inner_tables.into_iter().filter_map(|(path, table)| self.table(table, &path)).collect();
            if let Some(value) = self.table(table, &path) {
                read.push((value, inner));
            }
        }
        read
    }

    /// The tables in an array of tables, with the path of each.
    fn tables(&mut self, value: Spanned<DeValue<'t>>, path: &str) -> Vec<(String, Spanned<DeTable<'t>>)> {
        let span = value.span();
        let DeValue::Array(entries) = value.into_inner() else {
            self.report(
                Some(span),
                path.to_owned(),
                "expected tables, each under a header in double brackets".into(),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let path = format!("{path}[{}]", index + 1);
            let span = entry.span();
            match entry.into_inner() {
                DeValue::Table(table) => tables.push((path, Spanned::new(span, table))),
                _ => {
                    self.report(
                        Some(span),
                        path,
                        "expected a table under a header in double brackets".into(),
                    );
                }
            }
        }
        tables
    }

    /// Notes every section that no one asked for.
    pub(super) fn refuse_rest(&mut self, known: &str) {
        for (key, _) in std::mem::take(&mut self.root) {
            let message = format!("unknown section; expected one of {known}");
            self.report(Some(key.span()), key.get_ref().to_string(), message);
        }
    }

    /// serde stops at the first mistake; so each key that holds one is noted and dropped, and the table read again.
    fn table<T: DeserializeOwned>(&mut self, mut table: Spanned<DeTable<'t>>, path: &str) -> Option<T> {
        let mut dropped = false;
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => return Some(value),
                Err(error) => error,
            };
            let place = error.span().map(|span| span.start);
            let key = table.get_ref().iter().find_map(|(key, value)| {
                let at = |span: Range<usize>| place.is_some_and(|place| span.contains(&place));
                (at(key.span()) || at(value.span())).then(|| key.clone())
            });
            let Some(key) = key else {
                // A missing key; if we dropped one, it is that one.
                if !dropped {
                    self.report(
                        error.span().or(Some(table.span())),
                        path.to_owned(),
                        error.message().to_owned(),
                    );
                }
                return None;
            };
            self.report(error.span(), format!("{path}.{}", key.get_ref()), error.message().to_owned());
            table.get_mut().remove(&key);
            dropped = true;
        }
    }

    fn report(&mut self, span: Option<Range<usize>>, key: String, message: String) {
        let line = span.map(|span| line_of(self.text, span.start));
        self.problems.push(Problem { line, key, message });
    }
}

/// Where keys stand, for mistakes that are found after reading.
pub(super) struct Lines<'t> {
    text: &'t str,
    root: Spanned<DeTable<'t>>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, root: DeTable::parse_recoverable(text).0 }
    }

    /// The line of `consumer[2].grant[1].reason`, or of the innermost part of that path that the file has.
    pub(super) fn line(&self, path: &str) -> Option<usize> {
        let mut found = None;
        let mut table = Some(self.root.get_ref());
        for part in path.split('.') {
            let (name, index) = match part.split_once('[') {
                Some((name, index)) => (name, index.trim_end_matches(']').parse::<usize>().ok()),
                None => (part, None),
            };
            let Some((key, value)) = table.and_then(|t| t.get_key_value(name)) else { break };
            let mut value = value;
            found = Some(key.span());
            if let Some(entry) = index.and_then(|i| value.get_ref().as_array()?.get(i.checked_sub(1)?)) {
                found = Some(entry.span());
                value = entry;
            }
            table = value.get_ref().as_table();
        }
        found.map(|span| line_of(self.text, span.start))
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}
