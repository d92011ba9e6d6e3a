//! The attributes that every element may have, and those that none may.

use crate::attribute::Attribute;
use crate::{Name, XmlErrorKind, XmlReader};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What is wrong with an attribute of an element of the type `ty`, which declares no attributes: namespace declarations
/// and `xml:` attributes are accepted (profile, Message), `xsi:` ones as XML Schema says.
pub(crate) fn check(
    reader: &XmlReader<'_>,
    attribute: &Attribute<'_>,
    ty: &'static Name,
) -> Option<XmlErrorKind> {
    let (prefix, local) = attribute.split_name();
    if attribute.name == "xmlns" || prefix == "xmlns" || prefix == "xml" {
        return None;
    }
    if !prefix.is_empty() && reader.attribute_namespace(prefix) == Some(XSI) {
        match local {
            "schemaLocation" | "noNamespaceSchemaLocation" => return None,
            // XML Schema Part 1, cvc-elt 3.1: not even xsi:nil="false" where the element is not nillable.
            "nil" => return Some(XmlErrorKind::NotNillable),
            "type" if names_type(reader, attribute, ty) => return None,
            "type" => return Some(XmlErrorKind::WrongType { expected: ty.local }),
            _ => {}
        }
    }
    let found = attribute.name.chars().take(80).collect();
    Some(XmlErrorKind::UnexpectedAttribute { found })
}

/// Whether `xsi:type` names the type itself. XML Schema admits derived types too; the domain's schemas derive none of
/// their complex types, and a sender that names a narrower simple type than the declared one is refused.
fn names_type(reader: &XmlReader<'_>, attribute: &Attribute<'_>, ty: &Name) -> bool {
    let Ok(value) = attribute.value() else { return false };
    let value = value.trim_matches(' ');
    let (prefix, local) = value.split_once(':').unwrap_or(("", value));
    let Some(binding) = reader.bindings().find(prefix) else { return false };
    ty.is(reader.bindings().uri(binding), local)
}
