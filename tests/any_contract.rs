//! `sample` and `validate --contract`, as their users see them: any contract, from its schemas alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use test_support::{Finished, Program};

const NAMESPACE: &str = "urn:riv:test:trees:GetTreesResponder:1";

const SCHEMA: &str = r###"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:riv:test:trees:GetTreesResponder:1" xmlns="urn:riv:test:trees:GetTreesResponder:1" elementFormDefault="qualified" version="1.2">
<xs:element name="GetTrees"><xs:complexType><xs:sequence>
<xs:element name="kind" minOccurs="0" maxOccurs="3"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}-\d+"/><xs:maxLength value="8"/></xs:restriction></xs:simpleType></xs:element>
<xs:element name="height" type="xs:decimal"/>
<xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="GetTreesResponse"><xs:complexType><xs:sequence><xs:element name="planted" type="xs:date" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"###;

const WSDL: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:r="urn:riv:test:trees:GetTreesResponder:1" targetNamespace="urn:riv:test:trees:GetTrees:1:rivtabp21" xmlns:t="urn:riv:test:trees:GetTrees:1:rivtabp21">
<types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:riv:test:trees:GetTreesResponder:1" schemaLocation="GetTreesResponder_1.2.xsd"/></xs:schema></types>
<message name="q"><part name="p" element="r:GetTrees"/></message><message name="a"><part name="p" element="r:GetTreesResponse"/></message>
<portType name="P"><operation name="GetTrees"><input message="t:q"/><output message="t:a"/></operation></portType>
<binding name="B" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
<operation name="GetTrees"><soap:operation soapAction="urn:riv:test:trees:GetTreesResponder:1:GetTrees"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
</definitions>"#;

/// A package with one contract.
struct Package(tempfile::TempDir);

impl Package {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let interactions = folder.path().join("interactions");
        fs::create_dir(&interactions).unwrap();
        fs::write(interactions.join("GetTreesResponder_1.2.xsd"), SCHEMA).unwrap();
        fs::write(interactions.join("GetTreesInteraction_1.2_RIVTABP21.wsdl"), WSDL).unwrap();
        Self(folder)
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, command: &str, arguments: &[&str], input: &str) -> Finished {
        let folder = self.folder().display().to_string();
        let arguments = [&[command, "--contract", &folder], arguments].concat();
        Program::new(env!("CARGO_BIN_EXE_rivkontakt")).run_with_input(&arguments, input)
    }

    fn sample(&self, arguments: &[&str]) -> String {
        self.run("sample", &[&["--operation", "GetTrees"], arguments].concat(), "").expect_code(0).stdout
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder().join(name);
        fs::write(&file, text).unwrap();
        file
    }
}

fn request(content: &str) -> String {
    format!("<GetTrees xmlns=\"{NAMESPACE}\">\n{content}\n</GetTrees>")
}

#[test]
fn samples_are_envelopes_that_validate_says_are_valid() {
    let package = Package::new();
    for arguments in [&["--minimal"][..], &["--full"], &["--seed", "3"], &["--full", "--seed", "4"], &[]] {
        let sample = package.sample(arguments);
        assert!(sample.contains(":LogicalAddress>SE165565594230-1000<"), "{sample}");
        let valid = package.run("validate", &["-"], &sample).expect_code(0);
        assert_eq!(valid.stdout, "-: request of GetTrees, valid\n");
        let response = package.sample(&[arguments, &["--response"]].concat());
        assert!(!response.contains("LogicalAddress"), "{response}");
        let valid = package.run("validate", &["-"], &response).expect_code(0);
        assert_eq!(valid.stdout, "-: response of GetTrees, valid\n");
    }
}

#[test]
fn a_minimal_sample_leaves_out_and_a_full_one_puts_in() {
    let package = Package::new();
    let [minimal, full] = ["--minimal", "--full"].map(|extent| package.sample(&[extent]));
    assert!(!minimal.contains("kind>") && minimal.contains("height>"), "{minimal}");
    assert!(full.contains("kind>") && full.contains("urn:example:extension"), "{full}");
    assert_eq!(full, package.sample(&["--full"]), "the same options make the same message");
    assert_ne!(full, package.sample(&["--full", "--seed", "9"]));
}

