use std::fmt;

use serde::{Deserialize, Serialize};

use crate::rules::Rules;
use crate::violation::Severity;

/// The table `[rules]` of the configuration.
///
/// ```toml
/// [rules]
/// blocked_email_domains = ["example.com"]
/// blocked_numbers = ["+46900*"]
/// allowed_email_domains = []
/// allowed_numbers = []
/// local_identity_roots = ["1.2.752.999.1"]
///
/// [rules.severity]
/// F2 = "error"
/// F3 = "warn"
/// F16 = "error"
/// ```
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RulesSettings {
    /// E-mail domains that are refused (F16), each with its subdomains. Default: none.
    pub blocked_email_domains: Vec<String>,
    /// Telephone numbers that are refused (F16); one that ends in `*` stands for all that begin so. Default: none.
    pub blocked_numbers: Vec<String>,
    /// When not empty, the only e-mail domains that are accepted (F16), each with its subdomains. Default: all.
    pub allowed_email_domains: Vec<String>,
    /// When not empty, the only telephone numbers that are accepted (F16); one that ends in `*` stands for all that
    /// begin so. Default: all.
    pub allowed_numbers: Vec<String>,
    /// Roots (OIDs) of local reserve identities besides the known ones of Region Stockholm, Västra Götaland, Värmland and
    /// Inera (C12). Their extensions may have any form. Default: none, so that a mistyped root is found.
    pub local_identity_roots: Vec<String>,
    /// How severe the rules are whose severity can be chosen.
    pub severity: SeveritySettings,
}

/// The table `[rules.severity]`: `error` refuses the update, `warn` accepts it and notes the breach. All default to
/// `error`, as the framework forbids what they find; `warn` is for the time while old data is put right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeveritySettings {
    /// More than one `sms` or `email`.
    #[serde(rename = "F2")]
    pub f2: Severity,
    /// `use` given.
    #[serde(rename = "F3")]
    pub f3: Severity,
    /// A blocked domain or number, or one that is not on the allow list.
    #[serde(rename = "F16")]
    pub f16: Severity,
}

impl RulesSettings {
    pub(crate) fn compile(&self) -> Result<Rules, InvalidSettings> {
        Ok(Rules::default())
    }
}

impl fmt::Debug for RulesSettings {
    /// Leaves out the telephone numbers: a blocked one may be somebody's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RulesSettings")
            .field("blocked_email_domains", &self.blocked_email_domains)
            .field("allowed_email_domains", &self.allowed_email_domains)
            .field("local_identity_roots", &self.local_identity_roots)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}

/// Every mistake in the table `[rules]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidSettings(Vec<SettingsMistake>);

/// A mistake in the table `[rules]`: which entry, and what would be right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SettingsMistake {
    /// The key, e.g. `blocked_numbers`.
    pub key: &'static str,
    /// Which entry of the list, counting from 1.
    pub entry: usize,
    /// What is wrong and what would be right.
    pub cure: &'static str,
}

impl InvalidSettings {
    /// The mistakes, in the order of the keys in [`RulesSettings`].
    pub fn mistakes(&self) -> &[SettingsMistake] {
        &self.0
    }
}

impl fmt::Display for SettingsMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules.{}, entry {}: {}", self.key, self.entry, self.cure)
    }
}

impl fmt::Display for InvalidSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            mistake.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidSettings {}
