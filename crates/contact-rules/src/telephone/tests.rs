use proptest::prelude::*;

use super::*;

#[track_caller]
fn refuses(text: &str, expected: InvalidTelephoneNumber) {
    assert_eq!(TelephoneNumber::parse(text), Err(expected), "{text:?}");
}

#[test]
fn f4_accepts_e164_mobile_and_fixed_swedish_and_foreign() {
    for text in
        ["+46701740605", "+4687716100", "+4712345678", "+12025550123", "+12345678", "+123456789012345"]
    {
        assert_eq!(TelephoneNumber::parse(text).unwrap().as_str(), text);
    }
    // A zero after another country's code may belong there, as in Italy.
    assert!(TelephoneNumber::parse("+390612345678").is_ok());
}

#[test]
fn f4_refuses_trunk_zero_after_country_code() {
    for text in [
        "+460701740605",
        "+46 070-174 06 05",
        "+46 (0)70 174 06 05",
        "+46(0)701740605",
        "+460",
        "+4600000000",
    ] {
        refuses(text, InvalidTelephoneNumber::TrunkZero);
    }
    assert_eq!(InvalidTelephoneNumber::TrunkZero.message(), "trunk zero after +46; leave it out (F4)");
}

#[test]
fn f4_refuses_other_ways_to_write_the_country_code() {
    refuses("0046701740605", InvalidTelephoneNumber::InternationalPrefix);
    refuses("0701740605", InvalidTelephoneNumber::NationalForm);
    refuses("070-174 06 05", InvalidTelephoneNumber::NationalForm);
    refuses("08-7716100", InvalidTelephoneNumber::NationalForm);
    refuses("46701740605", InvalidTelephoneNumber::PlusMissing);
    refuses("++46701740605", InvalidTelephoneNumber::OtherCharacters);
    refuses("\u{ff0b}46701740605", InvalidTelephoneNumber::PlusMissing);
    refuses("+01701740605", InvalidTelephoneNumber::CountryCodeZero);
}

#[test]
fn f4_refuses_everything_but_digits_after_the_plus_sign() {
    for text in [
        "+46 701740605",
        "+46-701740605",
        "+46(70)1740605",
        "+46701740605 ",
        " +46701740605",
        "+46.701740605",
    ] {
        refuses(text, InvalidTelephoneNumber::Separators);
    }
    for text in [
        "+4670174060x",
        "+46701740605;ext=1",
        "+46701740605\u{0}",
        "+4670174060٥",
        "tel:+46701740605",
        "+*",
        "x",
    ] {
        let invalid = TelephoneNumber::parse(text).unwrap_err();
        let plus = text.starts_with('+');
        assert_eq!(
            invalid,
            if plus { InvalidTelephoneNumber::OtherCharacters } else { InvalidTelephoneNumber::PlusMissing },
            "{text:?}",
        );
    }
}

#[test]
fn f4_refuses_fewer_than_8_and_more_than_15_digits() {
    refuses("+", InvalidTelephoneNumber::TooShort);
    refuses("+1234567", InvalidTelephoneNumber::TooShort);
    assert!(TelephoneNumber::parse("+12345678").is_ok());
    assert!(TelephoneNumber::parse("+123456789012345").is_ok());
    refuses("+1234567890123456", InvalidTelephoneNumber::TooLong);
}

#[test]
fn a_telephone_number_does_not_show() {
    assert_eq!(format!("{:?}", TelephoneNumber::parse("+46701740605")), "Ok(TelephoneNumber(..))");
}

/// F4 in other words than the parser's.
fn is_e164(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.first() == Some(&'+')
        && (9..=16).contains(&characters.len())
        && characters[1..].iter().all(char::is_ascii_digit)
        && characters[1] != '0'
        && !text.starts_with("+460")
}

proptest! {
    #[test]
    fn f4_any_text_is_read_or_refused(text in "\\PC*") {
        prop_assert_eq!(TelephoneNumber::parse(&text).is_ok(), is_e164(&text));
    }

    #[test]
    fn f4_accepts_exactly_e164(text in "\\+?[0-9]{0,17}[ x-]?[0-9]{0,2}", swedish in "\\+46[0-9]{5,13}") {
        prop_assert_eq!(TelephoneNumber::parse(&text).is_ok(), is_e164(&text));
        prop_assert_eq!(TelephoneNumber::parse(&swedish).is_ok(), is_e164(&swedish));
    }
}
