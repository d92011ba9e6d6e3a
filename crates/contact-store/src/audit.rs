use std::fmt;

use contact_rules::{PersonIdentity, RuleId};
use jiff::Timestamp;
use rivta_soap::HsaId;
use serde::{Deserialize, Serialize};

use crate::Access;

/// One entry of the audit log (R6): who did what to whose data, when, and what came of it. It never holds a contact detail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// When, and in which order among entries of one instant.
    pub position: AuditPosition,
    /// Who.
    pub by: AuditedAccess,
    /// What was asked.
    pub action: AuditAction,
    /// Whose data; `None` if it was no one person's, or the identity was malformed (C12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<AuditedIdentity>,
    /// The rules that were broken; those of severity warning did not prevent the outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleId>,
    /// The contact record's version before an update.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_before: Option<String>,
    /// The contact record's version after an update.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_after: Option<String>,
    /// What came of it.
    pub outcome: AuditOutcome,
}

/// Where an entry stands in the audit log: by time, then by sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditPosition {
    /// When, to the microsecond.
    pub at: Timestamp,
    /// Grows by one from entry to entry, whatever the clock does; so a missing entry shows.
    pub sequence: u64,
}

/// Who acted, as the audit log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AuditedAccess {
    /// A system, by a contract.
    Contract {
        /// The contract's name.
        contract: String,
        /// The HSA-id of the certificate that called.
        certificate: String,
        /// The system behind a platform.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        original_consumer: Option<String>,
        /// On whose behalf it called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<String>,
    },
    /// A person at this installation.
    Administrator {
        /// The user name.
        user: String,
    },
}

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AuditAction {
    /// To read a contact record.
    ReadContact,
    /// To replace a contact record.
    UpdateContact,
    /// To read a person record.
    ReadPerson,
    /// To take over a person record from the register.
    ImportPerson,
    /// To read the audit log.
    ReadAudit,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AuditOutcome {
    /// The record was shown.
    Shown,
    /// There was a record, and its protected parts were withheld (C2).
    Withheld,
    /// There was nothing to show.
    Absent,
    /// The record was stored for the first time.
    Created,
    /// The record was replaced.
    Updated,
    /// The record's details were erased (F14).
    Erased,
    /// A rule of severity error was broken; nothing was changed.
    Refused,
}

/// A person's identity as the audit log keeps it. `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditedIdentity {
    /// The object identifier of its kind.
    pub root: String,
    /// The identity within its kind.
    pub extension: String,
}

/// Which audit entries to answer with; the newest first.
#[derive(Clone, Debug)]
pub struct AuditQuery {
    /// No entries before this instant.
    pub from: Option<Timestamp>,
    /// No entries at or after this instant.
    pub until: Option<Timestamp>,
    /// Only entries about this person.
    pub person: Option<PersonIdentity>,
    /// Only entries by this system: as certificate, original consumer or on whose behalf.
    pub system: Option<HsaId>,
    /// Only entries that tell of this rule being broken.
    pub rule: Option<RuleId>,
    /// Only entries older than this one: [`AuditPage::next`] of the page before.
    pub before: Option<AuditPosition>,
    /// How many entries at most. The default is 1,000, which is some hundred kilobytes.
    pub limit: usize,
}

/// Some entries of the audit log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins ([`AuditQuery::before`]); `None` if there are no more entries.
    pub next: Option<AuditPosition>,
}

impl AuditQuery {
    /// Every change of a person's data, and every read that is audited.
    pub fn of_person(person: PersonIdentity) -> Self {
        Self { person: Some(person), ..Self::default() }
    }

    pub(crate) fn matches(&self, entry: &AuditEntry) -> bool {
        self.rule.is_none_or(|rule| entry.rules.contains(&rule))
            && self.system.as_ref().is_none_or(|system| entry.by.names(system.as_str()))
    }
}

impl Default for AuditQuery {
    /// The newest entries.
    fn default() -> Self {
        Self { from: None, until: None, person: None, system: None, rule: None, before: None, limit: 1000 }
    }
}

impl AuditedAccess {
    fn names(&self, system: &str) -> bool {
        match self {
            Self::Contract { certificate, original_consumer, on_behalf_of, .. } => {
                [Some(certificate), original_consumer.as_ref(), on_behalf_of.as_ref()]
                    .into_iter()
                    .flatten()
                    .any(|id| id == system)
            }
            Self::Administrator { .. } => false,
        }
    }
}

impl From<&Access> for AuditedAccess {
    fn from(access: &Access) -> Self {
        match access {
            Access::Contract(permit) => {
                let caller = permit.caller();
                Self::Contract {
                    contract: permit.contract().name.to_owned(),
                    certificate: caller.certificate.to_string(),
                    original_consumer: caller.original_consumer.as_ref().map(ToString::to_string),
                    on_behalf_of: caller.acting_on_behalf_of.as_ref().map(ToString::to_string),
                }
            }
            Access::Administrator { user } => Self::Administrator { user: user.clone() },
        }
    }
}

impl From<&PersonIdentity> for AuditedIdentity {
    fn from(identity: &PersonIdentity) -> Self {
        Self { root: identity.root().to_owned(), extension: identity.extension().to_owned() }
    }
}

impl fmt::Debug for AuditedIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuditedIdentity(..)")
    }
}
