//! Simple types by the tables of a schema: white space, lexical space, facets; equality and keys of values.

mod decimal;
mod duration;
mod facet;
mod lexical;
pub(crate) mod name;
mod temporal;
mod value;

use std::borrow::Cow;

use self::value::Value;
use crate::schema::{Builtin, Facet, Schema, SimpleType, TypeRef, Variety};
use crate::{ValueError, WhiteSpace};

/// What a prefix stands for where a value is written: values of `xs:QName` and `xs:NOTATION` use prefixes.
pub trait Namespaces {
    /// The namespace of a prefix; of the empty one, the default namespace (empty: none). `None`: it is not declared.
    fn namespace(&self, prefix: &str) -> Option<&str>;

    /// Whether a name is that of an unparsed entity, as values of `xs:ENTITY` must be (Part 2, section 3.3.11). Documents
    /// that we read declare none, because they have no document type declaration.
    fn is_entity(&self, _name: &str) -> bool {
        false
    }
}

/// No prefixes at all.
#[derive(Clone, Copy, Debug)]
pub struct NoNamespaces;

impl Namespaces for NoNamespaces {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        prefix.is_empty().then_some("")
    }
}

/// Whether values of a type are IDs, or refer to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdKind {
    None,
    Id,
    Reference,
    References,
}

pub(crate) use self::lexical::expected;

/// How deep lists and unions may be nested in each other; schemas nest them once or twice.
const DEEPEST: usize = 16;

