//! Reads of contact and person records.

use contact_rules::{PersonIdentity, PersonStatus, Scope, restricted_view};
use rivta_persons::core::{
    BirthType, ContactInformationRecordType, PersonRecordType, PopulationRegistrationLocalityType,
    PopulationRegistrationRecordType,
};

use super::keys;
use super::trees::{Tree, Trees};
use super::values::{StoredContact, decode};
use crate::{Access, AuditOutcome, StoreError};

/// What a read answers with, and what the audit log says of it, if anything.
pub(super) struct Read<T> {
    pub(super) answer: Option<T>,
    pub(super) audit: Option<AuditOutcome>,
}

impl<T> Read<T> {
    /// `outcome` is kept for protected persons and for administrators.
    fn new(access: &Access, is_protected: bool, answer: Option<T>, outcome: AuditOutcome) -> Self {
        let audited = is_protected || access.is_administrator();
        Self { answer, audit: audited.then_some(outcome) }
    }
}

/// C1, C2, C13, C14.
pub(super) fn contact(
    trees: &Trees,
    access: &Access,
    identity: &PersonIdentity,
) -> Result<Read<ContactInformationRecordType>, StoreError> {
    let key = keys::person(identity);
    // The record before the flags: so a person who becomes protected between the two reads is seen as protected, and details
    // that were stated after that can't be shown under the flags from before.
    let stored: Option<StoredContact> =
        trees.get(Tree::Contact, &key)?.map(|v| decode(Tree::Contact, &v)).transpose()?;
    let status: Option<PersonStatus> =
        trees.get(Tree::Person, &key)?.map(|v| decode(Tree::Person, &v)).transpose()?;
    let is_protected = status.is_some_and(|status| status.is_protected());
    let Some((stored, status)) = stored.zip(status) else {
        return Ok(Read::new(access, is_protected, None, AuditOutcome::Absent));
    };
    let record = stored.record(identity, &status);
    let (record, outcome) = match access.scope() {
        Scope::Restricted if is_protected => (restricted_view(record), AuditOutcome::Withheld),
        Scope::Restricted | Scope::Unrestricted => (record, AuditOutcome::Shown),
    };
    Ok(Read::new(access, is_protected, Some(record), outcome))
}

/// The register's record; of protected persons in the restricted scope what profile P1 has (P4).
pub(super) fn person(
    trees: &Trees,
    access: &Access,
    identity: &PersonIdentity,
) -> Result<Read<PersonRecordType>, StoreError> {
    let value = trees.get(Tree::PersonRecord, &keys::person(identity))?;
    let Some(value) = value else {
        return Ok(Read::new(access, false, None, AuditOutcome::Absent));
    };
    let record: PersonRecordType = decode(Tree::PersonRecord, &value)?;
    let is_protected = PersonStatus::from(&record).is_protected();
    let (record, outcome) = match access.scope() {
        Scope::Restricted if is_protected => (profile_p1(record), AuditOutcome::Withheld),
        Scope::Restricted | Scope::Unrestricted => (record, AuditOutcome::Shown),
    };
    Ok(Read::new(access, is_protected, Some(record), outcome))
}

/// P3: what the profile P1 has of a record. Everything is named here, so that a field that comes to the contract is not
/// shown before someone has decided that it may be.
fn profile_p1(record: PersonRecordType) -> PersonRecordType {
    let mut view = PersonRecordType::new(
        record.personal_identity,
        record.protected_person_indicator,
        record.test_indicator,
        record.primary_identity,
    );
    view.identity_level = record.identity_level;
    view.identity_level_date = record.identity_level_date;
    view.gender = record.gender;
    view.protected_population_record = record.protected_population_record;
    view.version = record.version;
    view.population_registration_record = record.population_registration_record.map(|registration| {
        let mut shown = PopulationRegistrationRecordType::new();
        shown.syncronization_time = registration.syncronization_time;
        shown.notification_case = registration.notification_case.map(|case| case.with_any([]));
        shown
    });
    view.name = record.name;
    view.linked_identity = record.linked_identity;
    view.referred_personal_identities = record.referred_personal_identities;
    view.population_registration_locality = record.population_registration_locality.map(|locality| {
        let mut shown = PopulationRegistrationLocalityType::new();
        shown.county_code = locality.county_code;
        shown
    });
    view.birth = record.birth.map(|birth| {
        let mut shown = BirthType::new();
        shown.date_of_birth = birth.date_of_birth;
        shown
    });
    view.deregistration = record.deregistration;
    view.co_ordination_number_data = record.co_ordination_number_data;
    view.personal_identity_status = record.personal_identity_status;
    view
}
