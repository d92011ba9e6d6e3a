//! Newtypes for restricted simple types.

/// Defines the newtype of a restricted simple type, which can't hold a value that its schema refuses.
///
/// First stands the [`SchemaType`](crate::SchemaType), then the type with its derives. What it gets:
///
/// | base | |
/// | --- | --- |
/// | `String`, `AnyUri` and the types that are kept as text | `new`, `as_str`, `AsRef<str>` |
/// | `Base64Binary` | `new`, `as_bytes`, `AsRef<[u8]>` |
/// | `QName` | `new`, `AsRef<QName>` |
/// | any other builtin type | `new`, `get` (the type must derive `Copy`) |
/// | all | [`XmlSimple`](crate::XmlSimple), `FromStr`, `TryFrom` the base and `From` into it, and with its feature serde, as the base |
///
/// Each way in checks the facets. A type of personal data leaves `Debug` out of its derives and is followed by
/// [`redacted_debug!`](crate::redacted_debug).
#[macro_export]
macro_rules! simple_type {
    ($schema_type:expr; $(#[$attribute:meta])* $visibility:vis struct $type:ident($base:ident);) => {
        $(#[$attribute])*
        $visibility struct $type($base);

        impl $type {
            const TYPE: $crate::SchemaType = $schema_type;

            /// The value, if it keeps to the schema's facets.
            ///
            /// # Errors
            ///
            /// `ValueError` that says which limit is broken.
            pub fn new(value: impl Into<$base>) -> Result<Self, $crate::ValueError> {
                Self::TYPE.checked(value.into()).map(Self)
            }
        }

        $crate::simple_type!(@access $type $base);

        impl $crate::XmlSimple for $type {
            const WHITE_SPACE: $crate::WhiteSpace = <$base as $crate::XmlSimple>::WHITE_SPACE;

            fn parse(text: &str) -> Result<Self, $crate::ValueError> {
                Self::TYPE.parse(text).map(Self)
            }

            fn parse_checked(
                text: &str,
                names: &dyn $crate::Namespaces,
            ) -> Result<Self, $crate::ValueError> {
                <$base as $crate::XmlSimple>::parse_checked(text, names).map(Self)
            }

            const HAS_PREFIXES: bool = <$base as $crate::XmlSimple>::HAS_PREFIXES;

            fn namespaces(&self, declare: &mut dyn FnMut(&str, &str)) {
                $crate::XmlSimple::namespaces(&self.0, declare);
            }

            fn write_text(&self, out: &mut String) {
                $crate::XmlSimple::write_text(&self.0, out);
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        impl TryFrom<$base> for $type {
            type Error = $crate::ValueError;

            fn try_from(value: $base) -> Result<Self, $crate::ValueError> {
                Self::new(value)
            }
        }

        impl From<$type> for $base {
            fn from(value: $type) -> $base {
                value.0
            }
        }

        $crate::newtype_json!($type $base);
        $crate::yaserde_simple!($type);
    };
    (@access $type:ident String) => { $crate::simple_type!(@text $type); };
    (@access $type:ident AnyUri) => { $crate::simple_type!(@text $type); };
    (@access $type:ident AnySimple) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NormalizedString) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Token) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Language) => { $crate::simple_type!(@text $type); };
    (@access $type:ident XmlName) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NcName) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NmToken) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NmTokens) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Id) => { $crate::simple_type!(@text $type); };
    (@access $type:ident IdRef) => { $crate::simple_type!(@text $type); };
    (@access $type:ident IdRefs) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Entity) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Entities) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Decimal) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Integer) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NonPositiveInteger) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NegativeInteger) => { $crate::simple_type!(@text $type); };
    (@access $type:ident NonNegativeInteger) => { $crate::simple_type!(@text $type); };
    (@access $type:ident PositiveInteger) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Float) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Double) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Duration) => { $crate::simple_type!(@text $type); };
    (@access $type:ident Time) => { $crate::simple_type!(@text $type); };
    (@access $type:ident GYearMonth) => { $crate::simple_type!(@text $type); };
    (@access $type:ident GYear) => { $crate::simple_type!(@text $type); };
    (@access $type:ident GMonthDay) => { $crate::simple_type!(@text $type); };
    (@access $type:ident GDay) => { $crate::simple_type!(@text $type); };
    (@access $type:ident GMonth) => { $crate::simple_type!(@text $type); };
    (@access $type:ident HexBinary) => { $crate::simple_type!(@text $type); };
    (@access $type:ident QName) => {
        impl AsRef<$crate::QName> for $type {
            fn as_ref(&self) -> &$crate::QName {
                &self.0
            }
        }
    };
    (@text $type:ident) => {
        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                self.0.as_ref()
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.0.as_ref()
            }
        }
    };
    (@access $type:ident Base64Binary) => {
        impl $type {
            /// The octets.
            pub fn as_bytes(&self) -> &[u8] {
                self.0.as_ref()
            }
        }

        impl AsRef<[u8]> for $type {
            fn as_ref(&self) -> &[u8] {
                self.0.as_ref()
            }
        }
    };
    (@access $type:ident $base:ident) => {
        impl $type {
            /// The value.
            pub const fn get(self) -> $base {
                self.0
            }
        }
    };
}

/// Gives a type a `Debug` that shows its name and nothing of its value, e.g. `PersonalIdentityNumber(..)`.
#[macro_export]
macro_rules! redacted_debug {
    ($($type:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(..)"))
            }
        }
    )+};
}
