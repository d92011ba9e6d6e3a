//! Times of reading, compared within one run: machines differ, ratios hardly.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quick_xml::events::Event;
use quick_xml::reader::NsReader;
use rivta_persons::get_persons_for_profile::GetPersonsForProfile;
use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Content, ElementId, Model, Particle, Term, TypeId, resolve};
use rivta_schema::sample::{Extent, Sample, Sampler};
use rivta_schema::tables::compile;
use rivta_soap::Interaction as _;
use rivta_xml::schema::{Root, ScopeId};
use rivta_xml::{Limits, read_document, validate_document};

use crate::error::{Result, at};
use crate::libxml2;

/// The contract that typed reading is measured with.
const OWN: &str = "../../wsdl/GetPersonsForProfileInteraction_5.0_RIVTABP21.wsdl";

/// What was measured of one message.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its element.
    pub message: String,
    /// Its size in octets.
    pub octets: usize,
    /// NsReader, which checks nothing.
    pub plain: Duration,
    /// The run-time validator.
    pub validator: Duration,
    /// The generated reader, for contracts of rivta-persons.
    pub typed: Option<Duration>,
    /// libxml2's streaming validation, without the start of its process; `None`: it doesn't take the message.
    pub libxml2: Option<Duration>,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} MB", self.message, self.octets / 1_000_000)?;
        let typed = self.typed.map(|time| ("generated reader", time));
        let libxml2 = self.libxml2.map(|time| ("libxml2, streaming", time));
        let known =
            [Some(("NsReader", self.plain)), Some(("run-time validator", self.validator)), typed, libxml2];
        for (what, time) in known.into_iter().flatten() {
            let ratio = time.as_secs_f64() / self.plain.as_secs_f64();
            let speed = self.octets.checked_div(usize::try_from(time.as_micros()).unwrap_or_default());
            writeln!(
                f,
                "  {what:20} {:5} MB/s, {ratio:6.2} times NsReader's time",
                speed.unwrap_or_default()
            )?;
        }
        Ok(())
    }
}

/// Measures a response of rivta-persons, and the responses of these WSDLs.
///
/// # Errors
/// [`Error`](crate::Error).
pub fn speed(wsdls: &[PathBuf], megabytes: usize, rounds: usize) -> Result<Vec<Measured>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(OWN);
    let mut measured = Vec::new();
    for (number, wsdl) in std::iter::once(&own).chain(wsdls).enumerate() {
        measured.extend(responses(wsdl, megabytes * 1_000_000, rounds, number == 0)?);
    }
    Ok(measured)
}

fn responses(wsdl: &Path, octets: usize, rounds: usize, is_own: bool) -> Result<Vec<Measured>> {
    let documents = Documents::load([wsdl.to_owned()])?;
    let model = resolve(&documents)?;
    let schema = compile(&model)?;
    let sampler = Sampler::new(&model, &schema);
    let folder = tempfile::tempdir().map_err(at("a temporary folder"))?;
    let mut all = Vec::new();
    for interaction in &model.interactions {
        let response = interaction.response;
        let sample = Sample { extent: Extent::Full, seed: 1 };
        let Ok(text) = sampler.message(sample, interaction.scope, response) else { continue };
        let Some(large) = enlarged(&model, response, &text, octets) else { continue };
        let name = &model.element(response).name;
        let scope = ScopeId(u32::try_from(interaction.scope.index()).unwrap_or(u32::MAX));
        let namespace = name.namespace.as_deref().unwrap_or_default();
        let Some(root) = schema.root(scope, namespace, &name.local) else { continue };
        let files =
            [folder.path().join("driver.xsd"), folder.path().join("0.xml"), folder.path().join("1.xml")];
        let [driver, small, big] = &files;
        let texts = [&libxml2::driver(&documents, &model, interaction, response), &text, &large];
        for (file, text) in files.iter().zip(texts) {
            std::fs::write(file, text).map_err(at(file))?;
        }
        all.push(measure(&name.local, &large, &root, rounds, is_own, || {
            let start = libxml2::streaming_time(driver, small)?;
            let whole = libxml2::streaming_time(driver, big)?;
            Ok(start.zip(whole).map(|(start, whole)| whole.saturating_sub(start)))
        })?);
    }
    Ok(all)
}

