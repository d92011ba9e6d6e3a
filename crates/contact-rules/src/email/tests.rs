use proptest::prelude::*;

use super::*;

#[track_caller]
fn accepts(text: &str) -> EmailAddress<'_> {
    match EmailAddress::parse(text) {
        Ok(address) => address,
        Err(invalid) => panic!("{text:?}: {invalid}"),
    }
}

#[track_caller]
fn refuses(text: &str, expected: InvalidEmailAddress) {
    assert_eq!(EmailAddress::parse(text), Err(expected), "{text:?}");
}

#[test]
fn f5_accepts_dot_atoms() {
    for text in [
        "namn@exempel.se",
        "a@b.c",
        "f.e.namn+1177@sub.exempel.se",
        "!#$%&'*+-/=?^_`{|}~@exempel.se",
        "1@1.se",
    ] {
        assert_eq!(accepts(text).local_part(), text.split('@').next().unwrap());
    }
}

#[test]
fn f5_accepts_quoted_strings() {
    for text in [
        r#""a@b"@exempel.se"#,
        r#""a b"@exempel.se"#,
        r#""a\"b\\"@exempel.se"#,
        r#"""@exempel.se"#,
        r#""a..b"@exempel.se"#,
        "\"\t\"@exempel.se",
    ] {
        accepts(text);
    }
}

#[test]
fn f5_refuses_what_is_no_local_part() {
    for text in [
        "@exempel.se",
        ".a@exempel.se",
        "a.@exempel.se",
        "a..b@exempel.se",
        "a b@exempel.se",
        "a,b@exempel.se",
        "a(kommentar)@exempel.se",
        "(kommentar)a@exempel.se",
        "a@b@exempel.se",
        "a@exempel.se,b@exempel.se",
        "a:b@exempel.se",
        "a\\b@exempel.se",
        "a\u{7f}@exempel.se",
        r#""a@exempel.se"#,
        r#"a"@exempel.se"#,
        r#"""@b"@exempel.se"#,
        r#""a"b"@exempel.se"#,
        r#""a\"@exempel.se"#,
        r#""a".b@exempel.se"#,
        r#"""#,
        "\"a\r\n b\"@exempel.se",
        "\"\u{1}\"@exempel.se",
        "\"\\\u{1}\"@exempel.se",
        "mailto:a@exempel.se",
        "a\r\n@exempel.se",
    ] {
        let expected =
            if text.contains('@') { InvalidEmailAddress::LocalPart } else { InvalidEmailAddress::AtMissing };
        refuses(text, expected);
    }
}

#[test]
fn f5_refuses_letters_outside_ascii_before_the_at() {
    for text in ["åsa@exempel.se", "\"åsa\"@exempel.se", "a\u{200b}@exempel.se", "\u{feff}a@exempel.se"] {
        refuses(text, InvalidEmailAddress::LocalPartNotAscii);
    }
}

#[test]
fn f5_refuses_what_surrounds_an_address() {
    refuses("namn", InvalidEmailAddress::AtMissing);
    refuses("namn.exempel.se", InvalidEmailAddress::AtMissing);
    for text in [" a@exempel.se", "a@exempel.se ", "a@exempel.se\n", "\u{a0}a@exempel.se"] {
        refuses(text, InvalidEmailAddress::SurroundingSpace);
    }
    for text in ["Namn <a@exempel.se>", "<a@exempel.se>", "grupp: a@exempel.se;"] {
        refuses(text, InvalidEmailAddress::DisplayName);
    }
}

#[test]
fn f5_local_part_is_at_most_64_octets() {
    accepts(&format!("{}@exempel.se", "a".repeat(64)));
    refuses(&format!("{}@exempel.se", "a".repeat(65)), InvalidEmailAddress::LocalPartTooLong);
    accepts(&format!("\"{}\"@exempel.se", "a".repeat(62)));
    refuses(&format!("\"{}\"@exempel.se", "a".repeat(63)), InvalidEmailAddress::LocalPartTooLong);
}

