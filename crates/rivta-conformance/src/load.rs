//! Schemas and contracts, loaded one by one so that each gets a verdict of its own.

use std::path::{Path, PathBuf};

use rivta_schema::documents::{DocumentId, Documents, WSDL, XML_SCHEMA};
use rivta_schema::resolved::{Model, resolve};
use rivta_schema::tables::compile;
use rivta_schema::xml::Element;
use rivta_xml::Schema;

use crate::Error;

/// A WSDL or schema with all that it reaches.
pub(crate) struct Loaded {
    pub(crate) documents: Documents,
    pub(crate) model: Model,
    pub(crate) schema: Schema,
}

/// # Errors
/// Why it is refused; a panic is caught and told as such.
pub(crate) fn load(files: Vec<PathBuf>) -> Result<Loaded, String> {
    let loading = || {
        let documents = Documents::load(files).map_err(|error| told(&error))?;
        let model = resolve(&documents).map_err(|error| told(&error))?;
        let schema = compile(&model).map_err(|error| told(&error))?;
        Ok(Loaded { documents, model, schema })
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(loading))
        .unwrap_or_else(|_| Err("PANIC while loading".to_owned()))
}

fn told(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        told.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    told
}

/// The files under a folder that end in `.extension`, in order.
pub(crate) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::File { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A schema that imports what a WSDL imports, for a judge who reads no WSDLs. `None`: the WSDL holds components itself.
pub(crate) fn driver(documents: &Documents, wsdl: DocumentId) -> Option<String> {
    let mut imports = Vec::new();
    for id in documents.reachable(wsdl) {
        let document = documents.get(id);
        if document.root.name.namespace.as_deref() != Some(WSDL) {
            continue;
        }
        for schema in schemas(&document.root) {
            for child in schema.elements() {
                let Some(location) = child.attribute("schemaLocation") else {
                    if child.is(XML_SCHEMA, "import") || child.is(XML_SCHEMA, "annotation") {
                        continue;
                    }
                    return None;
                };
                let path = &documents.get(document.link(location)?).path;
                let path = std::path::absolute(path).ok()?;
                let namespace = child.attribute("namespace").map(str::to_owned);
                let namespace = namespace.or_else(|| {
                    documents.get(document.link(location)?).root.attribute("targetNamespace").map(str::to_owned)
                });
                let namespace =
                    namespace.map(|uri| format!(" namespace=\"{}\"", escaped(&uri))).unwrap_or_default();
                let import = format!(
                    "<xs:import{namespace} schemaLocation=\"{}\"/>\n",
                    escaped(&path.display().to_string())
                );
                if !imports.contains(&import) {
                    imports.push(import);
                }
            }
        }
    }
    Some(format!(
        "<xs:schema xmlns:xs=\"{XML_SCHEMA}\" targetNamespace=\"urn:example:driver\">\n{}</xs:schema>\n",
        imports.concat()
    ))
}

fn schemas(definitions: &Element) -> impl Iterator<Item = &Element> {
    let types = definitions.elements().filter(|child| child.is(WSDL, "types"));
    types.flat_map(Element::elements).filter(|child| child.is(XML_SCHEMA, "schema"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
