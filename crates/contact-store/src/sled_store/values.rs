//! What the trees hold as values: JSON.
//!
//! JSON describes itself: a record of an earlier release can still be read when an optional field has come to the contract,
//! which a positional encoding would misread, and a damaged store can be looked into with ordinary tools. A contact record
//! with one address takes about 280 bytes; CBOR would save a sixth of it.

use contact_rules::{Consent, PersonIdentity, PersonStatus};
use rivta_persons::core::{
    ActorType, ContactInformationRecordType, ContactInformationType, IIType, Timestamp,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::trees::Tree;
use crate::StoreError;

/// A contact record as it is kept. Identity and protection flags are the register's and added when it is read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredContact {
    pub(super) version: Timestamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) contact_information: Vec<ContactInformationType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) optout_paper_notification: Option<bool>,
    /// F13; the record's actor too.
    pub(super) consent: Consent,
}

impl StoredContact {
    /// The record as the contract writes it, in full.
    pub(super) fn record(
        self,
        identity: &PersonIdentity,
        status: &PersonStatus,
    ) -> ContactInformationRecordType {
        let mut record = ContactInformationRecordType::new(
            self.version,
            identity.to_ii(),
            status.protected_person_indicator,
        );
        record.protected_population_record = Some(status.protected_population_record);
        record.contact_information = self.contact_information;
        record.optout_paper_notification = self.optout_paper_notification;
        record.update_person_contact_information_actor = Some(self.consent.stated_by);
        record
    }
}

/// The bytes of a value.
pub(super) fn encode(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Database { what: error.to_string() })
}

/// The value that an entry of `tree` holds.
///
/// # Errors
///
/// [`StoreError::CorruptEntry`], which says the place but nothing of the value.
pub(super) fn decode<T: DeserializeOwned>(tree: Tree, bytes: &[u8]) -> Result<T, StoreError> {
    // The parser's own message may repeat a value, so only its place is kept.
    serde_json::from_slice(bytes).map_err(|error| StoreError::CorruptEntry {
        place: tree.name().to_owned(),
        what: format!("not a value of this tree, at byte {}", error.column()),
    })
}

/// A detail as it is stored: without elements at its extension points, which no rule has checked.
pub(super) fn plain_detail(detail: &ContactInformationType) -> ContactInformationType {
    let mut plain = ContactInformationType::new(detail.contact_type.clone());
    plain.r#use.clone_from(&detail.r#use);
    plain.value.clone_from(&detail.value);
    plain.rank = detail.rank;
    plain.comment.clone_from(&detail.comment);
    plain.period.clone_from(&detail.period);
    if let Some(period) = &mut plain.period {
        period.any = Default::default();
    }
    plain.digital_notification = detail.digital_notification;
    plain
}

/// An actor as it is stored: without elements at its extension points.
pub(super) fn plain_actor(actor: &ActorType) -> ActorType {
    let mut plain = ActorType::new(plain_id(&actor.id));
    plain.update_time.clone_from(&actor.update_time);
    plain.professional.clone_from(&actor.professional);
    if let Some(professional) = &mut plain.professional {
        professional.any = Default::default();
        professional.organization_id = plain_id(&professional.organization_id);
    }
    plain
}

fn plain_id(id: &IIType) -> IIType {
    let mut plain = IIType::new(id.root.clone());
    plain.extension.clone_from(&id.extension);
    plain
}
