//! Facets, cardinalities and other terms of XML Schema, in words.

use rivta_schema::resolved::{Bound, Builtin, SimpleType, Variety, WhiteSpace, Wildcard, WildcardNamespaces};
use rivta_schema::xsd::{Occurs, ProcessContents};

/// More enumerated values than these are counted, not listed: code lists belong in their own documents.
const MAX_VALUES: usize = 30;

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

/// What a wildcard lets through.
pub(super) fn wildcard(wildcard: &Wildcard) -> String {
    let namespaces = match &wildcard.namespaces {
        WildcardNamespaces::Any => "of any namespace".to_owned(),
        WildcardNamespaces::Other(Some(uri)) => format!("of other namespaces than {uri}"),
        WildcardNamespaces::Other(None) => "of any namespace, but not of none".to_owned(),
        WildcardNamespaces::List(list) => {
            let names: Vec<String> = list
                .iter()
                .map(|uri| uri.as_ref().map_or_else(|| "no namespace".to_owned(), ToString::to_string))
                .collect();
            format!("of {}", names.join(" or "))
        }
    };
    let process = match wildcard.process {
        ProcessContents::Strict => "must be declared",
        ProcessContents::Lax => "checked if declared",
        ProcessContents::Skip => "not checked",
    };
    format!("{namespaces}, {process}")
}

fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
