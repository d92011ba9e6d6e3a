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
        fs::create_dir_all(file.parent().unwrap()).unwrap();
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
        assert_eq!(valid.stdout, "-: request of GetTrees 1.2, valid\n");
        let response = package.sample(&[arguments, &["--response"]].concat());
        assert!(!response.contains("LogicalAddress"), "{response}");
        let valid = package.run("validate", &["-"], &response).expect_code(0);
        assert_eq!(valid.stdout, "-: response of GetTrees 1.2, valid\n");
    }
}

#[test]
fn the_values_of_a_sample_are_what_names_say_and_nobodys() {
    let named = "<xs:element name=\"careUnitHSAId\" type=\"xs:string\"/><xs:element name=\"patientId\"><xs:simpleType>\
                 <xs:restriction base=\"xs:string\"><xs:pattern value=\"\\d{12}\"/></xs:restriction></xs:simpleType></xs:element>\
                 <xs:element name=\"felledTime\" type=\"xs:string\"/>";
    let height = "<xs:element name=\"height\" type=\"xs:decimal\"/>";
    let package = Package::new();
    package.write(
        "interactions/GetTreesResponder_1.2.xsd",
        &SCHEMA.replace(height, &format!("{height}{named}")),
    );
    for arguments in [&["--minimal"][..], &["--full"], &["--seed", "5"]] {
        let sample = package.sample(arguments);
        assert!(sample.contains(":careUnitHSAId>SE165565594230-100"), "{sample}");
        assert!(sample.contains(":felledTime>20260301120000<"), "{sample}");
        let (_, rest) = sample.split_once(":patientId>").unwrap();
        let number = rest.split('<').next().unwrap();
        // A published test number, or a birth number that is never given out.
        assert!(number == "191212121212" || number.get(8..10) == Some("98"), "{number}");
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
fn what_a_terminal_would_act_on_is_not_shown() {
    let package = Package::new();
    let pattern = r"[A-Z]{3}-\d+";
    let schema = SCHEMA.replace(pattern, "[A-Z]{3}&#x9b;31m\u{202E}&#10;error: no");
    package.write("interactions/GetTreesResponder_1.2.xsd", &schema);
    let file = package.write("odd\u{1b}[31m.xml", &request("<kind>x</kind><height>1</height>"));
    let finished = package.run("validate", &[&file.display().to_string()], "").expect_code(1);
    let said = format!("{}{}", finished.stdout, finished.stderr);
    assert!(said.contains("a match of the pattern [A-Z]{3} 31m  error: no"), "{said}");
    assert!(said.contains("odd [31m.xml:"), "{said}");
    assert!(!said.contains(['\u{9b}', '\u{1b}', '\u{202E}']) && !said.contains("\nerror: no"), "{said}");
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
    let told = |message: &str| package.run("validate", &["-"], message).expect_code(1).stdout;
    assert!(told("<Flowers/>").contains("expected a request or response of GetTrees"));
    assert!(told("<GetTreesRespons/>").contains("did you mean GetTreesResponse?"));
    let other = told("<GetTrees xmlns='urn:riv:test:trees:GetTreesResponder:2'/>");
    assert!(other.contains(&format!("expected {NAMESPACE}\n")), "{other}");
    let refused = package.run("sample", &["--operation", "Flowers"], "").expect_code(2);
    assert!(refused.stderr.contains("no operation Flowers; there are GetTrees"), "{}", refused.stderr);
    let refused = package.run("sample", &["--operation", "gettree"], "").expect_code(2);
    assert!(refused.stderr.contains("did you mean GetTrees?"), "{}", refused.stderr);
    let refused = package.run("sample", &[], "").expect_code(2);
    assert!(refused.stderr.contains("give as --operation one of GetTrees"), "{}", refused.stderr);
}

#[test]
fn an_element_that_differs_in_case_or_by_a_letter_is_told_the_one_that_was_meant() {
    let package = Package::new();
    for (slip, meant) in [("Kind", "kind"), ("heigth", "height"), ("heights", "height")] {
        let message = request(&format!("<{slip}>ABC-1</{slip}><height>1</height>"));
        let found = package.run("validate", &["-"], &message).expect_code(1).stdout;
        assert!(found.contains(&format!("did you mean {meant}?")), "{found}");
    }
    let found = package.run("validate", &["-"], &request("<leaf/><height>1</height>")).expect_code(1).stdout;
    assert!(!found.contains("did you mean"), "{found}");
}

#[test]
fn a_package_that_is_not_there_or_empty_is_refused_with_the_reason() {
    let program = Program::new(env!("CARGO_BIN_EXE_rivkontakt"));
    let refused = |contract: &str| {
        program.run_with_input(&["validate", "--contract", contract, "-"], "").expect_code(3).stderr
    };
    let absent = refused("absent");
    assert!(absent.contains("can't read absent: No such file"), "{absent}");
    let empty = tempfile::tempdir().unwrap();
    let told = refused(&empty.path().display().to_string());
    assert!(told.contains("no WSDL with an operation"), "{told}");
}

#[test]
fn several_packages_are_taken_together() {
    let (trees, flowers) = (Package::new(), Package::new());
    let other = |text: &str| text.replace("GetTrees", "GetFlowers").replace(":trees:", ":flowers:");
    flowers.write("interactions/GetFlowersResponder_1.2.xsd", &other(SCHEMA));
    flowers.write("interactions/GetFlowersInteraction_1.2_RIVTABP21.wsdl", &other(WSDL));
    let both = ["--contract", &flowers.folder().display().to_string()].map(str::to_owned);
    let [option, folder] = &both;
    let valid = trees.run("validate", &[option, folder, "-"], &request("<height>1</height>")).expect_code(0);
    assert_eq!(valid.stdout, "-: request of GetTrees 1.2, valid\n");
    let message = other(&request("<height>1</height>"));
    trees.run("validate", &["-"], &message).expect_code(1);
    trees.run("validate", &[option, folder, "-"], &message).expect_code(0);
    trees.run("sample", &[option, folder, "--operation", "GetFlowers"], "").expect_code(0);
}

#[test]
fn a_faulty_package_is_refused_with_file_and_line() {
    let package = Package::new();
    fs::remove_file(package.folder().join("interactions/GetTreesResponder_1.2.xsd")).unwrap();
    let refused = package.run("validate", &["-"], &request("")).expect_code(3);
    assert!(refused.stderr.contains("GetTreesInteraction_1.2_RIVTABP21.wsdl:"), "{}", refused.stderr);
    package.write("interactions/second.wsdl", "<definitions/>");
    let refused = package.run("validate", &["-"], &request("")).expect_code(3);
    let errors = refused.stderr.lines().filter(|line| line.starts_with("error: "));
    assert_eq!(errors.count(), 2, "each is told on a line of its own: {}", refused.stderr);
}

#[test]
fn beside_what_is_faulty_the_rest_of_a_package_is_used() {
    let package = Package::new();
    package.write("interactions/broken.wsdl", &WSDL.replace("r:GetTrees\"", "r:Absent\""));
    let valid = package.run("validate", &["-"], &request("<height>1</height>")).expect_code(0);
    assert!(valid.stderr.contains("warning: left out as faulty: "), "{}", valid.stderr);
    assert!(valid.stderr.contains("broken.wsdl:"), "{}", valid.stderr);
    package.sample(&[]);
}

#[test]
fn an_operation_that_is_left_out_as_faulty_is_told_to_be() {
    let package = Package::new();
    let other = |text: &str| {
        text.replace("GetTrees", "GetFlowers").replace("_1.2.xsd", "_1.0.xsd").replace(":trees:", ":flowers:")
    };
    let import =
        "<xs:import namespace=\"urn:other\" schemaLocation=\"absent.xsd\"/><xs:element name=\"GetTrees\">";
    let schema = SCHEMA.replacen("<xs:element name=\"GetTrees\">", import, 1);
    let leaf = "<xs:element name=\"height\" type=\"o:Leaf\" xmlns:o=\"urn:other\"/>";
    let schema = schema.replacen("<xs:element name=\"height\" type=\"xs:decimal\"/>", leaf, 1);
    package.write("interactions/GetFlowersResponder_1.0.xsd", &other(&schema));
    package.write("interactions/GetFlowersInteraction_1.0_RIVTABP21.wsdl", &other(WSDL));
    let refused = package.run("sample", &["--operation", "GetFlowers"], "").expect_code(2);
    assert!(refused.stderr.contains("operation GetFlowers was left out as faulty; "), "{}", refused.stderr);
    package.run("sample", &["--operation", "GetFlowers", "--lenient"], "").expect_code(0);
    for message in ["GetFlowers", "GetFlowersResponse"] {
        let body = format!("<{message} xmlns=\"{}\"/>", other(NAMESPACE));
        let document = format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{body}</s:Body></s:Envelope>"
        );
        for message in [&body, &document] {
            let found = package.run("validate", &["-"], message).expect_code(1);
            assert!(found.stdout.contains("a message of GetFlowers, which was left out"), "{}", found.stdout);
            assert!(!found.stdout.contains("LogicalAddress"), "{}", found.stdout);
        }
    }
}

#[test]
fn an_operation_of_several_versions_is_chosen_by_namespace() {
    let package = Package::new();
    let newer = |text: &str| text.replace("Responder:1", "Responder:2").replace("_1.2.xsd", "_2.0.xsd");
    package.write("interactions/GetTreesResponder_2.0.xsd", &newer(SCHEMA));
    package.write("interactions/GetTreesInteraction_2.0_RIVTABP21.wsdl", &newer(WSDL));
    let refused = package.run("sample", &["--operation", "GetTrees"], "").expect_code(2);
    let newest = "urn:riv:test:trees:GetTreesResponder:2";
    assert!(refused.stderr.contains(&format!("one of {NAMESPACE}, {newest}\n")), "{}", refused.stderr);
    let sample = package.sample(&["--namespace", newest]);
    assert!(sample.contains(newest), "{sample}");
    let refused =
        package.run("sample", &["--operation", "GetTrees", "--namespace", "urn:no"], "").expect_code(2);
    assert!(refused.stderr.contains("no operation GetTrees of that namespace"), "{}", refused.stderr);

    // What several files say differently of one namespace is told apart by file.
    let other = SCHEMA.replace("xs:decimal", "xs:int");
    package.write("other/GetTreesResponder_1.2.xsd", &other);
    package.write("other/GetTreesInteraction_1.3_RIVTABP21.wsdl", WSDL);
    let refused =
        package.run("sample", &["--operation", "GetTrees", "--namespace", NAMESPACE], "").expect_code(2);
    assert!(refused.stderr.contains("GetTreesInteraction_1.3_RIVTABP21.wsdl"), "{}", refused.stderr);
    // A message is of the one by which it is valid.
    for height in ["1.5", "1"] {
        let message = request(&format!("<height>{height}</height>"));
        package.run("validate", &["-"], &message).expect_code(0);
    }
}

#[test]
fn the_headers_are_those_that_the_contract_declares() {
    let declared = SCHEMA.replace("</xs:schema>", "<xs:element name=\"To\" type=\"xs:anyURI\"/></xs:schema>");
    let wsdl = WSDL
        .replace(
            "<part name=\"p\" element=\"r:GetTrees\"/>",
            "<part name=\"p\" element=\"r:GetTrees\"/><part name=\"to\" element=\"r:To\"/>",
        )
        .replacen(
            "<input><soap:body use=\"literal\"/>",
            "<input><soap:header message=\"t:q\" part=\"to\" use=\"literal\"/><soap:body use=\"literal\" parts=\"p\"/>",
            1,
        );
    let package = Package::new();
    package.write("interactions/GetTreesResponder_1.2.xsd", &declared);
    package.write("interactions/GetTreesInteraction_1.2_RIVTABP21.wsdl", &wsdl);
    let sample = package.sample(&[]);
    assert!(sample.contains(":To>") && !sample.contains("LogicalAddress"), "{sample}");
    package.run("validate", &["-"], &sample).expect_code(0);
    let (before, rest) = sample.split_once("<soap:Header>").unwrap();
    let (_, after) = rest.split_once("</soap:Header>").unwrap();
    let found = package.run("validate", &["-"], &format!("{before}{after}")).expect_code(1);
    assert!(found.stdout.contains("expected soap:Header/To"), "{}", found.stdout);
}

#[test]
fn a_contract_that_is_bound_for_several_profiles_takes_the_headers_of_each() {
    let package = Package::new();
    let part =
        "<part name=\"h\" xmlns:x=\"urn:x\" element=\"x:To\"/><part name=\"p\" element=\"r:GetTrees\"/>";
    let bound =
        "<soap:body use=\"literal\" parts=\"p\"/><soap:header message=\"t:q\" part=\"h\" use=\"literal\"/>";
    let import = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:x\">\
         <xs:element name=\"To\" type=\"xs:int\"/></xs:schema></types>";
    let older = WSDL
        .replace("<part name=\"p\" element=\"r:GetTrees\"/>", part)
        .replace("<input><soap:body use=\"literal\"/>", &format!("<input>{bound}"))
        .replace("</types>", import);
    package.write("interactions/GetTreesInteraction_1.2_RIVTABP20.wsdl", &older);
    let sample = package.sample(&["--minimal"]);
    let (before, after) = sample.split_once("<soap:Header>").unwrap();
    let (_, after) = after.split_once("</soap:Header>").unwrap();
    let with = |header: &str| format!("{before}<soap:Header>{header}</soap:Header>{after}");
    let to = |value: &str| with(&format!("<To xmlns=\"urn:x\">{value}</To>"));
    let addressed = with(
        "<LogicalAddress xmlns=\"urn:riv:itintegration:registry:1\">SE165565594230-1000</LogicalAddress>",
    );
    for right in [sample.clone(), to("7"), addressed] {
        package.run("validate", &["-"], &right).expect_code(0);
    }
    for wrong in [with(""), to("seven")] {
        package.run("validate", &["-"], &wrong).expect_code(1);
    }
}

fn fault(content: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>{content}</s:Fault></s:Body></s:Envelope>"
    )
}

