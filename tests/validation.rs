//! `validate`, as its users see it. What it finds is tested beside its code.

use std::fs;

use test_support::{Program, get_request, update_request};

const GET: &str = "GetPersonContactInformation";
const UPDATE: &str = "UpdatePersonContactInformation";

fn validate(arguments: &[&str], input: &str) -> test_support::Finished {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt")).run_with_input(&[&["validate"], arguments].concat(), input)
}

#[test]
fn a_valid_message_has_exit_code_0_and_says_what_it_is() {
    let valid = validate(&["-"], &get_request(GET, "191212121212")).expect_code(0);
    assert_eq!(valid.stdout, "-: request of GetPersonContactInformation, valid\n");
}

#[test]
fn several_files_are_checked_in_one_run() {
    let directory = tempfile::tempdir().unwrap();
    let [good, bad, worse] = ["good.xml", "bad.xml", "worse.xml"].map(|name| directory.path().join(name));
    fs::write(&good, get_request(GET, "191212121212")).unwrap();
    fs::write(&bad, update_request(UPDATE, "191212121212", None, &[("sms", "+460701740605", true)])).unwrap();
    fs::write(&worse, "<a>\n  <b></a>").unwrap();
    let files = [&good, &bad, &worse].map(|file| file.display().to_string());
    let found = validate(&files.each_ref().map(String::as_str), "").expect_code(1);
    assert!(found.stdout.contains("error[F4]: trunk zero after +46; leave it out"), "{}", found.stdout);
    assert!(found.stdout.contains(&format!("--> {}:1:", files[1])), "{}", found.stdout);
    assert!(found.stdout.contains("error[xml]"), "{}", found.stdout);
    assert!(found.stdout.contains(&format!("--> {}:2:6", files[2])), "{}", found.stdout);
    assert!(found.stderr.contains("2 errors, 0 warnings in 3 files"), "{}", found.stderr);
}

#[test]
fn programs_read_a_line_of_json_per_finding() {
    let request = update_request(UPDATE, "191212121212", None, &[("fax", "1", true), ("sms", "1", true)]);
    let found = validate(&["--json", "-"], &request).expect_code(1);
    let lines: Vec<&str> = found.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", found.stdout);
    assert!(lines[0].contains("\"rule\":\"F1\"") && lines[0].contains("\"line\":1"), "{}", lines[0]);
    assert!(
        lines[1].contains("\"rule\":\"F4\"") && lines[1].contains("\"severity\":\"error\""),
        "{}",
        lines[1]
    );
}

#[test]
fn warnings_alone_have_exit_code_0() {
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("rivkontakt.toml");
    fs::write(&config, "[rules.severity]\nF2 = \"warn\"\n").unwrap();
    let details = [("sms", "+46701740605", true), ("sms", "+46701740606", true)];
    let request = update_request(UPDATE, "191212121212", None, &details);
    validate(&["-"], &request).expect_code(1);
    let found = validate(&["--config", &config.display().to_string(), "-"], &request).expect_code(0);
    assert!(found.stdout.contains("warning[F2]"), "{}", found.stdout);
}

#[test]
fn a_file_that_cannot_be_read_has_exit_code_4_and_keeps_no_other_from_its_turn() {
    let arguments = ["/nowhere/request.xml", "/", "-"];
    let found = validate(&arguments, &update_request(UPDATE, "191212121212", None, &[("sms", "1", true)]));
    let found = found.expect_code(4);
    assert!(found.stderr.contains("/nowhere/request.xml: cannot read"), "{}", found.stderr);
    assert!(found.stderr.contains("/: cannot read"), "{}", found.stderr);
    assert!(found.stdout.contains("error[F4]"), "{}", found.stdout);
    assert!(found.stderr.contains("1 error, 0 warnings in 1 file\n"), "{}", found.stderr);
}
