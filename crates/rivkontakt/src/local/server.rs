use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contact_rules::Rules;
use contact_store::ContactStore;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::command::Refused;
use super::socket_path::SocketPath;
use super::{LONGEST_LINE, StoreAnswer, StoreCommand, execute, user};
use crate::error::error_chain;

/// Why there is no socket for the commands.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot make the socket that commands use while the server runs", path.display())]
pub(crate) struct SocketError {
    path: PathBuf,
    source: io::Error,
}

/// A line of the server.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Line {
    /// What was asked.
    Done(StoreAnswer),
    /// Why what was asked makes no sense.
    Misused(String),
    /// What of the store is damaged.
    Damaged(String),
    /// Why it could not be done.
    Failed(String),
}

/// The socket in the data directory, for as long as this process has the store.
pub(crate) struct LocalSocket {
    listener: UnixListener,
    path: SocketPath,
    /// Who may use it.
    owner: u32,
}

impl LocalSocket {
    /// Makes the socket in `data`, whose store this process has open. So a socket that is there is one that a killed
    /// process left; it is replaced.
    pub(crate) fn bind(data: &Path) -> Result<Self, SocketError> {
        Self::try_bind(data).map_err(|source| SocketError { path: data.to_owned(), source })
    }

    fn try_bind(data: &Path) -> io::Result<Self> {
        let owner = std::fs::metadata(data)?.uid();
        let path = SocketPath::of(data)?;
        match std::fs::remove_file(path.as_path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path.as_path())?;
        std::fs::set_permissions(path.as_path(), std::fs::Permissions::from_mode(0o600))?;
        Ok(Self { listener, path, owner })
    }

    /// Answers commands until `stop` is true, then finishes those at work.
    pub(crate) async fn serve<S: ContactStore>(
        self,
        store: Arc<S>,
        rules: Rules,
        mut stop: watch::Receiver<bool>,
    ) {
        let rules = Arc::new(rules);
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            while connections.try_join_next().is_some() {}
            match accepted {
                Ok((stream, _)) => {
                    let (store, rules, stop) = (store.clone(), rules.clone(), stop.clone());
                    connections.spawn(async move {
                        if let Err(error) = serve_connection(stream, self.owner, &*store, &rules, stop).await
                        {
                            tracing::debug!(error = %error, "local connection ended");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(error = %error, "cannot accept a local connection");
                    // Out of file descriptors, mostly; asking again at once would only spin.
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
            }
        }
        // A left-over socket is replaced at the next start, so it does no harm.
        drop(std::fs::remove_file(self.path.as_path()));
        while connections.join_next().await.is_some() {}
    }
}

async fn serve_connection<S: ContactStore>(
    stream: UnixStream,
    owner: u32,
    store: &S,
    rules: &Rules,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let uid = stream.peer_cred()?.uid();
    let mut stream = BufReader::new(stream);
    if uid != owner {
        tracing::warn!(uid, "a user who does not own the store asked for it");
        let message = format!("only the owner of the store (uid {owner}) may ask for it; you are uid {uid}");
        return write_line(stream.get_mut(), &Line::Failed(message)).await;
    }
    let user = user::name(uid);
    loop {
        let command = tokio::select! {
            command = read_line(&mut stream) => command?,
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        };
        let Some(command) = command else { return Ok(()) };
        let line = match serde_json::from_slice::<StoreCommand>(&command) {
            // serde's message may quote a value of the line, so it is not told.
            Err(_) => {
                Line::Failed("the server does not know this command; is it of another version?".to_owned())
            }
            Ok(command) => match execute(store, rules, &user, command).await {
                Ok(answer) => Line::Done(answer),
                Err(Refused::Request(message)) => Line::Misused(message),
                Err(Refused::Store(error)) if error.is_corruption() => Line::Damaged(error_chain(&error)),
                Err(Refused::Store(error)) => Line::Failed(error_chain(&error)),
            },
        };
        write_line(stream.get_mut(), &line).await?;
    }
}

/// A line without its end; `None` at the end of the stream.
pub(super) async fn read_line<R: AsyncBufReadExt + Unpin>(stream: &mut R) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    stream.take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "line too long or cut off")),
    }
}

pub(super) async fn write_line<T: Serialize>(stream: &mut UnixStream, value: &T) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    stream.write_all(&line).await
}
