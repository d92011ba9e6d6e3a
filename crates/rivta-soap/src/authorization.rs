use std::collections::HashMap;

use jiff::civil::Date;

use crate::{Caller, Contract, Fault, HsaId, Permit};

/// One line of the authorisation table: a consumer may call a contract at a logical address during some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The system's HSA-id: a direct caller, a platform, or the original consumer behind one.
    pub consumer: HsaId,
    /// The responder's namespace.
    pub contract: String,
    /// The receiver's HSA-id.
    pub logical_address: HsaId,
    /// First day, Swedish time; `None`: since always.
    pub valid_from: Option<Date>,
    /// Last day, Swedish time, included; `None`: until further notice.
    pub valid_to: Option<Date>,
    /// Why an unrestricted contract is granted (C11); a grant of one without a reason gives nothing.
    pub reason: Option<String>,
}

/// The authorisation table.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    by_consumer: HashMap<HsaId, Vec<Grant>>,
}

/// Why a caller may not call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The system that lacks the grant; the faultstring names it.
    pub system: HsaId,
}

impl From<Refusal> for Fault {
    /// The fault that the contract gives a consumer that is not allowed.
    fn from(refusal: Refusal) -> Self {
        Self::client(format!("Obehörigt anrop för system {}.", refusal.system))
    }
}

impl Grants {
    /// A table of these grants.
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        let mut by_consumer: HashMap<HsaId, Vec<Grant>> = HashMap::new();
        for grant in grants {
            by_consumer.entry(grant.consumer.clone()).or_default().push(grant);
        }
        Self { by_consumer }
    }

    /// Decides whether `caller` may call `contract` at `logical_address` on the day `today` (Swedish time).
    ///
    /// The holder of the certificate needs a grant, also if it is a platform. An unrestricted contract needs a recorded
    /// reason, and behind a platform the original consumer needs such a grant of its own (C11); a platform that names no
    /// consumer is refused there.
    ///
    /// # Errors
    ///
    /// [`Refusal`] names the system that lacks a grant.
    pub fn authorize(
        &self,
        caller: &Caller,
        contract: &'static Contract,
        logical_address: &HsaId,
        today: Date,
    ) -> Result<Permit, Refusal> {
        self.check(&caller.certificate, contract, logical_address, today)?;
        if caller.is_platform && contract.is_unrestricted() {
            let Some(consumer) = &caller.original_consumer else {
                return Err(Refusal { system: caller.certificate.clone() });
            };
            self.check(consumer, contract, logical_address, today)?;
        }
        Ok(Permit { caller: caller.clone(), contract, logical_address: logical_address.clone() })
    }

    fn check(
        &self,
        system: &HsaId,
        contract: &Contract,
        logical_address: &HsaId,
        today: Date,
    ) -> Result<(), Refusal> {
        let allowed = self.by_consumer.get(system).into_iter().flatten().any(|grant| {
            grant.contract == contract.namespace
                && grant.logical_address == *logical_address
                && grant.valid_from.is_none_or(|from| from <= today)
                && grant.valid_to.is_none_or(|to| today <= to)
                && (!contract.is_unrestricted()
                    || grant.reason.as_ref().is_some_and(|r| !r.trim().is_empty()))
        });
        if allowed { Ok(()) } else { Err(Refusal { system: system.clone() }) }
    }
}

#[cfg(test)]
mod tests;
