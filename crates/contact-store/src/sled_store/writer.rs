//! The one writer: it decides each change against what is stored, writes what waits to the journal with one sync, applies it,
//! and only then answers. See [`Writer::run`].

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::mpsc as blocking;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::Timestamp;
use rivta_soap::Clock;
use sled::IVec;
use tokio::sync::{mpsc, oneshot};

use super::counters::Counters;
use super::gauges::Gauges;
use super::trees::{Put, Tree, Trees};
use crate::StoreError;
use crate::journal::segment::MAX_PAYLOAD;
use crate::journal::{Journal, Sealed};

/// How many changes may wait for the writer; more callers wait for a place.
const QUEUE: usize = 4096;
/// How many changes share a sync at most, so that the first of them is not kept waiting by the last.
const BATCH: usize = 1024;
/// How many bytes of changes share a sync at most, for the same reason.
const BATCH_BYTES: usize = 8 << 20;

/// How many bytes one change may put. A frame holds less than a batch and one change, and its length has to fit the format.
const CHANGE_BYTES: usize = 256 << 20;
const _: () = assert!(BATCH_BYTES + CHANGE_BYTES < MAX_PAYLOAD);

/// A handle to the writer's thread.
#[derive(Clone)]
pub(super) struct Commands {
    sender: mpsc::Sender<Command>,
    stopped: Arc<Stopped>,
}

/// What the writer is asked.
enum Command {
    Change(Box<dyn Change>),
    Rotate(blocking::Sender<Result<Sealed, StoreError>>),
    End,
}

impl Commands {
    /// Runs `decide` on the writer's thread, alone, against everything decided before it, and returns its answer when what it
    /// put is durable and visible. Puts of a `decide` that fails are dropped.
    ///
    /// # Errors
    ///
    /// What `decide` reports, [`StoreError::WritesStopped`], [`StoreError::Closed`].
    pub(super) async fn change<T: Send + 'static>(
        &self,
        decide: impl FnOnce(&mut Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.stopped.check()?;
        let (reply, answer) = oneshot::channel();
        let change = Box::new(Deciding { decide: Some(decide), result: None, reply });
        self.sender.send(Command::Change(change)).await.map_err(|_| self.gone())?;
        answer.await.map_err(|_| self.gone())?
    }

    /// Seals what the journal holds; every frame of the sealed segments has been applied.
    ///
    /// # Errors
    ///
    /// [`StoreError::WritesStopped`], [`StoreError::Closed`].
    pub(super) fn rotate(&self) -> Result<Sealed, StoreError> {
        self.stopped.check()?;
        let (reply, answer) = blocking::channel();
        self.sender.blocking_send(Command::Rotate(reply)).map_err(|_| self.gone())?;
        answer.recv().map_err(|_| self.gone())?
    }

    /// Whether changes are taken.
    ///
    /// # Errors
    ///
    /// [`StoreError::WritesStopped`], [`StoreError::Closed`].
    pub(super) fn check(&self) -> Result<(), StoreError> {
        self.stopped.check()
    }

    /// Ends the writer's thread after what waits. Blocks.
    pub(super) fn end(&self) {
        self.stop(Stop::Closed);
        // A writer that has ended already needs no telling.
        let _ = self.sender.blocking_send(Command::End);
    }

    /// Refuses every further change.
    pub(super) fn stop(&self, why: Stop) {
        self.stopped.set(why);
    }

    fn gone(&self) -> StoreError {
        self.stopped.check().err().unwrap_or_else(|| StoreError::WritesStopped {
            cause: "the writer ended unexpectedly".to_owned(),
        })
    }
}

/// Why no changes are taken any more.
#[derive(Clone, Debug)]
pub(super) enum Stop {
    /// The store was closed.
    Closed,
    /// A write failed, with its causes.
    Failed(String),
}

/// The first reason why the writer stopped, if it has.
#[derive(Default)]
struct Stopped(Mutex<Option<Stop>>);

