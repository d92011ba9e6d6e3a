//! What the integration tests share: a demo directory, the program as a process, and a client that can be told to
//! misbehave.
//!
//! Every test makes its own directory and its own server on ports that the system chooses, so tests run side by side.
//! Nothing here waits for a time; it waits for what it needs, and a test that waits in vain fails by itself.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails, and says at what")]

mod client;
mod envelope;
mod process;

pub use client::{Response, TlsClient};
pub use envelope::{get_request, personnummer, soap, soap_to, update_request};
pub use process::{Directory, Finished, Program, Server};
pub use rivkontakt::pki::Client;
