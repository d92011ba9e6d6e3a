use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;

/// What the threads tell for [`StoreStats`](crate::StoreStats).
#[derive(Default)]
pub(super) struct Gauges {
    journal_bytes: AtomicU64,
    journal_syncs: AtomicU64,
    /// Microseconds since 1970; 0: none yet.
    last_checkpoint: AtomicI64,
}

impl Gauges {
    pub(super) fn journal_is(&self, bytes: u64) {
        self.journal_bytes.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn synced(&self) {
        self.journal_syncs.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn checkpointed(&self, at: Timestamp) {
        self.last_checkpoint.store(at.as_microsecond(), Ordering::Relaxed);
    }

    pub(super) fn journal_bytes(&self) -> u64 {
        self.journal_bytes.load(Ordering::Relaxed)
    }

    pub(super) fn journal_syncs(&self) -> u64 {
        self.journal_syncs.load(Ordering::Relaxed)
    }

    pub(super) fn last_checkpoint(&self) -> Option<Timestamp> {
        let at = self.last_checkpoint.load(Ordering::Relaxed);
        Timestamp::from_microsecond(at).ok().filter(|_| at != 0)
    }
}
