use serde::{Deserialize, Serialize};

use crate::identity::InvalidIdentity;
use crate::path::Path;
use crate::problem::Problem;
use crate::rule_id::RuleId;

/// Whether a broken rule refuses the update.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Severity {
    /// The update is refused.
    #[default]
    #[serde(rename = "error")]
    Error,
    /// The update is accepted and the breach noted.
    #[serde(rename = "warn")]
    Warning,
}

/// A rule that an update breaks: which, where, and what would be right. It holds no value of the request, so it may be
/// logged and shown.
///
/// Violations are ordered as they are reported: by place in the document, then by rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Violation {
    path: Path,
    rule: RuleId,
    severity: Severity,
    problem: Problem,
}

impl Violation {
    pub(crate) fn new(path: Path, severity: Severity, problem: Problem) -> Self {
        Self { path, rule: problem.rule(), severity, problem }
    }

    pub(crate) fn error(path: Path, problem: Problem) -> Self {
        Self::new(path, Severity::Error, problem)
    }

    /// The rule that is broken.
    pub fn rule(&self) -> RuleId {
        self.rule
    }

    /// Whether it refuses the update.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where in the request.
    pub fn path(&self) -> Path {
        self.path
    }

    /// For integrators, in English: what is wrong, what would be right, and the rule's id in parentheses.
    pub fn message(&self) -> &'static str {
        self.problem.message()
    }

    /// For the user, in Swedish: one sentence that names the rule's id in parentheses (contract rule C9).
    pub fn result_text(&self) -> &'static str {
        self.problem.result_text()
    }
}

impl From<InvalidIdentity> for Violation {
    /// C12, of `personId`.
    fn from(invalid: InvalidIdentity) -> Self {
        Self::error(Path::PersonId, Problem::PersonId(invalid))
    }
}

/// The `resultText` of a refused update (contract rule C9): a sentence for each error, each sentence once, in the order given.
/// Warnings are left out.
pub fn result_text(violations: &[Violation]) -> String {
    let mut sentences: Vec<&str> = Vec::new();
    for violation in violations.iter().filter(|violation| violation.severity == Severity::Error) {
        let sentence = violation.result_text();
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences.join(" ")
}
