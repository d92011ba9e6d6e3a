//! From RIV-TA schemas and WSDLs to Rust.
//!
//! The generator is a row of stages with a model between each two; every model can be printed with `{:#?}`:
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | [`rivta_schema`] | files | what they mean: components with their references bound, operations, closures |
//! | [`items`] | what the operations reach | structs, newtypes, enums, contracts, with the names of [`naming`] |
//! | [`text`] | items | Rust source |
//!
//! [`generate`] runs them all. A construct that is not supported is an [`Error`] that names file and line; nothing is
//! dropped in silence.

mod config;
mod error;
mod face;
pub mod inspect;
pub mod items;
pub mod naming;
mod new_crate;
mod output;
mod runtime;
pub mod text;

pub use config::Config;
pub use error::{Error, Result};
pub use new_crate::{CrateFiles, NewCrate};
pub use output::{Differences, GeneratedFile, compare, write};
pub use runtime::Runtime;

/// Generates the files that a configuration asks for.
///
/// # Errors
/// Every [`Error`] but [`Error::Write`].
pub fn generate(config: &Config) -> Result<Vec<GeneratedFile>> {
    let documents = rivta_schema::documents::Documents::load(config.files.iter().cloned())?;
    let model = rivta_schema::resolved::resolve(&documents)?;
    let items = items::build(&documents, &model, &config.settings)?;
    Ok(text::files(&items).into_iter().map(|(name, text)| GeneratedFile { name, text }).collect())
}
