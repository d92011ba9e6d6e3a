//! The table of global components by expanded name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Namespace;
use crate::documents::{DocumentId, Documents, XML_SCHEMA};
use crate::error::{Error, Location, Result};
use crate::wsdl::{self, Definitions};
use crate::xml::ExpandedName;
use crate::xsd::*;

/// A schema document in use: a document without a target namespace takes the namespace of whoever includes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'s> {
    pub(super) schema: &'s Schema,
    pub(super) target: Option<&'s Arc<str>>,
}

impl Context<'_> {
    /// The name of a global component of this schema.
    pub(super) fn global(&self, local: &Arc<str>) -> ExpandedName {
        ExpandedName { namespace: self.target.cloned(), local: local.clone() }
    }

    /// What a reference in this schema refers to.
    pub(super) fn target_of(&self, reference: &Reference) -> ExpandedName {
        let mut name = reference.name.clone();
        if name.namespace.is_none() && self.schema.target_namespace.is_none() {
            name.namespace = self.target.cloned();
        }
        name
    }
}

/// The schemas and WSDLs of all documents, as written.
#[derive(Debug, Default)]
pub(super) struct All {
    schemas: Vec<(DocumentId, Schema)>,
    wsdls: Vec<(DocumentId, Definitions)>,
}

/// The schemas and WSDLs of some documents, as written.
#[derive(Debug, Default)]
pub(super) struct Parsed<'s> {
    pub(super) schemas: Vec<(DocumentId, &'s Schema)>,
    pub(super) wsdls: Vec<(DocumentId, &'s Definitions)>,
}

impl All {
    pub(super) fn parse(documents: &Documents) -> Result<Self> {
        let mut parsed = Self::default();
        for (id, document) in documents.iter() {
            match document.root.is(XML_SCHEMA, "schema") {
                true => parsed.schemas.push((id, parse(&document.root)?)),
                false => parsed.wsdls.push((id, wsdl::parse(&document.root)?)),
            }
        }
        Ok(parsed)
    }

    /// Those of some documents, in their order.
    pub(super) fn part(&self, documents: &[DocumentId]) -> Parsed<'_> {
        fn part<'s, T>(all: &'s [(DocumentId, T)], documents: &[DocumentId]) -> Vec<(DocumentId, &'s T)> {
            let of = |id: &DocumentId| all.iter().find(|(known, _)| known == id).map(|(id, it)| (*id, it));
            documents.iter().filter_map(of).collect()
        }
        Parsed { schemas: part(&self.schemas, documents), wsdls: part(&self.wsdls, documents) }
    }
}

impl<'s> Parsed<'s> {
    fn schema(&self, id: DocumentId) -> Option<&'s Schema> {
        self.schemas.iter().find(|(document, _)| *document == id).map(|(_, schema)| *schema)
    }
}

/// A component with the schema that it stands in.
pub(super) struct Global<'s, T> {
    pub(super) component: &'s T,
    pub(super) context: Context<'s>,
}

impl<T> Clone for Global<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Global<'_, T> {}

/// Types of both kinds have one symbol space.
#[derive(Clone, Copy)]
pub(super) enum GlobalType<'s> {
    Simple(Global<'s, SimpleType>),
    Complex(Global<'s, ComplexType>),
}

/// Components of one kind, in the order in which they were met.
pub(super) struct Table<T> {
    kind: &'static str,
    entries: Vec<(ExpandedName, Location, T)>,
    index: HashMap<ExpandedName, usize>,
}

impl<T: Copy> Table<T> {
    fn new(kind: &'static str) -> Self {
        Self { kind, entries: Vec::new(), index: HashMap::new() }
    }

    fn declare(&mut self, name: ExpandedName, at: &Location, value: T) -> Result<()> {
        if let Some((_, first, _)) = self.index.get(&name).and_then(|index| self.entries.get(*index)) {
            let (kind, name, first) = (self.kind, name.to_string(), first.clone());
            return Err(Error::Duplicate { at: at.clone(), kind, name, first });
        }
        self.index.insert(name.clone(), self.entries.len());
        self.entries.push((name, at.clone(), value));
        Ok(())
    }

    /// The components in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&ExpandedName, T)> {
        self.entries.iter().map(|(name, _, value)| (name, *value))
    }

    /// The component of that name.
    pub(super) fn get(&self, name: &ExpandedName, at: &Location) -> Result<T> {
        match self.index.get(name).and_then(|index| self.entries.get(*index)) {
            Some((_, _, value)) => Ok(*value),
            None => Err(Error::Unresolved { at: at.clone(), kind: self.kind, name: name.to_string() }),
        }
    }
}

/// All global components.
pub(super) struct Symbols<'s> {
    pub(super) types: Table<GlobalType<'s>>,
    pub(super) elements: Table<Global<'s, Element>>,
    pub(super) attributes: Table<Global<'s, Attribute>>,
    pub(super) groups: Table<Global<'s, Group>>,
    pub(super) attribute_groups: Table<Global<'s, AttributeGroup>>,
    pub(super) namespaces: Vec<Namespace>,
    seen: HashSet<(DocumentId, Option<Arc<str>>)>,
}

