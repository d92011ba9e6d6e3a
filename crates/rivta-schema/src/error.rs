use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where something stands in a schema or WSDL. Displays as `FILE:LINE:COLUMN`, which editors and terminals can follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file, as it was opened.
    pub file: Arc<Path>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

/// Why schemas or WSDLs are not taken.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder can't be read; the configuration or an import names it wrongly, or rights are missing.
    #[error("can't read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: Arc<std::io::Error>,
    },
    /// A file imports or includes one that isn't there.
    #[error("{at}: there is no file {location}, which is imported here{}", did_you_mean(near.as_deref()))]
    MissingDocument {
        /// The import or include.
        at: Location,
        /// Its `schemaLocation` or `location`.
        location: String,
        /// A file that differs from it in case or in the kind of its slashes.
        near: Option<PathBuf>,
    },
    /// A component is referred to in a namespace that is imported without saying from which file.
    #[error("{at}: no file is named for namespace {namespace}, which is imported here")]
    MissingNamespace {
        /// The import.
        at: Location,
        /// The namespace.
        namespace: String,
    },
    /// A reference leads into a namespace that its schema doesn't import (XML Schema Part 1, src-resolve.4).
    #[error("{at}: {kind} {name} is referred to, but its namespace is not imported by this schema")]
    NotImported {
        /// The reference.
        at: Location,
        /// What is referred to, e.g. `type`.
        kind: &'static str,
        /// Its expanded name.
        name: String,
    },
    /// A file is not well-formed XML.
    #[error("{at}: not well-formed: {message}")]
    Malformed {
        /// Where reading stopped.
        at: Location,
        /// What is wrong.
        message: String,
    },
    /// A file is well-formed but breaks the rules of XML Schema or WSDL.
    #[error("{at}: {message}")]
    Invalid {
        /// The element at fault.
        at: Location,
        /// What is wrong and what is expected.
        message: String,
    },
    /// A reference names a component that no loaded schema declares.
    #[error("{at}: no {kind} {name} in the schemas that are loaded")]
    Unresolved {
        /// The reference.
        at: Location,
        /// What is referred to, e.g. `type`.
        kind: &'static str,
        /// Its expanded name.
        name: String,
    },
    /// Two schemas declare the same component.
    #[error("{at}: {kind} {name} is already declared at {first}")]
    Duplicate {
        /// The second declaration.
        at: Location,
        /// What is declared, e.g. `type`.
        kind: &'static str,
        /// Its expanded name.
        name: String,
        /// The first declaration.
        first: Location,
    },
    /// A construct that is valid but that is not supported.
    #[error("{at}: {construct} is not supported")]
    Unsupported {
        /// The construct.
        at: Location,
        /// What it is, in the words of XML Schema or WSDL.
        construct: String,
    },
}

fn did_you_mean(near: Option<&Path>) -> String {
    near.map(|near| format!("; did you mean {}?", near.display())).unwrap_or_default()
}

impl Error {
    /// Where it is; `None` for a file that can't be read.
    pub fn location(&self) -> Option<&Location> {
        match self {
            Self::Read { .. } => None,
            Self::MissingDocument { at, .. }
            | Self::MissingNamespace { at, .. }
            | Self::NotImported { at, .. }
            | Self::Malformed { at, .. }
            | Self::Invalid { at, .. }
            | Self::Unresolved { at, .. }
            | Self::Duplicate { at, .. }
            | Self::Unsupported { at, .. } => Some(at),
        }
    }

    /// What it says, without where it is.
    pub(crate) fn message(&self) -> String {
        let text = self.to_string();
        let place = self.location().map(|at| format!("{at}: ")).unwrap_or_default();
        text.strip_prefix(&place).map(str::to_owned).unwrap_or(text)
    }

    /// What breaks the rules of XML Schema or WSDL.
    pub fn invalid(at: &Location, message: impl Into<String>) -> Self {
        Self::Invalid { at: at.clone(), message: message.into() }
    }

    /// What is valid but not supported.
    pub fn unsupported(at: &Location, construct: impl Into<String>) -> Self {
        Self::Unsupported { at: at.clone(), construct: construct.into() }
    }
}

/// What was overlooked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub at: Location,
    /// What, and what that leads to.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

/// What each stage answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
