//! Files and directories that only their owner may read, and that are still there after a power cut.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use crate::StoreError;

const OWNER_FILE: u32 = 0o600;
const OWNER_DIRECTORY: u32 = 0o700;

/// Creates a file that must not exist yet.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(OWNER_FILE).open(path)
}

/// Opens a file for writing, created if absent, with its contents left as they are.
pub(crate) fn open_or_create(path: &Path) -> Result<File, StoreError> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(OWNER_FILE)
        .open(path)
        .map_err(StoreError::io(path, "opening"))
}

/// Creates a directory with its parents if absent; an existing one is made the owner's.
pub(crate) fn create_directory(path: &Path) -> Result<(), StoreError> {
    DirBuilder::new()
        .recursive(true)
        .mode(OWNER_DIRECTORY)
        .create(path)
        .map_err(StoreError::io(path, "creating the directory"))?;
    restrict(path, OWNER_DIRECTORY)
}

/// Makes everything below `directory` the owner's, and durable: the contents first, then the directory that names them.
pub(crate) fn restrict_and_sync_tree(directory: &Path) -> Result<(), StoreError> {
    restrict(directory, OWNER_DIRECTORY)?;
    for entry in directory.read_dir().map_err(StoreError::io(directory, "listing"))? {
        let entry = entry.map_err(StoreError::io(directory, "listing"))?;
        let path = entry.path();
        if entry.file_type().map_err(StoreError::io(&path, "examining"))?.is_dir() {
            restrict_and_sync_tree(&path)?;
            continue;
        }
        match File::open(&path) {
            Ok(file) => {
                restrict(&path, OWNER_FILE)?;
                file.sync_all().map_err(StoreError::io(&path, "making durable"))?;
            }
            // The database removes files of its own accord.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io(&path, "opening")(error)),
        }
    }
    sync_directory(directory)
}

/// Makes the creation, renaming and removal of a directory's files durable.
pub(crate) fn sync_directory(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|d| d.sync_all()).map_err(StoreError::io(path, "making the directory durable"))
}

fn restrict(path: &Path, mode: u32) -> Result<(), StoreError> {
    std::fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(StoreError::io(path, "restricting to the owner"))
}
