//! Faults put into valid documents, one each.

use crate::document::{Spot, spots};

/// What was done to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// An element is missing.
    Dropped,
    /// An element stands twice.
    Doubled,
    /// An element stands behind its next sibling.
    Moved,
    /// An element has another name.
    Renamed,
    /// An element has another namespace.
    Renamespaced,
    /// A value is text that few types take.
    Retyped,
    /// A value is missing.
    Emptied,
    /// A value is very long.
    Lengthened,
    /// Text stands where elements stand.
    TextAdded,
    /// An element stands where none may.
    ElementAdded,
    /// An attribute is missing.
    AttributeDropped,
    /// An attribute is there that isn't declared.
    AttributeAdded,
    /// An attribute's value is text that few types take.
    AttributeRetyped,
    /// An element is nil.
    Nilled,
    /// An element has another type.
    TypeNamed,
}

const ALL: [Fault; 15] = [
    Fault::Dropped,
    Fault::Doubled,
    Fault::Moved,
    Fault::Renamed,
    Fault::Renamespaced,
    Fault::Retyped,
    Fault::Emptied,
    Fault::Lengthened,
    Fault::TextAdded,
    Fault::ElementAdded,
    Fault::AttributeDropped,
    Fault::AttributeAdded,
    Fault::AttributeRetyped,
    Fault::Nilled,
    Fault::TypeNamed,
];

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The mutants of a document: at most `most` of each fault, spread over its elements. Some may be valid still.
pub(crate) fn mutants(text: &str, most: usize) -> Vec<(Fault, String)> {
    let spots = spots(text);
    let mut mutants = Vec::new();
    for fault in ALL {
        let made: Vec<String> =
            (0..spots.len()).filter_map(|index| mutant(text, &spots, index, fault)).collect();
        let step = made.len().div_ceil(most.max(1)).max(1);
        mutants.extend(made.into_iter().step_by(step).map(|mutant| (fault, mutant)));
    }
    mutants
}

fn mutant(text: &str, spots: &[Spot], index: usize, fault: Fault) -> Option<String> {
    let spot = spots.get(index)?;
    let whole = text.get(spot.whole.clone())?;
    let before = text.get(..spot.whole.start)?;
    let after = text.get(spot.whole.end..)?;
    let is_root = spot.parent.is_none();
    let put = |element: &str| Some(format!("{before}{element}{after}"));
    match fault {
        Fault::Dropped if !is_root => put(""),
        Fault::Doubled if !is_root => put(&format!("{whole}{whole}")),
        Fault::Moved => {
            let next = spots.iter().skip(index + 1).find(|next| next.whole.start >= spot.whole.end)?;
            if next.parent != spot.parent || next.name == spot.name {
                return None;
            }
            let between = text.get(spot.whole.end..next.whole.end)?;
            Some(format!("{before}{between}{whole}{}", text.get(next.whole.end..)?))
        }
        Fault::Renamed => renamed(text, spot, &format!("{}x", spot.name)),
        Fault::Renamespaced => {
            let local = spot.name.rsplit(':').next()?;
            tagged(text, spot, " xmlns:fault=\"urn:example:fault\"", Some(&format!("fault:{local}")))
        }
        Fault::Retyped => valued(text, spot, "not & 1 value").filter(|_| !spot.has_children),
        Fault::Emptied => valued(text, spot, "").filter(|_| !spot.has_children && spot.end_tag.is_some()),
        Fault::Lengthened => {
            let own = text.get(spot.tag.end..spot.end_tag.as_ref()?.start)?;
            if spot.has_children || own.is_empty() {
                return None;
            }
            valued(text, spot, &own.repeat(1 + 300 / own.len()))
        }
        Fault::TextAdded if spot.has_children => {
            Some(format!("{}text{}", text.get(..spot.tag.end)?, text.get(spot.tag.end..)?))
        }
        Fault::ElementAdded => {
            let end = spot.end_tag.as_ref()?.start;
            Some(format!("{}<{}y/>{}", text.get(..end)?, spot.name, text.get(end..)?))
        }
        Fault::AttributeDropped => {
            let name = spot.attributes.first()?;
            let (start, end) = attribute(text, spot, name)?;
            Some(format!("{}{}", text.get(..start)?, text.get(end..)?))
        }
        Fault::AttributeAdded => tagged(text, spot, " undeclared=\"1\"", None),
        Fault::AttributeRetyped => {
            let name = spot.attributes.last()?;
            let (start, end) = attribute(text, spot, name)?;
            Some(format!("{} {name}=\"not &amp; 1 value\"{}", text.get(..start)?, text.get(end..)?))
        }
        Fault::Nilled if spot.attributes.iter().all(|name| !name.ends_with(":nil")) => {
            tagged(text, spot, &format!(" xmlns:faultxsi=\"{XSI}\" faultxsi:nil=\"true\""), None)
        }
        Fault::TypeNamed if spot.attributes.iter().all(|name| !name.ends_with(":type")) => {
            let declared = " xmlns:faultxs=\"http://www.w3.org/2001/XMLSchema\"";
            tagged(text, spot, &format!("{declared} xmlns:faultxsi=\"{XSI}\" faultxsi:type=\"faultxs:int\""), None)
        }
        _ => None,
    }
}

/// The element with another name and `attributes` more.
fn tagged(text: &str, spot: &Spot, attributes: &str, name: Option<&str>) -> Option<String> {
    let tag = text.get(spot.tag.clone())?;
    let name_there = spot.name.as_str();
    let rest = tag.strip_prefix('<')?.strip_prefix(name_there)?;
    let name = name.unwrap_or(name_there);
    let content = match &spot.end_tag {
        Some(end) => format!("{}</{name}>", text.get(spot.tag.end..end.start)?),
        None => String::new(),
    };
    let (before, after) = (text.get(..spot.whole.start)?, text.get(spot.whole.end..)?);
    Some(format!("{before}<{name}{attributes}{rest}{content}{after}"))
}

fn renamed(text: &str, spot: &Spot, name: &str) -> Option<String> {
    tagged(text, spot, "", Some(name))
}

/// The element with another text.
fn valued(text: &str, spot: &Spot, value: &str) -> Option<String> {
    let value = value.replace(" & ", " &amp; ");
    let tag = text.get(spot.tag.clone())?;
    let tag = tag.strip_suffix("/>").or_else(|| tag.strip_suffix('>'))?;
    let (before, after) = (text.get(..spot.whole.start)?, text.get(spot.whole.end..)?);
    Some(format!("{before}{tag}>{value}</{}>{after}", spot.name))
}

/// Where an attribute stands, with the space before it.
fn attribute(text: &str, spot: &Spot, name: &str) -> Option<(usize, usize)> {
    let tag = text.get(spot.tag.clone())?;
    let start = tag.find(&format!(" {name}=\""))?;
    let value = start + name.len() + 3;
    let end = value + tag.get(value..)?.find('"')? + 1;
    Some((spot.tag.start + start, spot.tag.start + end))
}
