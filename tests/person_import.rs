//! Deliveries of the population register.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;

use test_support::{Directory, Finished, Program, Server, personnummer};

const CORE: &str = "urn:riv:strategicresourcemanagement:persons:person:5";
const RESPONDER: &str = "urn:riv:strategicresourcemanagement:persons:person:GetPersonsForProfileResponder:5";

/// The personnummer of a person whom only these tests know, born on this day of January 1960.
fn number(day: u32) -> String {
    personnummer(&format!("196001{day:02}"), 980)
}

/// The same with a wrong check digit.
fn wrong(number: &str) -> String {
    let (rest, last) = number.split_at(11);
    format!("{rest}{}", if last == "0" { "1" } else { "0" })
}

fn requested(number: &str, record: &str) -> String {
    let id = format!("<c:root>1.2.752.129.2.1.3.1</c:root><c:extension>{number}</c:extension>");
    format!(
        "<r:requestedPersonRecord><c:requestedPersonalIdentity>{id}</c:requestedPersonalIdentity>{}</r:requestedPersonRecord>\n",
        record.replace("ID", &id)
    )
}

const PLAIN: &str = "<c:personRecord><c:personalIdentity>ID</c:personalIdentity><c:protectedPersonIndicator>false</c:protectedPersonIndicator><c:testIndicator>true</c:testIndicator><c:primaryIdentity>true</c:primaryIdentity></c:personRecord>";

fn delivery(records: &str) -> String {
    format!(
        "<r:GetPersonsForProfileResponse xmlns:r=\"{RESPONDER}\" xmlns:c=\"{CORE}\">\n{records}</r:GetPersonsForProfileResponse>\n"
    )
}

fn import(directory: &Directory, text: &str, json: bool) -> Finished {
    let file = directory.path().join("delivery.xml");
    fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    let config = directory.config();
    let mut arguments = vec!["person", "import", &file, "--config", &config];
    if json {
        arguments.push("--json");
    }
    Program::new(env!("CARGO_BIN_EXE_rivkontakt")).run(&arguments)
}

fn server(directory: &Directory) -> Server {
    Server::start(&Program::new(env!("CARGO_BIN_EXE_rivkontakt")), directory)
}

#[test]
fn a_delivery_is_taken_over_once_in_an_envelope_or_not() {
    let directory = Directory::new();
    let running = server(&directory);
    let records: String = (1..=3).map(|day| requested(&number(day), PLAIN)).collect();
    let first = import(&directory, &delivery(&records), true).expect_code(0);
    assert!(first.stdout.contains("\"created\":3"), "{}", first.stdout);
    let envelope = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{}</s:Body></s:Envelope>",
        delivery(&records)
    );
    drop(running.stop());
    let again = import(&directory, &envelope, true).expect_code(0);
    assert!(
        again.stdout.contains("\"created\":0") && again.stdout.contains("\"unchanged\":3"),
        "{}",
        again.stdout
    );
}

#[test]
fn a_record_that_cannot_be_taken_is_told_with_its_line_and_spoils_no_other() {
    let directory = Directory::new();
    let _running = server(&directory);
    let records = [
        requested(&number(1), PLAIN),
        requested(&number(2), &PLAIN.replace("<c:testIndicator>true", "<c:testIndicator>perhaps")),
        requested(&wrong(&number(5)), PLAIN),
        requested(&number(3), ""),
        requested(&number(4), PLAIN),
    ]
    .concat();
    let imported = import(&directory, &delivery(&records), false).expect_code(1);
    let lines: Vec<&str> = imported.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{}", imported.stdout);
    assert!(
        lines[0].contains("delivery.xml:3: not taken over") && lines[0].contains("testIndicator"),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains("delivery.xml:4: ") && lines[1].contains("C12"), "{}", lines[1]);
    assert!(
        lines[2].starts_with("2 persons new") && lines[2].contains("1 not found by the register"),
        "{}",
        lines[2]
    );
    assert!(!imported.stdout.contains("perhaps") && !imported.stdout.contains(&wrong(&number(5))));
}

#[test]
fn more_records_than_one_batch_are_all_taken() {
    let directory = Directory::new();
    let _running = server(&directory);
    let records: String = (0..1201).map(|n| requested(&number(n % 28 + 1), PLAIN)).collect();
    let imported = import(&directory, &delivery(&records), true).expect_code(0);
    assert!(imported.stdout.contains("\"created\":28"), "{}", imported.stdout);
    assert!(imported.stdout.contains("\"unchanged\":1173"), "{}", imported.stdout);
}

#[test]
fn a_delivery_that_is_cut_off_is_told_to_be_read_in_part() {
    let directory = Directory::new();
    let _running = server(&directory);
    let whole = delivery(&[requested(&number(1), PLAIN), requested(&number(2), PLAIN)].concat());
    let (cut, _) = whole.split_at(whole.len() - 100);
    let imported = import(&directory, cut, false).expect_code(1);
    assert!(imported.stdout.contains("was not read"), "{}", imported.stdout);
}

#[test]
fn what_is_no_delivery_is_refused() {
    let directory = Directory::new();
    let _running = server(&directory);
    for text in ["<a/>", "<a><b></a>", "", "\u{1}"] {
        let imported = import(&directory, text, false).expect_code(1);
        assert!(imported.stdout.contains("1 rejected"), "{text:?}: {}", imported.stdout);
    }
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_taken_over() {
    let directory = Directory::new();
    let _running = server(&directory);
    let file = directory.path().join("delivery.xml");
    fs::write(&file, delivery(&requested(&number(1), PLAIN))).unwrap();
    let (file, config) = (file.display().to_string(), directory.config());
    let arguments = ["person", "import", "/nowhere.xml", &file, "--config", &config];
    let imported = Program::new(env!("CARGO_BIN_EXE_rivkontakt")).run(&arguments).expect_code(4);
    assert!(imported.stderr.contains("/nowhere.xml: cannot read"), "{}", imported.stderr);
    assert!(imported.stdout.contains("1 persons new"), "{}", imported.stdout);
}
