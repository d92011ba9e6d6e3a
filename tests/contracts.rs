//! The four contact contracts against a real server, as a foreign system calls them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use test_support::{
    Client, Directory, Program, Response, Server, TlsClient, get_request, personnummer, update_request,
};

const GET: &str = "GetPersonContactInformation";
const GET_UNRESTRICTED: &str = "GetPersonContactInformationUnrestricted";
const UPDATE: &str = "UpdatePersonContactInformation";
const UPDATE_UNRESTRICTED: &str = "UpdatePersonContactInformationUnrestricted";

struct Setting {
    directory: Directory,
    server: Server,
}

impl Setting {
    fn new() -> Self {
        let directory = Directory::new();
        let server = Server::start(&Program::new(env!("CARGO_BIN_EXE_rivkontakt")), &directory);
        Self { directory, server }
    }

    fn client(&self, client: Client) -> TlsClient {
        TlsClient::new(&self.server, &self.directory.pki(), client)
    }

    fn get(&self, client: Client, contract: &str, person: &str) -> Response {
        self.client(client).post(contract, &get_request(contract, person)).unwrap()
    }

    fn update(
        &self,
        client: Client,
        contract: &str,
        person: &str,
        version: Option<&str>,
        details: &[(&str, &str, bool)],
    ) -> Response {
        self.client(client).post(contract, &update_request(contract, person, version, details)).unwrap()
    }
}

#[track_caller]
fn assert_fault(response: &Response, code: &str, words: &str) {
    assert_eq!(response.status, 500, "{}", response.body);
    assert!(response.text("faultcode").is_some_and(|c| c.ends_with(code)), "{}", response.body);
    assert!(response.text("faultstring").is_some_and(|s| s.contains(words)), "{}", response.body);
}

#[track_caller]
fn assert_refused(response: &Response, rules: &[&str]) {
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.text("resultCode"), Some("ERROR"), "{}", response.body);
    let text = response.text("resultText").unwrap();
    for rule in rules {
        assert!(text.contains(&format!("({rule})")), "{rule}: {text}");
    }
    assert!(!response.body.contains("contactInformationRecord"), "the record is not included");
}

#[test]
fn c1_a_person_without_a_record_gets_an_empty_response() {
    let setting = Setting::new();
    let response = setting.get(Client::Care, GET, &setting.directory.person("for-updates"));
    assert_eq!(response.status, 200);
    assert!(response.body.contains("GetPersonContactInformationResponse"), "{}", response.body);
    assert!(!response.body.contains("contactInformationRecord"), "{}", response.body);
}

#[test]
fn c2_a_protected_persons_details_are_given_by_the_unrestricted_contract_only() {
    let setting = Setting::new();
    for role in ["protected", "protected-registration"] {
        let person = setting.directory.person(role);
        let restricted = setting.get(Client::CareUnrestricted, GET, &person);
        assert_eq!(restricted.status, 200);
        assert!(restricted.body.contains("true</"), "the flag is told: {}", restricted.body);
        assert!(!restricted.body.contains("+467") && !restricted.body.contains('@'), "{}", restricted.body);
        assert!(!restricted.body.contains("Actor"), "{}", restricted.body);
        let full = setting.get(Client::CareUnrestricted, GET_UNRESTRICTED, &person);
        assert!(full.body.contains("+4670174060"), "{}", full.body);
    }
}

#[test]
fn c3_c4_c9_a_record_is_created_replaced_whole_and_erased() {
    let setting = Setting::new();
    let person = setting.directory.person("for-updates");
    let created = setting.update(
        Client::E1177,
        UPDATE,
        &person,
        None,
        &[("sms", "+46701740605", true), ("email", "a@example.com", true)],
    );
    assert_eq!(created.text("resultCode"), Some("OK"), "{}", created.body);
    assert!(!created.body.contains("resultText"));
    let first = created.text("version").unwrap();

    let replaced =
        setting.update(Client::Care, UPDATE, &person, Some(first), &[("email", "b@example.com", true)]);
    assert_eq!(replaced.text("resultCode"), Some("OK"), "{}", replaced.body);
    let second = replaced.text("version").unwrap();
    assert!(second > first);
    let read = setting.get(Client::Care, GET, &person);
    assert!(
        read.body.contains("b@example.com")
            && !read.body.contains("+467")
            && !read.body.contains("a@example")
    );

    assert_refused(&setting.update(Client::Care, UPDATE, &person, Some(first), &[]), &["C4"]);
    assert_refused(&setting.update(Client::Care, UPDATE, &person, None, &[]), &["C4"]);
    let erased = setting.update(Client::Care, UPDATE, &person, Some(second), &[]);
    assert_eq!(erased.text("resultCode"), Some("OK"), "{}", erased.body);
    let read = setting.get(Client::Care, GET, &person);
    assert!(read.text("version").unwrap() > second && !read.body.contains('@'), "{}", read.body);
}

