//! The client against the server, and against servers that misbehave.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rivta_endpoint::{CallError, CallOptions, Client, ClientConfig, ClientError, ClientLimits, Limits};
use rivta_soap::{CorrelationId, FaultCode, PlatformError};
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::contract::Echo;
use crate::server::{LOGICAL_ADDRESS, PATH, Server, echo, hsa, hsa_id, limits};

async fn call(client: &Client, text: &str) -> Result<String, CallError> {
    client.call::<Echo>(&hsa_id(LOGICAL_ADDRESS), &text.to_owned(), &CallOptions::default()).await
}

#[tokio::test]
async fn calls_are_typed_and_share_a_connection() {
    let server = Server::start().await;
    let client = server.client("care");
    for text in ["a", "b & c", ""] {
        assert_eq!(call(&client, text).await.unwrap(), text);
    }
    assert_eq!(server.metric("rivta_connections"), Some(1.0));
    let (a, b) = tokio::join!(call(&client, "slow"), call(&client, "slow"));
    assert_eq!((a.unwrap(), b.unwrap()), ("slow".to_owned(), "slow".to_owned()));
    assert_eq!(server.metric("rivta_connections"), Some(2.0));
}

#[tokio::test]
async fn options_are_sent() {
    let server = Server::start().await;
    let options = CallOptions {
        correlation_id: CorrelationId::new("my-id"),
        original_consumer: Some(hsa_id(&hsa("origin"))),
        acting_on_behalf_of: Some(hsa_id(&hsa("owner"))),
    };
    let client = server.client("platform");
    let address = hsa_id(LOGICAL_ADDRESS);
    let sent = async |text: &str| client.call::<Echo>(&address, &text.to_owned(), &options).await.unwrap();
    assert_eq!(sent("correlation").await, "my-id");
    assert_eq!(sent("consumer").await, hsa("origin"));
}

#[tokio::test]
async fn faults_and_refusals_are_typed_errors() {
    let server = Server::start().await;
    let client = server.client("care");
    let Err(CallError::Fault { fault, platform_error: None }) = call(&client, "fault").await else {
        panic!("expected a fault")
    };
    assert_eq!((fault.code, fault.string.as_str()), (FaultCode::Client, "Fel på begäran."));
    let Err(CallError::Refused { text }) = call(&client, "refuse").await else {
        panic!("expected a refusal")
    };
    assert_eq!(text, "Nej. (F4)");
    let Err(CallError::Fault { fault, .. }) = call(&server.client("nobody"), "x").await else {
        panic!("expected a fault")
    };
    assert_eq!(fault.string, format!("Obehörigt anrop för system {}.", hsa("nobody")));
}

#[tokio::test]
async fn connection_failures_say_why() {
    let server = Server::start().await;
    let error = call(&server.client("expired"), "x").await.unwrap_err();
    assert!(matches!(error, CallError::Connection { .. } | CallError::Connect { .. }), "{error:?}");
    assert!(error.is_worth_a_retry());

    let mut config = server.client_config("care");
    config.server_ca = vec![server.pki.path("care.pem")];
    let error = call(&Client::new(&config).unwrap(), "x").await.unwrap_err();
    assert!(matches!(error, CallError::Connect { .. }), "{error:?}");

    let nobody_listens = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    config.address = format!("https://{nobody_listens}");
    let error = call(&Client::new(&config).unwrap(), "x").await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("can't connect to {nobody_listens}: ")), "{error}");
}

/// Whichever side is the faster: the alert comes when the client's part of the handshake is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_certificate_is_told_as_the_servers_alert() {
    let server = Server::start().await;
    for (name, alert) in [("expired", "CertificateExpired"), ("foreign", "UnknownCA")] {
        for _ in 0..25 {
            let error = call(&server.client(name), "x").await.unwrap_err();
            assert!(error.to_string().contains(alert), "{error}");
        }
    }
}

#[tokio::test]
async fn addresses_and_files_are_checked() {
    let server = Server::start().await;
    let good = server.client_config("care");
    for address in
        ["", "localhost", "http://localhost", "https://", "https://a/?b", "https://u@h/", "https://a b"]
    {
        let config = ClientConfig { address: address.into(), ..good.clone() };
        assert!(matches!(Client::new(&config), Err(ClientError::Address { .. })), "{address}");
    }
    let config = ClientConfig { key: server.pki.path("nobody.key"), ..good };
    assert!(matches!(Client::new(&config), Err(ClientError::Tls(_))));
}

