//! A folder of packages: what of them is taken, whether samples of their messages are valid, and who judges changed samples
//! how.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{ElementId, Interaction, Model, resolve};
use rivta_schema::sample::{Extent, Sample, Sampler};
use rivta_schema::tables::compile;
use rivta_xml::{Limits, Schema, validate_document};

use crate::error::{Result, at};
use crate::known;
use crate::libxml2;
use crate::mutation::mutants;

/// The samples that are made of each message.
pub(crate) const SAMPLES: [Sample; 5] = [
    Sample { extent: Extent::Minimal, seed: 1 },
    Sample { extent: Extent::Full, seed: 1 },
    Sample { extent: Extent::Full, seed: 2 },
    Sample { extent: Extent::Varied, seed: 1 },
    Sample { extent: Extent::Varied, seed: 2 },
];

/// So many elements of a sample are changed: spread over it, they meet each kind of content.
const CHANGED_ELEMENTS: usize = 25;

/// What was found of a package.
#[derive(Clone, Debug, Default)]
pub struct PackageReport {
    /// The package's folder.
    pub name: String,
    /// How many WSDLs it has, and how many of them are taken.
    pub wsdls: (usize, usize),
    /// How many schemas libxml2 compiles, and how many of them are taken.
    pub schemas: (usize, usize),
    /// How many schemas libxml2 refuses, and how many of them are refused.
    pub faulty: (usize, usize),
    /// Why WSDLs and schemas are refused that are not faulty to libxml2, and which are taken that are.
    pub refused: Vec<String>,
    /// How many messages there are, requests and responses.
    pub messages: usize,
    /// How many of them libxml2 has no verdict on, because their schema doesn't compile or stands inside the WSDL.
    pub without_verdict: usize,
    /// Messages that no sample could be made of, with the reason.
    pub without_sample: Vec<String>,
    /// How many samples were made, how many libxml2 finds valid, how many the run-time validator finds valid.
    pub samples: (usize, usize, usize),
    /// How many changed samples there are, how many libxml2 rejects, how many of those the run-time validator rejects.
    pub changed: (usize, usize, usize),
    /// Where the two disagree and XML Schema says who is right: how often, by what it says.
    pub explained: BTreeMap<&'static str, usize>,
    /// Where the two disagree otherwise: by cause, how often, with one example.
    pub differences: BTreeMap<String, (usize, String)>,
}

impl fmt::Display for PackageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        writeln!(f, "  WSDLs taken: {} of {}", self.wsdls.1, self.wsdls.0)?;
        let (theirs, ours) = self.schemas;
        let (faulty, refused) = self.faulty;
        writeln!(
            f,
            "  schemas that libxml2 compiles: {theirs}, of those taken: {ours}; that it refuses: {faulty}, of those refused: {refused}"
        )?;
        for refused in &self.refused {
            writeln!(f, "    {refused}")?;
        }
        writeln!(f, "  messages: {}, without a verdict of libxml2: {}", self.messages, self.without_verdict)?;
        for reason in &self.without_sample {
            writeln!(f, "    no sample: {reason}")?;
        }
        let (made, theirs, ours) = self.samples;
        writeln!(f, "  samples: {made}, valid by libxml2: {theirs}, by the run-time validator: {ours}")?;
        let (made, rejected, both) = self.changed;
        writeln!(
            f,
            "  changed samples: {made}, rejected by libxml2: {rejected}, of those by the run-time validator: {both}"
        )?;
        for (reason, count) in &self.explained {
            writeln!(f, "    {count} x {reason}")?;
        }
        for (cause, (count, example)) in &self.differences {
            writeln!(f, "    {count} x {cause}\n      {example}")?;
        }
        Ok(())
    }
}

/// Measures every folder in `folder` as a package.
///
/// # Errors
/// [`Error`](crate::Error), but for what is wrong with a package: that is in its report.
pub fn packages(folder: &Path) -> Result<Vec<PackageReport>> {
    let mut folders = entries(folder)?;
    folders.retain(|path| path.is_dir());
    folders.iter().map(|package| package_report(package)).collect()
}

fn package_report(folder: &Path) -> Result<PackageReport> {
    let mut report = PackageReport {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into(),
        ..Default::default()
    };
    let mut schemas = Vec::new();
    find(folder, "xsd", &mut schemas)?;
    for schema in schemas {
        let ours = load(&schema);
        let is_sound = libxml2::accepts_schema(&schema)?;
        let counts = if is_sound { &mut report.schemas } else { &mut report.faulty };
        counts.0 += 1;
        counts.1 += usize::from(ours.is_ok() == is_sound);
        match ours {
            Err(error) if is_sound => report.refused.push(format!("refused: {error}")),
            Ok(_) if !is_sound => {
                report.refused.push(format!("taken, and refused by libxml2: {}", schema.display()));
            }
            _ => {}
        }
    }
    let mut wsdls = Vec::new();
    find(folder, "wsdl", &mut wsdls)?;
    for wsdl in wsdls {
        report.wsdls.0 += 1;
        match load(&wsdl) {
            Ok((documents, model, schema)) => {
                report.wsdls.1 += 1;
                Measured { documents: &documents, model: &model, schema: &schema }.measure(&mut report)?;
            }
            Err(error) => report.refused.push(format!("refused: {error}")),
        }
    }
    Ok(report)
}

