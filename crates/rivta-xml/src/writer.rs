mod check;
mod escape;
mod prefixes;

pub(crate) use self::escape::{Place, push_declaration, push_escaped};
use crate::any::AnyAttributes;
use crate::schema::{
    AttributeDeclaration, ComplexTypeId, Content, ElementId, GroupId, NamespaceId, Particle, Root, Schema,
    SchemaName, Term, TypeRef,
};
use crate::{AnyElements, Name, Order, WriteError, XmlGroup, XmlSimple, XmlType};

/// Writes a document: UTF-8, no declaration.
///
/// Elements of a schema are written by its tables: a type names the slots of its content, the tables know their names and
/// how often they may stand. What a value holds that its schema does not admit is kept as a [`WriteError`].
#[derive(Debug, Default)]
pub struct XmlWriter<'s> {
    out: String,
    schema: Option<&'s Schema>,
    /// The namespaces that are declared where the writer stands.
    declared: Vec<NamespaceId>,
    /// A start tag that attributes may still be added to.
    tag_open: bool,
    /// The element that is being written.
    declaration: Option<ElementId>,
    /// Its type.
    ty: Option<TypeRef>,
    /// The group that is being written.
    group: Option<GroupId>,
    errors: Vec<WriteError>,
    /// Where the tag begins that was opened last.
    tag_start: usize,
    /// How many namespaces were declared before it.
    declared_before: usize,
    /// The prefixes that values declared on it.
    on_tag: Vec<(String, String)>,
    /// Whether its name was written with another prefix than the schema's.
    renamed: bool,
    /// Whether something was written whose validity is not known yet.
    unsure: bool,
}

impl<'s> XmlWriter<'s> {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a value as the root element of a contract's message; declares `namespaces` on it.
    pub fn root<T: XmlType>(&mut self, root: &Root<'s>, namespaces: &[NamespaceId], value: &T) {
        self.schema = Some(root.schema);
        self.declared.clear();
        let Some(declaration) = root.schema.element(root.element) else { return };
        let start = self.out.len();
        self.unsure = !declaration.constraints.is_empty();
        self.open_tag(&declaration.name);
        for id in namespaces {
            self.declare(*id);
        }
        self.content(root.element, declaration.r#type, value);
        self.close_tag();
        self.end_tag(&declaration.name, start);
        self.declared.clear();
        self.check_written(root, start);
    }

    /// Writes a start tag.
    pub fn start(&mut self, name: &Name) {
        self.out.push('<');
        self.push_name(name);
        self.out.push('>');
    }

    /// Writes an end tag.
    pub fn end(&mut self, name: &Name) {
        self.out.push_str("</");
        self.push_name(name);
        self.out.push('>');
    }

    /// Writes text, escaped.
    pub fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text, Place::Content);
    }

    /// Writes markup that is known to be well-formed where it stands.
    pub fn raw(&mut self, markup: &str) {
        self.close_tag();
        self.out.push_str(markup);
    }

    /// What was written, where no value of a schema was.
    pub fn into_markup(self) -> String {
        self.out
    }

    /// The document.
    ///
    /// # Errors
    ///
    /// What the values hold that their schema does not admit.
    pub fn finish(self) -> Result<String, Vec<WriteError>> {
        if self.errors.is_empty() { Ok(self.out) } else { Err(self.errors) }
    }
}

