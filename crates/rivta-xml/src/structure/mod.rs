//! Complex types as Rust types: the macros that generated code states them with.
//!
//! A type stands there as what it is, each field with its particle: how often it stands, its slot among its siblings, its
//! name in JSON, and the method that sets it. What follows from that is written once, here: constructors, `Debug`, the
//! codec over the reader and the writer, and serde behind the feature of that name.

mod alternatives;
mod complex_type;
mod field;
#[cfg(feature = "serde")]
pub(crate) mod json;
#[cfg(not(feature = "serde"))]
mod no_json;
