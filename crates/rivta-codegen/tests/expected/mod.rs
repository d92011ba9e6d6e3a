//! Files that hold what is expected.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the constructs.
pub(crate) fn constructs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs")
}

/// What a folder holds, by name.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    assert!(!paths.is_empty(), "{}", folder.display());
    paths
}

/// Compares with a file. With `UPDATE_EXPECTED` set it writes the file anew; then it says so and answers `false`, and the
/// test fails: what changed is to be read before it is kept.
#[must_use]
pub(crate) fn is_as_expected(path: &Path, found: &str) -> bool {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == found {
        return true;
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, found).expect("a writable file");
        println!("{} is rewritten; read what changed and run the tests again", path.display());
    } else {
        println!("{} differs; found:\n{found}", path.display());
    }
    false
}
