use std::fmt;

/// What an attribute wildcard (`xs:anyAttribute`) let through: attributes that the type does not declare, as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct AnyAttributes(Vec<AnyAttribute>);

/// An attribute that its element's type does not declare. `Debug` shows its name only.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AnyAttribute {
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "String::is_empty"))]
    pub(super) prefix: String,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "String::is_empty"))]
    namespace: String,
    name: String,
    value: String,
}

impl AnyAttributes {
    /// No attributes.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributes in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, AnyAttribute> {
        self.0.iter()
    }

    pub(crate) fn push(&mut self, prefix: &str, namespace: &str, name: &str, value: String) {
        let (prefix, namespace, name) = (prefix.to_owned(), namespace.to_owned(), name.to_owned());
        self.0.push(AnyAttribute { prefix, namespace, name, value });
    }
}

impl<'e> IntoIterator for &'e AnyAttributes {
    type Item = &'e AnyAttribute;
    type IntoIter = std::slice::Iter<'e, AnyAttribute>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl AnyAttribute {
    /// The namespace's name; empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The name without prefix.
    pub fn local_name(&self) -> &str {
        &self.name
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for AnyAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyAttribute({{{}}}{} ..)", self.namespace, self.name)
    }
}
