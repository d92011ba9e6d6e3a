//! Packages are taken whole: what is faulty is told, what is missing can be overlooked.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rivta_schema::package::Part;
use rivta_schema::{Options, Package};
use rivta_xml::{Limits, Schema};
use tempfile::TempDir;

const XSD: &str = "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

/// A schema document of the namespace `urn:NAME`.
fn schema(name: &str, content: &str) -> String {
    format!(
        "<xs:schema {XSD} xmlns:t=\"urn:{name}\" targetNamespace=\"urn:{name}\" elementFormDefault=\"qualified\">\n\
         {content}\n</xs:schema>"
    )
}

/// A WSDL with one operation `Op` whose request and response are `ask` and `answer` of `urn:s`, which `schemas` brings.
fn wsdl(schemas: &str, binding: &str) -> String {
    format!(
        "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:s=\"urn:s\" xmlns:w=\"urn:w\"
           xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" targetNamespace=\"urn:w\">
         <wsdl:types>{schemas}</wsdl:types>
         <wsdl:message name=\"in\"><wsdl:part name=\"p\" element=\"s:ask\"/></wsdl:message>
         <wsdl:message name=\"out\"><wsdl:part name=\"p\" element=\"s:answer\"/></wsdl:message>
         <wsdl:message name=\"bad\"><wsdl:part name=\"p\" element=\"s:trouble\"/></wsdl:message>
         <wsdl:portType name=\"pt\"><wsdl:operation name=\"Op\"><wsdl:input message=\"w:in\"/>
           <wsdl:output message=\"w:out\"/><wsdl:fault name=\"bad\" message=\"w:bad\"/></wsdl:operation></wsdl:portType>
         {binding}</wsdl:definitions>"
    )
}

const BINDING: &str = "<wsdl:binding name=\"b\" type=\"w:pt\">
    <soap:binding transport=\"http://schemas.xmlsoap.org/soap/http\"/>
    <wsdl:operation name=\"Op\"><soap:operation soapAction=\"urn:s:Op\"/>
      <wsdl:input><soap:body use=\"literal\"/></wsdl:input><wsdl:output><soap:body use=\"literal\"/></wsdl:output>
    </wsdl:operation></wsdl:binding>";

fn embedded(content: &str) -> String {
    schema(
        "s",
        &format!(
            "{content}<xs:element name=\"answer\" type=\"xs:int\"/><xs:element name=\"trouble\" type=\"xs:string\"/>"
        ),
    )
}

fn load(folder: &Path) -> Result<Package, String> {
    Package::load(&[folder.to_owned()], Options::default()).map_err(|errors| told(folder, &errors))
}

fn told(folder: &Path, errors: &[rivta_schema::Error]) -> String {
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    texts.join("\n").replace(&format!("{}/", folder.display()), "")
}

/// Whether a document is valid by the package's schema, as the message that its root is.
fn is_valid(package: &Package, namespace: &str, local: &str, text: &str) -> bool {
    let root = package.messages(namespace, local).first().expect("a message").root;
    rivta_xml::validate_document(text.as_bytes(), &root, Limits::default()).is_ok()
}

#[test]
fn a_folder_is_searched_for_wsdls_and_only_without_them_for_schemas() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let both = folder(&[
        ("deep/er/op.wsdl", &wsdl(&ask, BINDING)),
        ("unused.xsd", &schema("u", "<xs:element name=\"e\" type=\"t:no\"/>")),
    ]);
    let package = load(both.path()).expect("a package");
    let names: Vec<&str> = package.model.interactions.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["Op"]);

    let schemas = folder(&[
        ("a.xsd", &schema("a", "<xs:include schemaLocation=\"part.xsd\"/>")),
        ("part.xsd", &schema("a", "<xs:element name=\"e\"/>")),
    ]);
    let package = load(schemas.path()).expect("a package");
    assert_eq!(package.model.scopes.len(), 1, "what others include isn't resolved again");
}

#[test]
fn what_archivers_and_editors_leave_behind_is_no_part_of_a_package() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let folder = folder(&[
        ("op.wsdl", &wsdl(&ask, BINDING)),
        ("._op.wsdl", "no XML"),
        ("__MACOSX/op.wsdl", "no XML"),
        (".svn/pristine/op.wsdl", "no XML"),
    ]);
    assert_eq!(load(folder.path()).expect("a package").operations("Op").count(), 1);
}

