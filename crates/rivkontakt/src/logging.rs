//! Log lines to standard error: readable on a terminal, JSON otherwise.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};
use crate::error::CommandError;

/// Starts logging for this process. The environment variable `RUST_LOG` goes before the configured level.
///
/// # Errors
///
/// [`CommandError::LogFilter`] if `RUST_LOG` is none: ignored, or taken for a part of the program, it would silence the log.
pub(crate) fn start(log: &Log) -> Result<(), CommandError> {
    let text = match log.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    let variable = std::env::var_os(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let filter = filter(log.level.as_str(), &variable.to_string_lossy()).map_err(CommandError::LogFilter)?;
    let registry = tracing_subscriber::registry().with(filter);
    // An error only says that this process logs already, as when tests start two servers.
    drop(if text {
        let layer =
            tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
        registry.with(layer).try_init()
    } else {
        let layer = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(io::stderr);
        registry.with(layer).try_init()
    });
    // Where, but not the message: it could quote what the program worked on.
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(location) => tracing::error!(location = %location, "panic"),
        None => tracing::error!("panic"),
    }));
    Ok(())
}

/// What `variable` says, with the configured level for the parts of which it says nothing.
fn filter(level: &str, variable: &str) -> Result<EnvFilter, String> {
    let mut directives = Vec::new();
    let mut has_level = false;
    for directive in variable.split(',').map(str::trim).filter(|directive| !directive.is_empty()) {
        if directive.parse::<LevelFilter>().is_ok() {
            has_level = true;
        } else if !directive.contains('=') {
            return Err(format!("{directive:?} is no level; {EXPECTED}"));
        }
        directives.push(directive);
    }
    if !has_level {
        directives.push(level);
    }
    EnvFilter::builder().parse(directives.join(",")).map_err(|error| format!("{error}; {EXPECTED}"))
}

const EXPECTED: &str = "expected off, error, warn, info, debug or trace, or TARGET=LEVEL for a part, e.g. info,rivta_endpoint=debug";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_goes_before_the_configured_level() {
        for (variable, level) in [
            ("", LevelFilter::INFO),
            ("error", LevelFilter::ERROR),
            ("DEBUG", LevelFilter::DEBUG),
            ("rivta_endpoint=trace", LevelFilter::TRACE),
            // A part alone does not silence the others.
            ("rivta_endpoint=error", LevelFilter::INFO),
            ("off", LevelFilter::OFF),
        ] {
            assert_eq!(filter("info", variable).unwrap().max_level_hint(), Some(level), "{variable:?}");
        }
    }

    #[test]
    fn a_mistyped_variable_is_refused_with_the_cure() {
        for variable in ["lound", "nonsense===", "info,x=loud", "rivta_endpoint"] {
            let error = filter("info", variable).unwrap_err();
            assert!(error.contains("expected off, error"), "{error}");
        }
    }
}
