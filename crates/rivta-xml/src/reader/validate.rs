//! Validation of an element by the tables of its schema: its type, its attributes, its text, its children.

use std::borrow::Cow;

use super::attributes::Instance;
use super::{Between, Element, Token, XmlReader};
use crate::character::{is_blank, is_space};
use crate::content::{ChildName, Matched};
use crate::schema::{
    Builtin, ComplexType, Content, Derivations, ElementId, ProcessContents, Root, Schema, TypeRef,
    ValueConstraint,
};
use crate::{Expected, XmlErrorKind};

impl<'a> XmlReader<'a> {
    /// Begins to validate the element that was opened last as the root of a document.
    pub(crate) fn begin_root(&mut self, root: &Root<'a>, element: Element<'a>) {
        self.use_schema(root.schema, root.schema.scope(root.scope));
        self.child = Some(element);
        self.begin(root.element);
    }

    /// Validates all of the element that was opened last against `root`, to its end.
    pub fn validate(&mut self, root: &Root<'a>, element: Element<'a>) {
        self.begin_root(root, element);
        self.check();
        self.finish_references();
    }

    /// Validates all of the element that was opened last, which no schema declares as a root, by the type that its
    /// `xsi:type` names.
    pub fn validate_undeclared(
        &mut self,
        schema: &'a Schema,
        scope: crate::schema::ScopeId,
        element: Element<'a>,
    ) {
        self.use_schema(schema, schema.scope(scope));
        self.child = Some(element);
        self.check_wild(ProcessContents::Strict);
        self.finish_references();
    }

    /// Begins with the element that was opened last, as declared.
    pub(super) fn begin(&mut self, id: ElementId) {
        let schema = self.schema;
        let Some(declaration) = schema.element(id) else { return };
        let start = self.child_start();
        if declaration.r#abstract {
            self.record(start, XmlErrorKind::AbstractElement);
        }
        let mut instance = Instance { ty: declaration.r#type, nil: false };
        let has_attributes = !self.attributes.is_empty();
        if has_attributes {
            self.read_instance(&mut instance, Some(declaration), declaration.block);
        }
        self.begin_typed(Some(id), &instance, has_attributes);
        if !declaration.constraints.is_empty() || self.identity.is_some() {
            self.begin_identity(Some(declaration));
        }
    }

