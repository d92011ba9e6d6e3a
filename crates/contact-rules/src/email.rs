use std::borrow::Cow;
use std::fmt;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// An e-mail address (F5): one addr-spec of RFC 5322 without its obsolete forms, comments and folding, with a domain name.
///
/// * The local part is a dot-atom or a quoted string, at most 64 octets, ASCII: what else RFC 6531 allows, the framework
///   does not name and few mail systems take.
/// * The domain has at least two labels of 1 to 63 letters, digits and inner hyphens, 253 characters at most. An
///   international domain is taken by its A-labels (UTS 46), and counts with these. Invisible characters, which UTS 46
///   would drop, are refused, as the address is stored as it was given.
/// * It is 254 octets at most in all (RFC 5321, section 4.5.3.1.3).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress<'a> {
    local_part: &'a str,
    domain: Cow<'a, str>,
}

impl<'a> EmailAddress<'a> {
    const LENGTH: usize = 254;
    const LOCAL_PART_LENGTH: usize = 64;

    /// Reads an address.
    ///
    /// # Errors
    ///
    /// [`InvalidEmailAddress`] names the first mistake.
    pub fn parse(text: &'a str) -> Result<Self, InvalidEmailAddress> {
        use InvalidEmailAddress as Invalid;
        // No domain holds an @, a quoted local part may.
        let (local_part, domain) = text.rsplit_once('@').ok_or(Invalid::AtMissing)?;
        if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            return Err(Invalid::SurroundingSpace);
        }
        if domain.ends_with('>') || domain.ends_with(';') {
            return Err(Invalid::DisplayName);
        }
        if local_part.len() > Self::LOCAL_PART_LENGTH {
            return Err(Invalid::LocalPartTooLong);
        }
        if !local_part.is_ascii() {
            return Err(Invalid::LocalPartNotAscii);
        }
        if !is_dot_atom(local_part) && !is_quoted_string(local_part) {
            return Err(Invalid::LocalPart);
        }
        if domain.starts_with('[') {
            return Err(Invalid::AddressLiteral);
        }
        let domain = a_labels(domain).ok_or(Invalid::Domain)?;
        let Some((_, top_level)) = domain.rsplit_once('.') else { return Err(Invalid::SingleLabel) };
        if top_level.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Invalid::AddressLiteral);
        }
        if local_part.len() + 1 + domain.len() > Self::LENGTH {
            return Err(Invalid::TooLong);
        }
        Ok(Self { local_part, domain })
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &'a str {
        self.local_part
    }

    /// The domain in A-label form, in small letters, by which domains are compared.
    pub fn domain(&self) -> &str {
        &self.domain
    }
}

impl fmt::Debug for EmailAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

/// The A-label form of a domain name, in small letters: labels of 1 to 63 letters, digits and inner hyphens, 253
/// characters at most; `None` if it is no domain name.
pub(crate) fn a_labels(domain: &str) -> Option<Cow<'_, str>> {
    if domain.chars().any(|c| !c.is_ascii() && is_dropped(c)) {
        return None;
    }
    Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .ok()
}

/// Whether UTS 46 drops the character from a domain name.
fn is_dropped(c: char) -> bool {
    let between_letters: String = ['a', c, 'a'].iter().collect();
    Uts46::new()
        .to_ascii(between_letters.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore)
        .is_ok_and(|mapped| mapped == "aa")
}

/// RFC 5322, section 3.2.3.
fn is_dot_atom(text: &str) -> bool {
    let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    text.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

/// RFC 5322, section 3.2.4, white space within but no folding.
fn is_quoted_string(text: &str) -> bool {
    let Some(content) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { return false };
    let is_vchar_or_space = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    let mut bytes = content.bytes();
    while let Some(byte) = bytes.next() {
        let accepted = match byte {
            b'\\' => bytes.next().is_some_and(is_vchar_or_space),
            b'"' => false,
            other => is_vchar_or_space(other),
        };
        if !accepted {
            return false;
        }
    }
    true
}

/// Why a text is no e-mail address (F5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum InvalidEmailAddress {
    /// No `@`.
    AtMissing,
    /// White space before or after.
    SurroundingSpace,
    /// An address within angle brackets, or a group of addresses.
    DisplayName,
    /// More than 64 octets before the `@`.
    LocalPartTooLong,
    /// Other letters than a to z before the `@`.
    LocalPartNotAscii,
    /// Neither a dot-atom nor a quoted string before the `@`.
    LocalPart,
    /// An IP address, in brackets or not, or a number instead of a domain: no top-level domain is all digits (RFC 3696,
    /// section 2).
    AddressLiteral,
    /// No domain name after the `@`.
    Domain,
    /// A domain of one label.
    SingleLabel,
    /// More than 254 octets.
    TooLong,
}

impl InvalidEmailAddress {
    /// For integrators: what is wrong, and what would be right.
    pub fn message(self) -> &'static str {
        self.texts().0
    }

    /// For the user, in Swedish.
    pub fn result_text(self) -> &'static str {
        self.texts().1
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::AtMissing => (
                "e-mail address without @; expected local-part@domain (F5)",
                "E-postadressen saknar snabel-a; skriv den som namn@exempel.se (F5).",
            ),
            Self::SurroundingSpace => (
                "white space around e-mail address; leave it out (F5)",
                "E-postadressen får inte ha mellanslag före eller efter (F5).",
            ),
            Self::DisplayName => (
                "display name or group; expected the address alone, without angle brackets (F5)",
                "Skriv bara e-postadressen, utan namn och vinkelparenteser (F5).",
            ),
            Self::LocalPartTooLong => (
                "too long before @; expected at most 64 octets (F5)",
                "E-postadressen är för lång före snabel-a; högst 64 tecken (F5).",
            ),
            Self::LocalPartNotAscii => (
                "letters outside ASCII before @; expected an ASCII local part (F5)",
                "E-postadressen får inte ha å, ä, ö eller andra sådana bokstäver före snabel-a (F5).",
            ),
            Self::LocalPart => (
                "not an addr-spec before @; expected atoms joined by single dots, or a quoted string (F5)",
                "E-postadressen är felaktig före snabel-a; skriv den som namn@exempel.se (F5).",
            ),
            Self::AddressLiteral => (
                "IP address instead of a domain; expected a domain name after @ (F5)",
                "E-postadressen måste ha ett domännamn efter snabel-a, inte en IP-adress (F5).",
            ),
            Self::Domain => (
                "not a domain name after @; expected labels of letters, digits and inner hyphens (F5)",
                "E-postadressens domän är felaktig; skriv adressen som namn@exempel.se (F5).",
            ),
            Self::SingleLabel => (
                "domain of one label; expected at least two, e.g. exempel.se (F5)",
                "E-postadressens domän är inte hel; skriv adressen som namn@exempel.se (F5).",
            ),
            Self::TooLong => (
                "e-mail address too long; expected at most 254 octets (F5)",
                "E-postadressen är för lång; högst 254 tecken (F5).",
            ),
        }
    }
}

impl fmt::Display for InvalidEmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for InvalidEmailAddress {}

#[cfg(test)]
mod tests;
