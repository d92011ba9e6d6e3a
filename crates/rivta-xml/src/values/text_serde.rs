//! serde for types that stand as text in every format.

use serde::de::{Deserialize, Deserializer, Error};

use super::XmlSimple;

/// `FromStr` and serde by way of the type's text.
macro_rules! text_type {
    ($type:ident) => {
        impl std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut text = String::new();
                $crate::XmlSimple::write_text(self, &mut text);
                serializer.serialize_str(&text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::values::text_serde::deserialize_text(deserializer)
            }
        }

        $crate::yaserde_simple!($type);
    };
}
pub(super) use text_type;

/// Reads a value from its text.
///
/// # Errors
///
/// The format's own, or its rendering of [`ValueError`](super::ValueError).
pub fn deserialize_text<'de, T: XmlSimple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}
