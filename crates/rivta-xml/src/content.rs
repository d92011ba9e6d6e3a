use crate::{ElementName, Name, Namespace};

/// The content model of a complex type: what [`XmlReader::next_child`] enforces and [`XmlWriter::field`] takes names from.
///
/// [`XmlReader::next_child`]: crate::XmlReader::next_child
/// [`XmlWriter::field`]: crate::XmlWriter::field
#[derive(Debug)]
pub struct Content {
    /// What stands in it, in this order (`xs:sequence`).
    pub particles: &'static [Particle],
}

/// One place in a content model, with how often it may be filled.
#[derive(Debug)]
pub struct Particle {
    pub(crate) term: Term,
    pub(crate) min: u32,
    pub(crate) max: u32,
}

/// What may stand at a place.
#[derive(Debug)]
pub(crate) enum Term {
    Element(Name),
    Any(AnyNamespace),
}

/// The namespaces that an `xs:any` admits.
#[derive(Clone, Copy, Debug)]
pub enum AnyNamespace {
    /// `##other`: every namespace but this one; elements in no namespace are not admitted.
    Other(&'static Namespace),
}

/// `maxOccurs="unbounded"`.
pub const UNBOUNDED: u32 = u32::MAX;

impl Content {
    pub(crate) fn particle(&self, index: usize) -> Option<&'static Particle> {
        self.particles.get(index)
    }

    /// The particle that admits an element, at `from` or later.
    pub(crate) fn find(&self, from: usize, uri: &str, local: &str) -> Option<(usize, &'static Particle)> {
        self.particles.iter().enumerate().skip(from).find(|(_, particle)| particle.admits(uri, local))
    }
}

impl Particle {
    /// An element `min` to `max` times.
    pub const fn element(name: Name, min: u32, max: u32) -> Self {
        Self { term: Term::Element(name), min, max }
    }

    /// Unknown elements `min` to `max` times (`xs:any processContents="lax"`).
    pub const fn any(namespace: AnyNamespace, min: u32, max: u32) -> Self {
        Self { term: Term::Any(namespace), min, max }
    }

    #[inline]
    pub(crate) fn admits(&self, uri: &str, local: &str) -> bool {
        match &self.term {
            Term::Element(name) => name.is(uri, local),
            Term::Any(AnyNamespace::Other(target)) => !uri.is_empty() && uri != target.uri,
        }
    }

    /// The element that stands here, as a diagnostic names it where `found` stands instead; `None`: there is no one
    /// element.
    pub(crate) fn expected(&self, found: &str) -> Option<ElementName> {
        match &self.term {
            Term::Element(name) => Some(name.expected(found)),
            Term::Any(_) => None,
        }
    }
}
