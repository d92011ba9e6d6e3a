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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::professional_update;

    #[test]
    fn f13_keeps_who_stated_it_when_and_through_which_system() {
        let request = professional_update();
        let at = "2026-11-22T10:59:59.25Z".parse().unwrap();
        let consent = Consent::new(&ContactUpdate::from(&request), at, "SE2321000016-E1177".parse().unwrap());

        assert_eq!(consent.stated_by.id, request.actor.id);
        assert_eq!(consent.stated_by.professional, request.actor.professional);
        assert_eq!(consent.stated_by.update_time.as_ref().unwrap().as_str(), "20261122115959");
        assert_eq!((consent.at, consent.through.as_str()), (at, "SE2321000016-E1177"));
    }

    #[test]
    fn f13_survives_being_stored() {
        let request = professional_update();
        let update = ContactUpdate::from(&request);
        let consent =
            Consent::new(&update, "2026-11-22T10:59:59.25Z".parse().unwrap(), "SE1-1".parse().unwrap());
        let stored = serde_json::to_string(&consent).unwrap();
        assert_eq!(serde_json::from_str::<Consent>(&stored).unwrap(), consent);
        assert!(serde_json::from_str::<Consent>(&stored.replace("SE1-1", "SE1 1")).is_err());
    }

    #[test]
    fn f13_does_not_show_who() {
        let request = professional_update();
        let update = ContactUpdate::from(&request);
        let consent = Consent::new(&update, jiff::Timestamp::UNIX_EPOCH, "SE1-1".parse().unwrap());
        let shown = format!("{consent:?}");
        assert!(shown.contains("SE1-1") && !shown.contains("1003"), "{shown}");
    }
}
