//! The TLS files that the configuration names, looked at before anything starts.

use std::path::Path;

use jiff::Timestamp;
use rustls::crypto::ring;
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::prelude::{FromDer, X509Certificate};

/// A certificate that expires within this time should be renewed now; SITHS and those who install it need some weeks.
const RENEW_WITHIN_DAYS: i64 = 30;

/// What is wrong with the server's certificate and key; each mistake with the key of `[tls]` that it concerns.
pub(super) fn check_server(certificate: &Path, key: &Path, now: Timestamp) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let chain = certificates(certificate).map_err(|message| problems.push(("certificate", message))).ok();
    let private_key = PrivateKeyDer::from_pem_file(key)
        .map_err(|error| problems.push(("key", key_message(key, &error))))
        .ok();
    if let Some(leaf) = chain.as_ref().and_then(|chain| chain.first()) {
        problems.extend(check_leaf(certificate, leaf, now).map(|message| ("certificate", message)));
    }
    if let (Some(chain), Some(private_key)) = (chain, private_key) {
        // Made only to learn whether the two belong together.
        if let Err(error) = CertifiedKey::from_der(chain, private_key, &ring::default_provider()) {
            let message = match error {
                rustls::Error::InconsistentKeys(_) => format!(
                    "the key {} does not belong to the certificate {}; name the pair that was made together",
                    key.display(),
                    certificate.display()
                ),
                other => format!(
                    "{}: this key cannot be used: {other}; expected P-256, P-384, Ed25519 or RSA",
                    key.display()
                ),
            };
            problems.push(("key", message));
        }
    }
    problems
}

/// What is wrong with a file of authorities.
pub(super) fn check_authorities(file: &Path) -> Option<String> {
    let certificates = match certificates(file) {
        Ok(certificates) => certificates,
        Err(message) => return Some(message),
    };
    let is_authority =
        |der: &CertificateDer<'_>| X509Certificate::from_der(der).is_ok_and(|(_, c)| c.is_ca());
    let other = certificates.iter().position(|der| !is_authority(der))?;
    Some(format!(
        "{}: certificate {} is of no authority (its basic constraints lack CA); name the issuers of the callers' certificates",
        file.display(),
        other + 1
    ))
}

/// That the server's certificate is valid now, but not for long.
pub(super) fn warn_of_expiry(file: &Path, now: Timestamp) -> Option<String> {
    let until = server_certificate_until(file)?;
    let days = (until.as_second() - now.as_second()) / (24 * 60 * 60);
    let is_soon = until >= now && days < RENEW_WITHIN_DAYS;
    is_soon.then(|| format!("{}: the certificate expires {until}; renew it", file.display()))
}

/// When a server's certificate expires, if the file holds one.
pub(crate) fn server_certificate_until(file: &Path) -> Option<Timestamp> {
    let chain = certificates(file).ok()?;
    let (_, certificate) = X509Certificate::from_der(chain.first()?).ok()?;
    Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect)
        .map_err(|error| pem_message(file, "certificate", &error))?;
    if chain.is_empty() {
        return Err(format!("{}: holds no certificate; expected PEM (BEGIN CERTIFICATE)", file.display()));
    }
    if let Some(bad) = chain.iter().position(|der| X509Certificate::from_der(der).is_err()) {
        return Err(format!("{}: certificate {} cannot be read as X.509", file.display(), bad + 1));
    }
    Ok(chain)
}

fn check_leaf(file: &Path, der: &CertificateDer<'_>, now: Timestamp) -> Option<String> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let validity = certificate.validity();
    let file = file.display();
    if validity.not_after.timestamp() < now.as_second() {
        return Some(format!(
            "{file}: the certificate expired {}; get a new one (a development PKI: remove its directory and run `rivkontakt init` again)",
            validity.not_after
        ));
    }
    if now.as_second() < validity.not_before.timestamp() {
        return Some(format!(
            "{file}: the certificate is not valid until {}; check the clock",
            validity.not_before
        ));
    }
    let usage = certificate.extended_key_usage().ok().flatten();
    if usage.is_some_and(|usage| !usage.value.server_auth && !usage.value.any) {
        return Some(format!("{file}: not a server certificate (its extended key usage lacks serverAuth)"));
    }
    None
}

fn key_message(file: &Path, error: &pem::Error) -> String {
    // Both forms say so in clear: PKCS#8 in its header, the traditional one in Proc-Type.
    if std::fs::read_to_string(file).is_ok_and(|text| text.contains("ENCRYPTED")) {
        return format!(
            "{0}: the private key is encrypted; decrypt it with `openssl pkey -in {0}`",
            file.display()
        );
    }
    pem_message(file, "private key", error)
}

fn pem_message(file: &Path, what: &str, error: &pem::Error) -> String {
    let file = file.display();
    match error {
        pem::Error::Io(error) => format!("{file}: cannot read the {what}: {error}"),
        pem::Error::NoItemsFound => format!("{file}: holds no {what}; expected PEM"),
        _ => format!("{file}: is not PEM"),
    }
}
