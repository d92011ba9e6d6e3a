//! What is said of a test suite.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on fails")]

use rivta_conformance::{Share, SuiteReport, suite};

const SCHEMA: &str =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>";

fn instance(name: &str, expected: &str) -> String {
    format!(
        "<instanceTest name='i'><instanceDocument l:href='{name}'/><expected validity='{expected}'/></instanceTest>"
    )
}

fn run(tests: &str) -> SuiteReport {
    let folder = tempfile::tempdir().unwrap();
    let head =
        "xmlns='http://www.w3.org/XML/2004/xml-schema-test-suite/' xmlns:l='http://www.w3.org/1999/xlink'";
    let set = format!("<testSet {head} name='set'>{tests}</testSet>");
    let suite_file = format!(
        "<testSuite {head}><testSetRef l:href='a.testSet'/><testSetRef l:href='none.testSet'/></testSuite>"
    );
    let files = [
        ("a.testSet", set.as_str()),
        ("suite.xml", &suite_file),
        ("a.xsd", SCHEMA),
        ("good.xml", "<a>1</a>"),
        ("bad.xml", "<a>one</a>"),
        ("broken.xml", "<a>1"),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    suite(&folder.path().join("suite.xml")).unwrap()
}

fn group(instances: &str) -> String {
    format!(
        "<testGroup name='g'><schemaTest name='s'><schemaDocument l:href='a.xsd'/><expected validity='valid'/>\
         </schemaTest>{instances}</testGroup>"
    )
}

#[test]
fn agreement_is_counted_by_set_and_sets_that_are_not_there_are_told() {
    let instances =
        [instance("good.xml", "valid"), instance("bad.xml", "invalid"), instance("broken.xml", "invalid")];
    let report = run(&group(&instances.concat()));
    assert_eq!(report.instances, Share { passed: 3, all: 3 });
    assert_eq!(report.sets["set"].0, Share { passed: 1, all: 1 });
    assert_eq!(report.missing.len(), 1);
    assert!(report.disagreements.is_empty());
}

#[test]
fn what_is_judged_otherwise_is_listed_by_category() {
    let report = run(&group(&[instance("good.xml", "invalid"), instance("bad.xml", "valid")].concat()));
    assert_eq!(report.instances, Share { passed: 0, all: 2 });
    assert!(!report.instances.reaches(1));
    assert_eq!(report.disagreements["instance: invalid, but accepted"].len(), 1);
    assert_eq!(report.disagreements["instance: valid, but refused"].len(), 1);
    assert_eq!(report.unexplained(), 2);
    assert!(report.to_string().contains("NO REASON IS KNOWN"));
}

#[test]
fn tests_of_version_1_1_and_those_without_a_verdict_are_left_out() {
    let newer = group(&instance("bad.xml", "valid")).replace("<testGroup", "<testGroup version='1.1'");
    let open = group(&instance("bad.xml", "notKnown"));
    let report = run(&format!("{newer}{open}"));
    assert_eq!(report.instances, Share::default());
    assert_eq!(report.schemas.all, 1);
}
