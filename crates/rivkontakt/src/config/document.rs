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
            let at = error.span().and_then(|span| text.get(span)).unwrap_or_default().trim();
            let message = match error.message() {
                "duplicate key" => format!(
                    "{at} is there already; a table that may stand several times has double brackets, e.g. [[consumer]]"
                ),
                message => message.to_owned(),
            };
            document.report(error.span(), String::new(), message);
        }
        document
    }

    /// The section `[name]`, with defaults for what it leaves out; mistakes are noted.
    pub(super) fn section<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        let Some(value) = self.root.remove(name) else { return T::default() };
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => self.table(Spanned::new(span, table), name),
            _ => {
                let message = format!("expected a table; write `[{name}]` on a line of its own");
                self.report(Some(span), name.to_owned(), message);
                T::default()
            }
        }
    }

    /// The tables `[[name]]` with the tables `[[name.inner]]` of each; mistakes are noted.
    pub(super) fn repeated_with<T, I>(&mut self, name: &str, inner: &str) -> Vec<(T, Vec<I>)>
    where
        T: DeserializeOwned + Default,
        I: DeserializeOwned + Default,
    {
        let tables = self.root.remove(name).map(|value| self.tables(value, name)).unwrap_or_default();
        let mut read = Vec::new();
        for (path, mut table) in tables {
            let inner_tables = match table.get_mut().remove(inner) {
                Some(value) => self.tables(value, &format!("{path}.{inner}")),
                None => Vec::new(),
            };
            let inner = inner_tables.into_iter().map(|(path, table)| self.table(table, &path)).collect();
            read.push((self.table(table, &path), inner));
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
    fn table<T: DeserializeOwned + Default>(&mut self, mut table: Spanned<DeTable<'t>>, path: &str) -> T {
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => return value,
                Err(error) => error,
            };
            let place = error.span().map(|span| span.start);
            let Some(keys) = place.and_then(|place| keys_at(table.get_ref(), place)) else {
                self.report(error.span(), path.to_owned(), error.message().to_owned());
                return T::default();
            };
            let message = match keys.last().and_then(|key| expected(key)) {
                Some(expected) if !error.message().starts_with("unknown field") => {
                    format!("expected {expected}")
                }
                _ => error.message().to_owned(),
            };
            self.report(error.span(), format!("{path}.{}", keys.join(".")), message);
            remove(table.get_mut(), &keys);
        }
    }

    fn report(&mut self, span: Option<Range<usize>>, key: String, message: String) {
        let line = span.map(|span| line_of(self.text, span.start));
        self.problems.push(Problem { line, key, message });
    }
}

/// The innermost key at `place`, with those of the tables around it.
fn keys_at(table: &DeTable<'_>, place: usize) -> Option<Vec<String>> {
    table.iter().find_map(|(key, value)| {
        let name = key.get_ref().to_string();
        let inner = value.get_ref().as_table().and_then(|table| keys_at(table, place));
        match inner {
            Some(inner) => Some(std::iter::once(name).chain(inner).collect()),
            None => (key.span().contains(&place) || value.span().contains(&place)).then(|| vec![name]),
        }
    })
}

fn remove(table: &mut DeTable<'_>, keys: &[String]) {
    match keys {
        [] => {}
        [key] => drop(table.remove(key.as_str())),
        [key, rest @ ..] => {
            if let Some(DeValue::Table(inner)) = table.get_mut(key.as_str()).map(Spanned::get_mut) {
                remove(inner, rest);
            }
        }
    }
}

/// What a key of this name holds, for a value of another type.
pub(super) fn expected(key: &str) -> Option<&'static str> {
    Some(match key {
        "address" => r#"an IP address and a port in quotes, e.g. "127.0.0.1:8443""#,
        "format" => r#""auto", "text" or "json""#,
        "level" => r#""error", "warn", "info", "debug" or "trace""#,
        "F2" | "F3" | "F16" => r#""error" or "warn""#,
        "valid_from" | "valid_to" => r#"a date that exists, in quotes, e.g. "2026-01-31""#,
        "platform" => "true or false",
        "certificate" | "key" | "client_authorities" | "directory" => "a path in quotes",
        "hsa_id" | "logical_address" => r#"an HSA-id in quotes, e.g. "SE165565594230-1000""#,
        "name" | "reason" => "a text in quotes",
        "contracts" | "logical_addresses" => r#"a list of texts, e.g. ["SE165565594230-1000"]"#,
        "connections" | "element_depth" | "attributes_per_element" => "a whole number",
        _ if key.ends_with("_seconds") => "a whole number of seconds",
        _ if key.ends_with("_bytes") => "a whole number of bytes",
        _ if key.starts_with("blocked_") || key.starts_with("allowed_") || key.ends_with("_roots") => {
            r#"a list of texts, e.g. ["example.com"]"#
        }
        _ => return None,
    })
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
