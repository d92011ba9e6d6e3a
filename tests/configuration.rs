//! `init`, `config check`, and what the command line does about mistakes.

use std::fs;

use test_support::{Directory, Program, Server};

/// A reserve identity of Region Stockholm.
const STOCKHOLM: &str = "991990123456";

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

#[test]
fn what_init_makes_is_in_order_and_is_kept() {
    let directory = Directory::new();
    let path = directory.path().display().to_string();
    program().run(&["init", &path]).expect_code(0);
    fs::write(directory.config(), "[log]\nlevel = \"debug\"\n").unwrap();
    program().run(&["init", &path]).expect_code(0);
    let checked =
        program().run(&["config", "check", "--json", "--config", &directory.config()]).expect_code(0);
    assert!(checked.stdout.contains("\"level\":\"debug\""), "{}", checked.stdout);
    assert!(!directory.path().join("data").exists());
}

#[test]
fn what_config_check_prints_is_a_configuration_with_the_same_meaning() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    let first = program().run(&["config", "check", "--config", &directory.config()]).expect_code(0);
    let copy = directory.path().join("copy.toml");
    fs::write(&copy, &first.stdout).unwrap();
    let copy = copy.display().to_string();
    let second = program().run(&["config", "check", "--config", &copy]).expect_code(0);
    assert_eq!(first.stdout, second.stdout);
    assert!(first.stdout.contains("certificate = \"/"), "absolute paths: {}", first.stdout);
}

#[test]
fn all_mistakes_are_told_at_once_and_nothing_starts() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    fs::write(
        directory.config(),
        "[listen]\nadress = \"127.0.0.1:0\"\n[limits]\nconnections = 0\n[tls]\nkey = \"pki/ca.key\"\n",
    )
    .unwrap();
    for command in [&["serve"][..], &["config", "check"]] {
        let config = directory.config();
        let refused = program().run(&[command, &["--config", &config]].concat()).expect_code(3);
        for line in [":2: listen.adress: ", ":4: limits.connections: ", ":6: tls.key: "] {
            assert!(refused.stderr.contains(&format!("{config}{line}")), "{line} in {}", refused.stderr);
        }
    }
    assert!(!directory.path().join("data").exists());
}

#[test]
fn serve_runs_from_what_init_made() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    // demo on the same directory adds the data only.
    let server = Server::start(&program(), &directory);
    assert_eq!(server.stop().0, Some(0));
    assert!(directory.path().join("data").exists());
}

#[test]
fn misuse_has_an_exit_code_of_its_own() {
    program().run(&["call"]).expect_code(2);
    program().run(&["no-such-command"]).expect_code(2);
    program()
        .run(&["call", "get", "--person", "191212121212", "--as", "me", "--cert", "x", "--key", "y"])
        .expect_code(2);
}

#[test]
fn every_command_has_help_with_examples() {
    for command in [
        &["demo"][..],
        &["init"],
        &["serve"],
        &["config", "check"],
        &["call"],
        &["validate"],
        &["person", "import"],
        &["person", "show"],
        &["contact", "show"],
        &["contact", "history"],
        &["store", "stats"],
        &["store", "verify"],
        &["audit"],
        &["completions"],
    ] {
        let help = program().run(&[command, &["--help"]].concat()).expect_code(0);
        assert!(help.stdout.contains("Examples:\n  rivkontakt "), "{command:?}: {}", help.stdout);
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(program().run(&["completions", shell]).expect_code(0).stdout.contains("rivkontakt"));
    }
}

#[test]
fn calls_tell_by_their_exit_code_what_the_answer_was() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let (config, url) = (directory.config(), server.url());
    let call = |arguments: &[&str]| {
        program().run(&[&["call"], arguments, &["--config", &config, "--url", &url]].concat())
    };
    call(&["get", "--person", "191212121212"]).expect_code(0);
    call(&["update", "--person", "191212121212", "--sms", "070"]).expect_code(1);
    let fault = call(&["get", "--person", "191212121212", "--as", "nobody", "--json"]).expect_code(5);
    assert!(fault.stdout.contains("\"fault\":{\"code\":\"Client\""), "{}", fault.stdout);
    call(&["get", "--person", "191212121212", "--as", "expired"]).expect_code(4);
    call(&["get", "--person", "191212121212", "--as", "stranger"]).expect_code(2);
    call(&["get", "--person", "191212121212", "--root", "foo"]).expect_code(2);
    call(&["get", "--person", "191212121213"]).expect_code(2);
    call(&["get", "--person", "191212121213", "--root", "pnr"]).expect_code(5);
    // As the help's example.
    call(&["get", "--person", STOCKHOLM, "--root", "1.2.752.97.3.1.3"]).expect_code(0);
    let pki = directory.pki().join("clients");
    let [certificate, other, missing] =
        ["care.pem", "nobody.key", "missing.key"].map(|name| pki.join(name).display().to_string());
    for key in [other, missing] {
        call(&["get", "--person", "191212121212", "--cert", &certificate, "--key", &key]).expect_code(3);
    }
    program().run(&["call", "get", "--person", "191212121212", "--config", "/nowhere.toml"]).expect_code(3);
    call(&["/nowhere/request.xml"]).expect_code(4);

    let file = directory.path().join("request.xml");
    fs::write(&file, test_support::get_request("GetPersonContactInformation", "191212121212")).unwrap();
    let raw = call(&[&file.display().to_string(), "--raw"]).expect_code(0);
    assert!(
        raw.stdout.contains("Envelope>") && raw.stderr.contains("HTTP 200"),
        "{} {}",
        raw.stdout,
        raw.stderr
    );
    let broken = directory.path().join("broken.xml");
    fs::write(&broken, "<a/>").unwrap();
    let broken = broken.display().to_string();
    call(&[&broken]).expect_code(2);
    call(&[&broken, "--contract", "GetPersonContactInformation"]).expect_code(5);
    let elsewhere = format!("{url}/elsewhere");
    let get = ["call", "get", "--person", "191212121212", "--config", &config, "--url", &elsewhere];
    let not_found = program().run(&get).expect_code(4);
    assert!(
        not_found.stderr.contains("404 without a SOAP answer: ") && not_found.stderr.contains("rivtabp21"),
        "{}",
        not_found.stderr
    );
    drop(server);
    call(&["get", "--person", "191212121212"]).expect_code(4);
}
