//! Updates of contact records.

use std::sync::Arc;

use contact_rules::{
    Consent, ContactUpdate, PersonIdentity, PersonStatus, RuleId, Rules, Scope, Severity, Violation,
    check_version, next_version, restricted_view,
};
use rivta_persons::core::{ActorType, ContactInformationType, ContactPersonType, IIType, Timestamp};
use rivta_soap::HsaId;

use super::audit_log::{Record, append};
use super::keys;
use super::trees::Tree;
use super::values::{StoredContact, decode, encode, plain_actor, plain_detail};
use super::writer::Transaction;
use crate::{AuditAction, AuditOutcome, AuditedAccess, StoreError, UpdateOutcome};

/// An update that may go to the writer's thread, with what its content alone breaks.
pub(super) struct PendingUpdate {
    pub(super) rules: Arc<Rules>,
    /// `None`: malformed, which is among the violations (C12).
    pub(super) identity: Option<PersonIdentity>,
    pub(super) content: OwnedUpdate,
    pub(super) violations: Vec<Violation>,
    pub(super) scope: Scope,
    /// The system that consent is stated through.
    pub(super) system: HsaId,
}

/// A [`ContactUpdate`] that borrows nothing, without elements at extension points.
pub(super) struct OwnedUpdate {
    actor: ActorType,
    person_id: IIType,
    version_to_update: Option<Timestamp>,
    contact_information: Vec<ContactInformationType>,
    contact_person: Vec<ContactPersonType>,
    optout_paper_notification: Option<bool>,
}

impl From<&ContactUpdate<'_>> for OwnedUpdate {
    fn from(update: &ContactUpdate<'_>) -> Self {
        Self {
            actor: plain_actor(update.actor),
            person_id: update.person_id.clone(),
            version_to_update: update.version_to_update.cloned(),
            contact_information: update.contact_information.iter().map(plain_detail).collect(),
            contact_person: update.contact_person.to_vec(),
            optout_paper_notification: update.optout_paper_notification,
        }
    }
}

impl OwnedUpdate {
    fn borrow(&self) -> ContactUpdate<'_> {
        ContactUpdate {
            actor: &self.actor,
            person_id: &self.person_id,
            version_to_update: self.version_to_update.as_ref(),
            contact_information: &self.contact_information,
            contact_person: &self.contact_person,
            optout_paper_notification: self.optout_paper_notification,
        }
    }
}

impl PendingUpdate {
    /// Decides the update, and puts record and audit entry.
    pub(super) fn decide(
        self,
        transaction: &mut Transaction<'_>,
        by: AuditedAccess,
    ) -> Result<UpdateOutcome, StoreError> {
        let mut audit = Record::new(by, AuditAction::UpdateContact, self.identity.as_ref());
        let (outcome, answer) = match &self.identity {
            None => (AuditOutcome::Refused, UpdateOutcome::Refused(self.violations)),
            Some(identity) => {
                let key = keys::person(identity);
                let status = read_status(transaction, &key)?;
                let current = read_contact(transaction, &key)?;
                audit.version_before = current.as_ref().map(|c| c.version.as_str().to_owned());
                let mut violations = self.violations;
                violations.extend(self.rules.check_person(
                    &self.content.borrow(),
                    status.as_ref(),
                    self.scope,
                ));
                violations
                    .extend(check_version(&self.content.borrow(), current.as_ref().map(|c| &c.version)));
                audit.rules = rule_ids(&violations);
                match status.filter(|_| !has_errors(&violations)) {
                    None => (AuditOutcome::Refused, UpdateOutcome::Refused(violations)),
                    Some(status) => {
                        let stored = store(transaction, &key, &self.content, current.as_ref(), self.system)?;
                        audit.version_after = Some(stored.version.as_str().to_owned());
                        let outcome = match current {
                            _ if stored.contact_information.is_empty() => AuditOutcome::Erased,
                            Some(_) => AuditOutcome::Updated,
                            None => AuditOutcome::Created,
                        };
                        let record = stored.record(identity, &status);
                        let view = match self.scope {
                            Scope::Restricted => restricted_view(record),
                            Scope::Unrestricted => record,
                        };
                        (outcome, UpdateOutcome::Stored(Box::new(view)))
                    }
                }
            }
        };
        if let UpdateOutcome::Refused(violations) = &answer {
            audit.rules = rule_ids(violations);
        }
        append(transaction, audit, outcome)?;
        Ok(answer)
    }
}

/// Puts the record that `update` makes of `current` (C3, C4, C7, F13).
pub(super) fn store(
    transaction: &mut Transaction<'_>,
    key: &[u8],
    update: &OwnedUpdate,
    current: Option<&StoredContact>,
    system: HsaId,
) -> Result<StoredContact, StoreError> {
    let now = transaction.now();
    let version = next_version(now, current.map(|c| &c.version)).ok_or_else(|| StoreError::CorruptEntry {
        place: Tree::Contact.name().to_owned(),
        what: "the version can't grow".to_owned(),
    })?;
    let stored = StoredContact {
        version,
        contact_information: update.contact_information.clone(),
        optout_paper_notification: update.optout_paper_notification,
        consent: Consent::new(&update.borrow(), now, system),
    };
    transaction.put(Tree::Contact, key, encode(&stored)?)?;
    if current.is_none() {
        transaction.counters.contact_records += 1;
    }
    Ok(stored)
}

pub(super) fn check_person(
    rules: &Rules,
    update: &OwnedUpdate,
    status: &PersonStatus,
    scope: Scope,
) -> Vec<Violation> {
    rules.check_person(&update.borrow(), Some(status), scope)
}

pub(super) fn read_status(
    transaction: &Transaction<'_>,
    key: &[u8],
) -> Result<Option<PersonStatus>, StoreError> {
    transaction.get(Tree::Person, key)?.map(|value| decode(Tree::Person, &value)).transpose()
}

pub(super) fn read_contact(
    transaction: &Transaction<'_>,
    key: &[u8],
) -> Result<Option<StoredContact>, StoreError> {
    transaction.get(Tree::Contact, key)?.map(|value| decode(Tree::Contact, &value)).transpose()
}

pub(super) fn has_errors(violations: &[Violation]) -> bool {
    violations.iter().any(|violation| violation.severity() == Severity::Error)
}

/// Each rule once, in the order of [`RuleId`].
pub(super) fn rule_ids(violations: &[Violation]) -> Vec<RuleId> {
    let mut ids: Vec<RuleId> = violations.iter().map(Violation::rule).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
