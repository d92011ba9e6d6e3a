//! Makes the records of test persons.

use jiff::civil::Date;
use rivta_persons::core::{
    ActorType, BirthType, CodedValue, ContactInformationType, DateTypeFormatType, DeregistrationType, IIType,
    LinkedIdentityType, NameType, PartialDateType, PartialDateValue, PersonRecordType,
    PopulationRegistrationLocalityType, ReferredPersonalIdentityType, RelationshipIdType, RelationshipType,
    String2, String80,
};

use super::TestPerson;

/// Root of a personnummer.
pub(super) const PNR: &str = "1.2.752.129.2.1.3.1";
/// Root of a samordningsnummer.
const SNR: &str = "1.2.752.129.2.1.3.3";
/// Root of a national reserve identity.
const NRID: &str = "1.2.752.74.9.1";

/// A personnummer with the birth number `serial`, 980 to 999.
pub(super) fn personnummer(born: Date, serial: u16) -> IIType {
    identity(PNR, number(born, 0, serial))
}

/// A samordningsnummer: 60 is added to the day.
pub(super) fn samordningsnummer(born: Date, serial: u16) -> IIType {
    identity(SNR, number(born, 60, serial))
}

/// A national reserve identity; how its check character is computed is not public, so it is given.
pub(super) fn national_reserve_identity(date: &str, rest: &str, check: char) -> IIType {
    identity(NRID, format!("{date}{rest}{check}"))
}

/// An identity of the kind `root`.
pub(super) fn identity(root: &str, extension: String) -> IIType {
    let mut id = IIType::new(root.to_owned());
    id.extension = Some(extension);
    id
}

fn number(born: Date, day_offset: i8, serial: u16) -> String {
    let digits = format!("{:04}{:02}{:02}{serial:03}", born.year(), born.month(), born.day() + day_offset);
    let check = luhn(digits.bytes().skip(2).map(|digit| u32::from(digit - b'0')));
    format!("{digits}{check}")
}

/// The check digit over YYMMDDNNN: the first, third ... digit doubled, digit sums added, filled up to ten.
fn luhn(digits: impl Iterator<Item = u32>) -> u32 {
    let sum: u32 = digits
        .enumerate()
        .map(|(index, digit)| if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

/// Makes one test person.
pub(super) struct Builder(TestPerson);

impl Builder {
    pub(super) fn adult(role: &'static str, note: &'static str, identity: &IIType) -> Self {
        let mut record = PersonRecordType::new(identity.clone(), false, true, true);
        let mut name = NameType::new();
        name.given_name = String80::new("Testperson").ok();
        name.surname = String80::new(role).ok();
        record.name = Some(name);
        record.birth = birth(identity);
        let mut locality = PopulationRegistrationLocalityType::new();
        locality.county_code = String2::new("01").ok();
        locality.municipality_code = String2::new("80").ok();
        record.population_registration_locality = Some(locality);
        Self(TestPerson { role, note, record, protected_later: false })
    }

    pub(super) fn child(
        role: &'static str,
        note: &'static str,
        identity: &IIType,
        guardians: [&IIType; 2],
    ) -> Self {
        let mut child = Self::adult(role, note, identity);
        child.0.record.relationship.extend(guardians.into_iter().filter_map(|id| relationship(id, "V")));
        child
    }

    pub(super) fn guardian_for(mut self, children: &[IIType]) -> Self {
        self.0.record.relationship.extend(children.iter().filter_map(|id| relationship(id, "VF")));
        self
    }

    /// Details that the person has stated, with consent to digital notification.
    pub(super) fn details(mut self, sms: Option<&str>, email: Option<&str>) -> Self {
        let record = &mut self.0.record;
        for (kind, value) in [("sms", sms), ("email", email)] {
            let (Some(value), Ok(kind)) = (value, CodedValue::new(kind)) else { continue };
            let mut detail = ContactInformationType::new(kind);
            detail.value = Some(value.to_owned());
            detail.digital_notification = Some(true);
            record.contact_information.push(detail);
        }
        record.update_person_contact_information_actor =
            Some(ActorType::new(record.personal_identity.clone()));
        self
    }

    pub(super) fn protected_person(mut self) -> Self {
        self.0.record.protected_person_indicator = true;
        self.0.protected_later = true;
        self
    }

    pub(super) fn protected_registration(mut self) -> Self {
        self.0.record.protected_population_record = Some(true);
        self.0.protected_later = true;
        self
    }

    pub(super) fn deregistered(mut self, code: &str, on: Date) -> Self {
        let mut deregistration = DeregistrationType::new();
        deregistration.deregistration_reason_code = CodedValue::new(code).ok();
        deregistration.deregistration_date = day(on);
        self.0.record.deregistration = Some(deregistration);
        self
    }

    /// Links a reserve identity and a personnummer; `primary` says that the other one is the main identity.
    pub(super) fn linked_to(mut self, other: &IIType, primary: bool) -> Self {
        self.0.record.primary_identity = !primary;
        if let Ok(level) = CodedValue::new("3") {
            self.0.record.linked_identity.push(LinkedIdentityType::new(other.clone(), level, primary));
        }
        self
    }

    /// Refers to the number before or after a change.
    pub(super) fn referred_to(mut self, other: &IIType) -> Self {
        self.0.record.referred_personal_identities.push(ReferredPersonalIdentityType::new(other.clone()));
        self
    }

    pub(super) fn done(self) -> TestPerson {
        self.0
    }
}

fn relationship(id: &IIType, kind: &str) -> Option<RelationshipType> {
    let mut other = RelationshipIdType::new();
    other.personal_identity = Some(id.clone());
    Some(RelationshipType::new(other, CodedValue::new(kind).ok()?))
}

/// The date of birth that a personnummer tells; other identities tell none to rely on.
fn birth(identity: &IIType) -> Option<BirthType> {
    let number = identity.extension.as_deref().filter(|_| identity.root == PNR)?;
    let mut birth = BirthType::new();
    birth.date_of_birth = day(Date::strptime("%Y%m%d", number.get(..8)?).ok()?);
    Some(birth)
}

fn day(date: Date) -> Option<PartialDateType> {
    let value = PartialDateValue::new(date.to_string()).ok()?;
    Some(PartialDateType::new(DateTypeFormatType::YyyyMmDd, value))
}
