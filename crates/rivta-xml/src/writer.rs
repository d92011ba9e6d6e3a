use crate::character::is_char;
use crate::content::{Content, Term};
use crate::{AnyElements, Name, Namespace, XmlSimple, XmlType};

/// Writes a document: UTF-8, no declaration, each namespace declared once on the root with its own prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlWriter {
    out: String,
}

/// A field of a complex type: a value, an optional one or a list of them.
pub trait Field {
    /// Writes an element of that name for each value.
    fn write_field(&self, writer: &mut XmlWriter, name: &Name);
}

impl XmlWriter {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the root element: declares `namespaces`, then writes what `content` writes.
    pub fn root(&mut self, name: &Name, namespaces: &[&Namespace], content: impl FnOnce(&mut Self)) {
        self.open_tag(name);
        for namespace in namespaces {
            self.out.push_str(" xmlns:");
            self.out.push_str(namespace.prefix);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, namespace.uri, Place::Attribute);
            self.out.push('"');
        }
        self.out.push('>');
        content(self);
        self.end(name);
    }

    /// Writes a start tag.
    #[inline]
    pub fn start(&mut self, name: &Name) {
        self.open_tag(name);
        self.out.push('>');
    }

    /// Writes an end tag.
    #[inline]
    pub fn end(&mut self, name: &Name) {
        self.out.push_str("</");
        self.push_name(name);
        self.out.push('>');
    }

    /// Writes an element of the type `T`.
    #[inline]
    pub fn element<T: XmlType>(&mut self, name: &Name, value: &T) {
        self.start(name);
        value.write(self);
        self.end(name);
    }

    /// Writes a field whose name stands at `particle` of a content model: nothing for `None`, an element for each value.
    #[inline]
    pub fn field<F: Field>(&mut self, content: &'static Content, particle: usize, value: &F) {
        if let Some(Term::Element(name)) = content.particle(particle).map(|particle| &particle.term) {
            value.write_field(self, name);
        }
    }

    /// Writes unknown elements as they were.
    pub fn any(&mut self, elements: &AnyElements) {
        for element in elements {
            self.out.push_str(element.as_xml());
        }
    }

    /// Writes text, escaped.
    pub fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text, Place::Content);
    }

    /// Writes markup that is known to be well-formed where it stands.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The document.
    pub fn into_string(self) -> String {
        self.out
    }

    pub(crate) fn simple<T: XmlSimple>(&mut self, value: &T) {
        let start = self.out.len();
        value.write_text(&mut self.out);
        let written = self.out.get(start..).unwrap_or_default();
        // Control characters, markup, and the first octet of U+FFFE and U+FFFF.
        if written.bytes().any(|b| b < 0x20 || matches!(b, b'&' | b'<' | b'>' | 0xEF)) {
            let text = self.out.split_off(start);
            push_escaped(&mut self.out, &text, Place::Content);
        }
    }

    #[inline]
    fn open_tag(&mut self, name: &Name) {
        self.out.push('<');
        self.push_name(name);
    }

    #[inline]
    fn push_name(&mut self, name: &Name) {
        if let Some(namespace) = name.namespace {
            self.out.push_str(namespace.prefix);
            self.out.push(':');
        }
        self.out.push_str(name.local);
    }
}

impl<T: XmlType> Field for T {
    #[inline]
    fn write_field(&self, writer: &mut XmlWriter, name: &Name) {
        writer.element(name, self);
    }
}

impl<T: XmlType> Field for Option<T> {
    #[inline]
    fn write_field(&self, writer: &mut XmlWriter, name: &Name) {
        if let Some(value) = self {
            writer.element(name, value);
        }
    }
}

impl<T: XmlType> Field for Vec<T> {
    #[inline]
    fn write_field(&self, writer: &mut XmlWriter, name: &Name) {
        for value in self {
            writer.element(name, value);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Content,
    Attribute,
}

/// Appends text so that a reader gets the same back: line ends and white space that it would normalise are written as
/// references. Characters that no XML document can hold become U+FFFD.
pub(crate) fn push_escaped(out: &mut String, text: &str, place: Place) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if place == Place::Attribute => out.push_str("&quot;"),
            '\t' if place == Place::Attribute => out.push_str("&#9;"),
            '\n' if place == Place::Attribute => out.push_str("&#10;"),
            _ if !is_char(c) => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(c),
        }
    }
}
