use std::collections::HashMap;
use std::fmt;

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
    /// What it lacks. For the log; the faultstring doesn't tell it.
    pub reason: RefusalReason,
}

/// What a refused system lacks; of several grants that don't hold, what the nearest lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusalReason {
    /// Any grant.
    NoConsumer,
    /// A grant of this contract at this logical address.
    NoGrant,
    /// Such a grant that is valid today.
    NotValidToday,
    /// A recorded reason in such a grant (C11).
    NoReason,
    /// The name of the original consumer, which a platform must give (C11).
    NoOriginalConsumer,
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoConsumer => "no grant at all",
            Self::NoGrant => "no grant of this contract at this logical address",
            Self::NotValidToday => "no grant that is valid today",
            Self::NoReason => "no reason in the grant",
            Self::NoOriginalConsumer => "no original consumer named",
        })
    }
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
                let reason = RefusalReason::NoOriginalConsumer;
                return Err(Refusal { system: caller.certificate.clone(), reason });
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
        let mut nearest = RefusalReason::NoConsumer;
        for grant in self.by_consumer.get(system).into_iter().flatten() {
            match grant.lacks(contract, logical_address, today) {
                None => return Ok(()),
                Some(reason) => nearest = nearest.max(reason),
            }
        }
        Err(Refusal { system: system.clone(), reason: nearest })
    }
}

impl Grant {
    /// Why it doesn't allow a call; `None`: it does.
    fn lacks(&self, contract: &Contract, logical_address: &HsaId, today: Date) -> Option<RefusalReason> {
        if self.contract != contract.namespace || self.logical_address != *logical_address {
            return Some(RefusalReason::NoGrant);
        }
        if self.valid_from.is_some_and(|from| today < from) || self.valid_to.is_some_and(|to| to < today) {
            return Some(RefusalReason::NotValidToday);
        }
        let has_reason = self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        (contract.is_unrestricted() && !has_reason).then_some(RefusalReason::NoReason)
    }
}

#[cfg(test)]
mod tests;
