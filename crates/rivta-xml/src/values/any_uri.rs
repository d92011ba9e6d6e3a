//! xs:anyURI.

use super::text_serde::text_type;
use super::{ValueError, WhiteSpace, XmlSimple, builtin};
use crate::{Name, redacted_debug};

/// A reference to a resource, xs:anyURI. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyUri(String);

impl AnyUri {
    /// The reference as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl XmlSimple for AnyUri {
    const TYPE: Name = builtin("anyURI");
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(Self(text.to_owned()))
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
