//! The configuration file of a generated crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::items::Settings;
use rivta_schema::documents::normalize;

/// What to generate, from what, to where. Paths are relative to the configuration file.
#[derive(Clone, Debug)]
pub struct Config {
    /// The WSDLs and schemas to start from.
    pub files: Vec<PathBuf>,
    /// The folder that generated files are written to; it holds nothing else.
    pub output: PathBuf,
    /// Names and personal data.
    pub settings: Settings,
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    package: PathBuf,
    sources: Vec<PathBuf>,
    output: PathBuf,
    #[serde(default)]
    modules: BTreeMap<String, String>,
    #[serde(default)]
    personal: BTreeSet<String>,
}

impl Config {
    /// Reads a configuration file, and the folders that it names as sources.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Configuration`].
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let wrong = |message: String| Error::Configuration { path: path.to_owned(), message };
        let file: ConfigFile = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if !file.output.components().all(|component| matches!(component, Component::Normal(_))) {
            return Err(wrong(format!("output {} is not a folder below this file's", file.output.display())));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let package = normalize(&folder.join(&file.package));
        let mut files = Vec::new();
        for source in &file.sources {
            let source = package.join(source);
            match source.is_dir() {
                true => wsdls(&source, &mut files)?,
                false => files.push(source),
            }
        }
        if files.is_empty() {
            return Err(wrong("sources lead to no WSDL and no schema".to_owned()));
        }
        let up = "../".repeat(file.output.components().count());
        let package_from_output = format!("{up}{}/", file.package.display());
        let settings =
            Settings { package, package_from_output, modules: file.modules, personal: file.personal };
        Ok(Self { files, output: folder.join(&file.output), settings })
    }
}

/// The WSDLs in a folder and the folders in it, by path.
fn wsdls(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |source| Error::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()
        .map_err(unreadable)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            wsdls(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "wsdl") {
            files.push(path);
        }
    }
    Ok(())
}
