//! The server that `serve` and `demo` run: store, contracts, admin listener and the commands' socket, started in that order
//! and stopped in the other.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use contact_rules::Rules;
use contact_store::{ContactStore, SledStore};
use jiff::Timestamp;
use prometheus_client::registry::Registry;
use rivta_endpoint::{Bound, Endpoint, EndpointConfig, Metrics, TlsFiles, TlsReloader};
use rivta_soap::Clock;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::admin::Admin;
use crate::config::{Config, server_certificate_until};
use crate::contracts::ContactContracts;
use crate::error::{CommandError, error_chain};
use crate::local::LocalSocket;
use crate::store;

/// A server whose listeners are bound: a client may connect, and is answered as soon as it [runs](Self::run).
pub(crate) struct Server {
    store: Arc<SledStore>,
    store_directory: PathBuf,
    rules: Rules,
    bound: Bound,
    admin: Admin<SledStore>,
    admin_listener: TcpListener,
    admin_address: SocketAddr,
    socket: LocalSocket,
    stopping: watch::Sender<bool>,
    certificate: Certificate,
    signals: Signals,
}

impl Server {
    /// Opens the store and binds the listeners. Signals count from here on.
    pub(crate) async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, CommandError> {
        let signals = Signals::new()?;
        for warning in &config.warnings {
            tracing::warn!(key = warning.key, "configuration: {}", warning.message);
        }
        let (store, rules) = store::open_or_create(config, &config.store.directory, clock.clone())?;
        let store = Arc::new(store);

        let mut registry = Registry::default();
        let endpoint_config = EndpointConfig {
            listen: config.listen.address,
            tls: TlsFiles {
                certificate: config.tls.certificate.clone(),
                key: config.tls.key.clone(),
                client_ca: vec![config.tls.client_authorities.clone()],
            },
            platforms: config.platforms.clone(),
            grants: config.grants.clone(),
            logical_addresses: config.logical_addresses.clone(),
            limits: (&config.limits).into(),
        };
        let mut endpoint = Endpoint::new(endpoint_config, clock.clone(), Metrics::register(&mut registry));
        for service in ContactContracts::new(store.clone(), rules.clone()).services() {
            endpoint = endpoint.serve(service);
        }
        let bound = endpoint.bind().await.map_err(CommandError::bind)?;

        let address = config.admin.address;
        let failed = |source| CommandError::Listen { address, key: "admin.address", source };
        let admin_listener = TcpListener::bind(address).await.map_err(failed)?;
        let admin_address = admin_listener.local_addr().map_err(failed)?;
        let (stopping, stopped) = watch::channel(false);
        let (certificate, certificate_until) = Certificate::new(config, bound.tls_reloader());
        let admin = Admin::new(store.clone(), clock, registry, certificate_until, stopped);

        let socket = LocalSocket::bind(&config.store.directory)?;
        Ok(Self {
            store,
            store_directory: config.store.directory.clone(),
            rules,
            bound,
            admin,
            admin_listener,
            admin_address,
            socket,
            stopping,
            certificate,
            signals,
        })
    }

    /// Where the contracts are served.
    pub(crate) fn address(&self) -> SocketAddr {
        self.bound.local_addr()
    }

    /// Where health and metrics are served.
    pub(crate) fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Serves until SIGINT or SIGTERM, finishes what is in flight, and closes the store. A second signal stops at once.
    /// SIGHUP reads the certificates anew.
    pub(crate) async fn run(self) -> Result<(), CommandError> {
        let Self {
            mut signals,
            store,
            store_directory,
            rules,
            bound,
            admin,
            admin_listener,
            admin_address,
            socket,
            stopping,
            certificate,
        } = self;
        tracing::info!(
            listen.addr = %bound.local_addr(),
            admin.addr = %admin_address,
            store.directory = %store_directory.display(),
            store.persons = store.stats().await?.persons,
            version = env!("CARGO_PKG_VERSION"),
            "serving"
        );

        let admin = tokio::spawn(admin.serve(admin_listener));
        let local = tokio::spawn(socket.serve(store.clone(), rules, stopping.subscribe()));
        let mut stop = stopping.subscribe();
        let contracts = tokio::spawn(bound.run(async move {
            // An error would mean that the sender is gone, and with it whoever could stop us later.
            drop(stop.wait_for(|stop| *stop).await);
        }));

        signals.stop_or_reload(&certificate).await;
        tracing::info!("stopping; requests in flight are finished");
        stopping.send_replace(true);
        let drained = async {
            drop(contracts.await);
            drop(local.await);
        };
        tokio::select! {
            () = drained => {}
            () = signals.stop() => tracing::warn!("told to stop again; requests in flight are dropped"),
        }
        admin.abort();
        store.close().await?;
        tracing::info!("stopped");
        Ok(())
    }
}

/// The server's certificate, which can be replaced while it serves.
struct Certificate {
    file: PathBuf,
    reloader: TlsReloader,
    until: watch::Sender<Timestamp>,
}

impl Certificate {
    fn new(config: &Config, reloader: TlsReloader) -> (Self, watch::Receiver<Timestamp>) {
        let file = config.tls.certificate.clone();
        let (until, receiver) = watch::channel(server_certificate_until(&file).unwrap_or(Timestamp::MIN));
        (Self { file, reloader, until }, receiver)
    }

    fn reload(&self) {
        match self.reloader.reload() {
            Ok(()) => {
                if let Some(until) = server_certificate_until(&self.file) {
                    self.until.send_replace(until);
                }
                tracing::info!("certificates read anew");
            }
            Err(error) => {
                tracing::error!(
                    error = error_chain(&error),
                    "certificates not read anew; the old ones stay in force"
                );
            }
        }
    }
}

struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl Signals {
    fn new() -> Result<Self, CommandError> {
        let handler = |kind| signal(kind).map_err(CommandError::Signal);
        Ok(Self {
            interrupt: handler(SignalKind::interrupt())?,
            terminate: handler(SignalKind::terminate())?,
            hangup: handler(SignalKind::hangup())?,
        })
    }

    /// Ready at SIGINT or SIGTERM.
    fn stop(&mut self) -> impl Future<Output = ()> + Send {
        let Self { interrupt, terminate, .. } = self;
        async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
    }

    /// As [`stop`](Self::stop); until then SIGHUP reloads the certificates.
    async fn stop_or_reload(&mut self, certificate: &Certificate) {
        loop {
            tokio::select! {
                _ = self.interrupt.recv() => return,
                _ = self.terminate.recv() => return,
                _ = self.hangup.recv() => certificate.reload(),
            }
        }
    }
}
