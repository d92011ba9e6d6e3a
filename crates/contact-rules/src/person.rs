//! Rules that need what the register knows of the person: C13, F9 (C6) and F12.

use rivta_persons::core::PersonRecordType;
use serde::{Deserialize, Serialize};

use crate::path::Path;
use crate::problem::Problem;
use crate::update::ContactUpdate;
use crate::violation::Violation;

/// Which of the two kinds of contracts a call came by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Scope {
    /// The ordinary contracts: nothing of a protected person is shown or changed.
    Restricted,
    /// The contracts that are granted one by one (C11): protected persons too.
    Unrestricted,
}

/// What the register knows of a person that the rules ask about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonStatus {
    /// Confidentiality marking or older kind of protection (`protectedPersonIndicator`).
    pub protected_person_indicator: bool,
    /// Protected population registration (`protectedPopulationRecord`); absent is false.
    pub protected_population_record: bool,
    /// Why the person is no longer registered, if so.
    pub deregistration: Option<DeregistrationReason>,
}

impl PersonStatus {
    /// Whether either protection flag is set.
    pub fn is_protected(&self) -> bool {
        self.protected_person_indicator || self.protected_population_record
    }
}

impl From<&PersonRecordType> for PersonStatus {
    fn from(record: &PersonRecordType) -> Self {
        let deregistration = record.deregistration.as_ref();
        Self {
            protected_person_indicator: record.protected_person_indicator,
            protected_population_record: record.protected_population_record == Some(true),
            deregistration: deregistration
                .and_then(|deregistration| deregistration.deregistration_reason_code.as_ref())
                .map(|code| DeregistrationReason::from_code(code.as_str())),
        }
    }
}

/// Why a person is no longer in the population register: the codes of `deregistrationReasonCode`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum DeregistrationReason {
    /// AV
    Deceased,
    /// UV
    Emigrated,
    /// GN: a new personnummer is referred to.
    OldNumber,
    /// GS: a personnummer has replaced the samordningsnummer.
    OldCoordinationNumber,
    /// AS
    AnnulledCoordinationNumber,
    /// OB
    Missing,
    /// TA
    Technical,
    /// FI
    FalseIdentity,
    /// A code that the contract does not list.
    Other,
}

impl DeregistrationReason {
    /// The reason that a code stands for.
    pub fn from_code(code: &str) -> Self {
        match code {
            "AV" => Self::Deceased,
            "UV" => Self::Emigrated,
            "GN" => Self::OldNumber,
            "GS" => Self::OldCoordinationNumber,
            "AS" => Self::AnnulledCoordinationNumber,
            "OB" => Self::Missing,
            "TA" => Self::Technical,
            "FI" => Self::FalseIdentity,
            _ => Self::Other,
        }
    }
}

/// C13: the register holds the person.
pub(crate) fn c13_person_known(person: Option<&PersonStatus>) -> Option<Violation> {
    person.is_none().then(|| Violation::error(Path::PersonId, Problem::PersonUnknown))
}

/// F9 and C6: the restricted contract changes nothing for a protected person, erasing included.
pub(crate) fn f9_not_protected(person: &PersonStatus, scope: Scope) -> Option<Violation> {
    (person.is_protected() && scope == Scope::Restricted)
        .then(|| Violation::error(Path::PersonId, Problem::PersonProtected))
}

/// F12: no input for a deceased person or under a number that is no longer valid. An update without details erases,
/// and that is allowed.
pub(crate) fn f12_number_in_use(update: &ContactUpdate<'_>, person: &PersonStatus) -> Option<Violation> {
    if update.contact_information.is_empty() {
        return None;
    }
    let problem = match person.deregistration? {
        DeregistrationReason::Deceased => Problem::PersonDeceased,
        DeregistrationReason::OldNumber
        | DeregistrationReason::OldCoordinationNumber
        | DeregistrationReason::AnnulledCoordinationNumber
        | DeregistrationReason::FalseIdentity => Problem::NumberNoLongerValid,
        DeregistrationReason::Emigrated
        | DeregistrationReason::Missing
        | DeregistrationReason::Technical
        | DeregistrationReason::Other => return None,
    };
    Some(Violation::error(Path::PersonId, problem))
}

#[cfg(test)]
mod tests;
