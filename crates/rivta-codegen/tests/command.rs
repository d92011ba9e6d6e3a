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

/// Runs the command in a folder.
fn codegen(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_rivta-codegen");
    Command::new(program).current_dir(folder).args(arguments).output().expect("a process")
}

/// A package of one contract, whose schema is in a folder beside its WSDL.
fn contract() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "package/wsdl/a.wsdl",
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/' \
         xmlns:t='urn:t' targetNamespace='urn:t'><w:types><schema xmlns='http://www.w3.org/2001/XMLSchema'>\
         <import namespace='urn:t' schemaLocation='../xsd/t.xsd'/></schema></w:types>\
         <w:message name='m'><w:part name='p' element='t:e'/></w:message>\
         <w:portType name='p'><w:operation name='Op'><w:input message='t:m'/><w:output message='t:m'/></w:operation>\
         </w:portType><w:binding name='b' type='t:p'><s:binding transport='http://schemas.xmlsoap.org/soap/http'/>\
         <w:operation name='Op'><w:input><s:body use='literal'/></w:input><w:output><s:body use='literal'/></w:output>\
         </w:operation></w:binding></w:definitions>",
    );
    write(
        "package/xsd/t.xsd",
        "<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'><element name='e'/></schema>",
    );
    folder
}

#[test]
fn check_counts_every_file_of_a_crate() {
    let folder = contract();
    let run = |command: &str| codegen(folder.path(), &[command, "package", "--output", "made"]);
    assert_eq!(run("generate").status.code(), Some(0));
    assert_eq!(run("check").status.code(), Some(0));
    let made = folder.path().join("made");
    let says = |said: &str| {
        let check = run("check");
        assert_eq!((check.status.code(), &*String::from_utf8_lossy(&check.stdout)), (Some(1), said));
        assert_eq!(run("generate").status.code(), Some(0));
        assert_eq!(run("check").status.code(), Some(0));
    };

    fs::remove_dir_all(made.join("package")).expect("a folder");
    says("missing: made/package/wsdl/a.wsdl\nmissing: made/package/xsd/t.xsd\n");
    fs::remove_file(made.join("src/lib.rs")).expect("a file");
    fs::remove_file(made.join("Cargo.toml")).expect("a file");
    says("missing: made/Cargo.toml\nmissing: made/src/lib.rs\n");
    fs::write(made.join("package/xsd/t.xsd"), [0xff]).expect("a file");
    says("stale: made/package/xsd/t.xsd\n");
    let schema = folder.path().join("package/xsd/t.xsd");
    let text = fs::read_to_string(&schema).expect("a schema");
    fs::write(&schema, text + "<!-- later -->").expect("a file");
    says("stale: made/package/xsd/t.xsd\n");
    fs::create_dir(made.join("package/old")).expect("a folder");
    fs::write(made.join("package/old/b.xsd"), "").expect("a file");
    fs::write(made.join("package/README"), "mine").expect("a file");
    says("left over: made/package/old/b.xsd\n");
    assert!(made.join("package/README").exists());
}

#[test]
fn copies_are_kept_apart_from_packages() {
    let folder = contract();
    for (package, output) in [("package", "."), (".", "made"), ("package/wsdl/a.wsdl", ".")] {
        let run = codegen(folder.path(), &["generate", package, "--output", output, "--name", "made"]);
        assert_eq!(run.status.code(), Some(2), "{package}");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(said.contains("are in each other; say another --output"), "{said}");
    }
    assert!(!folder.path().join("src").exists());
}

