//! The code that is generated from packages: whether it compiles, and whether it reads and writes what it should.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Interaction, Model, resolve};
use rivta_schema::sample::Sampler;
use rivta_schema::tables::compile;
use rivta_xml::schema::{Root, ScopeId};
use rivta_xml::{Limits, Schema, validate_document};

use crate::canonical::{Comparison, compare};
use crate::error::{Result, at};
use crate::harness::{Harness, Job, Told};
use crate::mutation::mutants;
use crate::packages::{SAMPLES, entries, find};

/// So many elements of a sample are changed.
const CHANGED_ELEMENTS: usize = 12;

/// What was found of the code that is generated from a package.
#[derive(Clone, Debug, Default)]
pub struct GeneratedReport {
    /// The package's folder.
    pub name: String,
    /// Why nothing was generated.
    pub refused: Option<String>,
    /// How many contracts there are.
    pub contracts: usize,
    /// How many lines were generated, and how many the contracts' schemas have.
    pub lines: (usize, usize),
    /// How long `cargo check` of the generated crate takes when what it depends on is built.
    pub check: Duration,
    /// Warnings and errors of the compiler.
    pub findings: Vec<String>,
    /// How many documents were read that the run-time validator finds valid, how many of them were written with the same
    /// content, and how many of those with the same values in the same form.
    pub valid: (usize, usize, usize),
    /// How many documents were read that the run-time validator rejects, and how many of them were rejected with the same
    /// errors.
    pub invalid: (usize, usize),
    /// What differs: by cause, how often, with one example.
    pub differences: BTreeMap<String, (usize, String)>,
}

impl GeneratedReport {
    /// Whether all is as it should be.
    pub fn is_good(&self) -> bool {
        self.refused.is_none() && self.findings.is_empty() && self.differences.is_empty()
    }
}

impl fmt::Display for GeneratedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        if let Some(refused) = &self.refused {
            writeln!(f, "  nothing generated: {refused}")?;
        }
        let (generated, schemas) = self.lines;
        let each = generated.checked_div(self.contracts).unwrap_or_default();
        let tenths = (generated * 10).checked_div(schemas).unwrap_or_default();
        writeln!(
            f,
            "  contracts: {}, generated lines: {generated}, for each contract: {each}, for each line of schema: {}.{}",
            self.contracts,
            tenths / 10,
            tenths % 10
        )?;
        writeln!(
            f,
            "  cargo check: {:.1} s, warnings and errors: {}",
            self.check.as_secs_f64(),
            self.findings.len()
        )?;
        for finding in self.findings.iter().take(3) {
            writeln!(f, "    {finding}")?;
        }
        let (read, written, same) = self.valid;
        writeln!(
            f,
            "  valid documents: {read}, read and written back: {written}, of those in the same form: {same}"
        )?;
        let (rejected, alike) = self.invalid;
        writeln!(f, "  invalid documents: {rejected}, rejected with the same errors: {alike}")?;
        for (cause, (count, example)) in &self.differences {
            writeln!(f, "    {count} x {cause}\n      {example}")?;
        }
        Ok(())
    }
}

/// Generates a crate for every package in `folder`, compiles it in `work`, and has it read and write samples and changed
/// samples.
///
/// # Errors
/// [`Error`](crate::Error), but for what is wrong with a package: that is in its report.
pub fn generated(folder: &Path, work: &Path, only: &str) -> Result<Vec<GeneratedReport>> {
    let mut reports = Vec::new();
    for package in entries(folder)? {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if package.is_dir() && name.contains(only) {
            let mut report = GeneratedReport { name: name.clone(), ..Default::default() };
            if let Err(refused) = measure(&package, &work.join(&name), &work.join("target"), &mut report)? {
                report.refused = Some(refused);
            }
            reports.push(report);
        }
    }
    Ok(reports)
}

/// The text is why nothing was generated.
fn measure(
    package: &Path,
    work: &Path,
    target: &Path,
    report: &mut GeneratedReport,
) -> Result<std::result::Result<(), String>> {
    let mut wsdls = Vec::new();
    find(package, "wsdl", &mut wsdls)?;
    // Faulty WSDLs are judged elsewhere.
    wsdls.retain(|wsdl| Documents::load([wsdl.clone()]).and_then(|documents| resolve(&documents)).is_ok());
    if wsdls.is_empty() {
        return Ok(Err("no WSDL is taken".to_owned()));
    }
    let loaded = Documents::load(wsdls).and_then(|documents| {
        let model = resolve(&documents)?;
        let schema = compile(&model)?;
        Ok((documents, model, schema))
    });
    let (documents, model, schema) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let harness = match Harness::write(work, target, package, &documents, &model)? {
        Ok(harness) => harness,
        Err(refused) => return Ok(Err(refused)),
    };
    report.contracts = harness.contracts.len();
    report.lines = (harness.lines, schema_lines(&documents));
    (report.check, report.findings) = harness.check()?;
    if !harness.is_built() {
        return Ok(Ok(()));
    }
    let samples = work.join("documents");
    std::fs::create_dir_all(&samples).map_err(at(&samples))?;
    let mut cases = Vec::new();
    for interaction in &model.interactions {
        if let Some(contract) = harness.contract(interaction) {
            cases.extend(Case::all(&model, &schema, interaction, contract, &samples)?);
        }
    }
    let told = harness.judge(&cases.iter().map(|case| case.job()).collect::<Vec<_>>())?;
    for (case, told) in cases.iter().zip(told) {
        count(case, &told, report);
    }
    Ok(Ok(()))
}

