use crate::any::prefixes_in;
use crate::attribute::Attribute;
use crate::content::Content;
use crate::derived::Derived;
use crate::namespace::Binding;
use crate::reader::Token;
use crate::xsi::{self, Checked};
use crate::{AnyElement, AnyElements, Element, Expected, Name, XmlErrorKind, XmlReader, XmlSimple, XmlType};

/// The children of an element of a complex type, as far as they were read.
#[derive(Debug)]
pub struct Children {
    content: &'static Content,
    /// The particle that is being filled, and how often it was.
    particle: usize,
    count: u32,
    text_reported: bool,
}

impl<'a> XmlReader<'a> {
    /// Begins to read an element of the complex type `ty`: checks its attributes. Its children follow with
    /// [`next_child`](Self::next_child).
    pub fn children(
        &mut self,
        element: &Element<'_>,
        content: &'static Content,
        ty: &'static Name,
    ) -> Children {
        if element.has_attributes {
            self.check_attributes(element, ty, None);
        }
        Children { content, particle: 0, count: 0, text_reported: false }
    }

    /// The next child and the index of its particle in the content model; `None` at the element's end. Children that may
    /// not stand where they do are recorded and read over, missing ones are recorded.
    pub fn next_child(&mut self, children: &mut Children) -> Option<(usize, Element<'a>)> {
        loop {
            match self.child_or_end(&mut children.text_reported) {
                Token::Start(child) => {
                    if self.place(children, &child) {
                        let repeats = children
                            .content
                            .particle(children.particle)
                            .is_some_and(|particle| particle.max > 1);
                        self.set_ordinal(if repeats { children.count } else { 0 });
                        return Some((children.particle, child));
                    }
                    self.skip();
                }
                Token::End => {
                    self.complete(children);
                    self.leave();
                    return None;
                }
                _ => return None,
            }
        }
    }

    /// Reads an element as a value of type `T`. `None`: it is invalid, and errors are recorded.
    #[inline]
    pub fn value<T: XmlType>(&mut self, element: Element<'_>) -> Option<T> {
        T::read(self, element)
    }

    /// Reads an element as a value of type `T` and adds it to a list; an invalid one is left out, and errors are recorded.
    #[inline]
    pub fn append<T: XmlType>(&mut self, element: Element<'_>, to: &mut Vec<T>) {
        to.extend(T::read(self, element));
    }

    /// Keeps an unknown element, whatever it holds.
    #[expect(clippy::needless_pass_by_value, reason = "an element is read once; whoever has it gives it up")]
    pub fn capture(&mut self, element: Element<'_>, into: &mut AnyElements) {
        let own: Vec<&str> = self.attributes().iter().filter_map(Attribute::declared_prefix).collect();
        if !self.keep_octets(self.namespace(&element).len()) {
            return;
        }
        let namespace = self.namespace(&element).to_owned();
        self.skip();
        if self.is_halted() {
            return;
        }
        let text = self.slice(element.start, self.offset());
        // What the element uses of the declarations around it; declarations within it are gone again.
        let declared: Vec<(&str, Binding)> = prefixes_in(text)
            .into_iter()
            .filter(|prefix| !own.contains(prefix))
            .filter_map(|prefix| Some((prefix, self.bindings().find(prefix)?)))
            .filter(|(_, binding)| {
                !self.bindings().is_reserved(*binding) && !self.bindings().uri(*binding).is_empty()
            })
            .collect();
        let octets: usize =
            declared.iter().map(|(prefix, binding)| prefix.len() + self.bindings().uri(*binding).len()).sum();
        if self.keep_octets(text.len().saturating_add(octets)) {
            let declared = declared.iter().map(|(prefix, binding)| (*prefix, self.bindings().uri(*binding)));
            into.push(AnyElement::captured(namespace, element.local, text, declared));
        }
    }

    /// Records the attributes that an untyped element of the simple type `ty` may not have; a protocol around the schema
    /// may put its own, of the namespace `also`, there.
    pub fn check_untyped_attributes(&mut self, element: &Element<'_>, ty: &'static Name, also: &str) {
        self.check_attributes(element, ty, Some(also));
    }

    /// Reads an element of the simple type `T`.
    pub(crate) fn simple<T: XmlSimple>(&mut self, element: &Element<'_>) -> Option<T> {
        let narrowed =
            if element.has_attributes { self.check_attributes(element, &T::TYPE, None) } else { None };
        let value = self.text_in_place().and_then(|text| {
            let text = narrowed.map_or(T::WHITE_SPACE, |narrowed| narrowed.white_space).process(&text);
            narrowed
                .map_or(Ok(()), |narrowed| narrowed.check(&text))
                .and_then(|()| T::parse(&text))
                .map_err(|error| self.record(element.start, XmlErrorKind::Value(error)))
                .ok()
        });
        self.leave();
        value
    }

    /// Whether the child is where the content model admits it; if so, moves there.
    #[inline]
    fn place(&mut self, children: &mut Children, child: &Element<'_>) -> bool {
        let uri = self.namespace(child);
        let (mut index, mut count) = (children.particle, children.count);
        // Greedy is right: XML Schema forbids content models in which a name could fit two particles (unique particle
        // attribution).
        while let Some(particle) = children.content.particle(index) {
            if count < particle.max && particle.admits(uri, child.local) {
                (children.particle, children.count) = (index, count + 1);
                return true;
            }
            if count < particle.min {
                break;
            }
            (index, count) = (index + 1, 0);
        }
        self.misplaced(children, child)
    }

    /// Records why the child may not stand here. If it only comes too early, the places before it are held to be filled.
    #[cold]
    fn misplaced(&mut self, children: &mut Children, child: &Element<'_>) -> bool {
        let uri = self.namespace(child);
        let later = children.content.find(children.particle + 1, uri, child.local).map(|(index, _)| index);
        let mut expected = Vec::new();
        let mut index = children.particle;
        let mut count = children.count;
        while let Some(particle) = children.content.particle(index) {
            if count < particle.max {
                expected.extend(particle.expected(child.local));
            }
            if count < particle.min {
                break;
            }
            (index, count) = (index + 1, 0);
        }
        let expected = if expected.is_empty() { Expected::NoElement } else { Expected::Elements(expected) };
        self.report_unexpected(child, expected);
        if let Some(index) = later {
            (children.particle, children.count) = (index, 1);
        }
        later.is_some()
    }

    /// Records what is missing at the element's end.
    fn complete(&mut self, children: &Children) {
        let (mut index, mut count) = (children.particle, children.count);
        while let Some(particle) = children.content.particle(index) {
            if count < particle.min
                && let Some(missing) = particle.expected("")
            {
                self.report_missing(&missing.name);
            }
            (index, count) = (index + 1, 0);
        }
    }

    /// Records the attributes that an element of the type `ty` may not have; those in the namespace `also` it may.
    #[cold]
    fn check_attributes(
        &mut self,
        element: &Element<'_>,
        ty: &'static Name,
        also: Option<&str>,
    ) -> Option<&'static Derived> {
        let mut narrowed = None;
        let mut wrong = Vec::new();
        for attribute in self.attributes() {
            let (prefix, _) = attribute.split_name();
            if also.is_some() && !prefix.is_empty() && self.attribute_namespace(prefix) == also {
                continue;
            }
            match xsi::check(self, attribute, ty) {
                Checked::Accepted => {}
                Checked::Narrowed(derived) => narrowed = Some(derived),
                Checked::Wrong(kind) => wrong.push(kind),
            }
        }
        for kind in wrong {
            self.record(element.start, kind);
        }
        narrowed
    }
}
