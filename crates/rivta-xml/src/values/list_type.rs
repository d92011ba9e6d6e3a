//! Newtypes for lists.

use super::{ValueError, XmlSimple};
use crate::Namespaces;

/// Defines the newtype of a simple type that is a list (XML Schema part 2, section 2.5.1.2): its items as values, which keep
/// to the schema because the list exists.
///
/// It gets `new`, `items`, `into_items`, `AsRef` to a slice, iteration, [`XmlSimple`](crate::XmlSimple), `FromStr`, `TryFrom`
/// the items and `From` into them, and with the feature serde, its items as an array.
#[macro_export]
macro_rules! list_type {
    ($schema_type:expr; $(#[$attribute:meta])* $visibility:vis struct $type:ident([$item:ty]);) => {
        $(#[$attribute])*
        $visibility struct $type(::std::vec::Vec<$item>);

        impl $type {
            const TYPE: $crate::SchemaType = $schema_type;

            /// The list of these items, if it keeps to the schema's facets.
            ///
            /// # Errors
            ///
            /// `ValueError` that says which limit is broken, or that an item's text is empty or holds white space.
            pub fn new(
                items: impl ::std::convert::Into<::std::vec::Vec<$item>>,
            ) -> ::std::result::Result<Self, $crate::ValueError> {
                let list = Self(items.into());
                $crate::macro_support::check_items(&list.0)?;
                Self::TYPE.check(&list)?;
                ::std::result::Result::Ok(list)
            }

            /// The items.
            pub fn items(&self) -> &[$item] {
                &self.0
            }

            /// The items, owned.
            pub fn into_items(self) -> ::std::vec::Vec<$item> {
                self.0
            }
        }

        impl ::std::convert::AsRef<[$item]> for $type {
            fn as_ref(&self) -> &[$item] {
                &self.0
            }
        }

        impl<'a> ::std::iter::IntoIterator for &'a $type {
            type Item = &'a $item;
            type IntoIter = ::std::slice::Iter<'a, $item>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl $crate::XmlSimple for $type {
            const WHITE_SPACE: $crate::WhiteSpace = $crate::WhiteSpace::Collapse;

            fn parse(text: &str) -> ::std::result::Result<Self, $crate::ValueError> {
                Self::TYPE.parse(text)
            }

            fn parse_checked(
                text: &str,
                names: &dyn $crate::Namespaces,
            ) -> ::std::result::Result<Self, $crate::ValueError> {
                $crate::macro_support::parse_items(text, names).map(Self)
            }

            const HAS_PREFIXES: bool = <$item as $crate::XmlSimple>::HAS_PREFIXES;

            fn namespaces(&self, declare: &mut dyn FnMut(&str, &str)) {
                for item in &self.0 {
                    $crate::XmlSimple::namespaces(item, declare);
                }
            }

            fn write_text(&self, out: &mut ::std::string::String) {
                $crate::macro_support::write_items(&self.0, out);
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        impl ::std::convert::TryFrom<::std::vec::Vec<$item>> for $type {
            type Error = $crate::ValueError;

            fn try_from(items: ::std::vec::Vec<$item>) -> ::std::result::Result<Self, $crate::ValueError> {
                Self::new(items)
            }
        }

        impl ::std::convert::From<$type> for ::std::vec::Vec<$item> {
            fn from(list: $type) -> Self {
                list.0
            }
        }

        $crate::newtype_json!($type ::std::vec::Vec<$item>);
        $crate::yaserde_simple!($type);
    };
}

/// Whether each item's text is one word: else it would be read as several items, or as none.
pub fn check_items<T: XmlSimple>(items: &[T]) -> Result<(), ValueError> {
    let is_word = |item: &T| {
        let mut text = String::new();
        item.write_text(&mut text);
        !text.is_empty() && !text.contains([' ', '\t', '\n', '\r'])
    };
    match items.iter().all(is_word) {
        true => Ok(()),
        false => Err(ValueError::new(
            "items that are not empty and hold no white space",
            "led som inte är tomma och inte innehåller blanktecken",
        )),
    }
}

/// The items of a list whose text was checked.
pub fn parse_items<T: XmlSimple>(text: &str, names: &dyn Namespaces) -> Result<Vec<T>, ValueError> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.map(|word| T::parse_checked(word, names)).collect()
}

/// Writes items with a space between each two.
pub fn write_items<T: XmlSimple>(items: &[T], out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        item.write_text(out);
    }
}
