//! Reading everything and reporting what is not as it should be.

use std::path::Path;

use contact_rules::{PersonStatus, Rules};
use rivta_persons::core::PersonRecordType;
use sled::IVec;

use super::counters::Counters;
use super::keys;
use super::trees::{Put, Tree, Trees};
use super::values::{StoredContact, decode};
use crate::journal::replay;
use crate::{AuditEntry, Finding, StoreError, Verification};

/// Walks the trees and the journal. The writer may go on meanwhile: trees are changed in an order that has what an entry
/// refers to there before it.
pub(super) fn verify(trees: &Trees, rules: &Rules, journal: &Path) -> Result<Verification, StoreError> {
    let counters = Counters::load(trees)?;
    let mut found = Verification::default();
    let persons = check_persons(trees, rules, &mut found)?;
    let without_status = check_records(trees, &mut found)?;
    let contact_records = check_contacts(trees, &mut found)?;
    let audit_entries = check_audit(trees, &mut found)?;
    check_audit_by_person(trees, &mut found)?;
    check_journal(journal, &mut found)?;
    for key in without_status {
        if trees.get(Tree::Person, &key)?.is_none() {
            found.report(&place(Tree::PersonRecord, &key), "the person has no status");
        }
    }
    for (what, counted, walked) in [
        ("persons", counters.persons, persons),
        ("contact records", counters.contact_records, contact_records),
        ("audit entries", counters.audit_entries, audit_entries),
    ] {
        // More may have come since the counters were read; fewer can't.
        if walked < counted {
            found.report("meta/counters", &format!("{counted} {what} were counted, {walked} are there"));
        }
    }
    Ok(found)
}

fn check_persons(trees: &Trees, rules: &Rules, found: &mut Verification) -> Result<u64, StoreError> {
    walk(trees, Tree::Person, |key, value| {
        found.entries += 1;
        let place = place(Tree::Person, key);
        if let Err(error) = decode::<PersonStatus>(Tree::Person, value) {
            found.report(&place, &error.what());
        }
        let Some(record) = trees.get(Tree::PersonRecord, key)? else {
            found.report(&place, "the person has no record");
            return Ok(());
        };
        let matches = decode::<PersonRecordType>(Tree::PersonRecord, &record)
            .ok()
            .and_then(|record| rules.identity(&record.personal_identity).ok())
            .is_some_and(|identity| keys::person(&identity) == key);
        if !matches {
            found.report(&place, "the person's record is damaged or another person's");
        }
        Ok(())
    })
}

/// The records of which no status was found; they may be on their way.
fn check_records(trees: &Trees, found: &mut Verification) -> Result<Vec<IVec>, StoreError> {
    let mut without_status = Vec::new();
    walk(trees, Tree::PersonRecord, |key, _| {
        found.entries += 1;
        if trees.get(Tree::Person, key)?.is_none() {
            without_status.push(IVec::from(key));
        }
        Ok(())
    })?;
    Ok(without_status)
}

fn check_contacts(trees: &Trees, found: &mut Verification) -> Result<u64, StoreError> {
    walk(trees, Tree::Contact, |key, value| {
        found.entries += 1;
        let place = place(Tree::Contact, key);
        if let Err(error) = decode::<StoredContact>(Tree::Contact, value) {
            found.report(&place, &error.what());
        }
        if trees.get(Tree::Person, key)?.is_none() {
            found.report(&place, "the register does not hold the person");
        }
        Ok(())
    })
}

fn check_audit(trees: &Trees, found: &mut Verification) -> Result<u64, StoreError> {
    walk(trees, Tree::Audit, |key, value| {
        found.entries += 1;
        let place = match keys::position(key) {
            Some(position) => format!("audit/{}/{}", position.at, position.sequence),
            None => "audit".to_owned(),
        };
        match decode::<AuditEntry>(Tree::Audit, value) {
            Err(error) => found.report(&place, &error.what()),
            Ok(entry) if keys::audit(entry.position) != key => {
                found.report(&place, "the entry is another position's");
            }
            Ok(_) => {}
        }
        Ok(())
    })
}

fn check_audit_by_person(trees: &Trees, found: &mut Verification) -> Result<u64, StoreError> {
    walk(trees, Tree::AuditByPerson, |key, _| {
        found.entries += 1;
        let place = place(Tree::AuditByPerson, key);
        let position = keys::split_audit_by_person(key).map(|(_, position)| position);
        match position {
            None => found.report(&place, "not a key of this tree"),
            Some(position) if trees.get(Tree::Audit, &keys::audit(position))?.is_none() => {
                found.report(&place, "names an audit entry that is not there");
            }
            Some(_) => {}
        }
        Ok(())
    })
}

/// Reads every frame against its checksum. A torn end may be a write under way, and a missing segment a checkpoint.
fn check_journal(journal: &Path, found: &mut Verification) -> Result<(), StoreError> {
    let checked = replay::replay(journal, |path, offset, payload| {
        Put::decode_all(payload, path, offset).map(|puts| found.entries += puts.len() as u64)
    });
    match checked {
        Err(StoreError::Io { cause, .. }) if cause.kind() == std::io::ErrorKind::NotFound => {}
        Err(error @ (StoreError::Corrupt { .. } | StoreError::NewerFormat { .. })) => {
            found.report("journal", &error.to_string());
        }
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    Ok(())
}

fn walk(
    trees: &Trees,
    tree: Tree,
    mut each: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut walked = 0;
    for entry in trees.tree(tree).iter() {
        let (key, value) = entry?;
        each(&key, &value)?;
        walked += 1;
    }
    Ok(walked)
}

fn place(tree: Tree, key: &[u8]) -> String {
    format!("{}/{}", tree.name(), keys::masked_person(key))
}

impl Verification {
    fn report(&mut self, place: &str, what: &str) {
        self.findings.push(Finding { place: place.to_owned(), what: what.to_owned() });
    }
}
