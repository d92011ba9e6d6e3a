//! Generated files in their folder.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path in the output folder, with slashes.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// How a folder differs from what would be generated. Displays as one line for each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Files that aren't there.
    pub missing: Vec<PathBuf>,
    /// Files with another text.
    pub stale: Vec<PathBuf>,
    /// Files that aren't generated (any more).
    pub left_over: Vec<PathBuf>,
}

impl Differences {
    pub(crate) fn extend(&mut self, other: Self) {
        self.missing.extend(other.missing);
        self.stale.extend(other.stale);
        self.left_over.extend(other.left_over);
    }

    /// Whether the folder is current.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.stale.is_empty() && self.left_over.is_empty()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, paths) in
            [("missing", &self.missing), ("stale", &self.stale), ("left over", &self.left_over)]
        {
            for path in paths {
                writeln!(f, "{what}: {}", path.display())?;
            }
        }
        Ok(())
    }
}

/// Compares a folder with the files that belong in it.
///
/// # Errors
/// [`Error::Read`].
pub fn compare(folder: &Path, files: &[GeneratedFile]) -> Result<Differences> {
    let mut differences = Differences::default();
    for file in files {
        let path = folder.join(&file.name);
        match fs::read(&path) {
            Ok(octets) if octets == file.text.as_bytes() => {}
            Ok(_) => differences.stale.push(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => differences.missing.push(path),
            Err(source) => return Err(Error::Read { path, source }),
        }
    }
    differences.left_over = left_over(folder, files)?;
    Ok(differences)
}

/// Makes a folder hold exactly these files; those that are current are not touched.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`].
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<()> {
    mend(folder, files, compare(folder, files)?)
}

/// Writes what is missing or stale, and removes what is left over.
pub(crate) fn mend(folder: &Path, files: &[GeneratedFile], differences: Differences) -> Result<()> {
    let Differences { missing, stale, left_over } = differences;
    for file in files {
        let path = folder.join(&file.name);
        if missing.contains(&path) || stale.contains(&path) {
            put(&path, &file.text)?;
        }
    }
    for path in left_over {
        fs::remove_file(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
    }
    Ok(())
}

/// Writes a file, and the folders that it is in.
pub(crate) fn put(path: &Path, text: &str) -> Result<()> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

/// The files in a folder, and in the folders in it, that are not among `files`.
fn left_over(folder: &Path, files: &[GeneratedFile]) -> Result<Vec<PathBuf>> {
    let known: BTreeSet<PathBuf> = files.iter().map(|file| folder.join(&file.name)).collect();
    let mut left_over = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |source| Error::Read { path: folder.clone(), source };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(error)),
        };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            // A link to a folder is itself left over, not what it leads to.
            if entry.file_type().map_err(unreadable)?.is_dir() {
                folders.push(entry.path());
            } else if !known.contains(&entry.path()) {
                left_over.push(entry.path());
            }
        }
    }
    left_over.sort();
    Ok(left_over)
}
