//! The admin listener: health, readiness and metrics over plain HTTP on loopback.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use contact_store::ContactStore;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use rivta_soap::Clock;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// Connections at one time; a monitoring system needs one or two.
const CONNECTIONS: usize = 32;
/// For the request line and headers.
const HEADERS: Duration = Duration::from_secs(5);

/// What the admin listener tells about.
pub(crate) struct Admin<S> {
    store: Arc<S>,
    clock: Arc<dyn Clock>,
    registry: Registry,
    store_gauges: StoreGauges,
    certificate_until: watch::Receiver<Timestamp>,
    stopping: watch::Receiver<bool>,
}

/// The store's sizes, as of the last time that somebody asked for the metrics.
#[derive(Default)]
struct StoreGauges {
    persons: Gauge,
    contact_records: Gauge,
    audit_entries: Gauge,
    database_bytes: Gauge,
    journal_bytes: Gauge,
    writes_stopped: Gauge,
}

impl<S: ContactStore> Admin<S> {
    /// Adds this product's own metrics to those that `registry` has.
    pub(crate) fn new(
        store: Arc<S>,
        clock: Arc<dyn Clock>,
        mut registry: Registry,
        certificate_until: watch::Receiver<Timestamp>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let gauges = StoreGauges::default();
        let own = registry.sub_registry_with_prefix("rivkontakt");
        own.register("build", "The release that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let store_metrics = own.sub_registry_with_prefix("store");
        store_metrics.register("persons", "Persons in the store", gauges.persons.clone());
        store_metrics.register(
            "contact_records",
            "Contact records in the store",
            gauges.contact_records.clone(),
        );
        store_metrics.register("audit_entries", "Entries of the audit log", gauges.audit_entries.clone());
        store_metrics.register_with_unit(
            "database",
            "Size of the database's files",
            Unit::Bytes,
            gauges.database_bytes.clone(),
        );
        store_metrics.register_with_unit(
            "journal",
            "Size of the journal that is being written",
            Unit::Bytes,
            gauges.journal_bytes.clone(),
        );
        store_metrics.register(
            "writes_stopped",
            "1 if the store takes no more changes after a failure",
            gauges.writes_stopped.clone(),
        );
        Self { store, clock, registry, store_gauges: gauges, certificate_until, stopping }
    }

    /// Answers until the process ends; probes shall see a server that is stopping, too.
    pub(crate) async fn serve(self, listener: TcpListener) {
        let admin = Arc::new(self);
        let permits = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(permit) = permits.clone().acquire_owned().await else { return };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(error = %error, "cannot accept a connection to the admin listener");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let admin = admin.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let admin = admin.clone();
                    async move { Ok::<_, Infallible>(admin.answer(&request).await) }
                });
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEADERS)
                    .serve_connection(TokioIo::new(stream), service);
                if let Err(error) = connection.await {
                    tracing::debug!(error = %error, "admin connection ended");
                }
                drop(permit);
            });
        }
    }

    async fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let path = request.uri().path();
        if !matches!(path, "/healthz" | "/readyz" | "/metrics") {
            return plain(StatusCode::NOT_FOUND, "expected /healthz, /readyz or /metrics\n".to_owned());
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "expected GET\n".to_owned());
            response.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        match path {
            "/healthz" => plain(StatusCode::OK, "ok\n".to_owned()),
            "/readyz" => match self.obstacles().await {
                obstacles if obstacles.is_empty() => plain(StatusCode::OK, "ready\n".to_owned()),
                obstacles => plain(StatusCode::SERVICE_UNAVAILABLE, obstacles.join("\n") + "\n"),
            },
            _ => self.metrics().await,
        }
    }

    /// Why requests should go elsewhere.
    async fn obstacles(&self) -> Vec<&'static str> {
        let mut obstacles = Vec::new();
        if *self.stopping.borrow() {
            obstacles.push("stopping");
        }
        match self.store.stats().await {
            Ok(stats) if stats.writes_stopped.is_some() => {
                obstacles.push("the store takes no more changes; see the log");
            }
            Ok(_) => {}
            Err(_) => obstacles.push("the store does not answer; see the log"),
        }
        if *self.certificate_until.borrow() < self.clock.now() {
            obstacles.push("the server's certificate has expired");
        }
        obstacles
    }

    async fn metrics(&self) -> Response<Full<Bytes>> {
        if let Ok(stats) = self.store.stats().await {
            let gauges = &self.store_gauges;
            for (gauge, value) in [
                (&gauges.persons, stats.persons),
                (&gauges.contact_records, stats.contact_records),
                (&gauges.audit_entries, stats.audit_entries),
                (&gauges.database_bytes, stats.database_bytes),
                (&gauges.journal_bytes, stats.journal_bytes),
                (&gauges.writes_stopped, u64::from(stats.writes_stopped.is_some())),
            ] {
                gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
            }
        }
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            return plain(StatusCode::INTERNAL_SERVER_ERROR, "the metrics cannot be written\n".to_owned());
        }
        let mut response = plain(StatusCode::OK, text);
        response.headers_mut().insert(
            CONTENT_TYPE,
            hyper::header::HeaderValue::from_static(
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ),
        );
        response
    }
}

fn plain(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
