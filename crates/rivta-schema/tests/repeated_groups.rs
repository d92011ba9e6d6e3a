//! How often a group stands where its particles repeat too: any division of the children that fits is enough (XML Schema
//! Part 1, Element Sequence Valid and Particle Valid).
#![allow(clippy::expect_used, reason = "a test that panics says where")]

mod support;

use support::{load, verdicts};

/// Whether the children, a letter each, fit the content model.
fn fits(model: &str, children: &str) -> bool {
    let schema = format!(
        "<xs:element name='e'><xs:complexType><xs:sequence>{model}</xs:sequence></xs:complexType></xs:element>"
    );
    let package = load(&schema, &[]).expect("a package");
    let children: String = children.chars().map(|name| format!("<{name}/>")).collect();
    verdicts(&package, [&*format!("<t:e xmlns:t='urn:t'>{children}</t:e>")]) == [true]
}

fn element(name: &str, min: u32, max: &str) -> String {
    format!("<xs:element name='{name}' minOccurs='{min}' maxOccurs='{max}'/>")
}

fn group(compositor: &str, min: u32, max: u32, particles: &[String]) -> String {
    let particles = particles.concat();
    format!("<xs:{compositor} minOccurs='{min}' maxOccurs='{max}'>{particles}</xs:{compositor}>")
}

#[test]
fn a_run_of_one_particle_counts_as_often_as_it_can() {
    let twice = group("sequence", 2, 3, &[element("a", 1, "unbounded"), element("x", 0, "1")]);
    for (children, expected) in [
        ("a", false),
        ("aa", true),
        ("axa", true),
        ("aax", true),
        ("ax", false),
        ("axaxax", true),
        ("axaxaxa", false),
        ("xa", false),
    ] {
        assert_eq!(fits(&twice, children), expected, "{children}");
    }
}

#[test]
fn occurrences_within_hold_as_well() {
    let model = group("sequence", 3, 3, &[element("a", 1, "2")]);
    for (children, expected) in [("aa", false), ("aaa", true), ("aaaaaa", true), ("aaaaaaa", false)] {
        assert_eq!(fits(&model, children), expected, "{children}");
    }
    let model = group("sequence", 2, 9, &[element("a", 2, "unbounded")]);
    for (children, expected) in [("aa", false), ("aaa", false), ("aaaa", true), ("aaaaa", true)] {
        assert_eq!(fits(&model, children), expected, "{children}");
    }
}

#[test]
fn what_must_stand_beside_the_run_keeps_it_together() {
    let model = group("sequence", 2, 2, &[element("x", 1, "1"), element("a", 1, "unbounded")]);
    for (children, expected) in [("xaa", false), ("xaxa", true), ("xaaxa", true)] {
        assert_eq!(fits(&model, children), expected, "{children}");
    }
}

#[test]
fn a_choice_of_runs_counts_each() {
    let model = group("choice", 3, 3, &[element("a", 1, "unbounded"), element("b", 1, "1")]);
    for (children, expected) in [
        ("a", false),
        ("aa", false),
        ("aab", true),
        ("aaa", true),
        ("bbb", true),
        ("bbbb", false),
        ("abab", false),
    ] {
        assert_eq!(fits(&model, children), expected, "{children}");
    }
}

#[test]
fn groups_in_groups_count_alike() {
    let inner = group("choice", 1, 5, &[element("a", 1, "unbounded")]);
    let model = group("sequence", 2, 2, &[inner, element("x", 0, "1")]);
    for (children, expected) in [("a", false), ("aa", true), ("axa", true), ("ax", false), ("aaax", true)] {
        assert_eq!(fits(&model, children), expected, "{children}");
    }
}
