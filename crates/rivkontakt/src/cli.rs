//! The command line. Doc comments are the help.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::commands::{
    audit, call, completions, config, contact, demo, init, person, sample, serve, store, validate,
};
use crate::config::{Config, FILE_NAME};
use crate::error::CommandError;

/// Serves residents' contact details as RIV-TA contracts.
///
/// `rivkontakt demo` sets everything up and serves. What it makes, `serve` reads and `call` calls.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// Print JSON, for programs. Data goes to standard output, messages to standard error.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done; what was asked about is good
  1  what was asked about is bad or refused: an invalid file, an update answered ERROR, a rejected
     record, a damaged store, no such person
  2  the command line is wrong
  3  the configuration, a contract's package, a certificate or a key is wrong or missing
  4  something could not be reached, read or written (the server, the store, a file), or the server
     answered without SOAP
  5  the server answered with a SOAP fault";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Serve(serve::Serve),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    // Boxed, as it is much larger than the others.
    Call(Box<call::Call>),
    Validate(validate::Validate),
    Sample(sample::SampleCommand),
    #[command(subcommand)]
    Person(person::Person),
    #[command(subcommand)]
    Contact(contact::Contact),
    #[command(subcommand)]
    Store(store::Store),
    Audit(audit::Audit),
    Completions(completions::Completions),
}

/// Which installation a command is about.
#[derive(Clone, Debug, Args)]
pub(crate) struct Installation {
    /// The configuration file. Default: `rivkontakt.toml` here if there is one, else `demo/rivkontakt.toml`.
    // Global, so that it may stand after the subcommands of `call` too.
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

impl Installation {
    /// The configuration file that is meant.
    pub(crate) fn file(&self) -> PathBuf {
        match &self.config {
            Some(file) => file.clone(),
            None if Path::new(FILE_NAME).is_file() => PathBuf::from(FILE_NAME),
            None => Path::new("demo").join(FILE_NAME),
        }
    }

    /// Whether the configuration file was named, and so must be there.
    pub(crate) fn is_named(&self) -> bool {
        self.config.is_some()
    }

    /// The configuration, for commands that need the store but no certificates.
    pub(crate) fn load_for_store(&self) -> Result<Config, CommandError> {
        Ok(Config::load_for_store(&self.file())?)
    }
}
