//! Release packages, loaded once and shared: what a validator works from, in a command or in a server.
//!
//! A [`Package`] is read and resolved once, and nothing in it changes after that: an `Arc` of it serves any number of
//! threads without a lock. Each message is read with the [`Limits`](rivta_xml::Limits) that its receiver chooses.
//!
//! ```
//! use std::sync::Arc;
//!
//! use rivta_schema::package::{Options, Package, Part};
//! use rivta_schema::sample::{Direction, Extent, Sample};
//! use rivta_xml::{Limits, validate_document};
//!
//! # let folder = tempfile::tempdir()?;
//! # std::fs::write(folder.path().join("GetTrees.wsdl"), include_str!("package/example.wsdl"))?;
//! # let path = folder.path().to_owned();
//! // Once, when the server starts. Of a package that is faulty in parts, the others can be used.
//! let (package, errors) = Package::load_sound(&[path], Options::default());
//! assert!(errors.is_empty());
//! let package = Arc::new(package);
//!
//! // For each message, on any thread: the contract by SOAPAction, or by the element in the body.
//! let contract = package.by_soap_action("\"urn:riv:test:trees:GetTreesResponder:1:GetTrees\"")[0];
//! assert_eq!((&*contract.name, contract.major), ("GetTrees", 1));
//! let message = package.messages("urn:riv:test:trees:GetTreesResponder:1", "GetTrees")[0];
//! assert_eq!(message.part, Part::Request);
//!
//! // What is wrong is data: place, path, and what was expected.
//! let request = "<GetTrees xmlns='urn:riv:test:trees:GetTreesResponder:1'><height>tall</height></GetTrees>";
//! let errors = validate_document(request.as_bytes(), &message.root, Limits::default()).unwrap_err();
//! assert_eq!((errors[0].position.line, errors[0].path.as_str()), (1, "GetTrees/height"));
//!
//! // An answer for a mock producer, or a request for a console.
//! let sample = Sample { extent: Extent::Full, seed: 7 };
//! let answer = package.sampler().envelope(sample, message.interaction, Direction::Response)?;
//! assert!(answer.contains("GetTreesResponse"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! In an envelope, `rivta_soap::open_request` leads to the element in the body, which
//! [`XmlReader::validate`](rivta_xml::XmlReader::validate) then reads by [`Message::root`], and `close_request` reads the rest.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rivta_xml::Schema;
use rivta_xml::schema::{ElementId, Root, ScopeId};

use crate::documents::Documents;
use crate::error::{Error, Result, Warning};
use crate::limits::MAX_FILES;
use crate::resolved::{self, Interaction, LeftOut, Model, Resolution, resolve_sound};
use crate::sample::{Depths, Sampler, depths};
use crate::tables::compile;
use crate::xml::ExpandedName;

/// How a package is loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether a missing import is overlooked: what refers into its namespace then means anything.
    pub lenient: bool,
}

/// The contracts of one or more release packages. Nothing in it changes, so that any number of threads may use one.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The files.
    pub documents: Documents,
    /// What they mean.
    pub model: Model,
    /// The tables that messages are validated by.
    pub schema: Arc<Schema>,
    /// What was overlooked.
    pub warnings: Vec<Warning>,
    /// The operations of what is faulty, by [`load_sound`](Self::load_sound).
    pub left_out: Vec<LeftOut>,
    /// What samples are made by, once the first is.
    depths: OnceLock<Depths>,
}

/// A message of an operation, as [`Package::messages`] finds it.
#[derive(Clone, Copy, Debug)]
pub struct Message<'p> {
    /// The operation.
    pub interaction: &'p Interaction,
    /// Which of its messages it is.
    pub part: Part,
    /// What a reader of it starts from.
    pub root: Root<'p>,
    /// The elements that stand in the SOAP header with it.
    pub headers: &'p [resolved::ElementId],
}

/// The messages of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its request.
    Request,
    /// Its response.
    Response,
    /// The detail of one of its declared faults.
    Fault,
}

impl Package {
    /// Loads packages. Each path is a folder (all WSDLs in it and in the folders in it; where there is none, all schemas) or
    /// a WSDL or schema file.
    ///
    /// # Errors
    /// What is wrong with each file that is faulty, in the order of the files.
    pub fn load(paths: &[PathBuf], options: Options) -> Result<Self, Vec<Error>> {
        let (package, errors) = Self::load_sound(paths, options);
        match errors.is_empty() {
            true => Ok(package),
            false => Err(errors),
        }
    }

    /// Loads the WSDLs and schemas that are sound, and says what is wrong with the others.
    pub fn load_sound(paths: &[PathBuf], options: Options) -> (Self, Vec<Error>) {
        let mut errors = Vec::new();
        let mut found = Vec::new();
        for path in paths {
            match files(path) {
                Ok(files) => found.extend(files),
                Err(error) => errors.push(error),
            }
        }
        let documents = Documents::load_all(found, options.lenient);
        let Resolution { model, errors: faults, warnings, left_out } =
            resolve_sound(&documents, options.lenient);
        errors.extend(faults);
        // Each closure's tables were made once already, without an error.
        let schema = compile(&model).unwrap_or_else(|error| {
            errors.push(error);
            Schema::default()
        });
        let schema = Arc::new(schema);
        (Self { documents, model, schema, warnings, left_out, depths: OnceLock::new() }, errors)
    }

    /// The operations of that name: of several versions, or of several contents of one.
    pub fn operations(&self, name: &str) -> impl Iterator<Item = &Interaction> {
        self.model.interactions.iter().filter(move |interaction| *interaction.name == *name)
    }

