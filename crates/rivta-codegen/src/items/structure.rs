//! Complex types: structs, and enums for the choices in them.

use super::build::{Builder, schema_name};
use super::docs::{cardinality_docs, constraint_docs, docs};
use super::*;
use crate::naming;
use rivta_schema::resolved::{
    AttributeUse, ComplexType, Content, ElementId, Particle, Term, TypeId, closure,
};
use rivta_schema::xsd::{Compositor, Occurs, Usage};
use rivta_schema::{Error, Result};

/// The type that is being made, with the items of the groups in it.
struct Making<'a> {
    id: TypeId,
    schema_name: &'a str,
    /// The name of the group that is being made, which those in it begin theirs with.
    name: String,
    groups: Vec<TypeItem>,
}

impl Builder<'_> {
    /// The items of a complex type: its struct, then the groups in it.
    pub(super) fn structure(&self, id: TypeId, complex: &ComplexType) -> Result<Vec<TypeItem>> {
        let schema_name = schema_name(&complex.name);
        let mut making = Making { id, schema_name: &schema_name, name: self.name(id), groups: Vec::new() };
        let mut fields = Vec::new();
        for (slot, attribute) in complex.attributes.iter().enumerate() {
            fields.push(self.attribute(&schema_name, slot, attribute)?);
        }
        if complex.any_attribute.is_some() {
            fields.push(open_field(
                "Attributes that the schema does not declare, kept as they were.",
                FieldKind::OtherAttributes,
            ));
        }
        match &complex.content {
            Content::Empty => {}
            Content::Simple(ty) => fields.push(Field {
                kind: FieldKind::Value { ty: self.type_path(*ty) },
                personal: self.is_personal(&format!("{schema_name}.value")),
                ..field("The value.", 1, Some(1))
            }),
            Content::Elements(particle) => match &particle.term {
                Term::Group(compositor, parts) => {
                    fields.extend(self.fields(parts, &mut making)?);
                    if *compositor == Compositor::All {
                        fields.push(open_field("The order in which the elements stand.", FieldKind::Order));
                    }
                }
                _ => fields.extend(self.fields(std::slice::from_ref(particle), &mut making)?),
            },
        }
        name_fields(&mut fields);
        let item = Struct {
            name: self.name(id),
            is_group: false,
            yaserde: self.is_plain(id),
            root: self.root_of(id).map(|root| self.model.element(root).name.local.to_string()),
            docs: docs(&complex.annotation, || format!("The complex type `{schema_name}`.")),
            fields,
        };
        Ok(std::iter::once(TypeItem::Struct(item)).chain(making.groups).collect())
    }

    fn attribute(&self, owner: &str, slot: usize, attribute: &AttributeUse) -> Result<Field> {
        let local = attribute.name.local.to_string();
        let personal = self.is_personal(&format!("{owner}.{local}"));
        let ty = self.type_path(attribute.r#type);
        let min = u32::from(attribute.usage == Usage::Required);
        let mut docs = docs(&attribute.annotation, || format!("The attribute `{local}`."));
        docs.extend(constraint_docs(attribute.value.as_ref()));
        Ok(Field {
            docs,
            kind: FieldKind::Attribute { local, slot, ty },
            personal,
            ..field("", min, Some(1))
        })
    }

    /// The fields of the particles of a group; their names are chosen when all are known.
    fn fields(&self, parts: &[Particle], making: &mut Making<'_>) -> Result<Vec<Field>> {
        let field = |(slot, part)| {
            let mut field = self.field(slot, part, making)?;
            field.docs.extend(cardinality_docs(Occurs { min: field.min, max: field.max }));
            Ok(field)
        };
        parts.iter().enumerate().map(field).collect()
    }

    fn field(&self, slot: usize, particle: &Particle, making: &mut Making<'_>) -> Result<Field> {
        let Particle { at: _, occurs: Occurs { min, max }, term } = particle;
        match term {
            Term::Group(compositor, parts) => {
                let min = if is_emptiable(particle) { 0 } else { *min };
                let ty = self.group(*compositor, parts, making)?;
                let docs = match compositor {
                    Compositor::Choice => "One of several elements.",
                    Compositor::Sequence | Compositor::All => "Elements that stand together.",
                };
                Ok(Field { kind: FieldKind::Group { slot, ty }, ..field(docs, min, *max) })
            }
            Term::Any(wildcard) => {
                use rivta_schema::resolved::WildcardNamespaces::Other;
                let docs = match wildcard.namespaces {
                    Other(_) => "Elements of other namespaces, kept as they were.",
                    _ => "Elements of any kind, kept as they were.",
                };
                Ok(Field { kind: FieldKind::Any { slot }, ..field(docs, *min, *max) })
            }
            Term::Element(id) => {
                let element = self.model.element(*id);
                let local = element.name.local.to_string();
                let uri = element.name.namespace.as_deref();
                let single = *max == Some(1);
                let substitutes = element.r#abstract || !element.substitutes.is_empty();
                let (ty, boxed, nillable) = if substitutes {
                    (self.substitution(*id, making)?, false, false)
                } else {
                    let boxed = single && closure(self.model, [*id]).contains(&making.id);
                    (self.type_path(element.r#type), boxed, element.nillable)
                };
                let kind = FieldKind::Element {
                    slot,
                    namespace: uri.map(|uri| (self.prefix(uri).to_owned(), uri.to_owned())),
                    ty,
                    boxed,
                    nillable,
                    local: local.clone(),
                };
                let personal = self.is_personal(&format!("{}.{local}", making.schema_name));
                let mut docs = docs(&element.annotation, || format!("The element `{local}`."));
                docs.extend(constraint_docs(element.value.as_ref()));
                Ok(Field { docs, kind, personal, ..field("", *min, *max) })
            }
        }
    }

    /// The type of a group in a complex type.
    fn group(&self, compositor: Compositor, parts: &[Particle], making: &mut Making<'_>) -> Result<TypePath> {
        let suffix = if compositor == Compositor::Choice { "Choice" } else { "Group" };
        let name = self.group_name(making, suffix);
        let around = std::mem::replace(&mut making.name, name.clone());
        let place = making.groups.len();
        // Groups stand after the one that they are in.
        making.groups.push(TypeItem::Choice(Choice {
            name: name.clone(),
            docs: Vec::new(),
            variants: Vec::new(),
        }));
        let mut fields = self.fields(parts, making)?;
        name_fields(&mut fields);
        let docs = vec![format!("Part of [`{}`].", self.name(making.id))];
        let item = match compositor {
            Compositor::Choice => {
                let variants = fields
                    .into_iter()
                    .map(|field| (naming::type_name(&naming::camel_case(&field.name)), field));
                TypeItem::Choice(Choice { name: name.clone(), docs, variants: variants.collect() })
            }
            Compositor::Sequence | Compositor::All => TypeItem::Struct(Struct {
                name: name.clone(),
                is_group: true,
                yaserde: false,
                root: None,
                docs,
                fields,
            }),
        };
        if let Some(kept) = making.groups.get_mut(place) {
            *kept = item;
        }
        making.name = around;
        Ok(TypePath::Generated(self.module_of(making.id), name))
    }

    /// The type of an element that others may stand for.
    fn substitution(&self, head: ElementId, making: &mut Making<'_>) -> Result<TypePath> {
        let element = self.model.element(head);
        let concrete = std::iter::once(head).chain(element.substitutes.iter().copied());
        let concrete: Vec<ElementId> = concrete.filter(|id| !self.model.element(*id).r#abstract).collect();
        if concrete.is_empty() {
            return Err(Error::unsupported(&element.at, "an abstract element that no other may stand for"));
        }
        let wished: Vec<(String, String)> = concrete
            .iter()
            .map(|id| self.model.element(*id).name.local.to_string())
            .map(|local| (local.clone(), naming::type_name(&local)))
            .collect();
        let wished: Vec<_> =
            wished.iter().map(|(written, wished)| (written.as_str(), wished.clone())).collect();
        let members = concrete.iter().zip(naming::distinct(&wished, &[])).map(|(id, name)| {
            let member = self.model.element(*id);
            let local = &member.name.local;
            Member {
                name,
                element: id.index(),
                ty: self.type_path(member.r#type),
                boxed: closure(self.model, [*id]).contains(&making.id),
                nillable: member.nillable,
                personal: self.is_personal(&format!("{}.{local}", making.schema_name)),
                docs: docs(&member.annotation, || format!("The element `{local}`.")),
            }
        });
        let members = members.collect();
        let name = self.group_name(making, &naming::type_name(&element.name.local));
        let docs = vec![format!("The element `{}`, or one that may stand for it.", element.name.local)];
        making.groups.push(TypeItem::Substitution(Substitution { name: name.clone(), docs, members }));
        Ok(TypePath::Generated(self.module_of(making.id), name))
    }

    /// A name that no type of the module and no other group of the type has.
    fn group_name(&self, making: &Making<'_>, suffix: &str) -> String {
        let stem = making.name.strip_suffix("Type").unwrap_or(&making.name);
        let of_groups = |name: &str| {
            making.groups.iter().any(|item| match item {
                TypeItem::Struct(item) => item.name == name,
                TypeItem::Choice(item) => item.name == name,
                TypeItem::Substitution(item) => item.name == name,
                TypeItem::Kinds(item) => item.name == name,
                TypeItem::Newtype(_) | TypeItem::Enumeration(_) | TypeItem::List(_) | TypeItem::Union(_) => {
                    false
                }
            })
        };
        let mut name = format!("{stem}{suffix}");
        let mut next = 2_u32;
        while self.is_type_name(&name) || of_groups(&name) {
            name = format!("{stem}{suffix}{next}");
            next += 1;
        }
        name
    }
}

/// Whether nothing at all is enough for a particle.
fn is_emptiable(particle: &Particle) -> bool {
    particle.occurs.min == 0
        || match &particle.term {
            Term::Group(Compositor::Choice, parts) => parts.iter().any(is_emptiable),
            Term::Group(_, parts) => parts.iter().all(is_emptiable),
            Term::Element(_) | Term::Any(_) => false,
        }
}

fn field(docs: &str, min: u32, max: Option<u32>) -> Field {
    Field {
        name: String::new(),
        json_name: String::new(),
        docs: vec![docs.to_owned()],
        min,
        max,
        kind: FieldKind::Order,
        personal: false,
    }
}

fn open_field(docs: &str, kind: FieldKind) -> Field {
    Field { kind, ..field(docs, 0, Some(1)) }
}

/// Names the fields of a type apart, in Rust and in JSON.
fn name_fields(fields: &mut [Field]) {
    let wished: Vec<(String, String)> = fields.iter().map(written_and_wished).collect();
    let wished: Vec<_> = wished.iter().map(|(written, wished)| (written.as_str(), wished.clone())).collect();
    let mut in_json = BTreeSet::new();
    for (field, name) in fields.iter_mut().zip(naming::distinct(&wished, &[])) {
        field.json_name = match &field.kind {
            FieldKind::Element { local, .. } | FieldKind::Attribute { local, .. }
                if in_json.insert(local.clone()) =>
            {
                local.clone()
            }
            _ => naming::camel_case(&name),
        };
        field.name = name;
    }
}

fn written_and_wished(field: &Field) -> (String, String) {
    let named = |name: &str| (String::new(), name.to_owned());
    match &field.kind {
        FieldKind::Element { local, .. } | FieldKind::Attribute { local, .. } => {
            (local.clone(), naming::field_name(local))
        }
        FieldKind::OtherAttributes => named("attributes"),
        FieldKind::Value { .. } => named("value"),
        FieldKind::Order => named("order"),
        FieldKind::Any { .. } => named("any"),
        FieldKind::Group { ty: TypePath::Generated(_, name), .. } if name.contains("Choice") => {
            named("choice")
        }
        FieldKind::Group { .. } => named("group"),
    }
}
