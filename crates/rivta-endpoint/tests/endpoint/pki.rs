//! Certificates made for one test.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rivta_endpoint::TlsFiles;

pub(crate) struct Pki {
    directory: tempfile::TempDir,
    authority: Issuer<'static, KeyPair>,
}

/// The years in which a certificate is valid, from their first day to the last year's first.
pub(crate) const VALID: (i32, i32) = (2020, 2090);
pub(crate) const EXPIRED: (i32, i32) = (2020, 2021);

impl Pki {
    /// An authority `ca`, a server certificate `server` for 127.0.0.1.
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let authority = authority("Test CA");
        std::fs::write(directory.path().join("ca.pem"), &authority.0).unwrap();
        let pki = Self { directory, authority: authority.1 };
        pki.server("server", VALID);
        pki
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn tls_files(&self) -> TlsFiles {
        TlsFiles {
            certificate: self.path("server.pem"),
            key: self.path("server.key"),
            client_ca: vec![self.path("ca.pem")],
        }
    }

    pub(crate) fn server(&self, name: &str, years: (i32, i32)) {
        let mut params = CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        self.issue(name, params, years, &self.authority);
    }

    /// A client certificate whose subject has these serialNumbers.
    pub(crate) fn client(&self, name: &str, serial_numbers: &[DnValue], years: (i32, i32)) {
        self.issue(name, client(name, serial_numbers), years, &self.authority);
    }

    /// A client certificate of an authority that nobody knows.
    pub(crate) fn foreign_client(&self, name: &str, hsa_id: &str) {
        self.issue(name, client(name, &[printable(hsa_id)]), VALID, &authority("Foreign CA").1);
    }

    fn issue(
        &self,
        name: &str,
        mut params: CertificateParams,
        years: (i32, i32),
        issuer: &Issuer<'static, KeyPair>,
    ) {
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, issuer).unwrap();
        write(&self.path(&format!("{name}.pem")), &certificate.pem());
        write(&self.path(&format!("{name}.key")), &key.serialize_pem());
    }
}

pub(crate) fn printable(text: &str) -> DnValue {
    DnValue::PrintableString(text.try_into().unwrap())
}

fn client(name: &str, serial_numbers: &[DnValue]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    for serial_number in serial_numbers {
        params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), serial_number.clone());
    }
    params
}

fn authority(name: &str) -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.not_before = rcgen::date_time_ymd(VALID.0, 1, 1);
    params.not_after = rcgen::date_time_ymd(VALID.1, 1, 1);
    let certificate = params.self_signed(&key).unwrap().pem();
    (certificate, Issuer::new(params, key))
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}
