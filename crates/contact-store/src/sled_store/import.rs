//! Taking over person records from the population register.

use std::sync::Arc;

use contact_rules::{ContactUpdate, PersonIdentity, PersonStatus, Rules, Scope, Violation};
use rivta_persons::core::PersonRecordType;
use rivta_soap::HsaId;

use super::audit_log::{Record, append};
use super::keys;
use super::trees::Tree;
use super::update::{OwnedUpdate, check_person, has_errors, read_contact, rule_ids, store};
use super::values::encode;
use super::writer::Transaction;
use crate::{
    AuditAction, AuditOutcome, AuditedAccess, ImportFinding, ImportReason, ImportSummary, StoreError,
};

/// How many persons one change takes over: enough to share a sync, few enough not to keep updates waiting.
pub(super) const CHUNK: usize = 100;

/// A person record that may go to the writer's thread.
pub(super) struct PendingPerson {
    index: usize,
    identity: PersonIdentity,
    key: Vec<u8>,
    status: PersonStatus,
    status_value: Vec<u8>,
    record_value: Vec<u8>,
    details: Details,
}

/// The contact details in a person record.
enum Details {
    None,
    /// Details of which it isn't known who stated them (F13).
    WithoutActor,
    Update(Box<OwnedUpdate>, Vec<Violation>),
}

/// Checks a record and makes it ready to be stored.
pub(super) fn prepare(
    rules: &Rules,
    index: usize,
    mut record: PersonRecordType,
) -> Result<Result<PendingPerson, ImportFinding>, StoreError> {
    let identity = match rules.identity(&record.personal_identity) {
        Ok(identity) => identity,
        Err(invalid) => {
            let reason = ImportReason::InvalidIdentity(invalid.message().to_owned());
            return Ok(Err(ImportFinding { index, person: None, reason }));
        }
    };
    let details = take_details(rules, &mut record);
    let status = PersonStatus::from(&record);
    Ok(Ok(PendingPerson {
        index,
        key: keys::person(&identity),
        identity,
        status,
        status_value: encode(&status)?,
        record_value: encode(&record)?,
        details,
    }))
}

/// Takes everything out of a person record that belongs to the contact record.
fn take_details(rules: &Rules, record: &mut PersonRecordType) -> Details {
    let contact_information = std::mem::take(&mut record.contact_information);
    let contact_person = std::mem::take(&mut record.contact_person);
    let optout_paper_notification = record.optout_paper_notification.take();
    let actor = record.update_person_contact_information_actor.take();
    if contact_information.is_empty() && contact_person.is_empty() {
        return Details::None;
    }
    let Some(actor) = actor else {
        return Details::WithoutActor;
    };
    let update = ContactUpdate {
        actor: &actor,
        person_id: &record.personal_identity,
        version_to_update: None,
        contact_information: &contact_information,
        contact_person: &contact_person,
        optout_paper_notification,
    };
    Details::Update(Box::new(OwnedUpdate::from(&update)), rules.check_content(&update))
}

/// Puts the persons of one change, with an audit entry for each that is new or changed. Counts and findings go to the summary.
pub(super) fn take_over(
    transaction: &mut Transaction<'_>,
    rules: &Arc<Rules>,
    by: &AuditedAccess,
    system: &HsaId,
    persons: Vec<PendingPerson>,
) -> Result<ImportSummary, StoreError> {
    let mut summary = ImportSummary::default();
    for person in persons {
        let stored = transaction.get(Tree::PersonRecord, &person.key)?;
        let outcome = match stored {
            Some(record) if record == person.record_value => None,
            Some(_) => Some(AuditOutcome::Updated),
            None => Some(AuditOutcome::Created),
        };
        match outcome {
            None => summary.unchanged += 1,
            Some(AuditOutcome::Created) => {
                summary.created += 1;
                transaction.counters.persons += 1;
            }
            Some(_) => summary.updated += 1,
        }
        if let Some(outcome) = outcome {
            transaction.put(Tree::Person, person.key.as_slice(), person.status_value)?;
            transaction.put(Tree::PersonRecord, person.key.as_slice(), person.record_value)?;
            let audit = Record::new(by.clone(), AuditAction::ImportPerson, Some(&person.identity));
            append(transaction, audit, outcome)?;
        }
        let reason = match person.details {
            Details::None => None,
            Details::WithoutActor => Some(ImportReason::NoActor),
            Details::Update(update, mut violations) => {
                // The store's own record is the newer one, whatever the register says.
                if read_contact(transaction, &person.key)?.is_some() {
                    continue;
                }
                violations.extend(check_person(rules, &update, &person.status, Scope::Restricted));
                if has_errors(&violations) {
                    Some(ImportReason::RulesBroken(rule_ids(&violations)))
                } else {
                    let contact = store(transaction, &person.key, &update, None, system.clone())?;
                    let mut audit =
                        Record::new(by.clone(), AuditAction::UpdateContact, Some(&person.identity));
                    audit.rules = rule_ids(&violations);
                    audit.version_after = Some(contact.version.as_str().to_owned());
                    append(transaction, audit, AuditOutcome::Created)?;
                    summary.contact_records_created += 1;
                    None
                }
            }
        };
        summary.findings.extend(reason.map(|reason| ImportFinding {
            index: person.index,
            person: Some(person.identity.masked()),
            reason,
        }));
    }
    Ok(summary)
}
