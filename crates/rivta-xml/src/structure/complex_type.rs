//! Structs for complex types, and for the sequences in them that repeat or may be left out.

/// Defines the struct of a complex type whose content is a sequence or a choice of elements, or nothing.
///
/// Each field says behind `=` what it stands for: the kind of its particle, with its slot in the content model (of
/// attributes: their place among the declared ones; `_` for what has none), its name in JSON, and where it is optional the
/// method that sets it. `redacted` keeps its value out of `Debug`.
///
/// | kind | the field's type | stands for |
/// | --- | --- | --- |
/// | `one`, `boxed` | `T`, `Box<T>` | an element that must be there |
/// | `optional`, `optional_boxed` | `Option<T>`, `Option<Box<T>>` | an element that may be left out |
/// | `many`, `some` | `Vec<T>` | an element that repeats; `some`: one at least |
/// | `group`, `optional_group`, `groups`, `some_groups` | `T`, `Option<T>`, `Vec<T>` | a group of the content model |
/// | `any` | `AnyElements` | `xs:any` |
/// | `attribute`, `optional_attribute` | `T`, `Option<T>` | an attribute |
/// | `attributes` | `AnyAttributes` | `xs:anyAttribute` |
/// | `value` | `T` | the text of simple content |
/// | `order` | `Order` | the order of the elements of `xs:all` |
///
/// A type that yaserde can derive its traits for says from what: before `struct` its namespaces, behind a field `in` and the
/// prefix of the element's, or what else yaserde is to know. A crate with a feature `yaserde` gets the traits by it.
///
/// `new` takes what is required. The type gets `Clone`, `Debug`, `PartialEq`, `Eq`, `Default` where nothing is required, the
/// setters, [`XmlType`](crate::XmlType), and serde's traits with the feature `serde`.
///
/// ```
/// use rivta_xml::complex_type;
///
/// complex_type! {
///     /// A person.
///     pub struct PersonType {
///         /// Whoever it is.
///         pub name: String = one(0, "name"),
///         /// Where.
///         pub address: Option<String> = optional(1, "address", with_address; redacted),
///         /// Numbers to call.
///         pub telephone: Vec<String> = many(2, "telephone", with_telephone),
///     }
///     new(name: String)
/// }
///
/// let person = PersonType::new("Tolvan".to_owned()).with_address("Storgatan 1".to_owned());
/// assert_eq!(person.address.as_deref(), Some("Storgatan 1"));
/// assert_eq!(format!("{person:?}"), "PersonType { name: \"Tolvan\", address: .., telephone: [] }");
/// ```
#[macro_export]
macro_rules! complex_type {
    ($($item:tt)*) => { $crate::structure! { elements $($item)* } };
}

/// Defines the struct of a complex type with simple content, as [`complex_type!`](crate::complex_type) does.
#[macro_export]
macro_rules! simple_content {
    ($($item:tt)*) => { $crate::structure! { simple $($item)* } };
}

/// Defines the struct of a complex type whose content is an `xs:all` group, as [`complex_type!`](crate::complex_type) does.
#[macro_export]
macro_rules! all_content {
    ($($item:tt)*) => { $crate::structure! { all $($item)* } };
}

/// Defines the struct of a sequence within a content model, as [`complex_type!`](crate::complex_type) does: an
/// [`XmlGroup`](crate::XmlGroup).
#[macro_export]
macro_rules! model_group {
    ($($item:tt)*) => { $crate::structure! { group $($item)* } };
}

