//! Finding components, and asking what they are.

use std::borrow::Cow;

use crate::ElementName;

use super::{
    AttributeDeclaration, AttributeId, Builtin, ComplexType, ComplexTypeId, Content, Derivation, Derivations,
    ElementDeclaration, ElementId, Group, GroupId, NamespaceId, Particle, Root, Rows, Schema, SchemaName,
    SchemaNamespace, Scope, ScopeId, SimpleType, SimpleTypeId, Term, TypeRef, Variety, Wildcard, WildcardId,
    WildcardNamespaces,
};

/// What no table holds.
pub(crate) const UNKNOWN: NamespaceId = NamespaceId(u32::MAX);

static EMPTY_SCOPE: Scope = Scope::EMPTY;

macro_rules! getters {
    ($($(#[$doc:meta])+ $name:ident: $id:ident -> $table:ident: $row:ty;)+) => {
        impl Schema {
            $($(#[$doc])+
            #[inline]
            pub fn $name(&self, id: $id) -> Option<&$row> {
                self.$table.get(id.0 as usize)
            })+
        }
    };
}
getters! {
    /// A namespace.
    namespace: NamespaceId -> namespaces: SchemaNamespace;
    /// An element declaration.
    element: ElementId -> elements: ElementDeclaration;
    /// An attribute declaration.
    attribute: AttributeId -> attributes: AttributeDeclaration;
    /// A simple type.
    simple_type: SimpleTypeId -> simple_types: SimpleType;
    /// A complex type.
    complex_type: ComplexTypeId -> complex_types: ComplexType;
    /// A group.
    group: GroupId -> groups: Group;
    /// A wildcard.
    wildcard: WildcardId -> wildcards: Wildcard;
}

impl Scope {
    /// No components.
    pub const EMPTY: Self =
        Self { elements: Cow::Borrowed(&[]), types: Cow::Borrowed(&[]), attributes: Cow::Borrowed(&[]) };
}

impl Schema {
    /// The number of no namespace.
    pub const NO_NAMESPACE: NamespaceId = NamespaceId(0);

    /// No components.
    pub const EMPTY: Self = Self {
        namespaces: Cow::Borrowed(&[]),
        elements: Cow::Borrowed(&[]),
        attributes: Cow::Borrowed(&[]),
        simple_types: Cow::Borrowed(&[]),
        complex_types: Cow::Borrowed(&[]),
        groups: Cow::Borrowed(&[]),
        particles: Cow::Borrowed(&[]),
        wildcards: Cow::Borrowed(&[]),
        patterns: Cow::Borrowed(&[]),
        constraints: Cow::Borrowed(&[]),
        scopes: Cow::Borrowed(&[]),
    };

    /// The element that a particle admits, as a diagnostic names it where `found` stands instead; `None`: no one element.
    pub(crate) fn expected(&self, particle: &Particle, found: &str) -> Option<ElementName> {
        let Term::Element(id) = particle.term else { return None };
        let name = &self.element(id)?.name;
        let namespace = (name.local == found).then(|| {
            self.namespace(name.namespace).map_or_else(String::new, |namespace| namespace.uri.to_string())
        });
        Some(ElementName { name: name.local.to_string(), namespace })
    }

    /// The number of a namespace; `None`: no component of the schema is in it.
    pub fn namespace_id(&self, uri: &str) -> Option<NamespaceId> {
        let index = self.namespaces.iter().position(|namespace| namespace.uri == uri)?;
        u32::try_from(index).ok().map(NamespaceId)
    }

    /// The root element of that name that documents of a contract may have.
    pub fn root(&self, scope: ScopeId, uri: &str, local: &str) -> Option<Root<'_>> {
        let element = self.global_element(self.scope(scope), self.namespace_id(uri)?, local)?;
        Some(Root { schema: self, scope, element })
    }

    /// The components that documents of a contract can name.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        self.scopes.get(id.0 as usize).unwrap_or(&EMPTY_SCOPE)
    }

    /// The name of a type, as diagnostics tell it; empty for an anonymous one.
    pub fn type_name(&self, ty: TypeRef) -> &str {
        match ty {
            TypeRef::Builtin(builtin) => builtin.name(),
            TypeRef::Simple(id) => local(self.simple_type(id).and_then(|ty| ty.name.as_ref())),
            TypeRef::Complex(id) => local(self.complex_type(id).and_then(|ty| ty.name.as_ref())),
        }
    }

    pub(crate) fn global_element(&self, scope: &Scope, uri: NamespaceId, name: &str) -> Option<ElementId> {
        find(&scope.elements, uri, name, |id| self.element(*id).map(|element| &element.name))
    }

    pub(crate) fn global_attribute(
        &self,
        scope: &Scope,
        uri: NamespaceId,
        name: &str,
    ) -> Option<AttributeId> {
        find(&scope.attributes, uri, name, |id| self.attribute(*id).map(|attribute| &attribute.name))
    }

    pub(crate) fn global_type(&self, scope: &Scope, uri: NamespaceId, name: &str) -> Option<TypeRef> {
        find(&scope.types, uri, name, |ty| match *ty {
            TypeRef::Builtin(_) => None,
            TypeRef::Simple(id) => self.simple_type(id).and_then(|ty| ty.name.as_ref()),
            TypeRef::Complex(id) => self.complex_type(id).and_then(|ty| ty.name.as_ref()),
        })
    }

    pub(crate) fn particles(&self, group: &Group) -> &[Particle] {
        rows(&self.particles, group.particles)
    }

    pub(crate) fn attributes(&self, ty: &ComplexType) -> &[AttributeDeclaration] {
        rows(&self.attributes, ty.attributes)
    }

    /// Whether nothing at all is enough for a particle.
    pub(crate) fn is_emptiable(&self, particle: &Particle) -> bool {
        particle.min == 0
            || match particle.term {
                Term::Group(id) => self.group(id).is_some_and(|group| group.emptiable),
                Term::Element(_) | Term::Any(_) => false,
            }
    }

    /// Whether `ty` may stand where `ancestor` is declared (Part 1, cos-ct-derived-ok, and Part 2, cos-st-derived-ok): it
    /// is the same or derived from it, in no way that is blocked.
    pub(crate) fn is_derived(&self, ty: TypeRef, ancestor: TypeRef, block: Derivations) -> bool {
        // A chain longer than the tables goes round in them.
        let longest = self.simple_types.len() + self.complex_types.len() + Builtin::COUNT;
        let mut at = ty;
        for _ in 0..longest {
            if at == ancestor || self.is_member(at, ancestor, 0) {
                return true;
            }
            let (base, derivation) = match at {
                TypeRef::Builtin(Builtin::AnyType) => return false,
                TypeRef::Builtin(builtin) => (TypeRef::Builtin(builtin.base()), Derivation::Restriction),
                TypeRef::Simple(id) => match self.simple_type(id) {
                    Some(simple) => (simple.base, Derivation::Restriction),
                    None => return false,
                },
                TypeRef::Complex(id) => match self.complex_type(id) {
                    Some(complex) => (complex.base, complex.derivation),
                    None => return false,
                },
            };
            let blocked = match derivation {
                Derivation::Extension => block.extension,
                Derivation::Restriction => block.restriction,
            };
            if blocked {
                return false;
            }
            at = base;
        }
        false
    }

    /// Whether `ty` is a member of the union `ancestor`, or of a union in it, or derived from one.
    fn is_member(&self, ty: TypeRef, ancestor: TypeRef, depth: usize) -> bool {
        /// How deep unions of unions are looked into; schemas nest them once or twice.
        const DEEPEST: usize = 16;

        let TypeRef::Simple(id) = ancestor else { return false };
        let Some(SimpleType { variety: Variety::Union(members), facets, .. }) = self.simple_type(id) else {
            return false;
        };
        depth < DEEPEST
            && facets.is_empty()
            && members.iter().any(|member| *member == ty || self.is_member(ty, *member, depth + 1))
    }

    /// What a type, or the element that is declared with it, blocks.
    pub(crate) fn blocks(&self, ty: TypeRef) -> Derivations {
        match ty {
            TypeRef::Complex(id) => self.complex_type(id).map_or(Derivations::default(), |ty| ty.block),
            _ => Derivations::default(),
        }
    }
}

impl Wildcard {
    /// Whether it lets through names of this namespace.
    pub(crate) fn admits(&self, namespace: NamespaceId) -> bool {
        match &self.namespaces {
            WildcardNamespaces::Any => true,
            WildcardNamespaces::Other(but) => namespace != *but && namespace != Schema::NO_NAMESPACE,
            WildcardNamespaces::List(listed) => listed.contains(&namespace),
        }
    }
}

impl Derivations {
    /// What either blocks.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            extension: self.extension || other.extension,
            restriction: self.restriction || other.restriction,
        }
    }
}