impl<'s> Symbols<'s> {
    pub(super) fn collect(documents: &Documents, parsed: &Parsed<'s>) -> Result<Self> {
        let mut symbols = Self {
            types: Table::new("type"),
            elements: Table::new("element"),
            attributes: Table::new("attribute"),
            groups: Table::new("group"),
            attribute_groups: Table::new("attribute group"),
            namespaces: Vec::new(),
            seen: HashSet::new(),
        };
        for (id, definitions) in &parsed.wsdls {
            for schema in &definitions.schemas {
                symbols.add(documents, parsed, *id, schema, schema.target_namespace.as_ref())?;
            }
        }
        // Documents that only others include are met from there, with the namespace of those.
        let included: HashSet<DocumentId> = parsed
            .schemas
            .iter()
            .flat_map(|(id, schema)| {
                let document = documents.get(*id);
                let includes =
                    schema.directives.iter().filter(|d| !matches!(d.kind, DirectiveKind::Import(_)));
                includes.filter_map(|directive| document.link_at(&directive.at))
            })
            .collect();
        for (id, schema) in &parsed.schemas {
            if schema.target_namespace.is_some() || !included.contains(id) {
                symbols.visit(documents, parsed, *id, schema.target_namespace.as_ref())?;
            }
        }
        symbols.name_namespaces(documents);
        Ok(symbols)
    }

    fn visit(
        &mut self,
        documents: &Documents,
        parsed: &Parsed<'s>,
        id: DocumentId,
        target: Option<&'s Arc<str>>,
    ) -> Result<()> {
        match parsed.schema(id) {
            Some(schema) if self.seen.insert((id, target.cloned())) => {
                self.add(documents, parsed, id, schema, target)
            }
            _ => Ok(()),
        }
    }

    /// Declares the components of a schema, then those of the schemas that it refers to.
    fn add(
        &mut self,
        documents: &Documents,
        parsed: &Parsed<'s>,
        id: DocumentId,
        schema: &'s Schema,
        target: Option<&'s Arc<str>>,
    ) -> Result<()> {
        self.declare(id, Context { schema, target })?;
        for directive in &schema.directives {
            let link = documents.get(id).link_at(&directive.at);
            let linked = link.and_then(|id| Some((id, parsed.schema(id)?)));
            let (at, Some((link, linked))) = (&directive.at, linked) else { continue };
            match (&directive.kind, &linked.target_namespace) {
                (DirectiveKind::Import(namespace), theirs) if namespace == theirs => {
                    self.visit(documents, parsed, link, theirs.as_ref())?;
                }
                (DirectiveKind::Import(namespace), theirs) => {
                    let show =
                        |namespace: &Option<Arc<str>>| namespace.as_deref().unwrap_or("none").to_owned();
                    let message = format!(
                        "the import is of namespace {}, but the file's target namespace is {}",
                        show(namespace),
                        show(theirs)
                    );
                    return Err(Error::invalid(at, message));
                }
                (DirectiveKind::Include, Some(theirs)) if Some(theirs) != target => {
                    let message =
                        format!("the included file's target namespace is {theirs}, not this schema's");
                    return Err(Error::invalid(at, message));
                }
                (DirectiveKind::Include, _) => self.visit(documents, parsed, link, target)?,
                (DirectiveKind::Redefine(_), _) => return Err(Error::unsupported(at, "xs:redefine")),
            }
        }
        Ok(())
    }

    fn declare(&mut self, id: DocumentId, context: Context<'s>) -> Result<()> {
        let components = &context.schema.components;
        for component in &components.simple_types {
            let Some(name) = &component.name else { continue };
            let entry = GlobalType::Simple(Global { component, context });
            self.types.declare(context.global(name), &component.at, entry)?;
        }
        for component in &components.complex_types {
            let Some(name) = &component.name else { continue };
            let entry = GlobalType::Complex(Global { component, context });
            self.types.declare(context.global(name), &component.at, entry)?;
        }
        for component in &components.elements {
            let name = context.global(&component.name);
            self.elements.declare(name, &component.at, Global { component, context })?;
        }
        for component in &components.attributes {
            let name = context.global(&component.name);
            self.attributes.declare(name, &component.at, Global { component, context })?;
        }
        for component in &components.groups {
            let name = context.global(&component.name);
            self.groups.declare(name, &component.at, Global { component, context })?;
        }
        for component in &components.attribute_groups {
            let name = context.global(&component.name);
            self.attribute_groups.declare(name, &component.at, Global { component, context })?;
        }
        let Some(uri) = context.target else { return Ok(()) };
        if components.is_empty() {
            return Ok(());
        }
        if !self.namespaces.iter().any(|known| known.uri == *uri) {
            self.namespaces.push(Namespace {
                uri: uri.clone(),
                prefix: None,
                documents: Vec::new(),
                documentation: Vec::new(),
            });
        }
        if let Some(namespace) = self.namespaces.iter_mut().find(|known| known.uri == *uri) {
            namespace.documents.push(id);
            namespace.documentation.extend(context.schema.annotation.documentation.iter().cloned());
        }
        Ok(())
    }

    /// A namespace is called what the documents call it: by the first prefix other than `tns`.
    fn name_namespaces(&mut self, documents: &Documents) {
        for (_, document) in documents.iter() {
            for (prefix, uri) in document.root.scope.bindings() {
                if prefix.is_empty() || prefix == "tns" {
                    continue;
                }
                if let Some(known) = self.namespaces.iter_mut().find(|known| known.uri == *uri) {
                    known.prefix.get_or_insert_with(|| prefix.to_owned());
                }
            }
        }
    }
}
