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

#[test]
fn a_contract_whose_schema_is_missing_is_generated_if_that_is_overlooked() {
    let folder = tempfile::tempdir().expect("a folder");
    let wsdl = "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/' \
         xmlns:r='urn:riv:a:GetAResponder:1' xmlns:t='urn:riv:a:GetA:1:rivtabp21' name='GetAInteraction' \
         targetNamespace='urn:riv:a:GetA:1:rivtabp21'>\
         <types><xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\
         <xs:import namespace='urn:riv:a:GetAResponder:1' schemaLocation='missing.xsd'/></xs:schema></types>\
         <message name='Q'><part name='p' element='r:GetA'/></message>\
         <message name='A'><part name='p' element='r:GetAResponse'/></message>\
         <portType name='P'><operation name='GetA'><input message='t:Q'/><output message='t:A'/></operation></portType>\
         <binding name='B' type='t:P'>\
         <soap:binding style='document' transport='http://schemas.xmlsoap.org/soap/http'/>\
         <operation name='GetA'><soap:operation soapAction='urn:riv:a:GetAResponder:1:GetA'/>\
         <input><soap:body use='literal'/></input><output><soap:body use='literal'/></output></operation></binding>\
         </definitions>";
    fs::write(folder.path().join("a.wsdl"), wsdl).expect("a file");
    let codegen = |more: &[&str]| {
        let program = env!("CARGO_BIN_EXE_rivta-codegen");
        let arguments = [&["generate", "a.wsdl", "--output", "made"], more].concat();
        Command::new(program).current_dir(folder.path()).args(arguments).output().expect("a process")
    };
    assert_eq!(codegen(&[]).status.code(), Some(2));
    let made = codegen(&["--lenient"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let tree = fs::read_to_string(folder.path().join("made/src/generated/mod.rs")).expect("a file");
    assert!(tree.contains("&[&get_a::CONTRACT]"), "{tree}");
    let module = fs::read_to_string(folder.path().join("made/src/generated/get_a.rs")).expect("a file");
    assert!(module.contains("type Request = AnyType;"), "{module}");
}

#[test]
fn a_package_becomes_a_crate_whose_manifest_is_its_owners() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("package");
    fs::create_dir(&package).expect("a folder");
    fs::write(
        package.join("a.xsd"),
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:a\"><xs:complexType name=\"T\"/></xs:schema>",
    )
    .expect("a file");
    let codegen = |command: &str| {
        let program = env!("CARGO_BIN_EXE_rivta-codegen");
        let arguments = [command, "package", "--output", "made", "--name", "made-of-a"];
        Command::new(program).current_dir(folder.path()).args(arguments).output().expect("a process")
    };
    assert_eq!(codegen("check").status.code(), Some(1));
    assert_eq!(codegen("generate").status.code(), Some(0));
    assert_eq!(codegen("check").status.code(), Some(0));
    let manifest = folder.path().join("made/Cargo.toml");
    assert!(fs::read_to_string(&manifest).expect("a manifest").contains("name = \"made-of-a\""));

    fs::write(&manifest, "# mine").expect("a file");
    fs::write(folder.path().join("made/src/generated/a.rs"), "").expect("a file");
    let stale = codegen("check");
    assert_eq!(String::from_utf8_lossy(&stale.stdout), "stale: made/src/generated/a.rs\n");
    assert_eq!(codegen("generate").status.code(), Some(0));
    assert_eq!(codegen("check").status.code(), Some(0));
    assert_eq!(fs::read_to_string(&manifest).expect("a manifest"), "# mine");
}
