//! One connection, from accepted to closed.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use rivta_soap::HsaId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::certificate::hsa_id;
use crate::server::Shared;
use crate::server::error::HttpError;
use crate::server::exchange::exchange;
use crate::server::guarded_stream::{Guarded, Talk};
use crate::tls::HandshakeFailure;

/// Who is at the other end.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) address: SocketAddr,
    /// Of the certificate; `None`: it names none, and every request is refused.
    pub(super) hsa_id: Option<HsaId>,
    /// Held by every running call, so that a stopping server waits for it.
    pub(super) running: mpsc::Sender<()>,
}

/// An accepted connection.
pub(super) struct Connection {
    pub(super) shared: Arc<Shared>,
    pub(super) address: SocketAddr,
    /// There are too many: each request is refused, to be tried again.
    pub(super) overloaded: bool,
    pub(super) running: mpsc::Sender<()>,
}

/// How long a closed connection is read on, so that the peer, which may still be sending, gets the answer before the
/// connection is reset.
const LINGER: Duration = Duration::from_secs(10);

impl Connection {
    /// Serves the connection until it or the server ends.
    pub(super) async fn serve(self, tcp: TcpStream, mut stopping: watch::Receiver<bool>) {
        let address = self.address;
        let limits = self.shared.limits;
        let tls = tokio::select! {
            handshake = self.handshake(tcp) => handshake,
            () = stopped(&mut stopping) => None,
        };
        let Some(tls) = tls else { return };
        let certificate = tls.get_ref().1.peer_certificates().and_then(|chain| chain.first());
        let hsa_id = certificate.and_then(|certificate| hsa_id(certificate));
        let peer = Arc::new(Peer { address, hsa_id, running: self.running });

        let talk = Arc::new(Talk::default());
        let stream = TokioIo::new(Guarded::new(tls, Arc::clone(&talk), limits));
        let service = ConnectionService { shared: self.shared, peer, talk, overloaded: self.overloaded };
        let mut connection = http1::Builder::new()
            .half_close(true)
            // The stream has refused larger heads; hyper's own limit must not come first.
            .max_buf_size(limits.head.saturating_add(16 * 1024))
            .serve_connection(stream, service);
        let ended = tokio::select! {
            ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => ended,
            () = stopped(&mut stopping) => {
                Pin::new(&mut connection).graceful_shutdown();
                poll_fn(|cx| connection.poll_without_shutdown(cx)).await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(client.addr = %address, %error, "connection failed");
        }
        let stream = connection.into_parts().io.into_inner();
        if !stream.is_stuck() {
            let unread = stream.is_within_request();
            close(stream.into_inner(), unread).await;
        }
    }

    async fn handshake(&self, tcp: TcpStream) -> Option<TlsStream<TcpStream>> {
        // Answers are small and written at once; waiting for more (Nagle) would only delay them.
        let _ = tcp.set_nodelay(true);
        let accepting = TlsAcceptor::from(self.shared.tls.config()).accept(tcp);
        let failure = match tokio::time::timeout(self.shared.limits.handshake, accepting).await {
            Ok(Ok(tls)) => return Some(tls),
            Ok(Err(error)) => HandshakeFailure::of(&error),
            Err(_elapsed) => HandshakeFailure::Timeout,
        };
        self.shared.metrics.handshake_failed(failure);
        tracing::info!(client.addr = %self.address, reason = failure.as_str(), "TLS handshake failed");
        None
    }
}

/// Waits for the server to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error says that the server is gone, which is a stop, too.
    let _ = stopping.wait_for(|&stopping| stopping).await;
}

/// Says goodbye. If the peer may still be sending, reads on for a while: closing at once would reset the connection, and the
/// peer might never see the answer.
async fn close(mut tls: TlsStream<TcpStream>, unread: bool) {
    let closing = async {
        tls.shutdown().await?;
        let (mut tcp, _) = tls.into_inner();
        if unread {
            let mut discarded = vec![0; 16 * 1024];
            while tcp.read(&mut discarded).await? > 0 {}
        }
        std::io::Result::Ok(())
    };
    // A peer that is gone or doesn't stop sending has had its time.
    let _ = tokio::time::timeout(LINGER, closing).await;
}

/// hyper's view of the endpoint, for one connection.
struct ConnectionService {
    shared: Arc<Shared>,
    peer: Arc<Peer>,
    talk: Arc<Talk>,
    overloaded: bool,
}

impl hyper::service::Service<Request<Incoming>> for ConnectionService {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let refused = self.talk.request_began().or(self.overloaded.then_some(HttpError::Unavailable));
        let answer = exchange(Arc::clone(&self.shared), Arc::clone(&self.peer), refused, request);
        let talk = Arc::clone(&self.talk);
        Box::pin(async move {
            let answer = answer.await;
            talk.request_answered();
            Ok(answer)
        })
    }
}
