//! Starting, stopping, and callers that hang up.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use prometheus_client::registry::Registry;
use rivta_endpoint::{BindError, Endpoint, EndpointConfig, Limits, Metrics};
use rivta_soap::{Grants, SystemClock};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::contract::EchoService;
use crate::pki::{EXPIRED, Pki};
use crate::server::{PATH, Server, echo, echoed, is_closed, limits, post, read_answer};

#[tokio::test]
async fn a_stop_lets_requests_in_flight_finish() {
    let mut server = Server::start().await;
    let mut idle = server.connect("care").await;
    idle.write_all(&post(PATH, "", echo("x"))).await.unwrap();
    read_answer(&mut idle).await.unwrap();
    let mut busy = server.connect("care").await;
    busy.write_all(&post(PATH, "", echo("slow"))).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;

    server.stop();
    assert!(is_closed(&mut idle).await);
    let answer = read_answer(&mut busy).await.unwrap();
    assert_eq!((echoed(&answer), answer.header("connection")), ("slow", Some("close")));
    let addr = server.addr;
    server.stopped().await;
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn a_stop_waits_only_so_long() {
    let mut server = Server::with_limits(Limits { shutdown: Duration::from_millis(200), ..limits() }).await;
    let mut stuck = server.connect("care").await;
    stuck.write_all(&post(PATH, "", echo("never"))).await.unwrap();
    stuck.flush().await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop();
    server.stopped().await;
}

#[tokio::test]
async fn a_call_whose_caller_hangs_up_is_finished_and_counted() {
    let mut server = Server::start().await;
    let mut gone = server.connect("care").await;
    gone.write_all(&post(PATH, "", echo("slow"))).await.unwrap();
    gone.flush().await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (tcp, _) = gone.into_inner();
    // A reset, not a goodbye.
    tcp.set_zero_linger().unwrap();
    drop(tcp);
    server.stop();
    let service = Arc::clone(&server.service);
    server.stopped().await;
    assert_eq!(service.completed.load(Ordering::SeqCst), 1);
}

async fn bind(pki: &Pki, services: usize) -> Result<(), BindError> {
    let config = EndpointConfig {
        listen: "127.0.0.1:0".parse().unwrap(),
        tls: pki.tls_files(),
        platforms: Default::default(),
        grants: Grants::default(),
        logical_addresses: Vec::new(),
        limits: Limits::default(),
    };
    let mut endpoint =
        Endpoint::new(config, Arc::new(SystemClock), Metrics::register(&mut Registry::default()));
    for _ in 0..services {
        endpoint = endpoint.serve(Arc::new(EchoService::default()));
    }
    endpoint.bind().await.map(|_| ())
}

#[tokio::test]
async fn what_can_not_be_served_is_said_at_once() {
    let pki = Pki::new();
    bind(&pki, 1).await.unwrap();
    assert_eq!(bind(&pki, 2).await.unwrap_err().to_string(), "contract Echo: it is served twice");
    pki.server("server", EXPIRED);
    let error = bind(&pki, 1).await.unwrap_err();
    assert!(error.to_string().contains("server.pem: the certificate expired at 2021-01-01"), "{error}");
    std::fs::remove_file(pki.path("server.key")).unwrap();
    pki.server("other", crate::pki::VALID);
    std::fs::copy(pki.path("other.pem"), pki.path("server.pem")).unwrap();
    let error = bind(&pki, 1).await.unwrap_err();
    assert!(error.to_string().contains("server.key: expected a private key in PEM format"), "{error}");
}
