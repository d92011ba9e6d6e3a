//! The texts: every way to break a rule, with what is said about it in English and in Swedish.

use crate::email::InvalidEmailAddress;
use crate::identity::InvalidIdentity;
use crate::rule_id::RuleId;
use crate::telephone::InvalidTelephoneNumber;

/// A way to break a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Problem {
    VersionMissing,
    VersionUnexpected,
    VersionMalformed,
    VersionStale,
    ActorUnknown,
    ActorHsaIdMalformed,
    PrivateActorWithProfessional,
    PersonId(InvalidIdentity),
    PersonUnknown,
    ContactTypeUnknown,
    SecondSms,
    SecondEmail,
    UsePresent,
    Telephone(InvalidTelephoneNumber),
    Email(InvalidEmailAddress),
    ValueMissing,
    ValueEmpty,
    ContactPersonPresent,
    OptoutWithoutDigitalNotification,
    PersonProtected,
    NotOwnRecord,
    OrganizationMissing,
    OrganizationNotNamed,
    PersonDeceased,
    NumberNoLongerValid,
    NumberBlocked,
    NumberNotAllowed,
    DomainBlocked,
    DomainNotAllowed,
}

impl Problem {
    /// The rule that is broken.
    pub(crate) fn rule(self) -> RuleId {
        self.describe().0
    }

