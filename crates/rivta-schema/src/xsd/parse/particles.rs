//! Parts of content models: groups, how often they stand, wildcards.

use super::*;

/// Whether an element may be a part of a group.
pub(super) fn is_part(node: &xml::Element, of: Compositor) -> bool {
    match of {
        Compositor::All => &*node.name.local == "element",
        _ => ["element", "group", "sequence", "choice", "any"].contains(&&*node.name.local),
    }
}

/// `xs:all` stands once, or may be left out.
pub(super) fn check_all(occurs: Occurs, at: &Location) -> Result<()> {
    match occurs {
        Occurs { max: Some(1), .. } => Ok(()),
        _ => Err(Error::invalid(at, "xs:all can stand once at most")),
    }
}

/// What is in `xs:all` stands once, or may be left out.
pub(super) fn check_once(occurs: Occurs, at: &Location) -> Result<()> {
    match occurs {
        Occurs { max: Some(0 | 1), .. } => Ok(()),
        _ => Err(Error::invalid(at, "an element in xs:all can stand once at most")),
    }
}

/// Reads a part of a content model.
pub(super) fn particle(node: &xml::Element) -> Result<Particle> {
    let term = match &*node.name.local {
        "element" if node.attribute("ref").is_some() => {
            allow_attributes(node, &["ref", "minOccurs", "maxOccurs", "id"])?;
            only_annotated(node)?;
            Term::ElementReference(required_reference(node, "ref")?)
        }
        "element" => {
            let known = [
                "name",
                "type",
                "form",
                "nillable",
                "default",
                "fixed",
                "block",
                "minOccurs",
                "maxOccurs",
                "id",
            ];
            allow_attributes(node, &known)?;
            Term::Element(Box::new(element(node)?))
        }
        "group" => {
            allow_attributes(node, &["ref", "minOccurs", "maxOccurs", "id"])?;
            only_annotated(node)?;
            Term::GroupReference(required_reference(node, "ref")?)
        }
        "any" => {
            allow_attributes(node, &["namespace", "processContents", "minOccurs", "maxOccurs", "id"])?;
            Term::Any(wildcard(node)?)
        }
        compositor @ ("sequence" | "choice" | "all") => {
            allow_attributes(node, &["minOccurs", "maxOccurs", "id"])?;
            let compositor = match compositor {
                "sequence" => Compositor::Sequence,
                "choice" => Compositor::Choice,
                _ => Compositor::All,
            };
            let parts = annotated(node)?.1.into_iter().map(|child| match is_part(child, compositor) {
                true => particle(child),
                false => Err(unexpected(child)),
            });
            let parts: Vec<Particle> = parts.collect::<Result<_>>()?;
            if compositor == Compositor::All {
                check_all(occurs(node)?, &node.at)?;
                parts.iter().try_for_each(|part| check_once(part.occurs, &part.at))?;
            }
            Term::Group(compositor, parts)
        }
        _ => return Err(unexpected(node)),
    };
    Ok(Particle { at: node.at.clone(), occurs: occurs(node)?, term })
}

pub(super) fn occurs(node: &xml::Element) -> Result<Occurs> {
    let number = |attribute: &str| match node.attribute(attribute).map(str::trim) {
        None => Ok(Some(1)),
        Some("unbounded") if attribute == "maxOccurs" => Ok(None),
        Some(value) => value
            .parse()
            .map(Some)
            .map_err(|_| Error::invalid(&node.at, format!("{attribute} {value} is not a number of times"))),
    };
    let occurs = Occurs { min: number("minOccurs")?.unwrap_or_default(), max: number("maxOccurs")? };
    match occurs.max {
        Some(max) if max < occurs.min => {
            Err(Error::invalid(&node.at, format!("maxOccurs {max} is less than minOccurs {}", occurs.min)))
        }
        _ => Ok(occurs),
    }
}

/// Reads `xs:any` or `xs:anyAttribute`; the caller has checked the attributes.
pub(super) fn wildcard(node: &xml::Element) -> Result<Wildcard> {
    only_annotated(node)?;
    let namespaces = match node.attribute("namespace").map(str::trim).unwrap_or("##any") {
        "##any" => WildcardNamespaces::Any,
        "##other" => WildcardNamespaces::Other,
        list => WildcardNamespaces::List(
            list.split_whitespace()
                .map(|item| match item {
                    "##targetNamespace" => Ok(WildcardNamespace::Target),
                    "##local" => Ok(WildcardNamespace::Local),
                    keyword if keyword.starts_with("##") => {
                        Err(Error::invalid(&node.at, format!("namespace {keyword} is unknown")))
                    }
                    uri => Ok(WildcardNamespace::Uri(uri.into())),
                })
                .collect::<Result<_>>()?,
        ),
    };
    let process = match node.attribute("processContents").unwrap_or("strict") {
        "strict" => ProcessContents::Strict,
        "lax" => ProcessContents::Lax,
        "skip" => ProcessContents::Skip,
        other => return Err(Error::invalid(&node.at, format!("processContents {other} is unknown"))),
    };
    Ok(Wildcard { at: node.at.clone(), namespaces, process })
}

// Attributes and children that many constructs share.
