//! From resolved components to items: which types, in which modules, under which names.

use std::collections::HashMap;
use std::path::Path;

use super::*;
use crate::naming;
use rivta_schema::documents::{DocumentId, Documents};
use rivta_schema::resolved::{self, Builtin, ElementId, Model, TypeId, TypeName};
use rivta_schema::xsd::Annotation;
use rivta_schema::{Error, Location, Result};

/// Makes the items of everything that the interactions reach; without interactions, of everything.
///
/// # Errors
/// [`Error::Unsupported`] for what no code can be generated for, [`Error::Invalid`] for values that a facet can't have.
pub fn build(documents: &Documents, model: &Model, settings: &Settings) -> Result<Crate> {
    let types = match model.interactions.as_slice() {
        [] => model.all_types().collect(),
        some => resolved::closure(model, some.iter().flat_map(|found| [found.request, found.response])),
    };
    let builder = Builder::new(documents, model, settings, types)?;
    let mut modules = Vec::new();
    for (namespace, name) in model.namespaces.iter().zip(&builder.module_names) {
        let contracts = model.interactions.iter().filter(|found| found.namespace == namespace.uri);
        let contracts =
            contracts.map(|interaction| builder.contract(interaction)).collect::<Result<Vec<_>>>()?;
        let types = builder.types_of(&namespace.uri).filter_map(|id| builder.type_item(id).transpose());
        let types = types.collect::<Result<Vec<_>>>()?;
        if contracts.is_empty() && types.is_empty() {
            continue;
        }
        modules.push(Module {
            name: name.clone(),
            uri: namespace.uri.to_string(),
            prefix: builder.prefix(&namespace.uri).to_owned(),
            sources: namespace.documents.iter().map(|id| builder.package_path(*id)).collect(),
            docs: namespace.documentation.clone(),
            contracts,
            types,
        });
    }
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    let mut embedded: Vec<DocumentId> =
        model.interactions.iter().flat_map(|interaction| interaction.documents.clone()).collect();
    embedded.sort();
    embedded.dedup();
    let document = |id| Document { constant: builder.constant(id), path: builder.package_path(id) };
    let documents = embedded.into_iter().map(document).collect();
    Ok(Crate { modules, documents, package: settings.package_from_output.clone() })
}

pub(super) struct Builder<'m> {
    documents: &'m Documents,
    pub(super) model: &'m Model,
    settings: &'m Settings,
    /// The types to generate, in the order of the schemas.
    types: Vec<TypeId>,
    /// Parallel to the model's namespaces.
    module_names: Vec<String>,
    /// Parallel to the model's namespaces.
    prefixes: Vec<String>,
    type_names: HashMap<TypeId, String>,
    constants: HashMap<DocumentId, String>,
}

impl<'m> Builder<'m> {
    fn new(
        documents: &'m Documents,
        model: &'m Model,
        settings: &'m Settings,
        mut types: Vec<TypeId>,
    ) -> Result<Self> {
        types.sort_by_key(|id| model.location(*id).cloned());
        let mut builder = Self {
            documents,
            model,
            settings,
            types,
            module_names: Vec::new(),
            prefixes: Vec::new(),
            type_names: HashMap::new(),
            constants: HashMap::new(),
        };
        builder.name_modules();
        builder.name_prefixes();
        builder.name_types()?;
        builder.name_documents();
        Ok(builder)
    }

    fn name_modules(&mut self) {
        let wished: Vec<(&str, String)> = self
            .model
            .namespaces
            .iter()
            .map(|namespace| match self.settings.modules.get(&*namespace.uri) {
                Some(name) => (name.as_str(), name.clone()),
                None => ("", naming::module_name(&namespace.uri)),
            })
            .collect();
        self.module_names = naming::distinct(&wished, &["documents".to_owned()]);
    }

    /// Namespaces of different contracts may share a prefix, those of one may not.
    fn name_prefixes(&mut self) {
        let namespaces = &self.model.namespaces;
        let wished: Vec<(&str, String)> = namespaces
            .iter()
            .map(|namespace| ("", namespace.prefix.clone().unwrap_or_else(|| "ns".to_owned())))
            .collect();
        let shared = self.model.interactions.iter().any(|interaction| {
            let uris = self.namespaces_of(interaction);
            let used = namespaces
                .iter()
                .zip(&wished)
                .filter(|(namespace, _)| uris.iter().any(|uri| **uri == *namespace.uri));
            let prefixes: BTreeSet<&str> = used.map(|(_, (_, prefix))| prefix.as_str()).collect();
            prefixes.len() < uris.len()
        });
        self.prefixes = match shared || self.model.interactions.is_empty() {
            true => naming::distinct(&wished, &[]),
            false => wished.into_iter().map(|(_, prefix)| prefix).collect(),
        };
    }

