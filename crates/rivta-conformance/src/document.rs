//! A document's text with the places of its elements, and documents compared by what they say.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::{NsReader, Reader};

/// An element of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    /// From its start tag to the end of its end tag.
    pub(crate) whole: Range<usize>,
    /// Its start tag, or the only one.
    pub(crate) tag: Range<usize>,
    /// Its end tag.
    pub(crate) end_tag: Option<Range<usize>>,
    /// The name in its start tag, with prefix.
    pub(crate) name: String,
    /// The element around it, by its index.
    pub(crate) parent: Option<usize>,
    /// Whether it holds elements.
    pub(crate) has_children: bool,
    /// Its attributes but for declarations of namespaces.
    pub(crate) attributes: Vec<String>,
}

/// The elements of a well-formed text, in document order.
pub(crate) fn spots(text: &str) -> Vec<Spot> {
    let mut reader = Reader::from_str(text);
    let mut spots: Vec<Spot> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let start = position(&reader);
        let Ok(event) = reader.read_event() else { return spots };
        let end = position(&reader);
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let parent = open.last().copied();
                if let Some(parent) = parent.and_then(|parent| spots.get_mut(parent)) {
                    parent.has_children = true;
                }
                let is_empty = text.get(start..end).is_some_and(|tag| tag.ends_with("/>"));
                if !is_empty {
                    open.push(spots.len());
                }
                spots.push(Spot {
                    whole: start..end,
                    tag: start..end,
                    end_tag: None,
                    name: String::from_utf8_lossy(tag.name().as_ref()).into_owned(),
                    parent,
                    has_children: false,
                    attributes: attributes(&tag),
                });
            }
            Event::End(_) => {
                if let Some(spot) = open.pop().and_then(|index| spots.get_mut(index)) {
                    spot.whole.end = end;
                    spot.end_tag = Some(start..end);
                }
            }
            Event::Eof => return spots,
            _ => {}
        }
    }
}

fn attributes(tag: &BytesStart<'_>) -> Vec<String> {
    let names = tag.attributes().flatten();
    let names = names.map(|attribute| String::from_utf8_lossy(attribute.key.as_ref()).into_owned());
    names.filter(|name| !name.starts_with("xmlns")).collect()
}

/// What a document says, in one form for all documents that say the same: prefixes, the order of attributes, comments,
/// references and white space between elements don't count. Nor does the white space around texts, which the schema types
/// of nearly all values leave out, nor `xsi:schemaLocation`. `None`: it isn't well-formed.
pub(crate) fn canonical(text: &str) -> Option<String> {
    let mut reader = NsReader::from_str(text);
    let mut said = String::new();
    let mut characters = String::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => String::from_utf8_lossy(namespace.as_ref()).into_owned(),
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
            Event::Text(piece) => characters.push_str(&piece.xml10_content().ok()?),
            Event::CData(piece) => characters.push_str(&piece.decode().ok()?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => characters.push(character),
                None => characters.push_str(match &*reference.decode().ok()? {
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
            ResolveResult::Bound(namespace) => String::from_utf8_lossy(namespace.as_ref()).into_owned(),
            _ => String::new(),
        };
        let local = String::from_utf8_lossy(local.as_ref()).into_owned();
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
    let local = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
    said.push_str(&format!("({{{namespace}}}{local}{}\n", attributes.concat()));
    Some(())
}
