//! The table of global components by expanded name.

mod context;
mod table;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use self::context::original;
pub(super) use self::context::{Context, is_original};
pub(super) use self::table::{Global, GlobalType, Table};
use super::{Namespace, Warning};
use crate::documents::{DocumentId, Documents, LinkKind, XML_SCHEMA};
use crate::error::{Error, Location, Result};
use crate::wsdl::{self, Definitions};
use crate::xml::ExpandedName;
use crate::xsd::*;

/// The schemas and WSDLs of all documents, as written.
#[derive(Debug, Default)]
pub(super) struct All {
    schemas: HashMap<DocumentId, Schema>,
    wsdls: HashMap<DocumentId, Definitions>,
    faults: HashMap<DocumentId, Error>,
}

/// The schemas and WSDLs of some documents, as written.
#[derive(Debug, Default)]
pub(super) struct Parsed<'s> {
    pub(super) schemas: Vec<(DocumentId, &'s Schema)>,
    pub(super) wsdls: Vec<(DocumentId, &'s Definitions)>,
}

impl All {
    pub(super) fn parse(documents: &Documents) -> Self {
        let mut parsed = Self::default();
        for (id, document) in documents.iter() {
            let made = match document.root.is(XML_SCHEMA, "schema") {
                true => parse(&document.root).map(|schema| drop(parsed.schemas.insert(id, schema))),
                false => wsdl::parse(&document.root).map(|wsdl| drop(parsed.wsdls.insert(id, wsdl))),
            };
            if let Err(error) = made {
                parsed.faults.insert(id, error);
            }
        }
        parsed
    }

    /// Those of some documents, in their order.
    ///
    /// # Errors
    /// The first that is wrong with one of them.
    pub(super) fn part(&self, documents: &[DocumentId]) -> Result<Parsed<'_>> {
        if let Some(error) = documents.iter().find_map(|id| self.faults.get(id)) {
            return Err(error.clone());
        }
        Ok(self.sound_part(documents))
    }

    /// Those of some documents, in their order, that could be read.
    pub(super) fn sound_part(&self, documents: &[DocumentId]) -> Parsed<'_> {
        fn part<'s, T>(
            all: &'s HashMap<DocumentId, T>,
            documents: &[DocumentId],
        ) -> Vec<(DocumentId, &'s T)> {
            documents.iter().filter_map(|id| Some((*id, all.get(id)?))).collect()
        }
        Parsed { schemas: part(&self.schemas, documents), wsdls: part(&self.wsdls, documents) }
    }
}

impl<'s> Parsed<'s> {
    fn schema(&self, id: DocumentId) -> Option<&'s Schema> {
        self.schemas.iter().find(|(document, _)| *document == id).map(|(_, schema)| *schema)
    }
}

/// A component that a redefinition changes.
struct Redefined {
    kind: &'static str,
    local: Arc<str>,
    number: usize,
}

/// How the components of a document are declared.
#[derive(Clone, Copy)]
struct Mode<'r> {
    /// The components that stand under another name, because they are redefined.
    redefined: &'r [Redefined],
    /// The import that the document came by, with those that it includes. A component that came by another import already is
    /// passed over, as by libxml2, which takes one file for each namespace.
    import: usize,
}

