//! Connections to one server, kept between calls.

use std::error::Error;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::client::{CallError, ClientLimits, RawAnswer};

type Sender = SendRequest<Full<Bytes>>;
type Connection = http1::Connection<TokioIo<TlsStream<TcpStream>>, Full<Bytes>>;

pub(super) struct Pool {
    host: String,
    port: u16,
    server: ServerName<'static>,
    tls: TlsConnector,
    limits: ClientLimits,
    /// Unused connections, the last used last.
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    sender: Sender,
    since: Instant,
}

impl Pool {
    pub(super) fn new(
        host: String,
        port: u16,
        server: ServerName<'static>,
        tls: rustls::ClientConfig,
        limits: ClientLimits,
    ) -> Self {
        Self { host, port, server, tls: TlsConnector::from(Arc::new(tls)), limits, idle: Mutex::default() }
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn send(&self, mut request: Request<Full<Bytes>>) -> Result<RawAnswer, CallError> {
        // A server may close an unused connection at any time. A request that was not sent because of that goes to the next;
        // one that may have been sent does not, because it may be an update.
        while let Some(mut sender) = self.take_idle() {
            if sender.ready().await.is_err() {
                continue;
            }
            match sender.try_send_request(request).await {
                Ok(response) => return self.receive(sender, response).await,
                Err(mut error) => match error.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(connection_error(error.error())),
                },
            }
        }
        let (mut sender, mut connection) = self.connect().await?;
        let mut sending = pin!(sender.send_request(request));
        // Until there is an answer, the connection runs here. In a task of its own it could be the faster, and take the reason
        // why it ends with it: with TLS 1.3, the alert about the client's certificate comes after the handshake.
        let sent = tokio::select! {
            sent = &mut sending => {
                // From now on, it ends when the sender is dropped or the server closes.
                tokio::spawn(connection);
                sent
            }
            _ended = &mut connection => sending.await,
        };
        self.receive(sender, sent.map_err(|error| connection_error(&error))?).await
    }

    async fn receive(&self, sender: Sender, response: Response<Incoming>) -> Result<RawAnswer, CallError> {
        let (head, mut body) = response.into_parts();
        let limit = self.limits.body;
        if body.size_hint().lower() > limit as u64 {
            return Err(CallError::TooLarge { limit });
        }
        let mut bytes = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| connection_error(&error))?;
            let Ok(data) = frame.into_data() else { continue };
            if bytes.len().saturating_add(data.len()) > limit {
                return Err(CallError::TooLarge { limit });
            }
            bytes.extend_from_slice(&data);
        }
        if !sender.is_closed() {
            self.lock().push(Idle { sender, since: Instant::now() });
        }
        Ok(RawAnswer::new(head.status.as_u16(), &head.headers, bytes.freeze()))
    }

    fn take_idle(&self) -> Option<Sender> {
        let mut idle = self.lock();
        idle.retain(|idle| idle.since.elapsed() < self.limits.idle && !idle.sender.is_closed());
        idle.pop().map(|idle| idle.sender)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new connection, which has to be run for its sender to send.
    async fn connect(&self) -> Result<(Sender, Connection), CallError> {
        let failed =
            |reason: String| CallError::Connect { address: format!("{}:{}", self.host, self.port), reason };
        let connecting = async {
            let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
            tcp.set_nodelay(true)?;
            self.tls.connect(self.server.clone(), tcp).await
        };
        let limit = self.limits.connect;
        let tls = tokio::time::timeout(limit, connecting)
            .await
            .map_err(|_| failed(format!("no answer within {} s", limit.as_secs())))?
            .map_err(|error| failed(error.to_string()))?;
        http1::handshake(TokioIo::new(tls)).await.map_err(|error| failed(chain(&error)))
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

fn connection_error(error: &hyper::Error) -> CallError {
    CallError::Connection { reason: chain(error) }
}

/// An error with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
