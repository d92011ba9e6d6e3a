use proptest::prelude::*;
use rivta_persons::core::{ProfessionalType, Timestamp};
use rivta_soap::HsaId;

use super::*;
use crate::RuleId;
use crate::testing::{Request, TOLVAN, breach, breaches, ii, own_update, professional_update};

fn with_organization(root: &str, extension: &str) -> Request {
    let mut request = professional_update();
    request.actor.professional = Some(ProfessionalType::new(ii(root, extension)));
    request
}

#[test]
fn c7_the_producer_sets_the_time() {
    let mut actor = professional_update().actor;
    for sent in [None, Some("19990101000000"), Some("not 14 digits!")] {
        actor.update_time = sent.map(|text| Timestamp::new(text).unwrap());
        let stamped = stamped_actor(&actor, "2026-07-01T10:00:00Z".parse().unwrap());
        assert_eq!(stamped.update_time.unwrap().as_str(), "20260701120000");
        assert_eq!((stamped.id, stamped.professional), (actor.id.clone(), actor.professional.clone()));
    }
}

#[test]
fn c8_accepts_the_person_and_a_professional() {
    assert_eq!(breaches(&own_update()), []);
    for root in [roots::HSA_PERSON, roots::HSA] {
        for extension in ["SE2321000016-1003", "se2321000016-1003", "A"] {
            let mut request = professional_update();
            request.actor.id = ii(root, extension);
            assert_eq!(breaches(&request), []);
        }
    }
}

#[test]
fn c8_refuses_an_actor_of_another_kind() {
    let root_of_no_actor = [roots::NRID, roots::HSA_CARE_PROVIDER, roots::ORGANISATION_NUMBER, "1.2.3", ""];
    for root in root_of_no_actor {
        for mut request in [own_update(), professional_update()] {
            request.actor.id = ii(root, "SE2321000016-1003");
            assert_eq!(breaches(&request), breach(RuleId::C8, "actor/id"), "{root}");
        }
    }
}

#[test]
fn c8_refuses_a_malformed_hsa_id() {
    let too_long = "A".repeat(65);
    for extension in [
        None,
        Some(""),
        Some("SE 2321000016"),
        Some("SE2321000016.1"),
        Some("191212121212"),
        Some(" A"),
        Some("Å"),
        Some(&too_long),
    ] {
        let mut request = professional_update();
        request.actor.id.extension = extension.map(str::to_owned);
        assert_eq!(breaches(&request), breach(RuleId::C8, "actor/id"), "{extension:?}");
        request.actor.professional = None;
        assert_eq!(
            breaches(&request),
            [(RuleId::F11, "actor".to_owned()), (RuleId::C8, "actor/id".to_owned())],
        );
    }
}

#[test]
fn c8_refuses_professional_of_a_private_actor() {
    let mut request = own_update();
    request.actor.professional = professional_update().actor.professional;
    assert_eq!(breaches(&request), breach(RuleId::C8, "actor/professional"));
}

#[test]
fn f10_private_actor_may_only_change_the_own_record() {
    let mut request = own_update();
    for (root, extension) in [
        (roots::PNR, Some("200001012384")),
        (roots::SNR, Some(TOLVAN)),
        (roots::PNR, Some("19121212-1212")),
        (roots::PNR, Some("191212121212 ")),
        (roots::PNR, None),
    ] {
        request.actor.id = ii(root, "");
        request.actor.id.extension = extension.map(str::to_owned);
        assert_eq!(breaches(&request), breach(RuleId::F10, "actor/id"));
    }
}

#[test]
fn f10_a_malformed_number_is_only_that_when_it_is_the_own() {
    let mut request = own_update();
    for extension in [None, Some("191212121213".to_owned())] {
        request.actor.id.extension = extension.clone();
        request.person_id.extension = extension;
        assert_eq!(breaches(&request), breach(RuleId::C12, "personId"));
    }
}

#[test]
fn f11_professional_actor_without_organisation_is_refused() {
    let mut request = professional_update();
    request.actor.professional = None;
    assert_eq!(breaches(&request), breach(RuleId::F11, "actor"));
}

#[test]
fn f11_accepts_hsa_ids_and_organisation_numbers() {
    for (root, extension) in [
        (roots::HSA_CARE_PROVIDER, "SE165565594230-1000"),
        (roots::HSA, "SE165565594230-1000"),
        (roots::HSA_CARE_PROVIDER, "se165565594230-1000"),
        (roots::ORGANISATION_NUMBER, "556559-4230"),
        (roots::ORGANISATION_NUMBER, "5565594230"),
        (roots::ORGANISATION_NUMBER, "232100-0016"),
    ] {
        assert_eq!(breaches(&with_organization(root, extension)), [], "{extension}");
    }
}

#[test]
fn f11_refuses_what_names_no_organisation() {
    for (root, extension) in [
        (roots::HSA_CARE_PROVIDER, ""),
        (roots::HSA_CARE_PROVIDER, "SE165565594230 1000"),
        (roots::HSA_PERSON, "SE165565594230-1000"),
        (roots::PNR, TOLVAN),
        ("1.2.3", "SE165565594230-1000"),
        (roots::ORGANISATION_NUMBER, "556559-4231"),
        (roots::ORGANISATION_NUMBER, "5565594-230"),
        (roots::ORGANISATION_NUMBER, "55655942300"),
        (roots::ORGANISATION_NUMBER, "556559-42300"),
        (roots::ORGANISATION_NUMBER, "SE165565594230-1000"),
        (roots::ORGANISATION_NUMBER, "55655A-4230"),
    ] {
        let request = with_organization(root, extension);
        assert_eq!(
            breaches(&request),
            breach(RuleId::F11, "actor/professional/organizationId"),
            "{extension}"
        );
    }
    let mut request = with_organization(roots::HSA, "");
    request.actor.professional.as_mut().unwrap().organization_id.extension = None;
    assert_eq!(breaches(&request), breach(RuleId::F11, "actor/professional/organizationId"));
}

proptest! {
    #[test]
    fn an_hsa_id_is_what_the_endpoint_takes_for_one(text in "[A-Za-z0-9 -]{0,3}|[A-Z-]{60,68}|\\PC{0,5}") {
        let untrimmed = text.trim() == text;
        prop_assert_eq!(HsaId::is_well_formed(&text), untrimmed && text.parse::<HsaId>().is_ok());
    }
}
