//! From resolved components to items: which types, in which modules, under which names.

use std::collections::HashMap;
use std::path::Path;

use super::*;
use crate::naming;
use rivta_schema::documents::{DocumentId, Documents};
use rivta_schema::resolved::{self, Builtin, ComplexTypeId, ElementId, Model, Namespace, TypeId, TypeName};
use rivta_schema::xsd::Compositor;
use rivta_schema::{Error, Result};
use rivta_xml::schema::SchemaNamespace;

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
    for (namespace, name) in builder.namespaces.iter().zip(&builder.module_names) {
        let contracts = model.interactions.iter().filter(|found| found.namespace == namespace.uri);
        let mut contracts =
            contracts.map(|interaction| builder.contract(interaction)).collect::<Result<Vec<_>>>()?;
        tell_apart(&mut contracts);
        let mut types = Vec::new();
        for id in builder.types_of(&namespace.uri) {
            types.extend(builder.type_items(id)?);
        }
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
    Ok(Crate {
        modules,
        documents,
        package: settings.package_from_output.clone(),
        schema: builder.into_tables(),
    })
}

pub(super) struct Builder<'m> {
    documents: &'m Documents,
    pub(super) model: &'m Model,
    settings: &'m Settings,
    /// The types to generate, in the order of the schemas.
    types: Vec<TypeId>,
    /// The model's namespaces, and those of interactions whose schemas are missing.
    namespaces: Vec<Namespace>,
    /// Parallel to the namespaces.
    module_names: Vec<String>,
    /// Parallel to the namespaces.
    prefixes: Vec<String>,
    type_names: HashMap<TypeId, String>,
    constants: HashMap<DocumentId, String>,
    /// The model's tables.
    schema: Schema,
}

