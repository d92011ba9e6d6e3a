use crate::schema::{NamespaceId, Root};
use crate::{Element, Limits, WriteError, XmlError, XmlReader, XmlSimple, XmlWriter, decode};

/// A type of a schema, read from and written as the content of an element.
pub trait XmlType: Sized {
    /// Reads the element that the reader has just begun, to its end. `None`: it is invalid, and the reader holds the errors.
    fn read(reader: &mut XmlReader<'_>) -> Option<Self>;

    /// Writes attributes and content; the tags are written by whoever knows the element's name.
    fn write(&self, writer: &mut XmlWriter<'_>);

    /// Whether [`write`](Self::write) writes the tags too, because the value says which member of a substitution group
    /// stands.
    fn chooses_element(&self) -> bool {
        false
    }
}

/// A group of a content model that has a type of its own: a choice, or a sequence that repeats or may be left out.
pub trait XmlGroup: Sized {
    /// Reads the group that the reader has just entered, to its end. `None`: it is invalid, and the reader holds the errors.
    fn read(reader: &mut XmlReader<'_>) -> Option<Self>;

    /// Writes what stands in it.
    fn write(&self, writer: &mut XmlWriter<'_>);
}

impl<T: XmlSimple> XmlType for T {
    #[inline]
    fn read(reader: &mut XmlReader<'_>) -> Option<Self> {
        reader.simple()
    }

    #[inline]
    fn write(&self, writer: &mut XmlWriter<'_>) {
        writer.simple(self);
    }
}

/// Reads a document whose root element is `root`, which `T` was generated for.
///
/// # Errors
///
/// All that is wrong with it, in document order.
pub fn read_document<T: XmlType>(bytes: &[u8], root: &Root<'_>, limits: Limits) -> Result<T, Vec<XmlError>> {
    match read_partial(bytes, root, limits) {
        (Some(value), errors) if errors.is_empty() => Ok(value),
        (_, errors) => Err(errors),
    }
}

/// Reads as much of a document as is valid: optional and repeated parts that are not are left out of the value. For
/// diagnostics only; a value with errors is not what its sender said.
pub fn read_partial<T: XmlType>(bytes: &[u8], root: &Root<'_>, limits: Limits) -> (Option<T>, Vec<XmlError>) {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return (None, vec![error]),
    };
    let mut reader = XmlReader::new(&text, limits);
    let value = open(&mut reader, root).and_then(|element| reader.typed(root, element));
    reader.finish();
    (value, reader.into_errors())
}

/// Validates a document whose root element is `root`.
///
/// # Errors
///
/// All that is wrong with it, in document order.
pub fn validate_document(bytes: &[u8], root: &Root<'_>, limits: Limits) -> Result<(), Vec<XmlError>> {
    let text = decode(bytes).map_err(|error| vec![error])?;
    let mut reader = XmlReader::new(&text, limits);
    if let Some(element) = open(&mut reader, root) {
        reader.validate(root, element);
    }
    reader.finish();
    let errors = reader.into_errors();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The root element, if it is the one that is read.
fn open<'r>(reader: &mut XmlReader<'r>, root: &Root<'_>) -> Option<Element<'r>> {
    let element = reader.root()?;
    if root.is(reader.namespace(&element), element.local_name()) {
        return Some(element);
    }
    reader.report_unexpected_root(&element, root);
    reader.skip();
    None
}

/// Writes a document whose root element is `root`; `namespaces` are declared on it.
///
/// # Errors
///
/// What the value holds that its schema does not admit.
pub fn write_document<T: XmlType>(
    value: &T,
    root: &Root<'_>,
    namespaces: &[NamespaceId],
) -> Result<String, Vec<WriteError>> {
    let mut writer = XmlWriter::new();
    writer.root(root, namespaces, value);
    writer.finish()
}
