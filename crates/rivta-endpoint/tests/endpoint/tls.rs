//! Who gets in.

use rcgen::DnValue;
use rustls::version::{TLS12, TLS13};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::pki::{EXPIRED, VALID, printable};
use crate::server::{PATH, Server, echo, echoed, hsa, is_closed, limits, post, read_answer};

#[tokio::test]
async fn tls_1_2_and_1_3_with_a_client_certificate() {
    let server = Server::start().await;
    for version in [&TLS12, &TLS13] {
        let mut stream = server.try_connect(Some("care"), &[version]).await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        stream.write_all(&post(PATH, "", echo("x"))).await.unwrap();
        assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), "x");
    }
}

#[tokio::test]
async fn other_certificates_are_refused_in_the_handshake() {
    let server = Server::start().await;
    for (client, reason) in
        [(None, "no_certificate"), (Some("expired"), "expired"), (Some("foreign"), "unknown_issuer")]
    {
        for version in [&TLS12, &TLS13] {
            // With TLS 1.3, the client learns of it after its part of the handshake.
            if let Ok(mut stream) = server.try_connect(client, &[version]).await {
                let _ = stream.write_all(&post(PATH, "", echo("x"))).await;
                assert!(read_answer(&mut stream).await.is_none(), "{client:?}");
            }
        }
        let name = format!("rivta_tls_handshake_failures_total{{reason=\"{reason}\"}}");
        server.wait_for_metric(&name, 2.0).await;
    }
}

#[tokio::test]
async fn peers_that_speak_no_tls_or_nothing_are_let_go() {
    let quick = rivta_endpoint::Limits { handshake: std::time::Duration::from_millis(300), ..limits() };
    let server = Server::with_limits(quick).await;
    let mut plain = TcpStream::connect(server.addr).await.unwrap();
    plain.write_all(&post(PATH, "", echo("x"))).await.unwrap();
    assert!(read_answer(&mut plain).await.is_none());
    server.wait_for_metric("rivta_tls_handshake_failures_total{reason=\"protocol\"}", 1.0).await;

    let mut silent = TcpStream::connect(server.addr).await.unwrap();
    assert!(is_closed(&mut silent).await);
    server.wait_for_metric("rivta_tls_handshake_failures_total{reason=\"timeout\"}", 1.0).await;
}

#[tokio::test]
async fn the_hsa_id_is_read_in_any_string_type() {
    let server = Server::start().await;
    let id = hsa("care");
    for (name, value) in [
        ("printable", printable(&id)),
        ("utf8", DnValue::Utf8String(id.clone())),
        ("ia5", DnValue::Ia5String(id.as_str().try_into().unwrap())),
        ("teletex", DnValue::TeletexString(id.as_str().try_into().unwrap())),
        ("bmp", DnValue::BmpString(id.as_str().try_into().unwrap())),
        ("universal", DnValue::UniversalString(id.as_str().try_into().unwrap())),
        ("lower", DnValue::Utf8String(id.to_lowercase())),
    ] {
        server.pki.client(name, &[value], VALID);
        assert_eq!(echoed(&server.post(name, echo("consumer")).await), id, "{name}");
    }
}

#[tokio::test]
async fn certificates_without_a_usable_hsa_id_are_403() {
    let server = Server::start().await;
    server.pki.client("not-hsa", &[DnValue::Utf8String("åäö".into())], VALID);
    server.pki.client("empty", &[DnValue::Utf8String(String::new())], VALID);
    for client in ["nameless", "not-hsa", "empty"] {
        let answer = server.post(client, echo("x")).await;
        assert_eq!(answer.status, 403, "{client}");
        assert!(answer.text().contains("HSA-id"));
    }
}

#[tokio::test]
async fn certificates_are_replaced_while_the_server_runs() {
    let server = Server::start().await;
    let expiry = |server: &Server| server.metric("rivta_certificate_expiry_timestamp_seconds").unwrap();
    let before = expiry(&server);
    server.pki.server("server", (2020, 2095));
    server.reloader.reload().unwrap();
    assert!(expiry(&server) > before);
    assert_eq!(server.post("care", echo("x")).await.status, 200);

    // Bad files leave the old ones in force.
    let after = expiry(&server);
    server.pki.server("server", EXPIRED);
    assert!(server.reloader.reload().unwrap_err().to_string().contains("expired"));
    std::fs::copy(server.pki.path("care.pem"), server.pki.path("server.pem")).unwrap();
    assert!(server.reloader.reload().unwrap_err().to_string().contains("server.key"));
    std::fs::write(server.pki.path("server.pem"), "nothing").unwrap();
    assert!(server.reloader.reload().unwrap_err().to_string().contains("server.pem"));
    std::fs::remove_file(server.pki.path("server.key")).unwrap();
    assert!(server.reloader.reload().is_err());
    assert!((expiry(&server) - after).abs() < 1.0);
    assert_eq!(server.post("care", echo("x")).await.status, 200);
}

#[tokio::test]
async fn a_client_certificate_is_checked_by_the_clock() {
    let server = Server::start().await;
    server.clock.set("2020-06-01T12:00:00Z".parse().unwrap());
    // It was valid then, and refused only for want of a grant on that day.
    assert!(server.post("expired", echo("x")).await.fault().1.starts_with("Obehörigt anrop"));
}
