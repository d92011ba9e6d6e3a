//! How much is generated, and how long that takes to check.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rivta_codegen::{items, text};
use rivta_schema::Package;
use rivta_schema::documents::Documents;
use rivta_schema::package::Options;
use rivta_schema::resolved::Interaction;

use super::GeneratedReport;
use crate::bar::Bar;
use crate::error::{Result, at};
use crate::harness::{Harness, settings};
use crate::packages::find;

/// How much is generated for one WSDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The lines of all generated files.
    pub lines: usize,
    /// The lines of the schemas that it reaches.
    pub schema_lines: usize,
}

/// How long `cargo check` takes for a crate with ten contracts.
#[derive(Clone, Debug)]
pub struct TenContracts {
    /// The package that they are of.
    pub package: String,
    /// From nothing, all that it depends on included.
    pub cold: Duration,
    /// The crate alone.
    pub alone: Duration,
}

/// At most so long, on two cores.
const CHECK: Duration = Duration::from_secs(10);
const CONTRACTS: usize = 10;

impl TenContracts {
    /// Of the first ten contracts of the package with the most; `None`: it has fewer.
    pub(super) fn measure(folder: &Path, reports: &[GeneratedReport], work: &Path) -> Result<Option<Self>> {
        let most = reports.iter().max_by_key(|report| report.contracts);
        let Some(report) = most.filter(|report| report.contracts >= CONTRACTS) else { return Ok(None) };
        let folder = folder.join(&report.name);
        let mut wsdls = Vec::new();
        find(&folder, "wsdl", &mut wsdls)?;
        let (mut taken, mut package) = (Vec::new(), Package::default());
        for wsdl in wsdls {
            taken.push(wsdl);
            package = Package::load_sound(&taken, Options::default()).0;
            if package.model.interactions.len() >= CONTRACTS {
                break;
            }
        }
        let target = work.join("target");
        if target.exists() {
            std::fs::remove_dir_all(&target).map_err(at(&target))?;
        }
        let Ok(harness) = Harness::write(work, &target, &folder, &package.documents, &package.model)? else {
            return Ok(None);
        };
        let (cold, alone) = harness.cold_check()?;
        Ok(Some(Self { package: report.name.clone(), cold, alone }))
    }

    /// Whether it is quick enough.
    pub(super) fn bar(&self) -> Bar {
        let millis = |time: Duration| usize::try_from(time.as_millis()).unwrap_or(usize::MAX);
        let bar = Bar::at_most(
            "milliseconds of cargo check for ten contracts, the crate alone",
            millis(self.alone),
            millis(CHECK),
        );
        let with_all = format!("{}; {} with all that it depends on", self.package, millis(self.cold));
        Bar { is_of_time: true, ..bar.with(with_all) }
    }
}

/// Adds what is generated for a WSDL alone to the report, and looks whether each of its operations has a contract in the
/// crate of all.
pub(super) fn add(
    wsdl: &PathBuf,
    folder: &Path,
    all: &Package,
    harness: &Harness,
    report: &mut GeneratedReport,
) {
    let (package, errors) = Package::load_sound(std::slice::from_ref(wsdl), Options::default());
    if !errors.is_empty() || package.model.interactions.is_empty() {
        return;
    }
    match items::build(&package.documents, &package.model, &settings(folder, &package.documents)) {
        Ok(items) => {
            let lines = text::files(&items).iter().map(|(_, text)| text.lines().count()).sum();
            report.alone.push(Amount { lines, schema_lines: schema_lines(&package.documents) });
        }
        Err(error) => differs(report, "nothing generated for a WSDL alone", error.to_string()),
    }
    for interaction in &package.model.interactions {
        let (own, alike): (Vec<&Interaction>, _) =
            all.model.interactions.iter().filter(|it| is_alike(it, all, interaction, &package)).partition(
                |it| origin(it, all) == origin(interaction, &package) && harness.contract(it).is_some(),
            );
        if !own.is_empty() {
            continue;
        }
        let told = format!("{} of {}", interaction.name, origin(interaction, &package).display());
        match alike.first().filter(|it| harness.contract(it).is_some()) {
            Some(it) => report.shared.push(format!("{told}, with that of {}", origin(it, all).display())),
            None => differs(report, "an operation without a contract", told),
        }
    }
}

fn differs(report: &mut GeneratedReport, cause: &str, example: String) {
    report.differences.entry(cause.to_owned()).or_insert((0, example)).0 += 1;
}

/// Whether two operations have the same name and messages of the same names.
fn is_alike(one: &Interaction, in_one: &Package, other: &Interaction, in_other: &Package) -> bool {
    let roots = |it: &Interaction, package: &Package| {
        [it.request, it.response].map(|root| package.model.element(root).name.clone())
    };
    one.name == other.name && roots(one, in_one) == roots(other, in_other)
}

/// The WSDL that binds an operation.
fn origin<'p>(interaction: &Interaction, package: &'p Package) -> &'p Path {
    let first = interaction.documents.first();
    first.map_or(Path::new(""), |id| package.documents.get(*id).path.as_path())
}

fn schema_lines(documents: &Documents) -> usize {
    let schemas = documents.iter().filter(|(_, document)| &*document.root.name.local == "schema");
    let lines = schemas.filter_map(|(_, document)| {
        let bytes = std::fs::read(&document.path).ok()?;
        Some(String::from_utf8_lossy(&bytes).lines().count())
    });
    lines.sum()
}
