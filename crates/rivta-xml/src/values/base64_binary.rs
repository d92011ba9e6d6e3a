//! xs:base64Binary.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::text_type::text_type;
use super::{ValueError, WhiteSpace, XmlSimple};
use crate::redacted_debug;

/// Octets, xs:base64Binary.
///
/// Read as XML Schema 1.0's second edition has it: white space may stand anywhere, padding must be complete and the bits
/// that it leaves over must be 0. Written without white space. `Debug` does not show the octets.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64Binary(Vec<u8>);

impl Base64Binary {
    /// The value of these octets.
    pub fn new(octets: impl Into<Vec<u8>>) -> Self {
        Self(octets.into())
    }

    /// The octets.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The octets, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl XmlSimple for Base64Binary {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) };
        let octets = STANDARD.decode(digits.as_bytes()).map_err(|_| {
            ValueError::new(
                "base64 with complete padding, e.g. SGVqIQ==",
                "base64 med full utfyllnad, t.ex. SGVqIQ==",
            )
        })?;
        Ok(Self(octets))
    }

    fn write_text(&self, out: &mut String) {
        STANDARD.encode_string(&self.0, out);
    }
}

text_type!(Base64Binary);
redacted_debug!(Base64Binary);

impl AsRef<[u8]> for Base64Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64Binary {
    fn from(octets: Vec<u8>) -> Self {
        Self(octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(value: &Base64Binary) -> String {
        let mut out = String::new();
        value.write_text(&mut out);
        out
    }

    #[test]
    fn spaces_may_stand_anywhere_and_are_not_written() {
        for (text, octets, written) in [
            ("", &b""[..], ""),
            ("SGVqIQ==", b"Hej!", "SGVqIQ=="),
            ("S G V q I Q = =", b"Hej!", "SGVqIQ=="),
            ("SGVq SGU=", b"HejHe", "SGVqSGU="),
            ("+/+/", &[0xfb, 0xff, 0xbf], "+/+/"),
        ] {
            let value = Base64Binary::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(value.as_bytes(), octets);
            assert_eq!(canonical(&value), written);
        }
    }

    #[test]
    fn wrong_padding_digits_or_left_over_bits_are_refused() {
        for text in [
            "S",
            "SG",
            "SGV",
            "SGVqIQ",
            "SGVqIQ=",
            "SGVqIQ===",
            "SGVqIR==",
            "SGU=SGU=",
            "SGV-",
            "=",
            "====",
            "SGF=",
        ] {
            let error = Base64Binary::parse(text).expect_err(text);
            assert_eq!(error.to_string(), "expected base64 with complete padding, e.g. SGVqIQ==");
        }
    }

    #[test]
    fn debug_does_not_show_the_octets() {
        assert_eq!(format!("{:?}", Base64Binary::new(*b"secret")), "Base64Binary(..)");
    }
}
