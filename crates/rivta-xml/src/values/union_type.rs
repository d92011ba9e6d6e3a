//! Types for unions.

/// Defines the types of a simple type that is a union (XML Schema part 2, section 2.5.1.3): the value with its text, and the
/// enum of what it may be, a variant for each member type, with its number among them.
///
/// A text is a value of the first member that takes it. So a value of a later member exists only where no earlier one takes its
/// text; the union's constructor checks that, and its facets. Texts are kept as written: a union of `\d` and `xs:int`
/// reads `07` as the number, though `7` would be the other.
///
/// The union gets `new`, `value`, `into_value`, `as_str`, [`XmlSimple`](crate::XmlSimple), `FromStr`, `TryFrom` the enum and
/// `From` into it, and with the feature serde, its text.
#[macro_export]
macro_rules! union_type {
    (
        $schema_type:expr;
        $(#[$attribute:meta])*
        $visibility:vis struct $type:ident;
        $(#[$value_attribute:meta])*
        $value_visibility:vis enum $value:ident {
            $($(#[$variant_attribute:meta])* $variant:ident($member:ty) = $number:literal,)+
        }
    ) => {
        $(#[$attribute])*
        $visibility struct $type {
            text: ::std::string::String,
            value: $value,
        }

        $(#[$value_attribute])*
        $value_visibility enum $value {
            $($(#[$variant_attribute])* $variant($member),)+
        }

        impl $type {
            const TYPE: $crate::SchemaType = $schema_type;

            /// The union's value, if it keeps to the schema's facets and no earlier member type takes its text.
            ///
            /// # Errors
            ///
            /// `ValueError` that says what is broken.
            pub fn new(value: $value) -> ::std::result::Result<Self, $crate::ValueError> {
                let mut text = ::std::string::String::new();
                match &value {
                    $($value::$variant(member) => {
                        $crate::XmlSimple::write_text(member, &mut text);
                        let union = Self { text, value };
                        Self::TYPE.check_member(&union, $number)?;
                        ::std::result::Result::Ok(union)
                    })+
                }
            }

            /// The value, by the member type that takes its text.
            pub fn value(&self) -> &$value {
                &self.value
            }

            /// The value, owned.
            pub fn into_value(self) -> $value {
                self.value
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl $crate::XmlSimple for $type {
            const WHITE_SPACE: $crate::WhiteSpace = $crate::WhiteSpace::Preserve;

            fn parse(text: &str) -> ::std::result::Result<Self, $crate::ValueError> {
                Self::TYPE.parse(text)
            }

            fn parse_checked(
                text: &str,
                names: &dyn $crate::Namespaces,
            ) -> ::std::result::Result<Self, $crate::ValueError> {
                let (member, text) = Self::TYPE.member(text, names)?;
                let value = match member {
                    $($number => $value::$variant($crate::XmlSimple::parse_checked(&text, names)?),)+
                    _ => return ::std::result::Result::Err($crate::macro_support::no_member()),
                };
                ::std::result::Result::Ok(Self { text: text.into_owned(), value })
            }

            const HAS_PREFIXES: bool = false $(|| <$member as $crate::XmlSimple>::HAS_PREFIXES)+;

            fn namespaces(&self, declare: &mut dyn FnMut(&str, &str)) {
                match &self.value {
                    $($value::$variant(member) => $crate::XmlSimple::namespaces(member, declare),)+
                }
            }

            fn write_text(&self, out: &mut ::std::string::String) {
                out.push_str(&self.text);
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.text
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        impl ::std::convert::TryFrom<$value> for $type {
            type Error = $crate::ValueError;

            fn try_from(value: $value) -> ::std::result::Result<Self, $crate::ValueError> {
                Self::new(value)
            }
        }

        impl ::std::convert::From<$type> for $value {
            fn from(union: $type) -> Self {
                union.value
            }
        }

        $crate::text_json!($type);
        $crate::yaserde_simple!($type);
    };
}
