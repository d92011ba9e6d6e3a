//! Stage 4: the tables that messages are validated by. Components keep their numbers: element 7 of the model is element 7 of
//! the schema.

mod identity;
mod prefixes;
mod simple;
mod values;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rivta_xml::regex::Pattern;
use rivta_xml::schema::{
    AttributeDeclaration, AttributeId, ComplexType, ComplexTypeId, Compositor, Content, Derivation,
    Derivations, ElementDeclaration, ElementId, Group, GroupId, IdentityConstraint, NamespaceId, Particle,
    ProcessContents, Rows, Schema, SchemaName, SchemaNamespace, Scope, SimpleTypeId, Term, TypeRef,
    UNBOUNDED, ValueConstraint, Wildcard, WildcardId, WildcardNamespaces,
};

use self::prefixes::Prefixes;
use crate::error::Result;
use crate::resolved::{self, Model, TypeId};
use crate::xml::ExpandedName;
use crate::xsd;

/// The tables of a model.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for what only shows here: a pattern that is no regular expression.
pub fn compile(model: &Model) -> Result<Schema> {
    Compiler::new(model).compile()
}

/// Checks what only the tables of a model show: see [`compile`].
pub(crate) fn check(model: &Model) -> Result<()> {
    values::check(model, &compile(model)?)
}

