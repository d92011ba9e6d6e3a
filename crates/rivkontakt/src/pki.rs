//! The development PKI: an authority of its own, a server certificate and client certificates for every kind of caller
//! that a developer wants to try.
//!
//! Real installations use SITHS function certificates; nothing here is meant for them. Layout, part of the product's
//! interface:
//!
//! ```text
//! pki/ca.pem  pki/ca.key          the authority
//! pki/server.pem  pki/server.key  localhost, 127.0.0.1 and ::1
//! pki/clients/NAME.pem  NAME.key  one pair per Client
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};

use crate::files;

/// How long leaf certificates are valid.
const LEAF_YEARS: i16 = 2;
/// How long the authority is valid.
const AUTHORITY_YEARS: i16 = 10;
/// The names that the server certificate is for.
const SERVER_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A client certificate of the development PKI, named for what its holder may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// A national service platform, which calls on behalf of others.
    Platform,
    /// The 1177 system: the restricted contact contracts.
    E1177,
    /// A care system: the restricted contact contracts.
    Care,
    /// A care system that is granted the unrestricted contact contracts too.
    CareUnrestricted,
    /// A system that is authorised for nothing.
    Nobody,
    /// The care system with a certificate that ended yesterday.
    Expired,
    /// The care system with a certificate of an authority that the server does not know.
    Foreign,
}

impl Client {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Platform,
        Self::E1177,
        Self::Care,
        Self::CareUnrestricted,
        Self::Nobody,
        Self::Expired,
        Self::Foreign,
    ];

    /// The file name without extension, e.g. `care-unrestricted`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::E1177 => "e1177",
            Self::Care => "care",
            Self::CareUnrestricted => "care-unrestricted",
            Self::Nobody => "nobody",
            Self::Expired => "expired",
            Self::Foreign => "foreign",
        }
    }

    /// The HSA-id in the certificate's subject. `expired` and `foreign` carry the care system's, so that nothing but the
    /// certificate is wrong with them.
    pub const fn hsa_id(self) -> &'static str {
        match self {
            Self::Platform => "TSTNMT2321000156-PLATFORM",
            Self::E1177 => "TSTNMT2321000156-E1177",
            Self::Care | Self::Expired | Self::Foreign => "TSTNMT2321000156-CARE",
            Self::CareUnrestricted => "TSTNMT2321000156-CAREUNRESTRICTED",
            Self::Nobody => "TSTNMT2321000156-NOBODY",
        }
    }

    const fn common_name(self) -> &'static str {
        match self {
            Self::Platform => "Test service platform",
            Self::E1177 => "Test 1177",
            Self::Care | Self::Expired | Self::Foreign => "Test care system",
            Self::CareUnrestricted => "Test care system, unrestricted",
            Self::Nobody => "Test system without grants",
        }
    }

    /// The certificate below the directory `pki`.
    pub fn certificate(self, pki: &Path) -> PathBuf {
        pki.join("clients").join(format!("{}.pem", self.name()))
    }

    /// The private key below the directory `pki`.
    pub fn key(self, pki: &Path) -> PathBuf {
        pki.join("clients").join(format!("{}.key", self.name()))
    }
}

/// Why there is no development PKI.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PkiError {
    /// A file could not be read or written.
    #[error("{}: cannot create the development PKI", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Somebody removed files of an existing PKI; making them anew would break the trust of those that remain.
    #[error(
        "{}: files of the development PKI are missing: {}; put them back, or remove {} and start again to get a new one",
        directory.display(), missing.join(", "), directory.display()
    )]
    Incomplete {
        /// The PKI's directory.
        directory: PathBuf,
        /// What is missing, relative to it.
        missing: Vec<String>,
    },
    /// The cryptographic library refused.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
}

/// Makes the PKI in `directory`, whole or not at all; one that is there is kept. `now` decides the days of validity.
///
/// # Errors
///
/// [`PkiError::Incomplete`] if the directory exists but lacks files, [`PkiError::Io`] if it can't be written.
pub fn create_if_absent(directory: &Path, now: Timestamp) -> Result<(), PkiError> {
    let io = |source| PkiError::Io { path: directory.to_owned(), source };
    if directory.try_exists().map_err(io)? {
        return check_complete(directory);
    }
    let prepared = files::prepare_directory(directory).map_err(io)?;
    write_all(prepared.path(), now)?;
    files::take_name(prepared, directory).map_err(io)
}

