//! The command `rivta-conformance`. Exit codes: 0 as demanded, 1 less than demanded, 2 an error.

use std::error::Error as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rivta_conformance::{GeneratedReport, Result, generated, packages, speed, suite};

/// Measures how schemas and documents are judged, against libxml2 and the W3C XML Schema test suite.
#[derive(Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reports of each package in a folder: WSDLs taken, samples valid, changed samples judged as by libxml2.
    ///
    /// Runs `xmllint` of libxml2 as an external process. Exit code 1: the two judge a document differently, or a message
    /// has no sample.
    Packages {
        /// The folder with a package in each of its folders.
        folder: PathBuf,
    },
    /// Runs the W3C XML Schema test suite, as far as it is for XSD 1.0, and lists what is judged otherwise.
    W3c {
        /// `suite.xml`, a test set, or a folder of test sets.
        suite: PathBuf,
        /// The percentage of instance tests that must be passed; with less the exit code is 1.
        #[arg(long, default_value_t = 95, value_name = "PERCENT")]
        at_least: usize,
    },
    /// Generates a crate for each package in a folder, compiles it with cargo, and has it read and write samples and changed
    /// samples: whether it compiles without warnings, judges as the run-time validator does, and writes what it read.
    Generated {
        /// The folder with a package in each of its folders.
        folder: PathBuf,
        /// Where crates and documents are written, and kept.
        #[arg(long, value_name = "FOLDER", default_value = "target/conformance")]
        work: PathBuf,
        /// Only packages with this in their name.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// Compares the times of NsReader, which checks nothing, of the run-time validator, of the generated reader and writer,
    /// and of libxml2's streaming validation, over the same messages. Exit code 1: a bar is missed.
    ///
    /// For each package code is generated and built as a user's release build does. Of each message there is one of short
    /// elements, one of long texts, one of foreign content, and an envelope of about 4 kB that is read 5,000 times. Medians of
    /// the rounds' ratios; libxml2 is run as `xmllint --sax` and `--stream`, its start taken off.
    Speed {
        /// Folders of packages; without any our own.
        packages: Vec<PathBuf>,
        /// Where crates and messages are written, and kept.
        #[arg(long, value_name = "FOLDER", default_value = "target/conformance")]
        work: PathBuf,
        /// The size of the large messages, in megabytes.
        #[arg(long, default_value_t = 2)]
        megabytes: usize,
        /// How many rounds there are.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
    },
}

/// Our own WSDLs.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../wsdl");

fn main() -> ExitCode {
    match run(Options::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            match error.source() {
                Some(cause) => eprintln!("error: {error}: {cause}"),
                None => eprintln!("error: {error}"),
            }
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<bool> {
    match command {
        Command::Packages { folder } => {
            let reports = packages(&folder)?;
            reports.iter().for_each(|report| print!("{report}"));
            Ok(reports.iter().all(|it| it.differences.is_empty() && it.without_sample.is_empty()))
        }
        Command::W3c { suite: path, at_least } => {
            let report = suite(&path)?;
            print!("{report}");
            Ok(report.instances.reaches(at_least))
        }
        Command::Generated { folder, work, only } => {
            let reports = generated(&folder, &work, &only)?;
            reports.iter().for_each(|report| print!("{report}"));
            Ok(reports.iter().all(GeneratedReport::is_good))
        }
        Command::Speed { mut packages, work, megabytes, rounds } => {
            if packages.is_empty() {
                packages.push(PathBuf::from(OWN));
            }
            let report = speed(&packages, &work, megabytes, rounds)?;
            print!("{report}");
            Ok(report.is_good())
        }
    }
}
