//! Mistakes that no single key shows: values that make no sense, files that are not there, keys that contradict.

use std::collections::HashSet;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::str::FromStr;

use contact_rules::{Rules, swedish_today};
use jiff::Timestamp;
use jiff::civil::Date;
use rivta_soap::{Contract, Grant, Grants, HsaId};

use super::document::Lines;
use super::sections::{ConsumerGrant, Limits, Store, Tls};
use super::{Config, Problem, tls_files};

/// Below this the database does nothing but wait for the disk.
const SMALLEST_STORE_BYTES: u64 = 1 << 20;

/// An update with its envelope fits.
const SMALLEST_BODY: usize = 4096;
/// What the contracts' requests need, elements of extensions included.
const SMALLEST_DEPTH: usize = 12;
/// Namespace declarations count too.
const FEWEST_ATTRIBUTES: usize = 8;
/// A limit in time beyond this is none.
const LONGEST_SECONDS: u64 = 24 * 60 * 60;

/// F14.
const ERASED_WITHIN_SECONDS: u64 = 24 * 60 * 60;

/// Collects what is wrong, with the line of the key.
pub(super) struct Check<'t> {
    lines: Lines<'t>,
    contracts: &'static [&'static Contract],
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    /// Decides whether grants are over.
    today: Option<Date>,
}

