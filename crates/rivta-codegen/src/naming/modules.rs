//! Names of modules, of the namespaces alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{distinct, file_like, identifier, snake};

/// Names of modules that generated crates have or see. A namespace's module gets a longer name than such a one.
pub const RESERVED_MODULES: [&str; 9] =
    ["documents", "r#mod", "rivta_soap", "rivta_xml", "schema", "soap", "tables", "xml", "yaserde"];

/// The names of the modules of namespaces; `chosen` has those that a configuration gives.
///
/// A namespace's module has the namespace's last word for its name. Where several have the same, each of them gets a longer
/// one of itself: a responder's with the major version (`get_x_3`), another's with the word before and the version
/// (`actoutcome_enums_2`), and with one more word in front for as long as they are still alike. So a name depends on neither
/// the order of the packages nor on namespaces with another last word, and once it is the longer one, packages that are added
/// seldom change it again. Namespaces that differ in signs alone are numbered in the order of their URIs.
pub fn module_names<'u>(
    uris: impl IntoIterator<Item = &'u str>,
    chosen: &BTreeMap<String, String>,
) -> BTreeMap<&'u str, String> {
    let uris: BTreeSet<&str> = uris.into_iter().collect();
    let (given, free): (Vec<&str>, Vec<&str>) =
        uris.iter().copied().partition(|uri| chosen.contains_key(*uri));
    let mut taken: BTreeSet<String> = RESERVED_MODULES.map(str::to_owned).into();
    taken.extend(given.iter().filter_map(|uri| chosen.get(*uri).cloned()));
    let mut lengths: BTreeMap<&str, usize> = free.iter().map(|uri| (*uri, 0)).collect();
    loop {
        let names: BTreeMap<&str, String> =
            lengths.iter().map(|(uri, length)| (*uri, module_name_of(uri, *length))).collect();
        let is_alone = |name: &String| {
            !taken.contains(name) && names.values().filter(|other| *other == name).count() == 1
        };
        let mut changed = false;
        for (uri, length) in &mut lengths {
            if *length < words(uri).len() && !names.get(uri).is_some_and(is_alone) {
                *length += 1;
                changed = true;
            }
        }
        if !changed {
            let given = given.iter().filter_map(|uri| Some((*uri, chosen.get(*uri)?.clone())));
            let candidates: Vec<(&str, String)> = given.chain(names).collect();
            // Only what is given is spelt as wished.
            let wished: Vec<(&str, String)> = candidates
                .iter()
                .map(|(uri, name)| (chosen.get(*uri).map_or("", String::as_str), name.clone()))
                .collect();
            let distinct = distinct(&wished, &RESERVED_MODULES.map(str::to_owned));
            return candidates.into_iter().map(|(uri, _)| uri).zip(distinct).collect();
        }
    }
}

/// The name of a namespace's module where no other has it.
pub fn module_name(uri: &str) -> String {
    module_name_of(uri, 0)
}

/// The parts of a namespace that are no versions, as they are written.
fn words(uri: &str) -> Vec<&str> {
    uri.split([':', '/', '#']).filter(|part| !part.is_empty() && !is_version(part)).collect()
}

fn is_version(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_digit())
}

/// A name for a namespace's module: the last word, or longer.
fn module_name_of(uri: &str, length: usize) -> String {
    let words = words(uri);
    let last = words.last().copied().unwrap_or("schema");
    let (interaction, is_responder) = match last.strip_suffix("Responder") {
        Some(interaction) if !interaction.is_empty() => (interaction, true),
        _ => (last, false),
    };
    if length == 0 {
        return identifier(file_like(&snake(interaction)));
    }
    let before = words.split_last().map_or(&[][..], |(_, before)| before);
    let more = if is_responder { length - 1 } else { length };
    let mut parts = before.get(before.len().saturating_sub(more)..).unwrap_or_default().to_vec();
    parts.push(interaction);
    let after = uri.split([':', '/', '#']).filter(|part| !part.is_empty()).rev();
    let mut version: Vec<&str> = after.take_while(|part| is_version(part)).collect();
    version.reverse();
    parts.extend(version);
    identifier(file_like(&parts.into_iter().map(snake).collect::<Vec<_>>().join("_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of modules, in the order of `uris`.
    fn modules(uris: &[&str]) -> Vec<String> {
        let names = module_names(uris.iter().copied(), &BTreeMap::new());
        uris.iter().filter_map(|uri| names.get(uri).cloned()).collect()
    }

    #[test]
    fn modules_that_clash_are_told_apart_by_their_namespaces_in_any_order() {
        let a = "urn:riv:clinicalprocess:activityprescription:actoutcome:enums:2";
        let b = "urn:riv:clinicalprocess:healthcond:description:enums:2.1";
        let c = "urn:riv:clinicalprocess:logistics:enums:2";
        assert_eq!(modules(&[a]), ["enums"]);
        assert_eq!(modules(&[a, b]), ["actoutcome_enums_2", "description_enums_2_1"]);
        assert_eq!(modules(&[b, a]), ["description_enums_2_1", "actoutcome_enums_2"]);
        assert_eq!(modules(&[c, b, a]), ["logistics_enums_2", "description_enums_2_1", "actoutcome_enums_2"]);
        assert_eq!(
            modules(&["urn:riv:a:description:2", "urn:riv:a:description:3"]),
            ["a_description_2", "a_description_3"]
        );
        assert_eq!(modules(&["urn:x:a:b:1", "urn:y:a:b:1"]), ["x_a_b_1", "y_a_b_1"]);
        assert_eq!(modules(&["urn:a:GetXResponder:1", "urn:a:GetXResponder:2"]), ["get_x_1", "get_x_2"]);
        assert_eq!(modules(&["urn:riv:a:xml:1", "urn:tables"]), ["a_xml_1", "urn_tables"]);
        assert_eq!(modules(&["urn:a.b", "urn:a-b"]), ["urn_a_b2", "urn_a_b"]);
        assert_eq!(modules(&["urn:a:Responder:1"]), ["responder"]);
    }

    #[test]
    fn modules_keep_the_names_that_are_chosen_for_them() {
        let chosen = BTreeMap::from([("urn:riv:z:person:5".to_owned(), "core".to_owned())]);
        let names = module_names(["urn:riv:a:core:1", "urn:riv:z:person:5", "urn:riv:b:person:5"], &chosen);
        let names: Vec<&str> = names.values().map(String::as_str).collect();
        assert_eq!(names, ["a_core_1", "person", "core"]);
    }
}
