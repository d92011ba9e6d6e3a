//! A folder of packages: what of them is taken, whether samples of their messages are valid, and who judges changed samples
//! how.

mod report;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rivta_schema::Package;
use rivta_schema::documents::{Documents, normalize};
use rivta_schema::package::Options;
use rivta_schema::resolved::{ElementId, Interaction, Model, ScopeId};
use rivta_schema::sample::{Direction, Extent, Sample, Sampler};
use rivta_xml::schema::Root;
use rivta_xml::{Limits, XmlError, XmlReader, validate_document};

pub use self::report::{Changed, PackageReport, changes, package_bars};
use crate::error::{Result, at};
use crate::known;
use crate::libxml2;
use crate::mutation::{TypeName, mutants};

/// The samples that are made of each message.
pub(crate) const SAMPLES: [Sample; 5] = [
    Sample { extent: Extent::Minimal, seed: 1 },
    Sample { extent: Extent::Full, seed: 1 },
    Sample { extent: Extent::Full, seed: 2 },
    Sample { extent: Extent::Varied, seed: 1 },
    Sample { extent: Extent::Varied, seed: 2 },
];

/// So many elements of a message's sample are changed: spread over it, they meet each kind of content.
const CHANGED_ELEMENTS: usize = 25;
/// So many of a document that no operation sends: there are many, and most are parts of messages.
const CHANGED_ELEMENTS_BESIDE: usize = 6;

/// Measures every folder in `folder` as a package, if its name has `only` in it.
///
/// # Errors
/// [`Error`](crate::Error), but for what is wrong with a package: that is in its report.
pub fn packages(folder: &Path, only: &str) -> Result<Vec<PackageReport>> {
    let mut folders = entries(folder)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    folders.retain(|path| path.is_dir() && name(path).contains(only));
    folders
        .iter()
        .map(|package| {
            let mut report = PackageReport { name: name(package), ..Default::default() };
            Measuring { report: &mut report, sent: HashSet::new(), faulty: HashSet::new() }
                .measure(package)?;
            Ok(report)
        })
        .collect()
}

struct Measuring<'r> {
    report: &'r mut PackageReport,
    /// The roots of messages: file and name.
    sent: HashSet<(PathBuf, String)>,
    /// The schemas that libxml2 refuses.
    faulty: HashSet<PathBuf>,
}

/// A root of documents that are judged.
struct Message<'p> {
    package: &'p Package,
    sampler: &'p Sampler<'p>,
    scope: ScopeId,
    element: ElementId,
    /// The schema that libxml2 judges by.
    theirs: PathBuf,
    changed_elements: usize,
}

