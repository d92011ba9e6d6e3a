//! Stopping, starting, and what may be wrong in between.
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::support::*;
use contact_rules::{ContactUpdate, Rules, SystemClock};
use contact_store::{ContactStore, Settings, SledStore, StoreError};
use tempfile::TempDir;

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    let fixture = Fixture::new().await;
    let stored = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    let fixture = fixture.reopened();
    assert_eq!(fixture.contact(&get()).await, Some(stored));
    let stats = fixture.store.stats().await.unwrap();
    assert_eq!((stats.persons, stats.contact_records, stats.audit_entries), (1, 1, 2));
    assert_eq!((stats.replayed_frames, stats.torn_bytes), (0, 0));
    assert!(stats.database_bytes > 0);
    let verification = fixture.store.verify().await.unwrap();
    assert_eq!(verification.findings, []);
    assert!(verification.entries > 6);
}

#[tokio::test]
async fn opening_makes_no_store() {
    let directory = TempDir::new().unwrap();
    for path in [directory.path().to_owned(), directory.path().join("absent")] {
        assert!(matches!(open(&path), Err(StoreError::Absent { path: told }) if told == path));
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_store_is_made_only_where_nothing_else_is() {
    let directory = TempDir::new().unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(directory.path().join("socket")).unwrap();
    let notes = directory.path().join("notes.txt");
    fs::write(&notes, "hi").unwrap();
    let Err(error) = create(directory.path()) else { panic!("made") };
    assert!(
        matches!(&error, StoreError::Occupied { entry, .. } if *entry == Path::new("notes.txt")),
        "{error}"
    );
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "refusing changes nothing");
    fs::remove_file(notes).unwrap();
    drop(create(directory.path()).unwrap());
    assert!(matches!(create(directory.path()), Err(StoreError::Occupied { .. })));
    drop(open(directory.path()).unwrap());
}

#[tokio::test]
async fn the_making_of_a_store_that_was_broken_off_is_taken_up() {
    let directory = TempDir::new().unwrap();
    drop(create(directory.path()).unwrap());
    // As it was before the last step.
    fs::rename(directory.path().join("format"), directory.path().join("format.new")).unwrap();
    assert!(matches!(open(directory.path()), Err(StoreError::Absent { .. })));
    drop(create(directory.path()).unwrap());
    drop(open(directory.path()).unwrap());
}

#[tokio::test]
async fn a_second_opening_is_told_that_the_store_is_locked() {
    let fixture = Fixture::new().await;
    let Err(error) = open(fixture.directory.path()) else { panic!("opened twice") };
    assert!(matches!(error, StoreError::Locked { .. }) && error.is_unavailable());
    drop(fixture.store);
    open(fixture.directory.path()).unwrap();
}

#[test]
fn an_opening_waits_for_the_lock_of_a_process_that_is_just_ending() {
    let directory = TempDir::new().unwrap();
    drop(create(directory.path()).unwrap());
    let lock = fs::File::open(directory.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let ending = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        drop(lock);
    });
    open(directory.path()).unwrap();
    ending.join().unwrap();
}

#[tokio::test]
async fn a_second_opening_is_told_so_even_if_the_lock_was_removed() {
    let fixture = Fixture::new().await;
    fs::remove_file(fixture.directory.path().join("lock")).unwrap();
    let Err(error) = open(fixture.directory.path()) else { panic!("opened twice") };
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
}

