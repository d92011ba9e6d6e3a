//! Stage 1: the files. Loads WSDLs and schemas with everything that they import, include or redefine, by path relative
//! to the file that asks.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};
use crate::{wsdl, xml};

/// The namespace of XML Schema.
pub const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of WSDL 1.1.
pub const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The index of a document in [`Documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(usize);

/// A file, and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path that it was opened by.
    pub path: PathBuf,
    /// Its root element: `xs:schema` or `wsdl:definitions`.
    pub root: xml::Element,
    /// The value of each `schemaLocation` or `location` in it, and the file that it leads to.
    pub links: Vec<(String, DocumentId)>,
}

impl Document {
    /// The file that a `schemaLocation` or `location` of this document leads to.
    pub fn link(&self, location: &str) -> Option<DocumentId> {
        self.links.iter().find(|(value, _)| value == location).map(|(_, id)| *id)
    }
}

/// All files that were asked for and those that they lead to, each once, in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    documents: Vec<Document>,
    /// Those that were asked for.
    roots: Vec<DocumentId>,
    by_path: HashMap<PathBuf, DocumentId>,
}

impl Documents {
    /// Loads `files` and everything that they lead to.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::MissingDocument`], [`Error::Malformed`]; [`Error::Invalid`] when a file is neither a
    /// schema nor a WSDL.
    pub fn load(files: impl IntoIterator<Item = PathBuf>) -> Result<Self> {
        let mut documents = Self::default();
        for file in files {
            let root = documents.open(&file)?;
            if !documents.roots.contains(&root) {
                documents.roots.push(root);
            }
        }
        Ok(documents)
    }

    /// The documents with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents.iter().enumerate().map(|(index, document)| (DocumentId(index), document))
    }

    /// Those that were asked for, in that order.
    pub fn roots(&self) -> &[DocumentId] {
        &self.roots
    }

    /// A document.
    pub fn get(&self, id: DocumentId) -> &Document {
        #[expect(
            clippy::indexing_slicing,
            reason = "ids are only made by `open`, for documents that are kept"
        )]
        &self.documents[id.0]
    }

    /// `start` and every document that it leads to, each once: the document itself first, then depth first in the order
    /// of the links.
    pub fn reachable(&self, start: DocumentId) -> Vec<DocumentId> {
        let mut reached = Vec::new();
        let mut waiting = vec![start];
        while let Some(id) = waiting.pop() {
            if !reached.contains(&id) {
                reached.push(id);
                waiting.extend(self.get(id).links.iter().rev().map(|(_, target)| *target));
            }
        }
        reached
    }

    fn open(&mut self, path: &Path) -> Result<DocumentId> {
        let path = normalize(path);
        if let Some(id) = self.by_path.get(&path) {
            return Ok(*id);
        }
        let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let text = decode(&path, bytes)?;
        let root = xml::parse(&path, &text)?;
        if !root.is(XML_SCHEMA, "schema") && !root.is(WSDL, "definitions") {
            let message = format!("the root element is {}, not xs:schema or wsdl:definitions", root.name);
            return Err(Error::invalid(&root.at, message));
        }
        let id = DocumentId(self.documents.len());
        let locations = links(&root);
        self.by_path.insert(path.clone(), id);
        self.documents.push(Document { path: path.clone(), root, links: Vec::new() });
        for (location, at) in locations {
            let target = path.parent().unwrap_or(Path::new("")).join(&location);
            if !target.is_file() {
                return Err(Error::MissingDocument { at, location });
            }
            let target = self.open(&target)?;
            #[expect(
                clippy::indexing_slicing,
                reason = "the document was pushed above and none is ever removed"
            )]
            self.documents[id.0].links.push((location, target));
        }
        Ok(id)
    }
}

/// The locations that a document refers to, in order.
fn links(root: &xml::Element) -> Vec<(String, crate::Location)> {
    let mut found = Vec::new();
    let schemas: Vec<&xml::Element> = if root.is(XML_SCHEMA, "schema") {
        vec![root]
    } else {
        for import in root.elements().filter(|child| child.is(WSDL, "import")) {
            found.extend(
                import.attribute("location").map(|location| (location.to_owned(), import.at.clone())),
            );
        }
        wsdl::embedded_schemas(root).collect()
    };
    for directive in schemas.iter().flat_map(|schema| schema.elements()) {
        if ["import", "include", "redefine"].iter().any(|name| directive.is(XML_SCHEMA, name)) {
            found.extend(
                directive.attribute("schemaLocation").map(|place| (place.to_owned(), directive.at.clone())),
            );
        }
    }
    found
}

/// Resolves `.` and `..` by name, so that one file has one path.
pub fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// The text of a file in UTF-8 or UTF-16 (by byte order mark), or in ISO-8859-1 or US-ASCII if its declaration says so.
fn decode(path: &Path, bytes: Vec<u8>) -> Result<String> {
    let malformed = |message: &str| Error::Malformed {
        at: crate::Location { file: path.into(), line: 1, column: 1 },
        message: message.to_owned(),
    };
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..).unwrap_or_default().as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| malformed("not valid UTF-16"))
    };
    match bytes.as_slice() {
        [0xFE, 0xFF, ..] => return utf16(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => return utf16(u16::from_le_bytes),
        _ => {}
    }
    let declaration = String::from_utf8_lossy(bytes.get(..100).unwrap_or(&bytes)).to_ascii_lowercase();
    let declared =
        declaration.split("?>").next().and_then(|head| head.split_once("encoding=")).map(|(_, rest)| {
            rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default().to_owned()
        });
    match declared.as_deref() {
        Some("iso-8859-1" | "us-ascii") => Ok(bytes.into_iter().map(char::from).collect()),
        None | Some("utf-8") => {
            let text = String::from_utf8(bytes).map_err(|_| malformed("not valid UTF-8"))?;
            Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
        }
        Some(other) => Err(malformed(&format!("encoding {other} is not supported"))),
    }
}
