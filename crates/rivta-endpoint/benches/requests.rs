//! Requests per second and processor time per request (client included) over kept connections: the endpoint, against hyper that answers every request with a fixed text over
//! the same TLS. The difference is what the endpoint's own work costs: head check, envelope, authorisation, log, metrics.
//!
//! ```sh
//! cargo bench -p rivta-endpoint
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a measurement that can't go on ends"
)]

#[path = "../tests/endpoint/contract.rs"]
mod contract;
#[path = "../tests/endpoint/pki.rs"]
mod pki;
#[path = "../tests/endpoint/server.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod server;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::server::{PATH, Server, echo, post, read_answer};

const CONNECTIONS: usize = 16;
const DURATION: Duration = Duration::from_secs(5);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut server = Server::start().await;
        let endpoint = server.addr;
        let hyper = hello(&server).await;
        // Alternately, so that a busy machine disturbs both alike.
        for round in 1..=3 {
            let endpoint = measure(&mut server, endpoint).await;
            let hyper = measure(&mut server, hyper).await;
            println!("round {round}: endpoint {endpoint}, hyper {hyper}");
        }
    });
}

struct Figures {
    per_second: f64,
    processor_us: f64,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0}/s at {:.1} us", self.per_second, self.processor_us)
    }
}

/// The processor time that this process has used, in seconds; 0 where there is no /proc.
fn processor_time() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = |field: usize| stat.split(' ').nth(field).and_then(|ticks| ticks.parse().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / TICKS_PER_SECOND
}

async fn measure(server: &mut Server, address: SocketAddr) -> Figures {
    server.addr = address;
    let request =
        post(PATH, "SOAPAction: \"urn:riv:test:echo:EchoResponder:1:Echo\"\r\n", echo(&"text ".repeat(100)));
    let mut tasks = Vec::new();
    let (began, used) = (Instant::now(), processor_time());
    for _ in 0..CONNECTIONS {
        let mut stream = tokio::io::BufReader::new(server.connect("care").await);
        let request = request.clone();
        tasks.push(tokio::spawn(async move {
            let mut count = 0_u32;
            while began.elapsed() < DURATION {
                stream.write_all(&request).await.unwrap();
                assert_eq!(read_answer(&mut stream).await.unwrap().status, 200);
                count += 1;
            }
            count
        }));
    }
    let mut count = 0;
    for task in tasks {
        count += task.await.unwrap();
    }
    Figures {
        per_second: f64::from(count) / began.elapsed().as_secs_f64(),
        processor_us: 1e6 * (processor_time() - used) / f64::from(count),
    }
}

/// hyper alone: reads the request, answers with a text of the same length as the endpoint's answer.
async fn hello(server: &Server) -> SocketAddr {
    let answer = Bytes::from(server.post("care", echo(&"text ".repeat(100))).await.body);
    let certificate = CertificateDer::from_pem_file(server.pki.path("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(server.pki.path("server.key")).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(server.pki.path("ca.pem")).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            tcp.set_nodelay(true).unwrap();
            let (acceptor, answer) = (acceptor.clone(), answer.clone());
            tokio::spawn(async move {
                let tls = acceptor.accept(tcp).await.unwrap();
                let service = service_fn(move |request: Request<Incoming>| {
                    let answer = answer.clone();
                    async move {
                        let _ = request.into_body().collect().await;
                        Ok::<_, Infallible>(Response::new(Full::new(answer)))
                    }
                });
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(tls), service)
                    .await;
            });
        }
    });
    address
}