/// Wherever the database's file is damaged: either the store says so, or nothing that counts was hit.
#[tokio::test]
async fn damage_in_the_database_is_told_with_its_file_and_the_cure() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.store.close().await.unwrap();
    drop(fixture.store);
    let whole = fs::read(fixture.directory.path().join("sled/db")).unwrap();
    let used = whole.iter().rposition(|&byte| byte != 0).unwrap();
    let mut told = 0;
    for place in (0..used).step_by(used / 16) {
        let copy = copy_of(fixture.directory.path());
        let file = copy.path().join("sled/db");
        let mut damaged = whole.clone();
        damaged[place..].iter_mut().take(8).for_each(|byte| *byte ^= 0xff);
        fs::write(&file, damaged).unwrap();
        let error = match open(copy.path()) {
            Err(error) => error,
            Ok(store) => match store.verify().await {
                Ok(_) => continue,
                Err(error) => error,
            },
        };
        let text = error.to_string();
        // A database that lost its end opens, but not with its journal.
        let names_it =
            text.contains("sled/db") || text.contains("missing between the database and the journal");
        assert!(error.is_corruption() && names_it, "byte {place}: {text}");
        assert!(text.ends_with("the store is damaged, restore the latest backup"), "byte {place}: {text}");
        told += 1;
    }
    assert!(told > 0);
}

#[tokio::test]
async fn a_newer_format_is_refused_with_a_clear_message() {
    let fixture = Fixture::new().await;
    drop(fixture.store);
    let path = fixture.directory.path().join("format");
    fs::write(&path, "rivkontakt contact store, format 2\n").unwrap();
    let Err(error) = open(fixture.directory.path()) else { panic!("opened") };
    assert!(
        error.to_string().ends_with("format 2, this release reads up to 1; use the release that wrote it")
    );
    fs::write(&path, "something else").unwrap();
    assert!(matches!(open(fixture.directory.path()), Err(error) if error.is_corruption()));
}

