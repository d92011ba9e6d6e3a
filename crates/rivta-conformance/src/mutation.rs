//! Documents made from a valid one by one small change each; most are invalid then, and all validators should agree which.

use std::ops::Range;

use crate::markup::{Span, attributes, edited, spans};

/// A changed document.
pub(crate) struct Mutant {
    /// What was done to it.
    pub(crate) change: &'static str,
    pub(crate) text: String,
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
