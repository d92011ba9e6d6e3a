use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::tls::HandshakeFailure;

/// What an endpoint counts, for Prometheus. Cloning gives another handle to the same numbers.
#[derive(Clone, Debug)]
pub struct Metrics {
    pub(crate) requests: Family<RequestLabels, Counter>,
    pub(crate) duration: Family<ContractLabel, Histogram>,
    pub(crate) connections: Gauge,
    pub(crate) connections_refused: Counter,
    handshake_failures: Family<ReasonLabel, Counter>,
    pub(crate) certificate_expiry: Gauge<f64, AtomicU64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct RequestLabels {
    pub(crate) contract: &'static str,
    pub(crate) outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct ContractLabel {
    pub(crate) contract: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabel {
    reason: &'static str,
}

impl Metrics {
    /// New metrics, all zero, registered with names that begin with `rivta_`.
    pub fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            requests: Family::default(),
            duration: Family::new_with_constructor(|| {
                // From a cached read to the platform's patience.
                Histogram::new([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0])
            }),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            handshake_failures: Family::default(),
            certificate_expiry: Gauge::default(),
        };
        registry.register("rivta_requests", "Requests by contract and outcome", metrics.requests.clone());
        registry.register(
            "rivta_request_duration_seconds",
            "Seconds from a request's headers to its answer",
            metrics.duration.clone(),
        );
        registry.register("rivta_connections", "Open connections", metrics.connections.clone());
        registry.register(
            "rivta_connections_refused",
            "Connections closed at once because there were too many",
            metrics.connections_refused.clone(),
        );
        registry.register(
            "rivta_tls_handshake_failures",
            "Failed TLS handshakes by reason",
            metrics.handshake_failures.clone(),
        );
        registry.register(
            "rivta_certificate_expiry_timestamp_seconds",
            "When the server's certificate expires, in seconds since 1970",
            metrics.certificate_expiry.clone(),
        );
        metrics
    }

    pub(crate) fn handshake_failed(&self, failure: HandshakeFailure) {
        self.handshake_failures.get_or_create(&ReasonLabel { reason: failure.as_str() }).inc();
    }
}
