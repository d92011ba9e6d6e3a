//! What can't be read or generated is told with file, line, column and construct.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that panics says where")]

use std::fs;
use std::path::Path;

use rivta_codegen::items::{self, Settings};
use rivta_codegen::{Config, compare, generate, write};
use rivta_schema::documents::Documents;
use rivta_schema::resolved;

const HEAD: &str =
    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">\n";

/// The error of a package with these files, of which the first is generated, without the folder's name.
fn error(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let first = folder.path().join(files[0].0);
    let settings = Settings { package: folder.path().to_owned(), ..Settings::default() };
    let made = Documents::load([first]).and_then(|documents| {
        let model = resolved::resolve(&documents)?;
        items::build(&documents, &model, &settings).map(|_| ())
    });
    let text = made.expect_err("an error").to_string();
    text.replace(&format!("{}/", folder.path().display()), "")
}

/// The error of a schema whose content, from line 2, is `content`.
fn schema(content: &str) -> String {
    error(&[("a.xsd", &format!("{HEAD}{content}\n</xs:schema>"))])
}

/// The error of a complex type whose content, from line 3, is `content`.
fn complex(content: &str) -> String {
    schema(&format!("<xs:complexType name=\"T\">\n{content}\n</xs:complexType>"))
}

#[test]
fn a_file_that_is_not_there() {
    assert_eq!(
        Documents::load(["/nowhere/a.xsd".into()]).expect_err("an error").to_string(),
        "can't read /nowhere/a.xsd"
    );
    assert_eq!(
        schema("<xs:include schemaLocation=\"b.xsd\"/>"),
        "a.xsd:2:1: there is no file b.xsd, which is imported here"
    );
}

#[test]
fn a_file_that_is_not_well_formed_or_no_schema() {
    assert!(error(&[("a.xsd", "<a>\n <b></a>")]).starts_with("a.xsd:2:5: not well-formed: "));
    assert_eq!(error(&[("a.xsd", "<a>&b;</a>")]), "a.xsd:1:4: not well-formed: unknown entity &b;");
    assert_eq!(
        error(&[("a.xsd", "<b:a/>")]),
        "a.xsd:1:1: not well-formed: prefix b is not bound to a namespace"
    );
    assert_eq!(
        error(&[("a.xsd", "<a/>")]),
        "a.xsd:1:1: the root element is a, not xs:schema or wsdl:definitions"
    );
    assert_eq!(
        error(&[("a.xsd", "<?xml version=\"1.0\" encoding=\"EBCDIC\"?><a/>")]),
        "a.xsd:1:1: not well-formed: encoding ebcdic is not supported"
    );
}

#[test]
fn schemas_in_other_encodings_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{HEAD}<xs:element name=\"\u{e5}\"/></xs:schema>"
    );
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.replace("ISO-8859-1", "UTF-16").encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let utf8 = text.replace("ISO-8859-1", "UTF-8").replacen("<?xml", "\u{FEFF}<?xml", 1).into_bytes();
    for (name, bytes) in [("latin.xsd", latin), ("utf16.xsd", utf16), ("utf8.xsd", utf8)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        let model = resolved::resolve(&Documents::load([path]).expect("a document")).expect("a model");
        assert_eq!(&*model.elements[0].name.local, "\u{e5}", "{name}");
    }
}

#[test]
fn what_xml_schema_does_not_allow() {
    for (content, expected) in [
        ("<xs:elment name=\"a\"/>", "a.xsd:2:1: xs:elment is not allowed here"),
        ("<a/>", "a.xsd:2:1: a is not allowed here"),
        ("<xs:element name=\"a\" typ=\"xs:int\"/>", "a.xsd:2:1: attribute typ is not allowed at xs:element"),
        ("<xs:element/>", "a.xsd:2:1: attribute name is missing"),
        ("<xs:element name=\"1a\"/>", "a.xsd:2:1: \"1a\" is not a name"),
        ("<xs:element name=\"a\" type=\"b:c\"/>", "a.xsd:2:1: prefix b is not bound to a namespace"),
        ("<xs:element name=\"a\" nillable=\"yes\"/>", "a.xsd:2:1: nillable yes is neither true nor false"),
        (
            "<xs:element name=\"a\" default=\"b\" fixed=\"c\"/>",
            "a.xsd:2:1: both default and fixed; one of them at most",
        ),
        (
            "<xs:simpleType name=\"a\"/>",
            "a.xsd:2:1: a simple type has one of xs:restriction, xs:list and xs:union",
        ),
        (
            "<xs:simpleType name=\"a\"><xs:restriction base=\"xs:string\"><xs:length value=\"x\"/></xs:restriction></xs:simpleType>",
            "a.xsd:2:58: x is not a number of characters, items or digits",
        ),
        (
            "<xs:simpleType name=\"a\"><xs:restriction base=\"t:a\"/></xs:simpleType>",
            "a.xsd:2:25: the type is derived from itself",
        ),
        (
            "<xs:element name=\"a\" type=\"t:b\"/>",
            "a.xsd:2:1: no type {urn:t}b in the schemas that are loaded",
        ),
        (
            "<xs:complexType name=\"a\"/>\n<xs:simpleType name=\"a\"><xs:restriction base=\"xs:int\"/></xs:simpleType>",
            "a.xsd:2:1: type {urn:t}a is already declared at a.xsd:3:1",
        ),
    ] {
        assert_eq!(schema(content), expected, "{content}");
    }
    assert_eq!(complex("<xs:sequence minOccurs=\"2\"/>"), "a.xsd:3:1: maxOccurs 1 is less than minOccurs 2");
    assert_eq!(
        complex("<xs:sequence><xs:group ref=\"t:g\"/></xs:sequence>"),
        "a.xsd:3:14: no group {urn:t}g in the schemas that are loaded"
    );
}

