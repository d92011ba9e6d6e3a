//! Taking over persons from the population register.
use crate::support::*;
use contact_rules::RuleId;
use contact_store::{ContactStore, ImportReason, ImportSummary};
use rivta_persons::core::{ActorType, CodedValue, PersonRecordType};

#[tokio::test]
async fn new_changed_and_unchanged_persons_are_counted() {
    let fixture = Fixture::empty();
    let records: Vec<_> = (0..250).map(|index| person(&test_number(index))).collect();
    let summary = import(&fixture, records.clone()).await;
    assert_eq!(summary, ImportSummary { created: 250, ..ImportSummary::default() });
    let audited = fixture.store.stats().await.unwrap().audit_entries;

    let mut again = records;
    again[7].gender = Some(CodedValue::new("2").unwrap());
    let summary = import(&fixture, again).await;
    assert_eq!(summary, ImportSummary { updated: 1, unchanged: 249, ..ImportSummary::default() });
    let stats = fixture.store.stats().await.unwrap();
    assert_eq!((stats.persons, stats.audit_entries), (250, audited + 1));
}

#[tokio::test]
async fn a_malformed_identity_is_reported_and_the_others_are_taken_over() {
    let fixture = Fixture::empty();
    let summary =
        import(&fixture, vec![person(TOLVAN), person("191212121213"), person(&test_number(1))]).await;
    assert_eq!((summary.created, summary.findings.len()), (2, 1));
    assert_eq!((summary.findings[0].index, &summary.findings[0].person), (1, &None));
    assert!(matches!(summary.findings[0].reason, ImportReason::InvalidIdentity(_)));
}

#[tokio::test]
async fn contact_details_become_a_record_when_there_is_none() {
    let fixture = Fixture::empty();
    let summary = import(&fixture, vec![with_details(person(TOLVAN), EMAIL)]).await;
    assert_eq!((summary.created, summary.contact_records_created, summary.findings.len()), (1, 1, 0));
    let record = fixture.contact(&get()).await.unwrap();
    assert_eq!(record.contact_information, [detail("email", EMAIL)]);

    let summary = import(&fixture, vec![with_details(person(TOLVAN), "other@example.se")]).await;
    assert_eq!((summary.unchanged, summary.contact_records_created), (1, 0));
    assert_eq!(fixture.contact(&get()).await, Some(record));
}

#[tokio::test]
async fn withdrawn_details_do_not_come_back_by_import() {
    let fixture = Fixture::empty();
    import(&fixture, vec![with_details(person(TOLVAN), EMAIL)]).await;
    let version = fixture.contact(&get()).await.unwrap().version;
    fixture.stored(&update(), &erasing(TOLVAN, Some(&version))).await;
    import(&fixture, vec![with_details(person(TOLVAN), EMAIL)]).await;
    assert_eq!(fixture.contact(&get()).await.unwrap().contact_information, []);
}

#[tokio::test]
async fn contact_details_that_break_a_rule_are_left_out_and_named_without_values() {
    let fixture = Fixture::empty();
    let mut without_actor = with_details(person(&test_number(3)), EMAIL);
    without_actor.update_person_contact_information_actor = None;
    let records = vec![
        with_details(person(TOLVAN), "no address"),
        with_details(protected(&test_number(1)), EMAIL),
        with_details(deregistered(&test_number(2), "AV"), EMAIL),
        without_actor,
    ];
    let summary = import(&fixture, records).await;
    assert_eq!((summary.created, summary.contact_records_created), (4, 0));
    let reasons: Vec<_> = summary.findings.iter().map(|finding| finding.reason.clone()).collect();
    let broken = |rule| ImportReason::RulesBroken(vec![rule]);
    assert_eq!(reasons, [broken(RuleId::F5), broken(RuleId::F9), broken(RuleId::F12), ImportReason::NoActor]);
    let shown = format!("{summary:?}");
    assert!(!shown.contains("no address") && !shown.contains(TOLVAN), "{shown}");
    assert_eq!(summary.findings[0].person.as_deref(), Some("19121212-****"));
}

#[tokio::test]
async fn the_person_record_holds_no_contact_details() {
    let fixture = Fixture::empty();
    import(&fixture, vec![with_details(person(TOLVAN), EMAIL)]).await;
    let record = fixture.store.person(&get_unrestricted(), &identity(TOLVAN)).await.unwrap().unwrap();
    assert_eq!(record, person(TOLVAN));
}

async fn import(fixture: &Fixture, records: Vec<PersonRecordType>) -> ImportSummary {
    fixture.store.import_persons(&administrator(), records).await.unwrap()
}

fn with_details(mut record: PersonRecordType, email: &str) -> PersonRecordType {
    record.contact_information = vec![detail("email", email)];
    record.update_person_contact_information_actor = Some(ActorType::new(record.personal_identity.clone()));
    record
}
