use std::fmt;
use std::str::FromStr;

/// The identity of a system or an organisation in the national catalogue HSA, e.g. `SE165565594230-1000`.
///
/// Letters, digits, hyphens and, in test identities, underscores, at most 64, a letter first; kept in capitals, so that two
/// spellings of one identity are equal. It names systems and organisations, not persons, and may be logged: a personal
/// identity number, which begins with a digit, is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HsaId(String);

/// The text is no HSA-id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidHsaId;

impl HsaId {
    const MAX_LENGTH: usize = 64;

    /// Whether the text is an HSA-id, in capitals or not, without surrounding white space.
    pub fn is_well_formed(text: &str) -> bool {
        text.len() <= Self::MAX_LENGTH
            && text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    }

    /// The identity as text, in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HsaId {
    type Err = InvalidHsaId;

    /// Reads an HSA-id; surrounding white space is not part of it.
    fn from_str(text: &str) -> Result<Self, InvalidHsaId> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        if Self::is_well_formed(text) { Ok(Self(text.to_ascii_uppercase())) } else { Err(InvalidHsaId) }
    }
}

impl fmt::Display for HsaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidHsaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an HSA-id; expected a letter, then at most 63 letters, digits and hyphens, e.g. SE165565594230-1000")
    }
}

impl std::error::Error for InvalidHsaId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hsa_ids_are_letters_digits_and_hyphens_in_capitals() {
        let read = |text: &str| text.parse::<HsaId>().map(|id| id.to_string());
        assert_eq!(read("\n se165565594230-1000\t").as_deref(), Ok("SE165565594230-1000"));
        assert_eq!(read("T_SERVICES_SE165565594230-1023").as_deref(), Ok("T_SERVICES_SE165565594230-1023"));
        assert_eq!(read(&"A".repeat(64)), Ok("A".repeat(64)));
        for bad in [
            "",
            " ",
            "SE1 2",
            "191212121212",
            "-SE1",
            "SE1.2",
            "SÉ1",
            "SE1\u{a0}",
            "\u{a0}SE1",
            &"A".repeat(65),
        ] {
            assert_eq!(read(bad), Err(InvalidHsaId), "{bad}");
        }
    }
}
