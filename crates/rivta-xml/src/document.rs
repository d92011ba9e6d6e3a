use crate::{Element, Expected, Limits, Name, Namespace, XmlError, XmlReader, XmlSimple, XmlWriter, decode};

/// A type of a schema, read from and written as the content of an element.
pub trait XmlType: Sized {
    /// The type's name in its schema; `xsi:type` may name it.
    const TYPE: Name;

    /// Reads the content of `element`, to its end. `None`: it is invalid, and the reader holds the errors.
    fn read(reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Self>;

    /// Writes the content; the tags are written by whoever knows the element's name.
    fn write(&self, writer: &mut XmlWriter);
}

impl<T: XmlSimple> XmlType for T {
    const TYPE: Name = <T as XmlSimple>::TYPE;

    #[inline]
    fn read(reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Self> {
        reader.simple(&element)
    }

    #[inline]
    fn write(&self, writer: &mut XmlWriter) {
        writer.simple(self);
    }
}

/// Reads a document whose root element is `root`, of the type `T`.
///
/// # Errors
///
/// All that is wrong with it, in document order.
pub fn read_document<T: XmlType>(bytes: &[u8], root: &Name, limits: Limits) -> Result<T, Vec<XmlError>> {
    match read_partial(bytes, root, limits) {
        (Some(value), errors) if errors.is_empty() => Ok(value),
        (_, errors) => Err(errors),
    }
}

/// Reads as much of a document as is valid: optional and repeated parts that are not are left out of the value. For
/// diagnostics only; a value with errors is not what its sender said.
pub fn read_partial<T: XmlType>(bytes: &[u8], root: &Name, limits: Limits) -> (Option<T>, Vec<XmlError>) {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return (None, vec![error]),
    };
    let mut reader = XmlReader::new(&text, limits);
    let mut value = None;
    if let Some(element) = reader.root() {
        if root.is(reader.namespace(&element), element.local_name()) {
            value = T::read(&mut reader, element);
        } else {
            reader.report_unexpected(&element, Expected::Elements(vec![root.expected(element.local_name())]));
            reader.skip();
        }
        reader.finish();
    }
    (value, reader.into_errors())
}

/// Writes a document whose root element is `root`.
pub fn write_document<T: XmlType>(value: &T, root: &Name, namespaces: &[&Namespace]) -> String {
    let mut writer = XmlWriter::new();
    writer.root(root, namespaces, |writer| value.write(writer));
    writer.into_string()
}
