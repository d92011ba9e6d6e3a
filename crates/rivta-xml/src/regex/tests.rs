use super::{Pattern, PatternError};

fn matches(pattern: &'static str, text: &str) -> bool {
    let pattern = Pattern::new(pattern.into());
    assert_eq!(pattern.check(), Ok(()), "{pattern:?}");
    pattern.is_match(text)
}

#[test]
fn the_whole_text_must_match() {
    for (pattern, good, bad) in [
        ("ab", "ab", "xab"),
        ("a|b", "b", "ab"),
        ("a*", "", "b"),
        ("[0-9]{2,3}", "123", "1234"),
        ("(ab){2}", "abab", "ab"),
        ("a{2,}", "aaaa", "a"),
        (r"\d+", "\u{664}2", "x"),
        (r"[\i-[:]][\c-[:]]*", "a-1", "a:1"),
        (r"[a-z-[aeiou]]+", "xyz", "xyaz"),
        (r"[^a-c-[x]]", "d", "x"),
        (r"\p{Lu}\p{IsBasicLatin}*", "Åab", "Åå"),
        (r"\P{L}", "1", "a"),
        (r"[\-a]", "-", "b"),
        ("[a-]", "-", "b"),
        ("[-a]", "-", "b"),
        ("^a$", "^a$", "a"),
        (".", "x", "\n"),
        (r"\w", "å", " "),
        (r"\S\s", "a ", "  "),
        (r"a\.b", "a.b", "axb"),
        (r"[\w]{1,2}", "ab", "a!"),
        (r"[\W]", "!", "a"),
        ("", "", "a"),
        ("a||b", "", "c"),
        (r"\i", ":", "\u{10000}"),
        (r"\c", "\u{B7}", "\u{2177}"),
        (r"\I", "\u{10000}", "a"),
        (r"\/\:\@\$", "/:@$", "/:@"),
        (r"{a}", "{a}", "a"),
        (r"[0-9]{2}}", "12}", "12"),
        (r"\P{IsHighSurrogates}", "a", ""),
        (r"a|[\p{IsLowSurrogates}b]", "b", "c"),
    ] {
        assert!(matches(pattern, good), "{pattern} {good}");
        assert!(!matches(pattern, bad), "{pattern} {bad}");
    }
}

#[test]
fn what_is_no_expression_is_told_with_its_place() {
    for (pattern, at) in [
        ("a)", 1),
        ("(a", 2),
        ("[a", 2),
        ("*a", 1),
        ("a**", 2),
        ("a+?", 2),
        ("a{2,1}", 6),
        ("a{x}", 2),
        ("a{99999999999}", 13),
        ("[b-a]", 4),
        (r"\q", 2),
        (r"\p{Xx}", 6),
        (r"\p{IsNowhere}", 13),
        ("[]", 2),
        ("a]", 2),
        ("[a[b]]", 3),
    ] {
        match Pattern::new(pattern.into()).check() {
            Err(PatternError::Syntax { at: found, .. }) => assert_eq!(found, at, "{pattern}"),
            other => panic!("{pattern}: {other:?}"),
        }
    }
}

#[test]
fn what_would_grow_without_bound_is_refused() {
    let pattern = Pattern::new("((a{1000}){1000}){1000}".into());
    assert_eq!(pattern.check(), Err(PatternError::TooLarge));
    let deep: String = "(".repeat(5000);
    assert!(matches!(Pattern::new(deep.into()).check(), Err(PatternError::Syntax { .. })));
}