/// Were each way to a folder taken, this would not end.
#[test]
#[cfg(unix)]
fn folders_that_links_lead_to_are_looked_through_once() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let folder = folder(&[("deep/op.wsdl", &wsdl(&ask, BINDING))]);
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(name)).expect("a link");
    };
    link(".", "a");
    link(".", "b");
    link("..", "deep/c");
    link("deep", "alias");
    let package = load(folder.path()).expect("a package");
    assert_eq!(package.operations("Op").count(), 1);
    let files = rivta_schema::package::files(folder.path()).expect("files");
    assert_eq!(files, [folder.path().join("deep/op.wsdl")], "named by its own folder");
}

/// Were the pipe opened, this would wait for ever.
#[test]
#[cfg(unix)]
fn what_is_no_regular_file_is_refused_by_name() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let folder = folder(&[("op.wsdl", &wsdl(&ask, BINDING))]);
    let pipe = folder.path().join("x.wsdl");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo, of POSIX");
    assert!(made.success());
    let errors = Package::load(&[folder.path().to_owned()], Options::default()).expect_err("an error");
    assert_eq!(told(folder.path(), &errors), "can't read x.wsdl");
    let source = std::error::Error::source(&errors[0]).expect("why");
    assert_eq!(source.to_string(), "not a regular file");
}

#[test]
fn a_folder_has_only_so_many_files() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in 0..100_000 {
        fs::File::create(folder.path().join(file.to_string())).expect("a file");
    }
    assert!(rivta_schema::package::files(folder.path()).is_ok());
    fs::File::create(folder.path().join("one more")).expect("a file");
    let error = rivta_schema::package::files(folder.path()).expect_err("too many");
    let source = std::error::Error::source(&error).expect("why");
    assert!(source.to_string().starts_with("more than 100000 files"), "{source}");
}

#[test]
fn schemas_that_refer_to_each_other_are_taken_beside_others() {
    let import = |name: &str| format!("<xs:import namespace=\"urn:{name}\" schemaLocation=\"{name}.xsd\"/>");
    let element = |name: &str| format!("<xs:element name=\"{name}\" type=\"xs:int\"/>");
    let folder = folder(&[
        ("a.xsd", &schema("a", &(import("b") + &element("of_a")))),
        ("b.xsd", &schema("b", &(import("a") + &element("of_b")))),
        ("c.xsd", &schema("c", &element("of_c"))),
        ("d.xsd", &schema("d", &(import("c") + &element("of_d")))),
    ]);
    let package = load(folder.path()).expect("a package");
    let mut names: Vec<&str> = package.model.elements.iter().map(|element| &*element.name.local).collect();
    names.sort_unstable();
    assert_eq!(names, ["of_a", "of_b", "of_c", "of_d"]);
    assert_eq!(package.model.scopes.len(), 2);
}

#[test]
fn a_package_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Package>();
    shared::<Arc<Schema>>();
}

#[test]
fn messages_are_found_by_the_name_of_their_root() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let folder = folder(&[("op.wsdl", &wsdl(&ask, BINDING))]);
    let package = load(folder.path()).expect("a package");
    let parts =
        |local| package.messages("urn:s", local).iter().map(|message| message.part).collect::<Vec<_>>();
    assert_eq!(parts("ask"), [Part::Request]);
    assert_eq!(parts("answer"), [Part::Response]);
    assert_eq!(parts("trouble"), [Part::Fault]);
    assert_eq!(parts("other"), []);
    assert!(is_valid(&package, "urn:s", "ask", "<ask xmlns='urn:s'>7</ask>"));
    assert!(!is_valid(&package, "urn:s", "ask", "<ask xmlns='urn:s'>seven</ask>"));
}

