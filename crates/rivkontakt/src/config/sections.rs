//! The keys of the configuration file, with their defaults. `reference.toml` explains each; a test keeps the two equal.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// `[listen]`: where the contracts are served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Listen {
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
    /// HSA-ids that requests may be addressed to.
    pub logical_addresses: Vec<String>,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8443)),
            logical_addresses: vec!["SE165565594230-1000".to_owned()],
        }
    }
}

/// `[tls]`: who we are and whose certificates we accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tls {
    /// The server's certificate, followed by the authorities between it and the root. PEM.
    pub certificate: PathBuf,
    /// Its private key. PEM.
    pub key: PathBuf,
    /// The authorities whose client certificates are accepted. PEM.
    pub client_authorities: PathBuf,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            certificate: "pki/server.pem".into(),
            key: "pki/server.key".into(),
            client_authorities: "pki/ca.pem".into(),
        }
    }
}

/// `[limits]`: what a caller can make large or slow. The defaults are the endpoint's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Open connections.
    pub connections: usize,
    /// A request's body, also after inflating it.
    pub body_bytes: usize,
    /// Request line and headers.
    pub head_bytes: usize,
    /// All bodies that the server holds at one time.
    pub bodies_in_flight_bytes: usize,
    /// Elements within each other.
    pub element_depth: usize,
    /// Attributes of one element.
    pub attributes_per_element: usize,
    /// For the TLS handshake.
    pub handshake_seconds: u64,
    /// For request line and headers.
    pub head_seconds: u64,
    /// For the body to arrive, and for the caller to take any part of the answer.
    pub transfer_seconds: u64,
    /// For the work between the two.
    pub handler_seconds: u64,
    /// Between two requests on a connection.
    pub idle_seconds: u64,
    /// For the requests at work when the server is told to stop.
    pub drain_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let limits = rivta_endpoint::Limits::default();
        Self {
            connections: limits.connections,
            body_bytes: limits.body,
            head_bytes: limits.head,
            bodies_in_flight_bytes: limits.bodies_in_flight,
            element_depth: limits.depth,
            attributes_per_element: limits.attributes,
            handshake_seconds: limits.handshake.as_secs(),
            head_seconds: limits.headers.as_secs(),
            transfer_seconds: limits.transfer.as_secs(),
            handler_seconds: limits.handler.as_secs(),
            idle_seconds: limits.idle.as_secs(),
            drain_seconds: limits.shutdown.as_secs(),
        }
    }
}

impl From<&Limits> for rivta_endpoint::Limits {
    fn from(limits: &Limits) -> Self {
        Self {
            body: limits.body_bytes,
            head: limits.head_bytes,
            bodies_in_flight: limits.bodies_in_flight_bytes,
            handshake: Duration::from_secs(limits.handshake_seconds),
            headers: Duration::from_secs(limits.head_seconds),
            transfer: Duration::from_secs(limits.transfer_seconds),
            idle: Duration::from_secs(limits.idle_seconds),
            handler: Duration::from_secs(limits.handler_seconds),
            connections: limits.connections,
            depth: limits.element_depth,
            attributes: limits.attributes_per_element,
            shutdown: Duration::from_secs(limits.drain_seconds),
        }
    }
}

/// `[admin]`: health and metrics, on loopback only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Admin {
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
}

impl Default for Admin {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 8444)) }
    }
}

/// `[log]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// How lines look.
    pub format: LogFormat,
    /// The least severe level that is logged.
    pub level: LogLevel,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The least severe level that is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Our failures.
    Error,
    /// What somebody should look at.
    Warn,
    /// A line per request.
    #[default]
    Info,
    /// For developers.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// As the log filter spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// `[store]`: where persons, contact details and the audit log lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Store {
    /// The directory; made if absent.
    pub directory: PathBuf,
    /// Memory for the database's pages.
    pub cache_bytes: u64,
    /// A journal of this size is handed over to the database.
    pub journal_segment_bytes: u64,
    /// After this time the journal is handed over however short it is.
    pub checkpoint_seconds: u64,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            directory: "data".into(),
            cache_bytes: 64 << 20,
            journal_segment_bytes: 64 << 20,
            checkpoint_seconds: 3600,
        }
    }
}

/// `[[consumer]]`: a system that may call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Consumer {
    /// As in its certificate's subject (serialNumber).
    pub hsa_id: String,
    /// For people who read this file.
    pub name: String,
    /// Whether it is a service platform, whose headers tell for whom it calls.
    pub platform: bool,
    /// What it may call: tables `[[consumer.grant]]`, which are read one by one.
    #[serde(skip_deserializing, rename = "grant")]
    pub grants: Vec<ConsumerGrant>,
}

/// `[[consumer.grant]]`: contracts that a consumer may call at a logical address during some days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConsumerGrant {
    /// Names of interactions, e.g. `GetPersonContactInformation`.
    pub contracts: Vec<String>,
    /// The receiver's HSA-id.
    pub logical_address: String,
    /// First day, Swedish time; absent: since always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<jiff::civil::Date>,
    /// Last day, Swedish time, included; absent: until further notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<jiff::civil::Date>,
    /// Why unrestricted contracts are granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Limits {
    /// hyper's read buffer cannot be smaller.
    pub(super) const SMALLEST_HEAD: usize = 8192;
}
