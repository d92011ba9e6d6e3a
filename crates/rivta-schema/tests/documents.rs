//! Schema files as they come: encodings, well-formedness, and where imports lead.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

use std::fs;
use std::path::Path;

use rivta_schema::{Options, Package};
use tempfile::TempDir;

const DECLARED: &str = "<xs:element name='e' type='xs:string'><xs:annotation><xs:documentation>\u{e5} \u{20ac}\
    </xs:documentation></xs:annotation></xs:element>";

fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'>\n{content}</xs:schema>"
    )
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, octets) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, octets).expect("a file");
    }
    folder
}

fn load(folder: &Path, lenient: bool) -> Result<Package, String> {
    Package::load(&[folder.join("a.xsd")], Options { lenient }).map_err(|errors| {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        texts.join("\n").replace(&format!("{}/", folder.display()), "")
    })
}

fn warnings(package: &Package, folder: &Path) -> Vec<String> {
    let texts = package.warnings.iter().map(ToString::to_string);
    texts.map(|text| text.replace(&format!("{}/", folder.display()), "")).collect()
}

#[test]
fn files_are_read_in_the_encodings_of_the_field() {
    let in_eight_bits = |encoding: &str, euro: u8| {
        let text = format!("<?xml version='1.0' encoding='{encoding}'?>\n{}", schema(DECLARED));
        let octet = |c| match c {
            '\u{20ac}' => euro,
            c => u8::try_from(u32::from(c)).expect("a character of eight bits"),
        };
        text.chars().map(octet).collect::<Vec<u8>>()
    };
    for (octets, expected) in [
        (in_eight_bits("ISO-8859-1", 0xA4), "\u{e5} \u{a4}"),
        (in_eight_bits("latin-1", 0xA4), "\u{e5} \u{a4}"),
        (in_eight_bits("ISO-8859-15", 0xA4), "\u{e5} \u{20ac}"),
        (in_eight_bits("windows-1252", 0x80), "\u{e5} \u{20ac}"),
        (format!("\u{feff}{}", schema(DECLARED)).into_bytes(), "\u{e5} \u{20ac}"),
    ] {
        let folder = folder(&[("a.xsd", &octets)]);
        let package = load(folder.path(), false).expect("a package");
        let element = package.model.elements.first().expect("an element");
        assert_eq!(element.annotation.documentation, [expected]);
    }
    let folder = folder(&[("a.xsd", &in_eight_bits("KOI8-R", 0xA4))]);
    assert_eq!(
        load(folder.path(), false).expect_err("an error"),
        "a.xsd:1:1: not well-formed: encoding koi8-r is not supported"
    );
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for (text, expected) in [
        (
            format!("\n<?xml version='1.0'?>{}", schema(DECLARED)),
            "a.xsd:2:1: not well-formed: an XML declaration that is not at the start",
        ),
        (
            format!("<!-- a -->\n<?xml version='1.0'?>{}", schema(DECLARED)),
            "a.xsd:2:1: not well-formed: an XML declaration that is not at the start",
        ),
        (schema("<!-- a -- b -->"), "a.xsd:2:8: not well-formed: "),
    ] {
        let folder = folder(&[("a.xsd", text.as_bytes())]);
        let told = load(folder.path(), false).expect_err("an error");
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_schema_refers_to_others_before_it_declares_anything() {
    let folder =
        folder(&[("a.xsd", schema(&format!("{DECLARED}\n<xs:import namespace='urn:b'/>")).as_bytes())]);
    assert_eq!(
        load(folder.path(), false).expect_err("an error"),
        "a.xsd:3:1: xs:import stands before what the schema declares"
    );
}

#[test]
fn a_file_whose_name_differs_as_on_windows_is_named_and_can_be_taken() {
    let other = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:b'>
        <xs:simpleType name='T'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>";
    for location in ["Sub/Other.XSD", "sub\\other.xsd", "./x/..\\SUB/other.xsd"] {
        let import = format!(
            "<xs:import namespace='urn:b' schemaLocation='{location}'/><xs:element name='e' type='b:T' xmlns:b='urn:b'/>"
        );
        let folder = folder(&[("a.xsd", schema(&import).as_bytes()), ("sub/other.xsd", other.as_bytes())]);
        let told = format!(
            "a.xsd:2:1: there is no file {location}, which is imported here; did you mean sub/other.xsd?"
        );
        assert_eq!(load(folder.path(), false).expect_err("an error"), told);
        let package = load(folder.path(), true).expect("a package");
        assert_eq!(warnings(&package, folder.path()), [told]);
        assert_eq!(package.model.simple_types.len(), 1, "the file's own type");
    }
}

#[test]
fn which_of_two_similar_files_is_meant_is_not_guessed() {
    let import = "<xs:include schemaLocation='b.XSD'/>";
    let none = schema("");
    let folder = folder(&[
        ("a.xsd", schema(import).as_bytes()),
        ("B.xsd", none.as_bytes()),
        ("b.xsd", none.as_bytes()),
    ]);
    assert_eq!(
        load(folder.path(), false).expect_err("an error"),
        "a.xsd:2:1: there is no file b.XSD, which is imported here"
    );
}

#[test]
fn an_import_of_another_namespace_than_the_files_only_matters_where_it_is_used() {
    let other = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:other'/>";
    let import = "<xs:import namespace='urn:b' schemaLocation='b.xsd'/>";
    let told = "a.xsd:2:1: the import is of namespace urn:b, but the file's target namespace is urn:other";
    let idle = folder(&[("a.xsd", schema(import).as_bytes()), ("b.xsd", other.as_bytes())]);
    let package = load(idle.path(), false).expect("a package");
    assert_eq!(warnings(&package, idle.path()), [told]);

    let used = schema(&format!("{import}<xs:element name='e' type='b:T' xmlns:b='urn:b'/>"));
    let used = folder(&[("a.xsd", used.as_bytes()), ("b.xsd", other.as_bytes())]);
    assert_eq!(load(used.path(), false).expect_err("an error"), told);
    load(used.path(), true).expect("a package");
}

#[test]
fn attributes_that_say_nothing_are_told() {
    let text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:j='urn:j' j:version='2.1' id='s'
        elementFormDefualt='qualified'>
<xs:element name='e' xmlns:vc='http://www.w3.org/2007/XMLSchema-versioning' vc:minVersion='1.1'><xs:simpleType>
<xs:restriction base='xs:int'><xs:annotation><xs:appinfo><xs:maxLength x=''/></xs:appinfo></xs:annotation>
<xs:maxInclusive value='7' valeu='8' id='i'/></xs:restriction></xs:simpleType></xs:element></xs:schema>";
    let folder = folder(&[("a.xsd", text.as_bytes())]);
    let package = load(folder.path(), false).expect("a package");
    assert_eq!(
        warnings(&package, folder.path()),
        [
            "a.xsd:1:1: attribute elementFormDefualt at xs:schema is not evaluated",
            "a.xsd:3:1: attribute minVersion at xs:element is not evaluated",
            "a.xsd:5:1: attribute valeu at xs:maxInclusive is not evaluated",
        ]
    );
}
