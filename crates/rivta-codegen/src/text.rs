//! Stage 5: items as Rust source, laid out as rustfmt lays it out with the repository's `rustfmt.toml`.

mod choice;
mod contract;
mod docs;
mod layout;
mod module;
mod simple;
mod structure;
mod tables;

pub use module::{files, module};

use crate::items::TypePath;

/// Where generated code gets everything from; one line at the top of each module brings these two into scope.
const RUNTIME: &str = "rivta_soap::codegen";

/// A string literal.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.escape_default().to_string().replace("\\'", "'"))
}

/// How a module names a type.
fn path(ty: &TypePath, module: &str) -> String {
    match ty {
        TypePath::Rust(name) | TypePath::Runtime(name) => (*name).to_owned(),
        TypePath::Generated(home, name) if home == module => name.clone(),
        TypePath::Generated(home, name) => format!("{home}::{name}"),
    }
}
