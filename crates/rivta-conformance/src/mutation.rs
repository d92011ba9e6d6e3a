//! Documents made from a valid one by one small change each; most are invalid then, and all validators should agree which.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// A changed document.
pub(crate) struct Mutant {
    /// What was done to it.
    pub(crate) change: &'static str,
    pub(crate) text: String,
}

/// An element's places in the text.
struct Span {
    start_tag: Range<usize>,
    /// Of an empty-element tag, behind it.
    end_tag: Range<usize>,
    depth: usize,
    is_leaf: bool,
}

/// The changes of every `stride`th element; the root is only changed inside.
pub(crate) fn mutants(text: &str, stride: usize) -> Vec<Mutant> {
    let spans = spans(text);
    let mut mutants = Vec::new();
    for (number, span) in spans.iter().enumerate().skip(1).step_by(stride.max(1)) {
        mutants.extend(changes(text, &spans, number, span));
    }
    mutants
}

fn changes(text: &str, spans: &[Span], number: usize, span: &Span) -> Vec<Mutant> {
    let mut made = Vec::new();
    let mut add = |change, edits: &[(Range<usize>, String)]| {
        if let Some(text) = edited(text, edits) {
            made.push(Mutant { change, text });
        }
    };
    let whole = span.start_tag.start..span.end_tag.end;
    let Some(source) = text.get(whole.clone()) else { return Vec::new() };
    let Some(tag) = text.get(span.start_tag.clone()) else { return Vec::new() };
    add("element dropped", &[(whole.clone(), String::new())]);
    add("element doubled", &[(whole.clone(), source.repeat(2))]);
    let next = spans
        .iter()
        .skip(number + 1)
        .take_while(|other| other.depth >= span.depth)
        .find(|other| other.depth == span.depth);
    if let Some(next) = next {
        let other = next.start_tag.start..next.end_tag.end;
        if let Some(moved) = text.get(other.clone()) {
            add("element moved", &[(whole.clone(), moved.to_owned()), (other, source.to_owned())]);
        }
    }
    let name_end = tag.find([' ', '>', '/', '\n']).unwrap_or(tag.len());
    let start = span.start_tag.start;
    let mut renamed = vec![(start + name_end..start + name_end, "Renamed".to_owned())];
    if !span.end_tag.is_empty() {
        renamed.push((span.end_tag.end - 1..span.end_tag.end - 1, "Renamed".to_owned()));
    }
    add("element renamed", &renamed);
    add("attribute added", &[(start + name_end..start + name_end, " mutant=\"1\"".to_owned())]);
    add(
        "nil added",
        &[(
            start + name_end..start + name_end,
            " xmlns:nil=\"http://www.w3.org/2001/XMLSchema-instance\" nil:nil=\"true\"".to_owned(),
        )],
    );
    for attribute in attributes(tag) {
        add("attribute dropped", &[(start + attribute.start..start + attribute.end, String::new())]);
        add(
            "attribute changed",
            &[(start + attribute.end - 1..start + attribute.end - 1, " \u{a7}".to_owned())],
        );
    }
    let content = span.start_tag.end..span.end_tag.start;
    if span.is_leaf && !span.end_tag.is_empty() {
        add("value emptied", &[(content.clone(), String::new())]);
        add("value replaced", &[(content.clone(), "\u{a7} x".to_owned())]);
        add("value lengthened", &[(content.end..content.end, "0".repeat(300))]);
        add("value as number", &[(content.clone(), "-99999999999999999999.5".to_owned())]);
        add("value as date", &[(content.clone(), "2026-02-30".to_owned())]);
        add("element in value", &[(content.end..content.end, "<mutant/>".to_owned())]);
    } else if !span.end_tag.is_empty() {
        add("text between elements", &[(content.start..content.start, "mutant".to_owned())]);
        add("element added first", &[(content.start..content.start, "<mutant/>".to_owned())]);
        add("element added last", &[(content.end..content.end, "<mutant/>".to_owned())]);
    }
    made
}

/// The places of a start tag's attributes with the space before each, namespace declarations aside.
fn attributes(tag: &str) -> Vec<Range<usize>> {
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
fn edited(text: &str, edits: &[(Range<usize>, String)]) -> Option<String> {
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
fn spans(text: &str) -> Vec<Span> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(change: &str) -> Vec<String> {
        let document = "<r><a x=\"1\" y=\"2\">1</a><b/></r>";
        mutants(document, 1).into_iter().filter(|made| made.change == change).map(|made| made.text).collect()
    }

    #[test]
    fn each_change_is_made_at_each_element_below_the_root() {
        assert_eq!(texts("element dropped"), ["<r><b/></r>", "<r><a x=\"1\" y=\"2\">1</a></r>"]);
        assert_eq!(texts("element moved"), ["<r><b/><a x=\"1\" y=\"2\">1</a></r>"]);
        assert_eq!(
            texts("element renamed"),
            [
                "<r><aRenamed x=\"1\" y=\"2\">1</aRenamed><b/></r>",
                "<r><a x=\"1\" y=\"2\">1</a><bRenamed/></r>"
            ]
        );
        assert_eq!(
            texts("attribute dropped"),
            ["<r><a y=\"2\">1</a><b/></r>", "<r><a x=\"1\">1</a><b/></r>"]
        );
        assert_eq!(texts("value emptied"), ["<r><a x=\"1\" y=\"2\"></a><b/></r>"]);
    }
}
