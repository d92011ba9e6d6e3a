//! Operating the server: probes, metrics, logs, and how it stops.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use rustix::process::Signal;
use test_support::{Client, Directory, Program, Response, Server, TlsClient, get_request, update_request};

const GET: &str = "GetPersonContactInformation";
const UPDATE: &str = "UpdatePersonContactInformation";

fn start() -> (Directory, Server) {
    let directory = Directory::new();
    let server = Server::start(&Program::new(env!("CARGO_BIN_EXE_rivkontakt")), &directory);
    (directory, server)
}

fn admin(address: SocketAddr, method: &str, path: &str) -> Response {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    Response::read(stream).unwrap()
}

#[test]
fn probes_and_metrics_are_answered() {
    let (directory, server) = start();
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    care.post(GET, &get_request(GET, "191212121212")).unwrap();
    drop(TlsClient::new(&server, &directory.pki(), Client::Expired).post(GET, ""));

    assert_eq!(admin(server.admin(), "GET", "/healthz").body, "ok\n");
    assert_eq!(admin(server.admin(), "GET", "/readyz").body, "ready\n");
    let metrics = admin(server.admin(), "GET", "/metrics");
    for line in [
        "rivta_requests_total{contract=\"GetPersonContactInformation\",outcome=\"ok\"} 1",
        "rivta_request_duration_seconds_count{contract=\"GetPersonContactInformation\"} 1",
        "rivta_tls_handshake_failures_total{reason=\"expired\"} 1",
        "rivkontakt_store_persons 19",
        "rivkontakt_build_info{version=",
        "rivta_connections ",
    ] {
        assert!(metrics.body.contains(line), "{line} in\n{}", metrics.body);
    }
    assert_eq!(admin(server.admin(), "GET", "/").status, 404);
    assert_eq!(admin(server.admin(), "POST", "/metrics").status, 405);
}

#[test]
fn sigterm_finishes_what_is_in_flight_then_stops() {
    let (directory, server) = start();
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    // A request whose last octet has not come yet.
    let request =
        update_request(UPDATE, &directory.person("for-updates"), None, &[("sms", "+46701740605", true)]);
    let (last, most) = request.as_bytes().split_last().unwrap();
    let mut stream = care.connect().unwrap();
    write!(
        stream,
        "POST /{UPDATE}/4/rivtabp21 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        request.len()
    )
    .unwrap();
    // That the server asks for the body shows that it is at work on the request.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&asked));
    stream.write_all(most).unwrap();

    server.signal(Signal::TERM);
    // It no longer listens, which shows that it has begun to stop.
    while TcpStream::connect(server.address()).is_ok() {
        std::thread::yield_now();
    }
    assert_eq!(admin(server.admin(), "GET", "/readyz").body, "stopping\n");
    stream.write_all(&[*last]).unwrap();
    let response = Response::read(stream).unwrap();
    assert_eq!(response.text("resultCode"), Some("OK"), "{}", response.body);
    assert_eq!(server.wait().0, Some(0));
}

#[test]
fn ctrl_c_stops_an_idle_server_though_a_connection_is_open() {
    let (directory, server) = start();
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    let mut idle = care.connect().unwrap();
    idle.flush().unwrap();
    server.signal(Signal::INT);
    assert_eq!(server.wait().0, Some(0));
}

#[test]
fn sighup_reads_the_certificates_anew_and_keeps_the_old_ones_if_they_are_bad() {
    let (directory, server) = start();
    let certificate = directory.pki().join("server.pem");
    let good = std::fs::read(&certificate).unwrap();
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    std::fs::write(&certificate, "no certificate").unwrap();
    server.signal(Signal::HUP);
    assert_eq!(care.post(GET, &get_request(GET, "191212121212")).unwrap().status, 200);
    std::fs::write(&certificate, good).unwrap();
    server.signal(Signal::HUP);
    assert_eq!(care.post(GET, &get_request(GET, "191212121212")).unwrap().status, 200);
    let (code, _) = server.stop();
    assert_eq!(code, Some(0));
}

#[test]
fn logs_tell_caller_contract_and_outcome_and_no_personal_data() {
    let (directory, server) = start();
    let person = directory.person("for-updates");
    let care = TlsClient::new(&server, &directory.pki(), Client::Care);
    let correlation = [("x-skltp-correlation-id", "marker-correlation-1")];
    let good = [("sms", "+46701740688", true), ("email", "marker.value@example.com", true)];
    let bad = [("sms", "+460701740688", true), ("email", "marker.broken", true)];
    care.post_with(UPDATE, &correlation, &update_request(UPDATE, &person, None, &good)).unwrap();
    care.post(UPDATE, &update_request(UPDATE, &person, None, &bad)).unwrap();
    care.post(GET, &get_request(GET, &person)).unwrap();
    care.post(GET, &get_request(GET, "191212121213")).unwrap();
    care.post(UPDATE, &update_request(UPDATE, &person, None, &good).replace("true", "marker-boolean"))
        .unwrap();
    let program = Program::new(env!("CARGO_BIN_EXE_rivkontakt"));
    program.run(&["contact", "show", "--person", &person, "--config", &directory.config()]).expect_code(0);
    let metrics = admin(server.admin(), "GET", "/metrics").body;
    let (code, log) = server.stop();
    assert_eq!(code, Some(0));

    for text in [&log, &metrics] {
        for marker in [
            person.as_str(),
            "marker.value",
            "marker.broken",
            "marker-boolean",
            "+46",
            "701740688",
            "191212121213",
            "Testperson",
        ] {
            assert!(!text.contains(marker), "{marker} in {text}");
        }
    }
    let line = log.lines().find(|line| line.contains("marker-correlation-1")).unwrap();
    for part in [Client::Care.hsa_id(), UPDATE, "\"outcome\":\"ok\"", "duration"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(log.lines().any(|line| line.contains("update refused") && line.contains("F4")), "{log}");
    assert!(log.lines().all(|line| line.starts_with('{')), "JSON where nobody looks: {log}");
}
