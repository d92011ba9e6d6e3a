use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::Rules;
use crate::testing::{TOLVAN, ii, rules, with_check_digit};

fn read(root: &str, extension: &str) -> Result<PersonIdentity, InvalidIdentity> {
    Rules::default().identity(&ii(root, extension))
}

#[track_caller]
fn accepts(root: &str, extension: &str) -> PersonIdentity {
    match read(root, extension) {
        Ok(identity) => identity,
        Err(invalid) => panic!("{extension}: {invalid}"),
    }
}

#[track_caller]
fn refuses(root: &str, extension: &str, expected: InvalidIdentity) {
    assert_eq!(read(root, extension), Err(expected), "{extension}");
}

#[test]
fn c12_accepts_a_personnummer() {
    let tolvan = accepts(roots::PNR, TOLVAN);
    assert_eq!(tolvan.kind(), IdentityKind::Pnr);
    assert_eq!((tolvan.root(), tolvan.extension()), (roots::PNR, TOLVAN));
    assert_eq!(tolvan.birth_date(), Some(date(1912, 12, 12)));
    assert_eq!(tolvan.to_ii(), ii(roots::PNR, TOLVAN));
    accepts(roots::PNR, &with_check_digit("20000229000", 2));
    accepts(roots::PNR, &with_check_digit("18000101000", 2));
}

#[test]
fn c12_refuses_what_is_no_personnummer() {
    let form = InvalidIdentity::Form(IdentityForm::Pnr);
    for extension in [
        "",
        "1212121212",
        "19121212-1212",
        "191212-121212",
        " 191212121212",
        "191212121212 ",
        "19121212121",
        "1912121212120",
        "19121212121A",
        "1912121212١",
        "+19121212121",
    ] {
        refuses(roots::PNR, extension, form);
    }
    // Dates that do not exist, with right check digits; 1900 was no leap year.
    for digits in ["19000229000", "20010229000", "19120431121", "19121312121", "19120012121", "19121200121"] {
        refuses(roots::PNR, &with_check_digit(digits, 2), form);
    }
    // Ten digits and two zeros; a samordningsnummer.
    refuses(roots::PNR, "001212121212", form);
    refuses(roots::PNR, &with_check_digit("17991231000", 2), form);
    refuses(roots::PNR, &with_check_digit("19701061239", 2), form);
    for check in ["0", "1", "3", "4", "5", "6", "7", "8", "9"] {
        refuses(roots::PNR, &format!("19121212121{check}"), InvalidIdentity::CheckDigit(IdentityForm::Pnr));
    }
}

#[test]
fn c12_accepts_a_samordningsnummer_with_unknown_month_or_day() {
    for (digits, birth) in [
        ("19701063239", Some(date(1970, 10, 3))),
        ("19700161239", Some(date(1970, 1, 1))),
        ("19700191239", Some(date(1970, 1, 31))),
        ("19700160239", None),
        ("19701260239", None),
        ("19700060239", None),
        ("19700063239", None),
        ("19700091239", None),
    ] {
        let identity = accepts(roots::SNR, &with_check_digit(digits, 2));
        assert_eq!(identity.kind(), IdentityKind::Snr);
        assert_eq!(identity.birth_date(), birth, "{digits}");
    }
}

#[test]
fn c12_refuses_what_is_no_samordningsnummer() {
    let form = InvalidIdentity::Form(IdentityForm::Snr);
    // Day 59, 92 and 00; the 31st of April; month 13, also with an unknown day; a personnummer.
    for digits in [
        "19700159239",
        "19700192239",
        "19700100239",
        "19700491239",
        "19700290239",
        "19701361239",
        "19701360239",
        "19700092239",
        "19700059239",
        "19121212121",
        "17000160239",
    ] {
        refuses(roots::SNR, &with_check_digit(digits, 2), form);
    }
    let right = with_check_digit("19701063239", 2);
    let (digits, check) = right.split_at(11);
    let wrong = format!("{digits}{}", if check == "0" { 1 } else { 0 });
    refuses(roots::SNR, &wrong, InvalidIdentity::CheckDigit(IdentityForm::Snr));
}

#[test]
fn c12_accepts_national_reserve_identities_of_both_shapes() {
    for (extension, birth) in [
        ("22640823AB12", Some(date(1964, 8, 23))),
        ("25640823YZ99", Some(date(1964, 8, 23))),
        ("23000229TFK1", Some(date(2000, 2, 29))),
        ("98121212AA11", Some(date(2012, 12, 12))),
        ("24640823AB12", None),
        ("99640823AB12", None),
        ("00122040AB12", None),
        ("00999959ABX2", None),
    ] {
        let identity = accepts(roots::NRID, extension);
        assert_eq!(identity.kind(), IdentityKind::Nrid);
        assert_eq!(identity.birth_date(), birth, "{extension}");
    }
}

