//! A client over mutual TLS that shares no code with the product, and does what it is told.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::{Client, Server};

/// Longer than any answer takes; a test that waits in vain shall fail and not hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// Calls a server as one of the clients of the development PKI; every call on a connection of its own.
#[derive(Clone, Debug)]
pub struct TlsClient {
    address: SocketAddr,
    config: Arc<ClientConfig>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl TlsClient {
    /// The client `client` of the PKI in `pki`.
    pub fn new(server: &Server, pki: &Path, client: Client) -> Self {
        let mut authorities = RootCertStore::empty();
        let authority = CertificateDer::from_pem_file(pki.join("ca.pem")).expect("the authority");
        authorities.add(authority).expect("the authority");
        let certificate = CertificateDer::from_pem_file(client.certificate(pki)).expect("the certificate");
        let key = PrivateKeyDer::from_pem_file(client.key(pki)).expect("the key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("protocol versions")
            .with_root_certificates(authorities)
            .with_client_auth_cert(vec![certificate], key)
            .expect("certificate and key");
        Self { address: server.address(), config: Arc::new(config) }
    }

    /// A new connection, for tests that write to it themselves.
    ///
    /// # Errors
    ///
    /// The server cannot be reached.
    pub fn connect(&self) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
        let tcp = TcpStream::connect(self.address)?;
        tcp.set_read_timeout(Some(PATIENCE))?;
        let name = ServerName::try_from("localhost").map_err(io::Error::other)?;
        let connection = ClientConnection::new(self.config.clone(), name).map_err(io::Error::other)?;
        Ok(StreamOwned::new(connection, tcp))
    }

    /// Posts an envelope to a contract.
    ///
    /// # Errors
    ///
    /// There was no answer, for instance because the server does not accept the certificate.
    pub fn post(&self, contract: &str, envelope: &str) -> io::Result<Response> {
        self.post_with(contract, &[], envelope)
    }

    /// As [`post`](Self::post), with further headers.
    ///
    /// # Errors
    ///
    /// As [`post`](Self::post).
    pub fn post_with(
        &self,
        contract: &str,
        headers: &[(&str, &str)],
        envelope: &str,
    ) -> io::Result<Response> {
        let mut stream = self.connect()?;
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(
            stream,
            "POST /{contract}/4/rivtabp21 HTTP/1.1\r\nHost: {}\r\nContent-Type: text/xml; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n{headers}\r\n{envelope}",
            self.address,
            envelope.len()
        )?;
        Response::read(&mut stream)
    }
}

impl Response {
    /// Reads an answer to its end: Content-Length octets if the head tells that, else to the connection's end.
    ///
    /// # Errors
    ///
    /// There was no whole answer.
    pub fn read(stream: impl Read) -> io::Result<Self> {
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("no status line but {line:?}")))?;
        let mut headers = Vec::new();
        loop {
            line.clear();
            stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let mut body = Vec::new();
        match length.and_then(|(_, length)| length.parse::<u64>().ok()) {
            Some(length) => stream.take(length).read_to_end(&mut body)?,
            None => stream.read_to_end(&mut body)?,
        };
        Ok(Self { status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// The text of the first element with this local name, as it stands.
    pub fn text(&self, element: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("{element}>"))?;
        rest.split('<').next()
    }
}
