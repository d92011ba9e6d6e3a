use jiff::civil::date;
use rivta_xml::schema::Root;

use super::*;

const fn contract(name: &'static str, namespace: &'static str) -> Contract {
    Contract {
        name,
        major: 4,
        minor: 0,
        namespace,
        soap_action: "",
        request: Root::NONE,
        response: Root::NONE,
        namespaces: &[],
        documents: &[],
    }
}

static GET: Contract = contract("Get", "urn:GetResponder:4");
static GET_UNRESTRICTED: Contract = contract("GetUnrestricted", "urn:GetUnrestrictedResponder:4");

const TODAY: Date = date(2026, 6, 1);

fn id(text: &str) -> HsaId {
    text.parse().unwrap()
}

fn grant(consumer: &str, contract: &Contract, reason: Option<&str>) -> Grant {
    Grant {
        consumer: id(consumer),
        contract: contract.namespace.to_owned(),
        logical_address: id("SE-HERE"),
        valid_from: None,
        valid_to: None,
        reason: reason.map(str::to_owned),
    }
}

fn direct(certificate: &str) -> Caller {
    Caller {
        certificate: id(certificate),
        is_platform: false,
        original_consumer: None,
        acting_on_behalf_of: None,
    }
}

fn behind(platform: &str, consumer: Option<&str>) -> Caller {
    Caller { is_platform: true, original_consumer: consumer.map(id), ..direct(platform) }
}

/// Whom the refusal names; `None`: allowed.
fn refused(grants: &Grants, caller: &Caller, contract: &'static Contract) -> Option<String> {
    let decision = grants.authorize(caller, contract, &id("SE-HERE"), TODAY);
    decision.err().map(|refusal| refusal.system.to_string())
}

#[test]
fn a_grant_is_for_one_consumer_contract_and_address() {
    let grants = Grants::new([grant("A", &GET, None)]);
    let permit = grants.authorize(&direct("A"), &GET, &id("SE-HERE"), TODAY).unwrap();
    assert_eq!(
        (permit.caller(), permit.contract().name, permit.logical_address()),
        (&direct("A"), "Get", &id("SE-HERE"))
    );
    assert_eq!(refused(&grants, &direct("B"), &GET).as_deref(), Some("B"));
    assert_eq!(refused(&grants, &direct("A"), &GET_UNRESTRICTED).as_deref(), Some("A"));
    assert!(grants.authorize(&direct("A"), &GET, &id("SE-THERE"), TODAY).is_err());
    assert!(Grants::default().authorize(&direct("A"), &GET, &id("SE-HERE"), TODAY).is_err());
}

#[test]
fn the_first_and_the_last_day_are_included() {
    let dated = Grant {
        valid_from: Some(date(2026, 3, 1)),
        valid_to: Some(date(2026, 3, 2)),
        ..grant("A", &GET, None)
    };
    let grants = Grants::new([dated]);
    let allowed = |day| grants.authorize(&direct("A"), &GET, &id("SE-HERE"), day).is_ok();
    let days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)];
    assert_eq!(days.map(allowed), [false, true, true, false]);
}

#[test]
fn c11_unrestricted_contracts_need_a_recorded_reason() {
    for (reason, allowed) in
        [(None, false), (Some(""), false), (Some(" \t"), false), (Some("decision 2026-1"), true)]
    {
        let grants = Grants::new([grant("A", &GET_UNRESTRICTED, reason)]);
        assert_eq!(refused(&grants, &direct("A"), &GET_UNRESTRICTED).is_none(), allowed, "{reason:?}");
    }
}

#[test]
fn c11_behind_a_platform_both_need_the_unrestricted_grant() {
    let grants = Grants::new([
        grant("PLATFORM", &GET_UNRESTRICTED, Some("agreement")),
        grant("CARE", &GET_UNRESTRICTED, Some("decision")),
        grant("OTHER", &GET_UNRESTRICTED, None),
    ]);
    let refused = |caller: &Caller| refused(&grants, caller, &GET_UNRESTRICTED);
    assert_eq!(refused(&behind("PLATFORM", Some("CARE"))), None);
    assert_eq!(refused(&behind("PLATFORM", Some("OTHER"))).as_deref(), Some("OTHER"));
    assert_eq!(refused(&behind("PLATFORM", Some("UNKNOWN"))).as_deref(), Some("UNKNOWN"));
    assert_eq!(refused(&behind("PLATFORM", None)).as_deref(), Some("PLATFORM"));
    assert_eq!(refused(&behind("STRANGER", Some("CARE"))).as_deref(), Some("STRANGER"));
}

#[test]
fn behind_a_platform_restricted_contracts_need_only_the_platforms_grant() {
    let grants = Grants::new([grant("PLATFORM", &GET, None)]);
    assert_eq!(refused(&grants, &behind("PLATFORM", Some("UNKNOWN")), &GET), None);
    assert_eq!(refused(&grants, &behind("PLATFORM", None), &GET), None);
}

#[test]
fn the_fault_names_the_system() {
    let reasons =
        [RefusalReason::NoConsumer, RefusalReason::NotValidToday, RefusalReason::NoOriginalConsumer];
    for reason in reasons {
        let fault = Fault::from(Refusal { system: id("SE1-X"), reason });
        assert_eq!(fault, Fault::client("Obehörigt anrop för system SE1-X."), "and no more");
    }
}

#[test]
fn a_refusal_says_what_the_nearest_grant_lacks() {
    let past = |reason| Grant { valid_to: Some(date(2026, 5, 31)), ..grant("A", &GET_UNRESTRICTED, reason) };
    let other = || grant("A", &GET, None);
    let without_reason = || grant("A", &GET_UNRESTRICTED, None);
    for (grants, expected) in [
        (vec![], RefusalReason::NoConsumer),
        (vec![grant("B", &GET_UNRESTRICTED, Some("x"))], RefusalReason::NoConsumer),
        (vec![other()], RefusalReason::NoGrant),
        (vec![past(Some("x")), other()], RefusalReason::NotValidToday),
        (vec![past(None)], RefusalReason::NotValidToday),
        (vec![other(), without_reason(), past(Some("x"))], RefusalReason::NoReason),
    ] {
        let refusal = Grants::new(grants).authorize(&direct("A"), &GET_UNRESTRICTED, &id("SE-HERE"), TODAY);
        assert_eq!(refusal.unwrap_err(), Refusal { system: id("A"), reason: expected });
    }
    let grants = Grants::new([grant("PLATFORM", &GET_UNRESTRICTED, Some("agreement"))]);
    let reason = |consumer| {
        let caller = behind("PLATFORM", consumer);
        grants.authorize(&caller, &GET_UNRESTRICTED, &id("SE-HERE"), TODAY).unwrap_err().reason
    };
    assert_eq!(reason(None), RefusalReason::NoOriginalConsumer);
    assert_eq!(reason(Some("CARE")), RefusalReason::NoConsumer);
}
