//! Mistakes that no single key shows: values that make no sense, files that are not there, keys that contradict.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::str::FromStr;

use contact_rules::Rules;
use jiff::Timestamp;
use rivta_soap::{Contract, Grant, Grants, HsaId};

use super::document::Lines;
use super::sections::{ConsumerGrant, Limits, Store, Tls};
use super::{Config, Problem, tls_files};

/// Below this the database does nothing but wait for the disk.
const SMALLEST_STORE_BYTES: u64 = 1 << 20;

/// F14.
const ERASED_WITHIN_SECONDS: u64 = 24 * 60 * 60;

/// Collects what is wrong, with the line of the key.
pub(super) struct Check<'t> {
    lines: Lines<'t>,
    contracts: &'static [&'static Contract],
    problems: Vec<Problem>,
}

impl<'t> Check<'t> {
    pub(super) fn new(text: &'t str, contracts: &'static [&'static Contract]) -> Self {
        Self { lines: Lines::new(text), contracts, problems: Vec::new() }
    }

    /// Checks everything (certificates if an instant is given), and fills in what is derived from the consumers.
    pub(super) fn run(mut self, config: &mut Config, certificates_at: Option<Timestamp>) -> Vec<Problem> {
        self.addresses(config);
        self.limits(&config.limits);
        if let Some(now) = certificates_at {
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
        self.problems
    }

    fn certificates(&mut self, tls: &Tls, now: Timestamp) {
        for (key, message) in tls_files::check_server(&tls.certificate, &tls.key, now) {
            self.report(&format!("tls.{key}"), message);
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
        for (key, is_zero) in [
            ("connections", connections == 0),
            ("body_bytes", body_bytes == 0),
            ("element_depth", element_depth == 0),
            ("attributes_per_element", attributes_per_element == 0),
            ("handshake_seconds", handshake_seconds == 0),
            ("head_seconds", head_seconds == 0),
            ("transfer_seconds", transfer_seconds == 0),
            ("handler_seconds", handler_seconds == 0),
            ("idle_seconds", idle_seconds == 0),
            ("drain_seconds", drain_seconds == 0),
        ] {
            if is_zero {
                self.report(
                    &format!("limits.{key}"),
                    "0 would refuse every request; expected at least 1".into(),
                );
            }
        }
        if bodies_in_flight_bytes < body_bytes {
            let message =
                format!("holds not even one body of limits.body_bytes; expected at least {body_bytes}");
            self.report("limits.bodies_in_flight_bytes", message);
        }
        if head_bytes < Limits::SMALLEST_HEAD {
            let message = format!("expected at least {} bytes", Limits::SMALLEST_HEAD);
            self.report("limits.head_bytes", message);
        }
    }

    fn consumers(&mut self, config: &mut Config) {
        let mut seen = HashSet::new();
        let mut grants = Vec::new();
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
}

/// Whether two listeners cannot both have these addresses.
fn overlap(a: SocketAddr, b: SocketAddr) -> bool {
    a.port() == b.port()
        && a.port() != 0
        && (a.ip() == b.ip() || a.ip().is_unspecified() || b.ip().is_unspecified())
}
