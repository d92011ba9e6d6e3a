//! Where elements and attributes stand in a document's text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element's places in the text.
pub(crate) struct Span {
    pub(crate) start_tag: Range<usize>,
    /// Of an empty-element tag, behind it.
    pub(crate) end_tag: Range<usize>,
    pub(crate) depth: usize,
    pub(crate) is_leaf: bool,
}

/// The places of a start tag's attributes with the space before each, namespace declarations aside.
pub(crate) fn attributes(tag: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(space) = tag.get(from..).and_then(|rest| rest.find(' ')).map(|at| from + at) {
        let Some(rest) = tag.get(space..) else { break };
        let mut quotes = rest.match_indices('"');
        let (Some(_), Some((close, _))) = (quotes.next(), quotes.next()) else { break };
        let end = space + close + 1;
        if !rest.starts_with(" xmlns") && !rest.starts_with(" xsi:") {
            found.push(space..end);
        }
        from = end;
    }
    found
}

/// `text` with ranges, in ascending order, replaced.
pub(crate) fn edited(text: &str, edits: &[(Range<usize>, String)]) -> Option<String> {
    let (mut made, mut done) = (String::new(), 0);
    for (range, replacement) in edits {
        made.push_str(text.get(done..range.start)?);
        made.push_str(replacement);
        done = range.end;
    }
    made.push_str(text.get(done..)?);
    Some(made)
}

/// Of all elements, in document order.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut reader = Reader::from_str(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let start = position(&reader);
        let Ok(event) = reader.read_event() else { break };
        let end = position(&reader);
        match event {
            Event::Start(_) | Event::Empty(_) => {
                if let Some(parent) = open.last().and_then(|parent| spans.get_mut(*parent)) {
                    parent.is_leaf = false;
                }
                let span =
                    Span { start_tag: start..end, end_tag: end..end, depth: open.len(), is_leaf: true };
                if matches!(event, Event::Start(_)) {
                    open.push(spans.len());
                }
                spans.push(span);
            }
            Event::End(_) => {
                if let Some(span) = open.pop().and_then(|own| spans.get_mut(own)) {
                    span.end_tag = start..end;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    spans
}
