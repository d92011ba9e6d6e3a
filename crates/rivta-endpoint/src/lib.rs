//! The mutual-TLS endpoint of RIV-TA contracts: a server that routes requests to producers, and a client for consumers.
//!
//! [`Endpoint`] serves any number of contracts: each is a [`Service`](rivta_soap::Service), which generated code makes of a
//! producer. A request's path through the server:
//!
//! 1. `server/connection.rs` does the TLS handshake and takes the caller's HSA-id from its certificate.
//! 2. `server/guarded_stream.rs` and `server/framing.rs` check the request's head before hyper sees it, and its speed.
//! 3. `server/exchange.rs` finds the contract by path, reads the body (`server/body.rs`), logs and counts.
//! 4. `server/soap_call.rs` reads the envelope, authorises the caller, has the message read and the producer called.
//! 5. `server/error.rs` says what the sender is told if anything of that fails.
//!
//! [`Client`] calls a producer or the service platform.

mod certificate;
mod client;
mod headers;
mod limits;
mod metrics;
mod server;
mod tls;

pub use client::{CallError, CallOptions, Client, ClientConfig, ClientError, ClientLimits, RawAnswer};
pub use limits::Limits;
pub use metrics::Metrics;
pub use server::{BindError, Bound, Endpoint, EndpointConfig, TlsReloader};
pub use tls::{TlsError, TlsFiles};
