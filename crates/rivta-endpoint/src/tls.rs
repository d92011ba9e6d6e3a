//! The server's side of TLS: files, the rustls configuration, its replacement at run time, and why handshakes fail.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use rivta_soap::Clock;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::time_provider::TimeProvider;
use rustls::{CertificateError, RootCertStore, ServerConfig};
use rustls_pki_types::UnixTime;

use crate::certificate::{not_after, read_certificates, read_key};

/// The files that a server's TLS is made of, all PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, followed by the intermediate certificates that callers need.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// The authorities whose client certificates are accepted; each file may hold several.
    pub client_ca: Vec<PathBuf>,
}

/// A certificate or key can't be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file can't be read as what it should hold.
    #[error("{}: expected a {expected} in PEM format: {problem}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        expected: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The certificate's last day has passed.
    #[error("{}: the certificate expired at {not_after}; expected one that is valid now", path.display())]
    Expired {
        /// The certificate's file.
        path: PathBuf,
        /// The last instant at which it was valid.
        not_after: Timestamp,
    },
    /// Certificate, key and authorities don't fit together.
    #[error("{}: {problem}", path.display())]
    Unusable {
        /// The file that shows the problem.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl TlsError {
    pub(crate) fn file(path: &Path, expected: &'static str, problem: &dyn fmt::Display) -> Self {
        Self::File { path: path.to_owned(), expected, problem: problem.to_string() }
    }

    pub(crate) fn unusable(path: &Path, problem: &dyn fmt::Display) -> Self {
        Self::Unusable { path: path.to_owned(), problem: problem.to_string() }
    }
}

/// The TLS configuration in force. It can be replaced while the server runs; connections that are open keep theirs.
#[derive(Debug)]
pub(crate) struct ServerTls {
    files: TlsFiles,
    clock: SharedClock,
    current: RwLock<Loaded>,
}

#[derive(Clone, Debug)]
struct Loaded {
    config: Arc<ServerConfig>,
    expires: Timestamp,
}

impl ServerTls {
    pub(crate) fn load(files: TlsFiles, clock: Arc<dyn Clock>) -> Result<Self, TlsError> {
        let clock = SharedClock(clock);
        let current = RwLock::new(load(&files, &clock)?);
        Ok(Self { files, clock, current })
    }

    /// Reads the files again and puts them in force, if they are good; else the old stay.
    pub(crate) fn reload(&self) -> Result<(), TlsError> {
        let loaded = load(&self.files, &self.clock)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        self.loaded().config
    }

    /// When the certificate in force expires.
    pub(crate) fn expires(&self) -> Timestamp {
        self.loaded().expires
    }

    fn loaded(&self) -> Loaded {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn load(files: &TlsFiles, clock: &SharedClock) -> Result<Loaded, TlsError> {
    let chain = read_certificates(&files.certificate)?;
    let expires = chain.first().and_then(|certificate| not_after(certificate)).ok_or_else(|| {
        TlsError::file(&files.certificate, "certificate", &"its validity can't be read as X.509")
    })?;
    if expires < clock.0.now() {
        return Err(TlsError::Expired { path: files.certificate.clone(), not_after: expires });
    }
    let key = read_key(&files.key)?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let authorities = Arc::new(read_authorities(&files.client_ca)?);
    let verifier = WebPkiClientVerifier::builder_with_provider(authorities, Arc::clone(&provider))
        .build()
        .map_err(|error| TlsError::unusable(&files.certificate, &error))?;
    let mut config = ServerConfig::builder_with_details(provider, Arc::new(clock.clone()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| TlsError::unusable(&files.certificate, &error))?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .map_err(|error| TlsError::unusable(&files.key, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A resumed session would skip the check of the client's certificate, also when it has expired since. Callers keep
    // their connections, so that full handshakes are rare.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(Loaded { config: Arc::new(config), expires })
}

/// Reads files of trusted authorities.
pub(crate) fn read_authorities(paths: &[PathBuf]) -> Result<RootCertStore, TlsError> {
    let mut authorities = RootCertStore::empty();
    for path in paths {
        for certificate in read_certificates(path)? {
            authorities.add(certificate).map_err(|error| TlsError::unusable(path, &error))?;
        }
    }
    Ok(authorities)
}

/// The endpoint's clock, as rustls asks for it.
#[derive(Clone)]
pub(crate) struct SharedClock(pub(crate) Arc<dyn Clock>);

impl fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedClock")
    }
}

impl TimeProvider for SharedClock {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().as_second()).ok()?;
        Some(UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)))
    }
}

/// Why a TLS handshake failed: the label `reason` of the metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HandshakeFailure {
    Expired,
    NotYetValid,
    UnknownIssuer,
    BadCertificate,
    NoCertificate,
    Protocol,
    Timeout,
    Other,
}

impl HandshakeFailure {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::UnknownIssuer => "unknown_issuer",
            Self::BadCertificate => "bad_certificate",
            Self::NoCertificate => "no_certificate",
            Self::Protocol => "protocol",
            Self::Timeout => "timeout",
            Self::Other => "other",
        }
    }

    /// The reason behind what `TlsAcceptor` gave.
    pub(crate) fn of(error: &io::Error) -> Self {
        let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
            return Self::Other;
        };
        match error {
            rustls::Error::NoCertificatesPresented => Self::NoCertificate,
            rustls::Error::InvalidCertificate(problem) => match problem {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                    Self::NotYetValid
                }
                CertificateError::UnknownIssuer => Self::UnknownIssuer,
                _ => Self::BadCertificate,
            },
            rustls::Error::InappropriateMessage { .. }
            | rustls::Error::InappropriateHandshakeMessage { .. }
            | rustls::Error::InvalidMessage(_)
            | rustls::Error::PeerIncompatible(_)
            | rustls::Error::PeerMisbehaved(_)
            | rustls::Error::PeerSentOversizedRecord
            | rustls::Error::AlertReceived(_)
            | rustls::Error::DecryptError
            | rustls::Error::NoApplicationProtocol => Self::Protocol,
            _ => Self::Other,
        }
    }
}