impl<'m> Builder<'m> {
    fn new(
        documents: &'m Documents,
        model: &'m Model,
        settings: &'m Settings,
        mut types: Vec<TypeId>,
    ) -> Result<Self> {
        types.sort_by_key(|id| model.location(*id).cloned());
        let mut namespaces = model.namespaces.clone();
        for interaction in &model.interactions {
            if !namespaces.iter().any(|known| known.uri == interaction.namespace) {
                namespaces.push(Namespace {
                    uri: interaction.namespace.clone(),
                    prefix: None,
                    documents: Vec::new(),
                    documentation: Vec::new(),
                });
            }
        }
        let mut builder = Self {
            documents,
            model,
            settings,
            types,
            namespaces,
            schema: rivta_schema::tables::compile(model)?,
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
        let uris = self.namespaces.iter().map(|namespace| &*namespace.uri);
        let names = naming::module_names(uris.clone(), &self.settings.modules);
        self.module_names = uris.map(|uri| names.get(uri).cloned().unwrap_or_default()).collect();
    }

    /// Namespaces of different contracts may share a prefix, those of one may not.
    fn name_prefixes(&mut self) {
        let namespaces = &self.namespaces;
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
        for namespace in &self.namespaces {
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

    fn type_items(&self, id: TypeId) -> Result<Vec<TypeItem>> {
        match id {
            TypeId::Builtin(_) => Ok(Vec::new()),
            TypeId::Simple(simple) => Ok(vec![self.simple_item(id, self.model.simple_type(simple))?]),
            // Values of it are kept as markup.
            TypeId::Complex(complex) if self.is_mixed(complex) => Ok(Vec::new()),
            TypeId::Complex(complex) => {
                let component = self.model.complex_type(complex);
                let mut items =
                    if component.r#abstract { Vec::new() } else { self.structure(id, component)? };
                items.extend(self.kinds_item(complex).map(TypeItem::Kinds));
                Ok(items)
            }
        }
    }

    /// The tables of the model, with the prefixes that were chosen here.
    fn into_tables(self) -> Schema {
        let namespaces = self.schema.namespaces.iter().map(|namespace| {
            let known =
                self.namespaces.iter().zip(&self.prefixes).find(|(known, _)| *known.uri == *namespace.uri);
            let prefix = known.map_or_else(|| namespace.prefix.clone(), |(_, prefix)| prefix.clone().into());
            SchemaNamespace { prefix, uri: namespace.uri.clone() }
        });
        let namespaces = namespaces.collect::<Vec<_>>().into();
        Schema { namespaces, ..self.schema }
    }

    /// The number that a namespace has in the tables.
    pub(super) fn namespace(&self, uri: &str) -> Option<usize> {
        self.schema.namespaces.iter().position(|namespace| *namespace.uri == *uri)
    }

    /// Whether text may stand between the elements of a complex type: its values are kept as markup.
    fn is_mixed(&self, id: ComplexTypeId) -> bool {
        let complex = self.model.complex_type(id);
        complex.mixed && !matches!(complex.content, resolved::Content::Simple(_))
    }

    /// The types that values of an element that is declared with this one may have, if there are others than itself.
    fn kinds(&self, id: ComplexTypeId) -> Option<Vec<TypeId>> {
        let own = self.model.complex_type(id);
        if own.name.anonymous || self.is_mixed(id) {
            return None;
        }
        let mut derived = vec![TypeId::Complex(id)];
        let mut next = 0;
        while let Some(base) = derived.get(next).copied() {
            derived.extend(self.types.iter().copied().filter(|id| match id {
                TypeId::Complex(id) => {
                    let complex = self.model.complex_type(*id);
                    !complex.name.anonymous && complex.base.is_some_and(|(_, known)| known == base)
                }
                _ => false,
            }));
            next += 1;
        }
        let is_abstract =
            |id: &TypeId| matches!(id, TypeId::Complex(id) if self.model.complex_type(*id).r#abstract);
        let others = derived.len() > 1 || own.r#abstract;
        derived.retain(|id| !is_abstract(id));
        others.then_some(derived)
    }

    fn kinds_item(&self, id: ComplexTypeId) -> Option<Kinds> {
        let kinds = self.kinds(id).filter(|kinds| !kinds.is_empty())?;
        let wished: Vec<_> = kinds.iter().map(|kind| ("", self.name(*kind))).collect();
        let names = naming::distinct(&wished, &[]);
        let variants = names.into_iter().zip(&kinds).map(|(name, kind)| match kind {
            TypeId::Complex(id) if !self.is_mixed(*id) => {
                let ty = TypePath::Generated(self.module_of(*kind), self.name(*kind));
                (name, id.index(), ty)
            }
            TypeId::Complex(id) => (name, id.index(), TypePath::Runtime("AnyType")),
            _ => (name, 0, TypePath::Runtime("AnyType")),
        });
        Some(Kinds {
            name: self.kinds_name(id),
            docs: vec![format!(
                "The type `{}`, or one that is derived from it and that `xsi:type` names.",
                schema_name(&self.model.complex_type(id).name)
            )],
            variants: variants.collect(),
            declared: id.index(),
        })
    }

    fn kinds_name(&self, id: ComplexTypeId) -> String {
        self.free_name(&format!("Any{}", self.name(TypeId::Complex(id))))
    }

    /// A name that no type has: the wished one, or it with a number.
    pub(super) fn free_name(&self, wished: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{wished}{number}"));
        let free = std::iter::once(wished.to_owned()).chain(numbered).find(|name| !self.is_type_name(name));
        free.unwrap_or_default()
    }

    /// Whether yaserde can derive its traits for a complex type and all that it holds.
    pub(super) fn is_plain(&self, id: TypeId) -> bool {
        let reached = closure_of(self.model, id);
        reached.iter().all(|id| match id {
            TypeId::Complex(id) => {
                let complex = self.model.complex_type(*id);
                let sequence = match &complex.content {
                    resolved::Content::Empty => true,
                    resolved::Content::Simple(_) => false,
                    resolved::Content::Elements(particle) => match &particle.term {
                        resolved::Term::Group(Compositor::Sequence, parts) => {
                            parts.iter().all(|part| match part.term {
                                resolved::Term::Element(id) => {
                                    let element = self.model.element(id);
                                    !element.nillable && element.r#type != TypeId::Builtin(Builtin::AnyType)
                                }
                                resolved::Term::Any(_) => true,
                                resolved::Term::Group(..) => false,
                            })
                        }
                        _ => false,
                    },
                };
                sequence
                    && complex.attributes.is_empty()
                    && complex.any_attribute.is_none()
                    && !self.is_mixed(*id)
                    && self.kinds(*id).is_none()
            }
            _ => true,
        })
    }

    /// Whether a type has this name.
    pub(super) fn is_type_name(&self, name: &str) -> bool {
        self.type_names.values().any(|known| known == name)
    }

    /// The module of a type.
    pub(super) fn module_of(&self, id: TypeId) -> String {
        let namespace = self.model.type_name(id).and_then(|name| name.namespace.as_deref());
        self.module(namespace.unwrap_or_default())
    }

    pub(super) fn name(&self, id: TypeId) -> String {
        self.type_names.get(&id).cloned().unwrap_or_default()
    }

    /// The type of values of `id`.
    pub(super) fn type_path(&self, id: TypeId) -> TypePath {
        match id {
            TypeId::Builtin(builtin) => builtin_path(builtin),
            TypeId::Complex(complex) if self.is_mixed(complex) => TypePath::Runtime("AnyType"),
            TypeId::Complex(complex) => match self.kinds(complex) {
                None => TypePath::Generated(self.module_of(id), self.name(id)),
                // None of them can stand.
                Some(kinds) if kinds.is_empty() => TypePath::Runtime("AnyType"),
                Some(_) => TypePath::Generated(self.module_of(id), self.kinds_name(complex)),
            },
            id => TypePath::Generated(self.module_of(id), self.name(id)),
        }
    }

    pub(super) fn module(&self, uri: &str) -> String {
        let index = self.namespaces.iter().position(|namespace| *namespace.uri == *uri);
        index.and_then(|index| self.module_names.get(index)).cloned().unwrap_or_default()
    }

    pub(super) fn prefix(&self, uri: &str) -> &str {
        let index = self.namespaces.iter().position(|namespace| *namespace.uri == *uri);
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

/// Names the contracts of one namespace apart: there are several where a WSDL has several operations, or where two WSDLs have
/// different contents for one.
fn tell_apart(contracts: &mut [Contract]) {
    if contracts.len() < 2 {
        return;
    }
    let wished: Vec<(&str, String)> = contracts.iter().map(|contract| ("", contract.name.clone())).collect();
    for (contract, name) in contracts.iter_mut().zip(naming::distinct(&wished, &[])) {
        contract.constant = format!("{}_CONTRACT", naming::constant_name(&name));
        contract.name = name;
    }
}

/// The types that `id` reaches, itself included.
fn closure_of(model: &Model, id: TypeId) -> Vec<TypeId> {
    resolved::closure_of_types(model, [id])
}

/// The Rust type of a builtin type.
pub(super) fn builtin_path(builtin: Builtin) -> TypePath {
    match builtin {
        Builtin::String => TypePath::Rust("String"),
        Builtin::Boolean => TypePath::Rust("bool"),
        Builtin::Int => TypePath::Rust("i32"),
        Builtin::Long => TypePath::Rust("i64"),
        Builtin::Date => TypePath::Runtime("Date"),
        Builtin::DateTime => TypePath::Runtime("DateTime"),
        Builtin::Base64Binary => TypePath::Runtime("Base64Binary"),
        Builtin::AnyUri => TypePath::Runtime("AnyUri"),
        Builtin::AnyType => TypePath::Runtime("AnyType"),
        Builtin::AnySimpleType => TypePath::Runtime("AnySimple"),
        Builtin::NormalizedString => TypePath::Runtime("NormalizedString"),
        Builtin::Token => TypePath::Runtime("Token"),
        Builtin::Language => TypePath::Runtime("Language"),
        Builtin::Name => TypePath::Runtime("XmlName"),
        Builtin::NcName => TypePath::Runtime("NcName"),
        Builtin::NmToken => TypePath::Runtime("NmToken"),
        Builtin::NmTokens => TypePath::Runtime("NmTokens"),
        Builtin::Id => TypePath::Runtime("Id"),
        Builtin::IdRef => TypePath::Runtime("IdRef"),
        Builtin::IdRefs => TypePath::Runtime("IdRefs"),
        Builtin::Entity => TypePath::Runtime("Entity"),
        Builtin::Entities => TypePath::Runtime("Entities"),
        Builtin::Decimal => TypePath::Runtime("Decimal"),
        Builtin::Integer => TypePath::Runtime("Integer"),
        Builtin::NonPositiveInteger => TypePath::Runtime("NonPositiveInteger"),
        Builtin::NegativeInteger => TypePath::Runtime("NegativeInteger"),
        Builtin::NonNegativeInteger => TypePath::Runtime("NonNegativeInteger"),
        Builtin::PositiveInteger => TypePath::Runtime("PositiveInteger"),
        Builtin::Short => TypePath::Rust("i16"),
        Builtin::Byte => TypePath::Rust("i8"),
        Builtin::UnsignedLong => TypePath::Rust("u64"),
        Builtin::UnsignedInt => TypePath::Rust("u32"),
        Builtin::UnsignedShort => TypePath::Rust("u16"),
        Builtin::UnsignedByte => TypePath::Rust("u8"),
        Builtin::Float => TypePath::Runtime("Float"),
        Builtin::Double => TypePath::Runtime("Double"),
        Builtin::Duration => TypePath::Runtime("Duration"),
        Builtin::Time => TypePath::Runtime("Time"),
        Builtin::GYearMonth => TypePath::Runtime("GYearMonth"),
        Builtin::GYear => TypePath::Runtime("GYear"),
        Builtin::GMonthDay => TypePath::Runtime("GMonthDay"),
        Builtin::GDay => TypePath::Runtime("GDay"),
        Builtin::GMonth => TypePath::Runtime("GMonth"),
        Builtin::HexBinary => TypePath::Runtime("HexBinary"),
        Builtin::QName | Builtin::Notation => TypePath::Runtime("QName"),
    }
}

/// What a type is called in the schema, for documentation and settings.
pub(super) fn schema_name(name: &TypeName) -> String {
    name.path.join("/")
}

fn with_slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
