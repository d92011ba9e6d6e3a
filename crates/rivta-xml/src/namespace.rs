use std::borrow::Cow;

/// The namespace declarations in scope.
pub(crate) struct Bindings<'a> {
    stack: Vec<(&'a str, Cow<'a, str>)>,
}

/// A declaration in scope; what it stands for is asked of [`Bindings::uri`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Binding(usize);

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// Always in scope: the prefixes `xml` and `xmlns`, and no default namespace.
const RESERVED: [(&str, Cow<'static, str>); 3] =
    [("xml", Cow::Borrowed(XML)), ("xmlns", Cow::Borrowed(XMLNS)), ("", Cow::Borrowed(""))];

impl<'a> Bindings<'a> {
    pub(crate) fn new() -> Self {
        Self { stack: RESERVED.to_vec() }
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
        self.stack.push((prefix, uri));
        Ok(())
    }

    /// The declaration that a prefix stands for now.
    #[inline]
    pub(crate) fn find(&self, prefix: &str) -> Option<Binding> {
        self.stack.iter().rposition(|(declared, _)| *declared == prefix).map(Binding)
    }

    /// The namespace's name; empty for none.
    #[inline]
    pub(crate) fn uri(&self, binding: Binding) -> &str {
        self.stack.get(binding.0).map_or("", |(_, uri)| uri)
    }

    /// The declarations that are not hidden by a later one, without the reserved ones.
    pub(crate) fn visible(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.stack.iter().enumerate().skip(RESERVED.len()).filter_map(|(index, (prefix, uri))| {
            let hidden = self.stack.iter().skip(index + 1).any(|(later, _)| later == prefix);
            (!hidden).then_some((*prefix, &**uri))
        })
    }
}
