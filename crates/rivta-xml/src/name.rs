/// A namespace of a schema, with the prefix that our writer gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Namespace {
    /// The prefix in documents that we write; readers take any.
    pub prefix: &'static str,
    /// The namespace's name.
    pub uri: &'static str,
}

/// The expanded name of an element or a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// `None`: in no namespace.
    pub namespace: Option<&'static Namespace>,
    /// The name without prefix.
    pub local: &'static str,
}

impl Name {
    /// A name in a namespace.
    pub const fn new(namespace: &'static Namespace, local: &'static str) -> Self {
        Self { namespace: Some(namespace), local }
    }

    /// A name in no namespace.
    pub const fn unqualified(local: &'static str) -> Self {
        Self { namespace: None, local }
    }

    /// The namespace's name; empty for no namespace.
    pub fn uri(&self) -> &'static str {
        self.namespace.map_or("", |namespace| namespace.uri)
    }

    /// Whether this is the name `local` in the namespace `uri`.
    #[inline]
    pub fn is(&self, uri: &str, local: &str) -> bool {
        self.local == local && self.uri() == uri
    }
}