#[test]
fn c12_refuses_what_is_no_national_reserve_identity() {
    for extension in [
        "21640823AB12",
        "01122040AB12",
        "00121940AB12",
        "00122039AB12",
        "00122060AB12",
        "22000229AB12",
        "22641323AB12",
        "22640832AB12",
        "22640823IB12",
        "22640823AO12",
        "22640823QA12",
        "22640823VA12",
        "22640823WA12",
        "22640823ab12",
        "22640823A112",
        "22640823AB1A",
        "22640823ABo2",
        "22640823AB1",
        "22640823AB123",
    ] {
        refuses(roots::NRID, extension, InvalidIdentity::Form(IdentityForm::Nrid));
    }
}

#[test]
fn c12_checks_stockholms_reserve_identities() {
    for digits in ["99198000000", "99229999999", "99202412345"] {
        let identity = accepts(roots::LRID_STOCKHOLM, &with_check_digit(digits, 4));
        assert_eq!((identity.kind(), identity.birth_date()), (IdentityKind::Lrid, None));
    }
    for digits in ["99197912345", "99230012345", "98202412345"] {
        refuses(
            roots::LRID_STOCKHOLM,
            &with_check_digit(digits, 4),
            InvalidIdentity::Form(IdentityForm::Stockholm),
        );
    }
    refuses(roots::LRID_STOCKHOLM, "9920241234X5", InvalidIdentity::Form(IdentityForm::Stockholm));
    // The digit over positions 3-11 instead of 5-11.
    refuses(
        roots::LRID_STOCKHOLM,
        &with_check_digit("99202412345", 2),
        InvalidIdentity::CheckDigit(IdentityForm::Stockholm),
    );
}

/// A number of Västra Götaland with the check digit it has when its letter counts as `counts`.
fn vastra_gotaland(number: &str, counts: char) -> String {
    let letter = number.chars().nth(8).unwrap();
    with_check_digit(&number.replace(letter, &counts.to_string()), 2)
        .chars()
        .enumerate()
        .map(|(place, c)| if place == 8 { letter } else { c })
        .collect()
}

#[test]
fn c12_checks_vastra_gotalands_reserve_identities() {
    let form = InvalidIdentity::Form(IdentityForm::VastraGotaland);
    for (number, counts) in [
        ("19840229K06", '5'),
        ("19840229K78", '5'),
        ("19840229M07", '7'),
        ("19840229M79", '7'),
        ("19840229X80", '8'),
        ("19840229X89", '8'),
    ] {
        let identity = accepts(roots::LRID_VASTRA_GOTALAND, &vastra_gotaland(number, counts));
        assert_eq!(identity.birth_date(), Some(date(1984, 2, 29)));
    }
    for (number, counts) in [
        ("19840229K05", '5'),
        ("19840229K04", '5'),
        ("19840229K07", '5'),
        ("19840229M08", '7'),
        ("19840229K80", '5'),
        ("19840229X79", '8'),
        ("19840229X90", '8'),
        ("19830229K06", '5'),
        ("19840229A06", '5'),
    ] {
        refuses(roots::LRID_VASTRA_GOTALAND, &vastra_gotaland(number, counts), form);
    }
    refuses(roots::LRID_VASTRA_GOTALAND, "19840229K06X", form);
    refuses(
        roots::LRID_VASTRA_GOTALAND,
        &vastra_gotaland("19840229M07", '5'),
        InvalidIdentity::CheckDigit(IdentityForm::VastraGotaland),
    );
}

#[test]
fn c12_checks_varmlands_reserve_identities() {
    for extension in
        ["19840229SF0A", "19840229SU9Z", "19840229SX51", "19840229SP59", "19840229SL5U", "19840229SL5W"]
    {
        assert_eq!(accepts(roots::LRID_VARMLAND, extension).birth_date(), Some(date(1984, 2, 29)));
    }
    for extension in [
        "19840229SF0V",
        "19840229SF00",
        "19840229SF0a",
        "19840229SFAA",
        "19840229SA0A",
        "19840229TF0A",
        "19830229SF0A",
        "19840229SF0",
        "19840229SF0AA",
    ] {
        refuses(roots::LRID_VARMLAND, extension, InvalidIdentity::Form(IdentityForm::Varmland));
    }
}

