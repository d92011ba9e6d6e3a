//! The store's directory.
//!
//! ```text
//! lock      held while a process has the store open
//! format    the format's number, as a line of text
//! journal/  the journal's segments
//! sled/     the database
//! ```
//!
//! Other files in the directory are left alone.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::{StoreError, files};

/// The format of the database's keys and values that this release writes, and the newest that it reads.
const FORMAT: u32 = 1;
const FORMAT_LINE: &str = "rivkontakt contact store, format ";

/// The directory of a store that this process has to itself.
pub(super) struct Layout {
    pub(super) journal: PathBuf,
    pub(super) database: PathBuf,
    /// The lock ends with the file.
    _lock: File,
}

impl Layout {
    /// Takes the directory for this process, creating what is absent.
    ///
    /// # Errors
    ///
    /// [`StoreError::Locked`], [`StoreError::NewerFormat`], [`StoreError::Corrupt`], [`StoreError::Io`].
    pub(super) fn open(directory: &Path) -> Result<Self, StoreError> {
        files::create_directory(directory)?;
        let lock_path = directory.join("lock");
        let lock = files::open_or_create(&lock_path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked { path: directory.to_owned() });
            }
            Err(TryLockError::Error(cause)) => return Err(StoreError::io(&lock_path, "locking")(cause)),
        }
        let (journal, database) = (directory.join("journal"), directory.join("sled"));
        let format_path = directory.join("format");
        match fs::read_to_string(&format_path) {
            Ok(text) => check_format(&format_path, &text)?,
            Err(error) if error.kind() == ErrorKind::NotFound && !journal.exists() && !database.exists() => {
                write_format(directory, &format_path)?;
            }
            Err(error) => return Err(StoreError::io(&format_path, "reading")(error)),
        }
        files::create_directory(&journal)?;
        files::create_directory(&database)?;
        files::sync_directory(directory)?;
        if let Some(parent) = directory.canonicalize().ok().as_deref().and_then(Path::parent) {
            files::sync_directory(parent)?;
        }
        Ok(Self { journal, database, _lock: lock })
    }
}

fn check_format(path: &Path, text: &str) -> Result<(), StoreError> {
    let found: Option<u32> = text.strip_prefix(FORMAT_LINE).and_then(|number| number.trim_end().parse().ok());
    match found {
        Some(FORMAT) => Ok(()),
        Some(found) if found > FORMAT => {
            Err(StoreError::NewerFormat { path: path.to_owned(), found, supported: FORMAT })
        }
        _ => Err(StoreError::Corrupt { path: path.to_owned(), offset: 0, what: "not a store's format" }),
    }
}

fn write_format(directory: &Path, path: &Path) -> Result<(), StoreError> {
    let unfinished = directory.join("format.new");
    let mut file = files::open_or_create(&unfinished)?;
    file.set_len(0)
        .and_then(|()| writeln!(file, "{FORMAT_LINE}{FORMAT}"))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&unfinished, path))
        .map_err(StoreError::io(path, "writing"))?;
    files::sync_directory(directory)
}
