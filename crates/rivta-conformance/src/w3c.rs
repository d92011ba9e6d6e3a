//! The W3C XML Schema test suite: its description's format, and how we do in it.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rivta_schema::documents::Documents;
use rivta_schema::resolved::resolve;
use rivta_schema::tables::compile;
use rivta_schema::xml::{self, Element};
use rivta_xml::schema::ScopeId;
use rivta_xml::{Limits, Schema, XmlReader, decode, validate_document};

use crate::error::{Result, at};
use crate::known;

/// How many tests of a kind there are, and how many we pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that we judge as expected.
    pub passed: usize,
    /// All.
    pub all: usize,
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.passed * 1000).checked_div(self.all).unwrap_or(1000);
        write!(f, "{}/{} ({}.{} %)", self.passed, self.all, tenths / 10, tenths % 10)
    }
}

impl Share {
    fn count(&mut self, passed: bool) {
        self.all += 1;
        self.passed += usize::from(passed);
    }

    /// Whether at least that percentage is passed.
    pub fn reaches(&self, percent: usize) -> bool {
        self.passed * 100 >= self.all * percent
    }
}

/// How we do in a suite.
#[derive(Clone, Debug, Default)]
pub struct SuiteReport {
    /// By test set: schema tests and instance tests.
    pub sets: BTreeMap<String, (Share, Share)>,
    /// Schema tests of all sets.
    pub schemas: Share,
    /// Instance tests of all sets.
    pub instances: Share,
    /// The tests that we judge otherwise, by category.
    pub disagreements: BTreeMap<String, Vec<Disagreement>>,
    /// Sets that the suite names and that are not there.
    pub missing: Vec<PathBuf>,
    /// How many documents tests name that are not there.
    pub absent: usize,
}

/// A test that we judge otherwise than the suite expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Set and group, file, and what we find.
    pub test: String,
    /// The construct, and why we are right; `None`: that is not known.
    pub reason: Option<&'static str>,
}

impl SuiteReport {
    /// How many tests are judged otherwise without a known reason.
    pub fn unexplained(&self) -> usize {
        self.disagreements.values().flatten().filter(|test| test.reason.is_none()).count()
    }
}

impl fmt::Display for SuiteReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (category, tests) in &self.disagreements {
            writeln!(f, "{category}: {}", tests.len())?;
            for Disagreement { test, reason } in tests {
                writeln!(f, "  {test}\n    {}", reason.unwrap_or("NO REASON IS KNOWN"))?;
            }
        }
        for (name, (schemas, instances)) in &self.sets {
            writeln!(f, "{name}: schemas {schemas}, instances {instances}")?;
        }
        if !self.missing.is_empty() {
            writeln!(f, "{} sets that the suite names are not there", self.missing.len())?;
        }
        if self.absent > 0 {
            writeln!(f, "{} documents that tests name are not there", self.absent)?;
        }
        writeln!(f, "judged otherwise without a known reason: {}", self.unexplained())?;
        writeln!(f, "all: schemas {}, instances {}", self.schemas, self.instances)
    }
}

/// Runs a suite (`suite.xml`), one test set, or all test sets in a folder and those in it.
///
/// # Errors
/// [`Error::Files`](crate::Error::Files), [`Error::Suite`](crate::Error::Suite).
pub fn suite(path: &Path) -> Result<SuiteReport> {
    let mut report = SuiteReport::default();
    let mut sets = Vec::new();
    gather(path, &mut sets, &mut report)?;
    for set in sets {
        run_set(&set, &mut report)?;
    }
    Ok(report)
}

fn gather(path: &Path, sets: &mut Vec<PathBuf>, report: &mut SuiteReport) -> Result<()> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(at(path))?;
        let mut inner =
            entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(at(path))?;
        inner.sort();
        for path in inner {
            if path.is_dir() || path.extension().is_some_and(|extension| extension == "testSet") {
                gather(&path, sets, report)?;
            }
        }
    } else if path.extension().is_some_and(|extension| extension == "testSet") {
        sets.push(path.to_owned());
    } else {
        for reference in parsed(path)?.elements().filter(|element| &*element.name.local == "testSetRef") {
            match linked(path, reference) {
                Some(set) if set.is_file() => sets.push(set),
                Some(set) => report.missing.push(set),
                None => {}
            }
        }
    }
    Ok(())
}

