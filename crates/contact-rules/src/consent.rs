use std::fmt;

use rivta_persons::core::ActorType;
use rivta_soap::HsaId;
use serde::{Deserialize, Serialize};

use crate::actor::stamped_actor;
use crate::update::ContactUpdate;

/// F13: the consent that stored contact details rest on. One is kept with every update.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// Who stated the details: the person, or a professional and the responsible organisation.
    pub stated_by: ActorType,
    /// When the producer took the statement.
    pub at: jiff::Timestamp,
    /// The consumer system through which it was stated.
    #[serde(with = "hsa_id_text")]
    pub through: HsaId,
}

impl Consent {
    /// The consent stated with `update`, taken at `at` from the system `through`.
    pub fn new(update: &ContactUpdate<'_>, at: jiff::Timestamp, through: HsaId) -> Self {
        Self { stated_by: stamped_actor(update.actor, at), at, through }
    }
}

impl fmt::Debug for Consent {
    /// Shows when and through which system, not who.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consent")
            .field("at", &self.at)
            .field("through", &self.through)
            .finish_non_exhaustive()
    }
}

/// An HSA-id as text.
mod hsa_id_text {
    use rivta_soap::HsaId;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(id: &HsaId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(id.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HsaId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
