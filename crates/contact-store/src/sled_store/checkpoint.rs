//! Handing the journal's contents over to the database.
//!
//! The journal's segment is sealed, the database flushed and its files made durable by ourselves (the database's own flush
//! leaves that to the operating system), then the sealed segments are removed. Meanwhile the writer goes on in a new
//! segment. It is done when a segment is full, at an interval (erased details shall leave the journal too), after a replay,
//! and when the store is closed.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use rivta_soap::Clock;
use sled::Db;
use tokio::sync::oneshot;

use super::gauges::Gauges;
use super::trees::{CHECKPOINT, Tree, Trees};
use super::writer::{Commands, Stop};
use crate::{StoreError, files, journal};

/// What the thread is asked.
pub(super) enum Signal {
    /// A checkpoint is due.
    Due,
    /// A checkpoint is asked for.
    Requested(oneshot::Sender<Result<(), StoreError>>),
    /// The last checkpoint, then the end of writer and thread.
    End,
}

/// Makes checkpoints, in a thread of its own.
pub(super) struct Checkpointer {
    pub(super) commands: Commands,
    pub(super) db: Db,
    pub(super) trees: Trees,
    pub(super) journal: PathBuf,
    pub(super) database: PathBuf,
    /// The database's main file, open since before anything was written: a failure to write it back, which the operating
    /// system tells once per open file, can't be missed.
    pub(super) database_file: File,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) gauges: Arc<Gauges>,
    pub(super) interval: Duration,
}

impl Checkpointer {
    pub(super) fn start(self, signals: mpsc::Receiver<Signal>) -> std::io::Result<thread::JoinHandle<()>> {
        thread::Builder::new().name("contact-store-checkpoint".to_owned()).spawn(move || self.run(&signals))
    }

    fn run(&self, signals: &mpsc::Receiver<Signal>) {
        loop {
            let signal = signals.recv_timeout(self.interval);
            let result = self.checkpoint();
            if let Err(error) = &result {
                // The files may have lost what was to be written to them, and trying again could hide it. The journal still
                // has everything; the next start replays it.
                self.commands.stop(Stop::Failed(error.chain()));
            }
            match signal {
                Ok(Signal::Requested(reply)) => {
                    let _ = reply.send(result);
                }
                Ok(Signal::Due) | Err(mpsc::RecvTimeoutError::Timeout) => {}
                Ok(Signal::End) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        self.commands.end();
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        let sealed = self.commands.rotate()?;
        if !sealed.segments.is_empty() {
            self.trees.tree(Tree::Meta).insert(CHECKPOINT, &sealed.last_sequence.to_le_bytes())?;
            self.db.flush()?;
            self.database_file
                .sync_all()
                .map_err(StoreError::io(&self.database, "making the database durable"))?;
            files::restrict_and_sync_tree(&self.database)?;
            journal::remove(&self.journal, &sealed)?;
        }
        self.gauges.checkpointed(self.clock.now());
        Ok(())
    }
}
