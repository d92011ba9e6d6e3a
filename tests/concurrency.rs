//! Many at once, and an end without warning.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;

use test_support::{Client, Directory, Program, Server, TlsClient, get_request, update_request};

const GET: &str = "GetPersonContactInformation";
const UPDATE: &str = "UpdatePersonContactInformation";

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

#[test]
fn c4_of_200_concurrent_updates_of_one_version_exactly_one_wins() {
    const CALLERS: usize = 200;
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    let person = "191212121212";
    let read = care.post(GET, &get_request(GET, person)).unwrap();
    let version = read.text("version").unwrap();

    let start = Barrier::new(CALLERS);
    let results: Vec<(String, String)> = thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|number| {
                let (care, start) = (&care, &start);
                scope.spawn(move || {
                    let value = format!("+46701{number:06}");
                    let request = update_request(UPDATE, person, Some(version), &[("sms", &value, true)]);
                    start.wait();
                    let response = care.post(UPDATE, &request).unwrap();
                    (response.text("resultCode").unwrap().to_owned(), value)
                })
            })
            .collect();
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    });
    let winners: Vec<&str> =
        results.iter().filter(|(code, _)| code == "OK").map(|(_, value)| value.as_str()).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(results.iter().filter(|(code, _)| code == "ERROR").count(), CALLERS - 1);
    let read = care.post(GET, &get_request(GET, person)).unwrap();
    assert_eq!(read.text("value"), Some(winners[0]));
}

#[test]
fn every_update_that_was_answered_ok_survives_kill_9() {
    let directory = Directory::new();
    let server = Server::start(&program(), &directory);
    let roles = ["for-updates", "without-details", "child-8", "child-12", "child-13", "linked"];
    let persons: Vec<String> = roles.iter().map(|role| directory.person(role)).collect();
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);

    // Each writer updates one person until the server is gone, and remembers what was answered OK, and what was sent last.
    let answered = Mutex::new(0usize);
    let gone = AtomicBool::new(false);
    let (outcomes, log) = thread::scope(|scope| {
        let writers: Vec<_> = persons
            .iter()
            .map(|person| {
                let (care, answered, gone) = (&care, &answered, &gone);
                scope.spawn(move || {
                    let (mut version, mut last_ok, mut last_sent) = (None::<String>, None, String::new());
                    for number in 0.. {
                        last_sent = format!("+46702{number:06}");
                        let details = [("sms", last_sent.as_str(), true)];
                        let request = update_request(UPDATE, person, version.as_deref(), &details);
                        let Ok(response) = care.post(UPDATE, &request) else { break };
                        if response.text("resultCode") != Some("OK") {
                            assert!(gone.load(Ordering::SeqCst), "{}", response.body);
                            break;
                        }
                        version = response.text("version").map(str::to_owned);
                        last_ok = Some(last_sent.clone());
                        *answered.lock().unwrap() += 1;
                    }
                    (last_ok, last_sent)
                })
            })
            .collect();
        while *answered.lock().unwrap() < 60 {
            thread::yield_now();
        }
        gone.store(true, Ordering::SeqCst);
        let log = server.kill();
        (writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>(), log)
    });
    assert!(!log.contains("panicked"), "{log}");

    let server = Server::start(&program(), &directory);
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    for (person, (last_ok, last_sent)) in persons.iter().zip(outcomes) {
        let read = care.post(GET, &get_request(GET, person)).unwrap();
        let stored = read.text("value").map(str::to_owned);
        // The one that was not answered may have been stored or not.
        assert!(
            stored == last_ok || stored.as_ref() == Some(&last_sent),
            "{stored:?} {last_ok:?} {last_sent}"
        );
    }
    program().run(&["store", "verify", "--config", &directory.config()]).expect_code(0);
}