#[test]
fn messages_of_any_contract_are_checked_bare_and_in_envelopes() {
    let package = Package::new();
    let bad = request("<kind>oak</kind>\n<height>tall</height><leaf/>");
    let found = package.run("validate", &["-"], &bad).expect_code(1);
    for place in ["-:2:1  GetTrees/kind[1]", "-:3:1  GetTrees/height", "-:3:22  GetTrees/leaf"] {
        assert!(found.stdout.contains(place), "{place}: {}", found.stdout);
    }
    assert!(found.stderr.contains("3 errors, 0 warnings in 1 file"), "{}", found.stderr);
    let envelope = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{}</s:Body></s:Envelope>",
        request("<height>1.5</height>")
    );
    let found = package.run("validate", &["-"], &envelope).expect_code(1);
    assert!(found.stdout.contains("LogicalAddress"), "{}", found.stdout);
    package.run("validate", &["-"], &request("<height>1.5</height>")).expect_code(0);
}

#[test]
fn several_files_share_the_package_and_findings_are_json_if_asked_for() {
    let package = Package::new();
    let good = package.write("good.xml", &request("<height>1</height>")).display().to_string();
    let bad = package.write("bad.xml", &request("<height/>")).display().to_string();
    let found = package.run("validate", &["--json", &good, &bad, "absent.xml"], "").expect_code(4);
    let lines: Vec<&str> = found.stdout.lines().collect();
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(line.contains("\"rule\":\"schema\"") && line.contains("\"path\":\"GetTrees/height\""), "{line}");
}

#[test]
fn a_message_of_no_operation_of_the_contract_is_told_which_there_are() {
    let package = Package::new();
    let found = package.run("validate", &["-"], "<GetFlowers/>").expect_code(1);
    assert!(found.stdout.contains("expected a request or response of GetTrees"), "{}", found.stdout);
    let refused = package.run("sample", &["--operation", "GetFlowers"], "").expect_code(2);
    assert!(refused.stderr.contains("no operation GetFlowers; there are GetTrees"), "{}", refused.stderr);
}

#[test]
fn a_faulty_package_is_refused_with_file_and_line() {
    let package = Package::new();
    fs::remove_file(package.folder().join("interactions/GetTreesResponder_1.2.xsd")).unwrap();
    let refused = package.run("validate", &["-"], &request("")).expect_code(3);
    assert!(refused.stderr.contains("GetTreesInteraction_1.2_RIVTABP21.wsdl:"), "{}", refused.stderr);
}

#[test]
fn an_operation_of_several_versions_is_taken_from_the_file_that_is_named() {
    let package = Package::new();
    let newer = |text: &str| text.replace("Responder:1", "Responder:2").replace("_1.2.xsd", "_2.0.xsd");
    package.write("interactions/GetTreesResponder_2.0.xsd", &newer(SCHEMA));
    let wsdl = package.write("interactions/GetTreesInteraction_2.0_RIVTABP21.wsdl", &newer(WSDL));
    let refused = package.run("sample", &["--operation", "GetTrees"], "").expect_code(2);
    assert!(refused.stderr.contains("GetTreesInteraction_2.0_RIVTABP21.wsdl"), "{}", refused.stderr);
    let arguments = ["sample", "--contract", &wsdl.display().to_string(), "--operation", "GetTrees"];
    let sample = Program::new(env!("CARGO_BIN_EXE_rivkontakt")).run_with_input(&arguments, "").expect_code(0);
    assert!(sample.stdout.contains("GetTreesResponder:2"), "{}", sample.stdout);
}

#[test]
fn a_missing_import_is_overlooked_with_a_warning_only_on_request() {
    let package = Package::new();
    let import =
        "<xs:import namespace=\"urn:other\" schemaLocation=\"absent.xsd\"/><xs:element name=\"GetTrees\">";
    let schema = SCHEMA.replacen("<xs:element name=\"GetTrees\">", import, 1);
    let height = "<xs:element name=\"height\" type=\"xs:decimal\"/>";
    let leaf = "<xs:element name=\"leaf\" type=\"o:Leaf\" minOccurs=\"0\" xmlns:o=\"urn:other\"/>";
    let schema = schema.replacen(height, &format!("{height}{leaf}"), 1);
    package.write("interactions/GetTreesResponder_1.2.xsd", &schema);
    let request = request("<height>1</height>");
    let refused = package.run("validate", &["-"], &request).expect_code(3);
    assert!(refused.stderr.contains("GetTreesResponder_1.2.xsd:"), "{}", refused.stderr);
    let valid = package.run("validate", &["--lenient", "-"], &request).expect_code(0);
    assert!(valid.stderr.contains("warning: ") && valid.stderr.contains("absent.xsd"), "{}", valid.stderr);
}
