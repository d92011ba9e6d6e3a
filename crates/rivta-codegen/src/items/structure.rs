//! Complex types: structs.

use super::build::{Builder, docs, schema_name};
use super::*;
use crate::naming;
use rivta_schema::resolved::{
    self, ComplexType, Content, ElementId, Particle, Term, TypeId, Wildcard, WildcardNamespaces, closure,
};
use rivta_schema::xsd::{Compositor, Occurs, ProcessContents};
use rivta_schema::{Error, Result};

impl Builder<'_> {
    pub(super) fn structure(&self, id: TypeId, complex: &ComplexType) -> Result<Struct> {
        let unsupported = |construct: &str| Err(Error::unsupported(&complex.at, construct));
        if complex.base.is_some() {
            return unsupported("a complex type that is derived from another");
        }
        if complex.r#abstract {
            return unsupported("an abstract type");
        }
        if complex.mixed {
            return unsupported("mixed content");
        }
        if let Some(attribute) = complex.attributes.first() {
            return Err(Error::unsupported(&attribute.at, format!("attribute {}", attribute.name.local)));
        }
        if complex.any_attribute.is_some() {
            return unsupported("xs:anyAttribute");
        }
        let schema_name = schema_name(&complex.name);
        let particles = match &complex.content {
            Content::Empty => Vec::new(),
            Content::Simple(_) => return unsupported("xs:simpleContent"),
            Content::Elements(particle) => sequence(particle),
        };
        let fields = particles.into_iter().map(|part| self.field(id, &schema_name, part));
        let mut fields = fields.collect::<Result<Vec<_>>>()?;
        let wished: Vec<(String, String)> = fields.iter().map(written_and_wished).collect();
        let wished: Vec<_> =
            wished.iter().map(|(written, wished)| (written.as_str(), wished.clone())).collect();
        let mut in_json = BTreeSet::new();
        for (field, name) in fields.iter_mut().zip(naming::distinct(&wished, &[])) {
            field.json_name = match &field.kind {
                FieldKind::Element { local, .. } if in_json.insert(local.clone()) => local.clone(),
                _ => naming::serde_camel_case(&name),
            };
            field.name = name;
        }
        Ok(Struct {
            name: self.name(id),
            root: self.root_of(id).map(|root| self.model.element(root).name.local.to_string()),
            docs: docs(&complex.annotation, || format!("The complex type `{schema_name}`.")),
            schema_name,
            fields,
        })
    }

    /// The field of a particle; its name is chosen when all are known.
    fn field(&self, owner: TypeId, owner_name: &str, particle: &Particle) -> Result<Field> {
        let Particle { at, occurs: Occurs { min, max }, term } = particle;
        let (docs, kind, personal) = match term {
            Term::Group(compositor, _) => {
                let construct = match compositor {
                    Compositor::Sequence => "xs:sequence that repeats or is optional",
                    Compositor::Choice => "xs:choice",
                    Compositor::All => "xs:all",
                };
                return Err(Error::unsupported(at, construct));
            }
            Term::Any(wildcard) => {
                let docs = vec!["Elements of other namespaces, kept as they were.".to_owned()];
                (docs, FieldKind::AnyOther { module: self.any_module(wildcard, particle)? }, false)
            }
            Term::Element(id) => {
                let element = self.supported(*id)?;
                let local = element.name.local.to_string();
                let uri = element.name.namespace.as_deref();
                let single = *max == Some(1);
                let kind = FieldKind::Element {
                    module: uri.map(|uri| self.module(uri)),
                    namespace: uri.map(|uri| (self.prefix(uri).to_owned(), uri.to_owned())),
                    ty: self.type_path(element.r#type, &element.at)?,
                    boxed: single && closure(self.model, [*id]).contains(&owner),
                    local: local.clone(),
                };
                let personal = self.is_personal(&format!("{owner_name}.{local}"));
                (docs(&element.annotation, || format!("The element `{local}`.")), kind, personal)
            }
        };
        Ok(Field {
            name: String::new(),
            json_name: String::new(),
            docs,
            min: *min,
            max: *max,
            kind,
            personal,
        })
    }

    /// The element, if values of it are told by name and type alone.
    fn supported(&self, id: ElementId) -> Result<&resolved::Element> {
        let element = self.model.element(id);
        let unsupported = |construct: &str| Err(Error::unsupported(&element.at, construct));
        if element.nillable {
            return unsupported("nillable");
        }
        if element.value.is_some() {
            return unsupported("a default or fixed value");
        }
        if element.r#abstract || !element.substitutes.is_empty() {
            return unsupported("a substitution group");
        }
        if !element.constraints.is_empty() {
            return unsupported("an identity constraint");
        }
        Ok(element)
    }

    fn any_module(&self, wildcard: &Wildcard, particle: &Particle) -> Result<String> {
        match (&wildcard.namespaces, wildcard.process) {
            (WildcardNamespaces::Other(Some(uri)), ProcessContents::Lax) => Ok(self.module(uri)),
            _ => Err(Error::unsupported(&particle.at, "xs:any other than ##other with processContents lax")),
        }
    }
}

/// The particles of a sequence that occurs once; a particle on its own is a sequence of one.
fn sequence(particle: &Particle) -> Vec<&Particle> {
    match &particle.term {
        Term::Group(Compositor::Sequence, parts) if particle.occurs == Occurs::ONCE => parts.iter().collect(),
        _ => vec![particle],
    }
}

fn written_and_wished(field: &Field) -> (String, String) {
    match &field.kind {
        FieldKind::Element { local, .. } => (local.clone(), naming::field_name(local)),
        FieldKind::AnyOther { .. } => (String::new(), "any".to_owned()),
    }
}
