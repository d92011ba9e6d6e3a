//! The configuration file `rivkontakt.toml`: read to the end and checked before anything starts, so that all its mistakes
//! are told at once.

mod check;
mod document;
mod problem;
mod sections;
mod tls_files;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use contact_rules::Rules;
use jiff::Timestamp;
use rivta_soap::{Grants, HsaId};
use serde::Serialize;

pub use problem::{ConfigError, Problem};
pub use sections::{Admin, Consumer, ConsumerGrant, Limits, Listen, Log, LogFormat, LogLevel, Store, Tls};

pub(crate) use tls_files::server_certificate_until;

use crate::contracts::CONTRACTS;

/// The commented file that `init` writes: every key with its default, and the consumers of the development PKI.
pub const REFERENCE: &str = include_str!("reference.toml");

/// The file's name in a directory that `init` made.
pub const FILE_NAME: &str = "rivkontakt.toml";

/// A configuration without mistakes. Paths are absolute, or relative to the working directory.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Config {
    /// Where the contracts are served.
    pub listen: Listen,
    /// Certificates and key.
    pub tls: Tls,
    /// What a caller can make large or slow.
    pub limits: Limits,
    /// Health and metrics.
    pub admin: Admin,
    /// Logging.
    pub log: Log,
    /// The store.
    pub store: Store,
    /// The framework's rules.
    pub rules: contact_rules::RulesSettings,
    /// Systems that may call.
    #[serde(rename = "consumer")]
    pub consumers: Vec<Consumer>,
    /// What somebody should look at although it is no mistake, e.g. a certificate that expires soon.
    #[serde(skip)]
    pub warnings: Vec<Problem>,
    /// The rules as `[rules]` sets them.
    #[serde(skip)]
    pub compiled_rules: Rules,
    /// The addresses that requests may have; at least one. The first also names this installation in the audit log.
    #[serde(skip)]
    pub logical_addresses: Vec<HsaId>,
    /// What they may call, as the endpoint asks it.
    #[serde(skip)]
    pub grants: Grants,
    /// The consumers that are platforms.
    #[serde(skip)]
    pub platforms: HashSet<HsaId>,
}

impl Config {
    /// Reads and checks the file; `now` decides whether certificates and grants are valid.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Unreadable`], or [`ConfigError::Invalid`] with every mistake in the file.
    pub fn load(file: &Path, now: Timestamp) -> Result<Self, ConfigError> {
        Self::read(file, Some(now))
    }

    /// Reads and checks the file, but not the certificates that it names: those who look into the store need none, and
    /// must be able to when one has expired.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load).
    pub fn load_for_store(file: &Path) -> Result<Self, ConfigError> {
        Self::read(file, None)
    }

    fn read(file: &Path, now: Option<Timestamp>) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(file)
            .map_err(|source| ConfigError::Unreadable { path: file.to_owned(), source })?;
        Self::parse(&text, file, now)
            .map_err(|problems| ConfigError::Invalid { path: file.to_owned(), problems })
    }

    /// Reads and checks a file's text; `file` says what its paths are relative to.
    fn parse(text: &str, file: &Path, now: Option<Timestamp>) -> Result<Self, Vec<Problem>> {
        let mut document = document::Document::parse(text);
        let mut config = Self {
            listen: document.section("listen"),
            tls: document.section("tls"),
            limits: document.section("limits"),
            admin: document.section("admin"),
            log: document.section("log"),
            store: document.section("store"),
            rules: document.section("rules"),
            consumers: document
                .repeated_with("consumer", "grant")
                .into_iter()
                .map(|(consumer, grants)| Consumer { grants, ..consumer })
                .collect(),
            warnings: Vec::new(),
            compiled_rules: Rules::default(),
            logical_addresses: Vec::new(),
            grants: Grants::default(),
            platforms: HashSet::new(),
        };
        document.refuse_rest("listen, tls, limits, admin, log, store, rules, consumer");
        let mut problems = document.problems;

        let directory = file.parent().unwrap_or(Path::new(""));
        let mut found = check::Check::new(text, &CONTRACTS).run(&mut config, directory, now);
        // What could not be read has its default here, which is not what the file says.
        found.retain(|problem| !problems.iter().any(|unread| unread.key == problem.key));
        problems.extend(found);
        problems.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// The installation itself, as the audit log names it when an administrator acts.
    pub fn installation(&self) -> &HsaId {
        #[expect(clippy::indexing_slicing, reason = "a configuration without logical addresses is refused")]
        &self.logical_addresses[0]
    }

    /// The directory of the development PKI beside a configuration file.
    pub fn pki_directory(file: &Path) -> PathBuf {
        file.parent().unwrap_or(Path::new("")).join("pki")
    }
}

#[cfg(test)]
mod tests;
