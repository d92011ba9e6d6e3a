use clap::{Args, Subcommand};
use rivta_soap::{Clock, SystemClock};

use crate::cli::Installation;
use crate::config::Config;
use crate::error::{CommandError, Exit};
use crate::output::Output;

/// Check the configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    Check(Check),
}

/// Tell everything that is wrong, or print what is in force.
///
/// Reads the file as `serve` does, with the certificates and keys that it names. Each mistake is told with line, key and
/// cure. Without mistakes it prints every key with the value in force, defaults included; the output is a configuration
/// file with absolute paths.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt config check
  rivkontakt config check --config /etc/rivkontakt/rivkontakt.toml --json | jq .limits")]
pub(crate) struct Check {
    #[command(flatten)]
    installation: Installation,
}

impl ConfigCommand {
    pub(crate) fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let Self::Check(check) = self;
        let file = check.installation.file();
        let mut config = Config::load(&file, SystemClock.now())?;
        for path in [
            &mut config.tls.certificate,
            &mut config.tls.key,
            &mut config.tls.client_authorities,
            &mut config.store.directory,
        ] {
            *path = std::path::absolute(&*path).map_err(CommandError::io(path, "cannot find the path"))?;
        }
        // toml refuses nothing that was read from it; if it did, an empty answer would mislead.
        let text = toml::to_string(&config).map_err(|error| CommandError::Usage(error.to_string()))?;
        output.answer(&config, |_| text)?;
        for warning in &config.warnings {
            eprintln!("warning: {}", warning.told(&file));
        }
        eprintln!("{}: in order", file.display());
        Ok(Exit::Good)
    }
}
