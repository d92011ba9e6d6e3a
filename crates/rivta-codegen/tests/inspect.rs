//! What a person reads of a contract.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rivta_codegen::Error;
use rivta_codegen::inspect::{Inspected, html, inspect, text};
use rivta_schema::package::Options;

const WSDL: &str = r###"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:r="urn:a:GetTreeResponder:2" targetNamespace="urn:a:GetTree:2:rivtabp21" xmlns:t="urn:a:GetTree:2:rivtabp21">
<documentation>
  Contract: forestry
  Kept by: the
  foresters.
</documentation>
<types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:a:GetTreeResponder:2" xmlns="urn:a:GetTreeResponder:2" version="2.1" elementFormDefault="qualified">
<xs:element name="GetTree"><xs:complexType><xs:sequence>
  <xs:choice maxOccurs="3"><xs:element name="size" type="Size"/><xs:element name="name" type="xs:string" nillable="true"/></xs:choice>
  <xs:element name="tree" type="Tree" minOccurs="0" maxOccurs="unbounded"><xs:annotation><xs:documentation>Trees &lt;b&gt;
     in a forest, which is told in so many words that no line of a terminal holds them all, so that they have to be wrapped.</xs:documentation></xs:annotation></xs:element>
  <xs:any namespace="##other" processContents="lax" minOccurs="0"/></xs:sequence>
  <xs:attribute name="kind" use="required" type="xs:token" fixed="oak"/></xs:complexType></xs:element>
<xs:element name="GetTreeResponse" type="Tree"/>
<xs:complexType name="Tree"><xs:sequence><xs:element name="branch" type="Tree" minOccurs="0"/></xs:sequence></xs:complexType>
<xs:simpleType name="Size"><xs:restriction base="xs:decimal"><xs:minExclusive value="0"/><xs:maxInclusive value="9.5"/><xs:pattern value="\d\.\d"/></xs:restriction></xs:simpleType>
</xs:schema></types>
<message name="q"><part name="p" element="r:GetTree"/></message><message name="a"><part name="p" element="r:GetTreeResponse"/></message>
<portType name="P"><operation name="GetTree"><documentation>Finds trees.</documentation><input message="t:q"/><output message="t:a"/></operation></portType>
<binding name="B" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
<operation name="GetTree"><soap:operation soapAction="urn:a:GetTreeResponder:2:GetTree"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="S"><port name="p" binding="t:B"><soap:address location="https://example.org/GetTree/2/rivtabp21"/></port></service>
</definitions>"###;

/// A schema document of the namespace `urn:a`.
fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:a=\"urn:a\" targetNamespace=\"urn:a\" \
         elementFormDefault=\"qualified\">{content}</xs:schema>"
    )
}

/// A folder with one file.
fn folder_with(name: &str, content: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    folder
}

fn inspected(folder: &tempfile::TempDir) -> Inspected {
    inspect(&[folder.path().to_owned()], Options::default(), None).unwrap()
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rivta-codegen"));
    command.arg("inspect").args(arguments).current_dir(folder).output().unwrap()
}

/// The rows of the only message of a schema, as text, without what stands around them.
fn rows(content: &str) -> String {
    let folder = folder_with("a.xsd", &schema(content));
    let text = text(&inspected(&folder).outline);
    let (_, tree) = text.split_once("\nElement\n").unwrap();
    tree.split_once("\n\nNamespaces\n").unwrap().0.to_owned()
}

#[test]
fn text_tells_operation_cardinality_facets_and_recursion() {
    let folder = folder_with("a.wsdl", WSDL);
    let text = text(&inspected(&folder).outline);
    let (bound, text): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("Bound in"));
    let name = folder.path().file_name().unwrap().to_string_lossy();
    assert!(bound[0].starts_with(&format!("Bound in: {name}/a.wsdl:")), "{bound:?}");
    let expected = "\
GetTree 2.1
===========
Namespace: urn:a:GetTreeResponder:2
SOAPAction: urn:a:GetTreeResponder:2:GetTree
Address: https://example.org/GetTree/2/rivtabp21

Contract: forestry
Kept by: the foresters.
Finds trees.

Request
  r:GetTree
    @kind [1] xs:token  always \"oak\"
    one of these [1..3]
      r:size [1] r:Size  xs:decimal; greater than 0; at most 9.5; matches \\d\\.\\d
      r:name [1] xs:string  nillable
    r:tree [0..*] r:Tree
        Trees <b> in a forest, which is told in so many words that no line of a terminal holds them
        all, so that they have to be wrapped.
      r:branch [0..1] r:Tree (recursion)
    any elements not of r (checked if their schema is known) [0..1]

Response
  r:GetTreeResponse r:Tree (see above)

Namespaces
  r  urn:a:GetTreeResponder:2";
    assert_eq!(text.join("\n"), expected);
}

