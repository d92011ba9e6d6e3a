//! The command: packages in, text or a page out.

use std::io::Write;
use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::resolve;

use super::{html, operations, outline, text};
use crate::error::{Error, Result};

/// Prints the operations of release packages, or writes them to an HTML page.
///
/// # Errors
/// [`Error::Schema`], [`Error::Read`], [`Error::Write`]; [`Error::Configuration`] where there is no such operation.
pub fn run(packages: &[PathBuf], operation: Option<&str>, page: Option<&Path>) -> Result<()> {
    let mut files = Vec::new();
    for package in packages {
        wsdls(package, &mut files)?;
    }
    let model = resolve(&Documents::load(files)?)?;
    let outline = outline(&model, operation);
    let Some(first) = outline.sections.first() else {
        return Err(Error::Configuration {
            path: packages.first().cloned().unwrap_or_default(),
            message: match operation {
                Some(name) => format!("no operation {name}; there are: {}", operations(&model).join(", ")),
                None => "no WSDL with an operation".to_owned(),
            },
        });
    };
    match page {
        Some(file) => {
            let title = if outline.sections.len() == 1 { first.title.as_str() } else { "Contracts" };
            std::fs::write(file, html(&outline, title))
                .map_err(|source| Error::Write { path: file.to_owned(), source })
        }
        None => match std::io::stdout().lock().write_all(text(&outline).as_bytes()) {
            // Whoever pages through it may stop early.
            Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Error::Write { path: PathBuf::from("standard output"), source })
            }
            _ => Ok(()),
        },
    }
}

/// The WSDLs in a folder and those in it, sorted; a file stands for itself.
fn wsdls(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let read = |source| Error::Read { path: path.to_owned(), source };
    let entries = std::fs::read_dir(path).map_err(read)?;
    let mut inner =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(read)?;
    inner.sort();
    for path in inner {
        if path.is_dir() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wsdl")) {
            wsdls(&path, files)?;
        }
    }
    Ok(())
}
