//! The directory that `init` and `demo` make: configuration, development PKI and, for `demo`, a test population.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contact_rules::swedish_today;
use contact_store::{Access, ContactStore};
use rivta_soap::Clock;

use crate::config::{Config, FILE_NAME, Listen, REFERENCE};
use crate::error::CommandError;
use crate::population::{deliveries, listing, population};
use crate::{files, pki, store};

/// The list of the test population in a demo directory.
pub(crate) const POPULATION_LIST: &str = "test-persons.txt";

/// Makes the configuration and the development PKI in `directory`, as far as they are absent; gives the configuration file.
/// A new configuration listens at `listen`, and the admin listener takes the next port.
pub(crate) fn create(
    directory: &Path,
    listen: Option<SocketAddr>,
    clock: &dyn Clock,
) -> Result<PathBuf, CommandError> {
    files::create_private_directory(directory)
        .map_err(CommandError::io(directory, "cannot make the directory"))?;
    pki::create_if_absent(&directory.join("pki"), clock.now())?;
    let file = directory.join(FILE_NAME);
    if !file.exists() {
        let text = reference_for(listen.unwrap_or(Listen::default().address));
        files::write_private_file(&file, text.as_bytes())
            .map_err(CommandError::io(&file, "cannot write the configuration"))?;
    }
    Ok(file)
}

/// The reference configuration for an address.
fn reference_for(listen: SocketAddr) -> String {
    let next = match listen.port() {
        0 => 0,
        port => port.checked_add(1).unwrap_or(port - 1),
    };
    let loopback: IpAddr =
        if listen.is_ipv6() { [0, 0, 0, 0, 0, 0, 0, 1].into() } else { [127, 0, 0, 1].into() };
    let admin = SocketAddr::new(loopback, next);
    REFERENCE
        .replace("\"127.0.0.1:8443\"", &format!("\"{listen}\""))
        .replace("\"127.0.0.1:8444\"", &format!("\"{admin}\""))
}

/// Makes the store with the test population, whole or not at all; one that is there is kept.
pub(crate) async fn create_population(
    config: &Config,
    directory: &Path,
    clock: Arc<dyn Clock>,
) -> Result<(), CommandError> {
    let target = &config.store.directory;
    let failed = |error| CommandError::io(target, "cannot make the store")(error);
    if target.try_exists().map_err(failed)? {
        return Ok(());
    }
    let persons = population(swedish_today(clock.now()));
    let prepared = files::prepare_directory(target).map_err(failed)?;
    let (store, _) = store::create(config, prepared.path(), clock)?;
    let access = Access::Administrator { user: "rivkontakt demo".to_owned() };
    for delivery in deliveries(&persons) {
        store.import_persons(&access, delivery).await?;
    }
    store.close().await?;
    drop(store);
    let list = directory.join(POPULATION_LIST);
    files::write_private_file(&list, listing(&persons).as_bytes())
        .map_err(CommandError::io(&list, "cannot write the list of test persons"))?;
    files::take_name(prepared, target).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_admin_listener_of_a_new_configuration_takes_the_next_port() {
        for (listen, admin) in [
            ("127.0.0.1:9443", "127.0.0.1:9444"),
            ("0.0.0.0:65535", "127.0.0.1:65534"),
            ("[::1]:9443", "[::1]:9444"),
            ("127.0.0.1:0", "127.0.0.1:0"),
        ] {
            let text: toml::Table = reference_for(listen.parse().unwrap()).parse().unwrap();
            assert_eq!(text["listen"]["address"].as_str(), Some(listen));
            assert_eq!(text["admin"]["address"].as_str(), Some(admin));
        }
    }
}