#[test]
fn the_order_of_packages_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let parts = ["activityprescription:actoutcome", "healthcond:description", "logistics"];
    for (name, part) in ["a", "b", "c"].iter().zip(parts) {
        let schema = format!(
            "<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:riv:{part}:enums:2'>\
             <complexType name='T'/></schema>"
        );
        fs::write(folder.path().join(format!("{name}.xsd")), schema).expect("a file");
    }
    let generate = |packages: &[&str]| {
        let run = codegen(folder.path(), &[&["generate"], packages, &["--output", "made"]].concat());
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        let tree = fs::read_to_string(folder.path().join("made/src/generated/mod.rs")).expect("a file");
        let names = tree.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        names.filter(|name| *name != "tables").map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(generate(&["a.xsd"]), ["enums"]);
    assert_eq!(generate(&["b.xsd", "a.xsd"]), ["actoutcome_enums_2", "description_enums_2"]);
    assert_eq!(
        codegen(folder.path(), &["check", "a.xsd", "b.xsd", "--output", "made"]).status.code(),
        Some(0)
    );
    assert_eq!(
        generate(&["c.xsd", "b.xsd", "a.xsd"]),
        ["actoutcome_enums_2", "description_enums_2", "logistics_enums_2"]
    );
}

#[test]
fn the_runtime_is_a_version_a_folder_or_a_table() {
    let folder = contract();
    let runtime = folder.path().join("run \"time\"");
    fs::create_dir(&runtime).expect("a folder");
    fs::write(runtime.join("Cargo.toml"), "[package]\nname = \"rivta-soap\"").expect("a file");
    let generate = |runtime: &str| {
        codegen(folder.path(), &["generate", "package", "--output", "made", "--runtime", runtime])
    };
    for refused in ["/", "{ path = ", "{ features = [] }", "{ path = \"a\" }\nserde = \"1\"", "latest", ""] {
        let run = generate(refused);
        assert_eq!(run.status.code(), Some(2), "{refused}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("--runtime"), "{refused}");
        assert!(!folder.path().join("made").exists(), "{refused}");
    }
    let path = toml::Value::String(runtime.canonicalize().expect("a folder").to_string_lossy().into_owned());
    for (given, written) in [
        ("0.1", "\"0.1\"".to_owned()),
        ("\">=0.1, <0.3\"", "\">=0.1, <0.3\"".to_owned()),
        ("{ path = \"../it\" }", "{ path = \"../it\" }".to_owned()),
        ("run \"time\"", format!("{{ path = {path} }}")),
    ] {
        let run = generate(given);
        assert_eq!(run.status.code(), Some(0), "{given}: {}", String::from_utf8_lossy(&run.stderr));
        let manifest = fs::read_to_string(folder.path().join("made/Cargo.toml")).expect("a manifest");
        assert!(manifest.contains(&format!("\nrivta-soap = {written}\n")), "{manifest}");
        assert!(toml::from_str::<toml::Table>(&manifest).is_ok(), "{manifest}");
        // The same once more is no news; another runtime is.
        assert_eq!(String::from_utf8_lossy(&generate(given).stderr), "");
        let kept = generate("9.9");
        assert_eq!(kept.status.code(), Some(0));
        assert_eq!(
            String::from_utf8_lossy(&kept.stderr),
            "note: made/Cargo.toml is kept; --name and --runtime are for a new crate, change them there\n"
        );
        fs::remove_dir_all(folder.path().join("made")).expect("a folder");
    }
}

#[test]
fn of_a_faulty_package_nothing_is_generated_and_lenient_is_mentioned_where_it_helps() {
    let folder = contract();
    let generate = |more: &[&str]| {
        codegen(folder.path(), &[&["generate", "package", "--output", "made"], more].concat())
    };
    fs::remove_file(folder.path().join("package/xsd/t.xsd")).expect("a file");
    let run = generate(&[]);
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("nothing is generated as long as a part of a package is faulty"), "{said}");
    assert!(said.contains("--lenient overlooks imports of files that are missing"), "{said}");
    assert!(said.contains("error: package/wsdl/a.wsdl:1:"), "{said}");
    assert_eq!(generate(&["--lenient"]).status.code(), Some(0));

    fs::write(folder.path().join("package/wsdl/a.wsdl"), "<").expect("a file");
    let run = generate(&[]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&run.stderr).contains("--lenient"));
}