/// A document with the run-time validator's verdict.
struct Case {
    contract: usize,
    is_request: bool,
    file: PathBuf,
    text: String,
    change: &'static str,
    errors: Vec<String>,
}

impl Case {
    fn all(
        model: &Model,
        schema: &Schema,
        interaction: &Interaction,
        contract: usize,
        folder: &Path,
    ) -> Result<Vec<Self>> {
        let sampler = Sampler::new(model, schema);
        let scope = ScopeId(u32::try_from(interaction.scope.index()).unwrap_or(u32::MAX));
        let mut cases: Vec<Self> = Vec::new();
        for (is_request, element) in [(true, interaction.request), (false, interaction.response)] {
            let name = &model.element(element).name;
            let namespace = name.namespace.as_deref().unwrap_or_default();
            let Some(root) = schema.root(scope, namespace, &name.local) else { continue };
            for sample in SAMPLES {
                let Ok(text) = sampler.message(sample, interaction.scope, element) else { continue };
                let stride = text.matches("</").count().div_ceil(CHANGED_ELEMENTS);
                let changed = mutants(&text, stride).into_iter().map(|mutant| (mutant.change, mutant.text));
                for (change, text) in std::iter::once(("sample", text.clone())).chain(changed) {
                    let file = folder.join(format!("{contract}-{is_request}-{}.xml", cases.len()));
                    std::fs::write(&file, &text).map_err(at(&file))?;
                    let errors = errors(&text, &root);
                    cases.push(Self { contract, is_request, file, text, change, errors });
                }
            }
        }
        Ok(cases)
    }

    fn job(&self) -> Job {
        Job { contract: self.contract, is_request: self.is_request, file: self.file.clone() }
    }
}

fn errors(text: &str, root: &Root<'_>) -> Vec<String> {
    let errors = validate_document(text.as_bytes(), root, Limits::default()).err().unwrap_or_default();
    errors.iter().map(ToString::to_string).collect()
}

fn count(case: &Case, told: &Told, report: &mut GeneratedReport) {
    let mut differs = |cause: &str, example: String| {
        let cause = format!("{cause}: {}", case.change);
        report.differences.entry(cause).or_insert((0, example)).0 += 1;
    };
    let file = case.file.display();
    if case.errors.is_empty() {
        report.valid.0 += 1;
        match told {
            Told::Valid => {
                let written = std::fs::read_to_string(format!("{file}.out")).unwrap_or_default();
                match compare(&case.text, &written) {
                    Comparison::Different => differs("written otherwise", format!("{file}")),
                    comparison => {
                        report.valid.1 += 1;
                        report.valid.2 += usize::from(comparison == Comparison::Equal);
                    }
                }
            }
            Told::Invalid(errors) => {
                differs("only the generated reader rejects", format!("{file}: {errors}"));
            }
            Told::Unwritable(errors) => differs("read and not written", format!("{file}: {errors}")),
            Told::Nothing => differs("no answer of the generated reader", format!("{file}")),
        }
    } else {
        report.invalid.0 += 1;
        match told {
            Told::Invalid(errors) if *errors == case.errors.join("; ").replace('\n', " ") => {
                report.invalid.1 += 1;
            }
            Told::Invalid(errors) => differs("other errors", format!("{file}: {errors}")),
            Told::Nothing => differs("no answer of the generated reader", format!("{file}")),
            Told::Valid | Told::Unwritable(_) => {
                differs("only the run-time validator rejects", format!("{file}"));
            }
        }
    }
}

/// The lines of all schemas, each once.
fn schema_lines(documents: &Documents) -> usize {
    let schemas = documents.iter().filter(|(_, document)| &*document.root.name.local == "schema");
    let lines = schemas.filter_map(|(_, document)| {
        let bytes = std::fs::read(&document.path).ok()?;
        Some(String::from_utf8_lossy(&bytes).lines().count())
    });
    lines.sum()
}