#[test]
fn small_content_is_told_again_and_large_content_referred_to() {
    let told = rows(
        "<xs:element name=\"e\"><xs:complexType><xs:sequence><xs:element name=\"one\" type=\"a:T\"/>
         <xs:element name=\"two\" type=\"a:T\"/><xs:element name=\"three\" type=\"a:L\"/>
         <xs:element name=\"four\" type=\"a:L\"/></xs:sequence></xs:complexType></xs:element>
         <xs:complexType name=\"T\"><xs:attribute name=\"id\"/></xs:complexType>
         <xs:complexType name=\"L\"><xs:sequence><xs:element name=\"t\" type=\"a:T\"/></xs:sequence></xs:complexType>",
    );
    let expected = "  a:e
    a:one [1] a:T  attributes only
      @id [0..1] xs:anySimpleType
    a:two [1] a:T  attributes only
      @id [0..1] xs:anySimpleType
    a:three [1] a:L
      a:t [1] a:T  attributes only
        @id [0..1] xs:anySimpleType
    a:four [1] a:L (see above)";
    assert_eq!(told, expected);
}

#[test]
fn what_may_stand_in_the_place_of_elements_and_types_is_told_once() {
    let told = rows(
        "<xs:element name=\"e\"><xs:complexType><xs:sequence><xs:element ref=\"a:head\"/></xs:sequence></xs:complexType></xs:element>
         <xs:element name=\"head\" abstract=\"true\" type=\"a:T\"/><xs:element name=\"mid\" substitutionGroup=\"a:head\"/>
         <xs:element name=\"low\" substitutionGroup=\"a:mid\"/><xs:complexType name=\"T\" abstract=\"true\"/>
         <xs:complexType name=\"D\"><xs:complexContent><xs:extension base=\"a:T\"/></xs:complexContent></xs:complexType>",
    );
    let expected = "  a:e
    a:head [1] a:T  abstract; abstract type; empty
      or, by xsi:type, a:D  extends a:T; empty
      in its place
        a:mid [1] a:T (see above)
      in its place
        a:low [1] a:T (see above)";
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn the_page_is_balanced_and_names_no_other_resource() {
    let folder = folder_with("a.wsdl", WSDL);
    let page = html(&inspected(&folder));
    assert!(page.contains("Trees &lt;b&gt;") && page.contains("<title>GetTree 2.1</title>"));
    assert!(
        page.contains("id=\"GetTree-2.1/request\""),
        "anchors of operations and messages have their names"
    );
    for outside in ["<script", "src=", "@import", "url(", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for tag in
        ["details", "summary", "ul", "li", "p", "section", "dl", "ol", "nav", "main", "code", "span", "a"]
    {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn whatever_a_schema_says_is_text_on_the_page() {
    const MARKUP: &str = "&lt;script&gt;alert(1)&lt;/script&gt;\"' onload=&quot;x";
    let hostile = WSDL
        .replace("Finds trees.", MARKUP)
        .replace("Trees &lt;b&gt;", MARKUP)
        .replace("value=\"\\d\\.\\d\"", "value=\"&lt;script&gt;&quot;'\"")
        .replace("fixed=\"oak\"", "fixed=\"&lt;script&gt;'&quot;\"")
        .replace("https://example.org/", "javascript:alert(1)//&lt;script&gt;&quot;")
        .replace("urn:a:GetTreeResponder:2\"", "urn:a:&lt;script&gt;&quot;GetTreeResponder:2\"");
    let folder = folder_with("a.wsdl", &hostile);
    let page = html(&inspected(&folder));
    assert!(!page.contains("<script") && !page.contains("onload=\""), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("href=\"javascript"), "{page}");
    for tag in ["<p", "<code", "<span", "<a", "<li", "<h2", "<dd", "<section"] {
        for rest in page.split(tag).skip(1).filter(|rest| rest.starts_with([' ', '>'])) {
            let attributes = rest.split('>').next().unwrap();
            assert_eq!(attributes.matches('"').count() % 2, 0, "{tag}{attributes}");
        }
    }
}

#[test]
fn a_schema_that_fans_out_is_told_within_bounds() {
    // Every type has a place for each of many elements.
    let names = |count: usize| (0..count).map(|number| format!("e{number}"));
    let mut content: String = names(300)
        .map(|name| format!("<xs:element name=\"{name}\" type=\"r:{name}\" substitutionGroup=\"r:head\"/>"))
        .collect();
    for name in names(300) {
        let _ = write!(
            content,
            "<xs:complexType name=\"{name}\"><xs:complexContent><xs:extension base=\"r:Tree\"><xs:sequence>
             <xs:element ref=\"r:head\"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
        );
    }
    let head =
        "<xs:element name=\"head\" type=\"r:Tree\" abstract=\"true\"/><xs:element name=\"GetTreeResponse\"";
    let wsdl = WSDL
        .replace("<xs:element name=\"GetTreeResponse\"", &format!("{content}{head}"))
        .replace("name=\"GetTreeResponse\" type=\"Tree\"", "name=\"GetTreeResponse\" type=\"r:e0\"");
    let folder = folder_with("a.wsdl", &wsdl);
    let page = html(&inspected(&folder));
    assert!(page.contains("more that is not shown"));
    assert!(page.len() < 16 << 20, "{}", page.len());
}

#[test]
fn of_a_package_that_is_faulty_in_parts_the_others_are_told() {
    let folder = folder_with("a.wsdl", WSDL);
    std::fs::write(folder.path().join("b.wsdl"), WSDL.replace("r:GetTree\"/>", "r:Missing\"/>")).unwrap();
    let told = run(&[".", "--html", "page.html"], folder.path());
    assert_eq!(told.status.code(), Some(2));
    let error = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(error.starts_with("error: ./b.wsdl:") || error.starts_with("error: b.wsdl:"), "{error}");
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("Faulty, and therefore not shown") && page.contains("<h2 id=\"GetTree-2.1\">"));

    let nothing = run(&["b.wsdl"], folder.path());
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(2), 0));
}

#[test]
fn an_operation_that_is_not_there_is_refused_with_those_that_are() {
    let folder = folder_with("a.wsdl", WSDL);
    let files = [folder.path().to_owned()];
    let found = inspect(&files, Options::default(), Some("GetTree")).unwrap();
    assert!(text(&found.outline).starts_with("GetTree 2.1\n"));
    let error = inspect(&files, Options::default(), Some("gettree")).unwrap_err();
    assert_eq!(error.to_string(), "no operation gettree; did you mean GetTree? there are GetTree");
    let error = inspect(&files, Options::default(), Some("Elephant")).unwrap_err();
    assert_eq!(error.to_string(), "no operation Elephant; there are GetTree");
}

#[test]
fn a_schema_of_types_alone_is_told_type_by_type() {
    let types = "<xs:complexType name=\"T\"><xs:sequence><xs:element name=\"e\" type=\"a:S\"/></xs:sequence></xs:complexType>
        <xs:simpleType name=\"S\"><xs:restriction base=\"xs:int\"/></xs:simpleType>";
    let folder = folder_with("a.xsd", &schema(types));
    let found = inspect(&[folder.path().to_owned()], Options::default(), None).unwrap();
    let titles: Vec<&str> = found.outline.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["a:S", "a:T"]);
    let told = text(&found.outline);
    assert!(told.contains("Type\n  type a:T\n    a:e [1] a:S  xs:int\n"), "{told}");
}

