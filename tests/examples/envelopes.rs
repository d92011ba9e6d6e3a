//! The envelopes: sent to a real server, read by `validate`, listed in the README.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use test_support::{Client, Directory, Program, Response, Server, TlsClient};

use crate::answer::Answer;
use crate::index::{Example, Index, STAND_IN, directory};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

/// A directory as `init` makes it, with the index's rules in its configuration.
fn configured(index: &Index) -> Directory {
    let demo = Directory::new();
    program().run(&["init", &demo.path().display().to_string()]).expect_code(0);
    index.configure(Path::new(&demo.config()));
    demo
}

#[test]
fn every_envelope_gets_the_answer_beside_it() {
    let index = Index::read();
    let demo = configured(&index);
    let server = Server::start(&program(), &demo);
    let mut versions = HashMap::new();
    let mut problems = Vec::new();
    for example in &index.example {
        let client = *Client::ALL.iter().find(|client| client.name() == example.client).unwrap();
        let client = TlsClient::new(&server, &demo.pki(), client);
        let envelope = envelope(example, &versions);
        let response = post(&client, server.address().to_string(), example, &envelope).unwrap();
        let answer =
            Answer::parse(&response.body).unwrap_or_else(|error| panic!("{}: {error}", example.file));
        if std::env::var_os("WRITE_ANSWERS").is_some() {
            fs::write(example.response(), answer.layout(&response.body)).unwrap();
        }
        if let Some(version) = answer.text("version") {
            versions.insert(example.file.as_str(), version.to_owned());
        }
        problems
            .extend(differences(example, &response, answer).map(|text| format!("{}: {text}", example.file)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The request, with the version that an earlier answer gave.
fn envelope(example: &Example, versions: &HashMap<&str, String>) -> Vec<u8> {
    let envelope = fs::read(example.request()).unwrap();
    let Some(of) = &example.version_of else { return envelope };
    let envelope = String::from_utf8(envelope).unwrap();
    assert!(envelope.contains(STAND_IN), "{}: no version to replace", example.file);
    envelope.replace(STAND_IN, &versions[of.as_str()]).into_bytes()
}

fn post(client: &TlsClient, host: String, example: &Example, envelope: &[u8]) -> io::Result<Response> {
    let contract = example.contract();
    let responder = format!("urn:riv:strategicresourcemanagement:persons:person:{contract}Responder:4");
    let mut headers = vec![
        ("Host", host),
        ("Content-Type", "text/xml; charset=utf-8".to_owned()),
        ("SOAPAction", format!("\"{responder}:{contract}\"")),
        ("Content-Length", envelope.len().to_string()),
        ("Connection", "close".to_owned()),
    ];
    headers.retain(|(name, _)| !example.headers.contains_key(*name));
    headers.extend(example.headers.iter().map(|(name, value)| (name.as_str(), value.clone())));
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let mut stream = client.connect()?;
    stream.write_all(format!("POST /{contract}/4/rivtabp21 HTTP/1.1\r\n{headers}\r\n").as_bytes())?;
    stream.write_all(envelope)?;
    Response::read(&mut stream)
}

/// What differs between an answer and the index or the file beside the request.
fn differences(example: &Example, response: &Response, answer: Answer) -> impl Iterator<Item = String> {
    let wanted = (example.status, example.answer.as_str(), &example.rules);
    let rules: Vec<String> = answer.rules().into_iter().map(str::to_owned).collect();
    let got = (response.status, answer.kind(), &rules);
    let index = (got != wanted).then(|| format!("the answer is {got:?} instead of {wanted:?}"));
    let file = Answer::parse(&fs::read_to_string(example.response()).unwrap()).unwrap();
    let file = answer.without_times().difference(&file);
    index.into_iter().chain(file)
}

#[test]
fn validate_finds_in_each_request_what_the_index_says() {
    let index = Index::read();
    let demo = configured(&index);
    let files: Vec<String> = index.example.iter().map(|e| e.request().display().to_string()).collect();
    let config = demo.config();
    let mut arguments = vec!["validate", "--json", "--config", &config];
    arguments.extend(files.iter().map(String::as_str));
    let found = program().run(&arguments).expect_code(1);
    let mut findings: HashMap<String, Vec<String>> = HashMap::new();
    for line in found.stdout.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let rule = finding["rule"].as_str().unwrap();
        let finding_at = format!("{}:{} {rule}", finding["line"], finding["column"]);
        findings.entry(finding["file"].as_str().unwrap().to_owned()).or_default().push(finding_at);
    }
    let problems: Vec<String> = index
        .example
        .iter()
        .zip(&files)
        .map(|(example, file)| (example, findings.remove(file).unwrap_or_default()))
        .filter(|(example, found)| *found != example.validate)
        .map(|(example, found)| format!("{}: {found:?} instead of {:?}", example.file, example.validate))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn validate_finds_nothing_in_the_answers() {
    let index = Index::read();
    let files: Vec<String> = index.example.iter().map(|e| e.response().display().to_string()).collect();
    let mut arguments = vec!["validate", "--json"];
    arguments.extend(files.iter().map(String::as_str));
    assert_eq!(program().run(&arguments).expect_code(0).stdout, "");
}

#[test]
fn the_index_names_every_file_once() {
    let index = Index::read();
    let mut named = BTreeSet::new();
    for example in &index.example {
        assert!(named.insert(example.request()), "{} is named twice", example.file);
        named.insert(example.response());
    }
    let mut found = BTreeSet::new();
    for group in fs::read_dir(directory()).unwrap().map(|entry| entry.unwrap().path()) {
        if group.is_dir() {
            found.extend(fs::read_dir(group).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    assert_eq!(
        found.difference(&named).collect::<Vec<_>>(),
        Vec::<&std::path::PathBuf>::new(),
        "not in the index"
    );
    assert_eq!(named.difference(&found).collect::<Vec<_>>(), Vec::<&std::path::PathBuf>::new(), "not there");
}

#[test]
fn every_rule_that_refuses_has_an_envelope_that_breaks_it() {
    let index = Index::read();
    let broken: BTreeSet<&str> = index.example.iter().flat_map(|e| &e.rules).map(String::as_str).collect();
    let rules = fs::read_to_string(directory().join("../../docs/rules.md")).unwrap();
    // | id | what it asks for | severity | where in the code |
    let rows = rules.lines().map(|line| line.split(" | ").collect::<Vec<_>>());
    let refusing: BTreeSet<String> = rows
        .filter(|row| row.len() == 4 && row[2].starts_with("error") && !row[1].contains("reported as"))
        .map(|row| row[0].trim_start_matches("| ").to_owned())
        .collect();
    assert!(refusing.len() > 10, "the table of rules is not where it was: {refusing:?}");
    let missing: Vec<&String> = refusing.iter().filter(|rule| !broken.contains(rule.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_readme_has_the_tables_of_the_index() {
    let readme = fs::read_to_string(directory().join("README.md")).unwrap();
    let (_, tables) = readme.split_once("## The envelopes\n\n").unwrap();
    let wanted = Index::read().tables();
    assert!(tables.trim_end() == wanted.trim_end(), "the tables should be:\n\n{wanted}");
}
