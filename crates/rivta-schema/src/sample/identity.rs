//! Makes what is unique unique, and what refers to something refer to it: ID and IDREF, identity constraints.

use std::collections::HashSet;

use rivta_xml::Schema;
use rivta_xml::schema::{ConstraintId, IdentityConstraint, IdentityKind, IdentityPath, NameTest};

use super::node::Node;
use super::value::Value;
use crate::resolved::{Builtin, TypeId};
use crate::xml::ExpandedName;

/// How often another value is tried where one is there already.
const ATTEMPTS: usize = 60;

/// A place in a sample: the way to an element, and perhaps one of its attributes.
#[derive(Clone)]
struct Place {
    way: Vec<usize>,
    attribute: Option<usize>,
}

/// Changes values in `node` so that it satisfies the identity constraints of its declaration; `another` makes one more value
/// of a type. What can't be satisfied is left.
pub(super) fn satisfy(
    schema: &Schema,
    constraints: &[ConstraintId],
    node: &mut Node,
    mut another: impl FnMut(TypeId) -> Option<Value>,
) {
    let found = |id: &ConstraintId| schema.constraints.get(usize::try_from(id.0).ok()?);
    let all = || constraints.iter().filter_map(found);
    for constraint in all().filter(|it| !matches!(it.kind, IdentityKind::KeyReference(_))) {
        let mut known = HashSet::new();
        for places in rows(schema, constraint, node) {
            for _ in 0..ATTEMPTS {
                let Some(row) = texts(node, &places) else { break };
                if known.insert(row) {
                    break;
                }
                let last = places.last().and_then(Option::as_ref);
                let changed = last.and_then(|place| {
                    let (r#type, value) = slot(node, place)?;
                    *value = another((*r#type)?)?;
                    Some(())
                });
                if changed.is_none() {
                    break;
                }
            }
        }
    }
    for constraint in all() {
        let IdentityKind::KeyReference(key) = constraint.kind else { continue };
        let Some(key) = found(&key) else { continue };
        let keys: Vec<Vec<Option<Place>>> = rows(schema, key, node);
        let keys: Vec<Vec<String>> = keys.iter().filter_map(|places| texts(node, places)).collect();
        for (places, row) in rows(schema, constraint, node).iter().zip(keys.iter().cycle()) {
            for (place, text) in places.iter().zip(row) {
                if let Some((_, value)) = place.as_ref().and_then(|place| slot(node, place)) {
                    text.clone_into(&mut value.text);
                }
            }
        }
    }
}

/// Lets every IDREF name an ID of the document; attributes that would need one are left out if there is none.
pub(super) fn refer(node: &mut Node, atomic: &dyn Fn(TypeId) -> Option<Builtin>) {
    let mut ids = Vec::new();
    visit(node, &mut |r#type, value| {
        if r#type.and_then(atomic) == Some(Builtin::Id) {
            ids.push(value.text.clone());
        }
    });
    let is_reference =
        |r#type: Option<TypeId>| matches!(r#type.and_then(atomic), Some(Builtin::IdRef | Builtin::IdRefs));
    match ids.first() {
        Some(id) => visit(node, &mut |r#type, value| {
            if is_reference(r#type) {
                id.clone_into(&mut value.text);
            }
        }),
        None => prune(node, &|r#type| is_reference(r#type)),
    }
}

fn visit(node: &mut Node, each: &mut dyn FnMut(Option<TypeId>, &mut Value)) {
    each(node.r#type, &mut node.text);
    node.attributes.iter_mut().for_each(|attribute| each(attribute.r#type, &mut attribute.value));
    node.children.iter_mut().for_each(|child| visit(child, each));
}

fn prune(node: &mut Node, is_reference: &dyn Fn(Option<TypeId>) -> bool) {
    node.attributes.retain(|attribute| !is_reference(attribute.r#type));
    node.children.iter_mut().for_each(|child| prune(child, is_reference));
}

/// Of each element that a constraint speaks of, the places of its fields.
fn rows(schema: &Schema, constraint: &IdentityConstraint, node: &Node) -> Vec<Vec<Option<Place>>> {
    let mut selected: Vec<Vec<usize>> = Vec::new();
    for place in constraint.selector.iter().flat_map(|path| follow(schema, path, node, &[])) {
        if !selected.contains(&place.way) {
            selected.push(place.way);
        }
    }
    let field = |way: &[usize], paths: &[IdentityPath]| {
        let start = at(node, way)?;
        paths.iter().find_map(|path| follow(schema, path, start, way).into_iter().next())
    };
    selected.iter().map(|way| constraint.fields.iter().map(|paths| field(way, paths)).collect()).collect()
}

/// The places that a path leads to from an element, which is reached by `way`.
fn follow(schema: &Schema, path: &IdentityPath, from: &Node, way: &[usize]) -> Vec<Place> {
    let mut reached = vec![(way.to_vec(), from)];
    if path.anywhere {
        let mut next = 0;
        while let Some((way, node)) = reached.get(next).cloned() {
            reached.extend(children(&way, node));
            next += 1;
        }
    }
    for step in path.steps.iter() {
        reached = reached
            .iter()
            .flat_map(|(way, node)| children(way, node))
            .filter(|(_, node)| matches(schema, step, &node.name))
            .collect();
    }
    let Some(test) = &path.attribute else {
        return reached.into_iter().map(|(way, _)| Place { way, attribute: None }).collect();
    };
    reached
        .into_iter()
        .filter_map(|(way, node)| {
            let attribute = node.attributes.iter().position(|it| matches(schema, test, &it.name))?;
            Some(Place { way, attribute: Some(attribute) })
        })
        .collect()
}

fn children<'n>(way: &[usize], node: &'n Node) -> Vec<(Vec<usize>, &'n Node)> {
    let step = |(number, child)| ([way, &[number]].concat(), child);
    node.children.iter().enumerate().map(step).collect()
}

fn matches(schema: &Schema, test: &NameTest, name: &ExpandedName) -> bool {
    let namespace = name.namespace.as_deref().unwrap_or_default();
    match test {
        NameTest::Any => true,
        NameTest::Namespace(id) => schema.namespace_id(namespace) == Some(*id),
        NameTest::Name(wanted) => {
            wanted.local == *name.local && schema.namespace_id(namespace) == Some(wanted.namespace)
        }
    }
}

fn at<'n>(root: &'n Node, way: &[usize]) -> Option<&'n Node> {
    way.iter().try_fold(root, |node, step| node.children.get(*step))
}

/// The texts of a row; `None` where one is missing.
fn texts(node: &Node, places: &[Option<Place>]) -> Option<Vec<String>> {
    let text = |place: &Option<Place>| {
        let place = place.as_ref()?;
        let node = at(node, &place.way)?;
        let value = match place.attribute {
            Some(attribute) => &node.attributes.get(attribute)?.value,
            None => &node.text,
        };
        Some(value.text.clone())
    };
    places.iter().map(text).collect()
}

fn slot<'n>(root: &'n mut Node, place: &Place) -> Option<(&'n Option<TypeId>, &'n mut Value)> {
    let node = place.way.iter().try_fold(root, |node, step| node.children.get_mut(*step))?;
    match place.attribute {
        Some(attribute) => {
            let attribute = node.attributes.get_mut(attribute)?;
            Some((&attribute.r#type, &mut attribute.value))
        }
        None => Some((&node.r#type, &mut node.text)),
    }
}
