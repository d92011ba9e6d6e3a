//! Opens the store as the configuration says.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use contact_rules::Rules;
use contact_store::{Settings, SledStore};
use rivta_soap::Clock;

use crate::config::Config;
use crate::error::CommandError;

/// Opens the store in `directory`, creating it if absent; with it, the rules that it applies.
pub(crate) fn open(
    config: &Config,
    directory: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(SledStore, Rules), CommandError> {
    let settings = Settings {
        cache_bytes: config.store.cache_bytes,
        segment_bytes: config.store.journal_segment_bytes,
        checkpoint_interval: Duration::from_secs(config.store.checkpoint_seconds),
        ..Settings::new(config.installation().clone())
    };
    let store = SledStore::open(directory, config.compiled_rules.clone(), clock, settings)?;
    Ok((store, config.compiled_rules.clone()))
}
