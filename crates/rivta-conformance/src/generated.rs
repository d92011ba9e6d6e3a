//! The code that is generated from packages: whether it compiles, and whether it reads and writes what it should.

mod amount;
mod report;

use std::path::{Path, PathBuf};

use rivta_schema::Package;
use rivta_schema::package::Options;
use rivta_schema::resolved::Interaction;
use rivta_schema::sample::Sampler;
use rivta_xml::schema::Root;
use rivta_xml::{Limits, validate_document};

pub use self::amount::{Amount, TenContracts};
pub use self::report::{GeneratedReport, GeneratedReports};
use crate::comparison::compare;
use crate::error::{Result, at};
use crate::harness::{Harness, Job, Told};
use crate::mutation::mutants;
use crate::packages::{SAMPLES, entries, find, type_names};

/// So many elements of a sample are changed.
const CHANGED_ELEMENTS: usize = 12;

/// Generates a crate for every package in `folder`, compiles it in `work`, and has it read and write samples and changed
/// samples.
///
/// # Errors
/// [`Error`](crate::Error), but for what is wrong with a package: that is in its report.
pub fn generated(folder: &Path, work: &Path, only: &str) -> Result<GeneratedReports> {
    let work = &std::path::absolute(work).map_err(at(work))?;
    let mut reports = GeneratedReports::default();
    for package in entries(folder)? {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if package.is_dir() && name.contains(only) {
            let mut report = GeneratedReport { name: name.clone(), ..Default::default() };
            if let Err(refused) = measure(&package, &work.join(&name), &work.join("target"), &mut report)? {
                report.refused = Some(refused);
            }
            reports.packages.push(report);
        }
    }
    reports.ten_contracts = TenContracts::measure(folder, &reports.packages, &work.join("ten-contracts"))?;
    Ok(reports)
}

/// The text is why nothing was generated.
fn measure(
    folder: &Path,
    work: &Path,
    target: &Path,
    report: &mut GeneratedReport,
) -> Result<std::result::Result<(), String>> {
    let mut wsdls = Vec::new();
    find(folder, "wsdl", &mut wsdls)?;
    // Faulty WSDLs are judged elsewhere, and without any WSDL there is no contract.
    let (package, _) = Package::load_sound(&wsdls, Options::default());
    if package.model.interactions.is_empty() {
        report.has_no_contract = true;
        return Ok(Ok(()));
    }
    let harness = match Harness::write(work, target, folder, &package.documents, &package.model)? {
        Ok(harness) => harness,
        Err(refused) => return Ok(Err(refused)),
    };
    report.contracts = harness.contracts.len();
    report.lines = harness.lines;
    for wsdl in &wsdls {
        amount::add(wsdl, folder, &package, &harness, report);
    }
    (report.check, report.findings) = harness.check()?;
    if !harness.is_built() {
        return Ok(Err("it doesn't compile".to_owned()));
    }
    let samples = work.join("documents");
    std::fs::create_dir_all(&samples).map_err(at(&samples))?;
    let mut cases = Vec::new();
    for interaction in &package.model.interactions {
        if let Some(contract) = harness.contract(interaction) {
            cases.extend(Case::all(&package, interaction, contract, &samples)?);
        }
    }
    let told = harness.judge(&cases.iter().map(|case| case.job()).collect::<Vec<_>>())?;
    for (case, told) in cases.iter().zip(told) {
        count(case, &told, report);
    }
    Ok(Ok(()))
}

/// A document with the run-time validator's verdict.
struct Case<'p> {
    root: Root<'p>,
    contract: usize,
    is_request: bool,
    file: PathBuf,
    text: String,
    change: &'static str,
    errors: Vec<String>,
}

impl<'p> Case<'p> {
    fn all(
        package: &'p Package,
        interaction: &Interaction,
        contract: usize,
        folder: &Path,
    ) -> Result<Vec<Self>> {
        let sampler = Sampler::new(&package.model, &package.schema);
        let types = type_names(&package.model, interaction.scope);
        let mut cases: Vec<Self> = Vec::new();
        for (is_request, element) in [(true, interaction.request), (false, interaction.response)] {
            let root = package.root(interaction.scope, element);
            for sample in SAMPLES {
                let Ok(text) = sampler.message(sample, interaction.scope, element) else { continue };
                let stride = text.matches("</").count().div_ceil(CHANGED_ELEMENTS);
                let changed = mutants(&text, stride, &types).into_iter().map(|it| (it.change, it.text));
                for (change, text) in std::iter::once(("sample", text.clone())).chain(changed) {
                    let file = folder.join(format!("{contract}-{is_request}-{}.xml", cases.len()));
                    std::fs::write(&file, &text).map_err(at(&file))?;
                    let errors = errors(&text, &root);
                    cases.push(Self { root, contract, is_request, file, text, change, errors });
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

fn count(case: &Case<'_>, told: &Told, report: &mut GeneratedReport) {
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
                match compare(&case.text, &written, &case.root) {
                    Ok(forms) => {
                        report.valid.1 += 1;
                        report.valid.2 += usize::from(forms.is_empty());
                        for (form, count) in forms {
                            *report.forms.entry(form.to_string()).or_default() += count;
                        }
                    }
                    Err(place) => differs("written otherwise", format!("{file}: {place}")),
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