#[test]
fn c12_checks_ineras_reserve_identities() {
    for digits in ["20240132123", "20241259123"] {
        assert_eq!(accepts(roots::LRID_INERA, &with_check_digit(digits, 2)).birth_date(), None);
    }
    for digits in ["20240131123", "20240160123", "20240032123", "20241332123"] {
        refuses(roots::LRID_INERA, &with_check_digit(digits, 2), InvalidIdentity::Form(IdentityForm::Inera));
    }
    refuses(roots::LRID_INERA, "2024AB321234", InvalidIdentity::Form(IdentityForm::Inera));
    refuses(
        roots::LRID_INERA,
        &with_check_digit("20240132123", 0),
        InvalidIdentity::CheckDigit(IdentityForm::Inera),
    );
}

#[test]
fn c12_accepts_local_identities_of_configured_roots_only() {
    let rules = rules(r#"local_identity_roots = ["1.2.752.999.1"]"#);
    let longest = "Å".repeat(64);
    for extension in ["A", "2024-ABC/17", longest.as_str()] {
        let identity = rules.identity(&ii("1.2.752.999.1", extension)).unwrap();
        assert_eq!((identity.kind(), identity.birth_date()), (IdentityKind::Lrid, None));
        assert_eq!(identity.masked(), "****");
    }
    for extension in ["", " ", "A B", "A\n", &"A".repeat(65)] {
        let form = InvalidIdentity::Form(IdentityForm::Configured);
        assert_eq!(rules.identity(&ii("1.2.752.999.1", extension)), Err(form));
    }
    for root in ["1.2.752.999.2", "1.2.752.999.11", "", " 1.2.752.999.1"] {
        assert_eq!(rules.identity(&ii(root, "A")), Err(InvalidIdentity::UnknownRoot));
    }
    refuses("1.2.752.999.1", "A", InvalidIdentity::UnknownRoot);
}

#[test]
fn c12_refuses_identities_that_are_not_persons() {
    for root in [roots::HSA, roots::HSA_PERSON, roots::HSA_CARE_PROVIDER, roots::ORGANISATION_NUMBER] {
        refuses(root, "SE2321000016-1003", InvalidIdentity::UnknownRoot);
    }
    // The arc above NRID's and Värmland's roots.
    refuses("1.2.752.74.9", "22640823AB12", InvalidIdentity::UnknownRoot);
}

#[test]
fn c12_refuses_a_missing_extension() {
    let id = IIType::new(roots::PNR.to_owned());
    assert_eq!(Rules::default().identity(&id), Err(InvalidIdentity::ExtensionMissing));
}

#[test]
fn kinds_are_ordered_as_identities_are_linked() {
    use IdentityKind::{Lrid, Nrid, Pnr, Snr};
    assert!(Lrid < Nrid && Nrid < Snr && Snr < Pnr);
}

#[test]
fn an_identity_shows_only_its_beginning() {
    let tolvan = accepts(roots::PNR, TOLVAN);
    assert_eq!(tolvan.masked(), "19121212-****");
    assert_eq!(format!("{tolvan:?}"), "PersonIdentity(19121212-****)");
    assert_eq!(accepts(roots::NRID, "22640823AB12").masked(), "22640823-****");
}

proptest! {
    #[test]
    fn c12_any_text_is_read_or_refused(extension in "\\PC{0,14}") {
        for root in [
            roots::PNR, roots::SNR, roots::NRID, roots::LRID_STOCKHOLM, roots::LRID_VASTRA_GOTALAND,
            roots::LRID_VARMLAND, roots::LRID_INERA, "1.2.3",
        ] {
            let _ = read(root, &extension).map(|identity| (identity.masked(), identity.birth_date()));
        }
    }

    #[test]
    fn c12_twelve_characters_are_read_or_refused(extension in "[0-9A-ZÅa-z]{12}", digits in "[0-9]{12}") {
        for root in [roots::PNR, roots::SNR, roots::NRID, roots::LRID_STOCKHOLM, roots::LRID_VASTRA_GOTALAND,
            roots::LRID_VARMLAND, roots::LRID_INERA] {
            let _ = read(root, &extension);
            let _ = read(root, &digits);
        }
    }

    #[test]
    fn c12_one_wrong_digit_in_the_serial_is_found(
        day in 0_i64..90_000, serial in 0_u32..1000, place in 8_usize..12, other in 1_u8..10,
    ) {
        let birth = date(1800, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
        let right = with_check_digit(&format!("{}{serial:03}", birth.strftime("%Y%m%d")), 2);
        prop_assert_eq!(read(roots::PNR, &right).unwrap().birth_date(), Some(birth));
        let mut wrong = right.into_bytes();
        wrong[place] = b'0' + (wrong[place] - b'0' + other) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(read(roots::PNR, &wrong), Err(InvalidIdentity::CheckDigit(IdentityForm::Pnr)));
    }
}