#[test]
fn f5_address_is_at_most_254_octets() {
    // Three labels of 63 and one of the rest, with dots 189 + 3 + rest.
    let domain = |rest: usize| format!("{0}.{0}.{0}.{1}", "d".repeat(63), "e".repeat(rest));
    accepts(&format!("{}@{}", "a".repeat(50), domain(11)));
    refuses(&format!("{}@{}", "a".repeat(51), domain(11)), InvalidEmailAddress::TooLong);
    accepts(&format!("{}@{}", "a", domain(60)));
    refuses(&format!("{}@{}", "a", domain(61)), InvalidEmailAddress::TooLong);
    // The domain alone is at most 253.
    refuses(&format!("{}@{}", "a", domain(62)), InvalidEmailAddress::Domain);
}

#[test]
fn f5_domain_has_two_labels_of_1_to_63() {
    accepts(&format!("a@{}.se", "d".repeat(63)));
    refuses(&format!("a@{}.se", "d".repeat(64)), InvalidEmailAddress::Domain);
    refuses("a@localhost", InvalidEmailAddress::SingleLabel);
    for text in ["a@", "a@.", "a@.se", "a@exempel.", "a@exempel..se", "a@exempel.se."] {
        refuses(text, InvalidEmailAddress::Domain);
    }
}

#[test]
fn f5_domain_is_letters_digits_and_inner_hyphens() {
    for text in ["a@ex-empel.se", "a@e--x.se", "a@1.2.se", "a@EXEMPEL.SE"] {
        accepts(text);
    }
    for text in [
        "a@-exempel.se",
        "a@exempel-.se",
        "a@ex_empel.se",
        "a@ex empel.se",
        "a@exempel.se(kommentar)",
        "a@exempel,se",
        "a@ex*empel.se",
        "a@exempel.s\u{0}e",
        "a@exempel.se:25",
        "a@xn--.se",
        "a@xn--a.se",
    ] {
        refuses(text, InvalidEmailAddress::Domain);
    }
    for text in ["a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "a@127.0.0.1", "a@1.2", "a@b.1"] {
        refuses(text, InvalidEmailAddress::AddressLiteral);
    }
}

#[test]
fn f5_international_domains_are_compared_by_their_a_labels() {
    for text in [
        "namn@domän.se",
        "namn@DOMÄN.SE",
        "namn@doma\u{308}n.se",
        "namn@xn--domn-noa.se",
        "namn@XN--DOMN-NOA.se",
    ] {
        assert_eq!(accepts(text).domain(), "xn--domn-noa.se", "{text}");
    }
    // The A-label counts: a label of 64 characters, or one whose A-label is longer than 63.
    refuses(&format!("a@{}.se", "äö".repeat(32)), InvalidEmailAddress::Domain);
}

#[test]
fn f5_refuses_invisible_characters_in_the_domain() {
    for c in [
        '\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fe0f}', '\u{200e}', '\u{202e}', '\u{3000}',
        '\u{3164}',
    ] {
        refuses(&format!("a@exem{c}pel.se"), InvalidEmailAddress::Domain);
    }
}

#[test]
fn an_email_address_does_not_show() {
    assert_eq!(format!("{:?}", accepts("namn@exempel.se")), "EmailAddress(..)");
}

proptest! {
    #[test]
    fn f5_any_text_is_read_or_refused(text in "\\PC*", halves in ("\\PC{0,20}", "\\PC{0,20}")) {
        let _ = EmailAddress::parse(&text);
        let _ = EmailAddress::parse(&format!("{}@{}", halves.0, halves.1));
    }

    #[test]
    fn f5_what_is_accepted_has_a_domain_name(
        local in "[a-z.\"\\\\ @]{0,6}", domain in "[a-zA-Z0-9åäöÅÄÖ.-]{0,12}",
    ) {
        if let Ok(address) = EmailAddress::parse(&format!("{local}@{domain}")) {
            prop_assert_eq!(address.local_part(), local.as_str());
            let labels: Vec<&str> = address.domain().split('.').collect();
            prop_assert!(labels.len() >= 2);
            for label in labels {
                prop_assert!((1..=63).contains(&label.len()));
                prop_assert!(label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!label.starts_with('-') && !label.ends_with('-'));
            }
        }
    }

    #[test]
    fn f5_accepts_ordinary_addresses(local in "[a-z0-9]{1,20}(\\.[a-z0-9_+-]{1,10}){0,3}", domain in "[a-z]{1,20}\\.[a-z]{2,6}") {
        let text = format!("{local}@{domain}");
        prop_assert!(EmailAddress::parse(&text).is_ok());
    }
}
