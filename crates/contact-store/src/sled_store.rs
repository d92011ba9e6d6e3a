//! The store on sled, with its journal.

mod audit_log;
mod checkpoint;
mod counters;
mod gauges;
mod import;
mod keys;
mod layout;
mod read;
#[cfg(test)]
mod tests;
mod trees;
mod update;
mod values;
mod verify;
mod writer;

use std::fs::File;
use std::io::ErrorKind;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use contact_rules::{ContactUpdate, PersonIdentity, Rules};
use rivta_persons::core::{ContactInformationRecordType, PersonRecordType};
use rivta_soap::{Clock, HsaId};
use sled::Db;
use tokio::sync::oneshot;

use self::audit_log::Record;
use self::checkpoint::{Checkpointer, Signal};
use self::counters::Counters;
use self::gauges::Gauges;
use self::layout::Layout;
use self::read::Read;
use self::trees::{CHECKPOINT, Put, Tree, Trees};
use self::update::{OwnedUpdate, PendingUpdate};
use self::writer::{Commands, Stop, Writer};
use crate::error::NOT_AS_WRITTEN;
use crate::journal::replay::{Replayed, replay};
use crate::journal::segment::Fields;
use crate::journal::{Disk, Journal, RealDisk};
use crate::{
    Access, AuditAction, AuditOutcome, AuditPage, AuditQuery, ContactStore, ImportSummary, StoreError,
    StoreStats, UpdateOutcome, Verification, files,
};

/// How a [`SledStore`] is kept.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The installation itself: what administrators state is stated through it (F13).
    pub installation: HsaId,
    /// How many bytes of the database are kept in memory. The default of 64 MiB holds the inner nodes of ten million persons;
    /// the operating system caches the rest.
    pub cache_bytes: u64,
    /// A journal segment of this many bytes is handed over to the database. The default of 64 MiB is replayed in about a
    /// second.
    pub segment_bytes: u64,
    /// After this time the journal is handed over to the database however short it is, so that erased details leave it
    /// (F14 gives 24 hours). The default is one hour.
    pub checkpoint_interval: Duration,
}

impl Settings {
    /// The defaults.
    pub fn new(installation: HsaId) -> Self {
        Self {
            installation,
            cache_bytes: 64 << 20,
            segment_bytes: 64 << 20,
            checkpoint_interval: Duration::from_secs(3600),
        }
    }
}

/// A [`ContactStore`] in a directory of this machine, for one process at a time.
///
/// Reads of the database block their thread for as long as the disk takes when the entry is in no cache. Dropping the store
/// blocks until its threads have ended; [`close`](ContactStore::close) it first where that matters.
pub struct SledStore {
    rules: Arc<Rules>,
    installation: HsaId,
    trees: Trees,
    db: Db,
    commands: Commands,
    signals: mpsc::Sender<Signal>,
    gauges: Arc<Gauges>,
    replayed: Replayed,
    threads: Mutex<Vec<thread::JoinHandle<()>>>,
    // Last: fields are dropped in order, and the lock must outlive the database.
    layout: Layout,
}

impl SledStore {
    /// Opens the store that is in `directory`, and replays its journal.
    ///
    /// # Errors
    ///
    /// [`StoreError::Absent`], [`StoreError::Locked`], [`StoreError::NewerFormat`], [`StoreError::Corrupt`],
    /// [`StoreError::Database`], [`StoreError::Io`].
    pub fn open(
        directory: &Path,
        rules: Rules,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        Self::start(Layout::open(directory)?, Box::new(RealDisk), rules, clock, settings)
    }

    /// Makes a new, empty store in `directory`, which is absent or empty, and opens it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Occupied`], [`StoreError::Locked`], [`StoreError::Database`], [`StoreError::Io`].
    pub fn create(
        directory: &Path,
        rules: Rules,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        let store = Self::start(Layout::create(directory)?, Box::new(RealDisk), rules, clock, settings)?;
        store.layout.finish()?;
        Ok(store)
    }

