//! Identity constraints.

use rivta_xml::schema::{ConstraintId, IdentityConstraint, IdentityKind, IdentityPath, NameTest};

use super::{Compiler, number};
use crate::resolved;

impl Compiler<'_> {
    /// The numbers of the first constraint of each element.
    pub(super) fn constraint_numbers(&self) -> Vec<u32> {
        let lengths = self.model.elements.iter().map(|element| number(element.constraints.len()));
        lengths
            .scan(0, |next: &mut u32, length| {
                let first = *next;
                *next = next.saturating_add(length);
                Some(first)
            })
            .collect()
    }

    /// Adds the constraints of an element; `numbers` are those of the first constraint of each.
    pub(super) fn constraints(&mut self, element: &resolved::Element, numbers: &[u32]) -> Vec<ConstraintId> {
        let mut made = Vec::new();
        for it in &element.constraints {
            let kind = match it.kind {
                resolved::IdentityKind::Unique => IdentityKind::Unique,
                resolved::IdentityKind::Key => IdentityKind::Key,
                resolved::IdentityKind::KeyReference(to, index) => {
                    let first = numbers.get(to.index()).copied().unwrap_or(u32::MAX);
                    IdentityKind::KeyReference(ConstraintId(first.saturating_add(number(index))))
                }
            };
            let selector = it.selector.iter().map(|path| self.path(path)).collect();
            let fields = it.fields.iter().map(|field| field.iter().map(|path| self.path(path)).collect());
            let fields = fields.collect();
            made.push(ConstraintId(number(self.constraints.len())));
            let name = it.name.local.to_string().into();
            self.constraints.push(IdentityConstraint { name, kind, selector, fields });
        }
        made
    }

    fn path(&mut self, it: &resolved::IdentityPath) -> IdentityPath {
        IdentityPath {
            anywhere: it.anywhere,
            steps: it.steps.iter().map(|step| self.name_test(step)).collect(),
            attribute: it.attribute.as_ref().map(|attribute| self.name_test(attribute)),
        }
    }

    fn name_test(&mut self, it: &resolved::NameTest) -> NameTest {
        match it {
            resolved::NameTest::Any => NameTest::Any,
            resolved::NameTest::Namespace(uri) => NameTest::Namespace(self.namespace(Some(uri))),
            resolved::NameTest::Name(name) => NameTest::Name(self.name(name)),
        }
    }
}