fn run_set(path: &Path, report: &mut SuiteReport) -> Result<()> {
    let set = parsed(path)?;
    let name = set.attribute("name").unwrap_or_default().to_owned();
    for group in set.elements().filter(|element| &*element.name.local == "testGroup" && is_1_0(element)) {
        let group_name = format!("{name}/{}", group.attribute("name").unwrap_or_default());
        let mut loaded = None;
        for test in group.elements().filter(|test| is_1_0(test)) {
            match &*test.name.local {
                "schemaTest" => {
                    let files = documents(path, test, "schemaDocument");
                    let outcome = guarded(|| load(&files));
                    let verdict = outcome.as_ref().map(|schema| schema.is_ok());
                    let told = match &outcome {
                        Ok(Err(message)) => message.as_str(),
                        _ => "",
                    };
                    let file = files.first().cloned().unwrap_or_default();
                    judge(report, &name, Kind::Schema, &group_name, test, &file, verdict.ok(), told);
                    loaded = Some(outcome.ok().and_then(std::result::Result::ok));
                }
                "instanceTest" => {
                    for file in documents(path, test, "instanceDocument") {
                        // A part of the suite names documents of other parts.
                        if !file.exists() {
                            report.absent += 1;
                            continue;
                        }
                        let hints = || documents(path, test, "schemaDocument");
                        let schema = loaded.get_or_insert_with(|| guarded(|| load(&hints())).ok()?.ok());
                        let (verdict, told) = match schema {
                            Some(schema) => match guarded(|| instance(schema, &file)) {
                                Ok(told) => (Some(told.is_none()), told.unwrap_or_default()),
                                Err(()) => (None, String::new()),
                            },
                            None => (Some(false), "its schema is refused".to_owned()),
                        };
                        judge(report, &name, Kind::Instance, &group_name, test, &file, verdict, &told);
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Schema,
    Instance,
}

/// Counts a test; `verdict` is whether we find it valid, `None` if that panicked.
#[expect(clippy::too_many_arguments, reason = "what identifies a test, and what came of it")]
fn judge(
    report: &mut SuiteReport,
    set: &str,
    kind: Kind,
    group: &str,
    test: &Element,
    file: &Path,
    verdict: Option<bool>,
    told: &str,
) {
    let expected = test.elements().filter(|element| &*element.name.local == "expected").find(|e| is_1_0(e));
    let Some(expected) = expected.and_then(|element| element.attribute("validity")) else { return };
    let expected = match expected {
        "valid" => true,
        "invalid" => false,
        // `notKnown` and `runtime-schema-error` ask for no verdict.
        _ => return,
    };
    let passed = verdict == Some(expected);
    let sets = report.sets.entry(set.to_owned()).or_default();
    let (own, all) = match kind {
        Kind::Schema => (&mut sets.0, &mut report.schemas),
        Kind::Instance => (&mut sets.1, &mut report.instances),
    };
    own.count(passed);
    all.count(passed);
    if !passed {
        let what = if kind == Kind::Schema { "schema" } else { "instance" };
        let category = match (verdict, expected) {
            (None, _) => format!("{what}: a panic"),
            (Some(_), true) => format!("{what}: valid, but refused"),
            (Some(_), false) => format!("{what}: invalid, but accepted"),
        };
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        // Nothing excuses a panic.
        let reason = verdict.and_then(|_| known::suite_reason(group, &file));
        let test = format!("{group} {file}: {told}");
        report.disagreements.entry(category).or_default().push(Disagreement { test, reason });
    }
}

/// What `work` answers, unless it panics: then the test counts as not passed, and the others go on.
fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, ()> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| ())
}

fn load(files: &[PathBuf]) -> std::result::Result<Schema, String> {
    let model = Documents::load(files.iter().cloned()).and_then(|documents| resolve(&documents));
    model.and_then(|model| compile(&model)).map_err(|error| error.to_string())
}

/// What is wrong with a document first, by any of the schema's scopes that declares its root.
fn instance(schema: &Schema, file: &Path) -> Option<String> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Some(error.to_string()),
    };
    let text = match decode(&bytes) {
        Ok(text) => text,
        Err(error) => return Some(error.to_string()),
    };
    let mut reader = XmlReader::new(&text, Limits::default());
    let Some(element) = reader.root() else {
        return Some(reader.into_errors().first().map_or_else(String::new, ToString::to_string));
    };
    let (namespace, local) = (reader.namespace(&element).to_owned(), element.local_name().to_owned());
    let mut told = None;
    for scope in (0..).take(schema.scopes.len()) {
        if let Some(root) = schema.root(ScopeId(scope), &namespace, &local) {
            match validate_document(&bytes, &root, Limits::default()) {
                Ok(()) => return None,
                Err(errors) => told = Some(errors.first().map_or_else(String::new, ToString::to_string)),
            }
        }
    }
    if told.is_some() {
        return told;
    }
    // A root that no schema declares is what its xsi:type says.
    reader.validate_undeclared(schema, ScopeId(0), element);
    reader.finish();
    reader.into_errors().first().map(ToString::to_string)
}

fn documents(set: &Path, test: &Element, name: &str) -> Vec<PathBuf> {
    test.elements().filter(|element| &*element.name.local == name).filter_map(|it| linked(set, it)).collect()
}

/// The file that an `xlink:href` names, relative to the file that it stands in.
fn linked(from: &Path, element: &Element) -> Option<PathBuf> {
    let href = element.attributes.iter().find(|(name, _)| &*name.local == "href").map(|(_, value)| value)?;
    Some(rivta_schema::documents::normalize(&from.parent()?.join(href)))
}

/// Whether a test is one of XSD 1.0: its `version` is a list of what it is for, and empty means all.
fn is_1_0(element: &Element) -> bool {
    let version = element.attribute("version").unwrap_or_default();
    version.is_empty() || version.split_whitespace().any(|word| word == "1.0")
}

fn parsed(path: &Path) -> Result<Element> {
    let bytes = std::fs::read(path).map_err(at(path))?;
    Ok(xml::parse(path, &String::from_utf8_lossy(&bytes))?)
}
