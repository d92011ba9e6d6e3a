//! Stage 1: the files. Loads WSDLs and schemas with everything that they import, include or redefine, by path relative
//! to the file that asks.

mod encoding;
mod location;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::location::normalize;
use crate::error::{Error, Location, Result, Warning};
use crate::limits::{MAX_DOCUMENTS, MAX_OCTETS};
use crate::{wsdl, xml};

/// The namespace of XML Schema.
pub const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of WSDL 1.1.
pub const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// Schemas that many import by an address on the network, from which nothing is fetched: namespace, name, text.
const BUILT_IN: [(&str, &str, &str); 2] = [
    (xml::XML_NAMESPACE, "xml.xsd", include_str!("documents/xml.xsd")),
    ("http://www.w3.org/1999/xlink", "xlink.xsd", include_str!("documents/xlink.xsd")),
];

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
    /// The imports, includes and redefinitions in it that lead to a file, and that file.
    pub links: Vec<(Link, DocumentId)>,
    /// Those that lead to no file.
    pub missing: Vec<Link>,
    /// Those that lead to a file of a similar name, if such are taken.
    pub overlooked: Vec<Warning>,
    /// Why files that it refers to can't be taken.
    pub faults: Vec<Error>,
}

/// An import, include or redefinition.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it stands.
    pub at: Location,
    /// What it is.
    pub kind: LinkKind,
    /// `schemaLocation` or `location`.
    pub location: Option<String>,
    /// `namespace`.
    pub namespace: Option<Arc<str>>,
    /// The file that it would lead to if case were not told apart and backslashes led into folders, where it leads to none.
    pub near: Option<PathBuf>,
}

/// The kinds of [`Link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `wsdl:import`.
    Wsdl,
    /// `xs:import`.
    Import,
    /// `xs:include` or `xs:redefine`.
    Include,
}

impl Document {
    /// The file that a `schemaLocation` or `location` of this document leads to.
    pub fn link(&self, location: &str) -> Option<DocumentId> {
        self.links.iter().find(|(link, _)| link.location.as_deref() == Some(location)).map(|(_, id)| *id)
    }

    /// The file that the import, include or redefinition at a place of this document leads to.
    pub fn link_at(&self, at: &Location) -> Option<DocumentId> {
        let here = |link: &Link| (link.at.line, link.at.column) == (at.line, at.column);
        self.links.iter().find(|(link, _)| here(link)).map(|(_, id)| *id)
    }
}

/// All files that were asked for and those that they lead to, each once, in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    documents: Vec<Document>,
    /// Those that were asked for.
    roots: Vec<DocumentId>,
    /// Why files that were asked for can't be taken.
    faults: Vec<Error>,
    by_path: HashMap<PathBuf, Result<DocumentId>>,
    /// Whether files of similar names are taken.
    lenient: bool,
}

impl Documents {
    /// Loads `files` and everything that they lead to.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Malformed`]; [`Error::MissingDocument`] for what is included or what a WSDL imports (a
    /// missing schema that is imported only matters where something in it is referred to); [`Error::Invalid`] when a file is
    /// neither a schema nor a WSDL.
    pub fn load(files: impl IntoIterator<Item = PathBuf>) -> Result<Self> {
        let documents = Self::load_all(files, false);
        let mut faults = documents.faults.iter().chain(documents.documents.iter().flat_map(|it| &it.faults));
        let missing = documents.documents.iter().flat_map(|it| &it.missing).find_map(Link::must_be_there);
        match faults.next().cloned().or(missing) {
            Some(error) => Err(error),
            None => Ok(documents),
        }
    }

    /// Loads what can be loaded of `files` and of everything that they lead to; documents say what can't. With `lenient`, a
    /// file is taken whose name differs in case only, or by a backslash.
    pub fn load_all(files: impl IntoIterator<Item = PathBuf>, lenient: bool) -> Self {
        let mut documents = Self { lenient, ..Self::default() };
        for file in files {
            match documents.load_with_links(&file) {
                Ok(root) if documents.roots.contains(&root) => {}
                Ok(root) => documents.roots.push(root),
                Err(error) => documents.faults.push(error),
            }
        }
        documents
    }

