use std::path::PathBuf;

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder can't be read or written.
    #[error("can't read or write {}", path.display())]
    Files {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// `xmllint` can't be run; it is in the package libxml2-utils or libxml2.
    #[error("can't run xmllint, which is in the package libxml2-utils or libxml2")]
    Libxml2(#[source] std::io::Error),
    /// `cargo` can't be run.
    #[error("can't run cargo")]
    Cargo(#[source] std::io::Error),
    /// The program that reads and writes by generated code ends early.
    #[error("the generated program ends early: {0}")]
    Harness(String),
    /// The test suite's description can't be read.
    #[error(transparent)]
    Suite(#[from] rivta_schema::Error),
}

/// What each measurement answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Names the file or folder in an error.
pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
    |source| Error::Files { path: path.into(), source }
}
