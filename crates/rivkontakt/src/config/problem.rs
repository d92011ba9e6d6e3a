use std::fmt;
use std::path::{Path, PathBuf};

/// One mistake in the configuration file, or something in it that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; `None` where the mistake is what does not stand in the file.
    pub line: Option<usize>,
    /// The key, e.g. `consumer[2].grant[1].reason`.
    pub key: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{}: cannot read the configuration; name one with --config, or make one with `rivkontakt init DIR`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Everything that is wrong in it.
    #[error("{}", Listed(path, problems))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Every mistake, in the order of the file.
        problems: Vec<Problem>,
    },
}

impl Problem {
    /// `FILE:LINE: KEY: MESSAGE`.
    pub(crate) fn told(&self, file: &Path) -> String {
        let mut text = format!("{}:", file.display());
        if let Some(line) = self.line {
            text.push_str(&format!("{line}:"));
        }
        if !self.key.is_empty() {
            text.push_str(&format!(" {}:", self.key));
        }
        text.push_str(&format!(" {}", self.message));
        text
    }
}

/// One line per problem.
struct Listed<'a>(&'a Path, &'a [Problem]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.1.iter().map(|problem| problem.told(self.0)).collect();
        f.write_str(&lines.join("\n"))
    }
}