    /// The names of all operations, each once, in the order of the files.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for interaction in &self.model.interactions {
            if !names.contains(&&*interaction.name) {
                names.push(&interaction.name);
            }
        }
        names
    }

    /// The operations that are called with that SOAPAction; quotation marks around it, as HTTP has them, don't count. None for
    /// an empty one.
    pub fn by_soap_action(&self, action: &str) -> Vec<&Interaction> {
        let action = action.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(action);
        let is_it = |it: &&Interaction| !action.is_empty() && it.soap_action == action;
        self.model.interactions.iter().filter(is_it).collect()
    }

    /// The messages whose body, or detail, is this element. Several where one namespace has several contents, and where the
    /// operation is bound with different headers.
    pub fn messages(&self, namespace: &str, local: &str) -> Vec<Message<'_>> {
        let is_named = |name: &ExpandedName| {
            *name.local == *local && name.namespace.as_deref().unwrap_or_default() == namespace
        };
        self.all_messages()
            .filter(|(_, _, id)| is_named(&self.model.element(*id).name))
            .flat_map(|(interaction, part, id)| {
                let root = self.root(interaction.scope, id);
                let (headers, others): (&[_], &[Vec<_>]) = match part {
                    Part::Request => (&interaction.headers, &interaction.other_headers),
                    Part::Response => (&interaction.response_headers, &[]),
                    Part::Fault => (&[], &[]),
                };
                let headers = std::iter::once(headers).chain(others.iter().map(Vec::as_slice));
                headers.map(move |headers| Message { interaction, part, root, headers })
            })
            .collect()
    }

    /// The namespaces in which an element of that name is a message, each once.
    pub fn namespaces_of(&self, local: &str) -> Vec<&str> {
        let named = self.all_messages().map(|(_, _, id)| &self.model.element(id).name);
        let mut found: Vec<&str> = Vec::new();
        for name in named.filter(|name| *name.local == *local) {
            let namespace = name.namespace.as_deref().unwrap_or_default();
            if !found.contains(&namespace) {
                found.push(namespace);
            }
        }
        found
    }

    /// The names of the elements that are messages.
    pub fn message_names(&self) -> Vec<&str> {
        self.all_messages().map(|(_, _, id)| &*self.model.element(id).name.local).collect()
    }

    fn all_messages(&self) -> impl Iterator<Item = (&Interaction, Part, resolved::ElementId)> {
        self.model.interactions.iter().flat_map(|interaction| {
            let request = (Part::Request, interaction.request);
            let response = (Part::Response, interaction.response);
            let faults = interaction.faults.iter().map(|fault| (Part::Fault, *fault));
            let all = [request, response].into_iter().chain(faults);
            all.map(move |(part, id)| (interaction, part, id))
        })
    }

    /// Makes samples of the messages. The first call looks through all types; the others cost nothing.
    pub fn sampler(&self) -> Sampler<'_> {
        let depths = self.depths.get_or_init(|| depths(&self.model));
        Sampler::of_package(&self.model, &self.schema, depths)
    }

    /// What a reader of documents starts from whose root is this element.
    pub fn root(&self, scope: resolved::ScopeId, element: resolved::ElementId) -> Root<'_> {
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        Root {
            schema: &self.schema,
            scope: ScopeId(number(scope.index())),
            element: ElementId(number(element.index())),
        }
    }
}

/// The files that a path of a package means: itself, or in a folder, at any depth, the WSDLs or else the schemas, sorted. Hidden
/// files and `__MACOSX`, which editors, archivers and version control leave behind, are not part of a package. A folder that
/// links lead to as well is looked through once.
///
/// # Errors
/// [`Error::Read`], of a folder with more than 100,000 files too.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut all = Vec::new();
    collect(path, &mut all, &mut HashSet::new(), 0)?;
    all.sort();
    let with = |wanted: &str| -> Vec<PathBuf> {
        let is = |file: &&PathBuf| file.extension().is_some_and(|it| it.eq_ignore_ascii_case(wanted));
        all.iter().filter(is).cloned().collect()
    };
    let wsdls = with("wsdl");
    Ok(if wsdls.is_empty() { with("xsd") } else { wsdls })
}

fn collect(
    folder: &Path,
    files: &mut Vec<PathBuf>,
    visited: &mut HashSet<PathBuf>,
    depth: usize,
) -> Result<()> {
    /// Packages nest five or six folders, and each costs stack.
    const DEEPEST: usize = 32;
    let unreadable = |source| Error::Read { path: folder.to_owned(), source: Arc::new(source) };
    // Links between folders may lead in circles, and two of them in more ways than there is time for.
    if depth > DEEPEST || !visited.insert(folder.canonicalize().map_err(unreadable)?) {
        return Ok(());
    }
    let mut linked = Vec::new();
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") || name == "__MACOSX" {
            continue;
        }
        let path = entry.path();
        match path.is_dir() {
            true if path.is_symlink() => linked.push(path),
            true => folders.push(path),
            false if files.len() >= MAX_FILES => {
                let what =
                    format!("more than {MAX_FILES} files, which no package has; name the folder of one");
                return Err(unreadable(io::Error::other(what)));
            }
            false => files.push(path),
        }
    }
    // Files are named by their own folders, where these are within the package, not by links to them.
    folders.sort();
    linked.sort();
    folders.append(&mut linked);
    folders.iter().try_for_each(|folder| collect(folder, files, visited, depth + 1))
}
