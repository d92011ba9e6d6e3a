//! Generated files in their folder.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its name in the output folder.
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
        match fs::read_to_string(&path) {
            Ok(text) if text == file.text => {}
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
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let Differences { missing, stale, left_over } = compare(folder, files)?;
    for file in files {
        let path = folder.join(&file.name);
        if missing.contains(&path) || stale.contains(&path) {
            fs::write(&path, &file.text).map_err(failed(&path))?;
        }
    }
    for path in left_over {
        fs::remove_file(&path).map_err(failed(&path))?;
    }
    Ok(())
}

fn left_over(folder: &Path, files: &[GeneratedFile]) -> Result<Vec<PathBuf>> {
    let unreadable = |source| Error::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut left_over = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        if !files.iter().any(|file| entry.file_name() == *file.name) {
            left_over.push(entry.path());
        }
    }
    left_over.sort();
    Ok(left_over)
}
