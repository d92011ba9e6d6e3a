use std::collections::HashSet;

use contact_rules::Rules;

use super::*;

fn today() -> Date {
    date(2026, 3, 1)
}

fn role<'p>(population: &'p [TestPerson], role: &str) -> &'p TestPerson {
    population.iter().find(|person| person.role == role).unwrap()
}

#[test]
fn every_identity_is_valid_and_no_two_are_the_same() {
    let population = population(today());
    let rules = Rules::default();
    for person in &population {
        if let Err(error) = rules.identity(person.identity()) {
            panic!("{}: {} {error}", person.role, person.number());
        }
    }
    let numbers: HashSet<&str> = population.iter().map(TestPerson::number).collect();
    assert_eq!(numbers.len(), population.len());
}

#[test]
fn everything_is_marked_as_test_data_and_no_number_can_belong_to_anybody() {
    for person in population(today()) {
        assert!(person.record.test_indicator, "{}", person.role);
        let name = person.record.name.as_ref().unwrap();
        assert!(name.given_name.as_ref().unwrap().as_str().starts_with("Test"), "{}", person.role);
        let number = person.number();
        let birth_number = number.get(8..11).unwrap().parse::<u16>();
        assert!(
            number == "191212121212" || birth_number.is_err() || (980..=999).contains(&birth_number.unwrap()),
            "{}",
            person.role
        );
    }
}

#[test]
fn children_have_the_age_that_their_role_says_on_any_day() {
    for today in [today(), date(2024, 2, 29), date(2027, 12, 31), date(2027, 1, 1)] {
        let population = population(today);
        for age in [8, 12, 13, 15, 16] {
            let child = role(&population, &format!("child-{age}"));
            let born = Rules::default().identity(child.identity()).unwrap().birth_date().unwrap();
            let years = today.year()
                - born.year()
                - i16::from((today.month(), today.day()) < (born.month(), born.day()));
            assert_eq!(years, age, "{today}");
        }
    }
}

#[test]
fn children_and_guardians_refer_to_each_other() {
    let population = population(today());
    let of = |name: &str, kind: &str| -> Vec<String> {
        let relations = &role(&population, name).record.relationship;
        relations
            .iter()
            .filter(|r| r.relationship_type.as_str() == kind)
            .filter_map(|r| r.relationship_id.personal_identity.as_ref()?.extension.clone())
            .collect()
    };
    let parents = ["mother", "father"].map(|name| role(&population, name).number().to_owned());
    for age in [8, 12, 13, 15, 16] {
        let name = format!("child-{age}");
        assert_eq!(of(&name, "V"), parents);
        for parent in ["mother", "father"] {
            assert!(of(parent, "VF").contains(&role(&population, &name).number().to_owned()));
        }
    }
}

#[test]
fn protected_persons_state_their_details_before_they_are_protected() {
    let population = population(today());
    let [before, after] = deliveries(&population);
    assert!(
        before.iter().all(|r| !r.protected_person_indicator && r.protected_population_record != Some(true))
    );
    assert_eq!(before.len(), population.len());
    assert_eq!(after.len(), 2);
    assert!(after.iter().any(|r| r.protected_person_indicator));
    assert!(after.iter().any(|r| r.protected_population_record == Some(true)));
}
