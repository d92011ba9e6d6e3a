//! The server.

mod body;
mod connection;
mod documents;
mod error;
mod exchange;
mod framing;
mod guarded_stream;
mod gzip;
mod host;
mod media_type;
mod soap_call;

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rivta_soap::{Clock, Grants, HsaId, Service};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::Duration;

use crate::server::body::BodiesInFlight;
use crate::server::documents::Documents;
use crate::tls::ServerTls;
use crate::{Limits, Metrics, TlsError, TlsFiles};

/// What an endpoint needs to know.
#[derive(Clone, Debug)]
pub struct EndpointConfig {
    /// Where to listen; port 0 chooses a free one.
    pub listen: SocketAddr,
    /// Certificates and key.
    pub tls: TlsFiles,
    /// The certificates' HSA-ids whose holders are service platforms: their identity headers are believed.
    pub platforms: HashSet<HsaId>,
    /// Who may call what.
    pub grants: Grants,
    /// The receivers that are served here; a request to another is refused.
    pub logical_addresses: Vec<HsaId>,
    /// What one peer may use.
    pub limits: Limits,
}

/// A mutual-TLS SOAP server for any number of contracts, not yet listening.
///
/// ```no_run
/// # use std::sync::Arc;
/// # async fn run(config: rivta_endpoint::EndpointConfig, service: Arc<dyn rivta_soap::Service>) -> Result<(), rivta_endpoint::BindError> {
/// use rivta_endpoint::{Endpoint, Metrics};
/// use rivta_soap::SystemClock;
///
/// let mut registry = prometheus_client::registry::Registry::default();
/// let bound = Endpoint::new(config, Arc::new(SystemClock), Metrics::register(&mut registry))
///     .serve(service)
///     .bind()
///     .await?;
/// println!("listening on https://{}", bound.local_addr());
/// bound.run(std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
pub struct Endpoint {
    config: EndpointConfig,
    clock: Arc<dyn Clock>,
    metrics: Metrics,
    services: Vec<Arc<dyn Service>>,
}

/// An endpoint that listens.
pub struct Bound {
    listener: TcpListener,
    local_addr: SocketAddr,
    shared: Arc<Shared>,
}

/// How many connections over the limit are told so, with 503; the next are closed at once.
const OVERLOADED_CONNECTIONS: usize = 64;

/// Replaces the certificates of a running endpoint.
#[derive(Clone)]
pub struct TlsReloader(Arc<Shared>);

/// An endpoint can't listen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// The certificates can't be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address can't be listened on.
    #[error("can't listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// Two services have one contract, or a contract's documents don't fit together.
    #[error("contract {contract}: {problem}")]
    Contract {
        /// The contract's name.
        contract: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// What all connections share.
pub(crate) struct Shared {
    tls: ServerTls,
    /// By path.
    routes: HashMap<String, Route>,
    platforms: HashSet<HsaId>,
    grants: Grants,
    logical_addresses: Vec<HsaId>,
    limits: Limits,
    xml_limits: rivta_xml::Limits,
    clock: Arc<dyn Clock>,
    metrics: Metrics,
    bodies_in_flight: BodiesInFlight,
    /// So many large requests are read at one time.
    large_requests: Semaphore,
}

/// A contract that is served.
struct Route {
    path: String,
    service: Arc<dyn Service>,
    documents: Documents,
}

impl Endpoint {
    /// An endpoint without contracts. `clock` decides which grants are in force and which certificates are valid.
    pub fn new(config: EndpointConfig, clock: Arc<dyn Clock>, metrics: Metrics) -> Self {
        Self { config, clock, metrics, services: Vec::new() }
    }

    /// Adds a contract, served at [`Contract::path`](rivta_soap::Contract::path).
    #[must_use]
    pub fn serve(mut self, service: Arc<dyn Service>) -> Self {
        self.services.push(service);
        self
    }

    /// Reads the certificates and listens.
    ///
    /// # Errors
    ///
    /// See [`BindError`].
    pub async fn bind(self) -> Result<Bound, BindError> {
        let Self { config, clock, metrics, services } = self;
        let mut routes = HashMap::new();
        for service in services {
            let contract = service.contract();
            let problem = |problem| BindError::Contract { contract: contract.name, problem };
            let documents = Documents::new(contract).map_err(problem)?;
            let path = contract.path();
            let route = Route { path: path.clone(), service, documents };
            if routes.insert(path, route).is_some() {
                return Err(problem("it is served twice".to_owned()));
            }
        }
        let tls = ServerTls::load(config.tls, Arc::clone(&clock))?;
        let listen = |source| BindError::Listen { address: config.listen, source };
        let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
        let local_addr = listener.local_addr().map_err(listen)?;
        let xml_limits = rivta_xml::Limits {
            depth: config.limits.depth,
            attributes: config.limits.attributes,
            ..rivta_xml::Limits::default()
        };
        let shared = Shared {
            tls,
            routes,
            platforms: config.platforms,
            grants: config.grants,
            logical_addresses: config.logical_addresses,
            limits: config.limits,
            xml_limits,
            clock,
            metrics,
            bodies_in_flight: BodiesInFlight::new(config.limits.bodies_in_flight),
            large_requests: Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)),
        };
        shared.show_expiry();
        Ok(Bound { listener, local_addr, shared: Arc::new(shared) })
    }
}