impl<'t> Check<'t> {
    pub(super) fn new(text: &'t str, contracts: &'static [&'static Contract]) -> Self {
        Self { lines: Lines::new(text), contracts, problems: Vec::new(), warnings: Vec::new(), today: None }
    }

    /// Checks everything (what depends on the day, certificates above all, if an instant is given), and fills in what is
    /// derived: paths from the file's directory, what consumers may call, warnings. Gives the mistakes.
    pub(super) fn run(
        mut self,
        config: &mut Config,
        directory: &Path,
        now: Option<Timestamp>,
    ) -> Vec<Problem> {
        self.today = now.map(swedish_today);
        self.paths(config, directory);
        self.addresses(config);
        self.limits(&config.limits);
        if let Some(now) = now {
            self.certificates(&config.tls, now);
        }
        self.store(&config.store);
        match Rules::new(&config.rules) {
            Ok(rules) => config.compiled_rules = rules,
            Err(invalid) => {
                for mistake in invalid.mistakes() {
                    let message = format!("entry {}: {}", mistake.entry, mistake.cure);
                    self.report(&format!("rules.{}", mistake.key), message);
                }
            }
        }
        self.consumers(config);
        self.warnings.sort_by_key(|warning| warning.line.unwrap_or(usize::MAX));
        config.warnings = self.warnings;
        self.problems
    }

    fn paths(&mut self, config: &mut Config, directory: &Path) {
        for (key, path) in [
            ("tls.certificate", &mut config.tls.certificate),
            ("tls.key", &mut config.tls.key),
            ("tls.client_authorities", &mut config.tls.client_authorities),
            ("store.directory", &mut config.store.directory),
        ] {
            if path.as_os_str().is_empty() {
                self.report(key, "is empty; name a path, or leave the key out for its default".into());
            }
            *path = directory.join(&*path);
        }
    }

    fn certificates(&mut self, tls: &Tls, now: Timestamp) {
        for (key, message) in tls_files::check_server(&tls.certificate, &tls.key, now) {
            self.report(&format!("tls.{key}"), message);
        }
        if let Some(message) = tls_files::warn_of_expiry(&tls.certificate, now) {
            self.warn("tls.certificate", message);
        }
        if mode(&tls.key).is_some_and(|mode| mode & 0o007 != 0) {
            let message =
                format!("{0}: everybody on this machine may read it; chmod 600 {0}", tls.key.display());
            self.warn("tls.key", message);
        }
        if let Some(message) = tls_files::check_authorities(&tls.client_authorities) {
            self.report("tls.client_authorities", message);
        }
    }

    fn addresses(&mut self, config: &mut Config) {
        let (listen, admin) = (config.listen.address, config.admin.address);
        if !admin.ip().is_loopback() {
            let message = format!(
                "{admin} can be reached from other machines, and the admin listener asks for no certificate; keep to loopback, 127.0.0.1 or ::1"
            );
            self.report("admin.address", message);
        }
        if overlap(listen, admin) {
            let message = format!("{admin} is taken by listen.address; use another port");
            self.report("admin.address", message);
        }
        if config.listen.logical_addresses.is_empty() {
            self.report(
                "listen.logical_addresses",
                "is empty; no request could be addressed to this server".into(),
            );
        }
        let addresses = config.listen.logical_addresses.clone();
        config.logical_addresses =
            addresses.iter().filter_map(|address| self.hsa_id("listen.logical_addresses", address)).collect();
    }

    fn store(&mut self, store: &Store) {
        let directory = &store.directory;
        if directory.exists() && !directory.is_dir() {
            self.report("store.directory", format!("{}: is no directory", directory.display()));
        } else if mode(directory).is_some_and(|mode| mode & 0o077 != 0) {
            let message =
                format!("{0}: others than its owner may look into it; chmod 700 {0}", directory.display());
            self.warn("store.directory", message);
        }
        for (key, bytes) in
            [("cache_bytes", store.cache_bytes), ("journal_segment_bytes", store.journal_segment_bytes)]
        {
            if bytes < SMALLEST_STORE_BYTES {
                self.report(&format!("store.{key}"), format!("expected at least {SMALLEST_STORE_BYTES}"));
            }
        }
        if !(1..=ERASED_WITHIN_SECONDS).contains(&store.checkpoint_seconds) {
            let message = format!(
                "expected 1 to {ERASED_WITHIN_SECONDS}: erased details must leave every file within 24 hours (F14)"
            );
            self.report("store.checkpoint_seconds", message);
        }
    }

    fn limits(&mut self, limits: &Limits) {
        // Destructured, so that a new limit cannot be forgotten here.
        let &Limits {
            connections,
            body_bytes,
            head_bytes,
            bodies_in_flight_bytes,
            element_depth,
            attributes_per_element,
            handshake_seconds,
            head_seconds,
            transfer_seconds,
            handler_seconds,
            idle_seconds,
            drain_seconds,
        } = limits;
        for (key, value, least) in [
            ("connections", connections, 1),
            ("body_bytes", body_bytes, SMALLEST_BODY),
            ("head_bytes", head_bytes, Limits::SMALLEST_HEAD),
            ("element_depth", element_depth, SMALLEST_DEPTH),
            ("attributes_per_element", attributes_per_element, FEWEST_ATTRIBUTES),
        ] {
            if value < least {
                let message = format!("{value} would refuse every request; expected at least {least}");
                self.report(&format!("limits.{key}"), message);
            }
        }
        for (key, seconds) in [
            ("handshake_seconds", handshake_seconds),
            ("head_seconds", head_seconds),
            ("transfer_seconds", transfer_seconds),
            ("handler_seconds", handler_seconds),
            ("idle_seconds", idle_seconds),
            ("drain_seconds", drain_seconds),
        ] {
            if !(1..=LONGEST_SECONDS).contains(&seconds) {
                self.report(&format!("limits.{key}"), format!("expected 1 to {LONGEST_SECONDS}"));
            }
        }
        if bodies_in_flight_bytes < body_bytes {
            let message =
                format!("holds not even one body of limits.body_bytes; expected at least {body_bytes}");
            self.report("limits.bodies_in_flight_bytes", message);
        }
    }

    fn consumers(&mut self, config: &mut Config) {
        let mut seen = HashSet::new();
        let mut grants = Vec::new();
        if config.consumers.is_empty() {
            self.warn("consumer", "there is no [[consumer]], so every call will be refused".into());
        }
        for (index, consumer) in config.consumers.iter().enumerate() {
            let path = format!("consumer[{}]", index + 1);
            let hsa_id = self.hsa_id(&format!("{path}.hsa_id"), &consumer.hsa_id);
            if let Some(hsa_id) = &hsa_id {
                if !seen.insert(hsa_id.clone()) {
                    let message = format!("{hsa_id} already has a [[consumer]] table; put its grants there");
                    self.report(&format!("{path}.hsa_id"), message);
                }
                if consumer.platform {
                    config.platforms.insert(hsa_id.clone());
                }
            }
            for (index, grant) in consumer.grants.iter().enumerate() {
                let path = format!("{path}.grant[{}]", index + 1);
                grants.extend(self.grant(&path, hsa_id.as_ref(), grant, &config.logical_addresses));
            }
        }
        config.grants = Grants::new(grants);
    }

    /// Checks a grant; what it gives, if its consumer is known.
    fn grant(
        &mut self,
        path: &str,
        consumer: Option<&HsaId>,
        grant: &ConsumerGrant,
        served: &[HsaId],
    ) -> Vec<Grant> {
        let key = format!("{path}.logical_address");
        let logical_address = self.hsa_id(&key, &grant.logical_address);
        if let Some(address) = &logical_address
            && !served.contains(address)
        {
            let message =
                format!("{address} is not among listen.logical_addresses, so the grant gives nothing");
            self.report(&key, message);
        }
        if let (Some(from), Some(to)) = (grant.valid_from, grant.valid_to)
            && to < from
        {
            let message = format!("ends {to}, before valid_from {from}");
            self.report(&format!("{path}.valid_to"), message);
        }
        if let (Some(to), Some(today)) = (grant.valid_to, self.today)
            && to < today
        {
            self.warn(&format!("{path}.valid_to"), format!("was over {to}; the grant gives nothing"));
        }
        if grant.contracts.is_empty() {
            self.report(
                &format!("{path}.contracts"),
                "missing or empty; name the contracts, or remove the grant".into(),
            );
        }
        let has_reason = grant.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        let mut granted = Vec::new();
        for name in &grant.contracts {
            let Some(contract) = self.contracts.iter().find(|contract| contract.name == name) else {
                let known: Vec<&str> = self.contracts.iter().map(|contract| contract.name).collect();
                let message = format!("unknown contract {name:?}; expected one of {}", known.join(", "));
                self.report(&format!("{path}.contracts"), message);
                continue;
            };
            if contract.is_unrestricted() && !has_reason {
                let message =
                    format!("{name} gives protected data in full; say why the consumer may call it");
                self.report(&format!("{path}.reason"), message);
            }
            if let (Some(consumer), Some(logical_address)) = (consumer, &logical_address) {
                granted.push(Grant {
                    consumer: consumer.clone(),
                    contract: contract.namespace.to_owned(),
                    logical_address: logical_address.clone(),
                    valid_from: grant.valid_from,
                    valid_to: grant.valid_to,
                    reason: grant.reason.clone(),
                });
            }
        }
        granted
    }

    fn hsa_id(&mut self, key: &str, text: &str) -> Option<HsaId> {
        if text.is_empty() {
            self.report(key, "missing or empty; expected an HSA-id, e.g. SE165565594230-1000".into());
            return None;
        }
        HsaId::from_str(text).map_err(|error| self.report(key, format!("{text:?} is {error}"))).ok()
    }

    fn report(&mut self, key: &str, message: String) {
        self.problems.push(Problem { line: self.lines.line(key), key: key.to_owned(), message });
    }

    fn warn(&mut self, key: &str, message: String) {
        self.warnings.push(Problem { line: self.lines.line(key), key: key.to_owned(), message });
    }
}

/// Who may do what with a file, if it is there.
fn mode(path: &Path) -> Option<u32> {
    Some(fs::metadata(path).ok()?.permissions().mode())
}

/// Whether two listeners cannot both have these addresses.
fn overlap(a: SocketAddr, b: SocketAddr) -> bool {
    a.port() == b.port()
        && a.port() != 0
        && (a.ip() == b.ip() || a.ip().is_unspecified() || b.ip().is_unspecified())
}
