//! Identity constraints as written.

use std::sync::Arc;

use super::Reference;
use crate::error::Location;
use crate::xml::Scope;

/// `xs:unique`, `xs:key` or `xs:keyref`.
#[derive(Clone, Debug)]
pub struct IdentityConstraint {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Which of the three.
    pub kind: IdentityKind,
    /// The XPath that selects the elements.
    pub selector: String,
    /// The XPaths that give the fields.
    pub fields: Vec<String>,
    /// The prefixes that the XPaths use.
    pub scope: Scope,
}

/// The kinds of [`IdentityConstraint`].
#[derive(Clone, Debug)]
pub enum IdentityKind {
    /// Values are distinct.
    Unique,
    /// Values are distinct and present.
    Key,
    /// Values are among those of another constraint.
    KeyReference(Reference),
}
