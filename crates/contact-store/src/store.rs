use std::fmt;
use std::future::Future;

use contact_rules::{ContactUpdate, PersonIdentity, RuleId, Violation};
use jiff::Timestamp;
use rivta_persons::core::{ContactInformationRecordType, PersonRecordType};
use serde::{Deserialize, Serialize};

use crate::{Access, AuditPage, AuditQuery, StoreError};

/// Keeps persons, contact records and the audit log, and applies the rules to every change, whatever the channel.
///
/// A method that changes something, or reads what must be audited, answers when the change and its audit entry are durable.
/// Nothing is visible to readers before it is durable, and a read that begins after an update was answered sees it (C10).
pub trait ContactStore: Send + Sync + 'static {
    /// The contact record of exactly this identity (C14), as `access` may see it (C2); `None` if the register does not hold
    /// the person (C13) or the person has no record (C1). Reads of protected persons, and administrators' reads, are audited.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; then nothing is shown.
    fn contact(
        &self,
        access: &Access,
        person: &PersonIdentity,
    ) -> impl Future<Output = Result<Option<ContactInformationRecordType>, StoreError>> + Send;

    /// Replaces a contact record (C3) if no rule of severity error is broken, and reports every rule broken otherwise (C9).
    ///
    /// Elements at extension points are not stored: the rules can't vouch for what they don't know.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; then the update is not answered, and may or may not be there after the store is opened anew.
    fn update_contact(
        &self,
        access: &Access,
        update: ContactUpdate<'_>,
    ) -> impl Future<Output = Result<UpdateOutcome, StoreError>> + Send;

    /// Takes over person records from the population register, replacing those of the same identity.
    ///
    /// Contact details in a record count as an update by the actor that the record names: they are stored if the person has
    /// no contact record here yet and no rule is broken; otherwise they are left out and the person is taken over without.
    /// A contact record that exists is never changed, for this store is where it is kept.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; the records before some point may have been taken over then, and importing them again changes nothing.
    fn import_persons(
        &self,
        access: &Access,
        records: Vec<PersonRecordType>,
    ) -> impl Future<Output = Result<ImportSummary, StoreError>> + Send;

    /// The register's record of exactly this identity, without contact details. For a protected person the restricted scope
    /// gives what the contract's profile P1 has (P4): no address, no names of relatives. Audited as
    /// [`contact`](Self::contact).
    ///
    /// # Errors
    ///
    /// [`StoreError`]; then nothing is shown.
    fn person(
        &self,
        access: &Access,
        person: &PersonIdentity,
    ) -> impl Future<Output = Result<Option<PersonRecordType>, StoreError>> + Send;

    /// Entries of the audit log. Reading it is audited too. A person's history is
    /// [`AuditQuery::of_person`].
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn audit(
        &self,
        access: &Access,
        query: AuditQuery,
    ) -> impl Future<Output = Result<AuditPage, StoreError>> + Send;

    /// How much the store holds, and how it fares. Cheap enough to be asked every few seconds.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn stats(&self) -> impl Future<Output = Result<StoreStats, StoreError>> + Send;

    /// Reads everything there is and reports what is not as it should be. Changes made meanwhile are not disturbed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it could not go on reading.
    fn verify(&self) -> impl Future<Output = Result<Verification, StoreError>> + Send;

    /// Takes no more changes, and returns when everything is where the next start finds it soonest.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing answered is lost for it, the next start takes longer.
    fn close(&self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// What came of an update.
#[derive(Clone, PartialEq)]
pub enum UpdateOutcome {
    /// The record as a read by the same contract gives it now.
    Stored(Box<ContactInformationRecordType>),
    /// Every rule broken, those of severity warning included; nothing was changed.
    Refused(Vec<Violation>),
}

impl fmt::Debug for UpdateOutcome {
    /// Shows the version, or the rules; no detail.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(record) => f.debug_tuple("Stored").field(&record.version).finish(),
            Self::Refused(violations) => f.debug_tuple("Refused").field(violations).finish(),
        }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportSummary {
    /// Persons the store did not hold.
    pub created: u64,
    /// Persons whose record had changed.
    pub updated: u64,
    /// Persons whose record was the same.
    pub unchanged: u64,
    /// Contact records created from details in the person records.
    pub contact_records_created: u64,
    /// Records that were not taken over, or not wholly.
    pub findings: Vec<ImportFinding>,
}

/// Something in a record that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportFinding {
    /// Which of the records, from 0.
    pub index: usize,
    /// The identity with its last part hidden; `None` if it is malformed.
    pub person: Option<String>,
    /// What was left out and why.
    pub reason: ImportReason,
}

/// Why a record was not taken over, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ImportReason {
    /// The whole record: its identity is malformed (C12). The text says what would be right.
    InvalidIdentity(String),
    /// The contact details: it is not known who stated them (F13).
    NoActor,
    /// The contact details: they break these rules.
    RulesBroken(Vec<RuleId>),
}

/// How much a store holds, and how it fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreStats {
    /// Persons.
    pub persons: u64,
    /// Contact records, those without details included.
    pub contact_records: u64,
    /// Audit entries.
    pub audit_entries: u64,
    /// Size of the database's files in bytes.
    pub database_bytes: u64,
    /// Size of the journal that is being written, in bytes.
    pub journal_bytes: u64,
    /// How many times the journal was made durable since the store was opened. Changes that wait share one.
    pub journal_syncs: u64,
    /// When the journal's contents were last handed over to the database.
    pub last_checkpoint: Option<Timestamp>,
    /// How many journal frames were replayed when the store was opened: 0 after an orderly stop.
    pub replayed_frames: u64,
    /// How many bytes of an unfinished write were cut off when the store was opened. No answered update was among them.
    pub torn_bytes: u64,
    /// Why the store takes no more changes, if so.
    pub writes_stopped: Option<String>,
}

/// What [`ContactStore::verify`] read and found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// What is not as it should be; empty if all is well.
    pub findings: Vec<Finding>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Where: the tree or file, and the entry with its identity masked.
    pub place: String,
    /// What.
    pub what: String,
}
