//! Identity constraints, and the part of XPath that they are written in (XML Schema Part 1, section 3.11).

use std::sync::Arc;

use super::resolver::Resolver;
use super::symbols::Context;
use super::*;
use crate::error::{Error, Result};
use crate::xsd;

/// `xs:unique`, `xs:key` or `xs:keyref`.
#[derive(Clone, Debug)]
pub struct IdentityConstraint {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: ExpandedName,
    /// What it demands.
    pub kind: IdentityKind,
    /// The elements that it speaks of.
    pub selector: Vec<IdentityPath>,
    /// What of each of them it compares; each field may be reached by several paths.
    pub fields: Vec<Vec<IdentityPath>>,
}

/// What an identity constraint demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// Values are distinct.
    Unique,
    /// Values are distinct and present.
    Key,
    /// Values are among those of another constraint: of this element, the one with this index.
    KeyReference(ElementId, usize),
}

/// A path of an identity constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityPath {
    /// Whether it begins with `.//`.
    pub anywhere: bool,
    /// The child elements that it leads through.
    pub steps: Vec<NameTest>,
    /// The attribute that it ends at.
    pub attribute: Option<NameTest>,
}

/// What a step of a path admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTest {
    /// Every name.
    Any,
    /// Every name in this namespace.
    Namespace(Arc<str>),
    /// This name.
    Name(ExpandedName),
}

/// An `xs:keyref` whose key is still to be found.
pub(super) struct OpenReference {
    from: (ElementId, usize),
    to: ExpandedName,
    at: Location,
}

impl<'s> Resolver<'s> {
    /// The identity constraints of an element; what references lead to is found by
    /// [`resolve_references`](Self::resolve_references).
    pub(super) fn identity_constraints(
        &mut self,
        id: ElementId,
        written: &'s [xsd::IdentityConstraint],
        context: Context<'s>,
    ) -> Result<Vec<IdentityConstraint>> {
        let mut made = Vec::new();
        for (index, it) in written.iter().enumerate() {
            let name = context.global(&it.name);
            if let Some((element, known)) = self.constraints.insert(name.clone(), (id, index)) {
                let first = if element == id { written.get(known).map(|it| it.at.clone()) } else { None };
                let first = first.or_else(|| self.constraint((element, known)).map(|it| it.at.clone()));
                let (at, kind, name) = (it.at.clone(), "identity constraint", name.to_string());
                return Err(Error::Duplicate { at, kind, name, first: first.unwrap_or(it.at.clone()) });
            }
            let kind = match &it.kind {
                xsd::IdentityKind::Unique => IdentityKind::Unique,
                xsd::IdentityKind::Key => IdentityKind::Key,
                xsd::IdentityKind::KeyReference(to) => {
                    let (at, to) = (to.at.clone(), context.target_of(to));
                    self.references.push(OpenReference { from: (id, index), to, at });
                    IdentityKind::KeyReference(id, index)
                }
            };
            let selector = paths(&it.selector, it, false)?;
            let fields = it.fields.iter().map(|field| paths(field, it, true)).collect::<Result<Vec<_>>>()?;
            if fields.is_empty() {
                return Err(Error::invalid(&it.at, "xs:field is missing"));
            }
            made.push(IdentityConstraint { at: it.at.clone(), name, kind, selector, fields });
        }
        Ok(made)
    }

    fn constraint(&self, (element, index): (ElementId, usize)) -> Option<&IdentityConstraint> {
        self.elements.get(element.0)?.as_ref()?.constraints.get(index)
    }

    /// Binds each `xs:keyref` to its key.
    pub(super) fn resolve_references(&mut self) -> Result<()> {
        for OpenReference { from, to, at } in std::mem::take(&mut self.references) {
            let target = self.constraints.get(&to).copied();
            let (key, reference) = (target.and_then(|target| self.constraint(target)), self.constraint(from));
            let (Some(target), Some(key), Some(reference)) = (target, key, reference) else {
                return Err(Error::Unresolved { at, kind: "key", name: to.to_string() });
            };
            if matches!(key.kind, IdentityKind::KeyReference(..)) {
                return Err(Error::invalid(&at, format!("{to} is not a key, but refers to one itself")));
            }
            if key.fields.len() != reference.fields.len() {
                let message =
                    format!("the key has {} fields, not {}", key.fields.len(), reference.fields.len());
                return Err(Error::invalid(&at, message));
            }
            let (element, index) = from;
            if let Some(Some(element)) = self.elements.get_mut(element.0)
                && let Some(reference) = element.constraints.get_mut(index)
            {
                reference.kind = IdentityKind::KeyReference(target.0, target.1);
            }
        }
        Ok(())
    }
}

/// The paths of an expression: `path | path`.
fn paths(expression: &str, it: &xsd::IdentityConstraint, is_field: bool) -> Result<Vec<IdentityPath>> {
    let wrong = || {
        let message = format!(
            "{} is no path of an identity constraint; expected names parted by /, perhaps after .//",
            expression.trim()
        );
        Error::invalid(&it.at, message)
    };
    expression.split('|').map(|written| path(written, it, is_field).ok_or_else(wrong)).collect()
}

fn path(written: &str, it: &xsd::IdentityConstraint, is_field: bool) -> Option<IdentityPath> {
    let written = written.trim();
    let below = written.strip_prefix('.').and_then(|rest| rest.trim_start().strip_prefix("//"));
    let mut made = IdentityPath { anywhere: below.is_some(), steps: Vec::new(), attribute: None };
    for step in below.unwrap_or(written).split('/') {
        let step = step.trim();
        if made.attribute.is_some() {
            return None;
        }
        let axis = |name: &str| Some(step.strip_prefix(name)?.trim_start().strip_prefix("::")?.trim_start());
        let attribute = step.strip_prefix('@').map(str::trim_start).or_else(|| axis("attribute"));
        match attribute {
            Some(name) if is_field => made.attribute = Some(name_test(name, it)?),
            Some(_) => return None,
            None if step == "." => {}
            None => made.steps.push(name_test(axis("child").unwrap_or(step), it)?),
        }
    }
    Some(made)
}

/// An unprefixed name is in no namespace, whatever the default namespace is.
fn name_test(name: &str, it: &xsd::IdentityConstraint) -> Option<NameTest> {
    if name == "*" {
        return Some(NameTest::Any);
    }
    let Some((prefix, local)) = name.split_once(':') else {
        let local = Some(name).filter(|name| rivta_xml::is_ncname(name))?;
        return Some(NameTest::Name(ExpandedName { namespace: None, local: local.into() }));
    };
    let namespace = it.scope.namespace(prefix).filter(|_| !prefix.is_empty())?;
    match local {
        "*" => Some(NameTest::Namespace(namespace)),
        local if rivta_xml::is_ncname(local) => {
            Some(NameTest::Name(ExpandedName { namespace: Some(namespace), local: local.into() }))
        }
        _ => None,
    }
}
