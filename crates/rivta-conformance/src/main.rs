//! The command `rivta-conformance`. Exit codes: 0 as demanded, 1 less than demanded, 2 an error.

use std::error::Error as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rivta_conformance::{
    PackageReport, Result, changes, corpus, generated, package_bars, packages, speed, suite,
};

/// Measures how schemas and documents are judged, against libxml2 and the W3C XML Schema test suite.
#[derive(Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reports of each package in a folder: WSDLs and schemas taken, samples valid, changed samples judged as by libxml2.
    ///
    /// Runs `xmllint` of libxml2 as an external process. Exit code 1: something sound is refused, the two judge a document
    /// differently without a known reason, or a message has no sample.
    Packages {
        /// The folder with a package in each of its folders.
        folder: PathBuf,
        /// Only packages with this in their name.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// Runs the W3C XML Schema test suite, as far as it is for XSD 1.0, and lists what is judged otherwise, with the reason.
    ///
    /// Exit code 1: less than is demanded, or a test is judged otherwise without a known reason.
    W3c {
        /// `suite.xml`, a test set, or a folder of test sets.
        suite: PathBuf,
        /// The percentage of instance tests that must be passed.
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
    /// What `packages` and `generated` find, with one line for each package at the end, and each bar with whether it is met.
    Corpus {
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
        Command::Packages { folder, only } => {
            let reports = packages(&folder, &only)?;
            reports.iter().for_each(|report| print!("{report}"));
            changes(&reports).iter().for_each(|(change, count)| println!("{change}: {count}"));
            package_bars(&reports).iter().for_each(|bar| print!("{bar}"));
            Ok(reports.iter().all(PackageReport::is_good))
        }
        Command::W3c { suite: path, at_least } => {
            let report = suite(&path)?;
            print!("{report}");
            Ok(report.instances.reaches(at_least) && report.unexplained() == 0)
        }
        Command::Generated { folder, work, only } => {
            let reports = generated(&folder, &work, &only)?;
            reports.packages.iter().for_each(|report| print!("{report}"));
            reports.bars().iter().for_each(|bar| print!("{bar}"));
            Ok(reports.is_good())
        }
        Command::Corpus { folder, work, only } => {
            let report = corpus(&folder, &work, &only)?;
            print!("{report}");
            Ok(report.is_good())
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
