//! XML Schema's regular expressions (Part 2, appendix F): a language of its own, anchored at both ends, with classes that
//! can be subtracted from each other.
//!
//! An expression is rewritten for a library whose matching takes time that is linear in the text, whatever the expression.

mod blocks;
mod translate;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

/// How many octets the compiled form may take: `[a-z]{1,1000}` takes some 50,000 and `\c{1,1000}` some five million, and
/// repetitions of repetitions, which grow without bound, meet it soon.
const LARGEST: usize = 8 << 20;

/// A regular expression of a schema, compiled when it is first used.
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Result<Regex, PatternError>>,
}

/// Why an expression is none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// It breaks the grammar.
    Syntax {
        /// After so many characters.
        at: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// Its compiled form is too large.
    TooLarge,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { at, problem } => write!(f, "character {at}: {problem}"),
            Self::TooLarge => {
                write!(f, "too large; its compiled form would take more than {LARGEST} bytes")
            }
        }
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// An expression, not compiled yet. Tables hold only those that [`check`](Self::check) has found to be good; one that
    /// isn't matches nothing.
    pub const fn new(source: Cow<'static, str>) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The expression as the schema writes it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Compiles the expression.
    ///
    /// # Errors
    ///
    /// See [`PatternError`].
    pub fn check(&self) -> Result<(), PatternError> {
        self.compiled().as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// Whether the whole text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled().as_ref().is_ok_and(|regex| regex.is_match(text))
    }

    fn compiled(&self) -> &Result<Regex, PatternError> {
        self.compiled.get_or_init(|| {
            let translated = translate::translate(&self.source)?;
            Regex::builder()
                .configure(Regex::config().nfa_size_limit(Some(LARGEST)).hybrid_cache_capacity(LARGEST))
                .syntax(syntax::Config::new().unicode(true).utf8(true))
                .build(&format!(r"\A(?:{translated})\z"))
                .map_err(|_| PatternError::TooLarge)
        })
    }
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Self::new(self.source.clone())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

#[cfg(test)]
mod tests;
