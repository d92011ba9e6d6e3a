//! What libxml2 says, by its command `xmllint`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{ElementId, Interaction, Model};

use crate::error::{Error, Result, at};

/// So many files are given to one process: the schema is compiled once for them, and the command line stays short enough.
const BATCH: usize = 2_000;

/// Whether a schema compiles.
pub(crate) fn accepts_schema(schema: &Path) -> Result<bool> {
    let output = lint(schema, &[])?;
    // Exit code 5 is an error in the schema (xmllint's manual); without documents nothing else can be wrong.
    Ok(!output.contains("failed to compile"))
}

/// Of each document whether it is valid by `schema`; `None` if the schema doesn't compile.
pub(crate) fn verdicts<'t>(
    schema: &Path,
    documents: impl Iterator<Item = &'t String>,
) -> Result<Option<Vec<bool>>> {
    let folder = tempfile::tempdir().map_err(at("a temporary folder"))?;
    let mut files = Vec::new();
    for (number, text) in documents.enumerate() {
        let file = folder.path().join(format!("{number}.xml"));
        std::fs::write(&file, text).map_err(at(&file))?;
        files.push(file);
    }
    let mut verdicts = Vec::new();
    for batch in files.chunks(BATCH) {
        let output = lint(schema, batch)?;
        if output.contains("failed to compile") {
            return Ok(None);
        }
        let valid: HashSet<&str> =
            output.lines().filter_map(|line| line.strip_suffix(" validates")).collect();
        verdicts.extend(batch.iter().map(|file| valid.contains(&*file.to_string_lossy())));
    }
    Ok(Some(verdicts))
}

/// How libxml2 validates without keeping the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Streaming {
    /// `xmlTextReader`, pulled.
    Reader,
    /// `xmlSchemaValidateStream`, pushed: without nodes, and so the faster of the two.
    Sax,
}

impl Streaming {
    fn option(self) -> &'static str {
        match self {
            Self::Reader => "--stream",
            Self::Sax => "--sax",
        }
    }
}

/// How long it takes to validate a document without keeping it; `None`: it isn't found valid. What the process, and the
/// schema, take is taken off: it is the time of `repeats` documents more. Its files are opened within the time.
pub(crate) fn streaming_time(
    streaming: Streaming,
    schema: &Path,
    document: &Path,
    repeats: u32,
) -> Result<Option<Duration>> {
    // So many times `--repeat` validates each document.
    const REPEATED: u32 = 100;
    let run = |repeated: bool, times: u32| -> Result<Option<Duration>> {
        let start = Instant::now();
        let mut command = Command::new("xmllint");
        command.args(["--nonet", "--noout", "--huge", streaming.option(), "--schema"]).arg(schema);
        if repeated {
            command.arg("--repeat");
        }
        let documents = (0..times).map(|_| document);
        let output = command.args(documents).stdin(Stdio::null()).output().map_err(Error::Libxml2)?;
        let time = start.elapsed();
        Ok(output.status.success().then_some(time))
    };
    let is_repeated = repeats >= REPEATED;
    let (times, all) = match is_repeated {
        true => (repeats / REPEATED, repeats / REPEATED * REPEATED),
        false => (repeats, repeats),
    };
    let once = run(false, 1)?;
    let often = run(is_repeated, times + u32::from(!is_repeated))?;
    let more = if is_repeated { all - 1 } else { all };
    Ok(once.zip(often).map(|(once, often)| often.saturating_sub(once) / more.max(1)))
}

/// A schema that imports what the WSDL's schema imports, for xmllint, which reads no WSDLs: the root's own file first.
pub(crate) fn driver(
    documents: &Documents,
    model: &Model,
    interaction: &Interaction,
    root: ElementId,
) -> String {
    format!("<xs:schema xmlns:xs=\"{XSD}\">{}</xs:schema>", imports(documents, model, interaction, root))
}

/// The same for messages in envelopes (SOAP 1.1, section 4).
pub(crate) fn envelope_driver(
    documents: &Documents,
    model: &Model,
    interaction: &Interaction,
    root: ElementId,
) -> String {
    let part = |name: &str, process: &str, least: usize| {
        format!(
            "<xs:element name=\"{name}\" minOccurs=\"{least}\"><xs:complexType><xs:sequence>\
             <xs:any namespace=\"##any\" processContents=\"{process}\" maxOccurs=\"unbounded\"/>\
             </xs:sequence></xs:complexType></xs:element>"
        )
    };
    format!(
        "<xs:schema xmlns:xs=\"{XSD}\" targetNamespace=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         elementFormDefault=\"qualified\">{}<xs:element name=\"Envelope\"><xs:complexType><xs:sequence>{}{}\
         </xs:sequence></xs:complexType></xs:element></xs:schema>",
        imports(documents, model, interaction, root),
        part("Header", "lax", 0),
        part("Body", "strict", 1),
    )
}

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

fn imports(documents: &Documents, model: &Model, interaction: &Interaction, root: ElementId) -> String {
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
    imports
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
