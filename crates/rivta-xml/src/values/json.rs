//! serde for simple types, behind the feature of that name.

use serde::de::{Deserialize, Deserializer, Error};

use super::XmlSimple;

/// serde's traits for a type that stands as text in every format.
#[doc(hidden)]
#[macro_export]
macro_rules! text_json {
    ($type:ident) => {
        impl $crate::macro_support::Serialize for $type {
            fn serialize<S: $crate::macro_support::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                let mut text = ::std::string::String::new();
                $crate::XmlSimple::write_text(self, &mut text);
                serializer.serialize_str(&text)
            }
        }

        impl<'de> $crate::macro_support::Deserialize<'de> for $type {
            fn deserialize<D: $crate::macro_support::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::macro_support::deserialize_text(deserializer)
            }
        }
    };
}

/// serde's traits for a newtype that stands as what it holds, and is checked when it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_json {
    ($type:ident $base:ty) => {
        impl $crate::macro_support::Serialize for $type {
            fn serialize<S: $crate::macro_support::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::macro_support::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::macro_support::Deserialize<'de> for $type {
            fn deserialize<D: $crate::macro_support::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value: $base = $crate::macro_support::Deserialize::deserialize(deserializer)?;
                Self::new(value).map_err(<D::Error as $crate::macro_support::DeError>::custom)
            }
        }
    };
}

/// Reads a value from its text.
///
/// # Errors
///
/// The format's own, or its rendering of [`ValueError`](super::ValueError).
pub fn deserialize_text<'de, T: XmlSimple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}
