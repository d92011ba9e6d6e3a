//! Updates, as a producer of the contract sees them.
use crate::support::*;
use contact_rules::RuleId::*;
use contact_store::{ContactStore, UpdateOutcome};
use rivta_persons::core::DatePeriodType;
use rivta_soap::codegen::rivta_xml::{AnyElement, AnyElements};

#[tokio::test]
async fn c9_answers_with_the_record_that_a_later_get_gives() {
    let fixture = Fixture::new().await;
    let stored = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    assert_eq!(stored.version.as_str(), "20260601120000");
    assert_eq!(stored.person_id, ii(TOLVAN));
    assert_eq!(stored.contact_information, [detail("email", EMAIL)]);
    assert_eq!(fixture.contact(&get()).await, Some(stored));
}

#[tokio::test]
async fn c3_replaces_the_whole_record() {
    let fixture = Fixture::new().await;
    let mut first = email_update(TOLVAN, None);
    first.optout_paper_notification = Some(true);
    let first = fixture.stored(&update(), &first).await;
    let mut second = erasing(TOLVAN, Some(&first.version));
    second.contact_information.push(detail("sms", PHONE));
    fixture.stored(&update(), &second).await;
    let record = fixture.contact(&get()).await.unwrap();
    assert_eq!(record.contact_information, [detail("sms", PHONE)]);
    assert_eq!(record.optout_paper_notification, None);
}

#[tokio::test]
async fn c3_withdrawn_consent_leaves_an_empty_record_with_a_new_version() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.stored(&update(), &erasing(TOLVAN, Some(&first.version))).await;
    let record = fixture.contact(&get()).await.unwrap();
    assert_eq!(record.contact_information, []);
    assert!(record.version > first.version);
    assert_eq!(fixture.refused(&update(), &email_update(TOLVAN, None)).await, [C4]);
    fixture.stored(&update(), &email_update(TOLVAN, Some(&record.version))).await;
}

#[tokio::test]
async fn c4_wants_the_current_version_and_changes_nothing_otherwise() {
    let fixture = Fixture::new().await;
    let early = version("20260601115959");
    assert_eq!(fixture.refused(&update(), &email_update(TOLVAN, Some(&early))).await, [C4]);
    let stored = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    for wrong in [None, Some(version("20260601120001")), Some(early), Some(version("abcdefghijklmn"))] {
        assert_eq!(fixture.refused(&update(), &erasing(TOLVAN, wrong.as_ref())).await, [C4]);
    }
    assert_eq!(fixture.contact(&get()).await, Some(stored));
}

#[tokio::test]
async fn c6_f9_protected_persons_are_changed_through_the_unrestricted_contract_only() {
    for record in [protected(TOLVAN), person(TOLVAN).with_protected_population_record(true)] {
        let fixture = Fixture::empty();
        fixture.register([record]).await;
        assert_eq!(fixture.refused(&update(), &email_update(TOLVAN, None)).await, [F9]);
        assert_eq!(fixture.refused(&administrator(), &email_update(TOLVAN, None)).await, [F9]);
        let stored = fixture.stored(&update_unrestricted(), &email_update(TOLVAN, None)).await;
        assert_eq!(stored.contact_information, [detail("email", EMAIL)]);
        assert_eq!(fixture.contact(&get_unrestricted()).await, Some(stored));
    }
}

#[tokio::test]
async fn c7_the_producer_sets_the_actors_time() {
    let fixture = Fixture::new().await;
    let mut request = email_update(TOLVAN, None);
    request.actor.update_time = Some(version("19990101000000"));
    let actor = fixture.stored(&update(), &request).await.update_person_contact_information_actor.unwrap();
    assert_eq!(actor.update_time, Some(version("20260601120000")));
}

#[tokio::test]
async fn c9_reports_every_rule_broken() {
    let fixture = Fixture::empty();
    fixture.register([protected(TOLVAN)]).await;
    let mut request = email_update(TOLVAN, Some(&version("20260601120000")));
    request.contact_information.push(detail("sms", "+460701740605"));
    request.contact_information.push(detail("fax", "1"));
    let mut broken = fixture.refused(&update(), &request).await;
    broken.sort();
    assert_eq!(broken, [C4, F1, F4, F9]);
}

#[tokio::test]
async fn c12_a_malformed_identity_is_refused() {
    let fixture = Fixture::new().await;
    let rules = fixture.refused(&update(), &email_update("191212121213", None)).await;
    assert_eq!(rules, [C12]);
}

