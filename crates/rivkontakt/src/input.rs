use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{CommandError, error_chain};

/// The octets of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(CommandError::io(path, "cannot read the file"))
}

/// As [`read`], for one of several files: says on standard error why it can't be read, so that the others get their turn.
pub(crate) fn read_or_tell(path: &Path) -> Option<Vec<u8>> {
    read(path).map_err(|error| eprintln!("error: {}", error_chain(&error))).ok()
}
