//! What the schemas refuse is refused, with line, column, path and what was expected.

use rivta_persons::get_persons_for_profile::{self, GetPersonsForProfileType};
use rivta_persons::update_person::{self, UpdatePersonType};
use rivta_persons::update_person_contact_information::{self, UpdatePersonContactInformationType};
use rivta_xml::schema::Root;
use rivta_xml::{Limits, XmlType, read_document};

/// The errors of a request whose content is `content`; `c:` is the core types' prefix, none the contract's own.
fn errors<T: XmlType>(root: &Root<'_>, content: &str) -> Vec<String> {
    let xml = format!(
        "<{local} xmlns=\"{uri}\" xmlns:c=\"{core}\">\n{content}</{local}>",
        local = root.local(),
        uri = root.uri(),
        core = "urn:riv:strategicresourcemanagement:persons:person:5",
    );
    match read_document::<T>(xml.as_bytes(), root, Limits::default()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn update(content: &str) -> Vec<String> {
    errors::<UpdatePersonContactInformationType>(
        &update_person_contact_information::CONTRACT.request,
        content,
    )
}

const ACTOR: &str = "<actor><c:id><c:root>1.2.752.129.2.1.3.1</c:root></c:id></actor>\n";
const PERSON: &str = "<personId><c:root>1.2.752.129.2.1.3.1</c:root></personId>\n";

#[test]
fn the_smallest_valid_request_is_read() {
    assert_eq!(update(&format!("{ACTOR}{PERSON}")), [""; 0]);
}

#[test]
fn elements_out_of_order_are_refused() {
    let found = update(&format!("{PERSON}{ACTOR}"));
    assert!(
        found[0].starts_with(
            "line 2, column 1, UpdatePersonContactInformation/personId: unexpected element personId in namespace \
             urn:riv:strategicresourcemanagement:persons:person:"
        ),
        "{found:?}"
    );
    assert!(found[0].ends_with("; expected actor"), "{found:?}");
}

#[test]
fn missing_elements_are_refused() {
    let found = update(ACTOR);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("line 3, column 1, UpdatePersonContactInformation: "), "{found:?}");
    assert!(found[0].contains("personId"), "{found:?}");
}

#[test]
fn a_second_single_element_is_refused() {
    let found = update(&format!("{ACTOR}{PERSON}{PERSON}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("line 4, column 1, UpdatePersonContactInformation/personId: "), "{found:?}");
}

#[test]
fn elements_in_the_wrong_namespace_are_refused() {
    let found = update(&format!("{ACTOR}<personId><root>1.2.752.129.2.1.3.1</root></personId>"));
    assert!(
        found[0].starts_with("line 3, column 11, UpdatePersonContactInformation/personId/root: "),
        "{found:?}"
    );
}

#[test]
fn at_least_one_identity_is_looked_up() {
    let root = &get_persons_for_profile::CONTRACT.request;
    let rest = "<profile>P1</profile>\n<ignoreReferredIdentity>0</ignoreReferredIdentity>";
    let valid = errors::<GetPersonsForProfileType>(root, &format!("{PERSON}{rest}"));
    assert_eq!(valid, [""; 0]);
    let found = errors::<GetPersonsForProfileType>(root, rest);
    assert!(found[0].starts_with("line 2, column 1, GetPersonsForProfile/profile: "), "{found:?}");
    assert!(found[0].ends_with("expected personId"), "{found:?}");
}

#[test]
fn values_outside_their_facets_are_refused_and_all_are_reported() {
    let detail = |code: &str, rank: &str| {
        format!(
            "<contactInformation>\n<c:contactType>{code}</c:contactType>\n<c:rank>{rank}</c:rank>\n\
             </contactInformation>\n"
        )
    };
    let (fits, long) = ("x".repeat(40), "x".repeat(41));
    assert_eq!(update(&format!("{ACTOR}{PERSON}{}", detail(&fits, "1"))), [""; 0]);
    let found = update(&format!("{ACTOR}{PERSON}{}{}", detail(&long, "1"), detail(&fits, "first")));
    assert_eq!(
        found,
        [
            "line 5, column 1, UpdatePersonContactInformation/contactInformation[1]/contactType: \
             expected at most 40 characters, found 41",
            "line 10, column 1, UpdatePersonContactInformation/contactInformation[2]/rank: \
             expected a whole number from -2147483648 to 2147483647",
        ]
    );
}

#[test]
fn numbers_and_enumerations_are_checked_at_their_bounds() {
    let root = &update_person::CONTRACT.request;
    let address =
        |code: &str| format!("{ACTOR}<givenAddress><c:postalCode>{code}</c:postalCode></givenAddress>");
    assert_eq!(errors::<UpdatePersonType>(root, &address("99999")), [""; 0]);
    assert_eq!(errors::<UpdatePersonType>(root, &address("0")), [""; 0]);
    for outside in ["100000", "-1", "111 22", ""] {
        assert_eq!(
            errors::<UpdatePersonType>(root, &address(outside)),
            [
                "line 3, column 15, UpdatePerson/givenAddress/postalCode: expected a whole number from 0 to 99999"
            ],
            "{outside}"
        );
    }
    let root = &get_persons_for_profile::CONTRACT.request;
    let profile = |profile: &str| {
        format!("{PERSON}<profile>{profile}</profile><ignoreReferredIdentity>false</ignoreReferredIdentity>")
    };
    assert_eq!(errors::<GetPersonsForProfileType>(root, &profile("P10")), [""; 0]);
    assert_eq!(
        errors::<GetPersonsForProfileType>(root, &profile("P11")),
        [
            "line 3, column 1, GetPersonsForProfile/profile: expected one of P1, P2, P3, P4, P5, P6, P7, P8, P9, P10"
        ]
    );
}

#[test]
fn unknown_elements_are_let_through_only_at_extension_points_and_of_other_namespaces() {
    let later = "<x:later xmlns:x=\"urn:example:later\"/>\n";
    assert_eq!(update(&format!("{ACTOR}{PERSON}{later}")), [""; 0]);
    assert!(!update(&format!("{ACTOR}{later}{PERSON}")).is_empty());
    assert!(!update(&format!("{ACTOR}{PERSON}<later/>")).is_empty());
    assert!(!update(&format!("{ACTOR}{PERSON}<later xmlns=\"\"/>")).is_empty());
}
