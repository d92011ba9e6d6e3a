use std::borrow::Cow;
use std::collections::HashMap;

use super::{ValueError, XmlSimple};
use crate::character::first_forbidden;
use crate::schema::{Schema, SimpleTypeId, TypeRef, Variety};
use crate::{Namespaces, NoNamespaces};

/// A simple type of a schema: what the types of [`simple_type!`](crate::simple_type), [`list_type!`](crate::list_type) and
/// [`union_type!`](crate::union_type) check values by.
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
        let (text, declared) = written(value)?;
        self.schema.check(self.ty, Cow::Owned(text), &declared).map(drop)
    }

    /// Checks a value of the base type, and gives it back as it will be read: with the white space that its type leaves it.
    ///
    /// # Errors
    ///
    /// [`ValueError`] that says which facet is broken.
    pub fn checked<T: XmlSimple>(&self, value: T) -> Result<T, ValueError> {
        let (text, declared) = written(&value)?;
        let read = self.schema.check(self.ty, Cow::Borrowed(&*text), &declared)?;
        if *read == text { Ok(value) } else { T::parse_checked(&read, &declared) }
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

    /// The number of the union's member that takes a text, and the text with the white space that this one leaves it.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if none does.
    pub fn member<'t>(
        &self,
        text: &'t str,
        names: &dyn Namespaces,
    ) -> Result<(usize, Cow<'t, str>), ValueError> {
        let TypeRef::Simple(id) = self.ty else { return Err(no_member()) };
        let Some(Variety::Union(members)) = self.schema.simple_type(id).map(|ty| &ty.variety) else {
            return Err(no_member());
        };
        let taken = members.iter().enumerate().find_map(|(number, member)| {
            Some((number, self.schema.check(*member, Cow::Borrowed(text), names).ok()?))
        });
        taken.ok_or_else(no_member)
    }

    /// Checks a union's value that is of the member of that number.
    ///
    /// # Errors
    ///
    /// [`ValueError`] that says which facet is broken, or that an earlier member takes the value's text.
    pub fn check_member<T: XmlSimple>(&self, value: &T, number: usize) -> Result<(), ValueError> {
        let (text, declared) = written(value)?;
        self.schema.check(self.ty, Cow::Borrowed(&*text), &declared)?;
        match self.member(&text, &declared)? {
            (found, read) if found == number && *read == *text => Ok(()),
            _ => Err(ValueError::new(
                "a value that is read as one of the same member type",
                "ett värde som läses som ett av samma ingående typ",
            )),
        }
    }
}

/// The error of a text that no member of a union takes.
pub fn no_member() -> ValueError {
    ValueError::new("a value of one of the union's types", "ett värde av en av unionens typer")
}

/// A value's text, and the prefixes that it uses.
fn written<T: XmlSimple>(value: &T) -> Result<(String, Declared), ValueError> {
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
    Ok((text, declared))
}

#[derive(Default)]
struct Declared(HashMap<String, String>);

impl Namespaces for Declared {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.0.get(prefix).map(String::as_str).or_else(|| prefix.is_empty().then_some(""))
    }
}
