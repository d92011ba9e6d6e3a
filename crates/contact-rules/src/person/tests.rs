use rivta_persons::core::{CodedValue, ContactPersonType, DeregistrationType};

use super::*;
use crate::testing::{Request, breach, detail, ii, own_update, with_details};
use crate::{RuleId, Rules};

const CODES: [&str; 8] = ["AV", "UV", "GN", "GS", "AS", "OB", "TA", "FI"];

fn breaches(request: &Request, person: Option<&PersonStatus>, scope: Scope) -> Vec<(RuleId, String)> {
    Rules::default()
        .check_person(&ContactUpdate::from(request), person, scope)
        .iter()
        .map(|violation| (violation.rule(), violation.path().to_string()))
        .collect()
}

fn input() -> Request {
    with_details([detail("sms", "+46701740605")])
}

fn deregistered(code: &str) -> PersonStatus {
    PersonStatus { deregistration: Some(DeregistrationReason::from_code(code)), ..PersonStatus::default() }
}

#[test]
fn c13_refuses_a_person_that_the_register_does_not_hold() {
    for scope in [Scope::Restricted, Scope::Unrestricted] {
        assert_eq!(breaches(&input(), None, scope), breach(RuleId::C13, "personId"));
        assert_eq!(breaches(&own_update(), None, scope), breach(RuleId::C13, "personId"));
        assert_eq!(breaches(&input(), Some(&PersonStatus::default()), scope), []);
    }
}

#[test]
fn f9_refuses_a_protected_person_save_through_the_unrestricted_contract() {
    for (indicator, record) in [(true, false), (false, true), (true, true)] {
        let person = PersonStatus {
            protected_person_indicator: indicator,
            protected_population_record: record,
            ..PersonStatus::default()
        };
        // C6: erasing too.
        for request in [input(), own_update()] {
            assert_eq!(breaches(&request, Some(&person), Scope::Restricted), breach(RuleId::F9, "personId"));
            assert_eq!(breaches(&request, Some(&person), Scope::Unrestricted), []);
        }
    }
}

#[test]
fn f12_refuses_input_for_the_deceased_and_for_numbers_no_longer_valid() {
    for code in CODES {
        let refused = ["AV", "GN", "GS", "AS", "FI"].contains(&code);
        for scope in [Scope::Restricted, Scope::Unrestricted] {
            let found = breaches(&input(), Some(&deregistered(code)), scope);
            assert_eq!(found, if refused { breach(RuleId::F12, "personId") } else { Vec::new() }, "{code}");
        }
    }
    assert_eq!(breaches(&input(), Some(&deregistered("XX")), Scope::Restricted), []);
}

#[test]
fn f12_allows_erasing() {
    let mut request = own_update();
    for optout in [None, Some(false), Some(true)] {
        request.optout_paper_notification = optout;
        for code in CODES {
            assert_eq!(breaches(&request, Some(&deregistered(code)), Scope::Restricted), []);
        }
    }
}

#[test]
fn f9_and_f12_are_both_reported() {
    let person = PersonStatus { protected_person_indicator: true, ..deregistered("AV") };
    let found = breaches(&input(), Some(&person), Scope::Restricted);
    assert_eq!(found, [(RuleId::F9, "personId".to_owned()), (RuleId::F12, "personId".to_owned())]);
}

#[test]
fn a_status_is_what_the_register_says() {
    let mut record = PersonRecordType::new(ii("1.2.752.129.2.1.3.1", "191212121212"), false, true, true);
    assert_eq!(PersonStatus::from(&record), PersonStatus::default());
    record.protected_population_record = Some(false);
    assert!(!PersonStatus::from(&record).is_protected());
    record.protected_population_record = Some(true);
    assert!(PersonStatus::from(&record).is_protected());
    record.protected_population_record = None;
    record.protected_person_indicator = true;
    assert!(PersonStatus::from(&record).is_protected());

    let mut deregistration = DeregistrationType::new();
    record.deregistration = Some(deregistration.clone());
    assert_eq!(PersonStatus::from(&record).deregistration, None);
    deregistration.deregistration_reason_code = Some(CodedValue::new("GN").unwrap());
    record.deregistration = Some(deregistration);
    assert_eq!(PersonStatus::from(&record).deregistration, Some(DeregistrationReason::OldNumber));
}

#[test]
fn contact_persons_are_no_input() {
    let mut request = own_update();
    request.contact_person.push(ContactPersonType::new(CodedValue::new("M").unwrap()));
    assert_eq!(breaches(&request, Some(&deregistered("AV")), Scope::Restricted), []);
}
