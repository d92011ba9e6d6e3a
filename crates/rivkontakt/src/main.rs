//! `rivkontakt`: serves residents' contact details as RIV-TA contracts. The commands are in the library.

use std::process::ExitCode;

use clap::Parser;
use rivkontakt::cli::Cli;

fn main() -> ExitCode {
    rivkontakt::run(&Cli::parse())
}
