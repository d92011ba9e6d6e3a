use std::io;
use std::path::{Path, PathBuf};

/// Why the store could not do what it was asked.
///
/// A rule that an update breaks is no error but an [`UpdateOutcome`](crate::UpdateOutcome). No variant holds a person's
/// identity or a contact detail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no store. The operator's to resolve: make one, or mount the volume it is on.
    #[error("{}: no store there", path.display())]
    Absent {
        /// The directory, which may be absent too.
        path: PathBuf,
    },
    /// A new store was to be made where something else is. The operator's to resolve: choose another directory.
    #[error("{}: holds {}; expected no directory or an empty one, to make a store in", path.display(), entry.display())]
    Occupied {
        /// The directory.
        path: PathBuf,
        /// One of the files and directories in it.
        entry: PathBuf,
    },
    /// Another process has the store open. The user's to resolve: ask that process instead.
    #[error("{}: another process has it open; is the server running?", path.display())]
    Locked {
        /// The store's directory.
        path: PathBuf,
    },
    /// A later release wrote the store; this one would damage it. The operator's to resolve: run that release.
    #[error("{}: format {found}, this release reads up to {supported}; use the release that wrote it", path.display())]
    NewerFormat {
        /// The file that says so.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The newest format that this release knows.
        supported: u32,
    },
    /// A file does not hold what was written to it. The store refuses rather than to answer with less than it promised to
    /// keep: restore a backup.
    #[error("{}{}: {what}; {DAMAGED}", path.display(), offset.map(|at| format!(", offset {at}")).unwrap_or_default())]
    Corrupt {
        /// The damaged file or directory.
        path: PathBuf,
        /// Where in the file, in bytes, if it is at one place.
        offset: Option<u64>,
        /// What is wrong there.
        what: &'static str,
    },
    /// An entry of the database can't be read. As [`Corrupt`](Self::Corrupt).
    #[error("database, {place}: {what}; {DAMAGED}")]
    CorruptEntry {
        /// The tree, and for audit entries the position; or the file in the store's directory.
        place: String,
        /// What is wrong there.
        what: String,
    },
    /// The database below reports a failure of its own.
    #[error("database: {what}")]
    Database {
        /// What it says.
        what: String,
    },
    /// The operating system refused.
    #[error("{}: {doing}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// Why it was refused.
        #[source]
        cause: io::Error,
    },
    /// An earlier write failed, so the store takes no more: what the disk holds is uncertain until the store is opened
    /// anew. Reads that need no audit entry go on.
    #[error("writing stopped after a failure: {cause}; mend its cause and restart")]
    WritesStopped {
        /// The failure.
        cause: String,
    },
    /// The store was closed while or before it was asked.
    #[error("the store is closed")]
    Closed,
    /// One change is larger than the journal can hold.
    #[error("a change of {size} bytes; expected at most {limit}")]
    TooLarge {
        /// The change's size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

/// What is wrong with a file that the database itself refuses.
pub(crate) const NOT_AS_WRITTEN: &str = "the file does not hold what was written to it";

/// What an operator does about damage.
const DAMAGED: &str = "the store is damaged, restore the latest backup";

impl StoreError {
    /// Whether what was stored can't be read any more, so that only a backup helps.
    pub fn is_corruption(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::CorruptEntry { .. })
    }

    /// Whether the store as a whole can't serve now, whatever it is asked: a caller may try again later.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::WritesStopped { .. } | Self::Closed | Self::Io { .. })
    }

    /// The database can't read its own files.
    pub(crate) fn damaged_database() -> Self {
        Self::CorruptEntry { place: "sled/db".to_owned(), what: NOT_AS_WRITTEN.to_owned() }
    }

    /// What is wrong, for a report that tells the place and the cure itself.
    pub(crate) fn what(&self) -> String {
        match self {
            Self::CorruptEntry { what, .. } => what.clone(),
            other => other.to_string(),
        }
    }

    pub(crate) fn io(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Io { path, doing, cause }
    }

    /// The message with its causes, for a failure that is told again and again.
    pub(crate) fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

impl From<sled::Error> for StoreError {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(cause) => Self::Database { what: cause.to_string() },
            // Everything else says that a file or a name in it is not what the database wrote; in words for its authors.
            _ => Self::damaged_database(),
        }
    }
}
