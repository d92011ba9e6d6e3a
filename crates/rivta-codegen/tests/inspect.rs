//! What a person reads of a contract.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on fails")]

use rivta_codegen::inspect::inspect;
use rivta_schema::package::Options;

const WSDL: &str = r###"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:r="urn:a:GetTreeResponder:2" targetNamespace="urn:a:GetTree:2:rivtabp21" xmlns:t="urn:a:GetTree:2:rivtabp21">
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
</definitions>"###;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.wsdl"), WSDL).unwrap();
    folder
}

#[test]
fn text_tells_operation_cardinality_facets_and_recursion() {
    let folder = folder();
    let (text, _) = inspect(&[folder.path().to_owned()], Options::default(), None, None).unwrap();
    let text: Vec<&str> = text.lines().filter(|line| !line.starts_with("Bound in")).collect();
    let expected = "\
GetTree 2.1
===========
Namespace: urn:a:GetTreeResponder:2
SOAPAction: urn:a:GetTreeResponder:2:GetTree
Finds trees.

Request
  r:GetTree
    @kind [1] xs:token
        always \"oak\"
    one of these [1..3]
      r:size [1] r:Size
          xs:decimal; greater than 0; at most 9.5; matches \\d\\.\\d
      r:name [1] xs:string
          nillable
    r:tree [0..*] r:Tree
        Trees <b> in a forest, which is told in so many words that no line of a terminal holds them
        all, so that they have to be wrapped.
      r:branch [0..1] r:Tree (recursion)
    any elements of other namespaces than urn:a:GetTreeResponder:2, checked if declared [0..1]

Response
  r:GetTreeResponse r:Tree (see above)

Namespaces
  r  urn:a:GetTreeResponder:2";
    assert_eq!(text.join("\n"), expected);
}

#[test]
fn the_page_is_escaped_balanced_and_names_no_other_resource() {
    let folder = folder();
    let file = folder.path().join("page.html");
    assert_eq!(
        inspect(&[folder.path().join("a.wsdl")], Options::default(), None, Some(&file)).unwrap(),
        (String::new(), Vec::new())
    );
    let page = std::fs::read_to_string(file).unwrap();
    assert!(page.contains("Trees &lt;b&gt;") && page.contains("<title>GetTree 2.1</title>"));
    for outside in ["<script", "src=", "@import", "url(", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for tag in ["details", "summary", "ul", "li", "p", "section", "dl", "table"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn an_operation_that_is_not_there_is_refused_with_those_that_are() {
    let folder = folder();
    let files = [folder.path().to_owned()];
    assert!(
        inspect(&files, Options::default(), Some("GetTree"), None).unwrap().0.starts_with("GetTree 2.1\n")
    );
    let error = inspect(&files, Options::default(), Some("gettree"), None).unwrap_err();
    assert_eq!(error.to_string(), "no operation gettree; there are GetTree");
}
