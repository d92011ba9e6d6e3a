//! Contracts that were given at run time: a release package, loaded once.

use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Interaction, Model, resolve};
use rivta_schema::sample::Direction;
use rivta_schema::tables::compile;
use rivta_xml::Schema;
use rivta_xml::schema::{Root, ScopeId};

use crate::error::CommandError;

/// The contracts of a package.
pub(crate) struct Package {
    pub(crate) model: Model,
    pub(crate) schema: Schema,
}

impl Package {
    /// Loads the WSDLs in a folder and those in it, or one WSDL.
    pub(crate) fn load(path: &Path) -> Result<Self, CommandError> {
        let mut files = Vec::new();
        find(path, &mut files)?;
        let loaded = Documents::load(files).and_then(|documents| {
            let model = resolve(&documents)?;
            let schema = compile(&model)?;
            Ok(Self { model, schema })
        });
        let package = loaded?;
        if package.model.interactions.is_empty() {
            return Err(CommandError::Usage(format!("{}: no WSDL with an operation", path.display())));
        }
        Ok(package)
    }

    /// The operation of that name.
    pub(crate) fn operation(&self, name: &str) -> Result<&Interaction, CommandError> {
        let named: Vec<&Interaction> =
            self.model.interactions.iter().filter(|interaction| *interaction.name == *name).collect();
        match named.as_slice() {
            [only] => Ok(only),
            [] => Err(CommandError::Usage(format!(
                "no operation {name}; there are {}",
                self.operations().join(", ")
            ))),
            several => {
                let files: Vec<String> =
                    several.iter().map(|interaction| interaction.at.file.display().to_string()).collect();
                Err(CommandError::Usage(format!(
                    "several operations {name}; give as --contract one of {}",
                    files.join(", ")
                )))
            }
        }
    }

    /// The names of all operations.
    pub(crate) fn operations(&self) -> Vec<&str> {
        self.model.interactions.iter().map(|interaction| &*interaction.name).collect()
    }

    /// The message whose root element has that name.
    pub(crate) fn message(
        &self,
        namespace: &str,
        local: &str,
    ) -> Option<(&Interaction, Direction, Root<'_>)> {
        self.model.interactions.iter().find_map(|interaction| {
            let is_root = |id| {
                let name = &self.model.element(id).name;
                *name.local == *local && name.namespace.as_deref().unwrap_or_default() == namespace
            };
            let direction = if is_root(interaction.request) {
                Direction::Request
            } else if is_root(interaction.response) {
                Direction::Response
            } else {
                return None;
            };
            let scope = ScopeId(u32::try_from(interaction.scope.index()).ok()?);
            Some((interaction, direction, self.schema.root(scope, namespace, local)?))
        })
    }
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), CommandError> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path).map_err(CommandError::io(path, "cannot read the folder"))?;
    let inner = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut inner = inner.map_err(CommandError::io(path, "cannot read the folder"))?;
    inner.sort();
    for path in inner {
        if path.is_dir() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wsdl")) {
            find(&path, files)?;
        }
    }
    Ok(())
}
