//! Commands that need the store: the same whether the server runs or not.

use std::fs;

use test_support::{Directory, Finished, Program, Server};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

fn run(directory: &Directory, arguments: &[&str]) -> Finished {
    let config = directory.config();
    program().run(&[arguments, &["--config", &config]].concat())
}

#[test]
fn commands_answer_the_same_with_the_server_up_and_down() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let person = directory.person("mother");
    let commands: [&[&str]; 4] = [
        &["person", "show", "--person", &person],
        &["contact", "show", "--person", &person],
        &["person", "show", "--person", &person, "--json"],
        &["contact", "show", "--person", &person, "--json"],
    ];
    let up: Vec<String> = commands.iter().map(|c| run(&directory, c).expect_code(0).stdout).collect();
    assert_eq!(server.stop().0, Some(0));
    let down: Vec<String> = commands.iter().map(|c| run(&directory, c).expect_code(0).stdout).collect();
    assert_eq!(up, down);
    assert!(up[1].contains("+46701740606"), "{}", up[1]);
    run(&directory, &["store", "verify"]).expect_code(0);
}

#[test]
fn r6_a_look_from_the_terminal_is_audited_under_the_users_name() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let person = directory.person("mother");
    run(&directory, &["contact", "show", "--person", &person]).expect_code(0);
    let up = run(&directory, &["audit", "--person", &person, "--json"]).expect_code(0);
    drop(server.stop());
    run(&directory, &["person", "show", "--person", &person]).expect_code(0);
    let down = run(&directory, &["audit", "--person", &person, "--json"]).expect_code(0);

    let user = |line: &str| line.split("\"user\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let look = up.stdout.lines().find(|line| line.contains("readContact")).unwrap();
    assert!(user(look).contains(&format!("uid {}", rustix::process::geteuid().as_raw())), "{look}");
    let other = down.stdout.lines().find(|line| line.contains("readPerson")).unwrap();
    assert_eq!(user(look), user(other), "the same person with the server up and down");
    assert!(!up.stdout.contains("+46"), "the audit log holds no contact detail");
}

#[test]
fn a_protected_persons_details_do_not_come_up_on_a_terminal() {
    let directory = Directory::new();
    let _server = Server::start(&program(), &directory);
    let shown =
        run(&directory, &["contact", "show", "--person", &directory.person("protected")]).expect_code(0);
    assert!(shown.stdout.contains("protectedPersonIndicator"), "{}", shown.stdout);
    assert!(!shown.stdout.contains("+46") && !shown.stdout.contains('@'), "{}", shown.stdout);
}

#[test]
fn what_is_absent_has_exit_code_1() {
    let directory = Directory::new();
    let _server = Server::start(&program(), &directory);
    run(&directory, &["contact", "show", "--person", &directory.person("for-updates")]).expect_code(1);
    run(&directory, &["person", "show", "--root", "snr", "--person", "199407779884"]).expect_code(0);
    run(&directory, &["person", "show", "--person", "191212121213"]).expect_code(2);
}

#[test]
fn a_socket_that_a_killed_server_left_is_in_nobodys_way() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    drop(server.kill());
    let socket = directory.path().join("data/rivkontakt.sock");
    assert!(socket.exists(), "the killed server left its socket");
    run(&directory, &["store", "stats"]).expect_code(0);
    let server = Server::start(&program(), &directory);
    run(&directory, &["store", "stats"]).expect_code(0);
    assert_eq!(server.stop().0, Some(0));
    assert!(!socket.exists(), "an orderly stop takes its socket away");
}

#[test]
fn a_path_longer_than_a_socket_can_have_works_too() {
    let directory = Directory::new();
    let long = directory.path().join("x".repeat(120));
    let server = Server::start_at(&program(), &long);
    let config = long.join("rivkontakt.toml").display().to_string();
    program().run(&["store", "stats", "--config", &config]).expect_code(0);
    assert_eq!(server.stop().0, Some(0));
    program().run(&["store", "stats", "--config", &config]).expect_code(0);
}

#[test]
fn a_second_server_on_one_store_is_refused_and_disturbs_nobody() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let path = directory.path().display().to_string();
    let second = program().run(&["demo", "--dir", &path, "--listen", "127.0.0.1:0"]).expect_code(4);
    assert!(second.stderr.contains("another process"), "{}", second.stderr);
    run(&directory, &["store", "stats"]).expect_code(0);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_store_that_is_not_there_is_told_with_the_cure() {
    let directory = Directory::new();
    program().run(&["init", &directory.path().display().to_string()]).expect_code(0);
    let stats = run(&directory, &["store", "stats"]).expect_code(4);
    assert!(stats.stderr.contains("start the server once"), "{}", stats.stderr);
    assert!(!directory.path().join("data").exists(), "looking makes nothing");
    fs::remove_dir_all(directory.path()).unwrap();
    let stats = run(&directory, &["store", "stats"]).expect_code(3);
    assert!(stats.stderr.contains("--config"), "{}", stats.stderr);
}

#[test]
fn a_question_that_makes_no_sense_is_misuse_with_the_server_up_and_down() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let up = run(&directory, &["audit", "--rule", "F99"]).expect_code(2);
    assert_eq!(server.stop().0, Some(0));
    let down = run(&directory, &["audit", "--rule", "F99"]).expect_code(2);
    assert_eq!(up.stderr, down.stderr);
    assert!(up.stderr.contains("--rule: unknown rule"), "{}", up.stderr);
    run(&directory, &["audit", "--rule", "F9"]).expect_code(0);
    run(&directory, &["audit", "--rule", "f9", "--from", "2026-01-01", "--until", "2026-01-01T00:00:01"])
        .expect_code(0);
    run(&directory, &["audit", "--from", "2026-01-02", "--until", "2026-01-01"]).expect_code(2);
    run(&directory, &["audit", "--from", "today"]).expect_code(2);
}

#[test]
fn an_extract_of_the_audit_log_that_leaves_entries_out_says_so() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let person = directory.person("mother");
    drop(server.stop());
    let look = || run(&directory, &["contact", "show", "--person", &person]).expect_code(0);
    look();
    look();
    for json in [&[][..], &["--json"]] {
        let history = ["contact", "history", "--person", &person, "--limit"];
        let cut = run(&directory, &[&history[..], &["1"], json].concat()).expect_code(0);
        assert_eq!(cut.stdout.lines().count(), 1, "{}", cut.stdout);
        assert!(cut.stderr.contains("older entries"), "{}", cut.stderr);
        let whole = run(&directory, &[&history[..], &["1000"], json].concat()).expect_code(0);
        assert!(whole.stdout.lines().count() > 2 && !whole.stderr.contains("older"), "{}", whole.stderr);
    }
}
