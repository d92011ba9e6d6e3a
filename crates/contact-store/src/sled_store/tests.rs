//! What can't be brought about from outside: a disk that fails when it is told to.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use contact_rules::{ContactUpdate, FixedClock, Rules};
use rivta_persons::core::{
    ActorType, CodedValue, ContactInformationType, IIType, PersonRecordType, Timestamp,
};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType as Update;
use tempfile::TempDir;

use super::*;
use crate::journal::SegmentFile;

/// A disk that works until it is told to fail.
#[derive(Clone, Default)]
struct FailingDisk {
    write_half: Arc<AtomicBool>,
    sync: Arc<AtomicBool>,
}

struct FailingFile(Box<dyn SegmentFile>, FailingDisk);

impl Disk for FailingDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn SegmentFile>> {
        Ok(Box::new(FailingFile(RealDisk.create(path)?, self.clone())))
    }
}

impl SegmentFile for FailingFile {
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        if self.1.write_half.load(Ordering::SeqCst) {
            self.0.write_at(&bytes[..bytes.len() / 2], offset)?;
            return Err(ErrorKind::StorageFull.into());
        }
        self.0.write_at(bytes, offset)
    }

    fn sync(&mut self) -> io::Result<()> {
        // As Linux does: a failure is told once, the next sync succeeds without having written what was lost.
        if self.1.sync.swap(false, Ordering::SeqCst) {
            return Err(io::Error::other("input/output error"));
        }
        self.0.sync()
    }
}

struct Fixture {
    disk: FailingDisk,
    store: SledStore,
    directory: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let (disk, directory) = (FailingDisk::default(), TempDir::new().unwrap());
        let layout = Layout::create(directory.path()).unwrap();
        layout.finish().unwrap();
        let store = start_on(layout, Box::new(disk.clone()));
        let tolvan = PersonRecordType::new(tolvan(), false, true, true);
        store.import_persons(&administrator(), vec![tolvan]).await.unwrap();
        Self { disk, store, directory }
    }

    async fn update(&self, email: &str, version: Option<Timestamp>) -> Result<Timestamp, StoreError> {
        let mut update = Update::new(ActorType::new(tolvan()), tolvan());
        update.version_to_update = version;
        let mut detail = ContactInformationType::new(CodedValue::new("email").unwrap());
        detail.value = Some(email.to_owned());
        update.contact_information.push(detail);
        match self.store.update_contact(&administrator(), ContactUpdate::from(&update)).await? {
            UpdateOutcome::Stored(record) => Ok(record.version),
            UpdateOutcome::Refused(violations) => panic!("{violations:?}"),
        }
    }
}

fn start_on(layout: Layout, disk: Box<dyn Disk>) -> SledStore {
    let clock = Arc::new(FixedClock::new("2026-06-01T10:00:00Z".parse().unwrap()));
    let settings = Settings::new("SE165565594230-1000".parse().unwrap());
    SledStore::start(layout, disk, Rules::default(), clock, settings).unwrap()
}

fn administrator() -> Access {
    Access::Administrator { user: "anna".to_owned() }
}

fn tolvan() -> IIType {
    let mut id = IIType::new("1.2.752.129.2.1.3.1".to_owned());
    id.extension = Some("191212121212".to_owned());
    id
}

/// The stored version and address as the database holds them.
fn seen(store: &SledStore) -> (String, Option<String>) {
    let identity = Rules::default().identity(&tolvan()).unwrap();
    let record = read::contact(&store.trees, &administrator(), &identity).unwrap().answer.unwrap();
    (record.version.as_str().to_owned(), record.contact_information[0].value.clone())
}

#[tokio::test]
async fn a_full_disk_stops_writing_and_loses_nothing_acknowledged() {
    let fixture = Fixture::new().await;
    let first = fixture.update("first@example.se", None).await.unwrap();
    fixture.disk.write_half.store(true, Ordering::SeqCst);
    let error = fixture.update("second@example.se", Some(first.clone())).await.unwrap_err();
    assert!(matches!(error, StoreError::WritesStopped { .. }) && error.is_unavailable(), "{error}");
    fixture.disk.write_half.store(false, Ordering::SeqCst);
    assert!(fixture.update("third@example.se", Some(first.clone())).await.is_err());
    assert_eq!(seen(&fixture.store).1.as_deref(), Some("first@example.se"));
    assert!(fixture.store.stats().await.unwrap().writes_stopped.is_some());
    assert!(fixture.store.close().await.is_err());

    drop(fixture.store);
    let store = start_on(Layout::open(fixture.directory.path()).unwrap(), Box::new(RealDisk));
    assert_eq!(seen(&store), (first.as_str().to_owned(), Some("first@example.se".to_owned())));
    let stats = store.stats().await.unwrap();
    assert!(stats.torn_bytes > 0 && stats.writes_stopped.is_none());
}

#[tokio::test]
async fn a_failed_sync_is_never_tried_again() {
    let fixture = Fixture::new().await;
    let first = fixture.update("first@example.se", None).await.unwrap();
    fixture.disk.sync.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        let error = fixture.update("second@example.se", Some(first.clone())).await.unwrap_err();
        assert!(error.to_string().contains("input/output error"), "{error}");
    }
    assert_eq!(seen(&fixture.store).1.as_deref(), Some("first@example.se"), "not durable, so not visible");
    // Reads that need an audit entry can't be answered; that is what "stopped" means for them.
    let identity = Rules::default().identity(&tolvan()).unwrap();
    assert!(fixture.store.contact(&administrator(), &identity).await.is_err());
}

#[tokio::test]
async fn a_change_over_the_limit_fails_alone() {
    let fixture = Fixture::new().await;
    let result = fixture
        .store
        .commands
        .change(|transaction| {
            transaction.counters.persons += 1;
            transaction.put(Tree::Meta, b"key", vec![0; 257 << 20])
        })
        .await;
    assert!(matches!(result, Err(StoreError::TooLarge { .. })));
    fixture.update("first@example.se", None).await.unwrap();
    assert_eq!(fixture.store.stats().await.unwrap().persons, 1);
}

#[tokio::test]
async fn verify_tells_of_damaged_and_missing_entries() {
    let fixture = Fixture::new().await;
    fixture.update("first@example.se", None).await.unwrap();
    assert_eq!(fixture.store.verify().await.unwrap().findings, []);
    let trees = &fixture.store.trees;
    let identity = Rules::default().identity(&tolvan()).unwrap();
    trees.tree(Tree::Contact).insert(keys::person(&identity), b"{\"version\":\"secret\"").unwrap();
    let (audit, _) = trees.tree(Tree::Audit).last().unwrap().unwrap();
    trees.tree(Tree::Audit).remove(audit).unwrap();
    let findings = fixture.store.verify().await.unwrap().findings;
    let places: Vec<_> = findings.iter().map(|finding| finding.place.as_str()).collect();
    assert_eq!(places, ["contact/19121212-****", "audit_by_person/19121212-****", "meta/counters"]);
    assert!(!format!("{findings:?}").contains("secret"));
    let error = fixture.store.contact(&administrator(), &identity).await.unwrap_err();
    assert!(error.is_corruption() && !error.to_string().contains("secret"), "{error}");
}