    /// The documents with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents.iter().enumerate().map(|(index, document)| (DocumentId(index), document))
    }

    /// Those that were asked for, in that order.
    pub fn roots(&self) -> &[DocumentId] {
        &self.roots
    }

    /// Why files that were asked for can't be taken.
    pub fn faults(&self) -> &[Error] {
        &self.faults
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
        let mut seen = HashSet::new();
        let mut waiting = vec![start];
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                reached.push(id);
                waiting.extend(self.get(id).links.iter().rev().map(|(_, target)| *target));
            }
        }
        reached
    }

    /// Opens a file and, depth first, whatever it leads to.
    fn load_with_links(&mut self, file: &Path) -> Result<DocumentId> {
        let known = self.documents.len();
        let root = self.open(&normalize(file))?;
        let mut waiting: Vec<(DocumentId, Link)> = Vec::new();
        if root.0 >= known {
            waiting.extend(self.links(root));
        }
        while let Some((from, mut link)) = waiting.pop() {
            let known = self.documents.len();
            let mut target = self.target(from, &link);
            let mut overlooked = None;
            if target.is_none() {
                link.near = self.similar(from, &link);
                if let Some(near) = link.near.clone().filter(|_| self.lenient) {
                    overlooked = Some(Warning { at: link.at.clone(), message: link.error().message() });
                    target = Some(self.open(&near));
                }
            }
            #[expect(
                clippy::indexing_slicing,
                reason = "the document was pushed by `open` and none is removed"
            )]
            let document = &mut self.documents[from.0];
            document.overlooked.extend(overlooked);
            match target {
                None => document.missing.push(link),
                Some(Err(error)) => document.faults.push(error),
                Some(Ok(id)) => {
                    document.links.push((link, id));
                    if id.0 >= known {
                        waiting.extend(self.links(id));
                    }
                }
            }
        }
        Ok(root)
    }

    /// The links of a document, last first.
    fn links(&self, id: DocumentId) -> Vec<(DocumentId, Link)> {
        links(&self.get(id).root).into_iter().rev().map(|link| (id, link)).collect()
    }

    /// The document that a link leads to; `None`: there is no such file.
    fn target(&mut self, from: DocumentId, link: &Link) -> Option<Result<DocumentId>> {
        let path = link.location.as_deref().and_then(|at| location::target(&self.get(from).path, at));
        match path.filter(|path| path.is_file()) {
            Some(path) => Some(self.open(&path)),
            None => {
                let built_in = BUILT_IN.iter().find(|(uri, ..)| link.namespace.as_deref() == Some(uri));
                built_in.map(|(_, name, text)| self.built_in(name, text))
            }
        }
    }

    fn similar(&self, from: DocumentId, link: &Link) -> Option<PathBuf> {
        let location = link.location.as_deref()?;
        location::similar(&location::target(&self.get(from).path, location)?)
    }

    fn open(&mut self, path: &Path) -> Result<DocumentId> {
        if let Some(known) = self.by_path.get(path) {
            return known.clone();
        }
        let opened = read_text(path).and_then(|text| self.take(path, &text));
        self.by_path.insert(path.to_owned(), opened.clone());
        opened
    }

    /// A schema that is built in.
    fn built_in(&mut self, name: &str, text: &str) -> Result<DocumentId> {
        let path = PathBuf::from(format!("(built-in) {name}"));
        if let Some(known) = self.by_path.get(&path) {
            return known.clone();
        }
        let opened = self.take(&path, text);
        self.by_path.insert(path, opened.clone());
        opened
    }

    fn take(&mut self, path: &Path, text: &str) -> Result<DocumentId> {
        let root = xml::parse(path, text)?;
        if !root.is(XML_SCHEMA, "schema") && !root.is(WSDL, "definitions") {
            let message = format!("the root element is {}, not xs:schema or wsdl:definitions", root.name);
            return Err(Error::invalid(&root.at, message));
        }
        if self.documents.len() >= MAX_DOCUMENTS {
            return Err(Error::invalid(&root.at, format!("more than {MAX_DOCUMENTS} documents")));
        }
        let id = DocumentId(self.documents.len());
        let path = path.to_owned();
        let (links, missing, faults, overlooked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        self.documents.push(Document { path, root, links, missing, faults, overlooked });
        Ok(id)
    }
}

/// The text of a file.
///
/// # Errors
/// [`Error::Read`], [`Error::Malformed`].
pub fn read_text(path: &Path) -> Result<String> {
    let unreadable = |source| Error::Read { path: path.to_owned(), source: Arc::new(source) };
    let malformed = |message| {
        let at = Location { file: path.into(), line: 1, column: 1 };
        Error::Malformed { at, message }
    };
    // A pipe would be waited for, and a device may never end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(unreadable(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(MAX_OCTETS + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_OCTETS) {
        return Err(malformed(format!("larger than {MAX_OCTETS} octets")));
    }
    encoding::decode(bytes).map_err(malformed)
}

impl Link {
    /// The error of a link that leads to no file, unless it is an import of a schema, which may have been idle.
    pub(crate) fn must_be_there(&self) -> Option<Error> {
        (self.kind != LinkKind::Import).then(|| self.error())
    }

    /// The error of a link that leads to no file.
    pub(crate) fn error(&self) -> Error {
        match &self.location {
            Some(location) => Error::MissingDocument {
                at: self.at.clone(),
                location: location.clone(),
                near: self.near.clone(),
            },
            None => {
                let namespace = self.namespace.as_deref().unwrap_or("none").to_owned();
                Error::MissingNamespace { at: self.at.clone(), namespace }
            }
        }
    }
}

/// The imports, includes and redefinitions of a document, in order.
fn links(root: &xml::Element) -> Vec<Link> {
    let link = |node: &xml::Element, kind, location: &str| Link {
        at: node.at.clone(),
        kind,
        location: node.attribute(location).map(str::to_owned),
        namespace: node.attribute("namespace").map(Arc::from),
        near: None,
    };
    let mut found = Vec::new();
    let schemas: Vec<&xml::Element> = if root.is(XML_SCHEMA, "schema") {
        vec![root]
    } else {
        let imports = root.elements().filter(|child| child.is(WSDL, "import"));
        found.extend(imports.map(|import| link(import, LinkKind::Wsdl, "location")));
        wsdl::embedded_schemas(root).collect()
    };
    for directive in schemas.iter().flat_map(|schema| schema.elements()) {
        if directive.is(XML_SCHEMA, "import") {
            found.push(link(directive, LinkKind::Import, "schemaLocation"));
        } else if directive.is(XML_SCHEMA, "include") || directive.is(XML_SCHEMA, "redefine") {
            found.push(link(directive, LinkKind::Include, "schemaLocation"));
        }
    }
    found
}
