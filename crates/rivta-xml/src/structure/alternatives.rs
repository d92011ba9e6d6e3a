//! Enums for choices, for substitution groups, and for the types that `xsi:type` may name.

/// Defines the enum of a choice within a content model.
///
/// Each variant says behind `=` which alternative it is: `one`, `boxed`, `many`, `any`, `group` or `groups`, as for
/// [`complex_type!`](crate::complex_type), with its slot and its name in JSON. The enum gets `Clone`, `Debug`, `PartialEq`,
/// `Eq`, [`XmlGroup`](crate::XmlGroup), and serde's traits with the feature `serde`.
#[macro_export]
macro_rules! choice {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident($value:ty) = $kind:ident($slot:tt, $json:literal $(; $redacted:ident)?),
            )+
        }
    ) => {
        $crate::alternatives! {
            $(#[$attribute])*
            $visibility enum $type {
                $($(#[$variant_attribute])* $variant($value) = $json $(; $redacted)?,)+
            }
        }

        impl $crate::XmlGroup for $type {
            fn read(reader: &mut $crate::XmlReader<'_>) -> ::std::option::Option<Self> {
                let mut made = ::std::option::Option::None;
                while let ::std::option::Option::Some(slot) = reader.next() {
                    $(
                        if slot == $slot {
                            $crate::choice!(@take $kind $variant made reader);
                            continue;
                        }
                    )+
                    reader.pass();
                }
                made
            }

            fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
                match self {
                    $(Self::$variant(value) => $crate::choice!(@write $kind $slot writer value),)+
                }
            }
        }
    };
    (@take one $variant:ident $made:ident $reader:ident) => { $made = $reader.value().map(Self::$variant) };
    (@take boxed $variant:ident $made:ident $reader:ident) => {
        $made = $reader.value().map(::std::boxed::Box::new).map(Self::$variant)
    };
    (@take group $variant:ident $made:ident $reader:ident) => { $made = $reader.group().map(Self::$variant) };
    (@take many $variant:ident $made:ident $reader:ident) => {
        if let Self::$variant(values) = $made.get_or_insert(Self::$variant(::std::vec::Vec::new())) {
            $reader.append(values);
        }
    };
    (@take groups $variant:ident $made:ident $reader:ident) => {
        if let Self::$variant(values) = $made.get_or_insert(Self::$variant(::std::vec::Vec::new())) {
            $reader.append_group(values);
        }
    };
    (@take any $variant:ident $made:ident $reader:ident) => {
        if let Self::$variant(values) = $made.get_or_insert(Self::$variant($crate::AnyElements::new())) {
            $reader.capture(values);
        }
    };
    (@write one $slot:tt $writer:ident $value:ident) => { $writer.one($slot, $value) };
    (@write boxed $slot:tt $writer:ident $value:ident) => { $writer.one($slot, &**$value) };
    (@write group $slot:tt $writer:ident $value:ident) => { $writer.group($slot, $value) };
    (@write many $slot:tt $writer:ident $value:ident) => { $writer.many($slot, $value) };
    (@write groups $slot:tt $writer:ident $value:ident) => { $writer.groups($slot, $value) };
    (@write any $slot:tt $writer:ident $value:ident) => { $writer.any($slot, $value) };
}

/// Defines the enum of the elements of a substitution group: `element`, or `boxed` where the value is in a `Box`, with the
/// element's number in the tables and its name in JSON.
#[macro_export]
macro_rules! substitution_group {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident($value:ty) = $kind:ident($id:literal, $json:literal $(; $redacted:ident)?),
            )+
        }
    ) => {
        $crate::alternatives! {
            $(#[$attribute])*
            $visibility enum $type {
                $($(#[$variant_attribute])* $variant($value) = $json $(; $redacted)?,)+
            }
        }

        impl $crate::XmlType for $type {
            fn read(reader: &mut $crate::XmlReader<'_>) -> ::std::option::Option<Self> {
                match reader.element_id()?.0 {
                    $($id => $crate::substitution_group!(@take $kind reader).map(Self::$variant),)+
                    _ => {
                        reader.pass();
                        ::std::option::Option::None
                    }
                }
            }

            fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
                match self {
                    $(Self::$variant(value) => writer.member(
                        $crate::schema::ElementId($id),
                        $crate::substitution_group!(@value $kind value),
                    ),)+
                }
            }

            fn chooses_element(&self) -> bool {
                true
            }
        }
    };
    (@take element $reader:ident) => { $reader.value() };
    (@take boxed $reader:ident) => { $reader.value().map(::std::boxed::Box::new) };
    (@value element $value:ident) => { $value };
    (@value boxed $value:ident) => { &**$value };
}

/// Defines the enum of a complex type and those derived from it, which `xsi:type` names: `declared` is the type that goes
/// without saying, `kept` one whose values are kept as markup, each other is `named`; with the type's number in the tables and its name in JSON.
#[macro_export]
macro_rules! derived_types {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident($value:ty) = $kind:ident($id:literal, $json:literal),
            )+
        }
    ) => {
        $crate::alternatives! {
            $(#[$attribute])*
            $visibility enum $type {
                $($(#[$variant_attribute])* $variant($value) = $json,)+
            }
        }

        impl $crate::XmlType for $type {
            fn read(reader: &mut $crate::XmlReader<'_>) -> ::std::option::Option<Self> {
                match reader.complex_type_id()?.0 {
                    $($id => reader.value().map(Self::$variant),)+
                    _ => {
                        reader.pass();
                        ::std::option::Option::None
                    }
                }
            }

            fn write(&self, writer: &mut $crate::XmlWriter<'_>) {
                match self {
                    $(Self::$variant(value) => {
                        $crate::derived_types!(@name $kind $id writer);
                        $crate::XmlType::write(value, writer);
                    })+
                }
            }
        }
    };
    (@name declared $id:literal $writer:ident) => {};
    (@name kept $id:literal $writer:ident) => {};
    (@name named $id:literal $writer:ident) => { $writer.xsi_type($id) };
}

/// What the enums have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! alternatives {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident($value:ty) = $json:literal $(; $redacted:ident)?,
            )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq)]
        $visibility enum $type {
            $(
                $(#[$variant_attribute])*
                $variant($value),
            )+
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(value) => f
                        .debug_tuple(stringify!($variant))
                        .field($crate::alternatives!(@shown value $($redacted)?))
                        .finish(),)+
                }
            }
        }

        $crate::alternatives_json! { $type { $($variant $json ($value))+ } }
    };
    (@shown $value:ident) => { $value };
    (@shown $value:ident redacted) => {{
        let _ = $value;
        &::std::format_args!("..")
    }};
}
