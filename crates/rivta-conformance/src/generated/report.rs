//! What was found of generated code.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::{Amount, TenContracts};
use crate::bar::Bar;

/// What was found of the code of all packages.
#[derive(Clone, Debug, Default)]
pub struct GeneratedReports {
    /// Each package.
    pub packages: Vec<GeneratedReport>,
    /// How long a crate with ten contracts takes; `None`: no package has so many.
    pub ten_contracts: Option<TenContracts>,
}

/// What was found of the code that is generated from a package.
#[derive(Clone, Debug, Default)]
pub struct GeneratedReport {
    /// The package's folder.
    pub name: String,
    /// No WSDL of it is taken, or none binds an operation: it has schemas only.
    pub has_no_contract: bool,
    /// Why nothing was generated.
    pub refused: Option<String>,
    /// How many contracts there are.
    pub contracts: usize,
    /// How many lines were generated for all of them together.
    pub lines: usize,
    /// The code of each WSDL alone.
    pub alone: Vec<Amount>,
    /// Operations that share a contract with that of another WSDL: name and messages are the same.
    pub shared: Vec<String>,
    /// How long `cargo check` of the generated crate takes when what it depends on is built.
    pub check: Duration,
    /// Warnings and errors of the compiler.
    pub findings: Vec<String>,
    /// How many documents were read that the run-time validator finds valid, how many of them were written with the same
    /// content, and how many of those with every value in the same form.
    pub valid: (usize, usize, usize),
    /// How many values were written in another form, by why they are the same value.
    pub forms: BTreeMap<String, usize>,
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

/// The generated lines of one contract, in the median, at most.
const LINES: usize = 2_000;
/// The generated lines for each line of schema at most.
const LINES_OF_SCHEMA: usize = 8;

impl GeneratedReports {
    /// What is demanded, and whether it is met.
    pub fn bars(&self) -> Vec<Bar> {
        let sum = |count: fn(&GeneratedReport) -> usize| self.packages.iter().map(count).sum::<usize>();
        let (read, written) = (sum(|it| it.valid.0), sum(|it| it.valid.1));
        let other_forms = written - sum(|it| it.valid.2);
        let mut bars = vec![
            Bar::all(
                "generated crates that compile without warnings",
                sum(|it| usize::from(it.refused.is_none() && it.findings.is_empty() && !it.has_no_contract)),
                sum(|it| usize::from(!it.has_no_contract)),
            ),
            Bar::all("valid documents read and written with the same content", written, read)
                .with(format!("{other_forms} of them with a value in another form")),
            Bar::all(
                "documents that the run-time validator rejects, rejected by generated readers with the same errors",
                sum(|it| it.invalid.1),
                sum(|it| it.invalid.0),
            ),
        ];
        let mut alone: Vec<&Amount> = self.packages.iter().flat_map(|package| &package.alone).collect();
        alone.sort_by_key(|amount| amount.lines);
        if let (Some(median), Some(largest)) = (alone.get(alone.len() / 2), alone.last()) {
            bars.push(
                Bar::at_most("generated lines of a contract, median", median.lines, LINES)
                    .with(format!("the largest has {}", largest.lines)),
            );
            let (lines, schema): (Vec<_>, Vec<_>) =
                alone.iter().map(|it| (it.lines, it.schema_lines)).unzip();
            let (lines, schema) = (lines.iter().sum::<usize>(), schema.iter().sum::<usize>());
            let tenths = (lines * 10).checked_div(schema).unwrap_or_default();
            bars.push(
                Bar::at_most(
                    "generated lines for each line of schema",
                    lines.div_ceil(schema.max(1)),
                    LINES_OF_SCHEMA,
                )
                .with(format!("{}.{}", tenths / 10, tenths % 10)),
            );
        }
        bars.extend(self.ten_contracts.as_ref().map(TenContracts::bar));
        bars
    }

    /// Whether all is as it should be. Times are not judged: a machine that does something else besides says nothing.
    pub fn is_good(&self) -> bool {
        self.packages.iter().all(GeneratedReport::is_good)
            && self.bars().iter().all(|bar| bar.is_met || bar.is_of_time)
    }
}

impl fmt::Display for GeneratedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        if self.has_no_contract {
            return writeln!(f, "  no operation is bound: there is no contract");
        }
        if let Some(refused) = &self.refused {
            writeln!(f, "  nothing generated: {refused}")?;
        }
        let mut alone: Vec<usize> = self.alone.iter().map(|amount| amount.lines).collect();
        alone.sort_unstable();
        writeln!(
            f,
            "  contracts: {}, generated lines: {}; {} WSDLs alone: median {}, largest {}",
            self.contracts,
            self.lines,
            alone.len(),
            alone.get(alone.len() / 2).copied().unwrap_or_default(),
            alone.last().copied().unwrap_or_default()
        )?;
        for shared in &self.shared {
            writeln!(f, "    shares a contract: {shared}")?;
        }
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
            "  valid documents: {read}, read and written back: {written}, with every value in the same form: {same}"
        )?;
        for (form, count) in &self.forms {
            writeln!(f, "    {count} x {form}")?;
        }
        let (rejected, alike) = self.invalid;
        writeln!(f, "  invalid documents: {rejected}, rejected with the same errors: {alike}")?;
        for (cause, (count, example)) in &self.differences {
            writeln!(f, "    {count} x {cause}\n      {example}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(lines: &[usize]) -> GeneratedReports {
        let alone = lines.iter().map(|lines| Amount { lines: *lines, schema_lines: 1_000 }).collect();
        let package = GeneratedReport { alone, valid: (3, 3, 2), invalid: (4, 4), ..Default::default() };
        GeneratedReports { packages: vec![package], ten_contracts: None }
    }

    #[test]
    fn bars_are_judged_over_all_packages() {
        assert!(report(&[500, 2_000, 9_000]).is_good());
        assert!(!report(&[500, 2_001, 9_000]).is_good());
        assert!(!report(&[500, 2_000, 90_000]).is_good());
        let mut refused = report(&[500]);
        refused.packages[0].refused = Some("why".to_owned());
        assert!(!refused.is_good() && refused.bars().iter().any(|bar| !bar.is_met));
    }

    #[test]
    fn a_slow_machine_is_told_and_not_judged() {
        let mut slow = report(&[500]);
        let cold = Duration::from_secs(11);
        slow.ten_contracts = Some(TenContracts { package: "p".to_owned(), cold, alone: cold });
        assert!(slow.is_good() && slow.bars().iter().any(|bar| !bar.is_met));
    }
}