impl Bound {
    /// The address that is listened on.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Replaces the certificates later, while the endpoint runs.
    pub fn tls_reloader(&self) -> TlsReloader {
        TlsReloader(Arc::clone(&self.shared))
    }

    /// Serves until `stop` is ready; then takes no more connections, lets what is in flight finish (at most
    /// [`Limits::shutdown`]), and returns.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self { listener, shared, .. } = self;
        let (stopping, _) = watch::channel(false);
        // Every connection and running call holds a clone of the sender; the receiver sees when the last is gone.
        let (running, mut finished) = mpsc::channel(1);
        tokio::select! {
            () = accept(&listener, &shared, &stopping, running) => {}
            () = stop => {}
        }
        drop(listener);
        stopping.send_replace(true);
        if tokio::time::timeout(shared.limits.shutdown, finished.recv()).await.is_err() {
            tracing::warn!("stopped although requests were still in flight");
        }
    }
}

impl TlsReloader {
    /// Reads the files again and uses them for new connections.
    ///
    /// # Errors
    ///
    /// The files can't be used; the certificates in force stay.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.0.tls.reload()?;
        self.0.show_expiry();
        Ok(())
    }
}

impl Shared {
    fn show_expiry(&self) {
        let expires = self.tls.expires().as_duration().as_secs_f64();
        self.metrics.certificate_expiry.set(expires);
    }
}

/// Accepts connections, each served by a task of its own.
async fn accept(
    listener: &TcpListener,
    shared: &Arc<Shared>,
    stopping: &watch::Sender<bool>,
    running: mpsc::Sender<()>,
) {
    let ordinary = Arc::new(Semaphore::new(shared.limits.connections));
    let overloaded = Arc::new(Semaphore::new(OVERLOADED_CONNECTIONS));
    loop {
        let (tcp, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, most likely: the peer waits in the backlog until some are closed.
                tracing::error!(%error, "can't accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (permit, is_overloaded) = match Arc::clone(&ordinary).try_acquire_owned() {
            Ok(permit) => (permit, false),
            Err(_none_left) => match Arc::clone(&overloaded).try_acquire_owned() {
                Ok(permit) => (permit, true),
                Err(_none_left) => {
                    shared.metrics.connections_refused.inc();
                    continue;
                }
            },
        };
        let connection = connection::Connection {
            shared: Arc::clone(shared),
            address,
            overloaded: is_overloaded,
            running: running.clone(),
        };
        let stopping = stopping.subscribe();
        tokio::spawn(async move {
            connection.shared.metrics.connections.inc();
            let gauge = connection.shared.metrics.connections.clone();
            connection.serve(tcp, stopping).await;
            gauge.dec();
            drop(permit);
        });
    }
}
