//! A process that is killed in the middle of its writes loses nothing that it has acknowledged.
//!
//! Apart from the other tests: a process that is being started shares open files, and with them the locks of stores.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by them"
)]

#[allow(dead_code, reason = "what the tests share, of which this one uses some")]
#[path = "store/support.rs"]
mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use contact_rules::{ContactUpdate, Rules, SystemClock};
use contact_store::{ContactStore, Settings, SledStore};
use support::*;
use tempfile::TempDir;

const DIRECTORY: &str = "CONTACT_STORE_KILL_TEST";
const PERSONS: usize = 16;
const ROUNDS: u64 = 8;

#[tokio::test]
async fn every_acknowledged_update_survives_sigkill() {
    let directory = TempDir::new().unwrap();
    create(directory.path())
        .unwrap()
        .import_persons(&administrator(), (0..PERSONS).map(|index| person(&test_number(index))).collect())
        .await
        .unwrap();
    let mut acknowledged: HashMap<usize, String> = HashMap::new();
    for round in 0..ROUNDS {
        let before = acknowledged.len();
        for line in lines_until_killed(directory.path(), Duration::from_millis(100 + 70 * round)) {
            let (index, version) = line.split_once(' ').unwrap();
            let last = acknowledged.insert(index.parse().unwrap(), version.to_owned());
            assert!(last.is_none_or(|last| *version > *last), "a version came back");
        }
        assert!(acknowledged.len() > before || before == PERSONS, "the writer did not get to write");

        let store = open_small(directory.path());
        for (index, version) in &acknowledged {
            let record = store.contact(&get(), &identity(&test_number(*index))).await.unwrap().unwrap();
            assert!(record.version.as_str() >= version.as_str(), "an acknowledged update is lost");
            assert_eq!(record.contact_information.len(), 1);
        }
        assert_eq!(store.verify().await.unwrap().findings, []);
    }
    assert_eq!(acknowledged.len(), PERSONS);
}

/// Not a test by itself: what the killed process does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by every_acknowledged_update_survives_sigkill"]
async fn write_until_killed() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let store = Arc::new(open_small(Path::new(&directory)));
    let writers: Vec<_> = (0..PERSONS).map(|index| tokio::spawn(write(store.clone(), index))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write(store: Arc<SledStore>, index: usize) {
    let number = test_number(index);
    let mut version = store.contact(&get(), &identity(&number)).await.unwrap().map(|record| record.version);
    loop {
        let request = email_update(&number, version.as_ref());
        let outcome = store.update_contact(&update(), ContactUpdate::from(&request)).await.unwrap();
        let next = stored(outcome).version;
        // One write per line, so that a line is there whole or not at all.
        std::io::stdout().write_all(format!("{index} {}\n", next.as_str()).as_bytes()).unwrap();
        version = Some(next);
    }
}

/// Segments so small that the process is also killed in the middle of checkpoints.
fn open_small(directory: &Path) -> SledStore {
    let settings = Settings { segment_bytes: 64 << 10, ..settings() };
    SledStore::open(directory, Rules::default(), Arc::new(SystemClock), settings).unwrap()
}

fn lines_until_killed(directory: &Path, after: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "write_until_killed", "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    // The time counts from the first acknowledged update, however slow the machine is.
    while !is_acknowledgement(&line) {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0, "the writer ended");
    }
    let mut lines = vec![line.trim_end().to_owned()];
    let reader = std::thread::spawn(move || output.lines().map_while(Result::ok).collect::<Vec<_>>());
    std::thread::sleep(after);
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    lines.extend(reader.join().unwrap());
    lines.retain(|line| is_acknowledgement(line));
    lines
}

fn is_acknowledgement(line: &str) -> bool {
    line.trim_end().split_once(' ').is_some_and(|(index, version)| {
        index.parse::<usize>().is_ok() && version.len() == 14 && version.bytes().all(|b| b.is_ascii_digit())
    })
}
