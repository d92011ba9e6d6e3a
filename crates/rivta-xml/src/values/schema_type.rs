use std::borrow::Cow;
use std::collections::HashMap;

use super::{ValueError, XmlSimple};
use crate::character::first_forbidden;
use crate::schema::{Schema, SimpleTypeId, TypeRef};
use crate::{Namespaces, NoNamespaces};

/// A simple type of a schema: what the newtypes of [`simple_type!`](crate::simple_type) check values by.
#[derive(Clone, Copy)]
pub struct SchemaType {
    schema: &'static Schema,
    ty: TypeRef,
}

impl SchemaType {
    /// The simple type of that number.
    pub const fn new(schema: &'static Schema, id: u32) -> Self {
        Self { schema, ty: TypeRef::Simple(SimpleTypeId(id)) }
    }

    /// Checks a value of the base type.
    ///
    /// # Errors
    ///
    /// [`ValueError`] that says which facet is broken.
    pub fn check<T: XmlSimple>(&self, value: &T) -> Result<(), ValueError> {
        let mut text = String::new();
        value.write_text(&mut text);
        if first_forbidden(&text).is_some() {
            return Err(ValueError::new(
                "only characters that XML allows, no control characters",
                "bara tecken som XML tillåter, inga styrtecken",
            ));
        }
        let mut declared = Declared::default();
        value.namespaces(&mut |prefix, uri| _ = declared.0.insert(prefix.to_owned(), uri.to_owned()));
        self.schema.check(self.ty, Cow::Owned(text), &declared).map(drop)
    }

    /// Reads a value of the base type from a text.
    ///
    /// # Errors
    ///
    /// [`ValueError`] that says what is expected.
    pub fn parse<T: XmlSimple>(&self, text: &str) -> Result<T, ValueError> {
        let text = self.schema.check(self.ty, Cow::Borrowed(text), &NoNamespaces)?;
        T::parse_checked(&text, &NoNamespaces)
    }
}

#[derive(Default)]
struct Declared(HashMap<String, String>);

impl Namespaces for Declared {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.0.get(prefix).map(String::as_str).or_else(|| prefix.is_empty().then_some(""))
    }
}