impl Mode<'_> {
    /// The name that a component is kept under.
    fn name(&self, kind: &'static str, name: ExpandedName) -> ExpandedName {
        match self.redefined.iter().find(|it| it.kind == kind && it.local == name.local) {
            Some(it) => original(&name, it.number),
            None => name,
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
    pub(super) notations: Table<Global<'s, Notation>>,
    pub(super) namespaces: Vec<Namespace>,
    pub(super) warnings: Vec<Warning>,
    /// The namespaces of imports that lead to a schema of another one.
    pub(super) mismatched: Vec<(Option<Arc<str>>, Error)>,
    seen: HashSet<(DocumentId, Option<Arc<str>>)>,
    /// Which import each component came by.
    imports: HashMap<(&'static str, ExpandedName), usize>,
    redefinitions: usize,
    last_import: usize,
}

impl<'s> Symbols<'s> {
    pub(super) fn collect(documents: &Documents, parsed: &Parsed<'s>) -> Result<Self> {
        let mut symbols = Self {
            types: Table::new("type"),
            elements: Table::new("element"),
            attributes: Table::new("attribute"),
            groups: Table::new("group"),
            attribute_groups: Table::new("attribute group"),
            notations: Table::new("notation"),
            namespaces: Vec::new(),
            warnings: Vec::new(),
            mismatched: Vec::new(),
            seen: HashSet::new(),
            imports: HashMap::new(),
            redefinitions: 0,
            last_import: 0,
        };
        for (id, definitions) in &parsed.wsdls {
            for schema in &definitions.schemas {
                let mode = symbols.next();
                symbols.add(documents, parsed, (*id, schema), schema.target_namespace.as_ref(), mode)?;
            }
        }
        // A schema that was asked for comes first; others are met from those that refer to them, unless a WSDL imports them.
        let links = |id: &DocumentId| documents.get(*id).links.iter();
        let imported_by_wsdl: HashSet<DocumentId> = parsed
            .wsdls
            .iter()
            .flat_map(|(id, _)| links(id))
            .filter(|(link, _)| link.kind == LinkKind::Wsdl)
            .map(|(_, id)| *id)
            .collect();
        for (index, (id, schema)) in parsed.schemas.iter().enumerate() {
            if (index == 0 && parsed.wsdls.is_empty()) || imported_by_wsdl.contains(id) {
                let mode = symbols.next();
                symbols.visit(documents, parsed, *id, schema.target_namespace.as_ref(), mode)?;
            }
        }
        symbols.name_namespaces(documents, parsed);
        Ok(symbols)
    }

    /// How the documents of a next import are declared.
    fn next(&mut self) -> Mode<'static> {
        self.last_import += 1;
        Mode { redefined: &[], import: self.last_import }
    }

    fn visit(
        &mut self,
        documents: &Documents,
        parsed: &Parsed<'s>,
        id: DocumentId,
        target: Option<&'s Arc<str>>,
        mode: Mode<'_>,
    ) -> Result<()> {
        match parsed.schema(id) {
            Some(schema) if self.seen.insert((id, target.cloned())) => {
                self.add(documents, parsed, (id, schema), target, mode)
            }
            _ => Ok(()),
        }
    }

    /// Declares the components of a schema, then those of the schemas that it refers to.
    fn add(
        &mut self,
        documents: &Documents,
        parsed: &Parsed<'s>,
        (id, schema): (DocumentId, &'s Schema),
        target: Option<&'s Arc<str>>,
        mode: Mode<'_>,
    ) -> Result<()> {
        self.seen.insert((id, target.cloned()));
        self.warnings.extend(schema.overlooked.iter().cloned());
        let context = Context { schema, target, redefinition: None };
        self.declare(id, context, &schema.components, mode)?;
        for directive in &schema.directives {
            let link = documents.get(id).link_at(&directive.at);
            let linked = link.and_then(|id| Some((id, parsed.schema(id)?)));
            let (at, Some((link, linked))) = (&directive.at, linked) else {
                if let DirectiveKind::Redefine(components) = &directive.kind
                    && !components.is_empty()
                {
                    return Err(Error::invalid(&directive.at, "there is no schema to redefine"));
                }
                continue;
            };
            let theirs = linked.target_namespace.as_ref();
            match &directive.kind {
                DirectiveKind::Import(namespace) if namespace.as_ref() == theirs => {
                    let mode = self.next();
                    self.visit(documents, parsed, link, theirs, mode)?;
                }
                DirectiveKind::Import(namespace) => {
                    let show =
                        |namespace: Option<&Arc<str>>| namespace.map_or("none", |uri| &**uri).to_owned();
                    let message = format!(
                        "the import is of namespace {}, but the file's target namespace is {}",
                        show(namespace.as_ref()),
                        show(theirs)
                    );
                    // As libxml2: it only matters where something in the namespace is referred to.
                    self.warnings.push(Warning { at: at.clone(), message: message.clone() });
                    self.mismatched.push((namespace.clone(), Error::invalid(at, message)));
                }
                _ if theirs.is_some() && theirs != target => {
                    let message = format!(
                        "the included file's target namespace is {}, not this schema's",
                        theirs.map_or("none", |uri| &**uri)
                    );
                    return Err(Error::invalid(at, message));
                }
                DirectiveKind::Include => self.visit(documents, parsed, link, target, mode)?,
                DirectiveKind::Redefine(components) => {
                    self.redefinitions += 1;
                    let number = self.redefinitions;
                    self.declare(id, Context { redefinition: Some(number), ..context }, components, mode)?;
                    let redefined: Vec<Redefined> = names(components)
                        .map(|(kind, local)| Redefined { kind, local: local.clone(), number })
                        .collect();
                    if !self.seen.contains(&(link, target.cloned())) {
                        let mode = Mode { redefined: &redefined, ..mode };
                        self.add(documents, parsed, (link, linked), target, mode)?;
                    }
                    self.check_redefined(&redefined, context, at)?;
                }
            }
        }
        Ok(())
    }

    /// What is redefined must be there (Part 1, src-redefine).
    fn check_redefined(&self, redefined: &[Redefined], context: Context<'s>, at: &Location) -> Result<()> {
        for Redefined { kind, local, number } in redefined {
            let name = original(&context.global(local), *number);
            let there = match *kind {
                "type" => self.types.first(&name).is_some(),
                "group" => self.groups.first(&name).is_some(),
                _ => self.attribute_groups.first(&name).is_some(),
            };
            if !there {
                let name = context.global(local).to_string();
                return Err(Error::Unresolved { at: at.clone(), kind, name });
            }
        }
        Ok(())
    }

    fn declare(
        &mut self,
        id: DocumentId,
        context: Context<'s>,
        components: &'s Components,
        mode: Mode<'_>,
    ) -> Result<()> {
        macro_rules! declare {
            ($table:ident, $components:ident, $name:expr, $entry:expr) => {
                for component in &components.$components {
                    let Some(local) = $name(component) else { continue };
                    let name = mode.name(self.$table.kind, context.global(local));
                    let first = self.$table.first(&name).cloned();
                    if self.is_new(self.$table.kind, &name, &component.at, first, mode)? {
                        self.$table.insert(name, &component.at, $entry(Global { component, context }));
                    }
                }
            };
        }
        declare!(types, simple_types, |it: &'s SimpleType| it.name.as_ref(), GlobalType::Simple);
        declare!(types, complex_types, |it: &'s ComplexType| it.name.as_ref(), GlobalType::Complex);
        declare!(elements, elements, |it: &'s Element| Some(&it.name), |it| it);
        declare!(attributes, attributes, |it: &'s Attribute| Some(&it.name), |it| it);
        declare!(groups, groups, |it: &'s Group| Some(&it.name), |it| it);
        declare!(attribute_groups, attribute_groups, |it: &'s AttributeGroup| Some(&it.name), |it| it);
        declare!(notations, notations, |it: &'s Notation| Some(&it.name), |it| it);
        let Some(uri) = context.target.filter(|_| !components.is_empty()) else { return Ok(()) };
        let documentation = &context.schema.annotation.documentation;
        match self.namespaces.iter_mut().find(|known| known.uri == *uri) {
            Some(namespace) if namespace.documents.contains(&id) => {}
            Some(namespace) => {
                namespace.documents.push(id);
                namespace.documentation.extend(documentation.iter().cloned());
            }
            None => self.namespaces.push(Namespace {
                uri: uri.clone(),
                prefix: None,
                documents: vec![id],
                documentation: documentation.clone(),
            }),
        }
        Ok(())
    }

    /// Whether a component is to be declared: it is the first of its name, or an error, or passed over because its namespace
    /// was imported from another file too.
    fn is_new(
        &mut self,
        kind: &'static str,
        name: &ExpandedName,
        at: &Location,
        first: Option<Location>,
        mode: Mode<'_>,
    ) -> Result<bool> {
        let key = (kind, name.clone());
        match (first, self.imports.get(&key)) {
            (None, _) => {
                self.imports.insert(key, mode.import);
                Ok(true)
            }
            (Some(first), Some(import)) if *import != mode.import => {
                let message = format!("{kind} {name} is passed over: it is already declared at {first}");
                self.warnings.push(Warning { at: at.clone(), message });
                Ok(false)
            }
            (Some(first), _) => {
                let name = name.to_string();
                Err(Error::Duplicate { at: at.clone(), kind, name, first })
            }
        }
    }

    /// A namespace is called what the documents call it: by the first prefix other than `tns`.
    fn name_namespaces(&mut self, documents: &Documents, parsed: &Parsed<'s>) {
        let ids: HashSet<DocumentId> =
            parsed.schemas.iter().map(|(id, _)| *id).chain(parsed.wsdls.iter().map(|(id, _)| *id)).collect();
        for (_, document) in documents.iter().filter(|(id, _)| ids.contains(id)) {
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

/// The components of a redefinition, with their kinds.
fn names(components: &Components) -> impl Iterator<Item = (&'static str, &Arc<str>)> {
    let simple = components.simple_types.iter().filter_map(|it| it.name.as_ref());
    let types = simple.chain(components.complex_types.iter().filter_map(|it| it.name.as_ref()));
    let groups = components.groups.iter().map(|it| ("group", &it.name));
    let attribute_groups = components.attribute_groups.iter().map(|it| ("attribute group", &it.name));
    types.map(|name| ("type", name)).chain(groups).chain(attribute_groups)
}
