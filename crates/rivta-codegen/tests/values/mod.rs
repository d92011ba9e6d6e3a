//! Whatever value a generated type can hold is written as a valid document that reads back equal, or refused by the writer.
//!
//! Values are made of samples by random changes to their JSON: texts that break rules or markup, items and fields that are
//! dropped, doubled or moved. Only what the types' own constructors let through becomes a value.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::process::Command;

use rivta_xml::schema::{NamespaceId, Root};
use rivta_xml::{Limits, XmlType, read_document, validate_document, write_document};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Texts that values are changed to: of every builtin type, valid and not, and what markup and XML have rules for.
const TEXTS: [&str; 40] = [
    "",
    " ",
    "a",
    "a  b",
    " a ",
    "\t\n",
    "a\r\nb",
    "]]>",
    "<&>\"'",
    "&amp;",
    "\u{1}",
    "\u{fffe}",
    "\u{85}",
    "åäö",
    "x:y",
    "t:a",
    "0",
    "-0",
    "007",
    "1",
    "-1",
    "1.50",
    "99999999999999999999",
    "1e5",
    "INF",
    "NaN",
    "true",
    "1 2 3",
    "small",
    "2026-02-28",
    "2026-02-28Z",
    "24:00:00",
    "2026-12-31T24:00:00",
    "P1D",
    "abc123",
    "SGVqIQ==",
    "urn:a",
    "http://a b/%zz",
    "<e/>",
    "<e xmlns=\"urn:e\" a=\"1\">text<f/></e>",
];

/// A reproducible source of choices (xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).expect("small")).expect("small")
    }
}

/// One of several.
fn one_of<T: Clone + Default>(several: &[T], random: &mut Random) -> T {
    several.get(random.below(several.len())).cloned().unwrap_or_default()
}

/// Changes one place of a value.
fn change(json: &mut Value, random: &mut Random) {
    let inner = match json {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    // Deeper, most of the time.
    if inner > 0 && random.below(4) > 0 {
        let place = random.below(inner);
        let child = match json {
            Value::Array(items) => items.get_mut(place),
            Value::Object(fields) => fields.values_mut().nth(place),
            _ => None,
        };
        return child.into_iter().for_each(|child| change(child, random));
    }
    match json {
        Value::Array(items) => match (items.is_empty(), random.below(4)) {
            (true, _) => items.push(Value::from(one_of(&TEXTS, random))),
            (_, 0) => _ = items.remove(random.below(inner)),
            (_, 1) => items.extend(items.clone()),
            (_, 2) => items.reverse(),
            _ => items.clear(),
        },
        Value::Object(fields) => {
            let Some(name) = fields.keys().nth(random.below(inner)).cloned() else { return };
            match random.below(3) {
                0 => _ = fields.remove(&name),
                1 => {
                    let other = fields.values().nth(random.below(inner)).cloned().unwrap_or_default();
                    fields.insert(name, other);
                }
                _ => {
                    let other = fields.keys().nth(random.below(inner)).cloned().unwrap_or_default();
                    if let Some(value) = fields.remove(&name) {
                        fields.insert(other, value);
                    }
                }
            }
        }
        Value::String(text) => *text = one_of(&TEXTS, random).to_owned(),
        Value::Number(_) => *json = Value::from(one_of(&[0_i64, 1, -1, 255, 1 << 40], random)),
        Value::Bool(value) => *value = !*value,
        Value::Null => {}
    }
}

/// What became of the values.
#[derive(Debug, Default)]
pub struct Outcome {
    pub written: usize,
    pub refused: usize,
}

/// Makes values of type `T` of documents, and holds what is written of them against the run-time validator and, where `schema`
/// is given and libxml2 is there, against that.
pub fn are_written_valid_or_refused<T>(
    documents: &[String],
    root: &Root<'_>,
    namespaces: &[NamespaceId],
    schema: Option<&Path>,
) -> Outcome
where
    T: XmlType + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let read = |xml: &str| read_document::<T>(xml.as_bytes(), root, Limits::default());
    let mut outcome = Outcome::default();
    let mut texts = Vec::new();
    for (seed, document) in (1..).zip(documents) {
        let sample = serde_json::to_value(read(document).expect("a valid sample")).expect("JSON");
        let mut random = Random::new(seed);
        for _ in 0..300 {
            let mut json = sample.clone();
            (0..=random.below(3)).for_each(|_| change(&mut json, &mut random));
            let Ok(value) = serde_json::from_value::<T>(json.clone()) else { continue };
            let Ok(text) = write_document(&value, root, namespaces) else {
                outcome.refused += 1;
                continue;
            };
            outcome.written += 1;
            let verdict = validate_document(text.as_bytes(), root, Limits::default());
            assert_eq!(verdict, Ok(()), "{json} is written as {text}");
            let again = read(&text).expect("what is valid is read");
            // Markup that was kept may declare more prefixes when it was read: then the second time is as the first.
            if again != value {
                let second = write_document(&again, root, namespaces).expect("a value that was read");
                assert!(has_markup(&json), "{json} is written as {text} and read as {again:?}");
                assert_eq!(read(&second).expect("a valid document"), again, "{text}");
            }
            texts.push(text);
        }
    }
    if let Some(schema) = schema {
        assert_eq!(refused_by_libxml2(schema, &texts), Vec::<String>::new());
    }
    outcome
}

fn has_markup(json: &Value) -> bool {
    match json {
        Value::String(text) => text.contains('<'),
        Value::Array(items) => items.iter().any(has_markup),
        // Content of mixed and of any type is kept as markup.
        Value::Object(fields) => fields.contains_key("content") || fields.values().any(has_markup),
        _ => false,
    }
}

/// The documents that libxml2 finds invalid, with what it says; none where it is not installed.
fn refused_by_libxml2(schema: &Path, texts: &[String]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let file = folder.path().join(format!("{number}.xml"));
        std::fs::write(&file, text).expect("a file");
        files.push(file);
    }
    let mut refused = Vec::new();
    for (files, texts) in files.chunks(500).zip(texts.chunks(500)) {
        let program =
            Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output();
        let Ok(output) = program else { return refused };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("failed to compile"), "{said}");
        for (file, text) in files.iter().zip(texts) {
            let file = file.display().to_string();
            if !said.lines().any(|line| line == format!("{file} validates")) {
                let about = said.lines().filter(|line| line.starts_with(&file));
                let why: Vec<&str> = about.filter(|line| !line.ends_with("fails to validate")).collect();
                // Part 1, section 3.3.4, clause 5.2.2.2.2: the values are compared, not their texts.
                if !why.iter().all(|line| line.contains("does not match the fixed value constraint")) {
                    refused.push(format!("{text}: {}", why.join("; ")));
                }
            }
        }
    }
    refused
}
