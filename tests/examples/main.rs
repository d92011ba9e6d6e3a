//! Runs what stands in `examples/`, as its readers would.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod answer;
#[expect(dead_code, reason = "main is for cargo run --example client")]
#[path = "../../examples/client.rs"]
mod client;
mod envelopes;
mod index;
#[expect(dead_code, reason = "main is for cargo run --example producer")]
#[path = "../../examples/producer.rs"]
mod producer;
mod programs;
