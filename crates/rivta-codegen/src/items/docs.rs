//! Documentation that schemas have, and sentences about what else they say.

use rivta_schema::xsd::{Annotation, Occurs, ValueConstraint};

/// The documentation of a component, or a sentence that says where it comes from.
pub(super) fn docs(annotation: &Annotation, otherwise: impl FnOnce() -> String) -> Vec<String> {
    match annotation.documentation.as_slice() {
        [] => vec![otherwise()],
        some => some.to_vec(),
    }
}

/// A default or fixed value.
pub(super) fn constraint_docs(value: Option<&ValueConstraint>) -> Option<String> {
    match value? {
        ValueConstraint::Default(text) => {
            Some(format!("Where it is left out or empty, {} is meant.", code(text)))
        }
        ValueConstraint::Fixed(text) => Some(format!("Always {}.", code(text))),
    }
}

/// How often something stands, where a list in Rust does not say it.
pub(super) fn cardinality_docs(occurs: Occurs) -> Option<String> {
    match occurs {
        Occurs { max: Some(0 | 1), .. } | Occurs { min: 0, max: None } => None,
        Occurs { min: 1, max: None } => Some("At least one.".to_owned()),
        Occurs { min, max: None } => Some(format!("At least {min}.")),
        Occurs { min: 0, max: Some(max) } => Some(format!("At most {max}.")),
        Occurs { min, max: Some(max) } if min == max => Some(format!("Exactly {max}.")),
        Occurs { min, max: Some(max) } => Some(format!("From {min} to {max}.")),
    }
}

/// A number of things.
pub(super) fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Text as a code span: between more backquotes than follow each other in it, and apart from them where it has some at its
/// ends (CommonMark, "Code spans").
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match text {
        "" => "the empty text".to_owned(),
        _ if text.starts_with('`') || text.ends_with('`') => format!("{fence} {text} {fence}"),
        _ => format!("{fence}{text}{fence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_has_more_backquotes_around_it_than_in_it() {
        assert_eq!(code(r"[0-9]*\d"), r"`[0-9]*\d`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
    }

    #[test]
    fn cardinalities_are_told_where_a_list_does_not() {
        let told = |min, max| cardinality_docs(Occurs { min, max });
        assert_eq!([told(0, None), told(1, Some(1)), told(0, Some(1))], [None, None, None]);
        assert_eq!(told(1, None).as_deref(), Some("At least one."));
        assert_eq!(told(0, Some(3)).as_deref(), Some("At most 3."));
        assert_eq!(told(2, Some(3)).as_deref(), Some("From 2 to 3."));
        assert_eq!(told(2, Some(2)).as_deref(), Some("Exactly 2."));
    }
}
