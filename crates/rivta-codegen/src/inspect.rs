//! A contract as a person reads it: its operations with their messages as trees, as text or as one HTML page.
//!
//! [`outline`] makes rows of the resolved model; [`text`] and [`html`] set them.

mod html;
mod outline;
mod text;
mod words;

use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Model, resolve};

use crate::error::{Error, Result};

pub use html::html;
pub use outline::{Outline, Row, RowKind, Section, Tree, outline};
pub use text::text;

/// What release packages hold, as text; with `page` that file is written as HTML, and nothing is told.
///
/// # Errors
/// [`Error::Schema`], [`Error::Read`], [`Error::Write`]; [`Error::Operation`] if no operation has that name.
pub fn inspect(packages: &[PathBuf], operation: Option<&str>, page: Option<&Path>) -> Result<String> {
    let mut files = Vec::new();
    for package in packages {
        contracts(package, &mut files)?;
    }
    let model = resolve(&Documents::load(files)?)?;
    let outline = outline(&model, operation);
    if let Some(name) = operation.filter(|_| outline.sections.is_empty()) {
        return Err(Error::Operation { name: name.to_owned(), known: operations(&model) });
    }
    let Some(page) = page else { return Ok(text(&outline)) };
    let titles: Vec<&str> = outline.sections.iter().map(|section| section.title.as_str()).collect();
    let title = if titles.len() <= 3 { titles.join(", ") } else { format!("{} operations", titles.len()) };
    std::fs::write(page, html(&outline, &title))
        .map_err(|source| Error::Write { path: page.to_owned(), source })?;
    Ok(String::new())
}

/// The operations of a model, with their versions.
fn operations(model: &Model) -> Vec<String> {
    model.interactions.iter().map(|it| it.name.to_string()).collect()
}

/// A file, or the WSDLs of a folder; its schemas if it has no WSDL.
fn contracts(package: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !package.is_dir() {
        files.push(package.to_owned());
        return Ok(());
    }
    for extension in ["wsdl", "xsd"] {
        let known = files.len();
        find(package, extension, files)?;
        if files.len() > known {
            break;
        }
    }
    Ok(())
}

fn find(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, extension, files)?;
        } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension)) {
            files.push(path);
        }
    }
    Ok(())
}
