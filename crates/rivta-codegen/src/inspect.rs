//! A contract as a person reads it: its operations with their messages as trees, as text or as one HTML page.
//!
//! [`outline`] makes rows of the resolved model; [`text`] and [`html`] set them.

mod html;
mod outline;
mod prefixes;
mod tell;
mod text;
mod words;

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use rivta_schema::documents::normalize;
use rivta_schema::package::{Options, Package};
use rivta_schema::{Location, Warning, nearest};

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
    /// The packages, as they were named.
    pub packages: Vec<PathBuf>,
}

/// Tells what release packages hold; of one operation, if `operation` names it.
///
/// # Errors
/// [`Error::Package`] if nothing in them is sound, [`Error::Operation`] if no operation has that name.
pub fn inspect(packages: &[PathBuf], options: Options, operation: Option<&str>) -> Result<Inspected> {
    let (package, errors) = Package::load_sound(packages, options);
    let outline = outline(&package.model, operation, packages);
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
    Ok(Inspected { outline, warnings: package.warnings, errors, packages: packages.to_vec() })
}

impl Inspected {
    /// What the packages are called in a title: their operations if they are few, or else their names.
    pub fn title(&self) -> String {
        let titles: Vec<&str> = self.outline.sections.iter().map(|section| section.title.as_str()).collect();
        if titles.len() <= MANY {
            return titles.join(", ");
        }
        let names: Vec<String> = self.packages.iter().filter_map(|package| package_name(package)).collect();
        let what = match names.as_slice() {
            [] => String::new(),
            few if few.len() <= MANY => format!(" of {}", few.join(", ")),
            many => format!(" of {} packages", many.len()),
        };
        let of = match self.outline.sections.first().and_then(|section| section.trees.first()) {
            Some(tree) if tree.label == "Element" => "elements",
            Some(tree) if tree.label == "Type" => "types",
            _ => "operations",
        };
        format!("{} {of}{what}", titles.len())
    }

    /// An error or warning for others to read: how the packages are reached on this machine is left out.
    fn shared(&self, said: &str) -> String {
        let folders =
            self.packages.iter().filter_map(|package| package.parent()).filter(|it| it.is_absolute());
        folders.fold(said.to_owned(), |said, folder| {
            said.replace(
                &format!("{}{MAIN_SEPARATOR}", folder.display().to_string().trim_end_matches(MAIN_SEPARATOR)),
                "",
            )
        })
    }
}

/// More of them than these are counted, not named.
const MANY: usize = 3;

/// The name of a package's folder or file.
fn package_name(package: &Path) -> Option<String> {
    let whole = package.canonicalize().ok()?;
    Some(whole.file_name()?.to_string_lossy().into_owned())
}

/// Where something stands, from its package's name on: the page is for others too.
fn place(at: &Location, packages: &[PathBuf]) -> String {
    let file = normalize(&at.file);
    let within = packages.iter().find_map(|package| {
        let rest = file.strip_prefix(normalize(package)).ok()?;
        // Of a single file nothing remains.
        Some(PathBuf::from(package_name(package)?).join(rest).components().collect::<PathBuf>())
    });
    let file = within.or_else(|| file.file_name().map(PathBuf::from)).unwrap_or_else(|| file.clone());
    format!("{}:{}:{}", file.display(), at.line, at.column)
}
