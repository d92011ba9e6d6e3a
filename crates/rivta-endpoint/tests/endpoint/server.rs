//! An endpoint on a free port, and raw HTTP over TLS to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use prometheus_client::registry::Registry;
use rivta_endpoint::{
    Client, ClientConfig, ClientLimits, Endpoint, EndpointConfig, Limits, Metrics, TlsReloader,
};
use rivta_soap::{FixedClock, Grant, Grants, HsaId};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::contract::{ECHO, EchoService, EchoUnrestrictedService};
use crate::pki::{EXPIRED, Pki, VALID, printable};

pub(crate) const LOGICAL_ADDRESS: &str = "SE165565594230-1000";
pub(crate) const PATH: &str = "/Echo/1/rivtabp21";
pub(crate) const UNRESTRICTED_PATH: &str = "/EchoUnrestricted/1/rivtabp21";

pub(crate) struct Server {
    pub(crate) addr: SocketAddr,
    pub(crate) pki: Pki,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) service: Arc<EchoService>,
    pub(crate) reloader: TlsReloader,
    registry: Registry,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// One HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.head, String::from_utf8_lossy(&self.body))
    }
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The faultcode's local name and the faultstring.
    pub(crate) fn fault(&self) -> (&str, &str) {
        let between = |start: &str, end: &str| {
            let (_, rest) =
                self.text().split_once(start).unwrap_or_else(|| panic!("no fault: {}", self.text()));
            rest.split_once(end).unwrap().0
        };
        assert_eq!(self.status, 500);
        assert_eq!(self.header("content-type"), Some("text/xml; charset=utf-8"));
        (between("<faultcode>soap:", "<"), between("<faultstring>", "</faultstring>"))
    }
}

pub(crate) fn limits() -> Limits {
    Limits { shutdown: Duration::from_secs(5), ..Limits::default() }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with_limits(limits()).await
    }

    /// Clients: `care` (Echo), `unrestricted` (both), `platform` (both), `nobody`, `expired`, `foreign`, `nameless`.
    pub(crate) async fn with_limits(limits: Limits) -> Self {
        let pki = Pki::new();
        for name in ["care", "unrestricted", "platform", "nobody"] {
            pki.client(name, &[printable(&hsa(name))], VALID);
        }
        pki.client("expired", &[printable(&hsa("care"))], EXPIRED);
        pki.client("nameless", &[], VALID);
        pki.foreign_client("foreign", &hsa("care"));
        let config = EndpointConfig {
            listen: "127.0.0.1:0".parse().unwrap(),
            tls: pki.tls_files(),
            platforms: [hsa("platform").parse().unwrap()].into(),
            grants: grants(),
            logical_addresses: vec![LOGICAL_ADDRESS.parse().unwrap()],
            limits,
        };
        let clock = Arc::new(FixedClock::new("2026-06-01T12:00:00Z".parse().unwrap()));
        let service = Arc::new(EchoService::default());
        let mut registry = Registry::default();
        let bound = Endpoint::new(config, Arc::clone(&clock) as _, Metrics::register(&mut registry))
            .serve(Arc::clone(&service) as _)
            .serve(Arc::new(EchoUnrestrictedService))
            .bind()
            .await
            .unwrap();
        let (addr, reloader) = (bound.local_addr(), bound.tls_reloader());
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(bound.run(async { stopped.await.unwrap_or_default() }));
        Self { addr, pki, clock, service, reloader, registry, stop: Some(stop), task }
    }

    pub(crate) fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    pub(crate) async fn stopped(self) {
        self.task.await.unwrap();
    }

    /// A metric's value, e.g. of `rivta_requests_total{contract="Echo",outcome="ok"}`.
    pub(crate) fn metric(&self, name: &str) -> Option<f64> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry).unwrap();
        text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
    }

    /// Waits until a metric has a value.
    pub(crate) async fn wait_for_metric(&self, name: &str, value: f64) {
        for _ in 0..500 {
            if self.metric(name) == Some(value) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{name} is {:?}, expected {value}", self.metric(name));
    }

    pub(crate) fn client_config(&self, name: &str) -> ClientConfig {
        ClientConfig {
            address: format!("https://{}", self.addr),
            certificate: self.pki.path(&format!("{name}.pem")),
            key: self.pki.path(&format!("{name}.key")),
            server_ca: vec![self.pki.path("ca.pem")],
            limits: ClientLimits::default(),
        }
    }

    pub(crate) fn client(&self, name: &str) -> Client {
        Client::new(&self.client_config(name)).unwrap()
    }

    pub(crate) async fn connect(&self, name: &str) -> TlsStream<TcpStream> {
        self.try_connect(Some(name), &[&rustls::version::TLS13, &rustls::version::TLS12]).await.unwrap()
    }

    pub(crate) async fn try_connect(
        &self,
        name: Option<&str>,
        versions: &[&'static rustls::SupportedProtocolVersion],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(self.pki.path("ca.pem")).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots);
        let config = match name {
            Some(name) => {
                let certificate =
                    CertificateDer::from_pem_file(self.pki.path(&format!("{name}.pem"))).unwrap();
                let key = PrivateKeyDer::from_pem_file(self.pki.path(&format!("{name}.key"))).unwrap();
                config.with_client_auth_cert(vec![certificate], key).unwrap()
            }
            None => config.with_no_client_auth(),
        };
        let tcp = TcpStream::connect(self.addr).await?;
        let name = ServerName::try_from("127.0.0.1").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, tcp).await
    }

    /// Sends bytes over a new connection and reads one answer.
    pub(crate) async fn send(&self, client: &str, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect(client).await;
        stream.write_all(request.as_ref()).await.unwrap();
        read_answer(&mut stream).await.expect("an answer")
    }

    /// Posts an envelope to the Echo contract.
    pub(crate) async fn post(&self, client: &str, envelope: impl AsRef<[u8]>) -> Answer {
        self.send(client, post(PATH, "", envelope)).await
    }
}

