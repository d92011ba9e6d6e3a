//! Opens the store as the configuration says.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use contact_rules::Rules;
use contact_store::{Settings, SledStore, StoreError};
use rivta_soap::Clock;

use crate::config::Config;
use crate::error::CommandError;

/// Opens the store in `directory`; with it, the rules that it applies.
pub(crate) fn open(
    config: &Config,
    directory: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(SledStore, Rules), CommandError> {
    let rules = config.compiled_rules.clone();
    Ok((SledStore::open(directory, rules.clone(), clock, settings(config))?, rules))
}

/// Makes a new, empty store in `directory`, as [`open`] gives it.
pub(crate) fn create(
    config: &Config,
    directory: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(SledStore, Rules), CommandError> {
    let rules = config.compiled_rules.clone();
    Ok((SledStore::create(directory, rules.clone(), clock, settings(config))?, rules))
}

/// As [`open`]; where there is no store, a new, empty one is made and told in the log, for it may be that a volume is not
/// mounted.
pub(crate) fn open_or_create(
    config: &Config,
    directory: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(SledStore, Rules), CommandError> {
    match open(config, directory, clock.clone()) {
        Err(CommandError::Store(StoreError::Absent { .. })) => {
            let created = create(config, directory, clock)?;
            tracing::warn!(store.directory = %directory.display(), "no store there; made a new, empty one");
            Ok(created)
        }
        opened => opened,
    }
}

fn settings(config: &Config) -> Settings {
    Settings {
        cache_bytes: config.store.cache_bytes,
        segment_bytes: config.store.journal_segment_bytes,
        checkpoint_interval: Duration::from_secs(config.store.checkpoint_seconds),
        ..Settings::new(config.installation().clone())
    }
}
