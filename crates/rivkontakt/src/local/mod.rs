//! What the commands ask of the store, whether the server runs or not.
//!
//! sled lets one process at a time into its directory. While the server has it, commands ask the server over a Unix
//! socket in that directory; else they open the store themselves. Either way one function, [`execute`], does what is
//! asked, as the operating system's user who asks, so that the audit log names a person.

mod client;
mod command;
mod server;
mod socket_path;
mod user;

pub(crate) use client::StoreHandle;
pub(crate) use command::{AuditRequest, StoreAnswer, StoreCommand, execute};
pub(crate) use server::{LocalSocket, SocketError};

/// The longest line of the protocol. A batch of [`BATCH`] person records is some two megabytes.
const LONGEST_LINE: u64 = 256 << 20;

/// How many person records an import sends at a time.
pub(crate) const BATCH: usize = 500;