#[test]
fn a_package_without_anything_makes_no_crate() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let run = codegen(folder.path(), &["generate", "empty", "--output", "made"]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&run.stderr),
        "error: empty: neither a WSDL with an operation nor a schema with an element or a type\n"
    );
    assert!(!folder.path().join("made").exists());
}

#[test]
fn no_file_is_written_outside_the_output_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = folder.path().canonicalize().expect("a folder").join("work");
    fs::create_dir_all(work.join("pkg")).expect("a folder");
    let schema = |content: &str| {
        format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:a\">{content}</xs:schema>"
        )
    };
    // The package's own file, by a way round that leads out of the folder of the copies.
    let up = "../".repeat(work.components().count());
    let round = format!("{up}{}/pkg/a.xsd", work.display().to_string().trim_start_matches('/'));
    let elements = "<xs:element name=\"R\"/><xs:element name=\"S\"/>";
    fs::write(work.join("pkg/a.xsd"), schema(elements)).expect("a file");
    fs::write(work.join("pkg/a.wsdl"), wsdl(&round)).expect("a file");
    let before = files(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_rivta-codegen"))
        .args(["generate", "pkg", "--output", "out"])
        .current_dir(&work)
        .output()
        .expect("the command runs");
    let mut after = files(folder.path());
    after.retain(|file| !file.starts_with(work.join("out")));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(before, after, "{said}");
    assert!(said.contains("lies outside of the folder"), "{said}");
}

/// A contract whose schema is at that place.
fn wsdl(schema: &str) -> String {
    format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/' xmlns:w='urn:w' \
         xmlns:a='urn:a' targetNamespace='urn:w'><types><xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\
         <xs:import namespace='urn:a' schemaLocation='{schema}'/></xs:schema></types>\
         <message name='Q'><part name='p' element='a:R'/></message><message name='A'><part name='p' element='a:S'/></message>\
         <portType name='P'><operation name='Op'><input message='w:Q'/><output message='w:A'/></operation></portType>\
         <binding name='B' type='w:P'><soap:binding style='document' transport='http://schemas.xmlsoap.org/soap/http'/>\
         <operation name='Op'><soap:operation soapAction='urn:op'/><input><soap:body use='literal'/></input>\
         <output><soap:body use='literal'/></output></operation></binding></definitions>"
    )
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.canonicalize().expect("a folder")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn a_crate_tells_how_it_is_used() {
    let folder = contract();
    let schema = "<schema xmlns='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t' targetNamespace='urn:t'>\
        <element name='e' type='t:T'/><complexType name='T'><sequence>\
        <element name='type' type='string' minOccurs='0'/></sequence></complexType></schema>";
    fs::write(folder.path().join("package/xsd/t.xsd"), schema).expect("a file");
    let run = codegen(folder.path(), &["generate", "package", "--output", "made-here"]);
    assert_eq!(run.status.code(), Some(0));
    let face = fs::read_to_string(folder.path().join("made-here/src/lib.rs")).expect("a face");
    for told in [
        "//! use made_here::rivta_soap::{HsaId, ResponseError, read_response, write_request};",
        "//! use made_here::t;",
        "//! fn read(envelope: &[u8]) -> Result<t::T, ResponseError> {\n//!     read_response::<t::Op>(envelope,",
        "//! fn change(it: t::T, other: t::T) -> t::T {\n//!     match other.r#type {\n\
         //!         Some(value) => it.with_type(value),",
        "\npub use rivta_soap;\npub use rivta_soap::codegen::rivta_xml;\n",
    ] {
        assert!(face.contains(told), "{told}\n{face}");
    }
}

#[test]
fn nobody_needs_to_listen() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.wsdl"), "<").expect("a file");
    for arguments in [&["inspect", "a.wsdl"][..], &["generate", "a.wsdl", "--output", "made"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let program = env!("CARGO_BIN_EXE_rivta-codegen");
        let mut command = Command::new(program);
        let status = command.current_dir(folder.path()).args(arguments).stderr(writer).status();
        assert_eq!(status.expect("a process").code(), Some(2), "{arguments:?}");
    }
}
