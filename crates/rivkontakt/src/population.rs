//! The test population of `demo`: one person for each case that the rules tell apart.
//!
//! Everything says that it is test data: `testIndicator` is true, the names say so, and the numbers are the published test
//! number 191212121212 or have a birth number from 980 to 999, which Skatteverket never gives out to anybody. The
//! persons are written as the national service delivers them, and taken over like any import.

mod person;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use rivta_persons::core::{IIType, PersonRecordType};

use person::{Builder, national_reserve_identity, personnummer, samordningsnummer};

/// A person of the test population.
pub struct TestPerson {
    /// What the person is there for, e.g. `child-13`. Stable: tests and documentation name persons by it.
    pub role: &'static str,
    /// What to expect of the person, one line.
    pub note: &'static str,
    /// The register's record, with contact details where the person has stated some.
    pub record: PersonRecordType,
    /// Whether the protection was decided after the details had been stated: until then the record was without it.
    protected_later: bool,
}

impl TestPerson {
    /// The person's identity.
    pub fn identity(&self) -> &IIType {
        &self.record.personal_identity
    }

    /// The number itself, e.g. `191212121212`.
    pub fn number(&self) -> &str {
        self.record.personal_identity.extension.as_deref().unwrap_or_default()
    }
}

/// The population as of `today`, which decides when the children were born.
pub fn population(today: Date) -> Vec<TestPerson> {
    let mother = personnummer(date(1985, 4, 12), 982);
    let father = personnummer(date(1983, 9, 3), 981);
    let guardians = [&mother, &father];
    // A month past the birthday, so that the ages hold for most of a year.
    let born = |years: i32| today.saturating_sub(Span::new().years(years).months(1));
    let children = [8, 12, 13, 15, 16].map(|years| personnummer(born(years), 984));
    let [child_8, child_12, child_13, child_15, child_16] = &children;
    let linked = personnummer(date(1979, 11, 2), 985);
    let reserve = national_reserve_identity("227911", "02TF1", '4');
    let new_number = personnummer(date(1991, 6, 21), 990);
    let old_number = personnummer(date(1991, 6, 20), 990);
    let last_year = today.saturating_sub(1.year());

    vec![
        Builder::adult(
            "published",
            "ordinary adult under the published test number, sms and e-mail",
            &pnr("191212121212"),
        )
        .details(Some("+46701740605"), Some("tolvan@example.com"))
        .done(),
        Builder::adult("mother", "ordinary adult, guardian of the children, sms only", &mother)
            .guardian_for(&children)
            .details(Some("+46701740606"), None)
            .done(),
        Builder::adult("father", "ordinary adult, guardian of the children, e-mail only", &father)
            .guardian_for(&children)
            .details(None, Some("fader@example.com"))
            .done(),
        Builder::adult(
            "without-details",
            "ordinary adult who has stated no details",
            &personnummer(date(1968, 2, 29), 987),
        )
        .done(),
        Builder::adult(
            "for-updates",
            "ordinary adult for trying updates, without details",
            &personnummer(date(1990, 1, 1), 989),
        )
        .done(),
        Builder::adult(
            "protected",
            "protectedPersonIndicator; has details that only the unrestricted contracts give",
            &personnummer(date(1977, 5, 5), 983),
        )
        .details(Some("+46701740607"), Some("skyddad@example.com"))
        .protected_person()
        .done(),
        Builder::adult(
            "protected-registration",
            "protectedPopulationRecord; has details that only the unrestricted contracts give",
            &personnummer(date(1988, 8, 8), 986),
        )
        .details(Some("+46701740608"), None)
        .protected_registration()
        .done(),
        Builder::adult(
            "deceased",
            "deregistered as deceased (AV): no input, erasing is allowed",
            &personnummer(date(1935, 3, 14), 991),
        )
        .deregistered("AV", last_year)
        .done(),
        Builder::adult(
            "emigrated",
            "deregistered as emigrated (UV): as others",
            &personnummer(date(1966, 12, 24), 992),
        )
        .deregistered("UV", last_year)
        .details(None, Some("utflyttad@example.com"))
        .done(),
        Builder::child("child-8", "8 years, two guardians: use the guardians' details", child_8, guardians)
            .done(),
        Builder::child(
            "child-12",
            "12 years, two guardians: use the guardians' details",
            child_12,
            guardians,
        )
        .done(),
        Builder::child(
            "child-13",
            "13 years, two guardians: own details after an assessment of maturity",
            child_13,
            guardians,
        )
        .done(),
        Builder::child(
            "child-15",
            "15 years, two guardians: own details after an assessment of maturity",
            child_15,
            guardians,
        )
        .details(Some("+46701740609"), None)
        .done(),
        Builder::child("child-16", "16 years, two guardians: own details", child_16, guardians)
            .details(Some("+46701740610"), Some("sexton@example.com"))
            .done(),
        Builder::adult(
            "coordination",
            "samordningsnummer, e-mail",
            &samordningsnummer(date(1994, 7, 17), 988),
        )
        .details(None, Some("samordning@example.com"))
        .done(),
        Builder::adult(
            "reserve",
            "national reserve identity, linked to the personnummer of `linked`",
            &reserve,
        )
        .linked_to(&linked, true)
        .done(),
        Builder::adult("linked", "ordinary adult with a linked reserve identity", &linked)
            .linked_to(&reserve, false)
            .done(),
        Builder::adult(
            "old-number",
            "deregistered (GN): the number was changed, see `new-number`; no input",
            &old_number,
        )
        .deregistered("GN", last_year)
        .referred_to(&new_number)
        .done(),
        Builder::adult("new-number", "ordinary adult whose number was changed, sms", &new_number)
            .referred_to(&old_number)
            .details(Some("+46701740611"), None)
            .done(),
    ]
}

/// The records in the order in which they reach a register: first as they were when details were stated, then as they are.
pub fn deliveries(population: &[TestPerson]) -> [Vec<PersonRecordType>; 2] {
    let before = population
        .iter()
        .map(|person| {
            let mut record = person.record.clone();
            if person.protected_later {
                record.protected_person_indicator = false;
                record.protected_population_record = None;
            }
            record
        })
        .collect();
    let after = population
        .iter()
        .filter(|person| person.protected_later)
        .map(|person| person.record.clone())
        .collect();
    [before, after]
}

/// A list for people: number, role and what to expect, a line each.
pub fn listing(population: &[TestPerson]) -> String {
    let mut text = String::from("# The test population: number, role, what to expect. Test data only.\n");
    for person in population {
        text.push_str(&format!("{:<12}  {:<22}  {}\n", person.number(), person.role, person.note));
    }
    text
}

fn pnr(number: &str) -> IIType {
    person::identity(person::PNR, number.to_owned())
}

#[cfg(test)]
mod tests;
