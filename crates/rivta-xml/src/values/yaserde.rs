//! yaserde for simple types, behind the feature of that name.

/// yaserde's traits for a simple type: nothing without the feature `yaserde`.
#[doc(hidden)]
#[macro_export]
macro_rules! yaserde_simple {
    ($type:ident) => {};
}