#[test]
fn c6_a_protected_person_is_changed_by_the_unrestricted_contract_only() {
    let setting = Setting::new();
    let person = setting.directory.person("protected");
    let read = setting.get(Client::CareUnrestricted, GET_UNRESTRICTED, &person);
    let version = read.text("version");
    let details = [("sms", "+46701740699", true)];
    assert_refused(&setting.update(Client::CareUnrestricted, UPDATE, &person, version, &details), &["F9"]);
    let changed = setting.update(Client::CareUnrestricted, UPDATE_UNRESTRICTED, &person, version, &details);
    assert_eq!(changed.text("resultCode"), Some("OK"), "{}", changed.body);
    assert!(changed.body.contains("+46701740699"), "{}", changed.body);
}

#[test]
fn c9_all_broken_rules_are_told() {
    let setting = Setting::new();
    let person = setting.directory.person("deceased");
    let details = [("sms", "+460701740605", true), ("email", "nobody", true), ("fax", "1", true)];
    assert_refused(
        &setting.update(Client::Care, UPDATE, &person, None, &details),
        &["F4", "F5", "F1", "F12"],
    );
}

#[test]
fn c11_who_lacks_a_grant_is_refused_with_a_fault_that_names_it() {
    let setting = Setting::new();
    let person = "191212121212";
    for (client, contract) in [
        (Client::Nobody, GET),
        (Client::Nobody, UPDATE),
        (Client::Care, GET_UNRESTRICTED),
        (Client::E1177, UPDATE_UNRESTRICTED),
    ] {
        let response = if contract.starts_with("Get") {
            setting.get(client, contract, person)
        } else {
            setting.update(client, contract, person, None, &[])
        };
        assert_fault(&response, "Client", &format!("Obehörigt anrop för system {}.", client.hsa_id()));
    }
}

#[test]
fn c11_behind_a_platform_the_original_consumer_needs_the_unrestricted_grant() {
    let setting = Setting::new();
    let platform = setting.client(Client::Platform);
    let request = get_request(GET_UNRESTRICTED, "191212121212");
    let call = |consumer: Client| {
        platform
            .post_with(
                GET_UNRESTRICTED,
                &[("x-rivta-original-serviceconsumer-hsaid", consumer.hsa_id())],
                &request,
            )
            .unwrap()
    };
    assert_eq!(call(Client::CareUnrestricted).status, 200);
    assert_fault(&call(Client::Care), "Client", Client::Care.hsa_id());
    assert_fault(&platform.post(GET_UNRESTRICTED, &request).unwrap(), "Client", Client::Platform.hsa_id());
    // A restricted call needs the platform's grant only.
    assert_eq!(platform.post(GET, &get_request(GET, "191212121212")).unwrap().status, 200);
}

#[test]
fn the_platforms_headers_are_not_believed_from_others() {
    let setting = Setting::new();
    let forged = [("x-rivta-original-serviceconsumer-hsaid", Client::CareUnrestricted.hsa_id())];
    let request = get_request(GET_UNRESTRICTED, "191212121212");
    let response = setting.client(Client::Care).post_with(GET_UNRESTRICTED, &forged, &request).unwrap();
    assert_fault(&response, "Client", Client::Care.hsa_id());
}

#[test]
fn c12_a_malformed_identity_is_a_fault_on_reads_and_an_error_on_updates() {
    let setting = Setting::new();
    let wrong = "191212121213";
    assert_fault(&setting.get(Client::Care, GET, wrong), "Client", "C12");
    let refused = setting.update(Client::Care, UPDATE, wrong, None, &[]);
    assert_refused(&refused, &["C12"]);
    assert!(!refused.body.contains(wrong), "the number is not repeated");
}

#[test]
fn c13_a_person_whom_the_register_does_not_hold_is_empty_on_reads_and_an_error_on_updates() {
    let setting = Setting::new();
    let unknown = &personnummer("19700101", 981);
    let read = setting.get(Client::Care, GET, unknown);
    assert_eq!(read.status, 200, "{}", read.body);
    assert!(!read.body.contains("contactInformationRecord"));
    assert_refused(&setting.update(Client::Care, UPDATE, unknown, None, &[]), &["C13"]);
}

#[test]
fn another_logical_address_is_refused() {
    let setting = Setting::new();
    let request = get_request(GET, "191212121212").replace("SE165565594230-1000", "SE2321000016-1003");
    let response = setting.client(Client::Care).post(GET, &request).unwrap();
    assert_eq!(response.status, 500, "{}", response.body);
    assert!(response.text("faultcode").is_some_and(|code| code.ends_with("Client")), "{}", response.body);
}

#[test]
fn expired_and_foreign_certificates_do_not_get_as_far_as_an_answer() {
    let setting = Setting::new();
    for client in [Client::Expired, Client::Foreign] {
        let answer = setting.client(client).post(GET, &get_request(GET, "191212121212"));
        assert!(answer.is_err(), "{client:?}: {answer:?}");
    }
}
