//! Reads, and what the audit log keeps of them.
use crate::support::*;
use contact_rules::RuleId;
use contact_store::{AuditAction, AuditOutcome, AuditQuery, AuditedAccess, ContactStore};
use rivta_persons::core::{
    AddressInformationType, BirthType, CodedValue, DateTypeFormatType, PartialDateType, PartialDateValue,
    PersonRecordType, PlaceOfBirthSwedenType, PopulationRegistrationLocalityType, RelationshipIdType,
    RelationshipType, String2,
};

#[tokio::test]
async fn c1_a_person_without_record_has_none() {
    let fixture = Fixture::new().await;
    assert_eq!(fixture.contact(&get()).await, None);
}

#[tokio::test]
async fn c2_a_restricted_read_withholds_everything_of_a_protected_person_but_version_and_flags() {
    let fixture = Fixture::new().await;
    let mut request = email_update(TOLVAN, None);
    request.optout_paper_notification = Some(true);
    let stored = fixture.stored(&update(), &request).await;
    fixture.register([protected(TOLVAN)]).await;

    for access in [get(), administrator()] {
        let seen = fixture.contact(&access).await.unwrap();
        assert_eq!((&seen.version, &seen.person_id), (&stored.version, &ii(TOLVAN)));
        assert_eq!((seen.protected_person_indicator, seen.protected_population_record), (true, Some(false)));
        assert_eq!(seen.contact_information, []);
        assert_eq!(seen.optout_paper_notification, None);
        assert_eq!(seen.update_person_contact_information_actor, None);
    }
    let seen = fixture.contact(&get_unrestricted()).await.unwrap();
    assert_eq!(seen.contact_information, stored.contact_information);
    assert!(seen.protected_person_indicator);
}

#[tokio::test]
async fn r5_protection_is_the_registers_and_counts_at_once() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    assert!(!fixture.contact(&get()).await.unwrap().contact_information.is_empty());
    fixture.register([protected(TOLVAN)]).await;
    assert!(fixture.contact(&get()).await.unwrap().contact_information.is_empty());
    fixture.register([person(TOLVAN)]).await;
    assert!(!fixture.contact(&get()).await.unwrap().contact_information.is_empty());
}

#[tokio::test]
async fn r6_reads_of_protected_persons_and_by_administrators_are_audited_others_not() {
    let fixture = Fixture::new().await;
    fixture.stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.contact(&get()).await;
    fixture.contact(&get_unrestricted()).await;
    fixture.contact(&administrator()).await;
    fixture.register([protected(TOLVAN)]).await;
    fixture.contact(&get()).await;
    fixture.contact(&get_unrestricted()).await;

    let audit = fixture.audit().await;
    let told: Vec<_> = audit.iter().map(|entry| (entry.action, entry.outcome)).collect();
    assert_eq!(
        told,
        [
            (AuditAction::UpdateContact, AuditOutcome::Created),
            (AuditAction::ReadContact, AuditOutcome::Shown),
            (AuditAction::ImportPerson, AuditOutcome::Updated),
            (AuditAction::ReadContact, AuditOutcome::Withheld),
            (AuditAction::ReadContact, AuditOutcome::Shown),
        ]
    );
    let AuditedAccess::Contract { contract, certificate, original_consumer, on_behalf_of } = &audit[4].by
    else {
        panic!("{:?}", audit[4].by);
    };
    assert_eq!(contract, "GetPersonContactInformationUnrestricted");
    assert_eq!(certificate, "SE165565594230-1000");
    assert_eq!(original_consumer.as_deref(), Some("SE5565594230-B9P"));
    assert_eq!(on_behalf_of.as_deref(), Some("SE2321000016-3MKB"));
    assert_eq!(audit[1].by, AuditedAccess::Administrator { user: "anna".to_owned() });
}

#[tokio::test]
async fn r6_updates_are_audited_with_rules_and_versions_and_never_a_value() {
    let fixture = Fixture::new().await;
    let first = fixture.stored(&update(), &email_update(TOLVAN, None)).await.version;
    let mut broken = email_update(TOLVAN, Some(&first));
    broken.contact_information.push(detail("sms", "+460701740605"));
    fixture.refused(&update(), &broken).await;
    let last = fixture.stored(&update(), &erasing(TOLVAN, Some(&first))).await.version;
    fixture.refused(&update(), &email_update("191212121213", None)).await;

    let audit = fixture.audit().await;
    let text = |version: &rivta_persons::core::Timestamp| Some(version.as_str().to_owned());
    assert_eq!(audit[0].version_after, text(&first));
    assert_eq!((audit[1].outcome, &*audit[1].rules), (AuditOutcome::Refused, &[RuleId::F4][..]));
    assert_eq!((&audit[1].version_before, &audit[1].version_after), (&text(&first), &None));
    assert_eq!(audit[2].outcome, AuditOutcome::Erased);
    assert_eq!((&audit[2].version_before, &audit[2].version_after), (&text(&first), &text(&last)));
    assert_eq!((audit[3].outcome, &audit[3].person), (AuditOutcome::Refused, &None));
    assert_eq!(audit[3].rules, [RuleId::C12]);

    let kept = serde_json::to_string(&audit).unwrap();
    assert!(!kept.contains(EMAIL) && !kept.contains("0701740605"));
    let shown = format!("{audit:?}");
    assert!(!shown.contains("1212121212"), "{shown}");
}

