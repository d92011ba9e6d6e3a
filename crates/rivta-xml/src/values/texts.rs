//! Builtin types whose values are kept as their texts: exact, whatever their size.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::text_type::text_type;
use super::{ValueError, WhiteSpace, XmlSimple};
use crate::character::first_forbidden;
use crate::schema::{Builtin, Schema, TypeRef};
use crate::{Namespaces, NoNamespaces};

macro_rules! text_values {
    ($($(#[$doc:meta])+ $type:ident: $builtin:ident, $white_space:ident;)+) => {$(
        $(#[$doc])+
        ///
        /// The value is kept as written; equality is of the text. `Debug` does not show it.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(String);

        impl $type {
            /// The value of a text, if it is one.
            ///
            /// # Errors
            ///
            /// [`ValueError`] that says what is expected.
            pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
                Self::parse(&WhiteSpace::$white_space.process(&text.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl XmlSimple for $type {
            const WHITE_SPACE: WhiteSpace = WhiteSpace::$white_space;

            fn parse(text: &str) -> Result<Self, ValueError> {
                let ty = TypeRef::Builtin(Builtin::$builtin);
                Schema::EMPTY.check(ty, text.into(), &NoNamespaces).map(|text| Self(text.into_owned()))
            }

            fn parse_checked(text: &str, _: &dyn Namespaces) -> Result<Self, ValueError> {
                Ok(Self(text.to_owned()))
            }

            fn write_text(&self, out: &mut String) {
                out.push_str(&self.0);
            }
        }

        crate::redacted_debug!($type);
        text_type!($type);
    )+};
}

text_values! {
    /// Text of any simple type, xs:anySimpleType; also a list or a union, whose schema checks it.
    AnySimple: AnySimpleType, Preserve;
    /// Text without tabs and line ends, xs:normalizedString.
    NormalizedString: NormalizedString, Replace;
    /// Text without tabs, line ends and runs of spaces, xs:token.
    Token: Token, Collapse;
    /// A language, xs:language.
    Language: Language, Collapse;
    /// An XML name, xs:Name.
    XmlName: Name, Collapse;
    /// An XML name without colon, xs:NCName.
    NcName: NcName, Collapse;
    /// A name token, xs:NMTOKEN.
    NmToken: NmToken, Collapse;
    /// Name tokens, xs:NMTOKENS.
    NmTokens: NmTokens, Collapse;
    /// An ID, xs:ID; unique in its document.
    Id: Id, Collapse;
    /// The ID of an element, xs:IDREF.
    IdRef: IdRef, Collapse;
    /// IDs of elements, xs:IDREFS.
    IdRefs: IdRefs, Collapse;
    /// The name of an entity, xs:ENTITY.
    Entity: Entity, Collapse;
    /// Names of entities, xs:ENTITIES.
    Entities: Entities, Collapse;
    /// A decimal of any size, xs:decimal.
    Decimal: Decimal, Collapse;
    /// A whole number of any size, xs:integer.
    Integer: Integer, Collapse;
    /// A whole number of any size that is not above zero, xs:nonPositiveInteger.
    NonPositiveInteger: NonPositiveInteger, Collapse;
    /// A whole number of any size below zero, xs:negativeInteger.
    NegativeInteger: NegativeInteger, Collapse;
    /// A whole number of any size that is not below zero, xs:nonNegativeInteger.
    NonNegativeInteger: NonNegativeInteger, Collapse;
    /// A whole number of any size above zero, xs:positiveInteger.
    PositiveInteger: PositiveInteger, Collapse;
    /// A number of 32 bits, xs:float.
    Float: Float, Collapse;
    /// A number of 64 bits, xs:double.
    Double: Double, Collapse;
    /// A length of time, xs:duration.
    Duration: Duration, Collapse;
    /// A time of day, xs:time.
    Time: Time, Collapse;
    /// A month of a year, xs:gYearMonth.
    GYearMonth: GYearMonth, Collapse;
    /// A year, xs:gYear.
    GYear: GYear, Collapse;
    /// A day of the year, xs:gMonthDay.
    GMonthDay: GMonthDay, Collapse;
    /// A day of the month, xs:gDay.
    GDay: GDay, Collapse;
    /// A month, xs:gMonth.
    GMonth: GMonth, Collapse;
    /// Octets in hexadecimal digits, xs:hexBinary.
    HexBinary: HexBinary, Collapse;
}

macro_rules! lists {
    ($($type:ident of $item:ident),+) => {$(
        impl $type {
            /// The items.
            pub fn items(&self) -> impl Iterator<Item = $item> {
                self.0.split(' ').filter(|word| !word.is_empty()).map(|word| $item(word.to_owned()))
            }
        }
    )+};
}
lists!(NmTokens of NmToken, IdRefs of IdRef, Entities of Entity);

/// A name with its namespace, xs:QName or xs:NOTATION, and the prefix that it was written with, which is no part of the value
/// (XML Schema part 2, section 3.2.18): it is written with another where this one means something else.
#[derive(Clone)]
pub struct QName {
    prefix: String,
    namespace: String,
    local: String,
}

impl PartialEq for QName {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for QName {}

impl PartialOrd for QName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for QName {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.namespace, &self.local).cmp(&(&other.namespace, &other.local))
    }
}

impl Hash for QName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.namespace, &self.local).hash(state);
    }
}

impl QName {
    /// The name `local` in a namespace (empty: none), written with `prefix`.
    ///
    /// # Errors
    ///
    /// [`ValueError`] if prefix or name are no names, or one of prefix and namespace is empty and the other isn't.
    pub fn new(prefix: &str, namespace: &str, local: &str) -> Result<Self, ValueError> {
        let name = Self::checked(prefix, namespace, local)?;
        if prefix.is_empty() != namespace.is_empty() {
            return Err(ValueError::new(
                "a prefix with its namespace, or neither",
                "ett prefix med sin namnrymd, eller inget av dem",
            ));
        }
        Ok(name)
    }

    fn checked(prefix: &str, namespace: &str, local: &str) -> Result<Self, ValueError> {
        let local = NcName::new(local)?.0;
        let prefix = if prefix.is_empty() { String::new() } else { NcName::new(prefix)?.0 };
        if first_forbidden(namespace).is_some() {
            return Err(ValueError::new(
                "a namespace of characters that XML allows",
                "en namnrymd av tecken som XML tillåter",
            ));
        }
        Ok(Self { prefix, namespace: namespace.to_owned(), local })
    }

    /// The namespace's name; empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The name without prefix.
    pub fn local_name(&self) -> &str {
        &self.local
    }
}

impl XmlSimple for QName {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Self::parse_checked(text, &NoNamespaces)
    }

    fn parse_checked(text: &str, names: &dyn Namespaces) -> Result<Self, ValueError> {
        let text = Schema::EMPTY.check(TypeRef::Builtin(Builtin::QName), text.into(), names)?;
        let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
        let namespace = names.namespace(prefix).unwrap_or_default();
        let (prefix, namespace, local) = (prefix.to_owned(), namespace.to_owned(), local.to_owned());
        Ok(Self { prefix, namespace, local })
    }

    const HAS_PREFIXES: bool = true;

    fn namespaces(&self, declare: &mut dyn FnMut(&str, &str)) {
        if !self.namespace.is_empty() {
            declare(&self.prefix, &self.namespace);
        }
    }

    fn write_text(&self, out: &mut String) {
        if !self.prefix.is_empty() {
            out.push_str(&self.prefix);
            out.push(':');
        }
        out.push_str(&self.local);
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for QName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.prefix, &self.namespace, &self.local).serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for QName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;

        let (prefix, namespace, local) = <(String, String, String)>::deserialize(deserializer)?;
        let name = Self::checked(&prefix, &namespace, &local).map_err(D::Error::custom)?;
        match prefix.is_empty() || !namespace.is_empty() {
            true => Ok(name),
            false => Err(D::Error::custom("a prefix without a namespace")),
        }
    }
}

impl std::str::FromStr for QName {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

crate::redacted_debug!(QName);
crate::yaserde_simple!(QName);
