use std::fmt;

use uuid::Uuid;

use crate::{Contract, HsaId};

/// Who sent a request, as the transport knows it: from the client certificate and, if that certificate is a platform's,
/// from the platform's identity headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The HSA-id of the certificate (subject serialNumber).
    pub certificate: HsaId,
    /// Whether the configuration marks that certificate as a platform's.
    pub is_platform: bool,
    /// `x-rivta-original-serviceconsumer-hsaid`, if a platform sent it.
    pub original_consumer: Option<HsaId>,
    /// `x-rivta-acting-on-behalf-of-hsaid`, if a platform sent it.
    pub acting_on_behalf_of: Option<HsaId>,
}

impl Caller {
    /// The system that wants the answer: the original consumer behind a platform, else the certificate's holder.
    pub fn consumer(&self) -> &HsaId {
        self.original_consumer.as_ref().unwrap_or(&self.certificate)
    }
}

/// The id that follows a message through every system's log (`x-skltp-correlation-id`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelationId(String);

impl CorrelationId {
    const MAX_LENGTH: usize = 100;

    /// Takes an id over from a caller: 1 to 100 visible ASCII characters, as anything else could forge log lines, and among
    /// them a letter but no `@`, as a personal identity number, telephone number or e-mail address must not be logged.
    pub fn new(text: &str) -> Option<Self> {
        let fits = text.len() <= Self::MAX_LENGTH && text.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
        let is_id = text.bytes().any(|b| b.is_ascii_alphabetic()) || Uuid::try_parse(text).is_ok();
        (fits && is_id).then(|| Self(text.to_owned()))
    }

    /// A new id, from a UUID.
    pub fn generate() -> Self {
        Self(Uuid::new_v4().to_string())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CorrelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The proof that a caller may call a contract at a logical address now. Only [`Grants::authorize`] makes one.
///
/// [`Grants::authorize`]: crate::Grants::authorize
#[derive(Clone, Debug)]
pub struct Permit {
    pub(crate) caller: Caller,
    pub(crate) contract: &'static Contract,
    pub(crate) logical_address: HsaId,
}

impl Permit {
    /// Who calls.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What may be called.
    pub fn contract(&self) -> &'static Contract {
        self.contract
    }

    /// Where.
    pub fn logical_address(&self) -> &HsaId {
        &self.logical_address
    }
}

/// One authorised call, as a producer sees it.
#[derive(Clone, Debug)]
pub struct Call {
    /// The proof of authorisation.
    pub permit: Permit,
    /// The id to log.
    pub correlation_id: CorrelationId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_ids_can_not_forge_log_lines() {
        assert_eq!(CorrelationId::new("a-1_{}").unwrap().as_str(), "a-1_{}");
        assert!(CorrelationId::new(&"a".repeat(100)).is_some());
        for bad in [
            "",
            "a b",
            "191212121212",
            "19121212-1212",
            "+46701740605",
            "tolvan@example.com",
            "a\nb",
            "a\u{7f}",
            "å",
            &"a".repeat(101),
        ] {
            assert_eq!(CorrelationId::new(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn generated_ids_are_taken_by_others() {
        let id = CorrelationId::generate();
        assert_eq!(CorrelationId::new(id.as_str()), Some(id.clone()));
        assert_ne!(CorrelationId::generate(), id);
    }
}
