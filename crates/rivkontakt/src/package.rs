//! Contracts that are given at run time: a release package, loaded once.

use std::path::PathBuf;

use clap::Args;
use rivta_schema::package::{Options, Package};
use rivta_schema::resolved::Interaction;
use rivta_schema::{nearest, printable};

use crate::error::{CommandError, error_chain};

/// How a package is loaded.
#[derive(Clone, Debug, Args)]
pub(crate) struct Leniency {
    /// Overlook that a file is missing that a schema imports: what refers to it means anything then.
    #[arg(long, requires = "contract")]
    lenient: bool,
}

impl Leniency {
    /// Loads packages: each a folder, a WSDL or a schema. What is overlooked, and what is faulty where there are sound operations
    /// beside it, goes to standard error.
    pub(crate) fn load(&self, contracts: &[PathBuf]) -> Result<Package, CommandError> {
        let (package, errors) = Package::load_sound(contracts, Options { lenient: self.lenient });
        if package.model.interactions.is_empty() {
            return Err(match errors.is_empty() {
                true => CommandError::NoOperation(contracts.to_vec()),
                false => CommandError::Contract(errors),
            });
        }
        for warning in &package.warnings {
            eprintln!("warning: {}", printable(&warning.to_string()));
        }
        for error in &errors {
            eprintln!("warning: left out as faulty: {}", printable(&error_chain(error)));
        }
        Ok(package)
    }
}

/// The operation of that name, and of that namespace where one is given.
pub(crate) fn operation<'p>(
    package: &'p Package,
    name: &str,
    namespace: Option<&str>,
) -> Result<&'p Interaction, CommandError> {
    let all: Vec<&Interaction> = package.operations(name).collect();
    if all.is_empty() {
        let names = package.names();
        if package.left_out.iter().any(|it| *it.name == *name) {
            return Err(CommandError::Usage(format!(
                "operation {name} was left out as faulty; mend the package, or give --lenient if a file is missing"
            )));
        }
        let near = nearest(name, &names).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        return Err(CommandError::Usage(format!(
            "no operation {name}; {near}there are {}",
            names.join(", ")
        )));
    }
    let is_meant = |it: &&&Interaction| namespace.is_none_or(|namespace| *it.namespace == *namespace);
    let named: Vec<&Interaction> = all.iter().filter(is_meant).copied().collect();
    match named.as_slice() {
        [only] => Ok(only),
        [] => Err(CommandError::Usage(format!(
            "no operation {name} of that namespace; give as --namespace one of {}",
            listed(&all, |it| it.namespace.to_string())
        ))),
        [first, rest @ ..] if rest.iter().all(|it| it.namespace == first.namespace) => {
            Err(CommandError::Usage(format!(
                "several operations {name} of one namespace; give as --contract one of {}",
                listed(&named, |it| it.at.file.display().to_string())
            )))
        }
        _ => Err(CommandError::Usage(format!(
            "several operations {name}; give as --namespace one of {}",
            listed(&named, |it| it.namespace.to_string())
        ))),
    }
}

fn listed(interactions: &[&Interaction], what: impl Fn(&Interaction) -> String) -> String {
    let mut all: Vec<String> = interactions.iter().map(|it| what(it)).collect();
    all.dedup();
    all.join(", ")
}