#[tokio::test]
async fn c13_a_person_the_register_does_not_hold_is_refused() {
    let fixture = Fixture::empty();
    assert_eq!(fixture.refused(&update(), &email_update(TOLVAN, None)).await, [C13]);
    assert_eq!(fixture.contact(&get()).await, None);
}

#[tokio::test]
async fn c14_acts_on_exactly_the_identity_given() {
    let fixture = Fixture::new().await;
    fixture.register([person(&test_number(1)), person(&test_number(2))]).await;
    fixture.stored(&update(), &email_update(&test_number(1), None)).await;
    for other in [TOLVAN, &test_number(2)] {
        assert_eq!(fixture.store.contact(&get(), &identity(other)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn f12_a_deceased_persons_details_can_be_erased_but_not_entered() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.register([deregistered(TOLVAN, "AV")]).await;
    let again = email_update(TOLVAN, Some(&first.version));
    assert_eq!(fixture.refused(&update(), &again).await, [F12]);
    fixture.stored(&update(), &erasing(TOLVAN, Some(&first.version))).await;
    assert_eq!(fixture.contact(&get()).await.unwrap().contact_information, []);
}

#[tokio::test]
async fn several_updates_in_one_second_get_growing_versions() {
    let fixture = Fixture::new().await;
    let mut last = fixture.stored(&update(), &email_update(TOLVAN, None)).await.version;
    for _ in 0..120 {
        let next = fixture.stored(&update(), &email_update(TOLVAN, Some(&last))).await.version;
        assert!(next > last, "{next:?} after {last:?}");
        last = next;
    }
}

#[tokio::test]
async fn versions_grow_through_the_hour_that_repeats_in_october() {
    let fixture = Fixture::new().await;
    let mut last = None;
    // Half past two, twice, and after that.
    for instant in
        ["2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"]
    {
        let request = email_update(TOLVAN, last.as_ref());
        let next = fixture.at(instant).stored(&update(), &request).await.version;
        assert!(last.is_none_or(|last| next > last), "at {instant}");
        last = Some(next);
    }
}

#[tokio::test]
async fn versions_go_on_after_a_restart_with_the_clock_set_back() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    let fixture = fixture.reopened();
    let request = email_update(TOLVAN, Some(&first.version));
    let second = fixture.at("2020-01-01T00:00:00Z").stored(&update(), &request).await;
    assert!(second.version > first.version);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_concurrent_updates_with_the_same_version_exactly_one_wins() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    let fixture = std::sync::Arc::new(fixture);
    let tasks: Vec<_> = (0..200)
        .map(|index| {
            let (fixture, version) = (fixture.clone(), first.version.clone());
            tokio::spawn(async move {
                let mut request = erasing(TOLVAN, Some(&version));
                request.contact_information.push(detail("email", &format!("n{index}@example.se")));
                fixture.update(&update(), &request).await
            })
        })
        .collect();
    let mut winners = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            UpdateOutcome::Stored(record) => winners.push(*record),
            UpdateOutcome::Refused(violations) => {
                assert_eq!(violations.iter().map(|v| v.rule()).collect::<Vec<_>>(), [C4]);
            }
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(fixture.contact(&get()).await.as_ref(), winners.first());
}

#[tokio::test]
async fn elements_at_extension_points_are_not_stored() {
    let unknown: AnyElements = extension();
    assert!(!unknown.is_empty());
    let fixture = Fixture::new().await;
    let mut request = email_update(TOLVAN, None);
    request.any = unknown.clone();
    request.actor.any = unknown.clone();
    request.actor.id.any = unknown.clone();
    let mut period = DatePeriodType::new();
    period.any = unknown.clone();
    request.contact_information[0].period = Some(period);
    request.contact_information[0].any = unknown;
    fixture.stored(&update(), &request).await;
    let record = fixture.contact(&get()).await.unwrap();
    let detail = &record.contact_information[0];
    let actor = record.update_person_contact_information_actor.as_ref().unwrap();
    for any in [&record.any, &detail.any, &detail.period.as_ref().unwrap().any, &actor.any, &actor.id.any] {
        assert!(any.is_empty());
    }
}

fn extension() -> AnyElements {
    let mut any = AnyElements::default();
    any.push(AnyElement::parse("<x:mobile xmlns:x='urn:x'>+46701740605</x:mobile>").unwrap());
    any
}
