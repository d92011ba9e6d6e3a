//! Updates per second by number of concurrent callers, beside a plain loop of write and fdatasync on the same disk;
//! reads, import, verification and restart.
//!
//! `cargo bench -p contact-store`; set `TMPDIR` to measure another disk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::cast_precision_loss,
    reason = "a benchmark fails by them"
)]

#[allow(dead_code, reason = "what the tests share, of which a benchmark uses some")]
#[path = "../tests/store/support.rs"]
mod support;

use std::hint::black_box;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use contact_rules::{ContactUpdate, Rules, SystemClock};
use contact_store::{ContactStore, SledStore};
use support::*;
use tempfile::TempDir;

const MEASURED: Duration = Duration::from_secs(3);
const PERSONS: usize = 1000;

#[tokio::main]
async fn main() {
    let directory = TempDir::new().unwrap();
    let store = Arc::new(
        SledStore::create(directory.path(), Rules::default(), Arc::new(SystemClock), settings()).unwrap(),
    );
    let import = Instant::now();
    let persons: Vec<_> = (0..PERSONS).map(|index| person(&test_number(index))).collect();
    store.import_persons(&administrator(), persons.clone()).await.unwrap();
    println!("import: {:.0} persons/s", PERSONS as f64 / import.elapsed().as_secs_f64());

    println!("callers  updates/s  plain syncs/s  ratio  updates/sync  mean ms");
    for callers in [1, 16, 64, 256] {
        let plain = plain_syncs(&directory);
        let syncs = store.stats().await.unwrap().journal_syncs;
        let (updates, mean) = updates(&store, callers).await;
        let syncs = (store.stats().await.unwrap().journal_syncs - syncs) as f64;
        let per_sync = updates * MEASURED.as_secs_f64() / syncs;
        println!(
            "{callers:7}  {updates:9.0}  {plain:13.0}  {:5.2}  {per_sync:12.1}  {mean:7.2}",
            updates / plain
        );
    }

    let reads = Instant::now();
    let mut count = 0;
    while reads.elapsed() < MEASURED {
        for index in 0..PERSONS {
            black_box(store.contact(&get(), &identity(&test_number(index))).await.unwrap());
            count += 1;
        }
    }
    println!("reads: {:.0}/s by one caller", f64::from(count) / reads.elapsed().as_secs_f64());

    let audit = Instant::now();
    let entries = store.stats().await.unwrap().audit_entries;
    let verification = store.verify().await.unwrap();
    assert_eq!(verification.findings, []);
    println!(
        "verify: {} entries ({entries} of the audit log) in {:.2} s",
        verification.entries,
        audit.elapsed().as_secs_f64()
    );

    let stats = store.stats().await.unwrap();
    println!("on disk: database {} bytes, journal {} bytes", stats.database_bytes, stats.journal_bytes);
    let close = Instant::now();
    store.close().await.unwrap();
    println!("close: {:.2} s", close.elapsed().as_secs_f64());
    drop(store);
    let open = Instant::now();
    let store =
        SledStore::open(directory.path(), Rules::default(), Arc::new(SystemClock), settings()).unwrap();
    println!("open: {:.3} s", open.elapsed().as_secs_f64());
    drop(store);
}

/// How many times a second a loop appends and syncs what one update takes.
fn plain_syncs(directory: &TempDir) -> f64 {
    let path = directory.path().join("plain");
    let mut file = std::fs::File::create(&path).unwrap();
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < MEASURED / 3 {
        file.write_all(&[b'x'; 1000]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    let per_second = f64::from(count) / started.elapsed().as_secs_f64();
    std::fs::remove_file(path).unwrap();
    per_second
}

/// Updates per second, and the mean time of one in milliseconds, with this many callers, each with persons of its own.
async fn updates(store: &Arc<SledStore>, callers: usize) -> (f64, f64) {
    let done = Arc::new(AtomicU64::new(0));
    let stop = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|caller| {
            let (store, done, stop) = (store.clone(), done.clone(), stop.clone());
            tokio::spawn(async move {
                for index in (caller..PERSONS).step_by(callers).cycle() {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let number = test_number(index);
                    let current = store.contact(&get(), &identity(&number)).await.unwrap();
                    let request = email_update(&number, current.as_ref().map(|record| &record.version));
                    stored(store.update_contact(&update(), ContactUpdate::from(&request)).await.unwrap());
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(MEASURED).await;
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    let per_second = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    (per_second, callers as f64 / per_second * 1000.0)
}
