//! The command: what it writes, says and exits with.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, command: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rivta-codegen"))
        .args([command, "codegen.toml"])
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

#[test]
fn check_lists_what_generate_would_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("codegen.toml", "package = \".\"\nsources = [\"a.xsd\"]\noutput = \"src/generated\"");
    write(
        "a.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:a\">\n<xs:complexType name=\"T\"/>\n</xs:schema>",
    );
    let missing = run(folder.path(), "check");
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&missing.stdout),
        "missing: src/generated/mod.rs\nmissing: src/generated/a.rs\nmissing: src/generated/tables.rs\n"
    );
    assert_eq!(run(folder.path(), "generate").status.code(), Some(0));
    let current = run(folder.path(), "check");
    assert_eq!((current.status.code(), current.stdout.len()), (Some(0), 0));

    write(
        "a.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:complexType/></xs:schema>",
    );
    let wrong = run(folder.path(), "check");
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&wrong.stderr), "error: a.xsd:2:1: attribute name is missing\n");

    fs::remove_file(folder.path().join("codegen.toml")).expect("a file");
    let absent = run(folder.path(), "generate");
    assert_eq!(absent.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&absent.stderr).starts_with("error: can't read codegen.toml: "));
}
