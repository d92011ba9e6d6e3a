//! What libxml2 says, by its command `xmllint`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{ElementId, Interaction, Model};

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

/// How long it takes to validate a document by `schema` without keeping it, process and schema included; `None` if it isn't
/// found valid.
pub(crate) fn streaming_time(schema: &Path, document: &Path) -> Result<Option<Duration>> {
    let start = Instant::now();
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout", "--stream", "--huge", "--schema"])
        .arg(schema)
        .arg(document)
        .stdin(Stdio::null())
        .output()
        .map_err(Error::Libxml2)?;
    Ok(output.status.success().then(|| start.elapsed()))
}

/// A schema that imports what the WSDL's schema imports, for xmllint, which reads no WSDLs: the root's own file first.
pub(crate) fn driver(
    documents: &Documents,
    model: &Model,
    interaction: &Interaction,
    root: ElementId,
) -> String {
    let mut imports = String::new();
    let mut known: Vec<String> = Vec::new();
    let first = &model.element(root).at.file;
    let mut documents: Vec<_> = interaction.documents.iter().map(|id| documents.get(*id)).collect();
    documents.sort_by_key(|document| document.path != **first);
    for document in documents {
        let namespace = document.root.attribute("targetNamespace").unwrap_or_default().to_owned();
        let is_schema = &*document.root.name.local == "schema";
        if is_schema && !known.contains(&namespace) {
            let location = std::path::absolute(&document.path).unwrap_or_else(|_| document.path.clone());
            imports.push_str(&format!(
                "<xs:import namespace=\"{namespace}\" schemaLocation=\"{}\"/>",
                location.display()
            ));
            known.push(namespace);
        }
    }
    format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{imports}</xs:schema>")
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
