//! Schemas that ask too much are refused, at once and without harm.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

use std::fmt::Write;
use std::fs;

use rivta_schema::{Options, Package};
use rivta_xml::{Limits, validate_document};

/// What is told of a document. Without the bounds most of these tests would not end, or not within the memory.
fn told(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.xsd");
    fs::write(&file, text).expect("a file");
    Package::load(&[file], Options::default())
        .map(|_| String::new())
        .unwrap_or_else(|errors| errors.iter().map(ToString::to_string).collect())
}

fn schema(content: &str) -> String {
    told(&format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">{content}\
         </xs:schema>"
    ))
}

/// `count` pieces, of which each is made from its number and the next one.
fn chain(count: usize, piece: impl Fn(usize, usize) -> String) -> String {
    (0..count).map(|at| piece(at, at + 1)).collect()
}

#[test]
fn elements_that_nest_without_end() {
    let told = schema(&"<xs:annotation>".repeat(100_000));
    assert!(told.contains("nest deeper than 128 levels"), "{told}");
}

#[test]
fn entities_that_double() {
    let mut subset = "<!ENTITY e0 \"aaaaaaaaaaaaaaaa\">".to_owned();
    for level in 1..40 {
        let before = level - 1;
        let _ = write!(subset, "<!ENTITY e{level} \"&e{before};&e{before};\">");
    }
    let told = told(&format!("<!DOCTYPE a [{subset}]><a b=\"&e39;\"/>"));
    assert!(told.contains("entity e"), "{told}");
    let own = told_of_itself();
    assert!(own.contains("not well-formed"), "{own}");
}

fn told_of_itself() -> String {
    told("<!DOCTYPE a [<!ENTITY e \"&e;\">]><a>&e;</a>")
}

#[test]
fn external_entities_are_not_fetched() {
    let told = told(
        "<!DOCTYPE a SYSTEM \"file:///etc/hostname\" [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a>&e;</a>",
    );
    assert!(told.contains("unknown entity &e;"), "{told}");
}

#[test]
fn groups_that_double() {
    let groups = chain(60, |at, next| {
        format!(
            "<xs:group name='g{at}'><xs:sequence><xs:group ref='t:g{next}'/><xs:group ref='t:g{next}'/></xs:sequence></xs:group>"
        )
    });
    let last = "<xs:group name='g60'><xs:sequence><xs:any/></xs:sequence></xs:group>";
    let told =
        schema(&format!("{groups}{last}<xs:complexType name='T'><xs:group ref='t:g0'/></xs:complexType>"));
    assert!(told.contains("more than 500000 particles"), "{told}");
}

#[test]
fn attributes_that_a_great_many_types_inherit() {
    let attributes = chain(900, |at, _| format!("<xs:attribute name='a{at}'/>"));
    let types = chain(3_000, |at, _| {
        format!(
            "<xs:complexType name='T{at}'><xs:complexContent><xs:extension base='t:B'/></xs:complexContent></xs:complexType>"
        )
    });
    let told = schema(&format!("<xs:complexType name='B'>{attributes}</xs:complexType>{types}"));
    assert!(told.contains("more than 500000 particles and attributes"), "{told}");
}

#[test]
fn types_and_groups_that_lead_on_and_on() {
    let bases = chain(5_000, |at, next| {
        format!(
            "<xs:complexType name='t{at}'><xs:complexContent><xs:extension base='t:t{next}'/></xs:complexContent></xs:complexType>"
        )
    });
    let told = schema(&format!("{bases}<xs:complexType name='t5000'/>"));
    assert!(told.contains("deeper than 100 levels"), "{told}");

    let upwards: String = (1..5_000)
        .map(|at| {
            let base = at - 1;
            format!("<xs:simpleType name='t{at}'><xs:restriction base='t:t{base}'/></xs:simpleType>")
        })
        .collect();
    let first = "<xs:simpleType name='t0'><xs:restriction base='xs:int'/></xs:simpleType>";
    let told = schema(&format!("{first}{upwards}"));
    assert!(told.contains("over more than 100 levels"), "{told}");

    let groups = chain(5_000, |at, next| {
        format!(
            "<xs:group name='g{at}'><xs:sequence><xs:element name='e'><xs:complexType><xs:group ref='t:g{next}'/>
             </xs:complexType></xs:element></xs:sequence></xs:group>"
        )
    });
    let last = "<xs:group name='g5000'><xs:sequence/></xs:group>";
    let told =
        schema(&format!("{groups}{last}<xs:complexType name='T'><xs:group ref='t:g0'/></xs:complexType>"));
    assert!(told.contains("deeper than 100 levels"), "{told}");
}

