use std::sync::Arc;

use clap::Args;
use rivta_soap::{Clock, SystemClock};

use crate::cli::Installation;
use crate::config::Config;
use crate::error::{CommandError, Exit};
use crate::logging;
use crate::server::Server;

/// Serve the contact contracts as the configuration says.
///
/// Stops at Ctrl-C or SIGTERM: what is in flight is finished first (limits.drain_seconds); a second signal stops at once.
/// SIGHUP reads certificates and keys anew. Logs go to standard error.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt serve --config /etc/rivkontakt/rivkontakt.toml
  RUST_LOG=debug rivkontakt serve")]
pub(crate) struct Serve {
    #[command(flatten)]
    installation: Installation,
}

impl Serve {
    pub(crate) async fn run(&self) -> Result<Exit, CommandError> {
        let clock = Arc::new(SystemClock);
        let config = Config::load(&self.installation.file(), clock.now())?;
        logging::start(&config.log)?;
        Server::start(&config, clock).await?.run().await?;
        Ok(Exit::Good)
    }
}