    /// English, for integrators.
    pub(crate) fn message(self) -> &'static str {
        self.describe().1
    }

    /// Swedish, one sentence for the user.
    pub(crate) fn result_text(self) -> &'static str {
        self.describe().2
    }

    fn describe(self) -> (RuleId, &'static str, &'static str) {
        match self {
            Self::VersionMissing => (
                RuleId::C4,
                "versionToUpdate missing; the person has a record: expected its current version (C4)",
                "Kontaktuppgifterna finns redan; hämta dem på nytt och gör om ändringen (C4).",
            ),
            Self::VersionUnexpected => (
                RuleId::C4,
                "versionToUpdate given, but the person has no record yet; leave it out (C4)",
                "Det finns inga kontaktuppgifter att ändra; hämta uppgifterna på nytt och gör om ändringen (C4).",
            ),
            Self::VersionMalformed => (
                RuleId::C4,
                "versionToUpdate is no Timestamp; expected 14 digits, the record's current version (C4)",
                "Versionen som skulle ändras är felaktigt angiven; hämta uppgifterna på nytt och gör om ändringen (C4).",
            ),
            Self::VersionStale => (
                RuleId::C4,
                "versionToUpdate is not the record's current version; read the record and try again (C4)",
                "Kontaktuppgifterna har ändrats av någon annan; hämta dem på nytt och gör om ändringen (C4).",
            ),
            Self::ActorUnknown => (
                RuleId::C8,
                "actor is neither the person nor a professional; expected the root of a personnummer, \
                 a samordningsnummer or an HSA-id (C8)",
                "Den som lämnar uppgifterna måste anges med personnummer, samordningsnummer eller HSA-id (C8).",
            ),
            Self::ActorHsaIdMalformed => (
                RuleId::C8,
                "not an HSA-id; expected 1 to 64 letters, digits and hyphens (C8)",
                "Den som lämnar uppgifterna är angiven med ett felaktigt HSA-id (C8).",
            ),
            Self::PrivateActorWithProfessional => (
                RuleId::C8,
                "professional given for a private actor; leave it out (C8)",
                "En privatperson kan inte lämna uppgifter för en organisation (C8).",
            ),
            Self::PersonId(invalid) => (RuleId::C12, invalid.message(), invalid.result_text()),
            Self::PersonUnknown => (
                RuleId::C13,
                "the register does not hold the person (C13)",
                "Personen finns inte i personregistret (C13).",
            ),
            Self::ContactTypeUnknown => (
                RuleId::F1,
                "unknown contactType; expected sms (any telephone number) or email (F1)",
                "En kontaktuppgift måste vara ett telefonnummer (sms) eller en e-postadress (email) (F1).",
            ),
            Self::SecondSms => (
                RuleId::F2,
                "more than one sms; at most one telephone number is stored (F2)",
                "Högst ett telefonnummer kan anges (F2).",
            ),
            Self::SecondEmail => (
                RuleId::F2,
                "more than one email; at most one e-mail address is stored (F2)",
                "Högst en e-postadress kan anges (F2).",
            ),
            Self::UsePresent => (
                RuleId::F3,
                "use given; leave it out, empty too (F3)",
                "Användningsområde (t.ex. hem eller arbete) kan inte anges för en kontaktuppgift (F3).",
            ),
            Self::Telephone(invalid) => (RuleId::F4, invalid.message(), invalid.result_text()),
            Self::Email(invalid) => (RuleId::F5, invalid.message(), invalid.result_text()),
            Self::ValueMissing => (
                RuleId::F6,
                "value missing; give one, or leave the whole detail out to remove it (F6)",
                "En kontaktuppgift saknar telefonnummer eller e-postadress (F6).",
            ),
            Self::ValueEmpty => (
                RuleId::F6,
                "value empty; give one, or leave the whole detail out to remove it (F6)",
                "En kontaktuppgift saknar telefonnummer eller e-postadress (F6).",
            ),
            Self::ContactPersonPresent => (
                RuleId::F7,
                "contact persons are not stored; leave contactPerson out (F7)",
                "Kontaktpersoner kan inte registreras (F7).",
            ),
            Self::OptoutWithoutDigitalNotification => (
                RuleId::F8,
                "optoutPaperNotification without a way to notify; expected a contactInformation with \
                 digitalNotification true (F8)",
                "Den som väljer bort pappersbrev måste ha ett telefonnummer eller en e-postadress för digital avisering (F8).",
            ),
            Self::PersonProtected => (
                RuleId::F9,
                "the person has protected data; only the unrestricted contract may change it (F9)",
                "Personen har skyddade personuppgifter; kontaktuppgifterna kan inte ändras här (F9).",
            ),
            Self::NotOwnRecord => (
                RuleId::F10,
                "a private actor may only change the own record; expected the same identity in actor/id as in personId (F10)",
                "Du kan bara ändra dina egna kontaktuppgifter (F10).",
            ),
            Self::OrganizationMissing => (
                RuleId::F11,
                "professional actor without organisation; expected professional/organizationId (F11)",
                "Den organisation som ansvarar för uppgifterna måste anges (F11).",
            ),
            Self::OrganizationNotNamed => (
                RuleId::F11,
                "organizationId names no organisation; expected the HSA-id of a care provider or an organisation number (F11)",
                "Den organisation som ansvarar för uppgifterna måste anges med HSA-id eller organisationsnummer (F11).",
            ),
            Self::PersonDeceased => (
                RuleId::F12,
                "the person is deceased; only an update without contactInformation, which erases, is accepted (F12)",
                "Personen är avliden; kontaktuppgifter kan inte registreras, bara tas bort (F12).",
            ),
            Self::NumberNoLongerValid => (
                RuleId::F12,
                "the number is no longer valid; only an update without contactInformation, which erases, is accepted (F12)",
                "Personens nummer gäller inte längre; kontaktuppgifter kan inte registreras på det, bara tas bort (F12).",
            ),
            Self::NumberBlocked => (
                RuleId::F16,
                "blocked telephone number; give another (F16)",
                "Telefonnumret är spärrat; ange ett annat (F16).",
            ),
            Self::NumberNotAllowed => (
                RuleId::F16,
                "telephone number not on the allow list; give another (F16)",
                "Telefonnumret är inte godkänt; ange ett annat (F16).",
            ),
            Self::DomainBlocked => (
                RuleId::F16,
                "blocked e-mail domain; give an address in another (F16)",
                "E-postadressens domän är spärrad; ange en annan e-postadress (F16).",
            ),
            Self::DomainNotAllowed => (
                RuleId::F16,
                "e-mail domain not on the allow list; give an address in another (F16)",
                "E-postadressens domän är inte godkänd; ange en annan e-postadress (F16).",
            ),
        }
    }
}

#[cfg(test)]
mod tests;
