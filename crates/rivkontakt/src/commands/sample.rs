use std::path::PathBuf;

use clap::Args;
use rivta_schema::sample::{Direction, Extent, Sample};

use crate::error::{CommandError, Exit};
use crate::output::Output;
use crate::package::{Leniency, operation};

/// Make a valid example message of any contract, from its schemas.
///
/// Prints an envelope: a request with the header LogicalAddress, or a response. The same options make the same message.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt sample --contract ServiceContracts_x_y_1.0 --operation GetX > request.xml
  rivkontakt sample --contract ServiceContracts_x_y_1.0 --operation GetX --response --minimal
  rivkontakt sample --contract GetXInteraction_1.0_RIVTABP21.wsdl --operation GetX --seed 7")]
pub(crate) struct SampleCommand {
    /// The release package's folder, a folder of several, or a WSDL. May be given again for further ones.
    #[arg(long, value_name = "PACKAGE", required = true)]
    contract: Vec<PathBuf>,
    #[command(flatten)]
    leniency: Leniency,
    /// The operation. Left out: tells which there are.
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Which of several versions of it: the namespace of the request.
    #[arg(long, value_name = "URI")]
    namespace: Option<String>,
    /// Make a response. Default: a request.
    #[arg(long)]
    response: bool,
    /// Leave out all that may be left out.
    #[arg(long, conflicts_with = "full")]
    minimal: bool,
    /// Put in all that may be put in, of a choice one alternative. This is the default without --seed.
    #[arg(long)]
    full: bool,
    /// Make another message: other values and choices, and without --minimal and --full only some of the optional parts.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

impl SampleCommand {
    pub(crate) fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let package = self.leniency.load(&self.contract)?;
        let Some(name) = &self.operation else {
            let names = package.names().join(", ");
            return Err(CommandError::Usage(format!("give as --operation one of {names}")));
        };
        let interaction = operation(&package, name, self.namespace.as_deref())?;
        let extent = match (self.minimal, self.full, self.seed) {
            (true, ..) => Extent::Minimal,
            (false, false, Some(_)) => Extent::Varied,
            _ => Extent::Full,
        };
        let sample = Sample { extent, seed: self.seed.unwrap_or_default() };
        let direction = if self.response { Direction::Response } else { Direction::Request };
        match package.sampler().envelope(sample, interaction, direction) {
            Ok(envelope) => output.print(&envelope).map(|()| Exit::Good),
            Err(error) => {
                eprintln!("error: {error}");
                Ok(Exit::Bad)
            }
        }
    }
}
