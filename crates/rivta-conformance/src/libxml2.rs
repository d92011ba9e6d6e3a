//! What libxml2 says, by its command `xmllint`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// So many files are given to one process: the schema is compiled once for them, and the command line stays short enough.
const BATCH: usize = 200;

/// Whether a schema compiles.
pub(crate) fn accepts_schema(schema: &Path) -> Result<bool> {
    let output = lint(schema, &[])?;
    // Exit code 5 is an error in the schema (xmllint's manual); without documents nothing else can be wrong.
    Ok(!output.contains("failed to compile"))
}

/// Of each document whether it is valid by `schema`; `None` if the schema doesn't compile.
pub(crate) fn validity(schema: &Path, documents: &[PathBuf]) -> Result<Option<Vec<bool>>> {
    let mut verdicts = Vec::new();
    for batch in documents.chunks(BATCH) {
        let output = lint(schema, batch)?;
        if output.contains("failed to compile") {
            return Ok(None);
        }
        let is_valid = |document: &PathBuf| {
            output.lines().any(|line| line == format!("{} validates", document.display()))
        };
        verdicts.extend(batch.iter().map(is_valid));
    }
    Ok(Some(verdicts))
}

fn lint(schema: &Path, documents: &[PathBuf]) -> Result<String> {
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--schema"]).arg(schema);
    if documents.is_empty() {
        command.arg("/dev/null");
    }
    let output = command.args(documents).stdin(Stdio::null()).output().map_err(Error::Libxml2)?;
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}
