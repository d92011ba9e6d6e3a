//! Runtime of generated XML codecs (provisional).
#![allow(missing_docs)]
mod values;
pub use values::{AnyElements, AnyUri, Base64Binary, Date, DateTime, ValueError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespace {
    pub prefix: &'static str,
    pub uri: &'static str,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub namespace: Option<&'static Namespace>,
    pub local: &'static str,
}
pub struct XmlReader<'a>(std::marker::PhantomData<&'a ()>);
pub struct Element<'a>(std::marker::PhantomData<&'a ()>);
#[derive(Default)]
pub struct XmlWriter {
    out: String,
}
impl XmlWriter {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn root(&mut self, _: &Name, _: &[&Namespace], _: impl FnOnce(&mut Self)) {}
    pub fn into_string(self) -> String {
        self.out
    }
}
pub trait XmlType: Sized {
    fn read(reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Self>;
    fn write(&self, writer: &mut XmlWriter);
}
