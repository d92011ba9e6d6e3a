//! Reads deliveries of the population register record by record, and sums up what became of them.

use std::fmt;
use std::path::Path;

use contact_store::{ImportReason, ImportSummary};
use rivta_persons::core::{PersonRecordType, RequestedPersonRecordType};
use rivta_xml::schema::Root;
use rivta_xml::{Expected, Limits, Position, XmlErrorKind, XmlReader};
use serde::Serialize;

use crate::local::BATCH;
use crate::messages::{Found, enter_message, identify};

/// The records of one delivery, read as they are asked for.
pub(crate) struct Records<'t> {
    text: &'t str,
    reader: XmlReader<'t>,
    state: State,
    /// The response that holds the records.
    response: Root<'static>,
    offset: usize,
    line: Lines,
}

#[derive(PartialEq, Eq)]
enum State {
    Start,
    Records,
    End,
}

/// Counts lines on the way through a document.
#[derive(Default)]
struct Lines {
    offset: usize,
    newlines: usize,
}

impl Lines {
    fn at(&mut self, text: &str, offset: usize) -> usize {
        let passed = text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.newlines += passed.iter().filter(|b| **b == b'\n').count();
        self.offset = self.offset.max(offset);
        self.newlines + 1
    }
}

/// Records to be sent to the store together.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) records: Vec<PersonRecordType>,
    /// The line at which each begins.
    pub(crate) lines: Vec<usize>,
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let reader = XmlReader::new(text, Limits::default());
        Self { text, reader, state: State::Start, response: Root::NONE, offset: 0, line: Lines::default() }
    }

    /// How much of the text has been read.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// The next records; `None` at the end. What can't be read is rejected on the way.
    pub(crate) fn next_batch(&mut self, file: &Path, import: &mut Import) -> Option<Batch> {
        if self.state == State::Start {
            self.start(file, import);
        }
        let mut batch = Batch::default();
        while self.state == State::Records && batch.records.len() < BATCH {
            let Some(element) = self.reader.next_element() else {
                self.finish(file, import);
                break;
            };
            self.offset = element.offset();
            let line = self.line.at(self.text, self.offset);
            let declared = self.response.child(self.reader.namespace(&element), element.local_name());
            let requested: Option<RequestedPersonRecordType> = match declared {
                Some(root) => self.reader.typed(&root, element),
                None => {
                    self.reader.report_unexpected(&element, Expected::element("requestedPersonRecord"));
                    self.reader.skip();
                    None
                }
            };
            let errors = self.reader.take_errors();
            if let Some(first) = errors.first() {
                let more = errors.len() - 1;
                let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
                // What ends the reading comes last.
                let rest = errors.last().map_or("", |last| rest(&last.kind));
                import.reject(
                    file,
                    first.position.line,
                    None,
                    format!("{}: {}{more}{rest}", first.path, first.kind),
                );
                continue;
            }
            match requested.and_then(|requested| requested.person_record) {
                Some(record) => {
                    batch.records.push(record);
                    batch.lines.push(line);
                }
                None => import.report.not_found += 1,
            }
        }
        (!batch.records.is_empty()).then_some(batch)
    }

    fn start(&mut self, file: &Path, import: &mut Import) {
        self.state = State::End;
        let is_delivery = match identify(self.text) {
            (_, Some(Found::Response(messages))) => {
                self.response = messages.contract.response;
                messages.contract.name.starts_with("GetPersonsForProfile")
            }
            _ => false,
        };
        match enter_message(&mut self.reader) {
            Some(_) if is_delivery => self.state = State::Records,
            Some(element) => {
                let line = Position::of(self.text, element.offset()).line;
                let reason = "not a response of GetPersonsForProfile or GetPersonsForProfileUnrestricted";
                import.reject(file, line, None, reason.to_owned());
            }
            None => self.reject_errors(file, import),
        }
    }

    fn finish(&mut self, file: &Path, import: &mut Import) {
        self.state = State::End;
        self.offset = self.text.len();
        self.reject_errors(file, import);
    }

    fn reject_errors(&mut self, file: &Path, import: &mut Import) {
        for error in self.reader.take_errors() {
            import.reject(file, error.position.line, None, format!("{}{}", error.kind, rest(&error.kind)));
        }
    }
}

/// What a mistake means for the rest of its file.
fn rest(kind: &XmlErrorKind) -> &'static str {
    match kind {
        XmlErrorKind::Malformed(_) | XmlErrorKind::Limit { .. } => "; what follows in this file was not read",
        _ => "",
    }
}

/// What became of the records so far.
#[derive(Default)]
pub(crate) struct Import {
    report: Report,
}

/// What an import did.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    created: u64,
    updated: u64,
    unchanged: u64,
    contact_records_created: u64,
    /// Identities that the register did not find.
    not_found: u64,
    /// Records that were not taken over.
    pub(crate) rejected: u64,
    findings: Vec<Finding>,
}

/// A record that was not taken over, or not wholly.
#[derive(Serialize)]
struct Finding {
    file: String,
    line: usize,
    /// The identity with its last part hidden.
    person: Option<String>,
    rejected: bool,
    reason: String,
}

impl Import {
    /// Notes a record, or a file, that could not be taken over.
    pub(crate) fn reject(&mut self, file: &Path, line: usize, person: Option<String>, reason: String) {
        self.report.rejected += 1;
        self.note(file, line, person, true, reason);
    }

    fn note(&mut self, file: &Path, line: usize, person: Option<String>, rejected: bool, reason: String) {
        let file = file.display().to_string();
        self.report.findings.push(Finding { file, line, person, rejected, reason });
    }

    /// Adds what the store did with a batch, whose records begin at these lines.
    pub(crate) fn add(&mut self, file: &Path, lines: &[usize], summary: ImportSummary) {
        let report = &mut self.report;
        report.created += summary.created;
        report.updated += summary.updated;
        report.unchanged += summary.unchanged;
        report.contact_records_created += summary.contact_records_created;
        for finding in summary.findings {
            let line = lines.get(finding.index).copied().unwrap_or_default();
            match finding.reason {
                ImportReason::InvalidIdentity(reason) => self.reject(file, line, finding.person, reason),
                ImportReason::NoActor => {
                    let reason = "contact details left out: nobody is named who stated them (F13)";
                    self.note(file, line, finding.person, false, reason.to_owned());
                }
                ImportReason::RulesBroken(rules) => {
                    let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
                    let reason = format!("contact details left out: they break {}", rules.join(", "));
                    self.note(file, line, finding.person, false, reason);
                }
                other => self.note(file, line, finding.person, false, format!("{other:?}")),
            }
        }
    }

    pub(crate) fn into_report(self) -> Report {
        self.report
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            write!(f, "{}:{}: ", finding.file, finding.line)?;
            if let Some(person) = &finding.person {
                write!(f, "{person}: ")?;
            }
            writeln!(f, "{}{}", if finding.rejected { "not taken over: " } else { "" }, finding.reason)?;
        }
        writeln!(
            f,
            "{} persons new, {} changed, {} unchanged; {} with new contact details; {} not found by the register; {} rejected",
            self.created,
            self.updated,
            self.unchanged,
            self.contact_records_created,
            self.not_found,
            self.rejected
        )
    }
}
