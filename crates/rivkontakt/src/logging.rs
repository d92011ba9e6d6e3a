//! Log lines to standard error: readable on a terminal, JSON otherwise.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};

/// Starts logging for this process. The environment variable `RUST_LOG` goes before the configured level.
pub(crate) fn start(log: &Log) {
    let text = match log.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    let level = log.level.as_str().parse().unwrap_or(LevelFilter::INFO);
    let filter = EnvFilter::builder().with_default_directive(level.into()).from_env_lossy();
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
}
