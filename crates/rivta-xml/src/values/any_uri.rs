//! xs:anyURI.

use super::text_type::text_type;
use super::{ValueError, WhiteSpace, XmlSimple};
use crate::character::first_forbidden;
use crate::redacted_debug;

/// A reference to a resource, xs:anyURI. `Debug` does not show it.
///
/// XML Schema 1.0 asks little: once the characters that URIs exclude are percent-encoded (spaces, quotes, angle brackets, all
/// beyond ASCII), it must be a URI or a relative reference of RFC 2396, with RFC 2732's addresses in brackets. So
/// what can be wrong is:
///
/// - a `%` without two hexadecimal digits, or a second `#`;
/// - a colon in the first segment after something that is no scheme name: write `./1:2`, not `1:2`;
/// - in an authority, a second `@`, or a port that is no number;
/// - brackets elsewhere than around a host, or in a query or fragment.
///
/// The value is kept as written; equality is of the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyUri(String);

impl AnyUri {
    /// A reference, if `text` is one, with its white space collapsed.
    ///
    /// # Errors
    ///
    /// [`ValueError`] as listed at the [type](Self).
    pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
        let text = text.into();
        let text = WhiteSpace::Collapse.process(&text);
        if is_reference(&text) {
            Ok(Self(text.into_owned()))
        } else {
            Err(ValueError::new("a URI, e.g. urn:example:1", "en URI, t.ex. urn:example:1"))
        }
    }

    /// The reference as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_reference(text: &str) -> bool {
    let characters_are_valid = first_forbidden(text).is_none();
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (text, scheme_is_valid) =
        match text.split_once('/').map_or(text, |(segment, _)| segment).split_once(':') {
            Some((scheme, _)) => (text.split_once(':').map_or(text, |(_, rest)| rest), is_scheme(scheme)),
            None => (text, true),
        };
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
        None => ("", text),
    };
    characters_are_valid
        && scheme_is_valid
        && is_authority(authority)
        && !path.contains(['[', ']'])
        && !fragment.contains('#')
        && [authority, path, query, fragment].into_iter().all(has_whole_escapes)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn is_authority(text: &str) -> bool {
    let (user, host_and_port) = text.split_once('@').unwrap_or(("", text));
    let (host, port) = match host_and_port.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, port)) => ("", port),
        None => host_and_port
            .find(':')
            .and_then(|at| host_and_port.split_at_checked(at))
            .unwrap_or((host_and_port, "")),
    };
    let port_is_valid = port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    port_is_valid && !user.contains(['[', ']']) && !host.contains(['[', ']', '@'])
}

fn has_whole_escapes(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let mut digits = rest.bytes();
        let mut is_digit = || digits.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        is_digit() && is_digit()
    })
}

impl XmlSimple for AnyUri {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Self::new(text)
    }

    fn write_text(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

text_type!(AnyUri);
redacted_debug!(AnyUri);

impl AsRef<str> for AnyUri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests;
