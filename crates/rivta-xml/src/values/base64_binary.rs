//! xs:base64Binary.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::text_serde::text_type;
use super::{ValueError, WhiteSpace, XmlSimple, builtin};
use crate::{Name, redacted_debug};

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
    const TYPE: Name = builtin("base64Binary");
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) };
        let octets = STANDARD
            .decode(digits.as_bytes())
            .map_err(|_| ValueError::new("base64 with complete padding, e.g. SGVqIQ=="))?;
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