/// Each round measures all, so that what disturbs one disturbs the others too.
fn measure(
    message: &str,
    text: &str,
    root: &Root<'_>,
    rounds: usize,
    is_own: bool,
    theirs: impl Fn() -> Result<Option<Duration>>,
) -> Result<Measured> {
    let limits = Limits { unknown_octets: usize::MAX, ..Limits::default() };
    let (mut plain, mut validator, mut typed, mut libxml2) = (vec![], vec![], vec![], vec![]);
    for _ in 0..rounds.max(1) {
        plain.push(timed(|| read_plainly(text)).0);
        let (time, verdict) = timed(|| validate_document(text.as_bytes(), root, limits));
        validator.extend(verdict.is_ok().then_some(time));
        if is_own {
            let root = &GetPersonsForProfile::CONTRACT.response;
            type Response = <GetPersonsForProfile as rivta_soap::Interaction>::Response;
            let (time, value) = timed(|| read_document::<Response>(text.as_bytes(), root, limits));
            typed.extend(value.is_ok().then_some(time));
        }
        libxml2.extend(theirs()?);
    }
    Ok(Measured {
        message: message.to_owned(),
        octets: text.len(),
        plain: median(plain).unwrap_or_default(),
        validator: median(validator).unwrap_or_default(),
        typed: median(typed),
        libxml2: median(libxml2),
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort();
    times.get(times.len() / 2).copied()
}

/// Reads all events with their namespaces; the number of elements, so that nothing is left out as unused.
fn read_plainly(text: &str) -> usize {
    let mut reader = NsReader::from_str(text);
    let mut elements = 0;
    loop {
        match reader.read_resolved_event() {
            Ok((_, Event::Eof)) | Err(_) => return std::hint::black_box(elements),
            Ok((_, Event::Start(_) | Event::Empty(_))) => elements += 1,
            Ok(_) => {}
        }
    }
}

/// The message with an element that repeats without bound repeated until it has that many octets; `None`: it has none.
fn enlarged(model: &Model, root: ElementId, text: &str, octets: usize) -> Option<String> {
    let paths = unbounded(model, root);
    let (start, end) = paths.iter().find_map(|path| place(text, path))?;
    let repeated = text.get(start..end)?;
    let times = octets.saturating_sub(text.len()) / repeated.len().max(1) + 1;
    Some(format!("{}{}{}", text.get(..start)?, repeated.repeat(times), text.get(start..)?))
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
    use super::{enlarged, place};
    use rivta_schema::documents::Documents;
    use rivta_schema::resolved::resolve;

    #[test]
    fn a_message_grows_by_the_outermost_element_that_repeats_without_bound() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.xsd");
        let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'><xs:complexType>\
            <xs:sequence><xs:element name='a' maxOccurs='3'/><xs:element name='b' maxOccurs='unbounded'/></xs:sequence>\
            </xs:complexType></xs:element></xs:schema>";
        std::fs::write(&file, schema).unwrap();
        let model = resolve(&Documents::load([file]).unwrap()).unwrap();
        let root = model.scopes[0].elements[0];
        let large = enlarged(&model, root, "<r><a/><b>1</b><b>2</b></r>", 60).unwrap();
        assert!(large.len() >= 60 && large.starts_with("<r><a/><b>1</b><b>1</b>"), "{large}");
        assert!(large.ends_with("<b>1</b><b>2</b></r>"), "{large}");
    }

    #[test]
    fn an_element_that_is_not_there_has_no_place() {
        let path = ["r".to_owned(), "b".to_owned()];
        assert_eq!(place("<r><a><b>1</b></a></r>", &path), None);
        assert_eq!(place("<r><b>1</b></r>", &path), Some((3, 11)));
    }
}
