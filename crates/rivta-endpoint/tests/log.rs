//! The log line of a request. In a process of its own: a subscriber that comes while other tests log may miss lines.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that can't go on fails, and this one needs only a part of what the others share"
)]

use std::io;
use std::sync::{Arc, Mutex};

#[path = "endpoint/contract.rs"]
mod contract;
#[path = "endpoint/pki.rs"]
mod pki;
#[path = "endpoint/server.rs"]
mod server;

use crate::server::{PATH, Server, UNRESTRICTED_PATH, echo, envelope, hsa, post};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Takes the log line of the one request since the last call.
    fn take(&self) -> String {
        let log = String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap();
        let mut lines = log.lines().filter(|line| line.contains(" request "));
        let line = lines.next().expect("a line").to_owned();
        assert_eq!(lines.next(), None);
        line
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_for_whom_and_why_not() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).init();
    let server = Server::start().await;

    let identity = format!(
        "x-rivta-original-serviceconsumer-hsaid: {}\r\nx-rivta-acting-on-behalf-of-hsaid: {}\r\n",
        hsa("origin"),
        hsa("owner")
    );
    server.send("platform", post(PATH, &identity, echo("x"))).await;
    let line = log.take();
    for part in [
        format!("caller=\"{}\"", hsa("platform")),
        format!("original_consumer=\"{}\"", hsa("origin")),
        format!("acting_on_behalf_of=\"{}\"", hsa("owner")),
        "outcome=\"ok\"".to_owned(),
    ] {
        assert!(line.contains(&part), "expected {part} in {line}");
    }

    let unrestricted = envelope(
        r#"<t:EchoUnrestricted xmlns:t="urn:riv:test:echo:EchoUnrestrictedResponder:1">x</t:EchoUnrestricted>"#,
    );
    for (client, headers, system, reason) in [
        ("nobody", "", "nobody", "no grant at all"),
        ("care", "", "care", "no grant of this contract at this logical address"),
        ("platform", "", "platform", "no original consumer named"),
        ("platform", identity.as_str(), "origin", "no grant at all"),
    ] {
        server.send(client, post(UNRESTRICTED_PATH, headers, &unrestricted)).await;
        let (line, expected) = (log.take(), format!("not authorised: {}: {reason}", hsa(system)));
        assert!(line.contains(&expected), "expected {expected} in {line}");
    }
}
