use crate::content::{Content, Particle};
use crate::reader::Token;
use crate::{
    AnyElement, AnyElements, Element, Name, XmlErrorKind, XmlReader, XmlSimple, XmlType, character, xsi,
};

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
            self.check_attributes(element, ty);
        }
        Children { content, particle: 0, count: 0, text_reported: false }
    }

    /// The next child and the index of its particle in the content model; `None` at the element's end. Children that may
    /// not stand where they do are recorded and read over, missing ones are recorded.
    pub fn next_child(&mut self, children: &mut Children) -> Option<(usize, Element<'a>)> {
        loop {
            match self.token() {
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
                Token::Text(text) | Token::CData(text) if character::is_blank(text) => {}
                Token::Text(_) | Token::CData(_) | Token::Reference(_) => {
                    self.report_text(&mut children.text_reported);
                }
                Token::End => {
                    self.complete(children);
                    self.leave();
                    return None;
                }
                Token::Finished => return None,
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
        let namespace = self.namespace(&element).to_owned();
        let declared: Vec<(&'a str, String)> =
            self.bindings().visible().map(|(prefix, uri)| (prefix, uri.to_owned())).collect();
        self.skip();
        if !self.is_halted() {
            let text = self.slice(element.start, self.offset());
            into.push(AnyElement::captured(namespace, element.local, text, &declared));
        }
    }

    /// Reads an element of the simple type `T`.
    pub(crate) fn simple<T: XmlSimple>(&mut self, element: &Element<'_>) -> Option<T> {
        if element.has_attributes {
            self.check_attributes(element, &T::TYPE);
        }
        let value = self.text_in_place().and_then(|text| {
            T::parse(&T::WHITE_SPACE.process(&text))
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
            if count < particle.max
                && !matches!(particle, Particle { term: crate::content::Term::Any(_), .. })
            {
                expected.push(particle.description());
            }
            if count < particle.min {
                break;
            }
            (index, count) = (index + 1, 0);
        }
        let expected =
            if expected.is_empty() { "no further element".to_owned() } else { expected.join(" or ") };
        self.report_unexpected(child, &expected);
        if let Some(index) = later {
            (children.particle, children.count) = (index, 1);
        }
        later.is_some()
    }

    /// Records what is missing at the element's end.
    fn complete(&mut self, children: &Children) {
        let (mut index, mut count) = (children.particle, children.count);
        while let Some(particle) = children.content.particle(index) {
            if count < particle.min {
                self.report_missing(&particle.description());
            }
            (index, count) = (index + 1, 0);
        }
    }

    #[cold]
    fn check_attributes(&mut self, element: &Element<'_>, ty: &'static Name) {
        let wrong: Vec<XmlErrorKind> =
            self.attributes().iter().filter_map(|attribute| xsi::check(self, attribute, ty)).collect();
        for kind in wrong {
            self.record(element.start, kind);
        }
    }
}
