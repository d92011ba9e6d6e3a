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
fn odd_command_lines_are_told_what_to_say_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.xsd"), "").expect("a file");
    for (arguments, said) in [
        (&["a.xsd"][..], "error: a.xsd: a package, not a configuration; say --output FOLDER for its crate\n"),
        (&["."], "error: .: a package, not a configuration; say --output FOLDER for its crate\n"),
        (
            &["a.toml", "b.toml"],
            "error: a.toml: one configuration file at a time; for packages, say --output FOLDER\n",
        ),
        (&["a.xsd", "--output", "1"], "error: 1: \"1\" can't be a crate's name; say --name NAME\n"),
        (
            &["a.xsd", "--output", "b", "--name", "a \"b"],
            "error: b: \"a \"b\" can't be a crate's name; say --name NAME\n",
        ),
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_rivta-codegen"))
            .current_dir(folder.path())
            .arg("generate")
            .args(arguments)
            .output()
            .expect("a process");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&run.stderr), said, "{arguments:?}");
    }
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

/// The crate of a package with one document, in a folder beside it.
fn made(name: &str, octets: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("package");
    fs::create_dir(&package).expect("a folder");
    fs::write(package.join(name), octets).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rivta-codegen"));
    let command = command.args(["generate", "package", "--output", "made"]).current_dir(folder.path());
    assert_eq!(command.output().expect("a process").status.code(), Some(0));
    folder
}

#[test]
fn types_that_hold_each_other_may_be_many() {
    let face = |types: usize| {
        let declared: String = (0..types)
            .map(|number| {
                let held = (number + 1) % types;
                format!(
                    "<xs:complexType name=\"T{number}\"><xs:sequence><xs:element name=\"e\" type=\"T{held}\" minOccurs=\"0\"/>\
                     </xs:sequence></xs:complexType>"
                )
            })
            .collect();
        let schema = format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:a\" targetNamespace=\"urn:a\">{declared}\
             </xs:schema>"
        );
        let folder = made("a.xsd", schema.as_bytes());
        fs::read_to_string(folder.path().join("made/src/lib.rs")).expect("a face")
    };
    assert!(!face(32).contains("recursion_limit"));
    assert!(face(300).contains("#![recursion_limit = \"2048\"]"));
}

#[test]
fn the_documents_of_a_crate_are_in_utf_8_and_say_so() {
    let wsdl = "<?xml version='1.0' encoding='ISO-8859-1' standalone='yes'?>\n<!-- \u{e5} --><w:definitions \
        xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/' xmlns:t='urn:t' \
        targetNamespace='urn:t'><w:types><schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'>\
        <element name='e'/></schema></w:types><w:message name='m'><w:part name='p' element='t:e'/></w:message>\
        <w:portType name='p'><w:operation name='Op'><w:input message='t:m'/><w:output message='t:m'/></w:operation>\
        </w:portType><w:binding name='b' type='t:p'><s:binding transport='http://schemas.xmlsoap.org/soap/http'/>\
        <w:operation name='Op'><w:input><s:body use='literal'/></w:input><w:output><s:body use='literal'/></w:output>\
        </w:operation></w:binding></w:definitions>";
    let octets: Vec<u8> = wsdl.chars().map(|c| u8::try_from(u32::from(c)).expect("eight bits")).collect();
    let folder = made("a.wsdl", &octets);
    let copy = fs::read_to_string(folder.path().join("made/package/a.wsdl")).expect("a copy");
    assert_eq!(copy, wsdl.replace("'ISO-8859-1'", "\"UTF-8\""));
}
