//! Identity constraints, and the part of XPath that they are written in (XML Schema Part 1, section 3.11.6).

use std::collections::HashMap;

use rivta_xml::schema::{ConstraintId, IdentityConstraint, IdentityKind, IdentityPath, NameTest, SchemaName};

use super::{Compiler, number};
use crate::error::{Error, Result};
use crate::resolved;
use crate::xml::ExpandedName;
use crate::xsd;

impl Compiler<'_> {
    /// The numbers that constraints will have, by name.
    pub(super) fn constraint_numbers(&self) -> HashMap<ExpandedName, u32> {
        let constraints = self.model.elements.iter().flat_map(|element| {
            element.constraints.iter().map(|constraint| constraint_name(element, constraint))
        });
        (0..).zip(constraints).map(|(number, name)| (name, number)).collect()
    }

    pub(super) fn constraints(
        &mut self,
        element: &resolved::Element,
        numbers: &HashMap<ExpandedName, u32>,
    ) -> Result<Vec<ConstraintId>> {
        let mut made = Vec::new();
        for constraint in &element.constraints {
            let kind = match &constraint.kind {
                xsd::IdentityKind::Unique => IdentityKind::Unique,
                xsd::IdentityKind::Key => IdentityKind::Key,
                xsd::IdentityKind::KeyReference(to) => {
                    let number =
                        numbers.iter().find(|(name, _)| name.local == to.name.local).map(|(_, n)| *n);
                    let number = numbers.get(&to.name).copied().or(number).ok_or_else(|| {
                        Error::Unresolved { at: to.at.clone(), kind: "key", name: to.name.to_string() }
                    })?;
                    IdentityKind::KeyReference(ConstraintId(number))
                }
            };
            let selector = self.paths(&constraint.selector, constraint, false)?;
            let fields =
                constraint.fields.iter().map(|field| Ok(self.paths(field, constraint, true)?.into()));
            let fields = fields.collect::<Result<Vec<_>>>()?;
            made.push(ConstraintId(number(self.constraints.len())));
            self.constraints.push(IdentityConstraint {
                name: constraint.name.to_string().into(),
                kind,
                selector: selector.into(),
                fields: fields.into(),
            });
        }
        Ok(made)
    }

    /// The paths of an expression: `path | path`.
    fn paths(
        &mut self,
        expression: &str,
        constraint: &xsd::IdentityConstraint,
        attributes: bool,
    ) -> Result<Vec<IdentityPath>> {
        expression.split('|').map(|path| self.path(path, constraint, attributes)).collect()
    }

    fn path(
        &mut self,
        path: &str,
        constraint: &xsd::IdentityConstraint,
        attributes: bool,
    ) -> Result<IdentityPath> {
        let wrong = || {
            let message = format!(
                "{} is no path of an identity constraint; expected names parted by /, perhaps after .//",
                path.trim()
            );
            Error::invalid(&constraint.at, message)
        };
        let written: String = path.split_whitespace().collect();
        let (anywhere, rest) = match written.strip_prefix(".//") {
            Some(rest) => (true, rest),
            None => (false, written.as_str()),
        };
        let mut made = IdentityPath { anywhere, steps: Vec::new().into(), attribute: None };
        let mut steps = Vec::new();
        for step in rest.split('/') {
            if made.attribute.is_some() || step.is_empty() {
                return Err(wrong());
            }
            let attribute = step.strip_prefix('@').or_else(|| step.strip_prefix("attribute::"));
            match (step, attribute) {
                (".", _) => {}
                (_, Some(name)) if attributes => {
                    made.attribute = Some(self.name_test(name, constraint).ok_or_else(wrong)?);
                }
                (_, Some(_)) => return Err(wrong()),
                (name, None) => {
                    let name = name.strip_prefix("child::").unwrap_or(name);
                    steps.push(self.name_test(name, constraint).ok_or_else(wrong)?);
                }
            }
        }
        made.steps = steps.into();
        Ok(made)
    }

    /// An unprefixed name is in no namespace, whatever the default namespace is.
    fn name_test(&mut self, name: &str, constraint: &xsd::IdentityConstraint) -> Option<NameTest> {
        if name == "*" {
            return Some(NameTest::Any);
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = match prefix {
            "" => None,
            prefix => Some(constraint.scope.namespace(prefix)?),
        };
        let id = self.namespace(namespace.as_ref());
        match local {
            "*" if !prefix.is_empty() => Some(NameTest::Namespace(id)),
            local if rivta_xml::is_ncname(local) => {
                Some(NameTest::Name(SchemaName { namespace: id, local: local.to_owned().into() }))
            }
            _ => None,
        }
    }
}

fn constraint_name(element: &resolved::Element, constraint: &xsd::IdentityConstraint) -> ExpandedName {
    ExpandedName { namespace: element.name.namespace.clone(), local: constraint.name.clone() }
}
