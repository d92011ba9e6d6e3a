use std::borrow::Cow;

use crate::attribute::Attributes;
use crate::{Position, XmlError, XmlErrorKind};

/// The text of a document: UTF-8 as it is, UTF-16 (known by its byte order mark or its first octets) converted. A byte
/// order mark is not part of the text.
///
/// # Errors
///
/// [`XmlErrorKind::Encoding`] if the octets are neither, or if the XML declaration names another encoding.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    let (text, family) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest)?, Family::Utf8),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Family::Utf16),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Family::Utf16),
        [0x00, b'<', ..] => (utf16(bytes, u16::from_be_bytes)?, Family::Utf16),
        [b'<', 0x00, ..] => (utf16(bytes, u16::from_le_bytes)?, Family::Utf16),
        _ => (utf8(bytes)?, Family::Utf8),
    };
    match declared_encoding(&text) {
        Some(name) if !family.is_called(name) => {
            let what =
                format!("the XML declaration names another encoding than the document's, {}", family.name());
            Err(error(&text, 0, what))
        }
        _ => Ok(text),
    }
}

#[derive(Clone, Copy)]
enum Family {
    Utf8,
    Utf16,
}

impl Family {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
        }
    }

    fn is_called(self, name: &str) -> bool {
        let names: &[&str] = match self {
            // Every US-ASCII document is a UTF-8 document.
            Self::Utf8 => &["UTF-8", "UTF8", "US-ASCII"],
            Self::Utf16 => &["UTF-16", "UTF-16BE", "UTF-16LE"],
        };
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|invalid| {
        let valid = bytes.get(..invalid.valid_up_to()).unwrap_or_default();
        let text = String::from_utf8_lossy(valid);
        match declared_encoding(&text) {
            Some(name) if !Family::Utf8.is_called(name) => {
                error(&text, 0, "the XML declaration names an encoding that is not understood")
            }
            _ => error(&text, text.len(), "octets that are not UTF-8"),
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, XmlError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Err(error(&text, text.len(), "an unpaired UTF-16 surrogate")),
        }
    }
    if rest.is_empty() {
        Ok(Cow::Owned(text))
    } else {
        Err(error(&text, text.len(), "half a UTF-16 unit at the end"))
    }
}

/// The encoding that the XML declaration names, if there is one. Its syntax is the reader's matter.
fn declared_encoding(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("<?xml")?;
    let (declaration, _) = rest.split_once("?>")?;
    Attributes::new(declaration)
        .flatten()
        .find(|attribute| attribute.name == "encoding")
        .map(|found| found.value)
}

fn error(text: &str, offset: usize, what: impl Into<Cow<'static, str>>) -> XmlError {
    XmlError {
        position: Position::of(text, offset),
        path: String::new(),
        kind: XmlErrorKind::Encoding(what.into()),
    }
}