#[tokio::test]
async fn every_file_is_the_owners_alone() {
    let fixture = Fixture::new().await;
    fixture.store.close().await.unwrap();
    let mut directories = vec![fixture.directory.path().to_owned()];
    while let Some(directory) = directories.pop() {
        assert_eq!(mode(&directory), 0o700, "{}", directory.display());
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn a_closed_store_takes_no_changes_and_its_journal_is_empty() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.store.close().await.unwrap();
    let request = erasing(TOLVAN, None);
    let error = fixture.store.update_contact(&update(), ContactUpdate::from(&request)).await.unwrap_err();
    assert!(matches!(error, StoreError::Closed));
    assert!(fixture.contact(&get()).await.is_some());
    assert!(!journal_holds(fixture.directory.path(), EMAIL));
}

#[tokio::test]
async fn f14_erased_details_leave_the_journal_at_the_next_checkpoint() {
    let directory = TempDir::new().unwrap();
    let settings = Settings { checkpoint_interval: Duration::from_millis(50), ..settings() };
    let store =
        SledStore::create(directory.path(), Rules::default(), Arc::new(SystemClock), settings).unwrap();
    store.import_persons(&administrator(), vec![person(TOLVAN)]).await.unwrap();
    let request = email_update(TOLVAN, None);
    stored(store.update_contact(&update(), ContactUpdate::from(&request)).await.unwrap());
    let before = store.stats().await.unwrap().last_checkpoint;
    while journal_holds(directory.path(), EMAIL) || store.stats().await.unwrap().last_checkpoint <= before {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn full_segments_are_handed_over_while_updates_go_on() {
    let directory = TempDir::new().unwrap();
    let settings = Settings { segment_bytes: 4096, ..settings() };
    let store =
        SledStore::create(directory.path(), Rules::default(), Arc::new(SystemClock), settings.clone())
            .unwrap();
    store.import_persons(&administrator(), vec![person(TOLVAN)]).await.unwrap();
    let mut version = None;
    for _ in 0..100 {
        let request = email_update(TOLVAN, version.as_ref());
        let outcome = store.update_contact(&update(), ContactUpdate::from(&request)).await.unwrap();
        version = Some(stored(outcome).version);
    }
    store.close().await.unwrap();
    drop(store);
    assert_eq!(segments(directory.path()).len(), 1);
    let store = SledStore::open(directory.path(), Rules::default(), Arc::new(SystemClock), settings).unwrap();
    let record = store.contact(&get(), &identity(TOLVAN)).await.unwrap().unwrap();
    assert_eq!(Some(record.version), version);
}

#[tokio::test]
async fn a_lost_journal_or_database_is_told_instead_of_starting_without() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    drop(fixture.store);
    let aside = fixture.directory.path().join("aside");
    for name in ["journal", "sled", "format"] {
        let lost = fixture.directory.path().join(name);
        let told = if name == "sled" { lost.join("db") } else { lost.clone() };
        fs::rename(&lost, &aside).unwrap();
        assert!(
            matches!(open(fixture.directory.path()), Err(StoreError::Corrupt { path, .. }) if path == told)
        );
        assert!(!lost.exists());
        fs::rename(&aside, &lost).unwrap();
    }
    for name in ["journal", "sled"] {
        let emptied = fixture.directory.path().join(name);
        fs::rename(&emptied, &aside).unwrap();
        fs::create_dir(&emptied).unwrap();
        assert!(matches!(open(fixture.directory.path()), Err(error) if error.is_corruption()));
        fs::remove_dir_all(&emptied).unwrap();
        fs::rename(&aside, &emptied).unwrap();
    }
    open(fixture.directory.path()).unwrap();
}

#[tokio::test]
async fn damage_in_the_journal_is_told_with_file_and_offset() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    // As a killed process leaves it: the journal still holds everything.
    let copy = copy_of(fixture.directory.path());
    let path = segments(copy.path()).pop().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    let Err(StoreError::Corrupt { path: told, offset, .. }) = open(copy.path()) else { panic!("opened") };
    assert_eq!((told, offset), (path, Some(32)));
}

/// As after a power cut that took everything the database had not made durable: the journal alone has it.
#[tokio::test]
async fn the_journal_makes_up_for_a_database_that_fell_back_to_the_last_checkpoint() {
    let Fixture { store, directory, clock } = Fixture::new().await;
    drop(store);
    let fallen_back = copy_of(directory.path());
    let fixture = Fixture { store: open_with(directory.path(), clock.clone()).unwrap(), directory, clock };
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.register([protected(TOLVAN)]).await;
    let last = fixture.stored(&update_unrestricted(), &email_update(TOLVAN, Some(&first.version))).await;

    let journal = fallen_back.path().join("journal");
    fs::remove_dir_all(&journal).unwrap();
    fs::rename(copy_of(fixture.directory.path()).path().join("journal"), &journal).unwrap();
    let store = open(fallen_back.path()).unwrap();
    assert_eq!(store.contact(&get_unrestricted(), &identity(TOLVAN)).await.unwrap(), Some(last));
    assert!(store.stats().await.unwrap().replayed_frames >= 3);
    assert_eq!(store.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn an_unfinished_write_is_cut_off_and_told() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.stored(&update(), &erasing(TOLVAN, Some(&first.version))).await;
    let copy = copy_of(fixture.directory.path());
    let path = segments(copy.path()).pop().unwrap();
    // The database of the copy may be ahead of the shortened journal, as it never is after a real stop; so only the opening
    // is looked at here.
    let written = fs::read(&path).unwrap().iter().rposition(|&byte| byte != 0).unwrap() as u64;
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(written - 5).unwrap();
    let store = open(copy.path()).unwrap();
    let stats = store.stats().await.unwrap();
    assert!(stats.torn_bytes > 0 && stats.replayed_frames > 0);
    drop(store);
    assert_eq!(open(copy.path()).unwrap().stats().await.unwrap().torn_bytes, 0);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn segments(directory: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(directory.join("journal")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn journal_holds(directory: &Path, text: &str) -> bool {
    segments(directory).iter().any(|path| {
        // A checkpoint may remove it meanwhile.
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

fn copy_of(directory: &Path) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let target = to.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                fs::create_dir(&target).unwrap();
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), &target).unwrap();
            }
        }
    }
    let target = TempDir::new().unwrap();
    copy(directory, target.path());
    target
}
