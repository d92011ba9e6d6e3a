//! All that is found of packages, in one report.

use std::fmt;
use std::path::Path;

use crate::bar::Bar;
use crate::error::Result;
use crate::generated::{GeneratedReport, GeneratedReports, generated};
use crate::packages::{PackageReport, changes, package_bars, packages};

/// What was found of a folder of packages.
#[derive(Clone, Debug, Default)]
pub struct CorpusReport {
    /// What is taken, and how samples are judged.
    pub packages: Vec<PackageReport>,
    /// What is generated.
    pub generated: GeneratedReports,
}

/// Measures every folder in `folder` as a package, by [`packages`] and by [`generated`].
///
/// # Errors
/// As these.
pub fn corpus(folder: &Path, work: &Path, only: &str) -> Result<CorpusReport> {
    Ok(CorpusReport { packages: packages(folder, only)?, generated: generated(folder, work, only)? })
}

impl CorpusReport {
    /// Whether all is as it should be.
    pub fn is_good(&self) -> bool {
        self.packages.iter().all(PackageReport::is_good) && self.generated.is_good()
    }

    /// What is demanded, and whether it is met.
    pub fn bars(&self) -> Vec<Bar> {
        package_bars(&self.packages).into_iter().chain(self.generated.bars()).collect()
    }
}

impl fmt::Display for CorpusReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.packages.iter().try_for_each(|report| report.fmt(f))?;
        writeln!(f, "\ngenerated code")?;
        self.generated.packages.iter().try_for_each(|report| report.fmt(f))?;
        writeln!(f, "\nchanged samples")?;
        for (change, count) in changes(&self.packages) {
            writeln!(f, "  {change}: {count}")?;
        }
        writeln!(f, "\npackages")?;
        for package in &self.packages {
            let generated = self.generated.packages.iter().find(|report| report.name == package.name);
            line(f, package, generated)?;
        }
        writeln!(f)?;
        self.bars().iter().try_for_each(|bar| bar.fmt(f))
    }
}

/// A package in one line.
fn line(
    f: &mut fmt::Formatter<'_>,
    package: &PackageReport,
    generated: Option<&GeneratedReport>,
) -> fmt::Result {
    let PackageReport { name, wsdls, schemas, faulty, faulty_wsdls, samples, .. } = package;
    write!(f, "  {name}: accepted {} of {} WSDLs, {} of {} schemas", wsdls.1, wsdls.0, schemas.1, schemas.0)?;
    let (bad, refused) = (faulty.0 + faulty_wsdls.0, faulty.1 + faulty_wsdls.1);
    if bad > 0 {
        write!(f, ", refused {refused} of {bad} faulty")?;
    }
    if let Some(generated) = generated.filter(|report| !report.has_no_contract) {
        let (read, written, _) = generated.valid;
        let compiled = match (&generated.refused, generated.findings.len()) {
            (Some(_), _) => "not compiled".to_owned(),
            (None, 0) => "compiled without warnings".to_owned(),
            (None, count) => format!("compiled with {count} warnings"),
        };
        let (invalid, alike) = generated.invalid;
        write!(
            f,
            "; {} contracts generated, {compiled}, {written} of {read} valid documents written back equal, {alike} of {invalid} \
             invalid ones rejected alike",
            generated.contracts
        )?;
    }
    let changed = package.all_changed();
    writeln!(
        f,
        "; {} of {} samples valid by libxml2, {} of {} changed samples judged alike, {} with a reason",
        samples.1,
        samples.0,
        changed.made - changed.differing - changed.explained,
        changed.made,
        changed.explained
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_one_line_with_all_that_is_asked_of_it() {
        let package = PackageReport {
            name: "p".to_owned(),
            wsdls: (2, 2),
            schemas: (3, 2),
            faulty: (1, 1),
            samples: (4, 4, 4),
            ..Default::default()
        };
        let generated =
            GeneratedReport { name: "p".to_owned(), contracts: 2, valid: (5, 5, 5), ..Default::default() };
        let generated = GeneratedReports { packages: vec![generated], ten_contracts: None };
        let report = CorpusReport { packages: vec![package], generated };
        let expected = "  p: accepted 2 of 2 WSDLs, 2 of 3 schemas, refused 1 of 1 faulty; 2 contracts generated, compiled without \
            warnings, 5 of 5 valid documents written back equal, 0 of 0 invalid ones rejected alike; 4 of 4 samples valid by \
            libxml2, 0 of 0 changed samples judged alike, 0 with a reason\n";
        assert!(report.to_string().contains(expected), "{report}");
        assert!(!report.is_good());
    }
}
