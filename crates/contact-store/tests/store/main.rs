//! The store as its users see it: real directories, and processes that are killed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by them"
)]

mod imports;
mod kill;
mod reads;
mod recovery;
mod support;
mod updates;
