//! Persons and contact records, kept.

mod access;
mod audit;
mod error;
mod files;
mod journal;
mod sled_store;
mod store;

pub use access::Access;
pub use audit::{
    AuditAction, AuditEntry, AuditOutcome, AuditPage, AuditPosition, AuditQuery, AuditedAccess,
    AuditedIdentity,
};
pub use error::StoreError;
pub use sled_store::{Settings, SledStore};
pub use store::{
    ContactStore, Finding, ImportFinding, ImportReason, ImportSummary, StoreStats, UpdateOutcome,
    Verification,
};
