//! Documents made from a valid one by one small change each; most are invalid then, and all validators should agree which.

use std::ops::Range;

use crate::markup::{Span, attributes, edited, spans};

/// A changed document.
pub(crate) struct Mutant {
    /// What was done to it.
    pub(crate) change: &'static str,
    pub(crate) text: String,
}

/// A type that `xsi:type` may name: namespace, empty for none, and local name.
pub(crate) type TypeName = (String, String);

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The changes of every `stride`th element; the root is only changed inside. `types` are those that elements are retyped to.
pub(crate) fn mutants(text: &str, stride: usize, types: &[TypeName]) -> Vec<Mutant> {
    let spans = spans(text);
    let mut mutants = Vec::new();
    for (number, span) in spans.iter().enumerate().skip(1).step_by(stride.max(1)) {
        let mut made = Changes { text, spans: &spans, number, span, made: Vec::new() };
        // What can't be sliced was not found: nothing is made of it.
        if made.elements().and_then(|()| made.tag(types)).and_then(|()| made.content()).is_some() {
            mutants.append(&mut made.made);
        }
    }
    mutants
}

struct Changes<'t> {
    text: &'t str,
    spans: &'t [Span],
    number: usize,
    span: &'t Span,
    made: Vec<Mutant>,
}

impl Changes<'_> {
    fn add(&mut self, change: &'static str, edits: &[(Range<usize>, String)]) {
        self.made.extend(edited(self.text, edits).map(|text| Mutant { change, text }));
    }

    fn insert(&mut self, change: &'static str, at: usize, inserted: &str) {
        self.add(change, &[(at..at, inserted.to_owned())]);
    }

    /// Changes of the element as a whole.
    fn elements(&mut self) -> Option<()> {
        let span = self.span;
        let whole = span.start_tag.start..span.end_tag.end;
        let source = self.text.get(whole.clone())?;
        self.add("element dropped", &[(whole.clone(), String::new())]);
        self.add("element doubled", &[(whole.clone(), source.repeat(2))]);
        let next = self
            .spans
            .iter()
            .skip(self.number + 1)
            .take_while(|other| other.depth >= span.depth)
            .find(|other| other.depth == span.depth);
        if let Some(next) = next {
            let other = next.start_tag.start..next.end_tag.end;
            let moved = self.text.get(other.clone())?.to_owned();
            self.add("element moved", &[(whole, moved), (other, source.to_owned())]);
        }
        if !span.end_tag.is_empty() {
            self.add("not well-formed: no end tag", &[(span.end_tag.clone(), String::new())]);
        }
        Some(())
    }

    /// Changes of its start tag.
    fn tag(&mut self, types: &[TypeName]) -> Option<()> {
        let span = self.span;
        let tag = self.text.get(span.start_tag.clone())?;
        let name_end = span.start_tag.start + tag.find([' ', '>', '/', '\n']).unwrap_or(tag.len());
        let name = self.text.get(span.start_tag.start + 1..name_end)?;
        let mut renamed = vec![(name_end..name_end, "Renamed".to_owned())];
        if !span.end_tag.is_empty() {
            renamed.push((span.end_tag.end - 1..span.end_tag.end - 1, "Renamed".to_owned()));
        }
        self.add("element renamed", &renamed);
        let declaration = match name.split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}="),
            None => "xmlns=".to_owned(),
        };
        if !tag.contains(&declaration) {
            self.insert("wrong namespace", name_end, &format!(" {declaration}\"urn:mutant\""));
        }
        self.insert("attribute added", name_end, " mutant=\"1\"");
        self.insert("not well-formed: attribute twice", name_end, " mutant=\"1\" mutant=\"1\"");
        // An attribute that stands there already, under whatever prefix, would stand there twice.
        let has = |attribute: &str| tag.contains(&format!(":{attribute}="));
        if !has("nil") {
            self.insert("nil added", name_end, &format!(" xmlns:m=\"{XSI}\" m:nil=\"true\""));
        }
        if !has("type") {
            let retyped = |namespace: &str, local: &str| {
                let (declared, prefix) = match namespace {
                    "" => (String::new(), ""),
                    uri => (format!(" xmlns:t=\"{uri}\""), "t:"),
                };
                format!(" xmlns:m=\"{XSI}\"{declared} m:type=\"{prefix}{local}\"")
            };
            let builtin = retyped("http://www.w3.org/2001/XMLSchema", "date");
            self.insert("element retyped", name_end, &builtin);
            // Another type of the schema at each element.
            if let Some((namespace, local)) = types.get(self.number % types.len().max(1)) {
                self.insert("element retyped", name_end, &retyped(namespace, local));
            }
        }
        for attribute in attributes(tag) {
            let (start, end) = (span.start_tag.start + attribute.start, span.start_tag.start + attribute.end);
            self.add("attribute dropped", &[(start..end, String::new())]);
            self.insert("attribute changed", end - 1, " \u{a7}");
            let value = tag.get(attribute)?.split_once('=').map_or(0, |(_, value)| value.len() - 2);
            self.add("attribute emptied", &[(end - 1 - value..end - 1, String::new())]);
        }
        Some(())
    }

    /// Changes of what stands in it.
    fn content(&mut self) -> Option<()> {
        let span = self.span;
        let content = span.start_tag.end..span.end_tag.start;
        if span.end_tag.is_empty() {
            return Some(());
        }
        self.insert("not well-formed: bare ampersand", content.end, "&");
        if !span.is_leaf {
            self.insert("text between elements", content.start, "mutant");
            self.insert("element added first", content.start, "<mutant/>");
            self.insert("element added last", content.end, "<mutant/>");
            return Some(());
        }
        let value = self.text.get(content.clone())?;
        self.insert("element in value", content.end, "<mutant/>");
        let values = [
            ("facet broken: emptied", String::new()),
            ("facet broken: other characters", "\u{a7} x".to_owned()),
            ("facet broken: lengthened", format!("{value}{}", "0".repeat(300))),
            ("facet broken: a number", "-99999999999999999999.5".to_owned()),
            ("facet broken: a date that isn't", "2026-02-30".to_owned()),
            ("facet broken: white space around", format!(" \n{value} ")),
            ("facet broken: other case", other_case(value)),
            ("facet broken: last character dropped", shortened(value)),
            ("facet broken: more digits", format!("{value}.0000001")),
        ];
        for (change, changed) in values {
            if changed != value {
                self.add(change, &[(content.clone(), changed)]);
            }
        }
        Some(())
    }
}