#[test]
fn every_faulty_file_is_told_and_the_sound_ones_can_be_taken() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let unknown = embedded("<xs:element name=\"ask\" type=\"t:no\"/>");
    let folder = folder(&[
        ("a.wsdl", &wsdl(&ask, BINDING)),
        ("b.wsdl", &wsdl(&unknown, BINDING)),
        ("c.wsdl", "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\">"),
    ]);
    let told_all = load(folder.path()).expect_err("errors");
    let lines: Vec<&str> = told_all.lines().collect();
    assert_eq!(lines.len(), 2, "{told_all}");
    assert!(told_all.contains("c.wsdl:1:"), "{told_all}");
    assert!(told_all.contains("b.wsdl:4:1: no type {urn:s}no"), "{told_all}");

    let (package, errors) = Package::load_sound(&[folder.path().to_owned()], Options::default());
    assert_eq!((package.model.interactions.len(), errors.len()), (1, 2));
}

#[test]
fn a_namespace_may_have_different_contents_in_different_files() {
    let contract = |ty: &str| {
        wsdl(
            &embedded(&format!(
                "<xs:element name=\"ask\"><xs:complexType><xs:sequence><xs:element name=\"a\" type=\"{ty}\"/>
                 </xs:sequence></xs:complexType></xs:element>"
            )),
            BINDING,
        )
    };
    let folder = folder(&[
        ("1/op.wsdl", &contract("xs:int")),
        ("2/op.wsdl", &contract("xs:date")),
        ("3/op.wsdl", &contract("xs:int")),
    ]);
    let package = load(folder.path()).expect("a package");
    let elements = package.model.elements.iter().filter(|it| &*it.name.local == "ask").count();
    assert_eq!(elements, 2, "what is the same is there once");
    let verdicts = |value: &str| {
        let text = format!("<ask xmlns='urn:s'><a>{value}</a></ask>");
        package
            .messages("urn:s", "ask")
            .iter()
            .map(|message| {
                rivta_xml::validate_document(text.as_bytes(), &message.root, Limits::default()).is_ok()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(verdicts("7"), [true, false]);
    assert_eq!(verdicts("2026-11-24"), [false, true]);
}

#[test]
fn elements_of_one_content_keep_their_own_documentation() {
    let element = |text: &str| {
        format!(
            "<xs:sequence><xs:element name=\"id\" type=\"xs:int\"><xs:annotation><xs:documentation>{text}\
             </xs:documentation></xs:annotation></xs:element></xs:sequence>"
        )
    };
    let content = format!(
        "<xs:complexType name=\"Person\">{}</xs:complexType><xs:complexType name=\"Order\">{}</xs:complexType>",
        element("who"),
        element("what")
    );
    let folder = folder(&[("a.xsd", &schema("a", &content))]);
    let package = load(folder.path()).expect("a package");
    let texts: Vec<&str> = package
        .model
        .elements
        .iter()
        .flat_map(|element| element.annotation.documentation.iter().map(String::as_str))
        .collect();
    assert_eq!(texts, ["who", "what"]);
}

#[test]
fn a_missing_import_is_only_an_error_where_something_in_it_is_meant() {
    let import = "<xs:import namespace=\"urn:b\" schemaLocation=\"b.xsd\"/>";
    let idle = folder(&[("a.xsd", &schema("a", &format!("{import}<xs:element name=\"e\"/>")))]);
    load(idle.path()).expect("a package");

    let used = format!(
        "{import}<xs:complexType name=\"T\" xmlns:b=\"urn:b\"><xs:complexContent><xs:extension base=\"b:B\">
         <xs:sequence><xs:element ref=\"b:e\"/></xs:sequence><xs:attribute ref=\"b:a\"/>
         </xs:extension></xs:complexContent></xs:complexType>
         <xs:element name=\"e\"><xs:complexType><xs:sequence><xs:element ref=\"b:e\" xmlns:b=\"urn:b\"/></xs:sequence>
         </xs:complexType></xs:element>"
    );
    let folder = folder(&[("a.xsd", &schema("a", &used))]);
    assert_eq!(
        load(folder.path()).expect_err("an error"),
        "a.xsd:2:1: there is no file b.xsd, which is imported here"
    );
    let lenient = Options { lenient: true };
    let package = Package::load(&[folder.path().to_owned()], lenient).expect("a package");
    let warnings: Vec<String> = package.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.iter().any(|it| it.contains("a.xsd:2:1: there is no file b.xsd")), "{warnings:?}");
    assert!(warnings.iter().any(|it| it.contains("element {urn:b}e is not declared and may be anything")));
    let scope = package.model.scope_ids().next().expect("a scope");
    let element = *package.model.scope(scope).elements.first().expect("an element");
    let root = package.root(scope, element);
    let check = |text: &str| rivta_xml::validate_document(text.as_bytes(), &root, Limits::default()).is_ok();
    assert!(check("<e xmlns='urn:a'><e xmlns='urn:b' c='d'><f/>g</e></e>"));
    assert!(!check("<e xmlns='urn:a'><f xmlns='urn:b'/></e>"));
}

#[test]
fn a_namespace_that_isnt_imported_can_be_overlooked_too() {
    let folder = folder(&[
        ("a.xsd", &schema("a", "<xs:import namespace=\"urn:b\" schemaLocation=\"b.xsd\"/>")),
        ("b.xsd", &schema("b", "<xs:element name=\"e\" type=\"a:T\" xmlns:a=\"urn:a\"/>")),
    ]);
    assert_eq!(
        load(folder.path()).expect_err("an error"),
        "b.xsd:2:1: type {urn:a}T is referred to, but its namespace is not imported by this schema"
    );
    let package = Package::load(&[folder.path().to_owned()], Options { lenient: true }).expect("a package");
    assert!(!package.warnings.is_empty());
}

#[test]
fn an_error_that_is_no_missing_import_stays_one() {
    let folder = folder(&[("a.xsd", &schema("a", "<xs:element name=\"e\" type=\"t:no\"/>"))]);
    let lenient = Options { lenient: true };
    let errors = Package::load(&[folder.path().to_owned()], lenient).expect_err("an error");
    assert_eq!(told(folder.path(), &errors), "a.xsd:2:1: no type {urn:a}no in the schemas that are loaded");
}

#[test]
fn wsdls_of_other_styles_are_refused_by_name() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let rpc = BINDING.replace("transport", "style=\"rpc\" transport");
    let encoded = BINDING
        .replace("<soap:body use=\"literal\"/></wsdl:input>", "<soap:body use=\"encoded\"/></wsdl:input>");
    let soap12 = BINDING
        .replace("<soap:", "<soap12:")
        .replace("<wsdl:binding ", "<wsdl:binding xmlns:soap12=\"http://schemas.xmlsoap.org/wsdl/soap12/\" ");
    for (binding, expected) in [
        (rpc, "an operation of style rpc is not supported"),
        (encoded, "a message with use=\"encoded\" is not supported"),
        (soap12, "SOAP 1.2 without SOAP 1.1 is not supported"),
    ] {
        let folder = folder(&[("op.wsdl", &wsdl(&ask, &binding))]);
        let told = load(folder.path()).expect_err("an error");
        assert!(told.starts_with("op.wsdl:") && told.ends_with(expected), "{told}");
    }
    let typed = wsdl(&ask, BINDING).replace("element=\"s:ask\"", "type=\"s:ask\"");
    let folder = folder(&[("op.wsdl", &typed)]);
    assert!(
        load(folder.path()).expect_err("an error").ends_with("a message part with a type is not supported")
    );
}

#[test]
fn a_wsdl_is_put_together_from_those_that_it_imports() {
    let ask = embedded("<xs:element name=\"ask\" type=\"xs:int\"/>");
    let whole = wsdl(&ask, "");
    let top = format!(
        "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:w=\"urn:w\"
           xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" targetNamespace=\"urn:top\">
         <wsdl:import namespace=\"urn:w\" location=\"middle.wsdl\"/>{BINDING}</wsdl:definitions>"
    );
    let middle =
        "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"urn:w\">
         <wsdl:import namespace=\"urn:w\" location=\"with%20space.wsdl\"/></wsdl:definitions>";
    let folder = folder(&[("a.wsdl", &top), ("middle.wsdl", middle), ("with space.wsdl", &whole)]);
    let package = load(folder.path()).expect("a package");
    let interaction = package.operations("Op").next().expect("the operation");
    assert_eq!(interaction.documents.len(), 3);
    assert_eq!(interaction.faults.len(), 1);
    assert_eq!(interaction.soap_action, "urn:s:Op");
}
