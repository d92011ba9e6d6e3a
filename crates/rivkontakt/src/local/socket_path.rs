use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

/// The socket's name in the data directory.
const NAME: &str = "rivkontakt.sock";

/// The longest path that a Unix socket can have, without the final NUL (sockaddr_un).
const LONGEST: usize = 107;

/// A path that leads to the socket and is short enough for the system.
pub(super) struct SocketPath {
    path: PathBuf,
    /// Open while a path through it is in use.
    _directory: Option<File>,
}

impl SocketPath {
    /// The socket of the store in `data`. Where the plain path is too long, the way goes through an open directory.
    pub(super) fn of(data: &Path) -> io::Result<Self> {
        let plain = data.join(NAME);
        if plain.as_os_str().len() <= LONGEST {
            return Ok(Self { path: plain, _directory: None });
        }
        let directory = File::open(data)?;
        let path = PathBuf::from(format!("/proc/self/fd/{}/{NAME}", directory.as_raw_fd()));
        Ok(Self { path, _directory: Some(directory) })
    }

    pub(super) fn as_path(&self) -> &Path {
        &self.path
    }
}
