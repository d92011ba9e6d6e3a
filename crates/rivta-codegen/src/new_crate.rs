//! A whole crate from release packages: manifest, face, generated modules, and the documents that contracts embed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use rivta_schema::Warning;
use rivta_schema::documents::normalize;
use rivta_schema::package::{Options, Package};

use crate::face;
use crate::items::{self, Crate, Settings};
use crate::output::{mend, put};
use crate::{Differences, Error, GeneratedFile, Result, Runtime, compare, text, write};

/// What a new crate is made of and called.
#[derive(Clone, Debug)]
pub struct NewCrate {
    /// Folders of release packages, or single WSDLs or schemas.
    pub packages: Vec<PathBuf>,
    /// The crate's name.
    pub name: String,
    /// Where the crate `rivta-soap` is found.
    pub runtime: Runtime,
    /// Whether imports of files that are missing are overlooked.
    pub lenient: bool,
}

/// The files of a crate.
#[derive(Clone, Debug)]
pub struct CrateFiles {
    /// Those of `src/generated`.
    generated: Vec<GeneratedFile>,
    /// Those that contracts embed.
    documents: Vec<GeneratedFile>,
    manifest: String,
    face: String,
    /// The packages that it is made of.
    packages: Vec<PathBuf>,
}

impl CrateFiles {
    /// Writes the crate into `folder`. Manifest and `src/lib.rs` are written once: they are then their owner's.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Write`]; [`Error::Configuration`] if a package is in the folder of the copies, or around it.
    pub fn write(&self, folder: &Path) -> Result<()> {
        self.stand_apart(folder)?;
        write(&folder.join(GENERATED), &self.generated)?;
        mend(&folder.join(DOCUMENTS), &self.documents, self.compare_documents(folder)?)?;
        for (name, text) in self.owned() {
            if !folder.join(name).exists() {
                put(&folder.join(name), text)?;
            }
        }
        Ok(())
    }

    /// Compares the crate with what stands in `folder`. Manifest and `src/lib.rs` are their owner's: only that they are there
    /// counts.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn compare(&self, folder: &Path) -> Result<Differences> {
        let absent =
            self.owned().map(|(name, _)| folder.join(name)).into_iter().filter(|path| !path.exists());
        let mut differences = Differences { missing: absent.collect(), ..Differences::default() };
        differences.extend(compare(&folder.join(GENERATED), &self.generated)?);
        differences.extend(self.compare_documents(folder)?);
        Ok(differences)
    }

    /// Whether a manifest stands in `folder` that is not the one which this crate would be given.
    pub fn keeps_manifest(&self, folder: &Path) -> bool {
        let path = folder.join(MANIFEST);
        path.exists() && fs::read(path).is_ok_and(|kept| kept != self.manifest.as_bytes())
    }

    /// The files that are written once.
    fn owned(&self) -> [(&'static str, &str); 2] {
        [(MANIFEST, &self.manifest), ("src/lib.rs", &self.face)]
    }

    /// Of the files beside the copies, only WSDLs and schemas are left over: others were never made here.
    fn compare_documents(&self, folder: &Path) -> Result<Differences> {
        let mut differences = compare(&folder.join(DOCUMENTS), &self.documents)?;
        let is_document = |path: &PathBuf| {
            path.extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("wsdl") || it.eq_ignore_ascii_case("xsd"))
        };
        differences.left_over.retain(is_document);
        Ok(differences)
    }

    /// Copies are neither written over what they are made of, nor read as a part of it the next time.
    fn stand_apart(&self, folder: &Path) -> Result<()> {
        let copies = absolute(&folder.join(DOCUMENTS));
        let meets = |package: &&PathBuf| {
            let package = absolute(package);
            package.starts_with(&copies) || copies.starts_with(&package)
        };
        match self.packages.iter().find(meets) {
            None => Ok(()),
            Some(package) => Err(Error::Configuration {
                path: folder.to_owned(),
                message: format!(
                    "its folder {DOCUMENTS}, which copies are written to, and the package {} are in each other; say another \
                     --output",
                    package.display()
                ),
            }),
        }
    }
}

/// The folder of a new crate that generated files are written to.
const GENERATED: &str = "src/generated";

/// The manifest of a new crate.
const MANIFEST: &str = "Cargo.toml";

/// The folder of a new crate that the documents of its packages are copied to.
const DOCUMENTS: &str = "package";