impl Stopped {
    /// Does something to the disk unless an earlier attempt failed; a failure is the last attempt.
    fn unless_stopped<T>(&self, attempt: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.check()?;
        attempt().inspect_err(|error| self.set(Stop::Failed(error.chain())))
    }

    fn set(&self, why: Stop) {
        let mut stopped = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if stopped.is_some() {
            return;
        }
        if let Stop::Failed(cause) = &why {
            tracing::error!(%cause, "the store takes no more changes; mend the cause and restart");
        }
        *stopped = Some(why);
    }

    fn check(&self) -> Result<(), StoreError> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            None => Ok(()),
            Some(Stop::Closed) => Err(StoreError::Closed),
            Some(Stop::Failed(cause)) => Err(StoreError::WritesStopped { cause }),
        }
    }
}

/// A change that waits for its commit.
trait Change: Send {
    fn decide(&mut self, transaction: &mut Transaction<'_>);
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Deciding<F, T> {
    decide: Option<F>,
    result: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<F, T> Change for Deciding<F, T>
where
    F: FnOnce(&mut Transaction<'_>) -> Result<T, StoreError> + Send,
    T: Send,
{
    fn decide(&mut self, transaction: &mut Transaction<'_>) {
        if let Some(decide) = self.decide.take() {
            let result = decide(transaction);
            transaction.settle(result.is_ok());
            self.result = Some(result);
        }
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (committed, self.result) {
            (Ok(()), Some(result)) => result,
            (Err(error), _) => Err(error),
            (Ok(()), None) => Err(StoreError::Closed),
        };
        // A caller that has gone away needs no answer.
        let _ = self.reply.send(result);
    }
}

/// What changes see and put: what is stored, under what the changes before them in the same batch have put.
pub(super) struct Transaction<'a> {
    trees: &'a Trees,
    clock: &'a dyn Clock,
    /// What the settled changes put.
    settled: HashMap<(Tree, IVec), IVec>,
    settled_counters: Counters,
    /// What the present change puts.
    present: Vec<Put>,
    /// The counters after the present change.
    pub(super) counters: Counters,
    present_bytes: usize,
    payload: Vec<u8>,
}

impl<'a> Transaction<'a> {
    fn new(trees: &'a Trees, clock: &'a dyn Clock, counters: Counters) -> Self {
        Self {
            trees,
            clock,
            settled: HashMap::new(),
            settled_counters: counters,
            present: Vec::new(),
            counters,
            present_bytes: 0,
            payload: Vec::new(),
        }
    }

    /// The present instant.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The value of a key, as the present change may assume it.
    pub(super) fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if let Some(put) = self.present.iter().rev().find(|put| put.tree == tree && put.key == key) {
            return Ok(Some(put.value.clone()));
        }
        if !self.settled.is_empty()
            && let Some(value) = self.settled.get(&(tree, IVec::from(key)))
        {
            return Ok(Some(value.clone()));
        }
        self.trees.get(tree, key)
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    ///
    /// [`StoreError::TooLarge`] if the change as a whole grows over its limit.
    pub(super) fn put(
        &mut self,
        tree: Tree,
        key: impl Into<IVec>,
        value: impl Into<IVec>,
    ) -> Result<(), StoreError> {
        let put = Put { tree, key: key.into(), value: value.into() };
        self.present_bytes = self.present_bytes.saturating_add(put.key.len()).saturating_add(put.value.len());
        if self.present_bytes > CHANGE_BYTES {
            return Err(StoreError::TooLarge { size: self.present_bytes, limit: CHANGE_BYTES });
        }
        self.present.push(put);
        Ok(())
    }

    /// Keeps or drops what the present change put.
    fn settle(&mut self, keep: bool) {
        if keep {
            self.settled_counters = self.counters;
            for put in self.present.drain(..) {
                put.encode(&mut self.payload);
                self.settled.insert((put.tree, put.key), put.value);
            }
        } else {
            self.present.clear();
            self.counters = self.settled_counters;
        }
        self.present_bytes = 0;
    }
}

/// What the writer's thread owns: the journal's end and every change to the trees.
pub(super) struct Writer {
    pub(super) journal: Journal,
    pub(super) trees: Trees,
    pub(super) counters: Counters,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) gauges: Arc<Gauges>,
    /// At this length of the journal's segment a checkpoint is due.
    pub(super) segment_bytes: u64,
    /// Asks for a checkpoint.
    pub(super) due: Box<dyn Fn() + Send>,
    /// Whether it was asked for since the segment began.
    pub(super) is_due: bool,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(self) -> std::io::Result<(Commands, thread::JoinHandle<()>)> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let stopped = Arc::<Stopped>::default();
        let commands = Commands { sender, stopped: stopped.clone() };
        let thread = thread::Builder::new()
            .name("contact-store-writer".to_owned())
            .spawn(move || self.run(receiver, &stopped))?;
        Ok((commands, thread))
    }

    /// Takes everything that waits, commits it with one sync, answers, and begins anew; nothing waits for company. While the
    /// disk syncs, the next batch gathers.
    fn run(mut self, mut receiver: mpsc::Receiver<Command>, stopped: &Stopped) {
        let mut waiting = Vec::new();
        while receiver.blocking_recv_many(&mut waiting, BATCH) > 0 {
            let mut changes = VecDeque::new();
            let mut rotations = Vec::new();
            let mut ending = false;
            for command in waiting.drain(..) {
                match command {
                    Command::Change(change) => changes.push_back(change),
                    Command::Rotate(reply) => rotations.push(reply),
                    Command::End => ending = true,
                }
            }
            while !changes.is_empty() {
                self.commit(&mut changes, stopped);
            }
            for reply in rotations {
                let sealed = stopped.unless_stopped(|| self.journal.rotate());
                self.observe();
                let _ = reply.send(sealed);
            }
            if ending {
                break;
            }
        }
    }

    /// Decides, stores and answers changes from the front, up to the limit in bytes.
    fn commit(&mut self, changes: &mut VecDeque<Box<dyn Change>>, stopped: &Stopped) {
        let mut decided = Vec::with_capacity(changes.len());
        let committed = stopped.unless_stopped(|| {
            let mut transaction = Transaction::new(&self.trees, &*self.clock, self.counters);
            while transaction.payload.len() < BATCH_BYTES
                && let Some(mut change) = changes.pop_front()
            {
                change.decide(&mut transaction);
                decided.push(change);
            }
            let Transaction { payload, settled, settled_counters, .. } = transaction;
            self.store(payload, settled, settled_counters)
        });
        if committed.is_err() {
            decided.extend(changes.drain(..));
        }
        self.observe();
        for change in decided {
            // What was stored is told so, even if the store was closed meanwhile.
            change.answer(if committed.is_ok() { Ok(()) } else { stopped.check() });
        }
    }

    /// Makes what was put durable, then visible.
    fn store(
        &mut self,
        mut payload: Vec<u8>,
        settled: HashMap<(Tree, IVec), IVec>,
        counters: Counters,
    ) -> Result<(), StoreError> {
        if settled.is_empty() {
            return Ok(());
        }
        let counters_put = counters.put();
        counters_put.encode(&mut payload);
        self.journal.append(&payload)?;
        self.gauges.synced();
        let puts = settled.into_iter().map(|((tree, key), value)| Put { tree, key, value });
        self.trees.apply(puts.chain([counters_put]))?;
        self.counters = counters;
        Ok(())
    }

    fn observe(&mut self) {
        let length = self.journal.length();
        self.gauges.journal_is(length);
        let is_due = length >= self.segment_bytes;
        if is_due && !self.is_due {
            (self.due)();
        }
        self.is_due = is_due;
    }
}
