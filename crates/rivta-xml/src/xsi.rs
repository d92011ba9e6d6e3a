//! The attributes that every element may have, and those that none may.

use crate::attribute::Attribute;
use crate::derived::{self, Derived};
use crate::{Name, XSD, XmlErrorKind, XmlReader};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What an attribute of an element of the type `ty`, which declares no attributes, comes to: namespace declarations and
/// `xml:` attributes are accepted (profile, Message), `xsi:` ones as XML Schema says.
pub(crate) enum Checked {
    Accepted,
    /// `xsi:type` names a narrower type, which the value must be of.
    Narrowed(&'static Derived),
    Wrong(XmlErrorKind),
}

pub(crate) fn check(reader: &XmlReader<'_>, attribute: &Attribute<'_>, ty: &'static Name) -> Checked {
    let (prefix, local) = attribute.split_name();
    if attribute.declared_prefix().is_some() || prefix == "xml" {
        return Checked::Accepted;
    }
    if !prefix.is_empty() && reader.attribute_namespace(prefix) == Some(XSI) {
        match local {
            "schemaLocation" | "noNamespaceSchemaLocation" => return Checked::Accepted,
            // XML Schema Part 1, cvc-elt 3.1: not even xsi:nil="false" where the element is not nillable.
            "nil" => return Checked::Wrong(XmlErrorKind::NotNillable),
            "type" => return named_type(reader, attribute, ty),
            _ => {}
        }
    }
    Checked::Wrong(XmlErrorKind::UnexpectedAttribute { found: attribute.name.chars().take(80).collect() })
}

/// `xsi:type` may name the type itself, or one derived from it. XML Schema's own derived types are known here; the domain's
/// schemas derive none of their complex types, and a sender that names one of their narrower simple types is refused.
fn named_type(reader: &XmlReader<'_>, attribute: &Attribute<'_>, ty: &'static Name) -> Checked {
    let wrong = Checked::Wrong(XmlErrorKind::WrongType { expected: ty.local });
    let Ok(value) = attribute.value() else { return wrong };
    let value = value.trim_matches(' ');
    let (prefix, local) = value.split_once(':').unwrap_or(("", value));
    let Some(binding) = reader.bindings().find(prefix) else { return wrong };
    let uri = reader.bindings().uri(binding);
    if ty.is(uri, local) {
        return Checked::Accepted;
    }
    match derived::find(local) {
        Some(derived) if uri == XSD.uri && ty.uri() == XSD.uri && derived.is_derived_from(ty.local) => {
            Checked::Narrowed(derived)
        }
        _ => wrong,
    }
}
