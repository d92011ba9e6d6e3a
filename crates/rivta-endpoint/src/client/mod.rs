//! The client.

mod connection;
mod error;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use http_body_util::Full;
use rivta_soap::{
    CorrelationId, HsaId, Interaction, PlatformError, ResponseError, read_response, write_request,
};

pub use self::error::{CallError, ClientError};

use crate::TlsError;
use crate::certificate::{read_certificates, read_key};
use crate::client::connection::Pool;
use crate::headers::{ACTING_ON_BEHALF_OF, CORRELATION_ID, ORIGINAL_CONSUMER};
use crate::tls::read_authorities;

/// What a client needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientConfig {
    /// `https://host[:port][/path]`; each contract's path is put after it. A platform's address, or a producer's.
    pub address: String,
    /// The client's certificate, followed by the intermediate certificates that the server needs. PEM.
    pub certificate: PathBuf,
    /// Its private key. PEM.
    pub key: PathBuf,
    /// The authorities whose server certificates are accepted. PEM.
    pub server_ca: Vec<PathBuf>,
    /// How long and how much to wait for.
    pub limits: ClientLimits,
}

/// What a client takes from a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// To connect, TLS handshake included; default 10 s.
    pub connect: Duration,
    /// From the request to the whole answer; default 35 s, more than the platform gives a producer, so that it is the
    /// platform that says what went wrong.
    pub answer: Duration,
    /// Bytes in an answer; default 15 MiB, what the platform takes.
    pub body: usize,
    /// How long an unused connection is kept for the next call; default 60 s, less than servers keep theirs.
    pub idle: Duration,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(35),
            body: 15 * 1024 * 1024,
            idle: Duration::from_secs(60),
        }
    }
}

/// Calls contracts over mutual TLS. Keeps its connections for the next call; clones share them.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: Pool,
    host: HeaderValue,
    /// What stands before each contract's path.
    base_path: String,
    limits: ClientLimits,
}

/// What goes with one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// The id to send on; `None`: a new one.
    pub correlation_id: Option<CorrelationId>,
    /// The system that first sent the message, if it isn't the client.
    pub original_consumer: Option<HsaId>,
    /// The organisation on whose behalf it is sent.
    pub acting_on_behalf_of: Option<HsaId>,
}

/// An answer as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Content-Type, if it is text.
    pub content_type: Option<String>,
    /// Seconds that the server asks to wait before the next attempt.
    pub retry_after: Option<u64>,
    /// The id to look for in logs.
    pub correlation_id: Option<CorrelationId>,
    /// The body.
    pub body: Bytes,
}

impl Client {
    /// A client, not yet connected.
    ///
    /// # Errors
    ///
    /// The address is no https address, or the certificates can't be used.
    pub fn new(config: &ClientConfig) -> Result<Self, ClientError> {
        let invalid = || ClientError::Address { address: config.address.clone() };
        let uri: Uri = config.address.parse().map_err(|_| invalid())?;
        let authority = uri.authority().ok_or_else(invalid)?;
        if uri.scheme_str() != Some("https") || uri.query().is_some() || authority.as_str().contains('@') {
            return Err(invalid());
        }
        let host = HeaderValue::from_str(authority.as_str()).map_err(|_| invalid())?;
        let name = authority.host().trim_start_matches('[').trim_end_matches(']');
        let server = rustls_pki_types::ServerName::try_from(name.to_owned()).map_err(|_| invalid())?;
        let port = authority.port_u16().unwrap_or(443);
        let tls = tls_config(config)?;
        Ok(Self(Arc::new(Inner {
            pool: Pool::new(name.to_owned(), port, server, tls, config.limits),
            host,
            base_path: uri.path().trim_end_matches('/').to_owned(),
            limits: config.limits,
        })))
    }

