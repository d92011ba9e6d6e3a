//! Documents compared by what they say.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// How two documents compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// They say the same.
    Equal,
    /// The same elements and attributes stand in them, and some values are written in another form, or written out where
    /// the schema gives an empty element a value.
    OtherForms,
    /// Something is missing, added or elsewhere; or one is not well-formed.
    Different,
}

/// Compares a document with what was written of it.
pub(crate) fn compare(one: &str, other: &str) -> Comparison {
    match (canonical(one), canonical(other)) {
        (Some(one), Some(other)) if one == other => Comparison::Equal,
        (Some(one), Some(other)) if is_filled(&without_values(&one), &without_values(&other)) => {
            Comparison::OtherForms
        }
        _ => Comparison::Different,
    }
}

/// Whether the lines are the same, but for values in `other` that `one` lacks.
fn is_filled(one: &str, other: &str) -> bool {
    const VALUE: &str = "\"";
    let mut other = other.lines().peekable();
    for line in one.lines() {
        if line != VALUE {
            while other.next_if(|line| *line == VALUE).is_some() {}
        }
        if other.next() != Some(line) {
            return false;
        }
    }
    other.next().is_none()
}

/// The canonical form with each value left out, but for whether there is one.
fn without_values(canonical: &str) -> String {
    let mut kept = String::new();
    let mut is_quoted = false;
    let mut is_escaped = false;
    for character in canonical.chars() {
        if is_quoted {
            is_quoted = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
        } else {
            is_quoted = character == '"';
            kept.push(character);
        }
    }
    kept
}

/// What a document says, in one form for all documents that say the same: prefixes, the order of attributes, comments,
/// references and white space between elements don't count. Nor does the white space around texts, which most schema types
/// leave out, nor `xsi:schemaLocation`. `None`: it isn't well-formed.
fn canonical(text: &str) -> Option<String> {
    let mut reader = NsReader::from_str(text);
    let mut said = String::new();
    let mut characters = String::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => AsRef::<str>::as_ref(&namespace).to_owned(),
            _ => String::new(),
        };
        match event {
            Event::Start(tag) => {
                flush(&mut said, &mut characters);
                begin(&reader, &namespace, &tag, &mut said)?;
            }
            Event::Empty(tag) => {
                flush(&mut said, &mut characters);
                begin(&reader, &namespace, &tag, &mut said)?;
                said.push_str(")\n");
            }
            Event::End(_) => {
                flush(&mut said, &mut characters);
                said.push_str(")\n");
            }
            Event::Text(piece) => characters.push_str(&piece.xml10_content()),
            Event::CData(piece) => characters.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => characters.push(character),
                None => characters.push_str(match &*reference.xml10_content() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => return None,
                }),
            },
            Event::Eof => return Some(said),
            _ => {}
        }
    }
}

fn flush(said: &mut String, characters: &mut String) {
    let text = characters.trim();
    if !text.is_empty() {
        said.push_str(&format!("{text:?}\n"));
    }
    characters.clear();
}

fn begin(reader: &NsReader<&[u8]>, namespace: &str, tag: &BytesStart<'_>, said: &mut String) -> Option<()> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (bound, local) = reader.resolver().resolve_attribute(attribute.key);
        let bound = match bound {
            ResolveResult::Bound(namespace) => AsRef::<str>::as_ref(&namespace).to_owned(),
            _ => String::new(),
        };
        let local = AsRef::<str>::as_ref(&local).to_owned();
        let is_xsi = bound == "http://www.w3.org/2001/XMLSchema-instance";
        if is_xsi && local.ends_with("chemaLocation") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned();
        // The prefix of a type's name may be another.
        let value = if is_xsi && local == "type" {
            value.rsplit(':').next().unwrap_or_default().to_owned()
        } else {
            value
        };
        attributes.push(format!(" {{{bound}}}{local}={value:?}"));
    }
    attributes.sort();
    let local = AsRef::<str>::as_ref(&tag.local_name()).to_owned();
    said.push_str(&format!("({{{namespace}}}{local}{}\n", attributes.concat()));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Comparison, compare};

    #[test]
    fn prefixes_order_of_attributes_and_white_space_between_elements_say_nothing() {
        let one = "<a xmlns='urn:a' x='1' y='2'>\n <b>t &amp; u</b>\n</a>";
        let other = "<?xml version='1.0'?><n:a xmlns:n='urn:a' y='2' x='1'><n:b><![CDATA[t & u]]></n:b><!-- --></n:a>";
        assert_eq!(compare(one, other), Comparison::Equal);
    }

    #[test]
    fn values_in_another_form_are_told_from_differences() {
        assert_eq!(compare("<a x='1.0'>2</a>", "<a x='1'>\"</a>"), Comparison::OtherForms);
        assert_eq!(compare("<a><b/></a>", "<a><b>2</b></a>"), Comparison::OtherForms);
        assert_eq!(compare("<a>2</a>", "<a/>"), Comparison::Different);
        assert_eq!(compare("<a xmlns='urn:a'/>", "<a/>"), Comparison::Different);
        assert_eq!(compare("<a><b/><c/></a>", "<a><c/><b/></a>"), Comparison::Different);
        assert_eq!(compare("<a x='1'/>", "<a y='1'/>"), Comparison::Different);
    }
}
