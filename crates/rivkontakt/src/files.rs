//! Files and directories that only their owner may read.

use std::fs::{self, DirBuilder, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Creates `directory` and its missing parents for the owner alone (0700). One that exists keeps its rights.
pub(crate) fn create_private_directory(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Writes a file for the owner alone (0600). It is whole or absent whenever the process stops: the text goes to a
/// temporary neighbour, is made durable, and takes the name last.
pub(crate) fn write_private_file(path: &Path, text: &[u8]) -> io::Result<()> {
    let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // tempfile creates with 0600.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    sync_directory(directory)
}

/// Makes the names in `directory` durable.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    fs::File::open(directory)?.sync_all()
}

/// A new directory beside `target` (0700) that [`take_name`] later gives that name, so that `target` appears whole or
/// not at all. Dropped before that, it is removed.
pub(crate) fn prepare_directory(target: &Path) -> io::Result<tempfile::TempDir> {
    let parent = target.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_private_directory(parent)?;
    tempfile::Builder::new().prefix(".new-").permissions(Permissions::from_mode(0o700)).tempdir_in(parent)
}

/// Gives a prepared directory its name.
pub(crate) fn take_name(prepared: tempfile::TempDir, target: &Path) -> io::Result<()> {
    sync_directory(prepared.path())?;
    // On failure the directory stays under its temporary name only if renaming failed after `keep`; it is removed then.
    let path = prepared.keep();
    if let Err(error) = fs::rename(&path, target) {
        // The first error is the one that tells why; a left-over of a failed removal does no harm.
        drop(fs::remove_dir_all(&path));
        return Err(error);
    }
    sync_directory(target.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}
