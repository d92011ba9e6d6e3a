use super::trees::{COUNTERS, Put, Tree, Trees};
use crate::StoreError;
use crate::journal::segment::Fields;

/// How many entries the trees hold: kept with each change, for the database counts by walking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counters {
    pub(super) persons: u64,
    pub(super) contact_records: u64,
    /// Also the sequence of the last entry.
    pub(super) audit_entries: u64,
}

impl Counters {
    /// The stored counters; zeros in a new store.
    pub(super) fn load(trees: &Trees) -> Result<Self, StoreError> {
        let Some(value) = trees.get(Tree::Meta, COUNTERS)? else {
            return Ok(Self::default());
        };
        Self::decode(&value).ok_or_else(|| StoreError::CorruptEntry {
            place: "meta/counters".to_owned(),
            what: "not three numbers".to_owned(),
        })
    }

    fn decode(value: &[u8]) -> Option<Self> {
        let mut fields = Fields(value);
        Some(Self { persons: fields.u64()?, contact_records: fields.u64()?, audit_entries: fields.u64()? })
    }

    pub(super) fn put(self) -> Put {
        let numbers = [self.persons, self.contact_records, self.audit_entries];
        let value: Vec<u8> = numbers.into_iter().flat_map(u64::to_le_bytes).collect();
        Put { tree: Tree::Meta, key: COUNTERS.into(), value: value.into() }
    }
}
