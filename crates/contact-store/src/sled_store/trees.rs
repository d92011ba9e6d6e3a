//! The database's trees, and the changes that the journal carries to them.

use std::path::Path;

use sled::{Batch, Db, IVec};

use crate::StoreError;
use crate::journal::segment::Fields;

/// A tree of the database. The number stands in the journal. Trees are changed in this order, so that what an
/// entry refers to is there before it: a reader who finds a person finds the record, and counters count what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Tree {
    /// Identity to the register's whole record.
    PersonRecord = 0,
    /// Identity to `PersonStatus`: what every update and read asks.
    Person = 1,
    /// Identity to contact record.
    Contact = 2,
    /// Time and sequence to audit entry.
    Audit = 3,
    /// Identity, time and sequence to nothing: where a person's audit entries are.
    AuditByPerson = 4,
    /// What is known of the database as a whole: [`COUNTERS`], [`CHECKPOINT`].
    Meta = 5,
}

/// Key in [`Tree::Meta`]: how many entries there are, and the last audit sequence.
pub(super) const COUNTERS: &[u8] = b"counters";
/// Key in [`Tree::Meta`]: the last journal sequence that a checkpoint began with.
pub(super) const CHECKPOINT: &[u8] = b"checkpoint";

impl Tree {
    pub(super) const ALL: [Self; 6] =
        [Self::PersonRecord, Self::Person, Self::Contact, Self::Audit, Self::AuditByPerson, Self::Meta];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Person => "person",
            Self::PersonRecord => "person_record",
            Self::Contact => "contact",
            Self::Audit => "audit",
            Self::AuditByPerson => "audit_by_person",
        }
    }

    fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|tree| *tree as u8 == number)
    }
}

/// One entry to be set. Setting it twice is as setting it once, so the journal may be replayed over what it already did.
#[derive(Clone, Debug)]
pub(super) struct Put {
    pub(super) tree: Tree,
    pub(super) key: IVec,
    pub(super) value: IVec,
}

impl Put {
    /// Appends the entry as the journal holds it: tree u8, key length u64, value length u64, key, value.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        out.push(self.tree as u8);
        out.extend_from_slice(&(self.key.len() as u64).to_le_bytes());
        out.extend_from_slice(&(self.value.len() as u64).to_le_bytes());
        out.extend_from_slice(&self.key);
        out.extend_from_slice(&self.value);
    }

    /// Reads the entries of a frame that stands at `offset` of `path`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`].
    pub(super) fn decode_all(payload: &[u8], path: &Path, offset: u64) -> Result<Vec<Self>, StoreError> {
        let mut fields = Fields(payload);
        let mut puts = Vec::new();
        while !fields.0.is_empty() {
            let put = Self::decode(&mut fields).ok_or_else(|| StoreError::Corrupt {
                path: path.to_owned(),
                offset: Some(offset),
                what: "the frame holds something else than entries",
            })?;
            puts.push(put);
        }
        Ok(puts)
    }

    fn decode(fields: &mut Fields<'_>) -> Option<Self> {
        let tree = Tree::from_number(fields.u8()?)?;
        let (key, value) = (fields.u64()?, fields.u64()?);
        let key = fields.bytes(key.try_into().ok()?)?.into();
        let value = fields.bytes(value.try_into().ok()?)?.into();
        Some(Self { tree, key, value })
    }
}

/// The open trees.
#[derive(Clone)]
pub(super) struct Trees {
    trees: [sled::Tree; 6],
}

impl Trees {
    pub(super) fn open(db: &Db) -> Result<Self, StoreError> {
        let open = |tree: Tree| db.open_tree(tree.name());
        let [record, person, contact, audit, by_person, meta] = Tree::ALL;
        let trees =
            [open(record)?, open(person)?, open(contact)?, open(audit)?, open(by_person)?, open(meta)?];
        Ok(Self { trees })
    }

    #[expect(clippy::indexing_slicing, reason = "the numbers of the enum are the indices of the array")]
    pub(super) fn tree(&self, tree: Tree) -> &sled::Tree {
        &self.trees[tree as usize]
    }

    pub(super) fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        Ok(self.tree(tree).get(key)?)
    }

    /// Sets the entries; where a key stands twice, the last counts.
    pub(super) fn apply(&self, puts: impl IntoIterator<Item = Put>) -> Result<(), StoreError> {
        let mut batches: [Batch; 6] = Default::default();
        for put in puts {
            if let Some(batch) = batches.get_mut(put.tree as usize) {
                batch.insert(put.key, put.value);
            }
        }
        for (tree, batch) in self.trees.iter().zip(batches) {
            tree.apply_batch(batch)?;
        }
        Ok(())
    }
}
