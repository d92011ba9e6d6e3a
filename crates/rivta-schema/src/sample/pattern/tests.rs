#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use super::*;

fn lengths(source: &str) -> Vec<usize> {
    Pattern::new(source).unwrap().lengths().iter().take(8).collect()
}

fn text(source: &str, length: usize) -> String {
    Pattern::new(source).unwrap().text(length, &mut Random::new(7)).unwrap()
}

#[test]
fn a_pattern_knows_how_long_its_matches_can_be() {
    assert_eq!(lengths(r"\d{4}-\d{2}"), [7]);
    assert_eq!(lengths("(ab|cde){1,2}"), [2, 3, 4, 5, 6]);
    assert_eq!(lengths("a*b"), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(lengths("|aaa"), [0, 3]);
    assert_eq!(lengths("(aa)+"), [2, 4, 6, 8, 10, 12, 14, 16]);
}

#[test]
fn a_match_has_the_length_that_is_asked_for() {
    assert_eq!(text("(ab){3}", 6), "ababab");
    assert_eq!(text("x*", 300), "x".repeat(300));
    let mixed = text("[A-F]{2}(-[0-3]+)*", 9);
    assert!(mixed.len() == 9 && mixed.starts_with(|c: char| ('A'..='F').contains(&c)), "{mixed}");
    assert!(Pattern::new("(aa)+").unwrap().text(3, &mut Random::new(1)).is_none());
}

#[test]
fn subtraction_negation_and_escapes_are_kept() {
    assert_eq!(text("[a-c-[ab]]", 1), "c");
    assert_eq!(text(r"\.\-\\\(\[", 5), r".-\([");
    assert_eq!(text("[^a-zA-Z0-9åäöÅÄÖéüßøæÿ]", 1).chars().filter(|c| c.is_ascii_alphanumeric()).count(), 0);
    assert_eq!(text(r"[\p{Lu}-[B-Z]]", 1), "A");
    assert_eq!(text("[a-]{1}", 1).trim_matches(|c| c == 'a' || c == '-'), "");
}

#[test]
fn what_is_no_pattern_makes_no_text() {
    for source in ["(", "a)", "[a", "a{2", "*", r"\", r"\p{Lu", "a{3,1}"] {
        assert!(Pattern::new(source).is_none(), "{source}");
    }
    assert!(Pattern::new(&"(".repeat(100_000)).is_none());
}

#[test]
fn huge_repetitions_end_quickly() {
    let nested = "((((a{0,4000000000}){0,4000000000}){0,4000000000}){0,4000000000})b";
    assert_eq!(lengths(nested), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(Pattern::new("a{4000000000}").unwrap().lengths().iter().next().is_none());
}
