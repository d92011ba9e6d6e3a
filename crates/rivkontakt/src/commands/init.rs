use std::path::PathBuf;

use clap::Args;
use rivta_soap::SystemClock;
use serde::Serialize;

use crate::error::{CommandError, Exit};
use crate::installation;
use crate::output::Output;

/// Make a configuration and a development PKI, without data.
///
/// Makes DIR with `rivkontakt.toml`, every key in it with its default and reason, and `pki/`: an authority of its own, a
/// server certificate for localhost, and client certificates for trying every kind of caller. What is there is kept.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt init /etc/rivkontakt
  rivkontakt serve --config /etc/rivkontakt/rivkontakt.toml")]
pub(crate) struct Init {
    /// The directory.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

#[derive(Serialize)]
struct Made {
    config: PathBuf,
}

impl Init {
    pub(crate) fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let config = installation::create(&self.directory, None, &SystemClock)?;
        output.answer(&Made { config }, |made| {
            format!(
                "{config} is ready; look through it, then:\n  rivkontakt serve --config {config}\n",
                config = made.config.display()
            )
        })?;
        Ok(Exit::Good)
    }
}