pub(crate) fn hsa(name: &str) -> String {
    format!("SE2321000016-{}", name.to_uppercase())
}

fn grants() -> Grants {
    let grant = |consumer: &str, contract: &str, reason: Option<&str>| Grant {
        consumer: hsa(consumer).parse().unwrap(),
        contract: contract.to_owned(),
        logical_address: LOGICAL_ADDRESS.parse().unwrap(),
        valid_from: Some(date(2026, 1, 1)),
        valid_to: Some(date(2026, 12, 31)),
        reason: reason.map(str::to_owned),
    };
    let unrestricted = "urn:riv:test:echo:EchoUnrestrictedResponder:1";
    Grants::new([
        grant("care", ECHO.namespace, None),
        grant("unrestricted", ECHO.namespace, None),
        grant("unrestricted", unrestricted, Some("decision 1")),
        grant("platform", ECHO.namespace, None),
        grant("platform", unrestricted, Some("agreement")),
    ])
}

/// A POST request with a Content-Length and more headers, each ended by CRLF.
pub(crate) fn post(path: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// An Echo request.
pub(crate) fn echo(text: &str) -> String {
    envelope(&format!(r#"<t:Echo xmlns:t="urn:riv:test:echo:EchoResponder:1">{text}</t:Echo>"#))
}

pub(crate) fn envelope(body: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><r:LogicalAddress xmlns:r="urn:riv:itintegration:registry:1">{LOGICAL_ADDRESS}</r:LogicalAddress></s:Header><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

/// The text of an EchoResponse.
pub(crate) fn echoed(answer: &Answer) -> &str {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
    let (_, rest) = answer.text().split_once("EchoResponder:1\">").expect("an EchoResponse");
    rest.split_once("</t:EchoResponse>").unwrap().0
}

/// Reads the head of one answer; what there is of it if the connection ends.
pub(crate) async fn read_head(stream: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        // An error, such as a reset or a TLS alert, is an end, too.
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

/// Reads one answer with a Content-Length; `None`: the connection ends before it.
pub(crate) async fn read_answer(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<Answer> {
    let mut head = read_head(stream).await;
    if head.starts_with("HTTP/1.1 100") {
        head = read_head(stream).await;
    }
    if !head.ends_with("\r\n\r\n") {
        return None;
    }
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body: Vec::new() };
    let length = answer.header("content-length").unwrap_or("0").parse().unwrap();
    answer.body.resize(length, 0);
    stream.read_exact(&mut answer.body).await.ok()?;
    Some(answer)
}

/// Whether nothing more comes.
pub(crate) async fn is_closed(stream: &mut (impl AsyncReadExt + Unpin)) -> bool {
    !matches!(stream.read(&mut [0; 1]).await, Ok(1..))
}

pub(crate) fn hsa_id(text: &str) -> HsaId {
    text.parse().unwrap()
}
