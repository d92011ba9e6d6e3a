//! A contract as a person reads it: its operations with their messages as trees, as text or as one HTML page.
//!
//! [`outline`] makes rows of the resolved model; [`text`] and [`html`] set them.

mod html;
mod outline;
mod prefixes;
mod tell;
mod text;
mod words;

use std::path::PathBuf;

use rivta_schema::package::{Options, Package};
use rivta_schema::{Warning, nearest};

use crate::error::{Error, Result};

pub use html::html;
pub use outline::{ContentPlace, Outline, Row, RowKind, Section, Tree};
pub use tell::outline;
pub use text::text;

/// What release packages hold.
#[derive(Debug)]
pub struct Inspected {
    /// What is told of the sound parts.
    pub outline: Outline,
    /// What was overlooked in them.
    pub warnings: Vec<Warning>,
    /// Why the other parts can't be told.
    pub errors: Vec<rivta_schema::Error>,
}

/// Tells what release packages hold; of one operation, if `operation` names it.
///
/// # Errors
/// [`Error::Package`] if nothing in them is sound, [`Error::Operation`] if no operation has that name.
pub fn inspect(packages: &[PathBuf], options: Options, operation: Option<&str>) -> Result<Inspected> {
    let (package, errors) = Package::load_sound(packages, options);
    let outline = outline(&package.model, operation);
    if outline.sections.is_empty() {
        let Some(name) = operation.filter(|_| !package.model.interactions.is_empty()) else {
            return match errors.is_empty() {
                true => Err(Error::Nothing { paths: packages.to_vec() }),
                false => Err(Error::Package(errors)),
            };
        };
        let names = package.names();
        let near = nearest(name, &names).map(str::to_owned);
        let known = names.into_iter().map(str::to_owned).collect();
        return Err(Error::Operation { name: name.to_owned(), near, known });
    }
    Ok(Inspected { outline, warnings: package.warnings, errors })
}

impl Inspected {
    /// What the packages are called in a title: their operations, if they are few.
    pub fn title(&self) -> String {
        let titles: Vec<&str> = self.outline.sections.iter().map(|section| section.title.as_str()).collect();
        if titles.len() <= 3 { titles.join(", ") } else { format!("{} operations", titles.len()) }
    }
}
