use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use contact_store::StoreError;
use rivta_endpoint::{BindError, CallError, ClientError};

use crate::config::ConfigError;
use crate::local::SocketError;
use crate::pki::PkiError;

/// How a command ended that did what it could. The numbers are documented in the help and part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked about is good.
    Good = 0,
    /// What was asked about is bad or refused.
    Bad = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The configuration is wrong.
    Configuration = 3,
    /// Something could not be reached, read or written.
    Unreachable = 4,
    /// The server answered with a fault.
    Fault = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// Options that clap cannot judge.
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The environment variable is no log filter.
    #[error("RUST_LOG: {0}")]
    LogFilter(String),
    /// A configuration, or a development PKI, is needed and is not there.
    #[error("{0}")]
    NoInstallation(String),
    /// The files of a client's certificate, or the address that it shall call.
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// A contract's schemas or WSDLs.
    #[error("{}", .0.iter().map(|error| error_chain(error)).collect::<Vec<_>>().join("\nerror: "))]
    Contract(Vec<rivta_schema::Error>),
    /// Packages in which no operation is declared.
    #[error("{}: no WSDL with an operation", .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "))]
    NoOperation(Vec<PathBuf>),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no store, and the command makes none.
    #[error("{}: no store there; start the server once, import persons or run demo to make one, or mount its volume", directory.display())]
    NoStore { directory: PathBuf },
    /// A file or directory.
    #[error("{}: {doing}", path.display())]
    Io { path: PathBuf, doing: &'static str, source: io::Error },
    /// The contracts can't be served.
    #[error(transparent)]
    Bind(BindError),
    /// An address is taken, or not this machine's.
    #[error("{address}: {}; choose another {key}", listen_hint(source))]
    Listen { address: SocketAddr, key: &'static str, source: io::Error },
    /// The process can't be told to stop.
    #[error("cannot listen to signals")]
    Signal(#[source] io::Error),
    /// The commands' socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The reader of our standard output went away.
    #[error("standard output was closed")]
    BrokenPipe,
    /// Standard output can't be written.
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
    /// A call that got no answer.
    #[error("{error}{}", hint(error))]
    Call { error: CallError },
    /// An answer without SOAP, with its text if it has one.
    #[error("HTTP status {status} without a SOAP answer{text}")]
    NoSoap { status: u16, text: String },
    /// A running server finds its store damaged.
    #[error("{0}")]
    Damaged(String),
    /// A running server refused or failed.
    #[error("{0}")]
    Server(String),
}

impl CommandError {
    pub(crate) fn io(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, doing, source }
    }

    /// What keeps an endpoint from listening, with the key to mend.
    pub(crate) fn bind(error: BindError) -> Self {
        match error {
            BindError::Listen { address, source } => {
                Self::Listen { address, key: "listen.address, or --listen of demo", source }
            }
            other => Self::Bind(other),
        }
    }

    /// A server that answers something else than what was asked.
    pub(crate) fn unexpected_answer() -> Self {
        Self::Server("the server answered something else; is it of another version?".to_owned())
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::Client(ClientError::Address { .. }) => Exit::Usage,
            Self::LogFilter(_)
            | Self::Config(_)
            | Self::NoInstallation(_)
            | Self::Pki(_)
            | Self::Contract(_)
            | Self::NoOperation(_)
            | Self::Client(_) => Exit::Configuration,
            Self::Store(error) if error.is_corruption() => Exit::Bad,
            Self::Damaged(_) => Exit::Bad,
            Self::Bind(BindError::Tls(_)) => Exit::Configuration,
            Self::Store(_)
            | Self::NoStore { .. }
            | Self::Io { .. }
            | Self::Bind(_)
            | Self::Listen { .. }
            | Self::Socket(_)
            | Self::Signal(_)
            | Self::Output(_)
            | Self::Call { .. }
            | Self::NoSoap { .. }
            | Self::Server(_) => Exit::Unreachable,
            // As for a program that the signal had ended: nobody looks any more.
            Self::BrokenPipe => Exit::Good,
        }
    }
}

/// What a user may not think of.
fn hint(error: &CallError) -> &'static str {
    match error {
        CallError::Connection { .. } => "; perhaps the server does not accept the client's certificate",
        _ => "",
    }
}

/// What keeps a listener from an address.
fn listen_hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "another program listens there",
        io::ErrorKind::AddrNotAvailable => "no address of this machine",
        _ => "cannot listen there",
    }
}

/// An error with its causes, on one line.
pub(crate) fn error_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
