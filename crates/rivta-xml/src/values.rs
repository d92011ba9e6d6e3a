use std::fmt;
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct DateTime {
    pub date: Date,
}
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Base64Binary(pub Vec<u8>);
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct AnyUri(pub String);
/// Unknown elements kept at an extension point.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct AnyElements(Vec<String>);
impl AnyElements {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
macro_rules! redacted { ($($t:ident)*) => { $(impl fmt::Debug for $t { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(concat!(stringify!($t), "(..)")) } })* } }
redacted!(Base64Binary AnyUri AnyElements);
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    pub expected: &'static str,
}
impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
}
impl std::error::Error for ValueError {}