impl std::fmt::Debug for Root<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Root({{{}}}{})", self.uri(), self.local())
    }
}

/// No components.
static EMPTY: Schema = Schema::EMPTY;

impl Root<'static> {
    /// A root that no document has, for contracts that only lend their names.
    pub const NONE: Self = Self { schema: &EMPTY, scope: ScopeId(0), element: ElementId(0) };
}

impl<'s> Root<'s> {
    /// The root's name.
    pub fn name(&self) -> Option<&'s SchemaName> {
        self.schema.element(self.element).map(|element| &element.name)
    }

    /// The root's local name.
    pub fn local(&self) -> &'s str {
        local(self.name())
    }

    /// The name of the root's namespace; empty for none.
    pub fn uri(&self) -> &'s str {
        let namespace = self.name().and_then(|name| self.schema.namespace(name.namespace));
        namespace.map_or("", |namespace| &namespace.uri)
    }

    /// An element that this one's content may hold, by its name: for diagnostics, which read parts of what is not valid.
    pub fn child(&self, uri: &str, local: &str) -> Option<Root<'s>> {
        let schema = self.schema;
        let TypeRef::Complex(id) = schema.element(self.element)?.r#type else { return None };
        let Content::Elements(group) = schema.complex_type(id)?.content else { return None };
        let namespace = schema.namespace_id(uri)?;
        let mut groups = vec![group];
        while let Some(group) = groups.pop().and_then(|id| schema.group(id)) {
            for particle in schema.particles(group) {
                match particle.term {
                    Term::Element(element) => {
                        let name = &schema.element(element)?.name;
                        if name.namespace == namespace && name.local == local {
                            return Some(Root { element, ..*self });
                        }
                    }
                    Term::Group(id) => groups.push(id),
                    Term::Any(_) => {}
                }
            }
        }
        None
    }

    /// Whether this is the name `local` in the namespace `uri`.
    pub fn is(&self, uri: &str, local: &str) -> bool {
        self.local() == local && self.uri() == uri
    }
}

fn local(name: Option<&SchemaName>) -> &str {
    name.map_or("", |name| &name.local)
}

pub(crate) fn rows<T>(table: &[T], rows: Rows) -> &[T] {
    table.get(rows.start as usize..rows.end as usize).unwrap_or_default()
}

/// Binary search in a list that is sorted by namespace and name.
fn find<'s, I: Copy>(
    list: &[I],
    uri: NamespaceId,
    local: &str,
    name: impl Fn(&I) -> Option<&'s SchemaName>,
) -> Option<I> {
    let found = list.binary_search_by(|id| {
        name(id).map_or(std::cmp::Ordering::Less, |name| {
            name.namespace.cmp(&uri).then_with(|| name.local.as_ref().cmp(local))
        })
    });
    found.ok().and_then(|index| list.get(index)).copied()
}
