use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{CommandError, error_chain};

/// The most octets that are taken of a file: more is no message, and standard input may have no end.
const MAX_OCTETS: u64 = 1 << 30;

/// The octets of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let read = if path == Path::new("-") {
        all(io::stdin().lock(), 0)
    } else {
        File::open(path).and_then(|file| {
            let length = file.metadata()?.len();
            all(file, length)
        })
    };
    read.map_err(CommandError::io(path, "cannot read the file"))
}

fn all(source: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(MAX_OCTETS)).unwrap_or_default());
    source.take(MAX_OCTETS + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_OCTETS) {
        return Ok(bytes);
    }
    Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {MAX_OCTETS} octets")))
}

/// As [`read`], for one of several files: says on standard error why it can't be read, so that the others get their turn.
pub(crate) fn read_or_tell(path: &Path) -> Option<Vec<u8>> {
    read(path).map_err(|error| eprintln!("error: {}", error_chain(&error))).ok()
}