impl NewCrate {
    /// Generates the crate, and tells what was overlooked.
    ///
    /// # Errors
    /// [`Error::Package`] with all that is wrong with the packages, [`Error::Schema`] for what no code can be generated for.
    pub fn generate(&self) -> Result<(CrateFiles, Vec<Warning>)> {
        // Whoever names the packages in another order gets the same crate.
        let packages: BTreeMap<PathBuf, PathBuf> =
            self.packages.iter().map(|path| (normalize(path), path.clone())).collect();
        let packages: Vec<PathBuf> = packages.into_values().collect();
        let package = Package::load(&packages, Options { lenient: self.lenient }).map_err(Error::Package)?;
        if package.model.scope_ids().all(|id| {
            let scope = package.model.scope(id);
            scope.elements.is_empty() && scope.types.is_empty()
        }) && package.model.interactions.is_empty()
        {
            return Err(Error::Nothing { paths: self.packages.clone() });
        }
        let root = common_folder(package.documents.iter().map(|(_, document)| document.path.as_path()));
        let settings = Settings {
            package: root.clone(),
            package_from_output: format!("../../{DOCUMENTS}/"),
            ..Settings::default()
        };
        let items = items::build(&package.documents, &package.model, &settings)?;
        let mut documents = Vec::new();
        for document in &items.documents {
            // A path that leads out of the folder of the copies as well.
            if !Path::new(&document.path).components().all(|part| matches!(part, Component::Normal(_))) {
                return Err(Error::Configuration {
                    path: root.join(&document.path),
                    message: "lies outside of the folder that the packages' documents have in common; say all packages by \
                              absolute paths"
                        .to_owned(),
                });
            }
            // Whatever their encoding, the copies are UTF-8, as contracts embed them, and say so.
            let text = in_utf8(rivta_schema::documents::read_text(&root.join(&document.path))?);
            documents.push(GeneratedFile { name: document.path.clone(), text });
        }
        let generated = text::files(&items).into_iter().map(|(name, text)| GeneratedFile { name, text });
        let files = CrateFiles {
            generated: generated.collect(),
            documents,
            manifest: self.manifest(),
            face: self.face(&items, package.model.complex_types.len()),
            packages,
        };
        Ok((files, package.warnings))
    }

    fn manifest(&self) -> String {
        format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.89\"\n\n\
             [features]\n# serde's and yaserde's traits for all types.\nserde = [\"rivta-soap/serde\"]\n\
             yaserde = [\"dep:yaserde\", \"rivta-soap/yaserde\"]\n\n\
             [dependencies]\nrivta-soap = {}\n\
             yaserde = {{ version = \"0.13\", features = [\"derive\"], optional = true }}\n",
            self.name, self.runtime
        )
    }

    /// `src/lib.rs`. Whether a type is `Send` the compiler finds out through all that it holds, to a depth that hundreds of types
    /// which hold each other are beyond: those of ISO 21090 and HL7.
    fn face(&self, items: &Crate, complex_types: usize) -> String {
        let limit = match complex_types {
            ..=FEW_TYPES => String::new(),
            many => {
                let levels = many.saturating_mul(LEVELS_A_TYPE).next_power_of_two();
                format!(
                    "// As deep as these types might hold each other.\n#![recursion_limit = \"{levels}\"]\n\n"
                )
            }
        };
        format!(
            "{}\n{limit}#[allow(clippy::all, reason = \"generated\")]\nmod generated;\n\npub use generated::*;\n\
             pub use rivta_soap;\npub use rivta_soap::codegen::rivta_xml;\n",
            face::docs(&self.name, items)
        )
    }
}

/// So many types can't hold each other deeper than the compiler looks by default, 128 levels.
const FEW_TYPES: usize = 32;

/// So many levels a type adds at most: the option, the box, the enum of its kinds, the struct.
const LEVELS_A_TYPE: usize = 4;

/// A document's text with the XML declaration of one in UTF-8.
fn in_utf8(text: String) -> String {
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let Some((declaration, rest)) = declared else { return text };
    let Some((before, after)) = declaration.split_once("encoding") else { return text };
    let mut pieces = after.splitn(3, ['"', '\'']);
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(equals), Some(_), Some(after)) => {
            format!("<?xml{before}encoding{equals}\"UTF-8\"{after}?>{rest}")
        }
        _ => text,
    }
}

/// A path from the root, links followed as far as it exists.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| normalize(&path));
    let real =
        path.ancestors().find_map(|known| Some((known.canonicalize().ok()?, path.strip_prefix(known).ok()?)));
    real.map_or_else(|| path.clone(), |(known, rest)| known.join(rest))
}

/// The folder that all files are in.
fn common_folder<'p>(files: impl Iterator<Item = &'p Path>) -> PathBuf {
    let mut common: Option<Vec<Component<'p>>> = None;
    for file in files {
        let folder: Vec<_> = file.parent().map(|folder| folder.components().collect()).unwrap_or_default();
        common = Some(match common {
            None => folder,
            Some(known) => {
                known.into_iter().zip(folder).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
            }
        });
    }
    common.unwrap_or_default().into_iter().collect()
}