#[test]
fn a_folder_without_anything_to_tell_is_named() {
    let folder = folder_with("a.txt", "");
    let error = inspect(&[PathBuf::from(folder.path())], Options::default(), None).unwrap_err();
    assert!(matches!(error, Error::Nothing { .. }), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("neither a WSDL with an operation nor a schema with an element or a type")
    );
}

#[test]
fn whoever_stops_reading_the_text_ends_it_quietly() {
    let folder = folder_with("a.wsdl", WSDL);
    let mut child = Command::new(env!("CARGO_BIN_EXE_rivta-codegen"))
        .args(["inspect", "a.wsdl"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_page_says_nothing_of_the_machine_it_was_made_on() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("forestry");
    std::fs::create_dir(&package).unwrap();
    let action = "soapAction=\"urn:a:GetTreeResponder:2:GetTree\"";
    assert!(WSDL.contains(action));
    std::fs::write(package.join("a.wsdl"), WSDL.replace(action, "soapAction=\"\"")).unwrap();
    std::fs::write(package.join("b.wsdl"), "<").unwrap();
    let inspected = inspect(&[package], Options::default(), None).unwrap();
    let page = html(&inspected);
    assert!(page.contains("<li>forestry/b.wsdl:1:"), "{page}");
    assert!(page.contains("<dt>Bound in</dt><dd><code>forestry/a.wsdl:"), "{page}");
    assert!(page.contains("<dt>SOAPAction</dt><dd><code>(empty)</code></dd>"), "{page}");
    assert!(!page.contains(&*folder.path().to_string_lossy()), "{page}");
}

#[test]
fn many_operations_are_called_by_their_package() {
    let elements = ["a", "b", "c", "d"].map(|name| format!("<xs:element name=\"{name}\"/>")).concat();
    let folder = folder_with("trees.xsd", &schema(&elements));
    let name = folder.path().file_name().unwrap().to_string_lossy();
    assert_eq!(inspected(&folder).title(), format!("4 elements of {name}"));
}
