//! What generated types ask of the reader. The reader validates an element by the tables of its schema; a type takes from
//! it what it keeps: attributes, then children, slot by slot.

use std::borrow::Cow;

use super::{Child, Token};
use crate::any::{AnyAttributes, prefixes_in};
use crate::attribute::Attribute;
use crate::content::{Matched, leaf_number};
use crate::schema::{
    AttributeDeclaration, ComplexTypeId, Content, ElementId, ProcessContents, Root, TypeRef,
};
use crate::{AnyElement, AnyElements, Element, Order, XmlErrorKind, XmlGroup, XmlReader, XmlSimple, XmlType};

/// The next part of mixed content.
#[derive(Debug)]
pub enum Mixed<'a> {
    /// Text between elements.
    Text(Cow<'a, str>),
    /// A child; which of the leaves (elements and wildcards) of the content model it is, groups walked depth first.
    Leaf(usize),
}

impl<'a> XmlReader<'a> {
    /// Reads the element that was opened last as a value of type `T`, which was generated for `root`. `None`: it is
    /// invalid, and errors are recorded.
    pub fn typed<T: XmlType>(&mut self, root: &Root<'a>, element: Element<'a>) -> Option<T> {
        self.begin_root(root, element);
        let value = T::read(self);
        self.finish_references();
        value
    }

