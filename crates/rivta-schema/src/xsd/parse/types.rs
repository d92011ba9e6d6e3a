//! Type definitions and attribute groups.

use super::*;

pub(super) fn simple_type(node: &xml::Element, named: bool) -> Result<SimpleType> {
    allow_attributes(node, if named { &["name", "final", "id"] } else { &["id"] })?;
    let (annotation, rest) = annotated(node)?;
    let [inner] = rest.as_slice() else {
        let message = "a simple type has one of xs:restriction, xs:list and xs:union";
        return Err(Error::invalid(&node.at, message));
    };
    let inner_rest = annotated(inner)?.1;
    let variety = match &*inner.name.local {
        "restriction" => {
            allow_attributes(inner, &["base", "id"])?;
            let (narrowed, facets) = restriction(&inner_rest)?;
            Variety::Restriction { base: one_type(inner, "base", narrowed)?, facets }
        }
        "list" => {
            allow_attributes(inner, &["itemType", "id"])?;
            let item = anonymous_types(&inner_rest)?.pop().map(Box::new);
            Variety::List(one_type(inner, "itemType", item)?)
        }
        "union" => {
            allow_attributes(inner, &["memberTypes", "id"])?;
            let named = inner.attribute("memberTypes").unwrap_or_default().split_whitespace();
            let mut members = named
                .map(|name| bind(inner, name).map(SimpleTypeReference::Named))
                .collect::<Result<Vec<_>>>()?;
            members.extend(
                anonymous_types(&inner_rest)?
                    .into_iter()
                    .map(|t| SimpleTypeReference::Anonymous(Box::new(t))),
            );
            if members.is_empty() {
                return Err(Error::invalid(&inner.at, "a union has at least one member type"));
            }
            Variety::Union(members)
        }
        _ => return Err(unexpected(inner)),
    };
    Ok(SimpleType {
        at: node.at.clone(),
        name: named.then(|| required_name(node)).transpose()?,
        r#final: derivations(node, "final")?,
        variety,
        annotation,
    })
}

/// The one type that a restriction or list is made of: named by an attribute, or anonymous.
fn one_type(
    node: &xml::Element,
    attribute: &str,
    anonymous: Option<Box<SimpleType>>,
) -> Result<SimpleTypeReference> {
    match (reference(node, attribute)?, anonymous) {
        (Some(named), None) => Ok(SimpleTypeReference::Named(named)),
        (None, Some(anonymous)) => Ok(SimpleTypeReference::Anonymous(anonymous)),
        _ => {
            Err(Error::invalid(&node.at, format!("either attribute {attribute} or xs:simpleType is needed")))
        }
    }
}

fn anonymous_types(children: &[&xml::Element]) -> Result<Vec<SimpleType>> {
    let read = |child: &&xml::Element| match &*child.name.local {
        "simpleType" => simple_type(child, false),
        _ => Err(unexpected(child)),
    };
    children.iter().map(read).collect()
}

/// The children of a restriction of simple values: an anonymous type, then facets.
fn restriction(children: &[&xml::Element]) -> Result<(Option<Box<SimpleType>>, Vec<Facet>)> {
    match children {
        [first, rest @ ..] if &*first.name.local == "simpleType" => {
            Ok((Some(Box::new(simple_type(first, false)?)), facets(rest)?))
        }
        all => Ok((None, facets(all)?)),
    }
}

fn facets(children: &[&xml::Element]) -> Result<Vec<Facet>> {
    children.iter().map(|child| facet(child)).collect()
}

pub(super) fn facet_kind(local: &str) -> Option<FacetKind> {
    Some(match local {
        "length" => FacetKind::Length,
        "minLength" => FacetKind::MinLength,
        "maxLength" => FacetKind::MaxLength,
        "pattern" => FacetKind::Pattern,
        "enumeration" => FacetKind::Enumeration,
        "whiteSpace" => FacetKind::WhiteSpace,
        "maxInclusive" => FacetKind::MaxInclusive,
        "maxExclusive" => FacetKind::MaxExclusive,
        "minInclusive" => FacetKind::MinInclusive,
        "minExclusive" => FacetKind::MinExclusive,
        "totalDigits" => FacetKind::TotalDigits,
        "fractionDigits" => FacetKind::FractionDigits,
        _ => return None,
    })
}

fn facet(node: &xml::Element) -> Result<Facet> {
    let kind = facet_kind(&node.name.local).ok_or_else(|| unexpected(node))?;
    let value =
        node.attribute("value").ok_or_else(|| Error::invalid(&node.at, "attribute value is missing"))?;
    Ok(Facet {
        at: node.at.clone(),
        kind,
        value: value.to_owned(),
        fixed: boolean(node, "fixed")?,
        annotation: only_annotated(node)?,
        scope: node.scope.clone(),
    })
}