#[test]
fn a_fault_has_a_code_and_a_string_and_the_detail_that_is_declared() {
    let declared =
        SCHEMA.replace("</xs:schema>", "<xs:element name=\"Trouble\" type=\"xs:int\"/></xs:schema>");
    let wsdl = WSDL
        .replace(
            "<portType",
            "<message name=\"f\"><part name=\"p\" element=\"r:Trouble\"/></message><portType",
        )
        .replace("<output message=\"t:a\"/>", "<output message=\"t:a\"/><fault name=\"f\" message=\"t:f\"/>");
    let package = Package::new();
    package.write("interactions/GetTreesResponder_1.2.xsd", &declared);
    package.write("interactions/GetTreesInteraction_1.2_RIVTABP21.wsdl", &wsdl);
    let detail = |value: &str| {
        fault(&format!(
            "<faultcode>s:Server</faultcode><faultstring>nej</faultstring><detail><Trouble xmlns=\"{NAMESPACE}\">{value}</Trouble></detail>"
        ))
    };
    let valid = package.run("validate", &["-"], &detail("7")).expect_code(0);
    assert_eq!(valid.stdout, "-: SOAP fault s:Server, valid\n");
    let found = package.run("validate", &["-"], &detail("seven")).expect_code(1);
    assert!(found.stdout.contains("Envelope/Body/Fault/detail/Trouble"), "{}", found.stdout);
    let program = Program::new(env!("CARGO_BIN_EXE_rivkontakt"));
    let found = program.run_with_input(&["validate", "-"], &fault("<faultcode>s:Server</faultcode>"));
    assert!(found.expect_code(1).stdout.contains("expected faultstring"));
}