    fn start(
        layout: Layout,
        disk: Box<dyn Disk>,
        rules: Rules,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        let (db, trees) = open_database(&layout.database, settings.cache_bytes)?;
        let database_path = layout.database.join("db");
        let database_file = File::open(&database_path).map_err(StoreError::io(&database_path, "opening"))?;
        files::restrict_and_sync_tree(&layout.database)?;
        let replayed = replay(&layout.journal, |path, offset, payload| {
            trees.apply(Put::decode_all(payload, path, offset)?)
        })?;
        if !layout.is_new {
            check_journal_reaches_back(&trees, &layout.journal, &replayed)?;
        }
        let journal = Journal::resume(&layout.journal, disk, &replayed)?;
        let counters = Counters::load(&trees)?;

        let gauges = Arc::<Gauges>::default();
        let (signals, received) = mpsc::channel();
        let due = {
            let signals = signals.clone();
            // The checkpointer ends after the writer's last commit.
            move || drop(signals.send(Signal::Due))
        };
        let writer = Writer {
            journal,
            trees: trees.clone(),
            counters,
            clock: clock.clone(),
            gauges: gauges.clone(),
            segment_bytes: settings.segment_bytes,
            due: Box::new(due),
            is_due: false,
        };
        let spawning = StoreError::io(&layout.journal, "starting a thread");
        let (commands, writer) = writer.start().map_err(spawning)?;
        let checkpointer = Checkpointer {
            commands: commands.clone(),
            db: db.clone(),
            trees: trees.clone(),
            journal: layout.journal.clone(),
            database: layout.database.clone(),
            database_file,
            clock,
            gauges: gauges.clone(),
            interval: settings.checkpoint_interval,
        };
        let spawning = StoreError::io(&layout.journal, "starting a thread");
        let checkpointer = checkpointer.start(received).map_err(spawning)?;
        if replayed.frames > 0 {
            let _ = signals.send(Signal::Due);
        }
        Ok(Self {
            rules: Arc::new(rules),
            installation: settings.installation,
            trees,
            db,
            commands,
            signals,
            gauges,
            replayed,
            threads: Mutex::new(vec![checkpointer, writer]),
            layout,
        })
    }

    /// Answers a read, after its audit entry is durable if it needs one.
    async fn answer<T: Send + 'static>(
        &self,
        access: &Access,
        action: AuditAction,
        person: &PersonIdentity,
        read: Read<T>,
    ) -> Result<Option<T>, StoreError> {
        let Read { answer, audit } = read;
        let Some(outcome) = audit else {
            return Ok(answer);
        };
        let record = Record::new(access.into(), action, Some(person));
        self.commands.change(move |transaction| audit_log::append(transaction, record, outcome)).await?;
        Ok(answer)
    }
}

impl ContactStore for SledStore {
    async fn contact(
        &self,
        access: &Access,
        person: &PersonIdentity,
    ) -> Result<Option<ContactInformationRecordType>, StoreError> {
        let read = read::contact(&self.trees, access, person)?;
        self.answer(access, AuditAction::ReadContact, person, read).await
    }

    async fn update_contact(
        &self,
        access: &Access,
        update: ContactUpdate<'_>,
    ) -> Result<UpdateOutcome, StoreError> {
        let pending = PendingUpdate {
            rules: self.rules.clone(),
            identity: self.rules.identity(update.person_id).ok(),
            content: OwnedUpdate::from(&update),
            violations: self.rules.check_content(&update),
            scope: access.scope(),
            system: access.system(&self.installation).clone(),
        };
        let by = access.into();
        self.commands.change(move |transaction| pending.decide(transaction, by)).await
    }

    async fn import_persons(
        &self,
        access: &Access,
        records: Vec<PersonRecordType>,
    ) -> Result<ImportSummary, StoreError> {
        let mut summary = ImportSummary::default();
        let mut records = records.into_iter().enumerate().peekable();
        while records.peek().is_some() {
            let mut persons = Vec::new();
            for (index, record) in records.by_ref().take(import::CHUNK) {
                match import::prepare(&self.rules, index, record)? {
                    Ok(person) => persons.push(person),
                    Err(finding) => summary.findings.push(finding),
                }
            }
            let rules = self.rules.clone();
            let by = access.into();
            let system = access.system(&self.installation).clone();
            let taken = self
                .commands
                .change(move |transaction| import::take_over(transaction, &rules, &by, &system, persons))
                .await?;
            summary.created += taken.created;
            summary.updated += taken.updated;
            summary.unchanged += taken.unchanged;
            summary.contact_records_created += taken.contact_records_created;
            summary.findings.extend(taken.findings);
        }
        summary.findings.sort_by_key(|finding| finding.index);
        Ok(summary)
    }

    async fn person(
        &self,
        access: &Access,
        person: &PersonIdentity,
    ) -> Result<Option<PersonRecordType>, StoreError> {
        let read = read::person(&self.trees, access, person)?;
        self.answer(access, AuditAction::ReadPerson, person, read).await
    }

