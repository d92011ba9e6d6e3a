//! What a new user sees: one command sets everything up, and what it prints works as pasted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use test_support::{Client, Directory, Program, Server, TlsClient, get_request, update_request};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

#[test]
fn everything_in_the_directory_is_for_its_owner_alone() {
    fn check(path: &Path) {
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                check(&entry.unwrap().path());
            }
        }
    }
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    check(&directory.path());
    assert_eq!(server.stop().0, Some(0));
    check(&directory.path());
}

#[test]
fn run_again_it_goes_on_with_what_is_there() {
    let directory = Directory::new();
    let person = "191212121212";
    let server = Server::start(&program(), &directory);
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    let contract = "GetPersonContactInformation";
    let before = care.post(contract, &get_request(contract, person)).unwrap();
    let version = before.text("version").unwrap();
    let update = "UpdatePersonContactInformation";
    let details = [("sms", "+46701740699", true)];
    let stored = care.post(update, &update_request(update, person, Some(version), &details)).unwrap();
    assert_eq!(stored.text("resultCode"), Some("OK"));
    let authority = fs::read(directory.pki().join("ca.pem")).unwrap();
    assert_eq!(server.stop().0, Some(0));

    let server = Server::start(&program(), &directory);
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    let after = care.post(contract, &get_request(contract, person)).unwrap();
    assert_eq!(after.text("version"), stored.text("version"));
    assert_eq!(after.text("value"), Some("+46701740699"));
    assert_eq!(fs::read(directory.pki().join("ca.pem")).unwrap(), authority);
}

#[test]
fn the_lines_it_prints_work_as_pasted_from_any_directory() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let welcome = server.welcome().replace(" \\\n", " ");
    let lines: Vec<&str> = welcome
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(" --config ") || line.starts_with("curl "))
        .collect();
    assert_eq!(lines.len(), 4, "{welcome}");
    // A machine with Rust alone may have no curl; the line for it is tried where there is one.
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    for line in lines.into_iter().filter(|line| has_curl || !line.starts_with("curl ")) {
        let elsewhere = tempfile::tempdir().unwrap();
        let output =
            Command::new("sh").args(["-e", "-c", line]).current_dir(elsewhere.path()).output().unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{line}\n{stdout}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(stdout.contains("19"), "{line} shows a person: {stdout}");
    }
}

#[test]
fn the_configuration_it_makes_is_the_one_that_serve_reads() {
    let directory = Directory::new();
    assert_eq!(Server::start(&program(), &directory).stop().0, Some(0));
    let checked = program().run(&["config", "check", "--config", &directory.config()]).expect_code(0);
    assert!(checked.stdout.contains("TSTNMT2321000156-CARE"), "{}", checked.stdout);
}

#[test]
fn a_store_that_was_made_only_half_is_made_anew() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    // What a process that was killed leaves: a store under its temporary name.
    fs::create_dir(directory.path().join(".new-abandoned")).unwrap();
    let server = Server::start(&program(), &directory);
    let stats = program().run(&["store", "stats", "--json", "--config", &directory.config()]).expect_code(0);
    assert!(stats.stdout.contains("\"persons\":19"), "{}", stats.stdout);
    drop(server);
}
