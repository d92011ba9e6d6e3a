//! From the element tree of a schema document to the model of it.

mod attributes;
mod particles;
mod types;
mod values;

use std::collections::HashSet;
use std::sync::Arc;

use super::*;
use crate::documents::XML_SCHEMA;
use crate::error::{Error, Result};
use crate::limits::MAX_DIRECTIVES;
use attributes::{check_ids, overlook};
use particles::{particle, wildcard};
use types::{attribute_group, complex_type, simple_type};
pub(crate) use values::bind;
use values::{
    allow_attributes, boolean, derivations, form, named_type, reference, required_name, required_reference,
    value_constraint,
};

/// Reads a schema document.
///
/// # Errors
/// [`Error::Invalid`] at an element or attribute that XML Schema doesn't allow where it stands.
pub fn parse(root: &xml::Element) -> Result<Schema> {
    check_ids(root, &mut HashSet::new())?;
    let mut overlooked = Vec::new();
    overlook(root, &mut overlooked);
    let mut schema = Schema {
        at: root.at.clone(),
        target_namespace: root.attribute("targetNamespace").map(Arc::from),
        version: root.attribute("version").map(str::to_owned),
        element_form: form(root, "elementFormDefault")?.unwrap_or_default(),
        attribute_form: form(root, "attributeFormDefault")?.unwrap_or_default(),
        block: derivations(root, "blockDefault")?.unwrap_or_default(),
        r#final: derivations(root, "finalDefault")?.unwrap_or_default(),
        annotation: Annotation::default(),
        directives: Vec::new(),
        components: Components::default(),
        scope: root.scope.clone(),
        overlooked,
    };
    for child in schema_elements(root)? {
        let location = || child.attribute("schemaLocation").map(str::to_owned);
        let kind = match &*child.name.local {
            "annotation" => {
                let more = read_annotation(child)?;
                schema.annotation.documentation.extend(more.documentation);
                schema.annotation.appinfo.extend(more.appinfo);
                continue;
            }
            "include" => {
                allow_attributes(child, &["schemaLocation", "id"])?;
                only_annotated(child)?;
                DirectiveKind::Include
            }
            "import" => {
                allow_attributes(child, &["namespace", "schemaLocation", "id"])?;
                only_annotated(child)?;
                if child.attribute("namespace") == schema.target_namespace.as_deref() {
                    return Err(Error::invalid(&child.at, "a schema can't import its own namespace"));
                }
                DirectiveKind::Import(child.attribute("namespace").map(Arc::from))
            }
            "redefine" => {
                allow_attributes(child, &["schemaLocation", "id"])?;
                let mut components = Components::default();
                for redefined in schema_elements(child)? {
                    match &*redefined.name.local {
                        "annotation" => drop(read_annotation(redefined)?),
                        "simpleType" | "complexType" | "group" | "attributeGroup" => {
                            component(&mut components, redefined)?;
                        }
                        _ => return Err(unexpected(redefined)),
                    }
                }
                DirectiveKind::Redefine(Box::new(components))
            }
            _ => {
                component(&mut schema.components, child)?;
                continue;
            }
        };
        if !schema.components.is_empty() {
            let message = format!("xs:{} stands before what the schema declares", child.name.local);
            return Err(Error::invalid(&child.at, message));
        }
        if schema.directives.len() >= MAX_DIRECTIVES {
            let message = format!("more than {MAX_DIRECTIVES} imports, includes and redefinitions");
            return Err(Error::invalid(&child.at, message));
        }
        schema.directives.push(Directive { at: child.at.clone(), location: location(), kind });
    }
    Ok(schema)
}

/// Reads a global component.
fn component(components: &mut Components, node: &xml::Element) -> Result<()> {
    match &*node.name.local {
        "element" => {
            let known = [
                "name",
                "type",
                "nillable",
                "default",
                "fixed",
                "abstract",
                "substitutionGroup",
                "block",
                "final",
                "id",
            ];
            allow_attributes(node, &known)?;
            components.elements.push(element(node)?);
        }
        "attribute" => {
            allow_attributes(node, &["name", "type", "default", "fixed", "id"])?;
            components.attributes.push(attribute(node)?);
        }
        "simpleType" => components.simple_types.push(simple_type(node, true)?),
        "complexType" => components.complex_types.push(complex_type(node, true)?),
        "group" => {
            allow_attributes(node, &["name", "id"])?;
            let (annotation, rest) = annotated(node)?;
            let inner = match rest.as_slice() {
                [inner] => inner,
                // Said nowhere, but libxml2 lets it pass: nothing.
                [] => {
                    let term = Term::Group(Compositor::Sequence, Vec::new());
                    let particle = Particle { at: node.at.clone(), occurs: Occurs::ONCE, term };
                    let (name, at) = (required_name(node)?, node.at.clone());
                    components.groups.push(Group { at, name, particle, annotation });
                    return Ok(());
                }
                _ => {
                    let message = "a group has one of xs:sequence, xs:choice and xs:all";
                    return Err(Error::invalid(&node.at, message));
                }
            };
            allow_attributes(inner, &["id"])?;
            if !["sequence", "choice", "all"].contains(&&*inner.name.local) {
                return Err(unexpected(inner));
            }
            let (name, at) = (required_name(node)?, node.at.clone());
            components.groups.push(Group { at, name, particle: particle(inner)?, annotation });
        }
        "attributeGroup" => components.attribute_groups.push(attribute_group(node)?),
        "notation" => {
            allow_attributes(node, &["name", "public", "system", "id"])?;
            if node.attribute("public").or(node.attribute("system")).is_none() {
                return Err(Error::invalid(&node.at, "a notation has a public or a system identifier"));
            }
            components.notations.push(Notation {
                at: node.at.clone(),
                name: required_name(node)?,
                public: node.attribute("public").map(str::to_owned),
                system: node.attribute("system").map(str::to_owned),
                annotation: only_annotated(node)?,
            });
        }
        _ => return Err(unexpected(node)),
    }
    Ok(())
}