/// What the four macros have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    (
        $role:ident
        $(#[$attribute:meta])*
        $(yaserde($($yaserde:tt)*))?
        pub struct $type:ident {
            $(
                $(#[$field_attribute:meta])*
                pub $field:ident: $value:ty =
                    $kind:ident($slot:tt, $json:tt $(, $with:ident)? $(; $redacted:ident)?)
                    $(in $prefix:tt)?
                    $(yaserde($($field_yaserde:tt)*))?,
            )*
        }
        new($($required:ident: $required_type:ty),* $(,)?)
    ) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq)]
        $(#[cfg_attr(
            feature = "yaserde",
            derive(yaserde::YaSerialize, yaserde::YaDeserialize),
            yaserde($($yaserde)*)
        )])?
        pub struct $type {
            $(
                $(#[$field_attribute])*
                $(#[cfg_attr(feature = "yaserde", yaserde(prefix = $prefix, rename = $json))])?
                $(#[cfg_attr(feature = "yaserde", yaserde($($field_yaserde)*))])?
                pub $field: $value,
            )*
        }

        impl $type {
            #[allow(clippy::too_many_arguments, reason = "so much is required")]
            #[doc = $crate::structure!(@new $($required)*)]
            #[must_use]
            pub fn new($($required: $required_type),*) -> Self {
                Self { $($field: $crate::field!(@absent $kind $field),)* }
            }

            $($(
                #[doc = concat!("The same with `", $json, "`.")]
                #[must_use]
                pub fn $with(mut self, value: impl ::std::convert::Into<$value>) -> Self {
                    self.$field = value.into();
                    self
                }
            )?)*
        }

        $crate::structure!(@default $type $($required)*);

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))
                    $(.field(
                        $crate::macro_support::plain(stringify!($field)),
                        $crate::field!(@shown self.$field $(, $redacted)?),
                    ))*
                    .finish()
            }
        }

        $crate::structure_codec! { $role $type $($kind $slot $field)* }
        $crate::structure_json! { $type { $($kind $field $json ($value))* } }
    };
    (@new) => { "Without any content." };
    (@new $($required:ident)+) => { "With what is required and nothing else." };
    (@default $type:ident) => {
        impl ::std::default::Default for $type {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $type:ident $($required:ident)+) => {};
}

/// The codec of a struct, by what its content is.
#[doc(hidden)]
#[macro_export]
macro_rules! structure_codec {
    (elements $type:ident $($kind:ident $slot:tt $field:ident)*) => {
        impl $crate::XmlType for $type {
            $crate::structure_codec! { @elements $($kind $slot $field)* }
        }
    };
    (group $type:ident $($kind:ident $slot:tt $field:ident)*) => {
        impl $crate::XmlGroup for $type {
            $crate::structure_codec! { @elements $($kind $slot $field)* }
        }
    };
    (simple $type:ident $($kind:ident $slot:tt $field:ident)*) => {
        impl $crate::XmlType for $type {
            fn read(reader: &mut $crate::XmlReader<'_>) -> ::std::option::Option<Self> {
                // The value last: it is read to the element's end.
                $(let $field = $crate::field!(@before $kind $slot reader);)*
                ::std::option::Option::Some(Self { $($field: $crate::field!(@finish $kind $field),)* })
            }

            fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
                $($crate::field!(@write $kind $slot writer (self.$field));)*
            }
        }
    };
    (all $type:ident $($kind:ident $slot:tt $field:ident)*) => {
        impl $crate::XmlType for $type {
            $crate::structure_codec! { @read $($kind $slot $field)* }

            fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
                $($crate::field!(@write_attribute $kind $slot writer (self.$field));)*
                $($crate::field!(@order $kind order (self.$field));)*
                writer.ordered(order, |writer, slot| {
                    $($crate::field!(@write_child $kind $slot slot writer (self.$field));)*
                });
            }
        }
    };
    (@elements $($kind:ident $slot:tt $field:ident)*) => {
        $crate::structure_codec! { @read $($kind $slot $field)* }

        #[allow(unused_variables, reason = "a type may be empty")]
        fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
            $($crate::field!(@write $kind $slot writer (self.$field));)*
        }
    };
    (@read $($kind:ident $slot:tt $field:ident)*) => {
        #[allow(unused_mut, unused_variables, reason = "a type may have no children")]
        fn read(reader: &mut $crate::XmlReader<'_>) -> ::std::option::Option<Self> {
            $(let mut $field = $crate::field!(@before $kind $slot reader);)*
            while let ::std::option::Option::Some(slot) = reader.next() {
                $($crate::field!(@child $kind $slot slot reader $field);)*
                // Tables and type belong together, so that each slot has its field.
                reader.pass();
            }
            $($crate::field!(@after $kind $field reader);)*
            ::std::option::Option::Some(Self { $($field: $crate::field!(@finish $kind $field),)* })
        }
    };
}