pub(super) fn complex_type(node: &xml::Element, named: bool) -> Result<ComplexType> {
    let known = ["name", "abstract", "block", "final", "mixed", "id"];
    allow_attributes(node, if named { &known } else { &["mixed", "id"] })?;
    let (annotation, rest) = annotated(node)?;
    let mut mixed = boolean(node, "mixed")?;
    let (content, attributes) = match rest.as_slice() {
        [inner] if &*inner.name.local == "complexContent" => {
            allow_attributes(inner, &["mixed", "id"])?;
            if inner.attribute("mixed").is_some() {
                mixed = boolean(inner, "mixed")?;
            }
            let (derivation, base, derived) = derived(inner)?;
            let (particle, attributes) = particle_and_attributes(&derived)?;
            (Content::Complex { derivation, base, particle }, attributes)
        }
        [inner] if &*inner.name.local == "simpleContent" => {
            allow_attributes(inner, &["id"])?;
            simple_content(inner)?
        }
        children => {
            let (particle, attributes) = particle_and_attributes(children)?;
            (Content::Particle(particle), attributes)
        }
    };
    Ok(ComplexType {
        at: node.at.clone(),
        name: named.then(|| required_name(node)).transpose()?,
        mixed,
        r#abstract: boolean(node, "abstract")?,
        block: derivations(node, "block")?,
        r#final: derivations(node, "final")?,
        content,
        attributes,
        annotation,
    })
}

/// The `xs:extension` or `xs:restriction` in `xs:complexContent` or `xs:simpleContent`.
fn derived(node: &xml::Element) -> Result<(Derivation, Reference, Vec<&xml::Element>)> {
    let rest = annotated(node)?.1;
    let [inner] = rest.as_slice() else {
        let message = format!("xs:{} has one of xs:extension and xs:restriction", node.name.local);
        return Err(Error::invalid(&node.at, message));
    };
    allow_attributes(inner, &["base", "id"])?;
    let derivation = match &*inner.name.local {
        "extension" => Derivation::Extension,
        "restriction" => Derivation::Restriction,
        _ => return Err(unexpected(inner)),
    };
    Ok((derivation, required_reference(inner, "base")?, annotated(inner)?.1))
}

fn simple_content(node: &xml::Element) -> Result<(Content, Attributes)> {
    let (derivation, base, children) = derived(node)?;
    let first_attribute = children.iter().position(|child| is_attribute(child)).unwrap_or(children.len());
    let (values, attribute_nodes) = children.split_at(first_attribute);
    let (narrowed, facets) = match (derivation, values.first()) {
        (Derivation::Extension, Some(child)) => return Err(unexpected(child)),
        _ => restriction(values)?,
    };
    Ok((Content::Simple { derivation, base, narrowed, facets }, attributes(attribute_nodes)?))
}

fn particle_and_attributes(children: &[&xml::Element]) -> Result<(Option<Particle>, Attributes)> {
    match children {
        [first, rest @ ..] if ["group", "sequence", "choice", "all"].contains(&&*first.name.local) => {
            Ok((Some(particle(first)?), attributes(rest)?))
        }
        all => Ok((None, attributes(all)?)),
    }
}

fn is_attribute(node: &xml::Element) -> bool {
    ["attribute", "attributeGroup", "anyAttribute"].contains(&&*node.name.local)
}

fn attributes(children: &[&xml::Element]) -> Result<Attributes> {
    let mut attributes = Attributes::default();
    for child in children {
        if attributes.any.is_some() {
            return Err(unexpected(child));
        }
        match &*child.name.local {
            "attribute" if child.attribute("ref").is_some() => {
                allow_attributes(child, &["ref", "use", "default", "fixed", "id"])?;
                only_annotated(child)?;
                let target = required_reference(child, "ref")?;
                let item = AttributeItem::Reference(target, usage(child)?, value_constraint(child)?);
                attributes.items.push(item);
            }
            "attribute" => {
                allow_attributes(child, &["name", "type", "form", "use", "default", "fixed", "id"])?;
                let declaration = Box::new(attribute(child)?);
                attributes.items.push(AttributeItem::Local(declaration, usage(child)?));
            }
            "attributeGroup" => {
                allow_attributes(child, &["ref", "id"])?;
                only_annotated(child)?;
                attributes.items.push(AttributeItem::Group(required_reference(child, "ref")?));
            }
            "anyAttribute" => {
                allow_attributes(child, &["namespace", "processContents", "id"])?;
                attributes.any = Some(wildcard(child)?);
            }
            _ => return Err(unexpected(child)),
        }
    }
    Ok(attributes)
}

fn usage(node: &xml::Element) -> Result<Usage> {
    let written = node.attribute("use");
    if node.attribute("default").is_some() && written.is_some_and(|written| written != "optional") {
        return Err(Error::invalid(&node.at, "an attribute with a default is optional"));
    }
    match written {
        None | Some("optional") => Ok(Usage::Optional),
        Some("required") => Ok(Usage::Required),
        Some("prohibited") => Ok(Usage::Prohibited),
        Some(other) => {
            Err(Error::invalid(&node.at, format!("use {other} is none of optional, required and prohibited")))
        }
    }
}

pub(super) fn attribute_group(node: &xml::Element) -> Result<AttributeGroup> {
    allow_attributes(node, &["name", "id"])?;
    let (annotation, rest) = annotated(node)?;
    Ok(AttributeGroup {
        at: node.at.clone(),
        name: required_name(node)?,
        attributes: attributes(&rest)?,
        annotation,
    })
}
