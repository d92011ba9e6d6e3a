//! Where libxml2 is known to judge otherwise than XML Schema asks for, with what XML Schema 1.0 says.

use rivta_xml::{Expected, XmlError, XmlErrorKind};

/// Why the run-time validator rejects what libxml2 finds valid; `None`: that is not known.
pub(crate) fn only_we_reject(errors: &[XmlError]) -> Option<&'static str> {
    errors.iter().map(rejection).collect::<Option<Vec<_>>>()?.first().copied()
}

fn rejection(error: &XmlError) -> Option<&'static str> {
    let told = error.kind.to_string();
    match &error.kind {
        XmlErrorKind::UnexpectedElement { expected: Expected::NoElement, .. } => Some(
            "behind elements of other namespaces libxml2 goes on taking elements that stand before the wildcard; the \
             particles of a sequence come in order (Part 1, Element Sequence Valid), and ##other lets its own namespace \
             not through (Wildcard allows Namespace Name, 2)",
        ),
        _ if told.starts_with("expected base64") => Some(
            "libxml2 passes over characters that are not of base64; they are not in the lexical space of base64Binary \
             (Part 2, 3.2.16)",
        ),
        _ => None,
    }
}

/// Why libxml2 rejects what the run-time validator finds valid; `None`: that is not known.
pub(crate) fn only_libxml2_rejects(text: &str) -> Option<&'static str> {
    let mut digits = 0;
    let is_long = text.chars().any(|character| {
        digits = if character.is_ascii_digit() { digits + 1 } else { 0 };
        digits > LIBXML2_DIGITS
    });
    is_long.then_some(
        "libxml2 takes no numbers of more than 24 digits; the value space of decimal has no bound, and processors need \
         only support 18 digits (Part 2, 3.2.3)",
    )
}

/// So many digits a decimal of libxml2 has at most.
const LIBXML2_DIGITS: usize = 24;

#[cfg(test)]
mod tests {
    use super::only_libxml2_rejects;

    #[test]
    fn numbers_of_more_than_24_digits_are_a_limit_of_libxml2() {
        assert!(only_libxml2_rejects(&format!("<a>{}</a>", "1".repeat(25))).is_some());
        assert_eq!(only_libxml2_rejects(&format!("<a>{}</a>", "1".repeat(24))), None);
    }
}
