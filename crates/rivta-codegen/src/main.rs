//! The command `rivta-codegen`. Exit codes: 0 done or current, 1 not current, 2 an error.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rivta_codegen::inspect::inspect;
use rivta_codegen::{Config, Differences, Result, compare, generate, write};
use rivta_schema::package::Options as PackageOptions;

/// Generates Rust from RIV-TA schemas and WSDLs.
#[derive(Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the files that a configuration asks for, and removes others from their folder.
    Generate {
        /// The configuration file, e.g. crates/rivta-persons/codegen.toml.
        config: PathBuf,
    },
    /// Lists the files that are missing, stale or left over; exit code 1 if there are any.
    Check {
        /// The configuration file.
        config: PathBuf,
    },
    /// Prints contracts as a person reads them: operations, and the trees of what their messages hold.
    Inspect {
        /// Folders of release packages, or single WSDLs or schemas.
        #[arg(required = true)]
        packages: Vec<PathBuf>,
        /// Only the operation of that name.
        #[arg(long, value_name = "NAME")]
        operation: Option<String>,
        /// Overlook imports of files that are missing: what they declare is told as anything.
        #[arg(long)]
        lenient: bool,
        /// Write an HTML page instead, which needs no other file.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Generate { config } => run(&config, |config, files| {
            write(&config.output, files)?;
            Ok(Differences::default())
        }),
        Command::Inspect { packages, operation, lenient, html } => {
            inspect(&packages, PackageOptions { lenient }, operation.as_deref(), html.as_deref()).map(
                |(text, warnings)| {
                    warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
                    print!("{text}");
                    Differences::default()
                },
            )
        }
        Command::Check { config } => run(&config, |config, files| compare(&config.output, files)),
    };
    match done {
        Ok(differences) if differences.is_empty() => ExitCode::SUCCESS,
        Ok(differences) => {
            print!("{differences}");
            ExitCode::from(1)
        }
        Err(error) => {
            eprint!("error: {error}");
            match error.source() {
                Some(cause) => eprintln!(": {cause}"),
                None => eprintln!(),
            }
            ExitCode::from(2)
        }
    }
}

fn run(
    config: &Path,
    then: impl FnOnce(&Config, &[rivta_codegen::GeneratedFile]) -> Result<Differences>,
) -> Result<Differences> {
    let config = Config::read(config)?;
    then(&config, &generate(&config)?)
}
