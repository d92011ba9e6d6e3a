//! What schemas mean, also where no code is generated for it yet.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

use std::fs;

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Content, Model, Particle, Term, TypeId, resolve};

/// The model of a package with these files, of which the first is asked for; and how many files were loaded.
fn model(files: &[(&str, &str)]) -> (Model, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let text = format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" {text}</xs:schema>");
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let first = files.first().expect("a file").0;
    let documents = Documents::load([folder.path().join(first)]).expect("documents");
    (resolve(&documents).expect("a model"), documents.iter().count())
}

/// The names in the content of the complex type `T`, in order.
fn content(model: &Model) -> Vec<String> {
    fn names(model: &Model, particle: &Particle, found: &mut Vec<String>) {
        match &particle.term {
            Term::Element(id) => found.push(model.element(*id).name.to_string()),
            Term::Any(_) => found.push("any".to_owned()),
            Term::Group(_, parts) => parts.iter().for_each(|part| names(model, part, found)),
        }
    }
    let complex =
        model.complex_types.iter().find(|complex| complex.name.to_string() == "T").expect("the type T");
    let Content::Elements(particle) = &complex.content else { panic!("elements") };
    let mut found = Vec::new();
    names(model, particle, &mut found);
    found
}

#[test]
fn files_that_import_each_other_are_loaded_once() {
    let (model, count) = model(&[
        (
            "a.xsd",
            "targetNamespace=\"urn:a\" xmlns:b=\"urn:b\"><xs:import namespace=\"urn:b\" schemaLocation=\"./b.xsd\"/>
             <xs:complexType name=\"T\"><xs:sequence><xs:element ref=\"b:e\"/></xs:sequence></xs:complexType>",
        ),
        (
            "b.xsd",
            "targetNamespace=\"urn:b\" xmlns:a=\"urn:a\"><xs:import namespace=\"urn:a\" schemaLocation=\"a.xsd\"/>
             <xs:element name=\"e\" type=\"a:T\"/>",
        ),
    ]);
    assert_eq!(count, 2);
    assert_eq!(content(&model), ["{urn:b}e"]);
}

#[test]
fn an_included_file_without_a_namespace_takes_that_of_whoever_includes_it() {
    let (model, _) = model(&[
        ("a.xsd", "targetNamespace=\"urn:a\"><xs:include schemaLocation=\"b.xsd\"/>"),
        (
            "b.xsd",
            "elementFormDefault=\"qualified\"><xs:complexType name=\"T\"><xs:sequence>
             <xs:element name=\"e\" type=\"S\"/></xs:sequence></xs:complexType>
             <xs:simpleType name=\"S\"><xs:restriction base=\"xs:string\"/></xs:simpleType>",
        ),
    ]);
    assert_eq!(content(&model), ["{urn:a}e"]);
    assert_eq!(model.simple_types.len(), 1);
}

#[test]
fn an_extension_has_its_bases_content_and_attributes_first() {
    let (model, _) = model(&[(
        "a.xsd",
        "targetNamespace=\"urn:a\" xmlns:a=\"urn:a\">
         <xs:complexType name=\"Base\"><xs:sequence><xs:element name=\"first\" type=\"xs:int\"/></xs:sequence>
           <xs:attribute name=\"x\"/></xs:complexType>
         <xs:complexType name=\"T\"><xs:complexContent><xs:extension base=\"a:Base\">
           <xs:choice><xs:element name=\"second\" type=\"xs:int\"/><xs:any namespace=\"##other\"/></xs:choice>
           <xs:attribute name=\"y\"/></xs:extension></xs:complexContent></xs:complexType>",
    )]);
    assert_eq!(content(&model), ["first", "second", "any"]);
    let complex =
        model.complex_types.iter().find(|complex| complex.base.is_some()).expect("the derived type");
    let attributes: Vec<String> =
        complex.attributes.iter().map(|attribute| attribute.name.to_string()).collect();
    assert_eq!(attributes, ["x", "y"]);
}

#[test]
fn members_of_a_substitution_group_stand_for_every_head_above_them() {
    let (model, _) = model(&[(
        "a.xsd",
        "targetNamespace=\"urn:a\" xmlns:a=\"urn:a\">
         <xs:element name=\"low\" substitutionGroup=\"a:middle\"/>
         <xs:element name=\"middle\" substitutionGroup=\"a:top\"/>
         <xs:element name=\"top\" type=\"xs:date\" abstract=\"true\"/>",
    )]);
    let element =
        |name: &str| model.elements.iter().find(|element| &*element.name.local == name).expect(name);
    let members = |name: &str| -> Vec<String> {
        element(name).substitutes.iter().map(|id| model.element(*id).name.local.to_string()).collect()
    };
    assert_eq!(members("top"), ["low", "middle"]);
    assert_eq!(members("middle"), ["low"]);
    assert_eq!(element("low").r#type, element("top").r#type);
    assert!(matches!(element("low").r#type, TypeId::Builtin(_)));
}
