//! The product as a library.
mod files;
pub mod pki;
