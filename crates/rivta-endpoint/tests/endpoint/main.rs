//! The endpoint over real TLS connections, as its callers see it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that can't go on fails"
)]

mod body;
mod client;
mod contract;
mod envelope;
mod http;
mod lifecycle;
mod pki;
mod server;
mod tls;
mod wsdl;
