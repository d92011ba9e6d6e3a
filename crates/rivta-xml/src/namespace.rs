use std::borrow::Cow;

use crate::schema::{NamespaceId, SchemaNamespace, UNKNOWN};
use crate::simple::Namespaces;

/// The namespace declarations in scope.
pub(crate) struct Bindings<'a> {
    stack: Vec<Declared<'a>>,
    /// The namespaces of the schema that is validated by.
    schema: &'a [SchemaNamespace],
}

struct Declared<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    /// The first declaration in scope of the same namespace; so namespaces are compared by number.
    same_as: usize,
    /// Its number in the schema.
    in_schema: NamespaceId,
}

/// A declaration in scope; what it stands for is asked of [`Bindings::uri`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Binding(usize);

pub(crate) const XML_PREFIX: &str = "xml";
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// Always in scope: the prefixes `xml` and `xmlns`, and no default namespace.
const RESERVED: [(&str, &str); 3] = [(XML_PREFIX, XML), ("xmlns", XMLNS), ("", "")];

impl<'a> Bindings<'a> {
    pub(crate) fn new() -> Self {
        let declared = RESERVED.iter().enumerate();
        let declared = declared.map(|(same_as, &(prefix, uri))| Declared {
            prefix,
            uri: Cow::Borrowed(uri),
            same_as,
            in_schema: UNKNOWN,
        });
        Self { stack: declared.collect(), schema: &[] }
    }

    /// How many declarations are in scope; [`truncate`](Self::truncate) goes back to it.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.stack.len()
    }

    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        self.stack.truncate(length);
    }

    /// Declares a prefix, or the default namespace (an empty prefix). Namespaces in XML 1.0, section 3.
    pub(crate) fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) -> Result<(), &'static str> {
        match prefix {
            "xmlns" => return Err("a declaration of the prefix xmlns"),
            "xml" if uri != XML => return Err("a declaration of the prefix xml for another namespace"),
            "xml" => {}
            _ if uri == XML || uri == XMLNS => return Err("a declaration for a reserved namespace"),
            "" => {}
            _ if uri.is_empty() => return Err("a prefix declared for no namespace"),
            _ => {}
        }
        let same = self.stack.iter().position(|declared| declared.uri == uri);
        let in_schema = number(self.schema, &uri);
        self.stack.push(Declared { prefix, uri, same_as: same.unwrap_or(self.stack.len()), in_schema });
        Ok(())
    }

    /// The declaration that a prefix stands for now.
    #[inline]
    pub(crate) fn find(&self, prefix: &str) -> Option<Binding> {
        self.stack.iter().rposition(|declared| declared.prefix == prefix).map(Binding)
    }

    /// From now on namespaces have the numbers that they have in a schema.
    pub(crate) fn use_schema(&mut self, schema: &'a [SchemaNamespace]) {
        self.schema = schema;
        for declared in &mut self.stack {
            declared.in_schema = number(schema, &declared.uri);
        }
    }

    /// The namespace's number in the schema that is validated by.
    #[inline]
    pub(crate) fn schema_namespace(&self, binding: Binding) -> NamespaceId {
        self.stack.get(binding.0).map_or(UNKNOWN, |declared| declared.in_schema)
    }

    /// The namespace's name; empty for none.
    #[inline]
    pub(crate) fn uri(&self, binding: Binding) -> &str {
        self.stack.get(binding.0).map_or("", |declared| &declared.uri)
    }

    /// Whether two declarations in scope are of one namespace. By number: names may be long.
    pub(crate) fn are_same(&self, one: Option<Binding>, other: Option<Binding>) -> bool {
        let number = |binding: Option<Binding>| Some(self.stack.get(binding?.0)?.same_as);
        number(one).is_some() && number(one) == number(other)
    }

    /// How many of the declarations in scope are a document's own.
    pub(crate) fn declared(&self) -> usize {
        self.stack.len().saturating_sub(RESERVED.len())
    }

    /// The namespace that the document declares a prefix for; `None`: it does not.
    pub(crate) fn declared_uri(&self, prefix: &str) -> Option<&str> {
        self.find(prefix).filter(|binding| binding.0 >= RESERVED.len()).map(|binding| self.uri(binding))
    }
}

impl Namespaces for Bindings<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.find(prefix).map(|binding| self.uri(binding))
    }
}

/// A namespace's number in a schema.
fn number(schema: &[SchemaNamespace], uri: &str) -> NamespaceId {
    let index = schema.iter().position(|namespace| namespace.uri == uri);
    index.and_then(|index| u32::try_from(index).ok()).map_or(UNKNOWN, NamespaceId)
}
