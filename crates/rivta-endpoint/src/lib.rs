//! The mutual-TLS SOAP endpoint: a server for any number of RIV-TA contracts, and a client.
mod certificate;
mod headers;
mod limits;
mod metrics;
mod server;
mod tls;

pub use limits::Limits;
pub use metrics::Metrics;
pub use server::{BindError, Bound, Endpoint, EndpointConfig, TlsReloader};
pub use tls::{TlsError, TlsFiles};