impl Schema {
    /// Checks a text: that it is of the type, with all its facets. Gives it back with its white space processed.
    ///
    /// # Errors
    ///
    /// What is expected instead.
    #[inline]
    pub fn check<'t>(
        &self,
        ty: TypeRef,
        text: Cow<'t, str>,
        names: &dyn Namespaces,
    ) -> Result<Cow<'t, str>, ValueError> {
        match ty {
            TypeRef::Builtin(Builtin::String | Builtin::AnySimpleType | Builtin::AnyType) => Ok(text),
            _ => self.check_within(ty, text, names, 0),
        }
    }

    fn check_within<'t>(
        &self,
        ty: TypeRef,
        text: Cow<'t, str>,
        names: &dyn Namespaces,
        depth: usize,
    ) -> Result<Cow<'t, str>, ValueError> {
        match ty {
            // Only types that enumerate notations have values (Part 2, enumeration-required-notation).
            TypeRef::Builtin(Builtin::Notation) => Err(expected(Builtin::Notation)),
            TypeRef::Builtin(builtin) => {
                let text = processed(builtin.white_space(), text);
                lexical::check(builtin, &text, names)?;
                Ok(text)
            }
            TypeRef::Simple(id) => match self.simple_type(id) {
                Some(simple) if depth < DEEPEST => self.check_simple(simple, text, names, depth + 1),
                _ => Err(not_a_value()),
            },
            // No text is of a complex type.
            TypeRef::Complex(_) => Err(not_a_value()),
        }
    }

    fn check_simple<'t>(
        &self,
        ty: &SimpleType,
        text: Cow<'t, str>,
        names: &dyn Namespaces,
        depth: usize,
    ) -> Result<Cow<'t, str>, ValueError> {
        let text = processed(ty.white_space, text);
        match &ty.variety {
            Variety::Atomic(builtin) => {
                lexical::check(*builtin, &text, names)
                    .map_err(|error| facet::narrower(ty, *builtin).unwrap_or(error))?;
            }
            Variety::List(item) => {
                for word in text.split(' ').filter(|word| !word.is_empty()) {
                    self.check_within(*item, Cow::Borrowed(word), names, depth)?;
                }
            }
            Variety::Union(members) => {
                let mut error = None;
                let mut taken = None;
                for member in members.iter() {
                    match self.check_within(*member, Cow::Borrowed(&*text), names, depth) {
                        Ok(text) => {
                            taken = Some((*member, text.into_owned()));
                            break;
                        }
                        Err(theirs) => error = error.or(Some(theirs)),
                    }
                }
                let Some((member, taken)) = taken else { return Err(error.unwrap_or_else(not_a_value)) };
                facet::check(self, ty, &taken, names, Some(member))?;
                return Ok(Cow::Owned(taken));
            }
        }
        if !ty.facets.is_empty() {
            facet::check(self, ty, &text, names, None)?;
        }
        Ok(text)
    }

    /// Whether two texts, each of them of the type, are the same value.
    pub(crate) fn equal(
        &self,
        ty: TypeRef,
        a: &str,
        a_names: &dyn Namespaces,
        b: &str,
        b_names: &dyn Namespaces,
    ) -> bool {
        if matches!(ty, TypeRef::Builtin(Builtin::String)) {
            return a == b;
        }
        let b = self.check(ty, Cow::Borrowed(b), b_names).unwrap_or(Cow::Borrowed(b));
        a == b || self.key(ty, a, a_names) == self.key(ty, &b, b_names)
    }

    /// A text that is the same for all texts of the same value, whatever type they are of.
    pub(crate) fn key(&self, ty: TypeRef, text: &str, names: &dyn Namespaces) -> String {
        self.key_within(ty, text, names, 0)
    }

    fn key_within(&self, ty: TypeRef, text: &str, names: &dyn Namespaces, depth: usize) -> String {
        let simple = match ty {
            TypeRef::Builtin(builtin) => return Value::new(builtin, text, names).key(),
            TypeRef::Simple(id) => self.simple_type(id),
            TypeRef::Complex(_) => None,
        };
        match simple.filter(|_| depth < DEEPEST).map(|simple| &simple.variety) {
            None => text.to_owned(),
            Some(Variety::Atomic(builtin)) => Value::new(*builtin, text, names).key(),
            Some(Variety::List(item)) => {
                let keys = text.split(' ').map(|word| self.key_within(*item, word, names, depth + 1));
                keys.collect::<Vec<_>>().join(" ")
            }
            Some(Variety::Union(members)) => {
                let member = members.iter().find_map(|member| {
                    Some((*member, self.check(*member, Cow::Borrowed(text), names).ok()?))
                });
                member.map_or_else(
                    || text.to_owned(),
                    |(member, text)| self.key_within(member, &text, names, depth + 1),
                )
            }
        }
    }

    /// Whether values of the type are IDs, or refer to them.
    #[inline]
    pub(crate) fn id_kind(&self, ty: TypeRef) -> IdKind {
        let (builtin, is_list) = match ty {
            TypeRef::Builtin(builtin) => (builtin, false),
            TypeRef::Simple(id) => match self.simple_type(id).map(|ty| &ty.variety) {
                Some(Variety::Atomic(builtin)) => (*builtin, false),
                Some(Variety::List(item)) => match self.id_kind_of_item(*item) {
                    Some(builtin) => (builtin, true),
                    None => return IdKind::None,
                },
                _ => return IdKind::None,
            },
            TypeRef::Complex(_) => return IdKind::None,
        };
        match builtin {
            Builtin::Id => IdKind::Id,
            Builtin::IdRef if is_list => IdKind::References,
            Builtin::IdRef => IdKind::Reference,
            Builtin::IdRefs => IdKind::References,
            _ => IdKind::None,
        }
    }

    fn id_kind_of_item(&self, item: TypeRef) -> Option<Builtin> {
        match item {
            TypeRef::Builtin(builtin) => Some(builtin),
            TypeRef::Simple(id) => match self.simple_type(id)?.variety {
                Variety::Atomic(builtin) => Some(builtin),
                _ => None,
            },
            TypeRef::Complex(_) => None,
        }
    }
}

impl Facet {
    /// Whether a value of a type that a bound belongs to keeps to it; `None`: it is no bound.
    fn admits(&self, builtin: Builtin, value: &Value<'_>) -> Option<bool> {
        use std::cmp::Ordering::{Equal, Greater, Less};

        let (text, wanted): (_, &[_]) = match self {
            Self::MinInclusive(text) => (text, &[Greater, Equal]),
            Self::MinExclusive(text) => (text, &[Greater]),
            Self::MaxInclusive(text) => (text, &[Less, Equal]),
            Self::MaxExclusive(text) => (text, &[Less]),
            _ => return None,
        };
        let text = WhiteSpace::Collapse.process(text);
        let order = value.compare(&Value::new(builtin, &text, &NoNamespaces));
        Some(order.is_some_and(|order| wanted.contains(&order)))
    }
}

#[inline]
fn processed(white_space: WhiteSpace, text: Cow<'_, str>) -> Cow<'_, str> {
    match (white_space, text) {
        (WhiteSpace::Preserve, text) => text,
        (white_space, Cow::Borrowed(text)) => white_space.process(text),
        (white_space, Cow::Owned(text)) => Cow::Owned(white_space.process(&text).into_owned()),
    }
}

fn not_a_value() -> ValueError {
    ValueError::new("a value of its type", "ett värde av sin typ")
}

#[cfg(test)]
mod tests;
