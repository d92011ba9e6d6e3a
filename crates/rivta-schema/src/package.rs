//! Release packages, loaded once and shared: what a validator works from, in a command or in a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rivta_xml::Schema;
use rivta_xml::schema::{ElementId, Root, ScopeId};

use crate::documents::Documents;
use crate::error::{Error, Result, Warning};
use crate::resolved::{self, Interaction, Model, Resolution, resolve_sound};
use crate::tables::compile;

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
}

/// A message of an operation.
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
        let Resolution { model, errors: faults, warnings } = resolve_sound(&documents, options.lenient);
        errors.extend(faults);
        // Each closure's tables were made once already, without an error.
        let schema = compile(&model).unwrap_or_else(|error| {
            errors.push(error);
            Schema::default()
        });
        (Self { documents, model, schema: Arc::new(schema), warnings }, errors)
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

    /// The messages whose body, or detail, is this element: the operation, which of its messages it is, and where to read
    /// from. Several where one namespace has several contents.
    pub fn messages(
        &self,
        namespace: &str,
        local: &str,
    ) -> impl Iterator<Item = (&Interaction, Part, Root<'_>)> {
        let is_root = move |id: &resolved::ElementId| {
            let name = &self.model.element(*id).name;
            *name.local == *local && name.namespace.as_deref().unwrap_or_default() == namespace
        };
        self.model.interactions.iter().flat_map(move |interaction| {
            let request = (Part::Request, interaction.request);
            let response = (Part::Response, interaction.response);
            let faults = interaction.faults.iter().map(|fault| (Part::Fault, *fault));
            [request, response]
                .into_iter()
                .chain(faults)
                .filter(move |(_, id)| is_root(id))
                .map(move |(part, id)| (interaction, part, self.root(interaction.scope, id)))
        })
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
/// files and `__MACOSX`, which editors, archivers and version control leave behind, are not part of a package.
///
/// # Errors
/// [`Error::Read`].
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut all = Vec::new();
    collect(path, &mut all, 0)?;
    all.sort();
    let with = |wanted: &str| -> Vec<PathBuf> {
        let is = |file: &&PathBuf| file.extension().is_some_and(|it| it.eq_ignore_ascii_case(wanted));
        all.iter().filter(is).cloned().collect()
    };
    let wsdls = with("wsdl");
    Ok(if wsdls.is_empty() { with("xsd") } else { wsdls })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, depth: usize) -> Result<()> {
    /// Packages nest five or six folders; links between folders may lead in circles.
    const DEEPEST: usize = 32;
    if depth > DEEPEST {
        return Ok(());
    }
    let unreadable = |source| Error::Read { path: folder.to_owned(), source: Arc::new(source) };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") || name == "__MACOSX" {
            continue;
        }
        let path = entry.path();
        match path.is_dir() {
            true => collect(&path, files, depth + 1)?,
            false => files.push(path),
        }
    }
    Ok(())
}
