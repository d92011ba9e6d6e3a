use std::fmt;

/// What may stand at a place in a document.
///
/// Told in English by `Display`, and in Swedish by [`in_swedish`](Self::in_swedish), for faultstrings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// One of these elements.
    Elements(Vec<ElementName>),
    /// No element any more.
    NoElement,
    /// Text alone.
    Text,
    /// An element that the schemas declare.
    DeclaredElement,
}

/// An element's name in a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementName {
    /// The name, with the prefix that the sender chose if it is the sender's.
    pub name: String,
    /// The namespace's name, empty for none; `None` where it goes without saying.
    pub namespace: Option<String>,
}

impl Expected {
    /// One element, whose namespace goes without saying.
    pub fn element(name: impl Into<String>) -> Self {
        Self::Elements(vec![ElementName { name: name.into(), namespace: None }])
    }

    /// What is expected, in Swedish, for those whom a fault is shown to.
    pub fn in_swedish(&self) -> String {
        match self {
            Self::Elements(names) => join(names.iter().map(ElementName::in_swedish), " eller "),
            Self::NoElement => "inget mer element".to_owned(),
            Self::Text => "text".to_owned(),
            Self::DeclaredElement => "ett element som scheman deklarerar".to_owned(),
        }
    }
}

impl ElementName {
    /// The name in Swedish.
    pub fn in_swedish(&self) -> String {
        match self.namespace.as_deref() {
            None => self.name.clone(),
            Some("") => format!("{} utan namnrymd", self.name),
            Some(namespace) => format!("{} i namnrymden {namespace}", self.name),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elements(names) => f.write_str(&join(names.iter().map(ToString::to_string), " or ")),
            Self::NoElement => f.write_str("no further element"),
            Self::Text => f.write_str("text"),
            Self::DeclaredElement => f.write_str("an element that the schemas declare"),
        }
    }
}

impl fmt::Display for ElementName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.as_deref() {
            None => f.write_str(&self.name),
            Some("") => write!(f, "{} in no namespace", self.name),
            Some(namespace) => write!(f, "{} in namespace {namespace}", self.name),
        }
    }
}

fn join(words: impl Iterator<Item = String>, between: &str) -> String {
    words.collect::<Vec<_>>().join(between)
}
