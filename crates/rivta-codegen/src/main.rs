//! The command `rivta-codegen`. Exit codes: 0 done or current, 1 not current, 2 an error.

use std::error::Error as _;
use std::fmt;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use rivta_codegen::inspect::{Inspected, html, inspect, text};
use rivta_codegen::{Config, Differences, Error, NewCrate, Result, Runtime, compare, generate, write};
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
    /// Writes the files that a configuration asks for, and removes others from their folder; or makes a crate of release
    /// packages.
    Generate(Source),
    /// Lists the generated files that are missing, stale or left over; exit code 1 if there are any.
    Check(Source),
    /// Prints contracts as a person reads them: operations, and the trees of what their messages hold. Of a package that is
    /// faulty in parts the others are told, with exit code 2.
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

/// What is generated.
#[derive(Args)]
struct Source {
    /// A configuration file, e.g. crates/rivta-persons/codegen.toml; or folders of release packages, single WSDLs or schemas,
    /// with --output.
    #[arg(required = true, value_name = "CONFIG|PACKAGE")]
    from: Vec<PathBuf>,
    /// The folder of the crate that is made of packages.
    #[arg(long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// The crate's name; without it the folder's. Only for a new crate: afterwards its Cargo.toml is yours.
    #[arg(long, requires = "output")]
    name: Option<String>,
    /// Where its Cargo.toml finds the crate rivta-soap: a version, the crate's folder, or a table. Without it version 0.1; as
    /// long as that is not on crates.io, name the folder in a checkout, e.g. --runtime ../rivkontakt/crates/rivta-soap, or
    /// --runtime '{ git = "https://…" }'. Only for a new crate.
    #[arg(long, requires = "output", value_name = "VERSION|FOLDER|TABLE")]
    runtime: Option<Runtime>,
    /// Overlook imports of files that are missing: what they declare is taken for anything.
    #[arg(long, requires = "output")]
    lenient: bool,
}

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Generate(source) => source.run(Work::Generate),
        Command::Check(source) => source.run(Work::Check),
        Command::Inspect { packages, operation, lenient, html } => {
            let inspected = inspect(&packages, PackageOptions { lenient }, operation.as_deref());
            let shown = inspected.and_then(|inspected| show(&inspected, html.as_deref()).map(|()| inspected));
            match shown {
                Ok(Inspected { errors, .. }) if errors.is_empty() => return ExitCode::SUCCESS,
                Ok(Inspected { errors, .. }) => Err(Error::Package(errors)),
                Err(error) => Err(error),
            }
        }
    };
    match done {
        Ok(differences) if differences.is_empty() => ExitCode::SUCCESS,
        Ok(differences) => {
            let _ = write!(std::io::stdout(), "{differences}");
            ExitCode::from(1)
        }
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            tell(format_args!("error: {error}{cause}"));
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error. Whether anyone listens changes nothing: a pipe may be closed.
fn tell(said: fmt::Arguments<'_>) {
    // Names of schemas may hold what a terminal would act on; several errors are told in lines.
    for line in said.to_string().lines() {
        let _ = writeln!(std::io::stderr(), "{}", rivta_schema::printable(line));
    }
}

/// Writes what was found to the page, or else to standard output; what was overlooked goes to standard error.
fn show(inspected: &Inspected, page: Option<&Path>) -> Result<()> {
    inspected.warnings.iter().for_each(|warning| tell(format_args!("warning: {warning}")));
    match page {
        Some(page) => std::fs::write(page, html(inspected))
            .map_err(|source| Error::Write { path: page.to_owned(), source }),
        None => match std::io::stdout().write_all(text(&inspected.outline).as_bytes()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|source| Error::Write { path: "standard output".into(), source }),
        },
    }
}

/// What is done with what a [`Source`] asks for.
#[derive(Clone, Copy)]
enum Work {
    Generate,
    Check,
}

impl Source {
    fn run(self, work: Work) -> Result<Differences> {
        let Some(folder) = self.output else {
            let is_package = |path: &PathBuf| {
                path.is_dir() || path.extension().is_some_and(|it| it == "wsdl" || it == "xsd")
            };
            if let Some(path) = self.from.iter().find(|path| is_package(path)).cloned() {
                let message = "a package, not a configuration; say --output FOLDER for its crate".to_owned();
                return Err(Error::Configuration { path, message });
            }
            let [config] = self.from.as_slice() else {
                let path = self.from.into_iter().next().unwrap_or_default();
                let message =
                    "one configuration file at a time; for packages, say --output FOLDER".to_owned();
                return Err(Error::Configuration { path, message });
            };
            let config = Config::read(config)?;
            let files = generate(&config)?;
            return match work {
                Work::Generate => write(&config.output, &files).map(|()| Differences::default()),
                Work::Check => compare(&config.output, &files),
            };
        };
        let stem = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let about_manifest = self.name.is_some() || self.runtime.is_some();
        let name = self.name.or(stem).unwrap_or_else(|| "contracts".to_owned());
        if !is_crate_name(&name) {
            let message = format!("\"{name}\" can't be a crate's name; say --name NAME");
            return Err(Error::Configuration { path: folder, message });
        }
        let runtime = self.runtime.unwrap_or_default();
        let new = NewCrate { packages: self.from, name, runtime, lenient: self.lenient };
        let (files, warnings) = new.generate().inspect_err(|error| tell_of_lenient(error, self.lenient))?;
        warnings.iter().for_each(|warning| tell(format_args!("warning: {warning}")));
        match work {
            Work::Generate => {
                if about_manifest && files.keeps_manifest(&folder) {
                    tell(format_args!(
                        "note: {} is kept; --name and --runtime are for a new crate, change them there",
                        folder.join("Cargo.toml").display()
                    ));
                }
                files.write(&folder).map(|()| Differences::default())
            }
            Work::Check => files.compare(&folder),
        }
    }
}

/// Says, where a package is faulty, that nothing is generated of the rest of it, and what may be overlooked.
fn tell_of_lenient(error: &Error, lenient: bool) {
    let Error::Package(errors) = error else { return };
    tell(format_args!("note: nothing is generated as long as a part of a package is faulty:"));
    let is_missing = |error: &rivta_schema::Error| {
        use rivta_schema::Error::{MissingDocument, MissingNamespace};
        matches!(error, MissingDocument { .. } | MissingNamespace { .. })
    };
    if !lenient && errors.iter().any(is_missing) {
        tell(format_args!("note: --lenient overlooks imports of files that are missing"));
    }
}

/// What cargo takes for a name: letters, digits, `-` and `_`, no digit first.
fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_')
}
