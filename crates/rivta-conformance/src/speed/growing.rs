//! Messages made large: an element that the schema lets repeat is repeated.

use quick_xml::events::Event;
use rivta_schema::resolved::{Content, ElementId, Model, Particle, Term, TypeId};

use crate::markup::{attributes, spans};

/// A message with the element that is repeated.
pub(super) struct Growing {
    head: String,
    pub(super) repeated: String,
    tail: String,
    /// Where in the repeated element a value stands that no two may share: an ID, a key. Each repetition adds its number.
    numbered: Vec<usize>,
}

impl Growing {
    /// `text` with the largest element that can be repeated in it; `errors` counts what is wrong with a message. The text
    /// is why there is none.
    pub(super) fn new(
        model: &Model,
        root: ElementId,
        text: &str,
        errors: &impl Fn(&str) -> usize,
    ) -> Result<Self, String> {
        let found = unbounded(model, root);
        if found.is_empty() {
            return Err("no element repeats without bound".to_owned());
        }
        let mut places: Vec<(usize, usize)> = found.iter().filter_map(|path| place(text, path)).collect();
        places.sort_by_key(|(start, end)| (std::cmp::Reverse(end - start), *start));
        places.dedup();
        let growing = places.into_iter().filter_map(|(start, end)| {
            let [head, repeated, tail] = [text.get(..start)?, text.get(start..end)?, text.get(end..)?];
            Some(Self {
                head: head.to_owned(),
                repeated: repeated.to_owned(),
                tail: tail.to_owned(),
                numbered: Vec::new(),
            })
        });
        growing
            .filter_map(|growing| growing.numbered(errors))
            .next()
            .ok_or_else(|| "no element can be repeated so that the message stays valid".to_owned())
    }

    /// With the places that must differ, so that the message is valid however often the element stands in it.
    fn numbered(mut self, errors: &impl Fn(&str) -> usize) -> Option<Self> {
        const COPIES: usize = 3;
        let mut wrong = errors(&self.repeated_times(COPIES));
        for place in value_ends(&self.repeated) {
            if wrong == 0 {
                break;
            }
            self.numbered.push(place);
            let left = errors(&self.repeated_times(COPIES));
            if left < wrong {
                wrong = left;
            } else {
                self.numbered.pop();
            }
        }
        (wrong == 0).then_some(self)
    }

    /// With another element in place of the repeated one, which differs in its texts.
    pub(super) fn with(&self, repeated: String, errors: &impl Fn(&str) -> usize) -> Option<Self> {
        let (head, tail) = (self.head.clone(), self.tail.clone());
        Self { head, repeated, tail, numbered: Vec::new() }.numbered(errors)
    }

    /// The message around the repeated element.
    pub(super) fn around(&self, repeated: &str) -> String {
        format!("{}{repeated}{}", self.head, self.tail)
    }

    /// The message with at least that many octets.
    pub(super) fn to(&self, octets: usize) -> String {
        let rest = octets.saturating_sub(self.head.len() + self.tail.len());
        self.repeated_times(rest.div_ceil(self.repeated.len().max(1)).max(1))
    }

    fn repeated_times(&self, times: usize) -> String {
        let mut text = self.head.clone();
        text.push_str(&self.repeated);
        for number in 1..times {
            let mut done = 0;
            for place in &self.numbered {
                text.push_str(self.repeated.get(done..*place).unwrap_or_default());
                text.push_str(&format!("{number:07}"));
                done = *place;
            }
            text.push_str(self.repeated.get(done..).unwrap_or_default());
        }
        text.push_str(&self.tail);
        text
    }
}

/// Where the values of attributes and elements end, in ascending order.
fn value_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for span in spans(text) {
        let tag = text.get(span.start_tag.clone()).unwrap_or_default();
        ends.extend(attributes(tag).into_iter().map(|attribute| span.start_tag.start + attribute.end - 1));
        if span.is_leaf && !span.end_tag.is_empty() {
            ends.push(span.end_tag.start);
        }
    }
    ends.sort_unstable();
    ends
}

