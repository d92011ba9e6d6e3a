use std::os::unix::fs::PermissionsExt;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::*;

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn with_certificate<T>(path: &Path, look: impl FnOnce(&X509Certificate<'_>) -> T) -> T {
    let der = CertificateDer::from_pem_file(path).unwrap();
    let (_, certificate) = X509Certificate::from_der(&der).unwrap();
    look(&certificate)
}

#[test]
fn every_file_of_the_layout_is_made_for_the_owner_alone() {
    let directory = tempfile::tempdir().unwrap();
    let pki = directory.path().join("pki");
    create_if_absent(&pki, now()).unwrap();
    for name in ["ca", "server"].map(str::to_owned).into_iter().chain(
        ["platform", "e1177", "care", "care-unrestricted", "nobody", "expired", "foreign"]
            .map(|n| format!("clients/{n}")),
    ) {
        for extension in ["pem", "key"] {
            let file = pki.join(format!("{name}.{extension}"));
            assert_eq!(
                fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600,
                "{}",
                file.display()
            );
        }
    }
    assert_eq!(fs::metadata(&pki).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(pki.join("clients")).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "no temporary directory is left");
}

#[test]
fn an_existing_pki_is_kept_and_an_incomplete_one_is_refused_with_the_cure() {
    let directory = tempfile::tempdir().unwrap();
    let pki = directory.path().join("pki");
    create_if_absent(&pki, now()).unwrap();
    let before = fs::read(pki.join("ca.pem")).unwrap();
    create_if_absent(&pki, now()).unwrap();
    assert_eq!(fs::read(pki.join("ca.pem")).unwrap(), before);

    fs::remove_file(pki.join("clients/care.key")).unwrap();
    let error = create_if_absent(&pki, now()).unwrap_err().to_string();
    assert!(error.contains("clients/care.key") && error.contains("remove"), "{error}");
}

#[test]
fn client_certificates_carry_their_hsa_id_as_a_printable_serial_number() {
    let directory = tempfile::tempdir().unwrap();
    let pki = directory.path().join("pki");
    create_if_absent(&pki, now()).unwrap();
    for client in Client::ALL {
        with_certificate(&client.certificate(&pki), |certificate| {
            let serial_number: Vec<&str> = certificate
                .subject()
                .iter_by_oid(&x509_parser::oid_registry::OID_X509_SERIALNUMBER)
                .map(|a| a.as_str().unwrap())
                .collect();
            assert_eq!(serial_number, [client.hsa_id()]);
            let usage = certificate.extended_key_usage().unwrap().unwrap();
            assert!(usage.value.client_auth && !usage.value.server_auth);
            assert_eq!(
                certificate.basic_constraints().unwrap().map(|b| (b.critical, b.value.ca)),
                Some((true, false))
            );
        });
    }
}

#[test]
fn only_the_expired_certificate_has_ended_and_only_the_foreign_one_has_another_issuer() {
    let directory = tempfile::tempdir().unwrap();
    let pki = directory.path().join("pki");
    create_if_absent(&pki, now()).unwrap();
    let authority = CertificateDer::from_pem_file(pki.join("ca.pem")).unwrap();
    let (_, authority) = X509Certificate::from_der(&authority).unwrap();
    for client in Client::ALL {
        with_certificate(&client.certificate(&pki), |certificate| {
            let valid = certificate
                .validity()
                .is_valid_at(x509_parser::time::ASN1Time::from_timestamp(now().as_second()).unwrap());
            assert_eq!(valid, client != Client::Expired, "{client:?}");
            let signed = certificate.issuer() == authority.subject();
            assert_eq!(signed, client != Client::Foreign, "{client:?}");
        });
    }
}

#[test]
fn the_server_certificate_is_for_localhost_and_both_loopback_addresses() {
    let directory = tempfile::tempdir().unwrap();
    let pki = directory.path().join("pki");
    create_if_absent(&pki, now()).unwrap();
    with_certificate(&pki.join("server.pem"), |certificate| {
        let names = certificate.subject_alternative_name().unwrap().unwrap();
        let names: Vec<String> = names.value.general_names.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(names.iter().any(|n| n.contains("localhost")), "{names:?}");
    });
}
