//! What was found of packages.

use std::collections::BTreeMap;
use std::fmt;

use crate::bar::Bar;

/// What was found of a package.
#[derive(Clone, Debug, Default)]
pub struct PackageReport {
    /// The package's folder.
    pub name: String,
    /// How many WSDLs there are, and how many of them are taken, whose schemas libxml2 compiles.
    pub wsdls: (usize, usize),
    /// How many WSDLs there are with a schema that libxml2 refuses, and how many of them are refused.
    pub faulty_wsdls: (usize, usize),
    /// How many schemas libxml2 compiles, and how many of them are taken.
    pub schemas: (usize, usize),
    /// How many schemas libxml2 refuses, and how many of them are refused.
    pub faulty: (usize, usize),
    /// How many of what is refused is taken when a missing import is overlooked.
    pub lenient: usize,
    /// Why WSDLs and schemas are refused, and which schemas are taken that libxml2 refuses.
    pub refused: Vec<String>,
    /// How many roots of documents there are: the requests and responses of operations, and what else schemas declare.
    pub messages: usize,
    /// How many of them libxml2 has no verdict on, because their schema doesn't compile or stands inside the WSDL.
    pub without_verdict: usize,
    /// Messages that no sample could be made of, with the reason.
    pub without_sample: Vec<String>,
    /// How many samples were made, how many libxml2 finds valid, how many the run-time validator finds valid.
    pub samples: (usize, usize, usize),
    /// The same of samples in envelopes.
    pub envelopes: (usize, usize, usize),
    /// Changed samples, by what was changed.
    pub changed: BTreeMap<&'static str, Changed>,
    /// Where the two disagree and XML Schema says who is right: how often, by what it says.
    pub explained: BTreeMap<&'static str, usize>,
    /// Where the two disagree otherwise: by cause, how often, with one example.
    pub differences: BTreeMap<String, (usize, String)>,
}

/// How samples that were changed in one way are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// How many there are.
    pub made: usize,
    /// How many libxml2 rejects.
    pub rejected: usize,
    /// How many of those the run-time validator rejects.
    pub both: usize,
    /// How many the two judge differently, and XML Schema says who is right.
    pub explained: usize,
    /// How many the two judge differently otherwise.
    pub differing: usize,
}

impl Changed {
    /// Adds other counts.
    fn add(&mut self, other: &Self) {
        self.made += other.made;
        self.rejected += other.rejected;
        self.both += other.both;
        self.explained += other.explained;
        self.differing += other.differing;
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, rejected by libxml2: {}, of those by the run-time validator: {}, judged otherwise with a reason: {}, without: {}",
            self.made, self.rejected, self.both, self.explained, self.differing
        )
    }
}

impl PackageReport {
    /// Whether all is as it should be.
    pub fn is_good(&self) -> bool {
        self.differences.is_empty()
            && self.without_sample.is_empty()
            && [self.wsdls, self.schemas].iter().all(|(all, taken)| all == taken)
    }

    /// All changed samples.
    pub fn all_changed(&self) -> Changed {
        let mut all = Changed::default();
        self.changed.values().for_each(|changed| all.add(changed));
        all
    }
}

/// What is demanded of all packages, and whether it is met.
pub fn package_bars(reports: &[PackageReport]) -> Vec<Bar> {
    let sum = |count: fn(&PackageReport) -> usize| reports.iter().map(count).sum::<usize>();
    let mut all = Changed::default();
    reports.iter().for_each(|report| all.add(&report.all_changed()));
    let faulty = sum(|it| it.faulty.0 + it.faulty_wsdls.0);
    let refused = sum(|it| it.faulty.1 + it.faulty_wsdls.1);
    let taken = sum(|it| it.lenient);
    vec![
        Bar::all("WSDLs taken, of those whose schemas libxml2 compiles", sum(|it| it.wsdls.1), sum(|it| it.wsdls.0)),
        Bar::all("schemas taken, of those that libxml2 compiles", sum(|it| it.schemas.1), sum(|it| it.schemas.0)),
        Bar::all("faulty WSDLs and schemas refused", refused, faulty)
            .with(format!("{taken} of them taken with --lenient")),
        Bar::all("messages with samples", sum(|it| it.messages - it.without_sample.len()), sum(|it| it.messages)),
        Bar::all("samples valid by libxml2", sum(|it| it.samples.1), sum(|it| it.samples.0)),
        Bar::all("samples in envelopes valid by libxml2", sum(|it| it.envelopes.1), sum(|it| it.envelopes.0)),
        Bar::all("changed samples judged as libxml2 judges them, or with a reason", all.made - all.differing, all.made)
            .with(format!(
                "{} rejected by libxml2, {} of those by the run-time validator; {} judged otherwise with a reason",
                all.rejected, all.both, all.explained
            )),
    ]
}

/// Changed samples of all packages, by what was changed.
pub fn changes(reports: &[PackageReport]) -> BTreeMap<&'static str, Changed> {
    let mut all: BTreeMap<&'static str, Changed> = BTreeMap::new();
    for (change, changed) in reports.iter().flat_map(|report| &report.changed) {
        all.entry(change).or_default().add(changed);
    }
    all
}

impl fmt::Display for PackageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        for (what, (sound, taken), (faulty, refused)) in
            [("WSDLs", self.wsdls, self.faulty_wsdls), ("schemas", self.schemas, self.faulty)]
        {
            writeln!(
                f,
                "  {what} that libxml2 compiles: {sound}, of those taken: {taken}; that it refuses: {faulty}, of those refused: {refused}"
            )?;
        }
        for refused in &self.refused {
            writeln!(f, "    {refused}")?;
        }
        writeln!(f, "  messages: {}, without a verdict of libxml2: {}", self.messages, self.without_verdict)?;
        for reason in &self.without_sample {
            writeln!(f, "    no sample: {reason}")?;
        }
        for (what, (made, theirs, ours)) in
            [("samples", self.samples), ("samples in envelopes", self.envelopes)]
        {
            writeln!(f, "  {what}: {made}, valid by libxml2: {theirs}, by the run-time validator: {ours}")?;
        }
        writeln!(f, "  changed samples: {}", self.all_changed())?;
        for (reason, count) in &self.explained {
            writeln!(f, "    {count} x {reason}")?;
        }
        for (cause, (count, example)) in &self.differences {
            writeln!(f, "    {count} x {cause}\n      {example}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_judged_otherwise_without_a_reason_misses_the_bar() {
        let changed = Changed { made: 3, rejected: 2, both: 1, explained: 1, differing: 0 };
        let mut report =
            PackageReport { changed: BTreeMap::from([("dropped", changed)]), ..Default::default() };
        assert!(package_bars(std::slice::from_ref(&report)).iter().all(|bar| bar.is_met));
        report.changed.insert("doubled", Changed { made: 1, differing: 1, ..Default::default() });
        assert!(package_bars(&[report]).iter().any(|bar| !bar.is_met));
    }

    #[test]
    fn a_sound_schema_that_is_refused_is_not_good() {
        assert!(!PackageReport { schemas: (2, 1), ..Default::default() }.is_good());
        assert!(!PackageReport { wsdls: (2, 1), ..Default::default() }.is_good());
        assert!(PackageReport { wsdls: (2, 2), faulty: (1, 0), ..Default::default() }.is_good());
    }
}
