//! What an administrator is told of a store that is absent, damaged or can't be written to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use test_support::{Directory, Finished, Program, Server};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

fn run(directory: &Directory, arguments: &[&str]) -> Finished {
    let config = directory.config();
    program().run(&[arguments, &["--config", &config]].concat())
}

fn data(directory: &Directory) -> PathBuf {
    directory.path().join("data")
}

/// A directory whose store was served and stopped.
fn stopped() -> Directory {
    let directory = Directory::new();
    let (code, _) = Server::start(&program(), &directory).stop();
    assert_eq!(code, Some(0));
    directory
}

fn entries(directory: &Path) -> usize {
    fs::read_dir(directory).unwrap().count()
}

#[test]
fn commands_that_look_make_no_store() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    for exists in [false, true] {
        if exists {
            fs::create_dir(data(&directory)).unwrap();
        }
        let person = ["--person", "191212121212"];
        for command in [
            &["store", "verify"][..],
            &["store", "stats"],
            &["audit"],
            &[&["contact", "show"], &person[..]].concat(),
            &[&["contact", "history"], &person[..]].concat(),
            &[&["person", "show"], &person[..]].concat(),
        ] {
            let looked = run(&directory, command).expect_code(4);
            assert!(looked.stderr.contains("no store there"), "{}", looked.stderr);
        }
        assert_eq!(data(&directory).exists(), exists);
    }
    assert_eq!(entries(&data(&directory)), 0);
}

#[test]
fn a_server_that_finds_an_empty_directory_warns_of_the_new_store() {
    let directory = stopped();
    fs::remove_dir_all(data(&directory)).unwrap();
    fs::create_dir(data(&directory)).unwrap();
    let (_, log) = Server::start(&program(), &directory).stop();
    let warning = log.lines().find(|line| line.contains("made a new, empty one")).unwrap();
    assert!(warning.contains("WARN") && warning.contains("demo/data"), "{warning}");
    let serving = log.lines().find(|line| line.contains("\"serving\"")).unwrap();
    assert!(serving.contains("\"store.persons\":0") && serving.contains("demo/data"), "{serving}");
    let (_, log) = Server::start(&program(), &directory).stop();
    assert!(!log.contains("WARN"), "{log}");
}

#[test]
fn no_store_is_made_among_other_files() {
    let directory = stopped();
    fs::remove_dir_all(data(&directory)).unwrap();
    fs::create_dir(data(&directory)).unwrap();
    fs::write(data(&directory).join("notes.txt"), "hi").unwrap();
    let served = run(&directory, &["serve"]).expect_code(4);
    assert!(served.stderr.contains("holds notes.txt"), "{}", served.stderr);
    run(&directory, &["store", "verify"]).expect_code(4);
    assert_eq!(entries(&data(&directory)), 1);
}

#[test]
fn a_store_that_stops_taking_changes_says_so_once_when_it_happens() {
    let directory = stopped();
    let file = directory.path().join("rivkontakt.toml");
    let text =
        fs::read_to_string(&file).unwrap().replace("checkpoint_seconds = 3600", "checkpoint_seconds = 1");
    fs::write(&file, text).unwrap();
    let server = Server::start(&program(), &directory);
    fs::remove_dir_all(data(&directory).join("journal")).unwrap();
    // Something for the next checkpoint to hand over, which then finds nowhere to go on.
    run(&directory, &["person", "show", "--person", "191212121212"]).expect_code(0);
    while !run(&directory, &["store", "stats"]).stdout.contains("WRITES STOPPED") {}
    let (code, log) = server.stop();
    assert_eq!(code, Some(4));
    let errors: Vec<_> = log.lines().filter(|line| line.contains("ERROR")).collect();
    assert_eq!(errors.len(), 1, "{log}");
    assert!(
        errors[0].contains("takes no more changes") && errors[0].contains("journal: creating: No such file"),
        "{log}"
    );
    assert!(log.find("takes no more changes") < log.find("stopping"), "{log}");
}

#[test]
fn a_damaged_store_is_told_with_the_cure_and_exit_code_1() {
    let directory = stopped();
    fs::remove_file(data(&directory).join("format")).unwrap();
    for command in [&["store", "verify"][..], &["store", "stats"], &["serve"]] {
        let told = run(&directory, command).expect_code(1);
        for part in ["data/format: it is missing", "the store is damaged, restore the latest backup"] {
            assert!(told.stderr.contains(part), "{part} in {}", told.stderr);
        }
    }
}

#[test]
fn damage_in_the_database_is_told_with_the_cure_and_exit_code_1() {
    let directory = stopped();
    let value = br#""personalIdentity":{"root":"1.2.752.129.2.1.3.1","extension":"191212121212""#;
    let file = data(&directory).join("sled/db");
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(value.len()).position(|window| window == value).unwrap();
    bytes[at] = b'!';
    fs::write(&file, bytes).unwrap();
    let show = ["person", "show", "--person", "191212121212"];
    for command in [&show[..], &["store", "verify"], &["serve"]] {
        let told = run(&directory, command).expect_code(1);
        for part in ["sled/db: ", "the store is damaged, restore the latest backup"] {
            assert!(told.stderr.contains(part), "{command:?}: {part} in {}", told.stderr);
        }
        assert!(!told.stderr.contains("191212121212"), "{}", told.stderr);
    }
}
