use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use contact_rules::Rules;
use contact_store::{ContactStore, SledStore, StoreError};
use rivta_soap::{Clock, SystemClock};
use tokio::io::BufReader;
use tokio::net::UnixStream;

use super::command::Refused;
use super::server::{Line, read_line, write_line};
use super::socket_path::SocketPath;
use super::{StoreAnswer, StoreCommand, execute, user};
use crate::config::Config;
use crate::error::CommandError;
use crate::store;

/// How often a store that somebody holds without answering is asked again: a server that is just starting or stopping.
const ATTEMPTS: u32 = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(100);

/// The store, opened by this process or asked over the server's socket; whoever uses it need not know which.
pub(crate) struct StoreHandle(Way);

enum Way {
    Opened(Box<Opened>),
    Asked(BufReader<UnixStream>),
}

/// Opens the store in a directory.
type Open = fn(&Config, &Path, Arc<dyn Clock>) -> Result<(SledStore, Rules), CommandError>;

struct Opened {
    store: SledStore,
    rules: Rules,
    user: String,
}

impl StoreHandle {
    /// Reaches the store of an installation.
    pub(crate) async fn reach(config: &Config) -> Result<Self, CommandError> {
        match Self::reach_by(config, store::open).await {
            Err(CommandError::Store(StoreError::Absent { path })) => {
                Err(CommandError::NoStore { directory: path })
            }
            reached => reached,
        }
    }

    /// As [`reach`](Self::reach); where there is no store, a new one is made.
    pub(crate) async fn reach_or_create(config: &Config) -> Result<Self, CommandError> {
        Self::reach_by(config, store::open_or_create).await
    }

    async fn reach_by(config: &Config, open: Open) -> Result<Self, CommandError> {
        let directory = &config.store.directory;
        let mut attempt = 1;
        loop {
            if directory.is_dir()
                && let Some(stream) = connect(directory).await?
            {
                return Ok(Self(Way::Asked(BufReader::new(stream))));
            }
            match open(config, directory, Arc::new(SystemClock)) {
                Ok((store, rules)) => {
                    let user = user::name(rustix::process::geteuid().as_raw());
                    return Ok(Self(Way::Opened(Box::new(Opened { store, rules, user }))));
                }
                Err(CommandError::Store(StoreError::Locked { .. })) if attempt < ATTEMPTS => {
                    attempt += 1;
                    tokio::time::sleep(BETWEEN_ATTEMPTS).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Does what `command` asks.
    pub(crate) async fn run(&mut self, command: StoreCommand) -> Result<StoreAnswer, CommandError> {
        match &mut self.0 {
            Way::Opened(opened) => {
                let Opened { store, rules, user } = &**opened;
                execute(store, rules, user, command).await.map_err(|refused| match refused {
                    Refused::Store(error) => CommandError::Store(error),
                    Refused::Request(message) => CommandError::Usage(message),
                })
            }
            Way::Asked(stream) => {
                let gone = |error: io::Error| CommandError::Server(format!("the server went away: {error}"));
                write_line(stream.get_mut(), &command).await.map_err(gone)?;
                let line = read_line(stream).await.map_err(gone)?.ok_or_else(|| {
                    CommandError::Server("the server stopped before it answered; ask again".to_owned())
                })?;
                match serde_json::from_slice(&line) {
                    Ok(Line::Done(answer)) => Ok(answer),
                    Ok(Line::Misused(message)) => Err(CommandError::Usage(message)),
                    Ok(Line::Damaged(message)) => Err(CommandError::Damaged(message)),
                    Ok(Line::Failed(message)) => Err(CommandError::Server(message)),
                    Err(_) => Err(CommandError::Server(
                        "the server's answer cannot be read; is it of another version?".to_owned(),
                    )),
                }
            }
        }
    }

    /// Leaves the store so that the next start is quick.
    pub(crate) async fn close(self) -> Result<(), CommandError> {
        if let Way::Opened(opened) = self.0 {
            opened.store.close().await?;
        }
        Ok(())
    }
}

/// A connection to the server that has the store, if one answers.
async fn connect(data: &Path) -> Result<Option<UnixStream>, CommandError> {
    let path =
        SocketPath::of(data).map_err(CommandError::io(data, "cannot look into the store's directory"))?;
    match UnixStream::connect(path.as_path()).await {
        Ok(stream) => Ok(Some(stream)),
        // No socket, or one that a killed server left.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            Ok(None)
        }
        Err(error) => Err(CommandError::io(path.as_path(), "cannot reach the server's socket")(error)),
    }
}
