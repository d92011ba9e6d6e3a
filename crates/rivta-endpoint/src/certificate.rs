//! What a certificate says: whose it is, and how long it is valid.

use std::path::Path;

use jiff::Timestamp;
use rivta_soap::HsaId;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::asn1_rs::{Any, Tag};
use x509_parser::oid_registry::OID_X509_SERIALNUMBER;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::TlsError;

/// The HSA-id that a certificate was issued to: the subject's serialNumber (OID 2.5.4.5), in any of the string types that
/// issuers use. `None`: there is none, or more than one, or its value is no HSA-id.
pub(crate) fn hsa_id(certificate: &[u8]) -> Option<HsaId> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let mut serial_numbers = certificate.subject().iter_by_oid(&OID_X509_SERIALNUMBER);
    let serial_number = text(serial_numbers.next()?.attr_value())?;
    if serial_numbers.next().is_some() {
        return None;
    }
    serial_number.parse().ok()
}

/// The last instant at which a certificate is valid.
pub(crate) fn not_after(certificate: &[u8]) -> Option<Timestamp> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()
}

/// Reads the certificates of a PEM file; at least one.
pub(crate) fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let certificates: Vec<_> = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|source| TlsError::file(path, "certificate", &source))?;
    if certificates.is_empty() {
        return Err(TlsError::file(path, "certificate", &"no certificate in the file"));
    }
    Ok(certificates)
}

/// Reads the first private key (PKCS #8, PKCS #1 or SEC 1) of a PEM file.
pub(crate) fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    PrivateKeyDer::from_pem_file(path).map_err(|source| TlsError::file(path, "private key", &source))
}

/// The text of an ASN.1 string. HSA-ids are ASCII, so the eight-bit types need no tables: what isn't ASCII there is
/// refused when the HSA-id is read.
fn text(value: &Any<'_>) -> Option<String> {
    match value.tag() {
        Tag::BmpString => {
            let (units, rest) = value.data.as_chunks::<2>();
            let text =
                String::from_utf16(&units.iter().map(|&unit| u16::from_be_bytes(unit)).collect::<Vec<_>>());
            text.ok().filter(|_| rest.is_empty())
        }
        Tag::UniversalString => {
            let (units, rest) = value.data.as_chunks::<4>();
            let text: Option<String> =
                units.iter().map(|&unit| char::from_u32(u32::from_be_bytes(unit))).collect();
            text.filter(|_| rest.is_empty())
        }
        Tag::PrintableString
        | Tag::Utf8String
        | Tag::T61String
        | Tag::Ia5String
        | Tag::VisibleString
        | Tag::GeneralString
        | Tag::NumericString => String::from_utf8(value.data.to_vec()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
