//! serde's traits for generated types: objects with the fields that are there, and enums as an object with one field.
//!
//! By hand and not derived: so a generated crate needs no macros that run at compile time, and its fields no attributes.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// serde's traits for a struct: a field that nothing was given for is left out, in both directions.
#[doc(hidden)]
#[macro_export]
macro_rules! structure_json {
    ($type:ident { $($kind:ident $field:ident $json:literal ($value:ty))* }) => {
        impl $crate::macro_support::Serialize for $type {
            fn serialize<S: $crate::macro_support::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                let fields = 0 $(+ usize::from(!$crate::structure_json!(@is_absent $kind (self.$field))))*;
                #[allow(unused_mut, reason = "a type may have no fields")]
                let mut object =
                    $crate::macro_support::Serializer::serialize_struct(serializer, stringify!($type), fields)?;
                $(
                    if !$crate::structure_json!(@is_absent $kind (self.$field)) {
                        $crate::macro_support::SerializeStruct::serialize_field(&mut object, $json, &self.$field)?;
                    }
                )*
                $crate::macro_support::SerializeStruct::end(object)
            }
        }

        impl<'de> $crate::macro_support::Deserialize<'de> for $type {
            fn deserialize<D: $crate::macro_support::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                const FIELDS: &[&str] = &[$($json),*];
                struct Fields;

                impl<'de> $crate::macro_support::Visitor<'de> for Fields {
                    type Value = $type;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("struct ", stringify!($type)))
                    }

                    fn visit_map<A: $crate::macro_support::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> ::std::result::Result<$type, A::Error> {
                        $(let mut $field: ::std::option::Option<$value> = ::std::option::Option::None;)*
                        while let ::std::option::Option::Some(name) =
                            map.next_key_seed($crate::macro_support::Field(FIELDS))?
                        {
                            match name {
                                $(::std::option::Option::Some($json) => {
                                    if $field.replace(map.next_value()?).is_some() {
                                        return ::std::result::Result::Err(
                                            $crate::macro_support::DeError::duplicate_field($json),
                                        );
                                    }
                                })*
                                _ => {
                                    let _: $crate::macro_support::IgnoredAny = map.next_value()?;
                                }
                            }
                        }
                        ::std::result::Result::Ok($type {
                            $($field: match $field {
                                ::std::option::Option::Some(value) => value,
                                ::std::option::Option::None => $crate::structure_json!(@absent $kind $json),
                            },)*
                        })
                    }
                }
                deserializer.deserialize_struct(stringify!($type), FIELDS, Fields)
            }
        }
    };

    (@is_absent optional $place:tt) => { $place.is_none() };
    (@is_absent optional_boxed $place:tt) => { $place.is_none() };
    (@is_absent optional_group $place:tt) => { $place.is_none() };
    (@is_absent optional_attribute $place:tt) => { $place.is_none() };
    (@is_absent many $place:tt) => { $place.is_empty() };
    (@is_absent some $place:tt) => { $place.is_empty() };
    (@is_absent groups $place:tt) => { $place.is_empty() };
    (@is_absent some_groups $place:tt) => { $place.is_empty() };
    (@is_absent any $place:tt) => { $place.is_empty() };
    (@is_absent attributes $place:tt) => { $place.is_empty() };
    (@is_absent order $place:tt) => { $place.is_declared() };
    (@is_absent $kind:ident $place:tt) => { false };

    (@absent optional $json:literal) => { ::std::option::Option::None };
    (@absent optional_boxed $json:literal) => { ::std::option::Option::None };
    (@absent optional_group $json:literal) => { ::std::option::Option::None };
    (@absent optional_attribute $json:literal) => { ::std::option::Option::None };
    (@absent many $json:literal) => { ::std::vec::Vec::new() };
    (@absent some $json:literal) => { ::std::vec::Vec::new() };
    (@absent groups $json:literal) => { ::std::vec::Vec::new() };
    (@absent some_groups $json:literal) => { ::std::vec::Vec::new() };
    (@absent any $json:literal) => { $crate::AnyElements::new() };
    (@absent attributes $json:literal) => { $crate::AnyAttributes::new() };
    (@absent order $json:literal) => { ::std::default::Default::default() };
    (@absent $kind:ident $json:literal) => {
        return ::std::result::Result::Err($crate::macro_support::DeError::missing_field($json))
    };
}

/// serde's traits for an enum: an object with one field, which is named like the alternative.
#[doc(hidden)]
#[macro_export]
macro_rules! alternatives_json {
    ($type:ident { $($variant:ident $json:literal ($value:ty))+ }) => {
        impl $crate::macro_support::Serialize for $type {
            fn serialize<S: $crate::macro_support::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                const VARIANTS: &[&str] = &[$($json),+];
                match self {
                    $(Self::$variant(value) => serializer.serialize_newtype_variant(
                        stringify!($type),
                        $crate::macro_support::number(VARIANTS, $json),
                        $json,
                        value,
                    ),)+
                }
            }
        }

        impl<'de> $crate::macro_support::Deserialize<'de> for $type {
            fn deserialize<D: $crate::macro_support::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                const VARIANTS: &[&str] = &[$($json),+];
                struct Variants;

                impl<'de> $crate::macro_support::Visitor<'de> for Variants {
                    type Value = $type;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("enum ", stringify!($type)))
                    }

                    fn visit_enum<A: $crate::macro_support::EnumAccess<'de>>(
                        self,
                        data: A,
                    ) -> ::std::result::Result<$type, A::Error> {
                        use $crate::macro_support::VariantAccess as _;

                        let (name, variant) = data.variant_seed($crate::macro_support::Field(VARIANTS))?;
                        match name {
                            $(::std::option::Option::Some($json) => {
                                variant.newtype_variant().map($type::$variant)
                            })+
                            _ => ::std::result::Result::Err($crate::macro_support::DeError::custom(
                                ::std::format_args!("unknown variant; there are {}", VARIANTS.join(", ")),
                            )),
                        }
                    }
                }
                deserializer.deserialize_enum(stringify!($type), VARIANTS, Variants)
            }
        }
    };
}

/// Reads the name of a field or variant: which of these it is, if it is one.
#[derive(Debug)]
pub struct Field(pub &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Field {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Field {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|known| *known == name))
    }
}

/// The number of a variant, for formats that number them.
pub fn number(variants: &[&str], name: &str) -> u32 {
    variants.iter().zip(0..).find(|(known, _)| **known == name).map_or(0, |(_, number)| number)
}
