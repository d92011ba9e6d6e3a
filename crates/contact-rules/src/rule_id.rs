use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! rule_ids {
    ($($id:ident $summary:literal,)*) => {
        /// A rule of the contract (C) or of the framework for contact details (F), by the number it has in
        /// `docs/rules.md`. Written `F4` in texts, audit entries and settings.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum RuleId {
            $(#[doc = $summary] $id,)*
        }

        impl RuleId {
            /// All rules, C before F, each by number.
            pub const ALL: &[Self] = &[$(Self::$id,)*];

            /// The id as written, e.g. `F4`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$id => stringify!($id),)*
                }
            }

            /// What the rule asks for, one line.
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$id => $summary,)*
                }
            }
        }
    };
}

rule_ids! {
    C1 "A read answers with the person's record, or with nothing when there is none.",
    C2 "A restricted read of a protected person gives identity, version and the protection flags only.",
    C3 "An update replaces the whole record; what it leaves out is erased.",
    C4 "An update names the version that it replaces; the first one names none.",
    C5 "Opting out of paper needs a detail with digitalNotification; reported as F8.",
    C6 "The restricted contract changes nothing for a protected person; reported as F9.",
    C7 "The producer sets actor.updateTime.",
    C8 "The actor is the person, or a professional with a responsible organisation.",
    C9 "An update answers with the stored record, or with every rule broken.",
    C10 "A read after an answered update sees it.",
    C11 "The unrestricted contracts are granted one by one, with a recorded reason.",
    C12 "personId is a well-formed identity of a known kind.",
    C13 "The register holds the person.",
    C14 "The contracts act on exactly the identity given.",
    F1 "contactType is sms or email.",
    F2 "At most one sms and one email.",
    F3 "use is not used.",
    F4 "A telephone number is E.164.",
    F5 "An e-mail address is one RFC 5322 addr-spec.",
    F6 "A contact detail has a value.",
    F7 "Contact persons are not stored.",
    F8 "Opting out of paper needs a detail with digitalNotification.",
    F9 "No input for a person with protected data, save through the unrestricted contracts.",
    F10 "A private actor may only change the own record.",
    F11 "A professional actor names the responsible organisation.",
    F12 "No input for a deceased person or under a number that is no longer valid; erasing is allowed.",
    F13 "Who consented, when and through which system is kept with every update.",
    F14 "Withdrawn consent erases the details, from the record at once.",
    F15 "Sharing is chosen per channel.",
    F16 "Blocked e-mail domains and telephone numbers are refused; an allow list refuses all others.",
}

/// The text is no rule's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRuleId;

impl FromStr for RuleId {
    type Err = UnknownRuleId;

    fn from_str(text: &str) -> Result<Self, UnknownRuleId> {
        Self::ALL.iter().copied().find(|id| id.as_str() == text).ok_or(UnknownRuleId)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for UnknownRuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown rule; expected C1 to C14 or F1 to F16")
    }
}

impl std::error::Error for UnknownRuleId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_it_is_written() {
        for id in RuleId::ALL {
            assert_eq!(id.to_string().parse(), Ok(*id));
        }
        for text in ["F0", "F17", "C15", "f4", "F4 ", ""] {
            assert_eq!(text.parse::<RuleId>(), Err(UnknownRuleId));
        }
    }
}
