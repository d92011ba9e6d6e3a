//! Facets, cardinalities and other terms of XML Schema, in words.

use std::sync::Arc;

use rivta_schema::resolved::{
    Bound, Builtin, IdentityPath, NameTest, SimpleType, Variety, WhiteSpace, Wildcard, WildcardNamespaces,
};
use rivta_schema::xsd::{Annotation, Occurs, ProcessContents, ValueConstraint};

use super::prefixes::Prefixes;

/// More enumerated values than these are counted, not listed: code lists belong in their own documents.
const MAX_VALUES: usize = 100;

/// How often something stands: `1`, `0..1`, `1..*`.
pub(super) fn cardinality(occurs: Occurs) -> String {
    match occurs {
        Occurs { min, max: Some(max) } if min == max => min.to_string(),
        Occurs { min, max: Some(max) } => format!("{min}..{max}"),
        Occurs { min, max: None } => format!("{min}..*"),
    }
}

/// What a simple type's values are restricted to, a phrase for each facet.
pub(super) fn facets(simple: &SimpleType) -> Vec<String> {
    let facets = &simple.facets;
    let unit = match &simple.variety {
        Variety::List(_) => "items",
        Variety::Atomic(Builtin::HexBinary | Builtin::Base64Binary) => "octets",
        Variety::Atomic(Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities) => "items",
        _ => "characters",
    };
    let mut phrases = Vec::new();
    match (facets.min_length, facets.max_length) {
        (Some(1), Some(1)) => phrases.push(format!("one {}", unit.trim_end_matches('s'))),
        (Some(least), Some(most)) if least == most => phrases.push(format!("{least} {unit}")),
        (Some(least), Some(most)) => phrases.push(format!("{least} to {most} {unit}")),
        (Some(1), None) => phrases.push("not empty".to_owned()),
        (Some(least), None) => phrases.push(format!("at least {least} {unit}")),
        (None, Some(most)) => phrases.push(format!("at most {most} {unit}")),
        (None, None) => {}
    }
    phrases.extend(bounds(facets.min.as_ref(), facets.max.as_ref()));
    if let Some(digits) = facets.total_digits {
        phrases.push(format!("at most {}", counted(digits, "digit")));
    }
    match facets.fraction_digits {
        Some(0) if !matches!(simple.variety, Variety::Atomic(Builtin::Decimal)) => {}
        Some(0) => phrases.push("whole numbers".to_owned()),
        Some(digits) => phrases.push(format!("at most {} after the point", counted(digits, "digit"))),
        None => {}
    }
    for step in &facets.patterns {
        phrases.push(format!("matches {}", step.join(" or ")));
    }
    if !facets.enumeration.is_empty() {
        let values: Vec<String> =
            facets.enumeration.iter().take(MAX_VALUES).map(|value| format!("\"{}\"", value.value)).collect();
        let rest = facets.enumeration.len().saturating_sub(MAX_VALUES);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        phrases.push(format!("one of {}{more}", values.join(", ")));
    }
    match facets.white_space {
        Some(WhiteSpace::Collapse) => phrases.push("outer and repeated white space ignored".to_owned()),
        Some(WhiteSpace::Replace) => phrases.push("line breaks read as spaces".to_owned()),
        Some(WhiteSpace::Preserve) | None => {}
    }
    phrases
}

fn bounds(min: Option<&Bound>, max: Option<&Bound>) -> Vec<String> {
    match (min, max) {
        (Some(min), Some(max)) if !min.exclusive && !max.exclusive => {
            vec![format!("{} to {}", min.value, max.value)]
        }
        _ => {
            let least = |bound: &Bound| {
                format!("{} {}", if bound.exclusive { "greater than" } else { "at least" }, bound.value)
            };
            let most = |bound: &Bound| {
                format!("{} {}", if bound.exclusive { "less than" } else { "at most" }, bound.value)
            };
            min.map(least).into_iter().chain(max.map(most)).collect()
        }
    }
}

/// Which `what` (elements or attributes) a wildcard lets through.
pub(super) fn wildcard(what: &str, wildcard: &Wildcard, prefixes: &mut Prefixes<'_>) -> String {
    let namespaces = match &wildcard.namespaces {
        WildcardNamespaces::Any => String::new(),
        WildcardNamespaces::Other(Some(uri)) => format!(" not of {}", prefixes.prefix(uri)),
        WildcardNamespaces::Other(None) => " of a namespace".to_owned(),
        WildcardNamespaces::List(list) => {
            let mut name = |uri: &Option<Arc<str>>| match uri {
                Some(uri) => prefixes.prefix(uri),
                None => "no namespace".to_owned(),
            };
            format!(" of {}", list.iter().map(&mut name).collect::<Vec<_>>().join(" or "))
        }
    };
    let process = match wildcard.process {
        ProcessContents::Strict => "their schema must be known",
        ProcessContents::Lax => "checked if their schema is known",
        ProcessContents::Skip => "not checked",
    };
    format!("any {what}{namespaces} ({process})")
}

/// A default or fixed value.
pub(super) fn constraint(value: &ValueConstraint) -> String {
    match value {
        ValueConstraint::Default(text) => format!("\"{text}\" where it is empty or missing"),
        ValueConstraint::Fixed(text) => format!("always \"{text}\""),
    }
}

/// The paths of an identity constraint as a person reads them, without namespaces.
pub(super) fn paths(paths: &[IdentityPath]) -> String {
    let name = |test: &NameTest| match test {
        NameTest::Any => "*".to_owned(),
        NameTest::Namespace(uri) => format!("{uri}:*"),
        NameTest::Name(name) => name.local.to_string(),
    };
    let path = |path: &IdentityPath| {
        let mut steps: Vec<String> = path.steps.iter().map(name).collect();
        steps.extend(path.attribute.iter().map(|test| format!("@{}", name(test))));
        let steps = if steps.is_empty() { ".".to_owned() } else { steps.join("/") };
        if path.anywhere { format!(".//{steps}") } else { steps }
    };
    paths.iter().map(path).collect::<Vec<_>>().join(" | ")
}

/// What an annotation says, in paragraphs.
pub(super) fn documentation(annotation: &Annotation) -> Vec<String> {
    annotation.documentation.iter().flat_map(|text| paragraphs(text)).collect()
}

/// The paragraphs of a text in a schema, whose lines are broken to fit an editor: sentences that end with a line, lists and
/// labels (`Version: 2.1`) stay apart.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        match paragraphs.last_mut() {
            _ if line.is_empty() => is_open = false,
            Some(last) if is_open && !begins(&line) => {
                is_open = !line.ends_with(['.', ':', '!', '?']);
                last.push(' ');
                last.push_str(&line);
            }
            _ => {
                is_open = !line.ends_with(['.', ':', '!', '?']);
                paragraphs.push(line);
            }
        }
    }
    paragraphs
}

/// Whether a line begins something: an item of a list, or what a label says.
fn begins(line: &str) -> bool {
    /// Longer ones are sentences with a colon in them.
    const LABEL: usize = 40;
    let label = line.split_once(": ").map(|(label, _)| label).or(line.strip_suffix(':'));
    line.starts_with(['-', '*', '•']) || label.is_some_and(|label| label.chars().count() <= LABEL)
}

fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