impl Measuring<'_> {
    fn measure(&mut self, folder: &Path) -> Result<()> {
        let (mut schemas, mut wsdls) = (Vec::new(), Vec::new());
        find(folder, "xsd", &mut schemas)?;
        find(folder, "wsdl", &mut wsdls)?;
        let mut taken = Vec::new();
        for schema in schemas {
            let is_sound = libxml2::accepts_schema(&schema)?;
            if !is_sound {
                self.faulty.insert(normalize(&schema));
            }
            let ours =
                load(self.report, &schema, |_| is_sound, |report| (&mut report.schemas, &mut report.faulty));
            taken.extend(ours.filter(|_| is_sound).map(|package| (schema, package)));
        }
        for wsdl in &wsdls {
            let reached = Documents::load_all([wsdl.clone()], false);
            let is_sound = |is_taken: bool| {
                reached.iter().all(|(_, document)| {
                    // What is missing only matters where something in it is referred to.
                    !self.faulty.contains(&document.path) && (is_taken || document.missing.is_empty())
                })
            };
            let ours =
                load(self.report, wsdl, is_sound, |report| (&mut report.wsdls, &mut report.faulty_wsdls));
            if let Some(package) = ours {
                self.operations(&package)?;
            }
        }
        for (schema, package) in &taken {
            self.beside(schema, package)?;
        }
        Ok(())
    }

    fn operations(&mut self, package: &Package) -> Result<()> {
        let sampler = Sampler::new(&package.model, &package.schema);
        let folder = tempfile::tempdir().map_err(at("a temporary folder"))?;
        let driver = folder.path().join("driver.xsd");
        for interaction in &package.model.interactions {
            for (direction, element) in
                [(Direction::Request, interaction.request), (Direction::Response, interaction.response)]
            {
                let (documents, model) = (&package.documents, &package.model);
                let declared = model.element(element);
                self.sent.insert((declared.at.file.to_path_buf(), declared.name.local.to_string()));
                let text = libxml2::driver(documents, model, interaction, element);
                std::fs::write(&driver, text).map_err(at(&driver))?;
                let message = Message {
                    package,
                    sampler: &sampler,
                    scope: interaction.scope,
                    element,
                    theirs: driver.clone(),
                    changed_elements: CHANGED_ELEMENTS,
                };
                self.message(&message)?;
                let text = libxml2::envelope_driver(documents, model, interaction, element);
                std::fs::write(&driver, text).map_err(at(&driver))?;
                self.envelopes(&message, interaction, direction)?;
            }
        }
        Ok(())
    }

    /// Documents that no operation sends: of schemas beside WSDLs, and of packages that have no WSDL.
    fn beside(&mut self, schema: &Path, package: &Package) -> Result<()> {
        let sampler = Sampler::new(&package.model, &package.schema);
        for scope in package.model.scope_ids() {
            for element in package.model.scope(scope).elements.clone() {
                let declared = package.model.element(element);
                let is_own = normalize(schema) == *declared.at.file && !declared.r#abstract;
                if is_own
                    && self.sent.insert((declared.at.file.to_path_buf(), declared.name.local.to_string()))
                {
                    self.message(&Message {
                        package,
                        sampler: &sampler,
                        scope,
                        element,
                        theirs: schema.to_owned(),
                        changed_elements: CHANGED_ELEMENTS_BESIDE,
                    })?;
                }
            }
        }
        Ok(())
    }

    fn message(&mut self, message: &Message<'_>) -> Result<()> {
        let report = &mut *self.report;
        report.messages += 1;
        let Message { package, sampler, scope, element, .. } = *message;
        let name = &package.model.element(element).name;
        let mut samples = Vec::new();
        for sample in SAMPLES {
            match sampler.message(sample, scope, element) {
                Ok(text) => samples.push(text),
                Err(error) => {
                    report.without_sample.push(format!("{name}: {error}"));
                    return Ok(());
                }
            }
        }
        samples.dedup();
        let types = type_names(&package.model, scope);
        let mut documents = Vec::new();
        for sample in &samples {
            let stride = sample.matches("</").count().div_ceil(message.changed_elements);
            documents.push((sample, "sample", sample.clone()));
            documents
                .extend(mutants(sample, stride, &types).into_iter().map(|it| (sample, it.change, it.text)));
        }
        let Some(theirs) = libxml2::verdicts(&message.theirs, documents.iter().map(|(.., text)| text))?
        else {
            report.without_verdict += 1;
            return Ok(());
        };
        let root = package.root(scope, element);
        for ((sample, change, text), is_valid) in documents.iter().zip(theirs) {
            let errors =
                validate_document(text.as_bytes(), &root, Limits::default()).err().unwrap_or_default();
            let judged = Judged { root, sample, change, text, is_valid, errors: &errors };
            judged.count(&name.local, report);
        }
        Ok(())
    }

    fn envelopes(
        &mut self,
        message: &Message<'_>,
        interaction: &Interaction,
        direction: Direction,
    ) -> Result<()> {
        let made = SAMPLES.iter().filter_map(|it| message.sampler.envelope(*it, interaction, direction).ok());
        let mut documents: Vec<String> = made.collect();
        documents.dedup();
        let Some(theirs) = libxml2::verdicts(&message.theirs, documents.iter())? else { return Ok(()) };
        let root = message.package.root(message.scope, message.element);
        for (text, is_valid) in documents.iter().zip(theirs) {
            let errors = errors_in_envelope(text, &root);
            let counts = &mut self.report.envelopes;
            counts.0 += 1;
            counts.1 += usize::from(is_valid);
            counts.2 += usize::from(errors.is_empty());
            if is_valid != errors.is_empty() {
                let told = errors.first().map_or_else(|| text.clone(), ToString::to_string);
                let cause = "a sample in an envelope is judged otherwise".to_owned();
                self.report.differences.entry(cause).or_insert((0, told)).0 += 1;
            }
        }
        Ok(())
    }
}