/// The ways to elements that repeat without bound, the shortest first, by local names from the root on.
fn unbounded(model: &Model, root: ElementId) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut known = Vec::new();
    let first = model.element(root);
    let mut waiting = vec![(first.r#type, vec![first.name.local.to_string()])];
    while !waiting.is_empty() {
        let mut next = Vec::new();
        for (id, path) in waiting {
            let TypeId::Complex(complex) = id else { continue };
            if known.contains(&id) {
                continue;
            }
            known.push(id);
            if let Content::Elements(particle) = &model.complex_type(complex).content {
                children(particle, &mut |child, repeats| {
                    let element = model.element(child);
                    let mut path = path.clone();
                    path.push(element.name.local.to_string());
                    if repeats {
                        found.push(path.clone());
                    }
                    next.push((element.r#type, path));
                });
            }
        }
        waiting = next;
    }
    found
}

fn children(particle: &Particle, each: &mut impl FnMut(ElementId, bool)) {
    match &particle.term {
        Term::Element(id) => each(*id, particle.occurs.max.is_none()),
        Term::Any(_) => {}
        Term::Group(_, parts) => parts.iter().for_each(|part| children(part, each)),
    }
}

/// Where the first element stands whose way from the root is `path`.
fn place(text: &str, path: &[String]) -> Option<(usize, usize)> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let mut begun = None;
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(tag) => {
                open.push(AsRef::<str>::as_ref(&tag.local_name()).to_owned());
                if begun.is_none() && open == path {
                    begun = Some(start);
                }
            }
            Event::End(_) => {
                if let Some(start) = begun.filter(|_| open == path) {
                    return Some((start, end));
                }
                open.pop();
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Growing, place};
    use rivta_schema::documents::Documents;
    use rivta_schema::resolved::resolve;
    use rivta_schema::tables::compile;
    use rivta_xml::{Limits, validate_document};

    /// A message of a root that holds `content`, made large.
    fn grown(content: &str, message: &str, octets: usize) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.xsd");
        let schema = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'><xs:complexType>\
             <xs:sequence>{content}</xs:sequence></xs:complexType></xs:element></xs:schema>"
        );
        std::fs::write(&file, schema).unwrap();
        let model = resolve(&Documents::load([file]).unwrap()).unwrap();
        let tables = compile(&model).unwrap();
        let root = tables.root(rivta_xml::schema::ScopeId(0), "", "r").unwrap();
        let errors = |text: &str| {
            let errors = validate_document(text.as_bytes(), &root, Limits::default()).err();
            errors.map_or(0, |errors| errors.len())
        };
        let growing = Growing::new(&model, model.scopes[0].elements[0], message, &errors)?;
        Ok(growing.to(octets))
    }

    #[test]
    fn a_message_grows_by_an_element_that_repeats_without_bound() {
        let content = "<xs:element name='a' maxOccurs='3'/><xs:element name='b' maxOccurs='unbounded'/>";
        let large = grown(content, "<r><a/><b>1</b><b>2</b></r>", 60).unwrap();
        assert!(large.len() >= 60 && large.starts_with("<r><a/><b>1</b><b>1</b>"), "{large}");
        assert!(large.ends_with("<b>1</b><b>2</b></r>"), "{large}");
        assert!(grown("<xs:element name='a' maxOccurs='3'/>", "<r><a/></r>", 60).is_err());
    }

    #[test]
    fn what_must_be_unique_is_numbered() {
        let content = "<xs:element name='a' maxOccurs='unbounded'><xs:complexType><xs:attribute name='n'/>\
            <xs:attribute name='i' type='xs:ID'/></xs:complexType></xs:element>";
        let large = grown(content, "<r><a n=\"1\" i=\"x\"></a></r>", 60).unwrap();
        let expected =
            "<r><a n=\"1\" i=\"x\"></a><a n=\"1\" i=\"x0000001\"></a><a n=\"1\" i=\"x0000002\"></a>";
        assert!(large.starts_with(expected), "{large}");
    }

    #[test]
    fn an_element_that_is_not_there_has_no_place() {
        let path = ["r".to_owned(), "b".to_owned()];
        assert_eq!(place("<r><a><b>1</b></a></r>", &path), None);
        assert_eq!(place("<r><b>1</b></r>", &path), Some((3, 11)));
    }
}
