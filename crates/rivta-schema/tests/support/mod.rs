//! Schemas of a few lines, and documents judged by them.

use std::fs;

use rivta_schema::{Options, Package};
use rivta_xml::Limits;

/// The package of a schema of namespace `urn:t` with this content, from line 2, and other files; or the errors.
pub(crate) fn load(content: &str, others: &[(&str, &str)]) -> Result<Package, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.xsd");
    let head = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\"";
    fs::write(&file, format!("{head} targetNamespace=\"urn:t\">\n{content}\n</xs:schema>")).expect("a file");
    for (name, text) in others {
        fs::write(folder.path().join(name), text.replace("<xs:schema", head)).expect("a file");
    }
    Package::load(&[file], Options::default()).map_err(|errors| {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        texts.join("\n").replace(&format!("{}/", folder.path().display()), "")
    })
}

/// Whether documents are valid with the first global element as their root.
pub(crate) fn verdicts<const N: usize>(package: &Package, documents: [&str; N]) -> [bool; N] {
    let scope = package.model.scope_ids().next().expect("a scope");
    let element = *package.model.scope(scope).elements.first().expect("an element");
    let root = package.root(scope, element);
    documents.map(|text| rivta_xml::validate_document(text.as_bytes(), &root, Limits::default()).is_ok())
}