    fn begin_typed(&mut self, declaration: Option<ElementId>, instance: &Instance, has_attributes: bool) {
        let schema = self.schema;
        let Instance { ty, nil } = *instance;
        let mut content = Content::Empty;
        let mut between = Between::Blank;
        if let TypeRef::Complex(id) = ty
            && let Some(complex) = schema.complex_type(id)
        {
            if complex.r#abstract {
                self.record(
                    self.child_start(),
                    XmlErrorKind::AbstractType { name: schema.type_name(ty).to_owned() },
                );
            }
            let declared = schema.attributes(complex);
            if has_attributes || declared.iter().any(|attribute| attribute.required) {
                self.check_attributes(Some(complex));
            }
            content = complex.content;
            between = match content {
                _ if complex.mixed => Between::Any,
                Content::Empty => Between::Nothing,
                Content::Simple(_) | Content::Elements(_) => Between::Blank,
            };
        } else if has_attributes && ty != TypeRef::Builtin(Builtin::AnyType) {
            self.check_attributes(None);
        } else if has_attributes {
            self.check_unknown_attributes();
        }
        if let Some(open) = self.open.last_mut() {
            open.declaration = declaration;
            open.ty = ty;
            open.nil = nil;
            open.between = between;
        }
        if let Content::Elements(id) = content
            && !nil
            && let Some(group) = schema.group(id)
        {
            self.contents.begin(schema, group);
        }
    }

    /// Validates the rest of the element that was begun last, to its end.
    pub(super) fn check(&mut self) {
        let Some(open) = self.open.last() else { return };
        let (ty, nil) = (open.ty, open.nil);
        if nil {
            self.check_nil();
            return;
        }
        match self.text_type(ty) {
            Some(_) => {
                self.checked_text();
                self.leave();
            }
            None if self.has_fixed_text() => self.check_fixed_text(),
            None if ty == TypeRef::Builtin(Builtin::AnyType) => self.check_any_content(),
            None => {
                while let Some(matched) = self.next_matched() {
                    match matched {
                        Matched::Element(_) => self.check(),
                        Matched::Any(id) => {
                            let process =
                                self.schema.wildcard(id).map_or(ProcessContents::Skip, |any| any.process);
                            self.check_wild(process);
                        }
                    }
                }
            }
        }
    }

    /// Whether the schema fixes the text of the element that was begun last, whose content is mixed.
    fn has_fixed_text(&self) -> bool {
        let declaration =
            self.open.last().and_then(|open| open.declaration).and_then(|id| self.schema.element(id));
        declaration.is_some_and(|element| element.value.as_ref().is_some_and(|value| value.fixed))
    }

    /// Mixed content that is fixed: no elements, and this text (cvc-elt 5.2.2.1 and 5.2.2.2.1).
    fn check_fixed_text(&mut self) {
        let Some((start, declaration)) = self.open.last().map(|open| (open.start, open.declaration)) else {
            return;
        };
        let fixed =
            declaration.and_then(|id| self.schema.element(id)).and_then(|element| element.value.as_ref());
        if let Some(text) = self.text_in_place()
            && !text.is_empty()
            && fixed.is_some_and(|fixed| fixed.text != text)
        {
            self.record(start, XmlErrorKind::FixedValue);
        }
        self.leave();
    }

    /// The simple type of the text of elements of type `ty`; `None`: they hold elements.
    #[inline]
    pub(super) fn text_type(&self, ty: TypeRef) -> Option<TypeRef> {
        match ty {
            TypeRef::Builtin(Builtin::AnyType) => None,
            TypeRef::Builtin(_) | TypeRef::Simple(_) => Some(ty),
            TypeRef::Complex(id) => match self.schema.complex_type(id)?.content {
                Content::Simple(ty) => Some(ty),
                Content::Empty | Content::Elements(_) => None,
            },
        }
    }

    /// The next child of the element that was begun last, placed and begun; at its end it is checked to be complete and
    /// left.
    #[inline]
    fn next_matched(&mut self) -> Option<Matched> {
        loop {
            match self.next_token_of_content() {
                Token::Start(child) => {
                    if let Some((matched, _)) = self.place(child) {
                        if let Matched::Element(id) = matched {
                            self.begin(id);
                        }
                        return Some(matched);
                    }
                    self.skip();
                }
                Token::End => {
                    self.complete();
                    self.leave();
                    return None;
                }
                _ => return None,
            }
        }
    }

    /// The next start or end in the content of the element that was opened last; text that may not stand there is recorded,
    /// once for each element.
    #[inline]
    pub(super) fn next_token_of_content(&mut self) -> Token<'a> {
        let Some(between) = self.open.last().map(|open| open.between) else { return Token::Finished };
        loop {
            let may_stand = match self.token() {
                Token::Text(text) | Token::CData(text) => {
                    between == Between::Any || between == Between::Blank && is_blank(text)
                }
                // White space is white space also where it is written as a reference (cvc-complex-type 2.3).
                Token::Reference(character) => {
                    between == Between::Any || between == Between::Blank && is_space(character)
                }
                token => return token,
            };
            if !may_stand {
                self.report_text();
            }
        }
    }

    /// Finds where in its parent's content model the child stands that was opened last.
    #[inline]
    pub(super) fn place(&mut self, child: Element<'a>) -> Option<(Matched, usize)> {
        let base =
            self.open.len().checked_sub(2).and_then(|parent| self.open.get(parent)).map(|open| open.base)?;
        let name = ChildName { namespace: self.bindings.schema_namespace(child.binding), local: child.local };
        self.child = Some(child);
        let placed = self.contents.place(self.schema, base, name).or_else(|| self.misplaced(base, name));
        if placed.is_some() {
            let ordinal = self.contents.ordinal();
            if let Some(open) = self.open.last_mut() {
                open.ordinal = ordinal;
                open.base = self.contents.len();
            }
        }
        placed
    }

    /// Records why the child may not stand here. If it only comes too early, the places before it are held to be filled.
    #[cold]
    fn misplaced(&mut self, base: usize, name: ChildName<'a>) -> Option<(Matched, usize)> {
        let child = self.child?;
        let expected = self.contents.expected(self.schema, base);
        let names: Vec<_> =
            expected.iter().filter_map(|particle| self.schema.expected(particle, child.local)).collect();
        let expected = if names.is_empty() { Expected::NoElement } else { Expected::Elements(names) };
        self.report_unexpected(&child, expected);
        self.contents.skip_to(self.schema, base, name)
    }

    /// Records what is missing at the end of the element that was begun last.
    #[inline]
    pub(super) fn complete(&mut self) {
        let Some(base) = self.open.last().map(|open| open.base) else { return };
        for level in (base..self.contents.len()).rev() {
            if !self.contents.is_satisfied(self.schema, level) {
                self.report_incomplete(base);
                return;
            }
        }
    }

    #[cold]
    fn report_incomplete(&mut self, base: usize) {
        for choices in self.contents.missing(self.schema, base) {
            let names: Vec<String> = choices
                .iter()
                .filter_map(|particle| self.schema.expected(particle, "").map(|expected| expected.name))
                .collect();
            let names = if names.is_empty() { vec!["any element".to_owned()] } else { names };
            self.report_missing(&names.join(" or "));
        }
    }

    /// The text of the element that was begun last, checked; white space is processed, a default is put in. The element is
    /// still open. `None`: it is invalid.
    pub(super) fn checked_text(&mut self) -> Option<Cow<'a, str>> {
        let open = self.open.last()?;
        let start = open.start;
        let constraint = open
            .declaration
            .and_then(|id| self.schema.element(id))
            .and_then(|element| element.value.as_ref());
        let ty = self.text_type(open.ty)?;
        let mut text = self.text_in_place()?;
        if text.is_empty()
            && let Some(constraint) = constraint
        {
            text = Cow::Borrowed(&constraint.text);
        }
        match self.schema.check(ty, text, &self.bindings) {
            Ok(text) => {
                if constraint.is_some_and(|constraint| !self.is_fixed_value(ty, &text, constraint)) {
                    self.record(start, XmlErrorKind::FixedValue);
                    return None;
                }
                self.note_id(ty, &text, start);
                if self.identity.is_some() {
                    self.identity_value(ty, &text);
                }
                Some(text)
            }
            Err(error) => {
                self.record(start, XmlErrorKind::Value(error));
                None
            }
        }
    }

    /// Whether a value is as a constraint wants it.
    pub(super) fn is_fixed_value(&self, ty: TypeRef, text: &str, constraint: &ValueConstraint) -> bool {
        !constraint.fixed || self.schema.equal(ty, text, &self.bindings, &constraint.text, &self.bindings)
    }

    /// An element that `xsi:nil` says to be empty must be (cvc-elt 3.2.1).
    fn check_nil(&mut self) {
        loop {
            match self.token() {
                Token::Start(child) => {
                    self.report_unexpected(&child, Expected::NoElement);
                    self.skip();
                }
                Token::End => {
                    self.leave();
                    return;
                }
                Token::Finished => return,
                Token::Text(_) | Token::CData(_) | Token::Reference(_) => self.report_text(),
            }
        }
    }

    /// Reads over an element that is nil.
    pub(super) fn finish_nil(&mut self) {
        self.check_nil();
    }

    /// Checks the content of an element of any type: what is declared in it must be valid.
    fn check_any_content(&mut self) {
        loop {
            match self.token() {
                Token::Start(child) => {
                    self.child = Some(child);
                    if let Some(open) = self.open.last_mut() {
                        open.base = self.contents.len();
                    }
                    self.check_wild(ProcessContents::Lax);
                }
                Token::End => {
                    self.leave();
                    return;
                }
                Token::Finished => return,
                Token::Text(_) | Token::CData(_) | Token::Reference(_) => {}
            }
        }
    }

    /// Checks the element that was opened last, which a wildcard lets through, to its end.
    pub(super) fn check_wild(&mut self, process: ProcessContents) {
        let Some(child) = self.child.filter(|_| process != ProcessContents::Skip) else {
            self.skip();
            return;
        };
        let namespace = self.bindings.schema_namespace(child.binding);
        if let Some(id) = self.schema.global_element(self.scope, namespace, child.local) {
            self.begin(id);
            self.check();
            return;
        }
        let any = TypeRef::Builtin(Builtin::AnyType);
        let mut instance = Instance { ty: any, nil: false };
        if !self.attributes.is_empty() {
            self.read_instance(&mut instance, None, Derivations::default());
        }
        if instance.ty != any {
            self.begin_typed(None, &instance, true);
            self.begin_undeclared();
            self.check();
        } else if process == ProcessContents::Strict {
            self.report_undeclared(&child);
            self.skip();
        } else {
            self.begin_undeclared();
            self.check_unknown_attributes();
            self.check_any_content();
        }
    }

    /// An element that no declaration is known of has begun; constraints of the elements around may lead to it.
    fn begin_undeclared(&mut self) {
        if self.identity.is_some() {
            self.begin_identity(None);
        }
    }

    fn report_undeclared(&mut self, child: &Element<'a>) {
        self.report_unexpected(child, Expected::DeclaredElement);
    }

    /// Where the start tag of the element that was opened last begins.
    pub(super) fn child_start(&self) -> usize {
        self.open.last().map_or(0, |open| open.start)
    }

    /// The complex type of the element that was begun last.
    pub(super) fn complex_type(&self) -> Option<&'a ComplexType> {
        match self.open.last()?.ty {
            TypeRef::Complex(id) => self.schema.complex_type(id),
            _ => None,
        }
    }
}
