//! The command `rivta-codegen`. Exit codes: 0 done or current, 1 not current, 2 an error.

use std::error::Error as _;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use rivta_codegen::inspect::{Inspected, html, inspect, text};
use rivta_codegen::{
    Config, CrateFiles, Differences, Error, GeneratedFile, NewCrate, Result, compare, generate, write,
};
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
    /// The crate's name; without it the folder's.
    #[arg(long, requires = "output")]
    name: Option<String>,
    /// Where its manifest finds the crate rivta-soap.
    #[arg(long, requires = "output", value_name = "DEPENDENCY", default_value = "\"0.1\"")]
    runtime: String,
    /// Overlook imports of files that are missing: what they declare is taken for anything.
    #[arg(long, requires = "output")]
    lenient: bool,
}

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Generate(source) => source.run(
            |config, files| write(&config.output, files).map(|()| Differences::default()),
            |folder, files| files.write(folder).map(|()| Differences::default()),
        ),
        Command::Check(source) => {
            source.run(|config, files| compare(&config.output, files), |folder, files| files.compare(folder))
        }
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

/// Writes what was found to the page, or else to standard output; what was overlooked goes to standard error.
fn show(inspected: &Inspected, page: Option<&Path>) -> Result<()> {
    inspected.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
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

impl Source {
    fn run(
        self,
        configured: impl FnOnce(&Config, &[GeneratedFile]) -> Result<Differences>,
        made: impl FnOnce(&Path, &CrateFiles) -> Result<Differences>,
    ) -> Result<Differences> {
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
            return configured(&config, &generate(&config)?);
        };
        let stem = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = self.name.or(stem).unwrap_or_else(|| "contracts".to_owned());
        if !is_crate_name(&name) {
            let message = format!("\"{name}\" can't be a crate's name; say --name NAME");
            return Err(Error::Configuration { path: folder, message });
        }
        let new = NewCrate { packages: self.from, name, runtime: self.runtime, lenient: self.lenient };
        let (files, warnings) = new.generate()?;
        warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
        made(&folder, &files)
    }
}

/// What cargo takes for a name: letters, digits, `-` and `_`, no digit first.
fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_')
}