fn check_complete(directory: &Path) -> Result<(), PkiError> {
    let clients = Client::ALL.into_iter().flat_map(|c| [c.certificate(directory), c.key(directory)]);
    let missing: Vec<String> = ["ca.pem", "ca.key", "server.pem", "server.key"]
        .into_iter()
        .map(|name| directory.join(name))
        .chain(clients)
        .filter(|path| !path.is_file())
        .map(|path| path.strip_prefix(directory).unwrap_or(&path).display().to_string())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(PkiError::Incomplete { directory: directory.to_owned(), missing })
    }
}

fn write_all(directory: &Path, now: Timestamp) -> Result<(), PkiError> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let authority = Authority::new("Rivkontakt development CA", today)?;
    let stranger = Authority::new("Foreign development CA", today)?;

    write(&directory.join("ca.pem"), &authority.certificate)?;
    write(&directory.join("ca.key"), &authority.issuer.key().serialize_pem())?;

    let mut server = CertificateParams::new(SERVER_NAMES.map(str::to_owned))?;
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.distinguished_name = subject("localhost", Some("TSTNMT2321000156-RIVKONTAKT"))?;
    let (certificate, key) = authority.issue(server, Validity::from(today))?;
    write(&directory.join("server.pem"), &certificate)?;
    write(&directory.join("server.key"), &key)?;

    let clients = directory.join("clients");
    files::create_private_directory(&clients)
        .map_err(|source| PkiError::Io { path: clients.clone(), source })?;
    for client in Client::ALL {
        let mut params = CertificateParams::default();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.distinguished_name = subject(client.common_name(), Some(client.hsa_id()))?;
        let issuer = if client == Client::Foreign { &stranger } else { &authority };
        let validity =
            if client == Client::Expired { Validity::ended_before(today) } else { Validity::from(today) };
        let (certificate, key) = issuer.issue(params, validity)?;
        write(&client.certificate(directory), &certificate)?;
        write(&client.key(directory), &key)?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), PkiError> {
    files::write_private_file(path, text.as_bytes())
        .map_err(|source| PkiError::Io { path: path.to_owned(), source })
}

/// The days between which a certificate is valid, from and to midnight UTC.
#[derive(Clone, Copy)]
struct Validity {
    first: Date,
    end: Date,
}

impl Validity {
    /// From yesterday, so that a slow clock accepts it, for [`LEAF_YEARS`].
    fn from(today: Date) -> Self {
        Self { first: yesterday(today), end: today.saturating_add(LEAF_YEARS.years()) }
    }

    /// Ended yesterday.
    fn ended_before(today: Date) -> Self {
        Self { first: today.saturating_sub(LEAF_YEARS.years()), end: yesterday(today) }
    }

    fn apply(self, params: &mut CertificateParams) {
        let [first, end] = [self.first, self.end].map(|date| {
            rcgen::date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
        });
        params.not_before = first;
        params.not_after = end;
    }
}

fn yesterday(today: Date) -> Date {
    today.saturating_sub(1.day())
}

struct Authority {
    certificate: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(common_name: &str, today: Date) -> Result<Self, PkiError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.distinguished_name = subject(common_name, None)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        Validity { first: yesterday(today), end: today.saturating_add(AUTHORITY_YEARS.years()) }
            .apply(&mut params);
        let certificate = params.self_signed(&key)?.pem();
        Ok(Self { certificate, issuer: Issuer::new(params, key) })
    }

    /// A certificate and its key, as PEM. The extensions are those that a verifier in strict mode asks for (RFC 5280,
    /// 4.2.1: key identifiers, key usage, basic constraints).
    fn issue(&self, mut params: CertificateParams, validity: Validity) -> Result<(String, String), PkiError> {
        validity.apply(&mut params);
        params.is_ca = IsCa::ExplicitNoCa;
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.issuer)?;
        Ok((certificate.pem(), key.serialize_pem()))
    }
}

/// A subject in the manner of SITHS function certificates; the organisation says that it is a test.
fn subject(common_name: &str, hsa_id: Option<&str>) -> Result<DistinguishedName, PkiError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, "SE");
    name.push(DnType::OrganizationName, "Rivkontakt test, not for production");
    name.push(DnType::CommonName, common_name);
    if let Some(hsa_id) = hsa_id {
        // X.520: serialNumber is a PrintableString.
        name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), DnValue::PrintableString(hsa_id.try_into()?));
    }
    Ok(name)
}

/// The names below `pki/clients` whose certificate and key are there, for messages about a name that is not.
pub fn client_names(pki: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(pki.join("clients")) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "pem") && path.with_extension("key").is_file())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests;
