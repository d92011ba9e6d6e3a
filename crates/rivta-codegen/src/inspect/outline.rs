//! Operations and messages as trees of rows: what text and page are set from.

use std::sync::Arc;

/// What is told of a model.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The operations, or the global elements where there are none.
    pub sections: Vec<Section>,
}

/// An operation, complete in itself.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name and version.
    pub title: String,
    /// What is said in one line each, e.g. its SOAPAction.
    pub facts: Vec<(&'static str, String)>,
    /// What it does, in paragraphs.
    pub documentation: Vec<String>,
    /// Its messages.
    pub trees: Vec<Tree>,
    /// Prefixes with their namespaces, as the rows use them.
    pub namespaces: Vec<(String, Arc<str>)>,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Tree {
    /// What it is of the operation, e.g. `Request`.
    pub label: &'static str,
    /// Its root element.
    pub row: Row,
}

/// What a [`Row`] tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// A group, a wildcard, or a type that may stand for the declared one.
    Structure,
}

/// A line of a tree with what stands under it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it tells of.
    pub kind: RowKind,
    /// The element's or attribute's name, or the structure in words.
    pub name: String,
    /// How often it stands, e.g. `0..1`.
    pub cardinality: Option<String>,
    /// The name of its type; empty for an anonymous one.
    pub r#type: String,
    /// Facets and other properties, in words.
    pub notes: Vec<String>,
    /// What it is for, in paragraphs.
    pub documentation: Vec<String>,
    /// What it holds.
    pub children: Vec<Row>,
    /// Where the content of its type stands.
    pub content: ContentPlace,
}

/// Where the content of a row's type is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContentPlace {
    /// It has none.
    #[default]
    None,
    /// Here, for the first time; others refer to that number.
    Here(usize),
    /// Here, once more: it is small.
    Again,
    /// Where that number is.
    Above(usize),
    /// Around this row, where that number is.
    Around(usize),
}

impl Row {
    pub(super) fn new(kind: RowKind, name: String) -> Self {
        Self {
            kind,
            name,
            cardinality: None,
            r#type: String::new(),
            notes: Vec::new(),
            documentation: Vec::new(),
            children: Vec::new(),
            content: ContentPlace::None,
        }
    }

    /// How many rows it is, with those under it.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Self::count).sum::<usize>()
    }
}
