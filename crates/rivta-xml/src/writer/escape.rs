//! Text and namespace declarations as they stand in a document.

use crate::character::is_char;

pub(crate) fn push_declaration(out: &mut String, prefix: &str, uri: &str) {
    // The prefix xml is always declared.
    if prefix == "xml" {
        return;
    }
    out.push_str(" xmlns");
    if !prefix.is_empty() {
        out.push(':');
        out.push_str(prefix);
    }
    out.push_str("=\"");
    push_escaped(out, uri, Place::Attribute);
    out.push('"');
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Content,
    Attribute,
}

/// Appends text so that a reader gets the same back: line ends and white space that it would normalise are written as
/// references. Characters that no XML document can hold become U+FFFD.
pub(crate) fn push_escaped(out: &mut String, text: &str, place: Place) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| is_suspect(byte, place)) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut characters = from.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('\r') => out.push_str("&#13;"),
            Some('"') => out.push_str("&quot;"),
            Some('\t') => out.push_str("&#9;"),
            Some('\n') => out.push_str("&#10;"),
            Some(c) if is_char(c) => out.push(c),
            Some(_) => out.push(char::REPLACEMENT_CHARACTER),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// Whether an octet begins a character that may have to be written otherwise; 0xEF begins those at the end of the first
/// plane, two of which XML does not admit.
#[inline]
fn is_suspect(byte: u8, place: Place) -> bool {
    match byte {
        b'&' | b'<' | b'>' | b'\r' | 0xEF => true,
        b'"' | b'\t' | b'\n' => place == Place::Attribute,
        _ => byte < 0x20,
    }
}