#[tokio::test]
async fn the_audit_log_is_read_by_person_system_rule_time_and_page() {
    let fixture = Fixture::new().await;
    let other = test_number(1);
    fixture.register([person(&other)]).await;
    fixture.at("2026-06-02T10:00:00Z").stored(&update(), &email_update(TOLVAN, None)).await;
    fixture.at("2026-06-03T10:00:00Z").stored(&update(), &email_update(&other, None)).await;
    fixture.at("2026-06-04T10:00:00Z").refused(&update(), &email_update(TOLVAN, None)).await;
    let read = async |query: AuditQuery| {
        let page = fixture.store.audit(&administrator(), query).await.unwrap();
        page.entries.iter().map(|entry| entry.position.sequence).collect::<Vec<_>>()
    };
    let query = AuditQuery::default;
    assert_eq!(read(query()).await, [5, 4, 3, 2, 1]);
    assert_eq!(read(AuditQuery::of_person(identity(&other))).await, [4, 2]);
    assert_eq!(read(AuditQuery { system: Some(hsa("SE5565594230-B9P")), ..query() }).await, [5, 4, 3]);
    assert_eq!(read(AuditQuery { system: Some(hsa("SE2321000016-3MKB")), ..query() }).await, [5, 4, 3]);
    assert_eq!(read(AuditQuery { rule: Some(RuleId::C4), ..query() }).await, [5]);
    let (from, until) = ("2026-06-02T10:00:00Z".parse().ok(), "2026-06-04T10:00:00Z".parse().ok());
    assert_eq!(read(AuditQuery { from, until, ..query() }).await, [4, 3]);
    let of_other = AuditQuery { from, until, ..AuditQuery::of_person(identity(&other)) };
    assert_eq!(read(of_other).await, [4]);
    assert_eq!(read(AuditQuery { from: until, until: from, ..query() }).await, [0; 0]);

    let mut pages = Vec::new();
    let mut before = None;
    loop {
        let query = AuditQuery {
            before,
            limit: 2,
            until: "2026-06-04T10:00:01Z".parse().ok(),
            rule: None,
            ..query()
        };
        let page = fixture.store.audit(&get(), query).await.unwrap();
        pages.push(page.entries.len());
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    // The reads of the log itself were entered at the last instant: 8 of them before the pages.
    assert_eq!(pages.iter().sum::<usize>(), 5 + 8);
    assert!(pages.iter().all(|&length| length <= 2));
}

#[tokio::test]
async fn p4_a_protected_persons_record_is_given_as_profile_p1() {
    let fixture = Fixture::empty();
    let mut record = full_record();
    record.protected_person_indicator = true;
    fixture.register([record.clone()]).await;
    for access in [get(), administrator()] {
        let seen = fixture.store.person(&access, &identity(TOLVAN)).await.unwrap().unwrap();
        assert_eq!(seen.address_information, None);
        assert_eq!(seen.relationship, []);
        assert_eq!(seen.birth.as_ref().unwrap().place_of_birth_sweden, None);
        assert!(seen.birth.unwrap().date_of_birth.is_some());
        let locality = seen.population_registration_locality.unwrap();
        assert_eq!((locality.county_code, locality.municipality_code), (String2::new("01").ok(), None));
    }
    assert_eq!(fixture.store.person(&get_unrestricted(), &identity(TOLVAN)).await.unwrap(), Some(record));
}

#[tokio::test]
async fn an_unprotected_persons_record_is_given_as_it_was_imported() {
    let fixture = Fixture::empty();
    fixture.register([full_record()]).await;
    assert_eq!(fixture.store.person(&get(), &identity(TOLVAN)).await.unwrap(), Some(full_record()));
    assert_eq!(fixture.store.person(&get(), &identity(&test_number(1))).await.unwrap(), None);
}

fn full_record() -> PersonRecordType {
    let mut record = person(TOLVAN);
    record.address_information = Some(AddressInformationType::new());
    let mut birth = BirthType::new();
    let day = PartialDateValue::new("1912-12-12").unwrap();
    birth.date_of_birth = Some(PartialDateType::new(DateTypeFormatType::YyyyMmDd, day));
    birth.place_of_birth_sweden = Some(PlaceOfBirthSwedenType::new());
    record.birth = Some(birth);
    let mut locality = PopulationRegistrationLocalityType::new();
    locality.county_code = Some(String2::new("01").unwrap());
    locality.municipality_code = Some(String2::new("80").unwrap());
    record.population_registration_locality = Some(locality);
    record.relationship =
        vec![RelationshipType::new(RelationshipIdType::new(), CodedValue::new("M").unwrap())];
    record
}
