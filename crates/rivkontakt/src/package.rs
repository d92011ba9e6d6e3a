//! Contracts that are given at run time: a release package, loaded once.

use std::path::PathBuf;

use clap::Args;
use rivta_schema::package::{Options, Package};
use rivta_schema::resolved::Interaction;

use crate::error::CommandError;

/// How a package is loaded.
#[derive(Clone, Debug, Args)]
pub(crate) struct Leniency {
    /// Overlook that a file is missing that a schema imports: what refers to it means anything then.
    #[arg(long, requires = "contract")]
    lenient: bool,
}

impl Leniency {
    /// Loads a package: a folder, a WSDL or a schema. What is overlooked goes to standard error.
    pub(crate) fn load(&self, contract: &PathBuf) -> Result<Package, CommandError> {
        let paths = std::slice::from_ref(contract);
        let package =
            Package::load(paths, Options { lenient: self.lenient }).map_err(CommandError::Contract)?;
        for warning in &package.warnings {
            eprintln!("warning: {warning}");
        }
        if package.model.interactions.is_empty() {
            return Err(CommandError::Usage(format!("{}: no WSDL with an operation", contract.display())));
        }
        Ok(package)
    }
}

/// The operation of that name.
pub(crate) fn operation<'p>(package: &'p Package, name: &str) -> Result<&'p Interaction, CommandError> {
    let named: Vec<&Interaction> = package.operations(name).collect();
    match named.as_slice() {
        [only] => Ok(only),
        [] => {
            let known = operations(package).join(", ");
            Err(CommandError::Usage(format!("no operation {name}; there are {known}")))
        }
        several => {
            let files: Vec<String> = several.iter().map(|it| it.at.file.display().to_string()).collect();
            Err(CommandError::Usage(format!(
                "several operations {name}; give as --contract one of {}",
                files.join(", ")
            )))
        }
    }
}

/// The names of all operations.
pub(crate) fn operations(package: &Package) -> Vec<&str> {
    package.model.interactions.iter().map(|interaction| &*interaction.name).collect()
}