/// What generated types ask of the writer.
impl XmlWriter<'_> {
    /// Writes an attribute, by its slot among those that the type declares: a value or an optional one.
    pub fn attribute<T: XmlSimple>(&mut self, slot: usize, value: Option<&T>) {
        let Some(schema) = self.schema else { return };
        let declared = self.complex_attributes(schema).and_then(|attributes| attributes.get(slot));
        let Some(declared) = declared else { return };
        let Some(value) = value else {
            if declared.required {
                self.errors.push(WriteError::missing(&declared.name.local));
            }
            return;
        };
        let mut text = String::new();
        value.write_text(&mut text);
        self.check_text(schema, declared.r#type, declared.value.as_ref(), &text, &declared.name.local);
        self.check_identity(schema, declared.r#type);
        self.with_prefixes(value, &mut text);
        self.declare(declared.name.namespace);
        self.out.push(' ');
        self.push_schema_name(&declared.name);
        self.out.push_str("=\"");
        push_escaped(&mut self.out, &text, Place::Attribute);
        self.out.push('"');
    }

    /// Writes the attributes that a wildcard lets through.
    pub fn other_attributes(&mut self, attributes: &AnyAttributes) {
        self.unsure |= !attributes.is_empty();
        self.any_attributes(attributes);
    }

    /// Writes what stands in an element's slot of the group at hand.
    #[inline]
    pub fn one<T: XmlType>(&mut self, slot: usize, value: &T) {
        self.many(slot, std::slice::from_ref(value));
    }

    /// Writes what stands in an element's slot of the group at hand, if anything does.
    #[inline]
    pub fn optional<T: XmlType>(&mut self, slot: usize, value: Option<&T>) {
        self.many(slot, value.map_or(&[][..], std::slice::from_ref));
    }

    /// Writes all that stands in an element's slot of the group at hand.
    #[inline]
    pub fn many<T: XmlType>(&mut self, slot: usize, values: &[T]) {
        let Some((schema, particle)) = self.particle(slot) else { return };
        let Term::Element(id) = particle.term else { return };
        for value in values {
            if value.chooses_element() {
                value.write(self);
            } else {
                self.element(id, value);
            }
        }
        self.check_count(schema, particle, values.len());
    }

    /// Writes a value as a member of the substitution group of a slot, or as the element that the slot declares.
    pub fn member<T: XmlType>(&mut self, id: ElementId, value: &T) {
        self.element(id, value);
    }

    /// Writes the group that stands in a slot of the group at hand.
    pub fn group<G: XmlGroup>(&mut self, slot: usize, group: &G) {
        self.groups(slot, std::slice::from_ref(group));
    }

    /// Writes the group that stands in a slot of the group at hand, if one does.
    pub fn optional_group<G: XmlGroup>(&mut self, slot: usize, group: Option<&G>) {
        self.groups(slot, group.map_or(&[][..], std::slice::from_ref));
    }

    /// Writes all groups that stand in a slot of the group at hand.
    pub fn groups<G: XmlGroup>(&mut self, slot: usize, groups: &[G]) {
        let Some((schema, particle)) = self.particle(slot) else { return };
        let Term::Group(id) = particle.term else { return };
        let around = self.group.replace(id);
        for group in groups {
            let before = self.out.len();
            group.write(self);
            if self.out.len() == before {
                self.errors.push(WriteError::EmptyGroup);
            }
        }
        self.group = around;
        self.check_count(schema, particle, groups.len());
    }

    /// Writes what stands in a wildcard's slot of the group at hand.
    pub fn any(&mut self, slot: usize, elements: &AnyElements) {
        let Some((schema, particle)) = self.particle(slot) else { return };
        let wildcard = match particle.term {
            Term::Any(id) => schema.wildcard(id),
            Term::Element(_) | Term::Group(_) => None,
        };
        for element in elements {
            self.close_tag();
            self.out.push_str(element.as_xml());
            if let Some(wildcard) = wildcard {
                self.check_wild(schema, wildcard, element);
            }
        }
        self.check_count(schema, particle, elements.iter().len());
    }

    /// Writes the slots of an `xs:all` group in the order in which they stood, those that are new to it after the others.
    pub fn ordered(&mut self, order: &Order, mut write: impl FnMut(&mut Self, usize)) {
        let slots = self.slots();
        let mut known: Vec<usize> = Vec::new();
        for slot in order.slots().filter(|slot| *slot < slots) {
            if !known.contains(&slot) {
                known.push(slot);
            }
        }
        for slot in known.iter().copied().chain((0..slots).filter(|slot| !known.contains(slot))) {
            write(self, slot);
        }
    }

    /// Writes text between the elements of mixed content.
    pub fn mixed_text(&mut self, text: &str) {
        self.close_tag();
        push_escaped(&mut self.out, text, Place::Content);
    }

    /// Writes an element of mixed content, which is a leaf of the content model.
    pub fn leaf<T: XmlType>(&mut self, id: ElementId, value: &T) {
        self.element(id, value);
    }

    /// Writes an element of mixed content that a wildcard lets through.
    pub fn leaf_any(&mut self, element: &crate::AnyElement) {
        self.close_tag();
        self.out.push_str(element.as_xml());
    }

    /// Writes the text of the element at hand.
    #[inline]
    pub fn simple<T: XmlSimple>(&mut self, value: &T) {
        // Prefixes are declared on the tag.
        if !T::HAS_PREFIXES {
            self.close_tag();
        }
        let start = self.out.len();
        value.write_text(&mut self.out);
        // Control characters, markup, and the first octet of U+FFFE and U+FFFF.
        let written = self.out.get(start..).unwrap_or_default().bytes();
        let is_plain = !written.clone().any(|b| b < 0x20 || matches!(b, b'&' | b'<' | b'>' | 0xEF));
        let declaration = self.schema.and_then(|schema| schema.element(self.declaration?));
        let is_bound = declaration.is_some_and(|declaration| declaration.value.is_some());
        if let (Some(schema), Some(ty)) = (self.schema, self.ty) {
            self.check_identity(schema, ty);
        }
        if is_plain && !is_bound && !T::HAS_PREFIXES {
            return;
        }
        let mut text = self.out.split_off(start);
        if let (Some(schema), Some(declaration)) = (self.schema, declaration) {
            let (name, value) = (&declaration.name.local, declaration.value.as_ref());
            self.check_text(schema, declaration.r#type, value, &text, name);
            if text.is_empty() && value.is_some_and(|value| !value.fixed && !value.text.is_empty()) {
                self.errors.push(WriteError::default_value(name));
            }
        }
        self.with_prefixes(value, &mut text);
        self.close_tag();
        push_escaped(&mut self.out, &text, Place::Content);
    }

    /// Says with `xsi:type` that the element at hand has this complex type; its attributes and content follow.
    pub fn xsi_type(&mut self, id: u32) {
        let Some(schema) = self.schema else { return };
        let id = ComplexTypeId(id);
        self.ty = Some(TypeRef::Complex(id));
        self.group = group_of(schema, TypeRef::Complex(id));
        if let Some(name) = schema.complex_type(id).and_then(|ty| ty.name.as_ref()) {
            self.use_xsi();
            self.declare(name.namespace);
            self.out.push_str(" xsi:type=\"");
            self.push_schema_name(name);
            self.out.push('"');
        }
    }

    /// Says with `xsi:nil` that the element at hand is empty.
    pub fn nil(&mut self, attributes: &AnyAttributes) {
        self.use_xsi();
        self.out.push_str(" xsi:nil=\"true\"");
        self.any_attributes(attributes);
        // Attributes may be missing, and no value is no fixed value.
        self.unsure = true;
    }

    /// Writes content that was kept as markup.
    pub(crate) fn kept<'d>(
        &mut self,
        declared: impl Iterator<Item = (&'d str, &'d str)>,
        attributes: &AnyAttributes,
        content: &str,
    ) {
        self.kept_content(declared, attributes, content);
        self.unsure = true;
    }

    /// Writes an element.
    pub(crate) fn element<T: XmlType>(&mut self, id: ElementId, value: &T) {
        let Some(declaration) = self.schema.and_then(|schema| schema.element(id)) else { return };
        self.close_tag();
        let declared = self.declared.len();
        let around = (self.declaration, self.ty, self.group);
        let start = self.out.len();
        self.unsure |= !declaration.constraints.is_empty();
        self.open_tag(&declaration.name);
        self.content(id, declaration.r#type, value);
        self.close_tag();
        self.end_tag(&declaration.name, start);
        (self.declaration, self.ty, self.group) = around;
        self.declared.truncate(declared);
    }

    fn content<T: XmlType>(&mut self, id: ElementId, ty: TypeRef, value: &T) {
        self.declaration = Some(id);
        self.ty = Some(ty);
        self.group = self.schema.and_then(|schema| group_of(schema, ty));
        value.write(self);
    }

    fn slots(&self) -> usize {
        let group = self.schema.and_then(|schema| schema.group(self.group?));
        group.map_or(0, |group| group.particles.end.saturating_sub(group.particles.start) as usize)
    }

    fn check_count(&mut self, schema: &Schema, particle: Particle, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if (count < particle.min && !schema.is_emptiable(&particle)) || count > particle.max {
            self.errors.push(WriteError::count(schema, &particle, count));
        }
    }
}

impl<'s> XmlWriter<'s> {
    #[inline]
    fn particle(&self, slot: usize) -> Option<(&'s Schema, Particle)> {
        let schema = self.schema?;
        let group = schema.group(self.group?)?;
        schema.particles(group).get(slot).map(|particle| (schema, *particle))
    }

    fn complex_attributes(&self, schema: &'s Schema) -> Option<&'s [AttributeDeclaration]> {
        match self.ty? {
            TypeRef::Complex(id) => schema.complex_type(id).map(|ty| schema.attributes(ty)),
            _ => None,
        }
    }

    fn open_tag(&mut self, name: &'s SchemaName) {
        self.tag_start = self.out.len();
        self.declared_before = self.declared.len();
        self.on_tag.clear();
        self.out.push('<');
        self.push_schema_name(name);
        self.tag_open = true;
        self.declare(name.namespace);
    }

    #[inline]
    fn close_tag(&mut self) {
        if std::mem::take(&mut self.tag_open) {
            self.out.push('>');
        }
    }

    /// Writes the end tag of the element that begins at `start`.
    fn end_tag(&mut self, name: &SchemaName, start: usize) {
        self.out.push_str("</");
        if std::mem::take(&mut self.renamed) {
            let written = self.out.get(start + 1..).unwrap_or_default();
            let end = written.find([' ', '>']).unwrap_or_default();
            self.out.extend_from_within(start + 1..start + 1 + end);
        } else {
            self.push_schema_name(name);
        }
        self.out.push('>');
    }

    /// Declares a namespace on the open tag, unless that is done.
    #[inline]
    fn declare(&mut self, id: NamespaceId) {
        if id == Schema::NO_NAMESPACE || self.declared.contains(&id) {
            return;
        }
        self.declared.push(id);
        if let Some(namespace) = self.schema.and_then(|schema| schema.namespace(id)) {
            push_declaration(&mut self.out, &namespace.prefix, &namespace.uri);
        }
    }

    #[inline]
    fn push_schema_name(&mut self, name: &SchemaName) {
        if name.namespace != Schema::NO_NAMESPACE
            && let Some(namespace) = self.schema.and_then(|schema| schema.namespace(name.namespace))
        {
            self.out.push_str(&namespace.prefix);
            self.out.push(':');
        }
        self.out.push_str(&name.local);
    }

    fn push_name(&mut self, name: &Name) {
        if let Some(namespace) = name.namespace {
            self.out.push_str(namespace.prefix);
            self.out.push(':');
        }
        self.out.push_str(name.local);
    }
}

fn group_of(schema: &Schema, ty: TypeRef) -> Option<GroupId> {
    match ty {
        TypeRef::Complex(id) => match schema.complex_type(id)?.content {
            Content::Elements(group) => Some(group),
            Content::Empty | Content::Simple(_) => None,
        },
        TypeRef::Builtin(_) | TypeRef::Simple(_) => None,
    }
}