/// Capital letters small and the others large; references are left as they are.
fn other_case(value: &str) -> String {
    if value.contains('&') {
        return value.to_owned();
    }
    let other =
        |c: char| if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
    value.chars().map(other).collect()
}

/// Without its last character, or reference.
fn shortened(value: &str) -> String {
    let end = match value.strip_suffix(';').and_then(|rest| rest.rfind('&')) {
        Some(reference) => reference,
        None => value.char_indices().next_back().map_or(0, |(last, _)| last),
    };
    value.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<r><a x=\"1\" y=\"2\">1k</a><p:b xmlns:p=\"u\"/></r>";

    fn texts_of(document: &str, change: &str) -> Vec<String> {
        let types = [("urn:t".to_owned(), "T".to_owned()), (String::new(), "U".to_owned())];
        let made = mutants(document, 1, &types);
        made.into_iter().filter(|made| made.change == change).map(|made| made.text).collect()
    }

    fn texts(change: &str) -> Vec<String> {
        let b = "<p:b xmlns:p=\"u\"/>";
        let made = texts_of(DOCUMENT, change).into_iter();
        made.map(|text| text.replace(b, "|").replace("<r>", "").replace("</r>", "")).collect()
    }

    #[test]
    fn elements_are_dropped_doubled_moved_and_renamed() {
        let a = "<a x=\"1\" y=\"2\">1k</a>";
        assert_eq!(texts("element dropped"), ["|".to_owned(), a.to_owned()]);
        assert_eq!(texts("element doubled"), [format!("{a}{a}|"), format!("{a}||")]);
        assert_eq!(texts("element moved"), [format!("|{a}")]);
        assert_eq!(texts("element renamed")[0], "<aRenamed x=\"1\" y=\"2\">1k</aRenamed>|");
    }

    #[test]
    fn elements_are_retyped_and_made_nil_once() {
        let retyped = texts("element retyped");
        assert!(retyped[0].contains("XMLSchema\" m:type=\"t:date\""), "{retyped:?}");
        assert!(
            retyped[1].contains("m:type=\"U\"") && retyped[3].contains("xmlns:t=\"urn:t\" m:type=\"t:T\"")
        );
        let nil =
            "<r><a i:nil=\"1\" i:type=\"t\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"></a></r>";
        assert!(texts_of(nil, "nil added").is_empty() && texts_of(nil, "element retyped").is_empty());
        assert_eq!(texts("nil added").len(), 2);
    }

    #[test]
    fn attributes_are_dropped_changed_and_emptied() {
        assert_eq!(texts("attribute dropped"), ["<a y=\"2\">1k</a>|", "<a x=\"1\">1k</a>|"]);
        assert_eq!(texts("attribute emptied")[0], "<a x=\"\" y=\"2\">1k</a>|");
        assert_eq!(texts("attribute changed")[0], "<a x=\"1 \u{a7}\" y=\"2\">1k</a>|");
    }

    #[test]
    fn namespaces_are_bound_to_another() {
        assert_eq!(texts("wrong namespace"), ["<a xmlns=\"urn:mutant\" x=\"1\" y=\"2\">1k</a>|"]);
    }

    #[test]
    fn facets_are_broken_in_many_ways() {
        assert_eq!(texts("facet broken: emptied"), ["<a x=\"1\" y=\"2\"></a>|"]);
        assert_eq!(texts("facet broken: other case"), ["<a x=\"1\" y=\"2\">1K</a>|"]);
        assert_eq!(texts("facet broken: last character dropped"), ["<a x=\"1\" y=\"2\">1</a>|"]);
        assert_eq!(shortened("a&amp;"), "a");
    }

    #[test]
    fn what_is_to_break_well_formedness_does() {
        let broken: Vec<String> = ["no end tag", "attribute twice", "bare ampersand"]
            .iter()
            .flat_map(|what| texts_of(DOCUMENT, &format!("not well-formed: {what}")))
            .collect();
        assert_eq!(broken.len(), 4);
        for text in broken {
            let mut reader = rivta_xml::XmlReader::new(&text, rivta_xml::Limits::default());
            reader.root();
            reader.skip();
            reader.finish();
            assert!(!reader.into_errors().is_empty(), "{text}");
        }
    }
}