#[test]
fn an_import_of_another_namespace_than_the_files() {
    let other = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:other\"/>";
    let import = "<xs:import namespace=\"urn:b\" schemaLocation=\"b.xsd\"/>";
    assert_eq!(
        error(&[
            (
                "a.xsd",
                &format!("{HEAD}{import}<xs:element name=\"e\" type=\"b:T\" xmlns:b=\"urn:b\"/></xs:schema>")
            ),
            ("b.xsd", other)
        ]),
        "a.xsd:2:1: the import is of namespace urn:b, but the file's target namespace is urn:other"
    );
    assert_eq!(
        error(&[
            ("a.xsd", &format!("{HEAD}<xs:include schemaLocation=\"b.xsd\"/></xs:schema>")),
            ("b.xsd", other)
        ]),
        "a.xsd:2:1: the included file's target namespace is urn:other, not this schema's"
    );
}

#[test]
fn constructs_without_code() {
    assert_eq!(
        schema(
            "<xs:element name=\"head\" type=\"xs:string\" abstract=\"true\"/>\n\
             <xs:complexType name=\"T\"><xs:sequence><xs:element ref=\"t:head\"/></xs:sequence></xs:complexType>"
        ),
        "a.xsd:2:1: an abstract element that no other may stand for is not supported"
    );
}

#[test]
fn patterns_and_paths_that_are_none() {
    assert_eq!(
        schema(
            "<xs:simpleType name=\"T\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"a)\"/></xs:restriction></xs:simpleType>"
        ),
        "a.xsd:2:1: pattern a): character 1: `)` without `(`"
    );
    assert_eq!(
        schema(
            "<xs:element name=\"a\">\n<xs:complexType/>\n<xs:unique name=\"u\"><xs:selector xpath=\"b[1]\"/><xs:field xpath=\"@c\"/></xs:unique></xs:element>"
        ),
        "a.xsd:4:1: b[1] is no path of an identity constraint; expected names parted by /, perhaps after .//"
    );
}

/// The error of a WSDL with one operation.
fn wsdl(style: &str, part: &str, extra: &str) -> String {
    error(&[(
        "a.wsdl",
        &format!(
            "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:s=\"http://schemas.xmlsoap.org/wsdl/soap/\"
                xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">
            <types><xs:schema targetNamespace=\"urn:t\"><xs:element name=\"a\" type=\"xs:string\"/></xs:schema></types>
            <message name=\"m\"><part name=\"p\" {part}/></message>
<portType name=\"pt\"><operation name=\"o\"><input message=\"t:m\"/><output message=\"t:m\"/>{extra}</operation></portType>
<binding name=\"b\" type=\"t:pt\"><s:binding style=\"{style}\"/><operation name=\"o\"><s:operation/></operation></binding>
            </definitions>"
        ),
    )])
}

#[test]
fn operations_without_code() {
    let at = |line: u32, column: u32, construct: &str| {
        format!("a.wsdl:{line}:{column}: {construct} is not supported")
    };
    assert_eq!(wsdl("rpc", "element=\"t:a\"", ""), at(6, 55, "an operation of style rpc"));
    assert_eq!(wsdl("document", "type=\"xs:string\"", ""), at(4, 31, "a message part with a type"));
    assert_eq!(
        wsdl("document", "element=\"t:b\"", ""),
        "a.wsdl:4:31: no element {urn:t}b in the schemas that are loaded"
    );
}

fn config(folder: &Path, text: &str) -> String {
    let path = folder.join("codegen.toml");
    fs::write(&path, text).expect("a file");
    let error = Config::read(&path).expect_err("an error").to_string();
    error.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn configurations_that_are_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(
        config(folder.path(), "package = 1")
            .starts_with("codegen.toml: TOML parse error at line 1, column 11")
    );
    let unknown = config(folder.path(), "package = \".\"\nsources = []\noutput = \"out\"\nrename = 1");
    assert!(unknown.contains("unknown field `rename`"), "{unknown}");
    assert_eq!(
        config(folder.path(), "package = \".\"\nsources = []\noutput = \"out\""),
        "codegen.toml: sources lead to no WSDL and no schema"
    );
    assert_eq!(
        config(folder.path(), "package = \".\"\nsources = []\noutput = \"../out\""),
        "codegen.toml: output ../out is not a folder below this file's"
    );
}

#[test]
fn missing_stale_and_left_over_files_are_listed_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("codegen.toml");
    fs::write(&path, "package = \".\"\nsources = [\"a.xsd\"]\noutput = \"out\"").expect("a file");
    fs::write(folder.path().join("a.xsd"), format!("{HEAD}<xs:complexType name=\"T\"/></xs:schema>"))
        .expect("a file");
    let config = Config::read(&path).expect("a configuration");
    let files = generate(&config).expect("files");
    let listed = || compare(&config.output, &files).expect("differences").to_string();
    assert_eq!(listed().lines().filter(|line| line.starts_with("missing: ")).count(), 3);
    write(&config.output, &files).expect("written files");
    assert_eq!(listed(), "");
    fs::write(config.output.join("t.rs"), "").expect("a file");
    fs::write(config.output.join("old.rs"), "").expect("a file");
    let out = config.output.display();
    assert_eq!(listed(), format!("stale: {out}/t.rs\nleft over: {out}/old.rs\n"));
    write(&config.output, &files).expect("written files");
    assert_eq!(listed(), "");
}