/// A WSDL or schema with all that it reaches, counted as taken or refused; `is_sound` is told whether it is taken.
fn load(
    report: &mut PackageReport,
    file: &Path,
    is_sound: impl Fn(bool) -> bool,
    counts: impl Fn(&mut PackageReport) -> (&mut (usize, usize), &mut (usize, usize)),
) -> Option<Package> {
    let file = file.to_owned();
    let ours = Package::load(std::slice::from_ref(&file), Options::default());
    let is_sound = is_sound(ours.is_ok());
    let (sound, faulty) = counts(report);
    let counted = if is_sound { sound } else { faulty };
    counted.0 += 1;
    counted.1 += usize::from(ours.is_ok() == is_sound);
    match ours {
        Ok(package) => {
            if !is_sound {
                report.refused.push(format!("taken, and refused by libxml2: {}", file.display()));
            }
            Some(package)
        }
        Err(errors) => {
            let is_taken = Package::load(&[file], Options { lenient: true }).is_ok();
            report.lenient += usize::from(is_taken);
            let told = errors.first().map_or_else(String::new, ToString::to_string);
            let lenient = if is_taken { "; taken with --lenient" } else { "" };
            report.refused.push(format!("refused: {told}{lenient}"));
            None
        }
    }
}

/// A document with both verdicts.
struct Judged<'d> {
    root: Root<'d>,
    /// What it was made from.
    sample: &'d str,
    change: &'static str,
    text: &'d str,
    /// To libxml2.
    is_valid: bool,
    errors: &'d [XmlError],
}

impl Judged<'_> {
    fn count(&self, name: &str, report: &mut PackageReport) {
        let (is_valid, is_rejected) = (self.is_valid, !self.errors.is_empty());
        if self.change == "sample" {
            report.samples.0 += 1;
            report.samples.1 += usize::from(is_valid);
            report.samples.2 += usize::from(!is_rejected);
        } else {
            let changed = report.changed.entry(self.change).or_default();
            changed.made += 1;
            changed.rejected += usize::from(!is_valid);
            changed.both += usize::from(!is_valid && is_rejected);
        }
        if is_valid != is_rejected {
            return;
        }
        let (who, known) = match is_valid {
            true => ("only the run-time validator rejects", known::only_we_reject(self.errors)),
            false => {
                ("only libxml2 rejects", known::only_libxml2_rejects(self.sample, self.text, &self.root))
            }
        };
        let changed = report.changed.get_mut(self.change);
        if let Some(reason) = known {
            *report.explained.entry(reason).or_default() += 1;
            changed.into_iter().for_each(|changed| changed.explained += 1);
            return;
        }
        changed.into_iter().for_each(|changed| changed.differing += 1);
        let example = match self.errors.first() {
            Some(error) => format!("{name}: {error}"),
            None => format!("{name} ({})", first_line_of_difference(self.sample, self.text)),
        };
        report.differences.entry(format!("{who}: {}", self.change)).or_insert((0, example)).0 += 1;
    }
}

/// What is wrong with the element in the body of an envelope, or behind it.
fn errors_in_envelope(text: &str, root: &Root<'_>) -> Vec<XmlError> {
    let mut reader = XmlReader::new(text, Limits::default());
    let mut child = reader.root().and_then(|_| reader.next_element());
    if child.as_ref().is_some_and(|child| child.local_name() == "Header") {
        reader.skip();
        child = reader.next_element();
    }
    if let Some(element) = child.and_then(|_| reader.next_element()) {
        reader.validate(root, element);
    }
    for _within in ["Body", "Envelope"] {
        while reader.next_element().is_some() {
            reader.skip();
        }
    }
    reader.finish();
    reader.into_errors()
}

/// The types that documents of a scope can name.
pub(crate) fn type_names(model: &Model, scope: ScopeId) -> Vec<TypeName> {
    let named = model.scope(scope).types.iter().filter_map(|id| model.type_name(*id));
    let names = named.filter(|name| !name.anonymous).filter_map(|name| {
        Some((name.namespace.as_deref().unwrap_or_default().to_owned(), name.path.last()?.to_string()))
    });
    names.collect()
}

/// Where a document first differs from the sample that it was made from.
fn first_line_of_difference(sample: &str, text: &str) -> String {
    let alike = sample.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    format!("line {}: {}", alike + 1, text.lines().nth(alike).unwrap_or_default().trim())
}

/// The files that end in `.extension`, in a folder and those in it.
pub(crate) fn find(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) -> Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            find(&path, extension, files)?;
        } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension)) {
            files.push(path);
        }
    }
    Ok(())
}

/// What a folder holds, sorted.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(at(folder))?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(at(folder))?;
    paths.sort();
    Ok(paths)
}
