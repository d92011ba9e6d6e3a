//! The store's directory.
//!
//! ```text
//! lock      held while a process has the store open
//! format    the format's number, as a line of text
//! journal/  the journal's segments
//! sled/     the database
//! ```
//!
//! While a store is being made, `format.new` stands in the place of `format`, which comes last: a store is whole or not there.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::{StoreError, files};

/// The format of the database's keys and values that this release writes, and the newest that it reads.
const FORMAT: u32 = 1;
const FORMAT_LINE: &str = "rivkontakt contact store, format ";

const LOCK: &str = "lock";
const FORMAT_FILE: &str = "format";
const UNFINISHED: &str = "format.new";
const JOURNAL: &str = "journal";
const DATABASE: &str = "sled";

/// How long a lock that another process holds is asked for, and how often.
const LOCK_WAIT: Duration = Duration::from_secs(2);
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The directory of a store that this process has to itself.
pub(super) struct Layout {
    directory: PathBuf,
    pub(super) journal: PathBuf,
    pub(super) database: PathBuf,
    /// Whether the store is being made.
    pub(super) is_new: bool,
    /// The lock ends with the file.
    _lock: File,
}

impl Layout {
    /// Takes the directory of an existing store for this process. Makes nothing where there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Absent`], [`StoreError::Locked`], [`StoreError::NewerFormat`], [`StoreError::Corrupt`],
    /// [`StoreError::Io`].
    pub(super) fn open(directory: &Path) -> Result<Self, StoreError> {
        let there = |name| {
            let path = directory.join(name);
            path.try_exists().map_err(StoreError::io(&path, "looking for it"))
        };
        let has_format = there(FORMAT_FILE)?;
        let has_contents = !there(UNFINISHED)? && (there(JOURNAL)? || there(DATABASE)?);
        if !has_format && !has_contents {
            return Err(StoreError::Absent { path: directory.to_owned() });
        }
        files::create_directory(directory)?;
        let layout = Self::lock(directory, false)?;
        let format = directory.join(FORMAT_FILE);
        let corrupt =
            |path: &Path, what| Err(StoreError::Corrupt { path: path.to_owned(), offset: None, what });
        match fs::read_to_string(&format) {
            Ok(text) => check_format(&format, &text)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return corrupt(&format, "it is missing"),
            Err(error) => return Err(StoreError::io(&format, "reading")(error)),
        }
        if !layout.journal.is_dir() {
            return corrupt(&layout.journal, "it is missing");
        }
        // A process that has the database without our lock: the lock's file was removed under it.
        let database = layout.database.join("db");
        match File::open(&database) {
            Ok(file) => take_lock(&file, &database, directory)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return corrupt(&database, "it is missing"),
            Err(error) => return Err(StoreError::io(&database, "opening")(error)),
        }
        Ok(layout)
    }

    /// Takes a directory, which is made if absent, for a new store; [`finish`](Self::finish) makes it one. An earlier
    /// attempt that was broken off is taken up.
    ///
    /// # Errors
    ///
    /// [`StoreError::Occupied`], [`StoreError::Locked`], [`StoreError::Io`].
    pub(super) fn create(directory: &Path) -> Result<Self, StoreError> {
        check_empty(directory)?;
        files::create_directory(directory)?;
        let layout = Self::lock(directory, true)?;
        // Again, for another process may have made a store before this one had the lock.
        check_empty(directory)?;
        write_format(&directory.join(UNFINISHED))?;
        files::sync_directory(directory)?;
        files::create_directory(&layout.journal)?;
        files::create_directory(&layout.database)?;
        files::sync_directory(directory)?;
        if let Some(parent) = directory.canonicalize().ok().as_deref().and_then(Path::parent) {
            files::sync_directory(parent)?;
        }
        Ok(layout)
    }

    /// Makes a new store one, once database and journal are there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub(super) fn finish(&self) -> Result<(), StoreError> {
        let format = self.directory.join(FORMAT_FILE);
        fs::rename(self.directory.join(UNFINISHED), &format).map_err(StoreError::io(&format, "writing"))?;
        files::sync_directory(&self.directory)
    }

    fn lock(directory: &Path, is_new: bool) -> Result<Self, StoreError> {
        let path = directory.join(LOCK);
        let lock = files::open_or_create(&path)?;
        take_lock(&lock, &path, directory)?;
        Ok(Self {
            directory: directory.to_owned(),
            journal: directory.join(JOURNAL),
            database: directory.join(DATABASE),
            is_new,
            _lock: lock,
        })
    }
}

/// Takes the lock of a file. One that another process holds is asked for again until [`LOCK_WAIT`] is over: the kernel lets
/// go of a killed process's files a moment after the process is gone, and whoever restarts it is there by then.
fn take_lock(file: &File, path: &Path, directory: &Path) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_WAIT => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { path: directory.to_owned() }),
            Err(TryLockError::Error(cause)) => return Err(StoreError::io(path, "locking")(cause)),
        }
    }
}

/// Makes sure that `directory` is absent, or holds no more than a lock, sockets and what an attempt to make a store left.
fn check_empty(directory: &Path) -> Result<(), StoreError> {
    let entries = match directory.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::io(directory, "listing")(error)),
    };
    let is_unfinished = directory.join(UNFINISHED).is_file();
    for entry in entries {
        let entry = entry.map_err(StoreError::io(directory, "listing"))?;
        let name = entry.file_name();
        let is_ours = name == LOCK
            || is_unfinished && (name == UNFINISHED || name == JOURNAL || name == DATABASE)
            || entry.file_type().is_ok_and(|file_type| file_type.is_socket());
        if !is_ours {
            return Err(StoreError::Occupied { path: directory.to_owned(), entry: name.into() });
        }
    }
    Ok(())
}

fn check_format(path: &Path, text: &str) -> Result<(), StoreError> {
    let found: Option<u32> = text.strip_prefix(FORMAT_LINE).and_then(|number| number.trim_end().parse().ok());
    match found {
        Some(FORMAT) => Ok(()),
        Some(found) if found > FORMAT => {
            Err(StoreError::NewerFormat { path: path.to_owned(), found, supported: FORMAT })
        }
        _ => Err(StoreError::Corrupt { path: path.to_owned(), offset: None, what: "not a store's format" }),
    }
}

fn write_format(path: &Path) -> Result<(), StoreError> {
    let mut file = files::open_or_create(path)?;
    file.set_len(0)
        .and_then(|()| writeln!(file, "{FORMAT_LINE}{FORMAT}"))
        .and_then(|()| file.sync_all())
        .map_err(StoreError::io(path, "writing"))
}
