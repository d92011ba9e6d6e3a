//! A sample before it is written.

use super::value::Value;
use crate::resolved::TypeId;
use crate::xml::ExpandedName;

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: ExpandedName,
    pub(super) attributes: Vec<Attribute>,
    /// The value of `xsi:type`.
    pub(super) xsi_type: Option<ExpandedName>,
    /// Whether it has `xsi:nil`.
    pub(super) nil: bool,
    /// The simple type of its text, unless that is fixed.
    pub(super) r#type: Option<TypeId>,
    /// Its text; that of a mixed element stands before its elements.
    pub(super) text: Value,
    pub(super) children: Vec<Node>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: ExpandedName,
    /// Its type, unless its value is fixed.
    pub(super) r#type: Option<TypeId>,
    pub(super) value: Value,
}

impl Node {
    pub(super) fn new(name: ExpandedName) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            xsi_type: None,
            nil: false,
            r#type: None,
            text: Value::default(),
            children: Vec::new(),
        }
    }

    pub(super) fn with_text(name: ExpandedName, text: &str) -> Self {
        Self { text: Value::from(text.to_owned()), ..Self::new(name) }
    }
}
