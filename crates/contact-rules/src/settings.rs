use std::fmt;

use serde::{Deserialize, Serialize};

use crate::email::a_labels;
use crate::identity::{LocalRoots, is_known_root};
use crate::lists::{Domains, Lists, Numbers};
use crate::rules::Rules;
use crate::telephone::TelephoneNumber;
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
        let mut mistakes = Vec::new();
        let lists = Lists {
            blocked_domains: domains("blocked_email_domains", &self.blocked_email_domains, &mut mistakes),
            blocked_numbers: numbers("blocked_numbers", &self.blocked_numbers, &mut mistakes),
            allowed_domains: domains("allowed_email_domains", &self.allowed_email_domains, &mut mistakes),
            allowed_numbers: numbers("allowed_numbers", &self.allowed_numbers, &mut mistakes),
        };
        let local_roots = local_roots("local_identity_roots", &self.local_identity_roots, &mut mistakes);
        if mistakes.is_empty() {
            Ok(Rules { severity: self.severity, lists, local_roots })
        } else {
            Err(InvalidSettings(mistakes))
        }
    }
}

/// The domains of a list. One label is enough here, so that a whole top-level domain can be listed.
fn domains(key: &'static str, entries: &[String], mistakes: &mut Vec<SettingsMistake>) -> Domains {
    let mut domains = Domains::default();
    read_entries(key, entries, mistakes, |entry| {
        if entry.contains('@') {
            return Err("not a domain; leave out what stands before and with the @");
        }
        if entry.starts_with(['*', '.']) {
            return Err(
                "a domain covers its subdomains; leave out what stands before the domain, e.g. exempel.se",
            );
        }
        domains.insert(a_labels(entry).ok_or("not a domain; expected e.g. exempel.se")?.into_owned());
        Ok(())
    });
    domains
}

/// The numbers of a list, and beginnings of numbers.
fn numbers(key: &'static str, entries: &[String], mistakes: &mut Vec<SettingsMistake>) -> Numbers {
    let mut numbers = Numbers::default();
    read_entries(key, entries, mistakes, |entry| {
        let Some(beginning) = entry.strip_suffix('*') else {
            let number = TelephoneNumber::parse(entry).map_err(
                |_| "not a telephone number; expected +, 8 to 15 digits, or the beginning of a number and *",
            )?;
            numbers.insert_whole(number.as_str());
            return Ok(());
        };
        let digits = beginning.strip_prefix('+').unwrap_or_default();
        let fits = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !fits || digits.starts_with('0') || beginning.starts_with("+460") {
            return Err(
                "not the beginning of a telephone number; expected +, the first digits with the country code \
                        (after +46 no 0), and *",
            );
        }
        numbers.insert_beginning(beginning);
        Ok(())
    });
    numbers
}

fn local_roots(key: &'static str, entries: &[String], mistakes: &mut Vec<SettingsMistake>) -> LocalRoots {
    let mut roots = Vec::new();
    read_entries(key, entries, mistakes, |entry| {
        if !is_object_identifier(entry) {
            return Err("not an object identifier; expected numbers joined by dots, e.g. 1.2.752.97.3.1.3");
        }
        if is_known_root(entry) {
            return Err("the root of a known kind of identity; leave it out");
        }
        roots.push(entry.into());
        Ok(())
    });
    LocalRoots(roots)
}

/// Hands each entry to `read` and notes what it says.
fn read_entries(
    key: &'static str,
    entries: &[String],
    mistakes: &mut Vec<SettingsMistake>,
    mut read: impl FnMut(&str) -> Result<(), &'static str>,
) {
    for (index, entry) in entries.iter().enumerate() {
        if let Err(cure) = read(entry) {
            mistakes.push(SettingsMistake { key, entry: index.saturating_add(1), cure });
        }
    }
}

/// At least two numbers joined by dots, none with a leading zero, the first 0-2 (ITU-T X.660).
fn is_object_identifier(text: &str) -> bool {
    let is_arc = |arc: &str| {
        !arc.is_empty()
            && arc.bytes().all(|byte| byte.is_ascii_digit())
            && (arc == "0" || !arc.starts_with('0'))
    };
    text.contains('.')
        && text.split('.').all(is_arc)
        && ["0.", "1.", "2."].iter().any(|first| text.starts_with(first))
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

#[cfg(test)]
mod tests;