#[test]
fn an_excerpt_of_a_document_of_one_line_is_short_and_under_the_element() {
    let package = Package::new();
    let kinds = "<kind>ABC-1</kind>".repeat(3);
    let message = request(&format!("{kinds}<height>tall</height>{}", "<!-- long -->".repeat(100_000)));
    let message = message.replace('\n', "");
    let found = package.run("validate", &["-"], &message).expect_code(1).stdout;
    let lines: Vec<&str> = found.lines().collect();
    let (excerpt, caret) = (lines.get(3).unwrap(), lines.get(4).unwrap());
    assert!(excerpt.chars().count() < 110, "{excerpt}");
    assert_eq!(excerpt.find("<height>"), caret.find('^'), "{found}");
    assert_eq!(caret.matches('^').count(), "<height>".len());
}

#[test]
fn messages_in_utf16_are_read_and_shown() {
    let package = Package::new();
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let file = |name: &str, octets: Vec<u8>| {
        let file = package.folder().join(name);
        fs::write(&file, octets).unwrap();
        file.display().to_string()
    };
    let good = file("good.xml", utf16(&request("<height>1</height>")));
    package.run("validate", &[&good], "").expect_code(0);
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", request("<height>1</height>"));
    let bad = file("bad.xml", utf16(&declared));
    let found = package.run("validate", &[&bad], "").expect_code(1);
    assert!(found.stdout.contains(" 1 | <?xml version="), "{}", found.stdout);
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