struct Compiler<'m> {
    model: &'m Model,
    namespaces: Vec<SchemaNamespace>,
    numbers: HashMap<Option<Arc<str>>, NamespaceId>,
    prefixes: Prefixes,
    groups: Vec<Group>,
    particles: Vec<Particle>,
    wildcards: Vec<Wildcard>,
    attributes: Vec<AttributeDeclaration>,
    patterns: Vec<Pattern>,
    constraints: Vec<IdentityConstraint>,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model) -> Self {
        let mut compiler = Self {
            model,
            namespaces: vec![SchemaNamespace { prefix: Cow::Borrowed(""), uri: Cow::Borrowed("") }],
            numbers: HashMap::from([(None, Schema::NO_NAMESPACE)]),
            prefixes: Prefixes::new(),
            groups: Vec::new(),
            particles: Vec::new(),
            wildcards: Vec::new(),
            attributes: Vec::new(),
            patterns: Vec::new(),
            constraints: Vec::new(),
        };
        for namespace in &model.namespaces {
            compiler.prefixed_namespace(Some(&namespace.uri), namespace.prefix.as_deref());
        }
        compiler
    }

    fn compile(mut self) -> Result<Schema> {
        let model = self.model;
        for attribute in &model.attributes {
            let attribute = self.attribute(attribute);
            self.attributes.push(attribute);
        }
        let simple_types =
            model.simple_types.iter().map(|it| self.simple_type(it)).collect::<Result<Vec<_>>>()?;
        let complex_types = model.complex_types.iter().map(|it| self.complex_type(it)).collect::<Vec<_>>();
        let constraints = self.constraint_numbers();
        let elements = model.elements.iter().map(|it| self.element(it, &constraints)).collect::<Vec<_>>();
        let scopes = model.scopes.iter().map(|scope| self.scope(scope)).collect::<Vec<_>>();
        Ok(Schema {
            namespaces: self.namespaces.into(),
            elements: elements.into(),
            attributes: self.attributes.into(),
            simple_types: simple_types.into(),
            complex_types: complex_types.into(),
            groups: self.groups.into(),
            particles: self.particles.into(),
            wildcards: self.wildcards.into(),
            patterns: self.patterns.into(),
            constraints: self.constraints.into(),
            scopes: scopes.into(),
        })
    }

    /// The number of a namespace, which gets a prefix of its own.
    fn namespace(&mut self, uri: Option<&Arc<str>>) -> NamespaceId {
        // Those that have components were given theirs first of all.
        self.prefixed_namespace(uri, None)
    }

    fn prefixed_namespace(&mut self, uri: Option<&Arc<str>>, prefix: Option<&str>) -> NamespaceId {
        if let Some(id) = self.numbers.get(&uri.cloned()) {
            return *id;
        }
        let id = NamespaceId(number(self.namespaces.len()));
        let uri = uri.cloned().unwrap_or_default();
        let wanted = match &*uri {
            "http://www.w3.org/XML/1998/namespace" => "xml",
            _ => prefix.unwrap_or("ns"),
        };
        let prefix = self.prefixes.take(wanted);
        self.namespaces.push(SchemaNamespace { prefix: prefix.into(), uri: uri.to_string().into() });
        self.numbers.insert(Some(uri), id);
        id
    }

    fn name(&mut self, name: &ExpandedName) -> SchemaName {
        let namespace = self.namespace(name.namespace.as_ref());
        SchemaName { namespace, local: name.local.to_string().into() }
    }

    fn type_name(&mut self, name: &resolved::TypeName) -> Option<SchemaName> {
        let namespace = self.namespace(name.namespace.as_ref());
        let local = name.path.last().filter(|_| !name.anonymous)?;
        Some(SchemaName { namespace, local: local.to_string().into() })
    }

    fn element(&mut self, it: &resolved::Element, constraints: &[u32]) -> ElementDeclaration {
        let substitutes = it.substitutes.iter().filter(|member| self.may_substitute(it, **member));
        let substitutes: Vec<_> = substitutes.map(|member| element_id(*member)).collect();
        ElementDeclaration {
            name: self.name(&it.name),
            r#type: type_ref(it.r#type),
            nillable: it.nillable,
            r#abstract: it.r#abstract,
            value: it.value.as_ref().map(value),
            substitutes: substitutes.into(),
            block: derivations(it.block),
            constraints: self.constraints(it, constraints).into(),
        }
    }

    /// Whether an element of a substitution group may stand for its head: neither the head nor the types between theirs block
    /// it (Part 1, section 3.3.6, "Substitution Group").
    fn may_substitute(&self, head: &resolved::Element, member: resolved::ElementId) -> bool {
        // An abstract member never stands anywhere itself, so that its name is free for others.
        if head.block.substitution || self.model.element(member).r#abstract {
            return false;
        }
        // Each type between theirs, and the head's, may block how all of them are derived.
        let (mut block, mut used) = (head.block, xsd::Derivations::default());
        let mut at = self.model.element(member).r#type;
        while at != head.r#type {
            let (derivation, base) = match at {
                TypeId::Complex(id) => match self.model.complex_type(id).base {
                    Some(base) => base,
                    None => break,
                },
                // Simple types are derived by restriction, and block nothing.
                TypeId::Builtin(_) | TypeId::Simple(_) => {
                    used.restriction = true;
                    break;
                }
            };
            match derivation {
                xsd::Derivation::Extension => used.extension = true,
                xsd::Derivation::Restriction => used.restriction = true,
            }
            if let TypeId::Complex(id) = base {
                let theirs = self.model.complex_type(id).block;
                block.extension |= theirs.extension;
                block.restriction |= theirs.restriction;
            }
            at = base;
        }
        !(used.extension && block.extension || used.restriction && block.restriction)
    }

    fn complex_type(&mut self, it: &resolved::ComplexType) -> ComplexType {
        let start = number(self.attributes.len());
        for attribute in &it.attributes {
            let attribute = self.attribute(attribute);
            self.attributes.push(attribute);
        }
        let attributes = Rows { start, end: number(self.attributes.len()) };
        let (derivation, base) = it.base.map_or(
            (Derivation::Restriction, TypeRef::Builtin(resolved::Builtin::AnyType)),
            |(derivation, base)| (derivation_of(derivation), type_ref(base)),
        );
        let content = match &it.content {
            resolved::Content::Empty => Content::Empty,
            resolved::Content::Simple(ty) => Content::Simple(type_ref(*ty)),
            resolved::Content::Elements(particle) => match &particle.term {
                resolved::Term::Group(compositor, parts) => Content::Elements(self.group(*compositor, parts)),
                // The resolver wraps whatever is no group.
                resolved::Term::Element(_) | resolved::Term::Any(_) => {
                    Content::Elements(self.group(xsd::Compositor::Sequence, std::slice::from_ref(particle)))
                }
            },
        };
        ComplexType {
            name: self.type_name(&it.name),
            base,
            derivation,
            r#abstract: it.r#abstract,
            block: derivations(it.block),
            mixed: it.mixed,
            attributes,
            any_attribute: it.any_attribute.as_ref().map(|any| self.wildcard(any)),
            content,
        }
    }

    fn attribute(&mut self, it: &resolved::AttributeUse) -> AttributeDeclaration {
        AttributeDeclaration {
            name: self.name(&it.name),
            r#type: type_ref(it.r#type),
            required: it.usage == xsd::Usage::Required,
            value: it.value.as_ref().map(value),
        }
    }

    fn group(&mut self, compositor: xsd::Compositor, parts: &[resolved::Particle]) -> GroupId {
        let parts: Vec<Particle> = parts
            .iter()
            .map(|part| {
                let term = match &part.term {
                    resolved::Term::Element(id) => Term::Element(element_id(*id)),
                    resolved::Term::Any(any) => Term::Any(self.wildcard(any)),
                    resolved::Term::Group(compositor, parts) => Term::Group(self.group(*compositor, parts)),
                };
                Particle::new(term, part.occurs.min, part.occurs.max.unwrap_or(UNBOUNDED))
            })
            .collect();
        let is_emptiable = |part: &Particle| {
            part.min == 0
                || matches!(part.term, Term::Group(GroupId(id))
                    if self.groups.get(id as usize).is_some_and(|group| group.emptiable))
        };
        let (compositor, emptiable) = match compositor {
            xsd::Compositor::Sequence => (Compositor::Sequence, parts.iter().all(is_emptiable)),
            xsd::Compositor::Choice => (Compositor::Choice, parts.iter().any(is_emptiable)),
            xsd::Compositor::All => (Compositor::All, parts.iter().all(is_emptiable)),
        };
        let start = number(self.particles.len());
        self.particles.extend(parts);
        let particles = Rows { start, end: number(self.particles.len()) };
        self.groups.push(Group { compositor, particles, emptiable });
        GroupId(number(self.groups.len() - 1))
    }

    fn wildcard(&mut self, it: &resolved::Wildcard) -> WildcardId {
        let namespaces = match &it.namespaces {
            resolved::WildcardNamespaces::Any => WildcardNamespaces::Any,
            resolved::WildcardNamespaces::Other(but) => {
                WildcardNamespaces::Other(self.namespace(but.as_ref()))
            }
            resolved::WildcardNamespaces::List(list) => {
                WildcardNamespaces::List(list.iter().map(|uri| self.namespace(uri.as_ref())).collect())
            }
        };
        let process = match it.process {
            xsd::ProcessContents::Strict => ProcessContents::Strict,
            xsd::ProcessContents::Lax => ProcessContents::Lax,
            xsd::ProcessContents::Skip => ProcessContents::Skip,
        };
        let wildcard = Wildcard { namespaces, process };
        let known = self.wildcards.iter().position(|known| *known == wildcard);
        let index = known.unwrap_or_else(|| {
            self.wildcards.push(wildcard);
            self.wildcards.len() - 1
        });
        WildcardId(number(index))
    }

    fn scope(&self, it: &resolved::Scope) -> Scope {
        let order =
            |name: &ExpandedName| (self.numbers.get(&name.namespace).copied(), Arc::clone(&name.local));
        let mut elements = it.elements.clone();
        elements.sort_by_cached_key(|id| order(&self.model.element(*id).name));
        let mut types = it.types.clone();
        types.sort_by_cached_key(|id| {
            self.model.type_name(*id).map(|name| {
                let local = name.path.last().cloned().unwrap_or_default();
                (self.numbers.get(&name.namespace).copied(), local)
            })
        });
        let global = |id: &resolved::AttributeId| self.model.attributes.get(id.index());
        let mut attributes = it.attributes.clone();
        attributes.sort_by_cached_key(|id| global(id).map(|attribute| order(&attribute.name)));
        Scope {
            elements: elements.into_iter().map(element_id).collect(),
            types: types.into_iter().map(type_ref).collect(),
            attributes: attributes.into_iter().map(|id| AttributeId(number(id.index()))).collect(),
        }
    }
}

fn value(value: &xsd::ValueConstraint) -> ValueConstraint {
    let (fixed, text) = match value {
        xsd::ValueConstraint::Default(text) => (false, text),
        xsd::ValueConstraint::Fixed(text) => (true, text),
    };
    ValueConstraint { fixed, text: text.clone().into() }
}

fn derivations(it: xsd::Derivations) -> Derivations {
    Derivations { extension: it.extension, restriction: it.restriction }
}

fn derivation_of(it: xsd::Derivation) -> Derivation {
    match it {
        xsd::Derivation::Extension => Derivation::Extension,
        xsd::Derivation::Restriction => Derivation::Restriction,
    }
}

pub(crate) fn type_ref(id: TypeId) -> TypeRef {
    match id {
        TypeId::Builtin(builtin) => TypeRef::Builtin(builtin),
        TypeId::Simple(id) => TypeRef::Simple(SimpleTypeId(number(id.index()))),
        TypeId::Complex(id) => TypeRef::Complex(ComplexTypeId(number(id.index()))),
    }
}

fn element_id(id: resolved::ElementId) -> ElementId {
    ElementId(number(id.index()))
}

/// An index as tables have it. No schema comes near the largest; beyond it nothing would be found.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
