//! Writing and reading the audit log.

use contact_rules::{PersonIdentity, RuleId};
use jiff::Timestamp;

use super::keys;
use super::trees::{Tree, Trees};
use super::values::{decode, encode};
use super::writer::Transaction;
use crate::{
    AuditAction, AuditEntry, AuditOutcome, AuditPage, AuditPosition, AuditQuery, AuditedAccess,
    AuditedIdentity, StoreError,
};

/// What becomes an audit entry.
pub(super) struct Record {
    by: AuditedAccess,
    action: AuditAction,
    person: Option<(Vec<u8>, AuditedIdentity)>,
    pub(super) rules: Vec<RuleId>,
    pub(super) version_before: Option<String>,
    pub(super) version_after: Option<String>,
}

impl Record {
    pub(super) fn new(by: AuditedAccess, action: AuditAction, person: Option<&PersonIdentity>) -> Self {
        let person = person.map(|identity| (keys::person(identity), AuditedIdentity::from(identity)));
        Self { by, action, person, rules: Vec::new(), version_before: None, version_after: None }
    }
}

/// Puts an entry.
pub(super) fn append(
    transaction: &mut Transaction<'_>,
    record: Record,
    outcome: AuditOutcome,
) -> Result<(), StoreError> {
    let Record { by, action, person, rules, version_before, version_after } = record;
    transaction.counters.audit_entries += 1;
    let position = AuditPosition {
        at: whole_microseconds(transaction.now()),
        sequence: transaction.counters.audit_entries,
    };
    let (key, person) = person.unzip();
    let entry = AuditEntry { position, by, action, person, rules, version_before, version_after, outcome };
    transaction.put(Tree::Audit, &keys::audit(position), encode(&entry)?)?;
    if let Some(key) = key {
        transaction.put(Tree::AuditByPerson, keys::audit_by_person(&key, position), &[])?;
    }
    Ok(())
}

/// The page that `query` asks for.
pub(super) fn read(trees: &Trees, query: &AuditQuery) -> Result<AuditPage, StoreError> {
    let mut page = AuditPage { entries: Vec::new(), next: None };
    match &query.person {
        None => {
            let (low, high) = range(query, &[]);
            for entry in trees.tree(Tree::Audit).range(low..high).rev() {
                let (_, value) = entry?;
                if !take(&mut page, query, decode(Tree::Audit, &value)?) {
                    break;
                }
            }
        }
        Some(person) => {
            let (low, high) = range(query, &keys::person(person));
            for entry in trees.tree(Tree::AuditByPerson).range(low..high).rev() {
                let (key, _) = entry?;
                let position = keys::split_audit_by_person(&key).map(|(_, position)| position);
                let value = match position {
                    Some(position) => trees.get(Tree::Audit, &keys::audit(position))?,
                    None => None,
                };
                let value = value.ok_or_else(|| StoreError::CorruptEntry {
                    place: Tree::AuditByPerson.name().to_owned(),
                    what: "names an audit entry that is not there".to_owned(),
                })?;
                if !take(&mut page, query, decode(Tree::Audit, &value)?) {
                    break;
                }
            }
        }
    }
    Ok(page)
}

/// Adds the entry if it is asked for and there is room; says whether to go on.
fn take(page: &mut AuditPage, query: &AuditQuery, entry: AuditEntry) -> bool {
    if !query.matches(&entry) {
        return true;
    }
    if page.entries.len() >= query.limit {
        page.next = page.entries.last().map(|last| last.position);
        return false;
    }
    page.entries.push(entry);
    true
}

/// The keys from the first one asked for to the first one not asked for.
fn range(query: &AuditQuery, prefix: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let at = |at: Option<Timestamp>, otherwise| {
        keys::audit(AuditPosition { at: at.map_or(otherwise, whole_microseconds), sequence: 0 })
    };
    let low = at(query.from, Timestamp::MIN);
    let high = at(query.until, Timestamp::MAX);
    let high = query.before.map_or(high, |before| keys::audit(before).min(high));
    ([prefix, &low].concat(), [prefix, &high.max(low)].concat())
}

fn whole_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
