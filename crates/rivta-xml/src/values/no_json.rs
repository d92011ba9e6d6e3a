//! Without the feature `serde`, simple types have no JSON.

/// serde's traits for a type that stands as text: nothing without the feature `serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! text_json {
    ($type:ident) => {};
}

/// serde's traits for a newtype: nothing without the feature `serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_json {
    ($type:ident $base:ty) => {};
}