    fn name_types(&mut self) -> Result<()> {
        for namespace in &self.model.namespaces {
            let ids: Vec<TypeId> = self.types_of(&namespace.uri).collect();
            let interactions =
                self.model.interactions.iter().filter(|found| found.namespace == namespace.uri);
            let taken: Vec<String> = interactions
                .flat_map(|interaction| {
                    let name = naming::type_name(&interaction.name);
                    [format!("{name}Producer"), format!("{name}Service"), name]
                })
                .collect();
            let candidates: Vec<(&str, String)> = ids
                .iter()
                .filter_map(|id| self.model.type_name(*id))
                .map(|name| match (name.anonymous, name.path.as_slice()) {
                    (false, [only]) => (&**only, naming::type_name(only)),
                    (_, path) => ("", naming::anonymous_type_name(path.iter().map(|part| &**part))),
                })
                .collect();
            let names = naming::distinct(&candidates, &taken);
            self.type_names.extend(ids.into_iter().zip(names));
        }
        let nowhere = |id: &&TypeId| self.model.type_name(**id).is_some_and(|name| name.namespace.is_none());
        match self.types.iter().find(nowhere).and_then(|id| self.model.location(*id)) {
            Some(at) => Err(Error::unsupported(at, "a type without a namespace")),
            None => Ok(()),
        }
    }

    fn name_documents(&mut self) {
        let ids: Vec<DocumentId> = self.documents.iter().map(|(id, _)| id).collect();
        let paths: Vec<String> = ids.iter().map(|id| self.package_path(*id)).collect();
        let wished: Vec<_> = paths.iter().map(|path| ("", naming::constant_name(path))).collect();
        self.constants = ids.into_iter().zip(naming::distinct(&wished, &[])).collect();
    }

    fn types_of(&self, uri: &str) -> impl Iterator<Item = TypeId> {
        self.types.iter().copied().filter(move |id| {
            self.model.type_name(*id).is_some_and(|name| name.namespace.as_deref() == Some(uri))
        })
    }

    fn type_item(&self, id: TypeId) -> Result<Option<TypeItem>> {
        Ok(Some(match id {
            TypeId::Builtin(_) => return Ok(None),
            TypeId::Simple(simple) => self.simple_item(id, self.model.simple_type(simple))?,
            TypeId::Complex(complex) => {
                TypeItem::Struct(self.structure(id, self.model.complex_type(complex))?)
            }
        }))
    }

    pub(super) fn name(&self, id: TypeId) -> String {
        self.type_names.get(&id).cloned().unwrap_or_default()
    }

    /// The type of values of `id`; `at` is who uses it.
    pub(super) fn type_path(&self, id: TypeId, at: &Location) -> Result<TypePath> {
        match id {
            TypeId::Builtin(builtin) => builtin_path(builtin)
                .ok_or_else(|| Error::unsupported(at, format!("type xs:{}", builtin.name()))),
            id => {
                let namespace = self.model.type_name(id).and_then(|name| name.namespace.as_deref());
                Ok(TypePath::Generated(self.module(namespace.unwrap_or_default()), self.name(id)))
            }
        }
    }

    pub(super) fn module(&self, uri: &str) -> String {
        let index = self.model.namespaces.iter().position(|namespace| *namespace.uri == *uri);
        index.and_then(|index| self.module_names.get(index)).cloned().unwrap_or_default()
    }

    pub(super) fn prefix(&self, uri: &str) -> &str {
        let index = self.model.namespaces.iter().position(|namespace| *namespace.uri == *uri);
        index.and_then(|index| self.prefixes.get(index)).map_or("", String::as_str)
    }

    /// Whether the settings name `path` as personal.
    pub(super) fn is_personal(&self, path: &str) -> bool {
        self.settings.personal.contains(path)
    }

    pub(super) fn constant(&self, id: DocumentId) -> String {
        self.constants.get(&id).cloned().unwrap_or_default()
    }

    /// The root element of a message of this type.
    pub(super) fn root_of(&self, id: TypeId) -> Option<ElementId> {
        let roots = self.model.interactions.iter().flat_map(|found| [found.request, found.response]);
        roots.into_iter().find(|root| self.model.element(*root).r#type == id)
    }

    fn package_path(&self, id: DocumentId) -> String {
        let path = &self.documents.get(id).path;
        with_slashes(path.strip_prefix(&self.settings.package).unwrap_or(path))
    }
}

/// The documentation of a component, or a sentence that says where it comes from.
pub(super) fn docs(annotation: &Annotation, otherwise: impl FnOnce() -> String) -> Vec<String> {
    match annotation.documentation.as_slice() {
        [] => vec![otherwise()],
        some => some.to_vec(),
    }
}

/// The Rust type of a builtin type, as far as the runtime has one.
pub(super) fn builtin_path(builtin: Builtin) -> Option<TypePath> {
    Some(match builtin {
        Builtin::String => TypePath::Rust("String"),
        Builtin::Boolean => TypePath::Rust("bool"),
        Builtin::Int => TypePath::Rust("i32"),
        Builtin::Long => TypePath::Rust("i64"),
        Builtin::Date => TypePath::Runtime("Date"),
        Builtin::DateTime => TypePath::Runtime("DateTime"),
        Builtin::Base64Binary => TypePath::Runtime("Base64Binary"),
        Builtin::AnyUri => TypePath::Runtime("AnyUri"),
        _ => return None,
    })
}

/// What a type is called in the schema, for documentation and settings.
pub(super) fn schema_name(name: &TypeName) -> String {
    name.path.join("/")
}

fn with_slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
