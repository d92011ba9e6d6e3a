//! What the attributes of schema elements say: names, references, sets of derivations.

use std::sync::Arc;

use super::super::*;
use crate::documents::XML_SCHEMA;
use crate::error::{Error, Result};

/// Refuses attributes without a namespace other than `known`; those of foreign namespaces say nothing about the schema.
pub(super) fn allow_attributes(node: &xml::Element, known: &[&str]) -> Result<()> {
    let stranger = node.attributes.iter().find(|(name, _)| match name.namespace.as_deref() {
        None => !known.contains(&&*name.local),
        Some(namespace) => namespace == XML_SCHEMA,
    });
    match stranger {
        Some((name, _)) => {
            let message = format!("attribute {} is not allowed at xs:{}", name.local, node.name.local);
            Err(Error::invalid(&node.at, message))
        }
        None => Ok(()),
    }
}

pub(super) fn required_name(node: &xml::Element) -> Result<Arc<str>> {
    let name =
        node.attribute("name").ok_or_else(|| Error::invalid(&node.at, "attribute name is missing"))?.trim();
    match rivta_xml::is_ncname(name) {
        true => Ok(name.into()),
        false => Err(Error::invalid(&node.at, format!("{name:?} is not a name"))),
    }
}

pub(super) fn boolean(node: &xml::Element, attribute: &str) -> Result<bool> {
    match node.attribute(attribute).map(str::trim) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(other) => {
            Err(Error::invalid(&node.at, format!("{attribute} {other} is neither true nor false")))
        }
    }
}

pub(super) fn form(node: &xml::Element, attribute: &str) -> Result<Option<Form>> {
    match node.attribute(attribute) {
        None => Ok(None),
        Some("qualified") => Ok(Some(Form::Qualified)),
        Some("unqualified") => Ok(Some(Form::Unqualified)),
        Some(other) => {
            Err(Error::invalid(&node.at, format!("{attribute} {other} is neither qualified nor unqualified")))
        }
    }
}

pub(super) fn derivations(node: &xml::Element, attribute: &str) -> Result<Option<Derivations>> {
    let Some(value) = node.attribute(attribute) else { return Ok(None) };
    if value.trim() == "#all" {
        let (extension, restriction, substitution, list, union) = (true, true, true, true, true);
        return Ok(Some(Derivations { extension, restriction, substitution, list, union }));
    }
    let allowed: &[&str] = match (&*node.name.local, attribute) {
        ("schema", "blockDefault") | ("element", "block") => &["extension", "restriction", "substitution"],
        ("schema", _) => &["extension", "restriction", "list", "union"],
        ("simpleType", _) => &["restriction", "list", "union"],
        _ => &["extension", "restriction"],
    };
    let mut set = Derivations::default();
    for word in value.split_whitespace() {
        if !allowed.contains(&word) {
            return Err(Error::invalid(&node.at, format!("{attribute} {word} is not a derivation")));
        }
        match word {
            "extension" => set.extension = true,
            "restriction" => set.restriction = true,
            "substitution" => set.substitution = true,
            "list" => set.list = true,
            _ => set.union = true,
        }
    }
    Ok(Some(set))
}

pub(super) fn value_constraint(node: &xml::Element) -> Result<Option<ValueConstraint>> {
    match (node.attribute("default"), node.attribute("fixed")) {
        (Some(_), Some(_)) => Err(Error::invalid(&node.at, "both default and fixed; one of them at most")),
        (Some(value), None) => Ok(Some(ValueConstraint::Default(value.to_owned()))),
        (None, Some(value)) => Ok(Some(ValueConstraint::Fixed(value.to_owned()))),
        (None, None) => Ok(None),
    }
}

pub(super) fn named_type(node: &xml::Element, attribute: &str) -> Result<Option<TypeReference>> {
    Ok(reference(node, attribute)?.map(TypeReference::Named))
}

pub(super) fn required_reference(node: &xml::Element, attribute: &str) -> Result<Reference> {
    reference(node, attribute)?
        .ok_or_else(|| Error::invalid(&node.at, format!("attribute {attribute} is missing")))
}

/// The reference that an attribute holds.
pub(super) fn reference(node: &xml::Element, attribute: &str) -> Result<Option<Reference>> {
    node.attribute(attribute).map(|value| bind(node, value)).transpose()
}

/// Binds a qualified name to its namespace.
pub(crate) fn bind(node: &xml::Element, value: &str) -> Result<Reference> {
    let (prefix, local) = value.trim().split_once(':').unwrap_or(("", value.trim()));
    let namespace = node.scope.namespace(prefix);
    if namespace.is_none() && !prefix.is_empty() {
        return Err(Error::invalid(&node.at, format!("prefix {prefix} is not bound to a namespace")));
    }
    Ok(Reference { name: ExpandedName { namespace, local: local.into() }, at: node.at.clone() })
}
