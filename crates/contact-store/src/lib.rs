//! Keeps persons, contact records and the audit log, applies the framework's rules to every change, and loses nothing that
//! it has answered.
//!
//! * [`ContactStore`] is the interface; a database server can implement it as well.
//! * [`SledStore`] keeps everything in a directory: sled, with a journal of our own ahead of it.
//! * [`Access`] says who acts. There is no way to the data without one, and the audit log names it ([`AuditEntry`]).
//!
//! # How an update becomes durable
//!
//! 1. What the content alone tells is checked on the caller's thread, then the update waits for the one writer.
//! 2. The writer takes everything that waits and decides it in order, each update against what the ones before it will have
//!    stored: versions (C4), protection (F9), deregistration (F12). So of two updates of one version exactly one wins.
//! 3. Records and audit entries go to the journal as one checksummed frame with one `fdatasync`, however many updates there
//!    are; the next ones gather meanwhile. Nothing waits for company.
//! 4. sled is told, so that reads see it; then each update is answered, refused ones too, for what they were decided against
//!    must be durable.
//!
//! A checkpoint hands the journal over to sled when it has grown, hourly, and when the store is closed: only when sled's own
//! files are durable is a journal segment removed. At start, what the journal still holds is replayed; setting an entry twice
//! is as setting it once.
//!
//! # When something fails
//!
//! After a failed write or sync the store takes no more changes until it is opened anew ([`StoreError::WritesStopped`]):
//! what a file holds after a failed sync is unknown, and the next sync would report success. One event of level ERROR tells
//! so with its cause when it happens. Reads go on, save those that must be audited. A frame that was cut short at the journal's end is dropped at start and counted
//! ([`StoreStats::torn_bytes`]), since nobody was told that it is stored; damage anywhere else is an error that names file
//! and offset.
//!
//! # Erased details
//!
//! An erased detail is gone from reads at once and from the journal after a checkpoint. sled appends: what it held before
//! stays in free parts of its file until they are used again.
//!
//! ```
//! use std::sync::Arc;
//!
//! use contact_rules::{ContactUpdate, Rules, SystemClock};
//! use contact_store::{Access, ContactStore, Settings, SledStore, UpdateOutcome};
//! use rivta_persons::core::{ActorType, CodedValue, ContactInformationType, IIType, PersonRecordType};
//! use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! # let directory = directory.path();
//! let settings = Settings::new("SE165565594230-1000".parse()?);
//! let store = SledStore::create(directory, Rules::default(), Arc::new(SystemClock), settings)?;
//! let access = Access::Administrator { user: "anna".to_owned() };
//!
//! let mut tolvan = IIType::new("1.2.752.129.2.1.3.1".to_owned());
//! tolvan.extension = Some("191212121212".to_owned());
//! let record = PersonRecordType::new(tolvan.clone(), false, true, true);
//! store.import_persons(&access, vec![record]).await?;
//!
//! let mut request = UpdatePersonContactInformationType::new(ActorType::new(tolvan.clone()), tolvan);
//! let mut email = ContactInformationType::new(CodedValue::new("email")?);
//! email.value = Some("tolvan@example.se".to_owned());
//! request.contact_information.push(email);
//! let outcome = store.update_contact(&access, ContactUpdate::from(&request)).await?;
//! assert!(matches!(outcome, UpdateOutcome::Stored(_)));
//! store.close().await?;
//! # Ok(())
//! # }
//! ```

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
