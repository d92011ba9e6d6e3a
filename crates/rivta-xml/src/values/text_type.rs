//! What types that stand as text have in common.

/// `FromStr`, serde and yaserde by way of the type's text.
macro_rules! text_type {
    ($type:ident) => {
        impl std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        $crate::text_json!($type);
        $crate::yaserde_simple!($type);
    };
}
pub(super) use text_type;
