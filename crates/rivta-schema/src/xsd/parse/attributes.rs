//! What holds for attributes of all elements of a schema document.

use std::collections::HashSet;

use super::types::facet_kind;
use crate::documents::XML_SCHEMA;
use crate::error::{Error, Result, Warning};
use crate::xml;

/// The namespace of attributes by which XML Schema 1.1 leaves out parts of a schema.
const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// Tells the attributes that are let pass, as by libxml2, and say nothing: those that `xs:schema` and facets don't have, and those
/// of XML Schema 1.1 that leave out parts of a schema.
pub(super) fn overlook(node: &xml::Element, told: &mut Vec<Warning>) {
    let known: Option<&[&str]> = match &*node.name.local {
        "schema" => Some(&[
            "targetNamespace",
            "version",
            "elementFormDefault",
            "attributeFormDefault",
            "blockDefault",
            "finalDefault",
            "id",
        ]),
        local if facet_kind(local).is_some() => Some(&["value", "fixed", "id"]),
        _ => None,
    };
    for (name, _) in &node.attributes {
        let is_told = match name.namespace.as_deref() {
            None => known.is_some_and(|known| !known.contains(&&*name.local)),
            Some(namespace) => namespace == VERSIONING,
        };
        if is_told {
            let message = format!("attribute {} at xs:{} is not evaluated", name.local, node.name.local);
            told.push(Warning { at: node.at.clone(), message });
        }
    }
    let schema_elements = node.elements().filter(|child| child.name.namespace.as_deref() == Some(XML_SCHEMA));
    schema_elements
        .filter(|child| &*child.name.local != "annotation")
        .for_each(|child| overlook(child, told));
}

/// Each `id` is a name, and stands once in the document.
pub(super) fn check_ids<'n>(node: &'n xml::Element, seen: &mut HashSet<&'n str>) -> Result<()> {
    if let Some(id) = node.attribute("id").map(str::trim)
        && !(rivta_xml::is_ncname(id) && seen.insert(id))
    {
        return Err(Error::invalid(&node.at, format!("id {id} is no name, or not the only one")));
    }
    let schema_elements = node.elements().filter(|child| child.name.namespace.as_deref() == Some(XML_SCHEMA));
    schema_elements
        .filter(|child| &*child.name.local != "appinfo")
        .try_for_each(|child| check_ids(child, seen))
}
