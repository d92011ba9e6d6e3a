//! Why a text is no value of its type.

use std::borrow::Cow;
use std::fmt;

/// Says what was expected where a value is not of its type: in English for integrators (`Display`), in Swedish for those
/// whom a fault is shown to.
///
/// It never holds the value itself, so that it may be logged and sent to whoever made the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    expected: Cow<'static, str>,
    expected_in_swedish: Cow<'static, str>,
}

impl ValueError {
    /// An error that reads "expected " and then `english`, e.g. `at most 40 characters, found 43`, or "väntat " and then
    /// `swedish`, e.g. `högst 40 tecken, hittade 43`.
    ///
    /// Neither may quote the value. Its length or place may be told.
    pub fn new(english: impl Into<Cow<'static, str>>, swedish: impl Into<Cow<'static, str>>) -> Self {
        Self { expected: english.into(), expected_in_swedish: swedish.into() }
    }

    /// What was expected, without the word "expected".
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What was expected, in Swedish, without the word "väntat".
    pub fn expected_in_swedish(&self) -> &str {
        &self.expected_in_swedish
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for ValueError {}
