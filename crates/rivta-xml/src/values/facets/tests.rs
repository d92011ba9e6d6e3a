use super::*;
use crate::Base64Binary;

fn error(facets: Facets, value: &impl FacetValue) -> String {
    facets.check(value).expect_err("breaks the facet").to_string()
}

#[test]
fn max_length_counts_characters_not_bytes() {
    let facets = Facets::NONE.max_length(4);
    assert_eq!(facets.check(&"åäö𐍈".to_owned()), Ok(()));
    assert_eq!(facets.check(&String::new()), Ok(()));
    assert_eq!(error(facets, &"åäö𐍈x".to_owned()), "expected at most 4 characters, found 5");
}

#[test]
fn length_is_exact() {
    let facets = Facets::NONE.length(2);
    assert_eq!(facets.check(&"åä".to_owned()), Ok(()));
    assert_eq!(error(facets, &"å".to_owned()), "expected exactly 2 characters, found 1");
    assert_eq!(error(facets, &"åäö".to_owned()), "expected exactly 2 characters, found 3");
}

#[test]
fn min_and_max_length_bound_from_both_sides() {
    let facets = Facets::NONE.min_length(2).max_length(3);
    assert_eq!(facets.check(&"ab".to_owned()), Ok(()));
    assert_eq!(facets.check(&"abc".to_owned()), Ok(()));
    assert_eq!(error(facets, &"a".to_owned()), "expected 2 to 3 characters, found 1");
    assert_eq!(error(facets, &"abcd".to_owned()), "expected 2 to 3 characters, found 4");
    assert_eq!(error(Facets::NONE.min_length(1), &String::new()), "expected at least 1 character, found 0");
    assert_eq!(
        error(Facets::NONE.min_length(0).max_length(1), &"ab".to_owned()),
        "expected at most 1 character, found 2"
    );
}

#[test]
fn binary_length_counts_octets() {
    let facets = Facets::NONE.max_length(3);
    assert_eq!(facets.check(&Base64Binary::new([1, 2, 3])), Ok(()));
    assert_eq!(error(facets, &Base64Binary::new([1, 2, 3, 4])), "expected at most 3 octets, found 4");
}

#[test]
fn numbers_are_bounded_inclusively() {
    let facets = Facets::NONE.min_inclusive(10).max_inclusive(99);
    assert_eq!(facets.check(&10), Ok(()));
    assert_eq!(facets.check(&99_i64), Ok(()));
    assert_eq!(error(facets, &9), "expected a whole number from 10 to 99");
    assert_eq!(error(facets, &100_i64), "expected a whole number from 10 to 99");
    assert_eq!(error(Facets::NONE.min_inclusive(1), &0), "expected a whole number of at least 1");
    assert_eq!(error(Facets::NONE.max_inclusive(-1), &0), "expected a whole number of at most -1");
}

#[test]
fn a_text_that_is_no_number_is_told_the_narrower_range() {
    let facets = Facets::NONE.min_inclusive(0).max_inclusive(9);
    assert_eq!(
        facets.parse::<i32>("x").expect_err("no number").to_string(),
        "expected a whole number from 0 to 9"
    );
    assert_eq!(facets.parse::<i32>("007"), Ok(7));
}
