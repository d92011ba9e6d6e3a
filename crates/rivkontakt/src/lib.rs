//! The product: configuration, the four contact contracts over the store, and the commands.
//!
//! * [`config`]: the configuration file, read to the end and checked before anything starts;
//! * [`contracts`]: the contact contracts as producers over any store;
//! * [`pki`] and [`population`]: certificates and persons for trying and testing;
//! * [`cli`]: the command line; [`run`] does what it says.

pub mod cli;
pub mod config;
pub mod contracts;
pub mod pki;
pub mod population;

mod admin;
mod commands;
mod diagnostics;
mod error;
mod files;
mod import;
mod input;
mod installation;
mod local;
mod local_time;
mod logging;
mod messages;
mod output;
mod package;
mod person_argument;
mod server;
mod show;
mod store;

use std::process::ExitCode;

use cli::{Cli, Command};
use error::{CommandError, Exit, error_chain};
use output::Output;

/// Does what the command line says. Failures go to standard error, each with its causes, once.
pub fn run(cli: &Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start threads: {error}");
            return Exit::Unreachable.into();
        }
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(exit) => exit.into(),
        Err(error) => {
            if !matches!(error, CommandError::BrokenPipe) {
                // Some errors are told in lines.
                let lines: Vec<String> = error_chain(&error).lines().map(rivta_schema::printable).collect();
                eprintln!("error: {}", lines.join("\n"));
            }
            error.exit().into()
        }
    }
}

async fn dispatch(cli: &Cli) -> Result<Exit, CommandError> {
    let output = Output::new(cli.json);
    match &cli.command {
        Command::Demo(command) => command.run(output).await,
        Command::Init(command) => command.run(output),
        Command::Serve(command) => command.run().await,
        Command::Config(command) => command.run(output),
        Command::Call(command) => command.run(output).await,
        Command::Validate(command) => command.run(output),
        Command::Sample(command) => command.run(output),
        Command::Person(command) => command.run(output).await,
        Command::Contact(command) => command.run(output).await,
        Command::Store(command) => command.run(output).await,
        Command::Audit(command) => command.run(output).await,
        Command::Completions(command) => command.run(output),
    }
}