/// Reads an element declaration, global or local; the caller has checked the attributes.
fn element(node: &xml::Element) -> Result<Element> {
    let (annotation, rest) = annotated(node)?;
    let mut r#type = named_type(node, "type")?;
    let mut constraints = Vec::new();
    for child in rest {
        match &*child.name.local {
            "simpleType" | "complexType" if r#type.is_some() => {
                return Err(Error::invalid(&child.at, "a second type; the element already has one"));
            }
            "simpleType" => r#type = Some(TypeReference::Simple(Box::new(simple_type(child, false)?))),
            "complexType" => r#type = Some(TypeReference::Complex(Box::new(complex_type(child, false)?))),
            "unique" | "key" | "keyref" => constraints.push(identity_constraint(child)?),
            _ => return Err(unexpected(child)),
        }
    }
    Ok(Element {
        at: node.at.clone(),
        name: required_name(node)?,
        form: form(node, "form")?,
        r#type,
        nillable: boolean(node, "nillable")?,
        value: value_constraint(node)?,
        r#abstract: boolean(node, "abstract")?,
        substitution_group: reference(node, "substitutionGroup")?,
        block: derivations(node, "block")?,
        r#final: derivations(node, "final")?,
        constraints,
        annotation,
    })
}

fn identity_constraint(node: &xml::Element) -> Result<IdentityConstraint> {
    allow_attributes(node, &["name", "refer", "id"])?;
    let mut selector = None;
    let mut fields = Vec::new();
    for child in annotated(node)?.1 {
        let path = child
            .attribute("xpath")
            .ok_or_else(|| Error::invalid(&child.at, "attribute xpath is missing"))?;
        allow_attributes(child, &["xpath", "id"])?;
        only_annotated(child)?;
        match &*child.name.local {
            "selector" if selector.is_none() => selector = Some(path.to_owned()),
            "field" => fields.push(path.to_owned()),
            _ => return Err(unexpected(child)),
        }
    }
    let kind = match &*node.name.local {
        "unique" => IdentityKind::Unique,
        "key" => IdentityKind::Key,
        _ => IdentityKind::KeyReference(
            reference(node, "refer")?
                .ok_or_else(|| Error::invalid(&node.at, "attribute refer is missing"))?,
        ),
    };
    Ok(IdentityConstraint {
        at: node.at.clone(),
        name: required_name(node)?,
        kind,
        selector: selector.ok_or_else(|| Error::invalid(&node.at, "xs:selector is missing"))?,
        fields,
        scope: node.scope.clone(),
    })
}

/// Reads an attribute declaration, global or local; the caller has checked the attributes.
fn attribute(node: &xml::Element) -> Result<Attribute> {
    let (annotation, rest) = annotated(node)?;
    let mut r#type = named_type(node, "type")?;
    for child in rest {
        match &*child.name.local {
            "simpleType" if r#type.is_none() => {
                r#type = Some(TypeReference::Simple(Box::new(simple_type(child, false)?)));
            }
            _ => return Err(unexpected(child)),
        }
    }
    Ok(Attribute {
        at: node.at.clone(),
        name: required_name(node)?,
        form: form(node, "form")?,
        r#type,
        value: value_constraint(node)?,
        annotation,
    })
}

/// The annotation of a construct, and its other children.
fn annotated(node: &xml::Element) -> Result<(Annotation, Vec<&xml::Element>)> {
    let mut children = schema_elements(node)?;
    let annotation = match children.first() {
        Some(first) if &*first.name.local == "annotation" => read_annotation(children.remove(0))?,
        _ => Annotation::default(),
    };
    Ok((annotation, children))
}

/// The annotation of a construct that has nothing else in it.
fn only_annotated(node: &xml::Element) -> Result<Annotation> {
    let (annotation, rest) = annotated(node)?;
    match rest.first() {
        Some(child) => Err(unexpected(child)),
        None => Ok(annotation),
    }
}

fn read_annotation(node: &xml::Element) -> Result<Annotation> {
    let mut annotation = Annotation::default();
    allow_attributes(node, &["id"])?;
    for child in schema_elements(node)? {
        allow_attributes(child, &["source"])?;
        match &*child.name.local {
            "documentation" => {
                let text = child.text().trim().to_owned();
                if !text.is_empty() {
                    annotation.documentation.push(text);
                }
            }
            "appinfo" => annotation.appinfo.push(child.clone()),
            _ => return Err(unexpected(child)),
        }
    }
    Ok(annotation)
}

/// The children, all of which must be of XML Schema.
fn schema_elements(node: &xml::Element) -> Result<Vec<&xml::Element>> {
    for child in &node.children {
        match child {
            xml::Node::Text(text) if !text.trim().is_empty() => {
                return Err(Error::invalid(&node.at, format!("text in xs:{}", node.name.local)));
            }
            xml::Node::Element(element) if element.name.namespace.as_deref() != Some(XML_SCHEMA) => {
                return Err(unexpected(element));
            }
            _ => {}
        }
    }
    Ok(node.elements().collect())
}

fn unexpected(node: &xml::Element) -> Error {
    let name = match node.name.namespace.as_deref() {
        Some(XML_SCHEMA) => format!("xs:{}", node.name.local),
        _ => node.name.to_string(),
    };
    Error::invalid(&node.at, format!("{name} is not allowed here"))
}