#[tokio::test]
async fn raw_calls_give_the_answer_as_it_is() {
    let server = Server::start().await;
    let client = server.client("care");
    let options = CallOptions::default();
    let answer =
        client.call_raw(PATH, "urn:riv:test:echo:EchoResponder:1:Echo", echo("x"), &options).await.unwrap();
    assert_eq!((answer.status, answer.content_type.as_deref()), (200, Some("text/xml; charset=utf-8")));
    assert!(answer.correlation_id.is_some());
    let answer = client.call_raw("/nowhere", "", echo("x"), &options).await.unwrap();
    assert_eq!(answer.status, 404);
    let unsendable = client.call_raw(PATH, "a\r\nb", echo("x"), &options).await.unwrap_err();
    assert!(matches!(unsendable, CallError::Request { .. }));
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    let server = Server::with_limits(Limits { idle: Duration::from_millis(50), ..limits() }).await;
    let client = server.client("care");
    for _ in 0..5 {
        assert_eq!(call(&client, "x").await.unwrap(), "x");
        server.wait_for_metric("rivta_connections", 0.0).await;
    }
    assert_eq!(server.service.completed.load(Ordering::SeqCst), 5);
}

/// A server that gives every request the same answer.
async fn canned(server: &Server, answer: Vec<u8>) -> Client {
    let certificate = CertificateDer::from_pem_file(server.pki.path("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(server.pki.path("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            let mut stream = TlsAcceptor::from(Arc::new(config.clone())).accept(tcp).await.unwrap();
            let _ = stream.read(&mut [0; 8192]).await;
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    let limits = ClientLimits { body: 10_000, answer: Duration::from_secs(5), ..ClientLimits::default() };
    Client::new(&ClientConfig { address, limits, ..server.client_config("care") }).unwrap()
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test]
async fn answers_that_break_the_contract() {
    let server = Server::start().await;
    let answer = async |answer: Vec<u8>| call(&canned(&server, answer).await, "x").await.unwrap_err();

    let soap = |body: &str| {
        format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header/><e:Body>{body}</e:Body></e:Envelope>"
        )
    };
    let fault = soap(
        "<e:Fault><faultcode>e:Server.Inner</faultcode><faultstring> VP009 gone </faultstring><detail><a/></detail></e:Fault>",
    );
    for status in ["500 Internal", "200 OK", "502 Bad"] {
        let error = answer(http(status, &fault)).await;
        assert!(error.is_worth_a_retry());
        let CallError::Fault { fault, platform_error } = error else { panic!("{error:?}") };
        assert_eq!((fault.code, fault.string.as_str()), (FaultCode::Server, "VP009 gone"));
        assert_eq!(platform_error, Some(PlatformError::ProducerFailed));
    }
    let response = soap("<t:EchoResponse xmlns:t=\"urn:riv:test:echo:EchoResponder:1\">x</t:EchoResponse>");
    let broken = [
        "",
        "<a/>",
        &response.replace("EchoResponse", "Other"),
        &soap(""),
        &response.replace(">x<", "><b/><"),
        &response.replace("</e:Body>", ""),
    ];
    for body in broken {
        assert!(matches!(answer(http("200 OK", body)).await, CallError::Invalid { .. }), "{body}");
    }
    for (status, code) in [("500 Internal", 500), ("404 Not Found", 404), ("503 Busy", 503)] {
        assert!(
            matches!(answer(http(status, "<html>")).await, CallError::Http { status, .. } if status == code)
        );
    }
    assert!(matches!(answer(http("500 Internal", &response)).await, CallError::Http { status: 500, .. }));
    assert!(matches!(
        answer(http("200 OK", &" ".repeat(10_001))).await,
        CallError::TooLarge { limit: 10_000 }
    ));
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "1000\r\n".to_owned() + &"x".repeat(0x1000) + "\r\n"
    );
    let endless = chunked.clone() + &format!("1000\r\n{}\r\n", "x".repeat(0x1000)).repeat(3);
    assert!(matches!(answer(endless.into_bytes()).await, CallError::TooLarge { .. }));
    assert!(matches!(answer(chunked.into_bytes()).await, CallError::Connection { .. }));
    assert!(matches!(answer(b"nonsense\r\n\r\n".to_vec()).await, CallError::Connection { .. }));
    assert!(matches!(answer(Vec::new()).await, CallError::Connection { .. }));
}

#[tokio::test]
async fn an_answer_that_never_comes_is_a_timeout() {
    let server = Server::start().await;
    let mut config = server.client_config("care");
    config.limits.answer = Duration::from_millis(200);
    let error = call(&Client::new(&config).unwrap(), "never").await.unwrap_err();
    assert!(matches!(error, CallError::Timeout { .. }), "{error:?}");
}