    /// The slot of the next child within the group that is being read; `None` at its end. Where the slot holds an element,
    /// that is read next, with [`value`](Self::value), [`append`](Self::append) or [`capture`](Self::capture); where it
    /// holds a group, that one's slots follow, with [`group`](Self::group) or [`append_group`](Self::append_group).
    ///
    /// Children that may not stand where they do are recorded and read over, missing ones are recorded.
    #[expect(
        clippy::should_implement_trait,
        reason = "what follows depends on the slot, and is read in between"
    )]
    #[inline]
    pub fn next(&mut self) -> Option<usize> {
        while self.pending.is_none() && !self.ending {
            match self.next_token_of_content() {
                Token::Start(child) => match self.place(child) {
                    Some((matched, level)) => self.pending = Some(Child { matched, level: Some(level) }),
                    None => self.skip(),
                },
                Token::End => {
                    self.complete();
                    self.ending = true;
                }
                _ => return None,
            }
        }
        if self.pending.is_some() { self.deliver() } else { self.end_group() }
    }

    /// The next part of the mixed content of the element that was begun last; `None` at its end.
    pub fn next_mixed(&mut self) -> Option<Mixed<'a>> {
        let mut text = Cow::Borrowed("");
        while self.pending.is_none() {
            match self.token() {
                Token::Text(piece) | Token::CData(piece) => push(&mut text, self.line_ends(piece)),
                Token::Reference(character) => push(&mut text, Cow::Owned(character.to_string())),
                Token::Start(child) => match self.place(child) {
                    Some((matched, level)) => self.pending = Some(Child { matched, level: Some(level) }),
                    None => self.skip(),
                },
                Token::End if text.is_empty() => {
                    self.complete();
                    self.leave();
                    return None;
                }
                Token::End => {
                    self.put_back_end();
                    return Some(Mixed::Text(text));
                }
                Token::Finished => return None,
            }
        }
        if !text.is_empty() {
            return Some(Mixed::Text(text));
        }
        let child = self.pending.take()?;
        let parent = self.open.len().checked_sub(2).and_then(|parent| self.open.get(parent));
        let leaf = parent.map_or(0, |parent| self.leaf(parent.base, parent.ty));
        self.begin_child(child.matched);
        Some(Mixed::Leaf(leaf))
    }

    /// Reads the child at hand as a value of type `T`. `None`: it is invalid, and errors are recorded.
    #[inline]
    pub fn value<T: XmlType>(&mut self) -> Option<T> {
        T::read(self)
    }

    /// Reads the child at hand as a value of type `T` and adds it to a list; an invalid one is left out, and errors are
    /// recorded.
    #[inline]
    pub fn append<T: XmlType>(&mut self, to: &mut Vec<T>) {
        to.extend(T::read(self));
    }

    /// Reads the group at hand.
    #[inline]
    pub fn group<T: XmlGroup>(&mut self) -> Option<T> {
        T::read(self)
    }

    /// Reads the group at hand and adds it to a list.
    #[inline]
    pub fn append_group<T: XmlGroup>(&mut self, to: &mut Vec<T>) {
        to.extend(T::read(self));
    }

    /// Keeps the child at hand, which a wildcard let through, as it is; what is declared of it must be valid.
    pub fn capture(&mut self, into: &mut AnyElements) {
        let Some(element) = self.child else { return };
        let own: Vec<&str> = self.attributes().iter().filter_map(Attribute::declared_prefix).collect();
        let before = self.open.len().saturating_sub(1);
        self.check_wild(self.process);
        if self.is_halted() || self.open.len() > before {
            return;
        }
        let text = self.slice(element.start, self.offset());
        // What the element uses of the declarations around it; declarations within it are gone again.
        let mut declared: Vec<(&str, &str)> = Vec::new();
        for prefix in prefixes_in(text) {
            if !own.contains(&prefix)
                && !declared.iter().any(|(known, _)| *known == prefix)
                && let Some(uri) = self.bindings.declared_uri(prefix)
                && !uri.is_empty()
            {
                declared.push((prefix, uri));
            }
        }
        let octets: usize = declared.iter().map(|(prefix, uri)| prefix.len() + uri.len()).sum();
        let captured = AnyElement::captured(text, &declared);
        if self.keep_octets(text.len().saturating_add(octets)) {
            into.push(captured);
        }
    }

    /// The value of an attribute of the element that was begun last, by its slot among those that its type declares.
    /// `None`: it is not given, or invalid, and then errors are recorded.
    pub fn attribute<T: XmlSimple>(&mut self, slot: usize) -> Option<T> {
        let declared = self.schema.attributes(self.complex_type()?).get(slot)?;
        let text = self.attribute_text(declared)?;
        let text = T::WHITE_SPACE.process(&text);
        self.parse_checked(&text)
    }

    /// The attributes of the element that was begun last that its type does not declare and a wildcard lets through.
    pub fn other_attributes(&mut self) -> AnyAttributes {
        let declared = self.complex_type().map(|ty| self.schema.attributes(ty)).unwrap_or_default();
        self.collect_attributes(declared, false)
    }

    /// All attributes of the element that was begun last, `xsi:` ones too.
    pub(crate) fn all_attributes(&mut self) -> AnyAttributes {
        self.collect_attributes(&[], true)
    }

    /// The text of the element that was begun last, as a value of type `T`; reads it to its end.
    #[inline]
    pub fn simple<T: XmlSimple>(&mut self) -> Option<T> {
        let value = self.checked_text().and_then(|text| self.parse_checked(&text));
        self.leave();
        value
    }

    /// Whether `xsi:nil` says that the element that was begun last is empty; it is then read to its end, and these are its
    /// attributes.
    pub fn nil(&mut self) -> Option<AnyAttributes> {
        if !self.open.last().is_some_and(|open| open.nil) {
            return None;
        }
        let attributes = self.collect_attributes(&[], false);
        self.finish_nil();
        Some(attributes)
    }

    /// The order in which the elements of the `xs:all` group that was read last stood.
    pub fn order(&self) -> Order {
        self.order.clone()
    }

    /// The complex type of the element that was begun last: the declared one, or what `xsi:type` names.
    pub fn complex_type_id(&self) -> Option<ComplexTypeId> {
        match self.open.last()?.ty {
            TypeRef::Complex(id) => Some(id),
            TypeRef::Builtin(_) | TypeRef::Simple(_) => None,
        }
    }

    /// The declaration of the element that was begun last: of a substitution group, the member that stands here.
    pub fn element_id(&self) -> Option<ElementId> {
        self.open.last().and_then(|open| open.declaration)
    }

    /// Reads over the element that was begun last, to its end, and validates it.
    pub fn pass(&mut self) {
        self.check();
    }

    /// The text of an attribute, its white space normalised as XML does.
    pub(crate) fn attribute_text(&self, declared: &AttributeDeclaration) -> Option<Cow<'a, str>> {
        let attribute = self.attributes().iter().find(|attribute| {
            let (prefix, local) = attribute.split_name();
            local == declared.name.local && self.attribute_schema_namespace(prefix) == declared.name.namespace
        })?;
        attribute.value().ok()
    }

    fn parse_checked<T: XmlSimple>(&mut self, text: &str) -> Option<T> {
        match T::parse_checked(text, self.bindings()) {
            Ok(value) => Some(value),
            Err(error) => {
                // Recorded already, unless the type is narrower than its schema.
                if !self.has_errors() {
                    self.record(self.child_start(), XmlErrorKind::Value(error));
                }
                None
            }
        }
    }

    /// Hands out the child that was placed: first the ends of the groups that it is no more in, then the slots of those
    /// that it begins, then its own.
    #[inline]
    fn deliver(&mut self) -> Option<usize> {
        let Child { matched, level } = self.pending?;
        let innermost = self.contents.len().saturating_sub(1);
        let parent = self.open.len().checked_sub(2).and_then(|parent| self.open.get_mut(parent))?;
        let entered = parent.base + parent.entered;
        if level.is_some_and(|level| entered > level) {
            parent.entered -= 1;
            return None;
        }
        if entered < innermost {
            parent.entered += 1;
            self.pending = Some(Child { matched, level: None });
            return Some(self.contents.slot(entered));
        }
        self.pending = None;
        self.begin_child(matched);
        Some(self.contents.slot(innermost))
    }

    #[inline]
    fn begin_child(&mut self, matched: Matched) {
        match matched {
            Matched::Element(id) => self.begin(id),
            Matched::Any(id) => {
                self.process =
                    self.schema.wildcard(id).map_or(ProcessContents::Skip, |wildcard| wildcard.process);
            }
        }
    }

    /// The element's end was read: the groups end that are being read, then the element.
    #[inline]
    fn end_group(&mut self) -> Option<usize> {
        let open = self.open.last_mut()?;
        if open.entered > 0 {
            open.entered -= 1;
            return None;
        }
        self.order = Order::new(self.contents.filled(open.base));
        self.ending = false;
        self.leave();
        None
    }

    /// Which leaf of its parent's content model the child is that was placed last.
    fn leaf(&self, base: usize, ty: TypeRef) -> usize {
        let TypeRef::Complex(id) = ty else { return 0 };
        let Some(Content::Elements(group)) = self.schema.complex_type(id).map(|ty| ty.content) else {
            return 0;
        };
        let mut slots = (base..self.contents.len()).map(|level| self.contents.slot(level));
        self.schema
            .group(group)
            .map_or(0, |group| leaf_number(self.schema, self.schema.particles(group), &mut slots))
    }

    fn collect_attributes(&mut self, declared: &[AttributeDeclaration], instance: bool) -> AnyAttributes {
        let mut kept = AnyAttributes::default();
        for attribute in self.attributes() {
            let (prefix, local) = attribute.split_name();
            let uri = self.attribute_namespace(prefix).unwrap_or_default();
            let is_instance = !instance && !prefix.is_empty() && uri == super::XSI;
            let namespace = self.attribute_schema_namespace(prefix);
            let is_declared = declared
                .iter()
                .any(|declared| declared.name.namespace == namespace && declared.name.local == local);
            if attribute.declared_prefix().is_none()
                && !is_instance
                && !is_declared
                && let Ok(value) = attribute.value()
            {
                kept.push(prefix, uri, local, value.into_owned());
            }
        }
        kept
    }
}

fn push<'t>(text: &mut Cow<'t, str>, piece: Cow<'t, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}
