//! A contract as a person reads it: its operations with their messages as trees, as text or as one HTML page.
//!
//! [`outline`] makes rows of the resolved model; [`text`] and [`html`] set them.

mod html;
mod outline;
mod text;
mod words;

use std::path::{Path, PathBuf};

use rivta_schema::Warning;
use rivta_schema::package::{Options, Package};
use rivta_schema::resolved::Model;

use crate::error::{Error, Result};

pub use html::html;
pub use outline::{Outline, Row, RowKind, Section, Tree, outline};
pub use text::text;

/// What release packages hold, as text; with `page` that file is written as HTML, and the text is empty. With what
/// lenience overlooked.
///
/// # Errors
/// [`Error::Package`], [`Error::Write`]; [`Error::Operation`] if no operation has that name.
pub fn inspect(
    packages: &[PathBuf],
    options: Options,
    operation: Option<&str>,
    page: Option<&Path>,
) -> Result<(String, Vec<Warning>)> {
    let package = Package::load(packages, options).map_err(Error::Package)?;
    let model = &package.model;
    let outline = outline(model, operation);
    if let Some(name) = operation.filter(|_| outline.sections.is_empty()) {
        return Err(Error::Operation { name: name.to_owned(), known: operations(model) });
    }
    let Some(page) = page else { return Ok((text(&outline), package.warnings)) };
    let titles: Vec<&str> = outline.sections.iter().map(|section| section.title.as_str()).collect();
    let title = if titles.len() <= 3 { titles.join(", ") } else { format!("{} operations", titles.len()) };
    std::fs::write(page, html(&outline, &title))
        .map_err(|source| Error::Write { path: page.to_owned(), source })?;
    Ok((String::new(), package.warnings))
}

/// The operations of a model, with their versions.
fn operations(model: &Model) -> Vec<String> {
    model.interactions.iter().map(|it| it.name.to_string()).collect()
}