/// A WSDL or schema, with all that it reaches.
fn load(file: &Path) -> rivta_schema::Result<(Documents, Model, Schema)> {
    let documents = Documents::load([file.to_owned()])?;
    let model = resolve(&documents)?;
    let schema = compile(&model)?;
    Ok((documents, model, schema))
}

struct Measured<'m> {
    documents: &'m Documents,
    model: &'m Model,
    schema: &'m Schema,
}

impl Measured<'_> {
    fn measure(&self, report: &mut PackageReport) -> Result<()> {
        let sampler = Sampler::new(self.model, self.schema);
        for interaction in &self.model.interactions {
            for root in [interaction.request, interaction.response] {
                self.message(&sampler, interaction, root, report)?;
            }
        }
        Ok(())
    }

    fn message(
        &self,
        sampler: &Sampler<'_>,
        interaction: &Interaction,
        root: ElementId,
        report: &mut PackageReport,
    ) -> Result<()> {
        report.messages += 1;
        let name = &self.model.element(root).name;
        let mut samples = Vec::new();
        for sample in SAMPLES {
            match sampler.message(sample, interaction.scope, root) {
                Ok(text) => samples.push(("sample", text)),
                Err(error) => report.without_sample.push(format!("{name}: {error}")),
            }
        }
        samples.dedup();
        let made = samples.len();
        let mut documents = samples.clone();
        for (_, text) in &samples {
            let stride = text.matches("</").count().div_ceil(CHANGED_ELEMENTS);
            documents.extend(mutants(text, stride).into_iter().map(|mutant| (mutant.change, mutant.text)));
        }
        let folder = tempfile::tempdir().map_err(at("a temporary folder"))?;
        let driver = folder.path().join("driver.xsd");
        std::fs::write(&driver, libxml2::driver(self.documents, self.model, interaction, root))
            .map_err(at(&driver))?;
        let mut files = Vec::new();
        for (number, (_, text)) in documents.iter().enumerate() {
            let file = folder.path().join(format!("{number}.xml"));
            std::fs::write(&file, text).map_err(at(&file))?;
            files.push(file);
        }
        let Some(theirs) = libxml2::validity(&driver, &files)? else {
            report.without_verdict += 1;
            return Ok(());
        };
        let namespace = name.namespace.as_deref().unwrap_or_default();
        let scope = u32::try_from(interaction.scope.index()).unwrap_or(u32::MAX);
        let Some(own_root) = self.schema.root(rivta_xml::schema::ScopeId(scope), namespace, &name.local)
        else {
            report.without_sample.push(format!("{name}: the tables lack it"));
            return Ok(());
        };
        for (number, ((change, text), is_valid)) in documents.iter().zip(theirs).enumerate() {
            let errors =
                validate_document(text.as_bytes(), &own_root, Limits::default()).err().unwrap_or_default();
            let counts = if number < made { &mut report.samples } else { &mut report.changed };
            counts.0 += 1;
            let is_counted = if number < made { is_valid } else { !is_valid };
            counts.1 += usize::from(is_counted);
            counts.2 +=
                usize::from(if number < made { errors.is_empty() } else { is_counted && !errors.is_empty() });
            if is_valid != errors.is_empty() {
                let (who, known) = if is_valid {
                    ("only the run-time validator rejects", known::only_we_reject(&errors))
                } else {
                    ("only libxml2 rejects", known::only_libxml2_rejects(text))
                };
                if let Some(reason) = known {
                    *report.explained.entry(reason).or_default() += 1;
                    continue;
                }
                let example = match errors.first() {
                    Some(error) => format!("{}: {error}", name.local),
                    None => format!("{} ({})", name.local, first_line_of_difference(&documents, text)),
                };
                let entry = report.differences.entry(format!("{who}: {change}")).or_insert((0, example));
                entry.0 += 1;
            }
        }
        Ok(())
    }
}

/// Where a document first differs from the sample that it is most like: its own text would be all that it holds.
fn first_line_of_difference(documents: &[(&str, String)], text: &str) -> String {
    let alike =
        |(_, sample): &&(&str, String)| sample.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    let samples = documents.iter().filter(|(change, _)| *change == "sample");
    let best = samples.max_by_key(alike).map_or(0, |sample| alike(&sample));
    format!("line {}: {}", best + 1, text.lines().nth(best).unwrap_or_default().trim())
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