    /// Calls the contract of `I` at a logical address.
    ///
    /// An answer whose ResultType says `ERROR` is [`CallError::Refused`], for contracts that implement
    /// [`Interaction::refusal`].
    ///
    /// # Errors
    ///
    /// See [`CallError`]. After any but a fault, a refusal or a failure to connect, an update may have happened.
    pub async fn call<I: Interaction>(
        &self,
        logical_address: &HsaId,
        request: &I::Request,
        options: &CallOptions,
    ) -> Result<I::Response, CallError> {
        let envelope = write_request::<I>(logical_address, request)
            .map_err(|errors| CallError::Unwritable { errors })?;
        let answer = self
            .call_raw(&I::CONTRACT.path(), I::CONTRACT.soap_action, envelope.into_bytes(), options)
            .await?;
        match read_response::<I>(&answer.body, rivta_xml::Limits::default()) {
            Ok(response) if answer.status == 200 => match I::refusal(&response) {
                Some(text) => Err(CallError::Refused { text: text.to_owned() }),
                None => Ok(response),
            },
            Err(ResponseError::Fault(fault)) => {
                Err(CallError::Fault { platform_error: PlatformError::of(&fault), fault })
            }
            Err(ResponseError::Invalid(errors)) if answer.status == 200 => Err(CallError::Invalid { errors }),
            _ => Err(CallError::Http { status: answer.status, retry_after: answer.retry_after }),
        }
    }

    /// Sends an envelope as it is to the contract at `path`, and gives the answer as it is, whatever its status.
    ///
    /// # Errors
    ///
    /// No answer came; see [`CallError`].
    pub async fn call_raw(
        &self,
        path: &str,
        soap_action: &str,
        envelope: impl Into<Bytes> + Send,
        options: &CallOptions,
    ) -> Result<RawAnswer, CallError> {
        let request = self.request(path, soap_action, envelope.into(), options)?;
        let limit = self.0.limits.answer;
        let answer = tokio::time::timeout(limit, self.0.pool.send(request)).await;
        answer.unwrap_or(Err(CallError::Timeout { after: limit }))
    }

    fn request(
        &self,
        path: &str,
        soap_action: &str,
        envelope: Bytes,
        options: &CallOptions,
    ) -> Result<Request<Full<Bytes>>, CallError> {
        let target = format!("{}{path}", self.0.base_path);
        let uri: Uri = target.parse().map_err(|_| CallError::Request { what: "path" })?;
        let mut headers = HeaderMap::new();
        headers.insert(HOST, self.0.host.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        let correlation_id = options.correlation_id.clone().unwrap_or_else(CorrelationId::generate);
        for (name, value) in [
            ("soapaction", Some(format!("\"{soap_action}\""))),
            (CORRELATION_ID, Some(correlation_id.to_string())),
            (ORIGINAL_CONSUMER, options.original_consumer.as_ref().map(HsaId::to_string)),
            (ACTING_ON_BEHALF_OF, options.acting_on_behalf_of.as_ref().map(HsaId::to_string)),
        ] {
            if let Some(value) = value {
                let value = HeaderValue::try_from(value).map_err(|_| CallError::Request { what: name })?;
                headers.insert(name, value);
            }
        }
        let mut request = Request::new(Full::new(envelope));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

impl RawAnswer {
    fn new(status: u16, headers: &HeaderMap, body: Bytes) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            status,
            content_type: text(CONTENT_TYPE.as_str()).map(str::to_owned),
            retry_after: text(RETRY_AFTER.as_str()).and_then(|seconds| seconds.parse().ok()),
            correlation_id: text(CORRELATION_ID).and_then(CorrelationId::new),
            body,
        }
    }
}

fn tls_config(config: &ClientConfig) -> Result<rustls::ClientConfig, TlsError> {
    let authorities = read_authorities(&config.server_ca)?;
    let certificates = read_certificates(&config.certificate)?;
    let key = read_key(&config.key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| TlsError::unusable(&config.certificate, &error))?
        .with_root_certificates(authorities)
        .with_client_auth_cert(certificates, key)
        .map_err(|error| TlsError::unusable(&config.key, &error))?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(tls)
}