    async fn audit(&self, access: &Access, query: AuditQuery) -> Result<AuditPage, StoreError> {
        let record = Record::new(access.into(), AuditAction::ReadAudit, query.person.as_ref());
        let trees = self.trees.clone();
        let page = off_thread(move || audit_log::read(&trees, &query)).await?;
        let outcome = if page.entries.is_empty() { AuditOutcome::Absent } else { AuditOutcome::Shown };
        self.commands.change(move |transaction| audit_log::append(transaction, record, outcome)).await?;
        Ok(page)
    }

    async fn stats(&self) -> Result<StoreStats, StoreError> {
        let counters = Counters::load(&self.trees)?;
        Ok(StoreStats {
            persons: counters.persons,
            contact_records: counters.contact_records,
            audit_entries: counters.audit_entries,
            database_bytes: self.db.size_on_disk()?,
            journal_bytes: self.gauges.journal_bytes(),
            journal_syncs: self.gauges.journal_syncs(),
            last_checkpoint: self.gauges.last_checkpoint(),
            replayed_frames: self.replayed.frames,
            torn_bytes: self.replayed.torn.as_ref().map_or(0, |torn| torn.length),
            writes_stopped: self.commands.check().err().map(|error| error.to_string()),
        })
    }

    async fn verify(&self) -> Result<Verification, StoreError> {
        let (trees, rules) = (self.trees.clone(), self.rules.clone());
        let journal = self.layout.journal.clone();
        off_thread(move || verify::verify(&trees, &rules, &journal)).await
    }

    async fn close(&self) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        self.signals.send(Signal::Requested(reply)).map_err(|_| StoreError::Closed)?;
        let result = answer.await.map_err(|_| StoreError::Closed)?;
        self.commands.stop(Stop::Closed);
        result
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::End);
        let threads = std::mem::take(self.threads.get_mut().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A thread that panicked has told so already.
            let _ = thread.join();
        }
    }
}

fn open_database(path: &Path, cache_bytes: u64) -> Result<(Db, Trees), StoreError> {
    let config = sled::Config::new()
        .path(path)
        .cache_capacity(cache_bytes)
        // This thread also reuses freed space. The journal makes changes durable, so it need not hurry.
        .flush_every_ms(Some(2000));
    let file = path.join("db");
    let open = || {
        let db = config.open().map_err(|error| match error {
            sled::Error::Io(cause) if !is_damage(&cause) => StoreError::io(&file, "opening")(cause),
            _ => StoreError::damaged_database(),
        })?;
        let trees = Trees::open(&db)?;
        Ok((db, trees))
    };
    // Damaged files can make the database panic instead of reporting them.
    std::panic::catch_unwind(AssertUnwindSafe(open))
        .unwrap_or_else(|_| Err(StoreError::damaged_database()))
        .map_err(|error| match error {
            StoreError::CorruptEntry { .. } => {
                StoreError::Corrupt { path: file, offset: None, what: NOT_AS_WRITTEN }
            }
            other => other,
        })
}

/// Whether the database came to a file's end too early, or found nonsense.
fn is_damage(cause: &std::io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput)
}

/// Makes sure that nothing lies between what the database holds and what the journal holds: each change is in one of them
/// at least.
fn check_journal_reaches_back(trees: &Trees, journal: &Path, replayed: &Replayed) -> Result<(), StoreError> {
    let checkpoint = trees.get(Tree::Meta, CHECKPOINT)?.and_then(|value| Fields(&value).u64()).unwrap_or(0);
    let corrupt = |what| Err(StoreError::Corrupt { path: journal.to_owned(), offset: None, what });
    if replayed.segments.is_empty() {
        return corrupt("it holds no segment");
    }
    if replayed.first_sequence > checkpoint.saturating_add(1) {
        return corrupt("changes are missing between the database and the journal");
    }
    Ok(())
}

/// Runs something that takes long on a thread of its own, so that the caller's thread can serve others.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let (reply, answer) = oneshot::channel();
    thread::Builder::new()
        .name("contact-store-reader".to_owned())
        .spawn(move || {
            // A caller that has gone away needs no answer.
            let _ = reply.send(work());
        })
        .map_err(|error| StoreError::Database { what: error.to_string() })?;
    // Damaged files can make the database panic instead of reporting them.
    answer.await.map_err(|_| StoreError::damaged_database())?
}
