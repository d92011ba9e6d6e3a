//! The endpoint over real TLS connections, as its callers see it.

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
