//! Without the feature `serde`, types have no JSON.

/// serde's traits for a struct: nothing without the feature `serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! structure_json {
    ($($item:tt)*) => {};
}

/// serde's traits for an enum: nothing without the feature `serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! alternatives_json {
    ($($item:tt)*) => {};
}