#[test]
fn unions_that_double() {
    let unions = chain(60, |at, next| {
        format!("<xs:simpleType name='u{at}'><xs:union memberTypes='t:u{next} t:u{next}'/></xs:simpleType>")
    });
    let last = "<xs:simpleType name='u60'><xs:union memberTypes='xs:int'/></xs:simpleType>";
    let told = schema(&format!("{unions}{last}"));
    assert!(told.contains("more than 1000 members"), "{told}");
}

#[test]
fn substitution_groups_that_lead_on_and_on() {
    let heads = chain(5_000, |at, next| format!("<xs:element name='e{at}' substitutionGroup='t:e{next}'/>"));
    let told = schema(&format!("{heads}<xs:element name='e5000'/>"));
    assert!(told.contains("over more than 100 levels") || told.contains("in a circle"), "{told}");
}

#[test]
fn a_great_many_of_anything() {
    let attributes = chain(5_000, |at, _| format!("<xs:attribute name='a{at}'/>"));
    let told = schema(&format!("<xs:complexType name='T'>{attributes}</xs:complexType>"));
    assert!(told.contains("more than 1000 attributes"), "{told}");

    let imports = chain(5_000, |at, _| format!("<xs:import namespace='urn:{at}'/>"));
    assert!(schema(&imports).contains("more than 1000 imports"));

    let elements = chain(20_000, |at, _| format!("<xs:element name='e{at}' minOccurs='0'/>"));
    let told = schema(&format!(
        "<xs:complexType name='S'><xs:sequence>{elements}</xs:sequence></xs:complexType>
         <xs:complexType name='C'><xs:choice>{elements}</xs:choice></xs:complexType>"
    ));
    assert_eq!(told, "");

    let values = chain(50_000, |at, _| format!("<xs:enumeration value='v{at}'/>"));
    let told = schema(&format!(
        "<xs:simpleType name='T'><xs:restriction base='xs:string'>{values}</xs:restriction></xs:simpleType>"
    ));
    assert_eq!(told, "");
}

/// Were each prefix compared with all others, this would not end.
#[test]
fn a_great_many_namespaces_without_a_prefix() {
    let namespaces = chain(20_000, |at, _| format!("urn:{at} "));
    let told = schema(&format!(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:any namespace='{namespaces}'/></xs:sequence>
         </xs:complexType></xs:element>"
    ));
    assert_eq!(told, "");
}

/// Were it looked for among all that are filled whether each slot is, this would take hours.
#[test]
fn a_great_many_elements_in_any_order() {
    let declared = chain(10_000, |at, _| format!("<xs:element name='e{at}' type='xs:string'/>"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.xsd");
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='e'><xs:complexType>
         <xs:all>{declared}</xs:all></xs:complexType></xs:element></xs:schema>"
    );
    fs::write(&file, text).expect("a file");
    let package = Package::load(&[file], Options::default()).expect("a package");
    let scope = package.model.scope_ids().next().expect("a scope");
    let root = package.root(scope, *package.model.scope(scope).elements.first().expect("an element"));
    let valid = |content: &str| {
        validate_document(format!("<e>{content}</e>").as_bytes(), &root, Limits::default()).is_ok()
    };
    let content = chain(10_000, |at, _| format!("<e{at}/>"));
    assert!(valid(&content));
    assert!(!valid(&content.replace("<e7/>", "")));
    assert!(!valid(&format!("{content}<e7/>")));
}

#[test]
fn elements_that_hold_themselves_through_groups_and_anonymous_types() {
    let told = schema(
        "<xs:group name='g'><xs:sequence><xs:element name='e'><xs:complexType><xs:group ref='t:g' minOccurs='0'/>
         </xs:complexType></xs:element></xs:sequence></xs:group>
         <xs:element name='root'><xs:complexType><xs:group ref='t:g'/></xs:complexType></xs:element>",
    );
    assert_eq!(told, "");
}

#[test]
fn bytes_that_are_no_schema_are_refused() {
    for bytes in [
        "",
        "<",
        "<xs:schema",
        "\u{0}",
        "<a/><b/>",
        "<!DOCTYPE",
        "<!DOCTYPE a [<!ENTITY",
        "<a b='&c;'/>",
        "<?xml",
    ] {
        assert_ne!(told(bytes), "", "{bytes}");
    }
}
