//! Why a text is no value of its type.

use std::borrow::Cow;
use std::fmt;

/// Says what was expected where a value is not of its type.
///
/// It never holds the value itself, so that it may be logged and sent to whoever made the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    expected: Cow<'static, str>,
}

impl ValueError {
    /// An error that reads "expected " and then `expected`, e.g. `at most 40 characters, found 43`.
    ///
    /// `expected` must not quote the value. Its length or place may be told.
    pub fn new(expected: impl Into<Cow<'static, str>>) -> Self {
        Self { expected: expected.into() }
    }

    /// What was expected, without the word "expected".
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for ValueError {}
