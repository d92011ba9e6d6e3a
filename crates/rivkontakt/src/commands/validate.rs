use std::path::PathBuf;

use clap::Args;
use contact_rules::Rules;
use rivta_schema::printable;
use serde::Serialize;

use crate::config::Config;
use crate::diagnostics::{self, Diagnostic};
use crate::error::{CommandError, Exit};
use crate::input;
use crate::output::Output;
use crate::package::Leniency;

/// Check messages against schema and framework rules, without a server.
///
/// Takes requests and responses of every contract of the domain, in an envelope or not. Tells all that is wrong, each with
/// file, line, column, the line, the rule's id and what would be right. Rules that need the register (F9, F12, C4, C13) are
/// checked by the server. With --contract, messages of any contract are checked against its schemas; what is faulty in the
/// package is told, and the rest is used. Exit code 1: something is wrong; warnings alone are not. 4: a file could not be
/// read; the others are checked all the same.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt validate request.xml
  rivkontakt validate --config rivkontakt.toml examples/envelopes/*.xml
  rivkontakt validate --json - < request.xml
  rivkontakt validate --contract ServiceContracts_x_y_1.0 request.xml

With --json, a line per finding: file, line, column, severity, rule, path, message. A valid file has none;
one that cannot be read is told on standard error.")]
pub(crate) struct Validate {
    /// The files; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Take the severities and lists of [rules] from this configuration. Default: every rule an error, no lists.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Check messages of this contract: a release package's folder, a folder of several, or a WSDL. May be given again for
    /// further ones. Default: the contracts that are served.
    #[arg(long, value_name = "PACKAGE", conflicts_with = "config")]
    contract: Vec<PathBuf>,
    #[command(flatten)]
    leniency: Leniency,
}

#[derive(Serialize)]
struct Finding<'a> {
    file: String,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

impl Validate {
    pub(crate) fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let package = match self.contract.as_slice() {
            [] => None,
            contracts => Some(self.leniency.load(contracts)?),
        };
        let rules = match &self.config {
            Some(file) => Config::load_for_store(file)?.compiled_rules,
            None => Rules::default(),
        };
        let mut errors = 0usize;
        let mut warnings = 0usize;
        let mut unreadable = 0usize;
        for file in &self.files {
            let Some(bytes) = input::read_or_tell(file) else {
                unreadable += 1;
                continue;
            };
            let checked = match &package {
                Some(package) => diagnostics::check_by(&bytes, package),
                None => diagnostics::check(&bytes, &rules),
            };
            for diagnostic in &checked.diagnostics {
                *if diagnostic.is_error() { &mut errors } else { &mut warnings } += 1;
                let finding = Finding { file: file.display().to_string(), diagnostic };
                output.answer(&finding, |finding| finding.diagnostic.render(file, &checked.text))?;
            }
            if checked.diagnostics.is_empty() && !output.is_json() {
                let (file, what) = (file.display().to_string(), checked.what.unwrap_or_default());
                output.print(&format!("{}: {}, valid\n", printable(&file), printable(&what)))?;
            }
        }
        if errors + warnings > 0 {
            eprintln!(
                "{}, {} in {}",
                counted(errors, "error"),
                counted(warnings, "warning"),
                counted(self.files.len() - unreadable, "file")
            );
        }
        Ok(match (unreadable, errors) {
            (1.., _) => Exit::Unreachable,
            (0, 1..) => Exit::Bad,
            (0, 0) => Exit::Good,
        })
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
