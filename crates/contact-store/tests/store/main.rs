//! The store as its users see it, in real directories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by them"
)]

mod imports;
mod reads;
mod recovery;
mod support;
mod updates;
