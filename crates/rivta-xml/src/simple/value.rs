use std::cmp::Ordering;

use super::Namespaces;
use super::decimal::Decimal;
use super::duration::Duration;
use super::temporal::Temporal;
use crate::schema::Builtin;

/// A value of a builtin type, as far as its order and its equality ask for more than its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'t> {
    Decimal(Decimal<'t>),
    /// The type tells xs:float from xs:double, which are never equal.
    Float(Builtin, f64),
    Boolean(bool),
    Duration(Duration<'t>),
    Temporal(Builtin, Temporal<'t>),
    /// Octets as capital hexadecimal digits, or as base64 without spaces.
    Binary(Builtin, String),
    /// Namespace and local name.
    Name(String),
    Uri(&'t str),
    Text(&'t str),
}

impl<'t> Value<'t> {
    /// The value of a text that is known to be of the type.
    pub(super) fn new(builtin: Builtin, text: &'t str, names: &dyn Namespaces) -> Self {
        let value = match builtin {
            Builtin::Boolean => Some(Self::Boolean(matches!(text, "true" | "1"))),
            Builtin::Float => float::<f32>(text).map(|value| Self::Float(builtin, value.into())),
            Builtin::Double => float(text).map(|value| Self::Float(builtin, value)),
            Builtin::Duration => Duration::parse(text).map(Self::Duration),
            Builtin::HexBinary => Some(Self::Binary(builtin, text.to_ascii_uppercase())),
            Builtin::Base64Binary => Some(Self::Binary(builtin, text.replace(' ', ""))),
            Builtin::AnyUri => Some(Self::Uri(text)),
            Builtin::QName | Builtin::Notation => expanded(text, names).map(Self::Name),
            _ if is_decimal(builtin) => Decimal::parse(text).map(Self::Decimal),
            _ => Temporal::parse(builtin, text).map(|value| Self::Temporal(builtin, value)),
        };
        value.unwrap_or(Self::Text(text))
    }

    /// The order of two values of one type; `None`: they have none.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(a), Self::Decimal(b)) => Some(a.cmp(b)),
            (Self::Float(_, a), Self::Float(_, b)) => match (a.is_nan(), b.is_nan()) {
                (true, true) => Some(Ordering::Equal),
                _ => a.partial_cmp(b),
            },
            (Self::Duration(a), Self::Duration(b)) => a.compare(b),
            (Self::Temporal(_, a), Self::Temporal(_, b)) => a.compare(b),
            _ => (self == other).then_some(Ordering::Equal),
        }
    }

    /// A text that equal values share, and that others of no type have.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Decimal(value) => format!("decimal:{value}"),
            Self::Float(ty, value) if *value == 0.0 => format!("{}:0", ty.name()),
            Self::Float(ty, value) => format!("{}:{value:e}", ty.name()),
            Self::Boolean(value) => format!("boolean:{value}"),
            Self::Duration(value) => format!("duration:{}", value.key()),
            Self::Temporal(ty, value) => format!("{}:{}", ty.name(), value.key(*ty)),
            Self::Binary(ty, value) => format!("{}:{value}", ty.name()),
            Self::Name(name) => format!("name:{name}"),
            Self::Uri(text) => format!("anyURI:{text}"),
            Self::Text(text) => format!("string:{text}"),
        }
    }
}

/// A QName as `{namespace}local`; `None`: its prefix is not declared.
pub(super) fn expanded(text: &str, names: &dyn Namespaces) -> Option<String> {
    // Values of tables are written so already.
    if text.starts_with('{') {
        return Some(text.to_owned());
    }
    let (prefix, local) = text.split_once(':').unwrap_or(("", text));
    Some(format!("{{{}}}{local}", names.namespace(prefix)?))
}

/// Whether values of a type are the same only if their texts are.
pub(super) fn is_text(builtin: Builtin) -> bool {
    matches!(builtin, Builtin::String | Builtin::NormalizedString | Builtin::Token | Builtin::NmToken)
}

pub(super) fn is_decimal(builtin: Builtin) -> bool {
    builtin == Builtin::Decimal || is_integer(builtin)
}

pub(super) fn is_integer(builtin: Builtin) -> bool {
    let mut at = builtin;
    while at != Builtin::AnyType {
        if at == Builtin::Integer {
            return true;
        }
        at = at.base();
    }
    false
}

/// A number of xs:float (`f32`) or xs:double (`f64`); `None`: it is none.
pub(super) fn float<T: std::str::FromStr>(text: &str) -> Option<T> {
    let known = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    if known || matches!(text, "INF" | "-INF" | "NaN") { text.parse().ok() } else { None }
}
