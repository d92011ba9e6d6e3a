use rcgen::{CertificateParams, DnType, DnValue, KeyPair};

use super::*;

/// A self-signed certificate whose subject has these serialNumbers.
fn certificate(serial_numbers: &[DnValue]) -> Vec<u8> {
    let mut params = CertificateParams::default();
    for value in serial_numbers {
        params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), value.clone());
    }
    params.not_after = rcgen::date_time_ymd(2030, 1, 2);
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

#[test]
fn hsa_ids_are_trimmed_and_kept_in_capitals() {
    let id = |text: &str| hsa_id(&certificate(&[DnValue::Utf8String(text.into())]));
    assert_eq!(id(" se1-a ").unwrap().as_str(), "SE1-A");
    assert_eq!(id("SE1 A"), None);
    assert_eq!(id(""), None);
}

#[test]
fn certificates_without_a_serial_number_and_garbage_name_nobody() {
    assert_eq!(hsa_id(&certificate(&[])), None);
    assert_eq!(hsa_id(b"garbage"), None);
    assert_eq!(not_after(b""), None);
}

#[test]
fn the_last_instant_is_read() {
    let expected: Timestamp = "2030-01-02T00:00:00Z".parse().unwrap();
    assert_eq!(not_after(&certificate(&[])), Some(expected));
}

#[test]
fn truncated_characters_are_no_text() {
    let string = |tag, data: &'static [u8]| text(&Any::from_tag_and_data(tag, data));
    assert_eq!(string(Tag::BmpString, b"\0S\0E").as_deref(), Some("SE"));
    assert_eq!(string(Tag::BmpString, b"\0S\0"), None);
    assert_eq!(string(Tag::BmpString, b"\xD8\x00"), None);
    assert_eq!(string(Tag::UniversalString, b"\0\0\0S").as_deref(), Some("S"));
    assert_eq!(string(Tag::UniversalString, b"\0\0\0S\0"), None);
    assert_eq!(string(Tag::UniversalString, b"\x7F\0\0\0"), None);
    assert_eq!(string(Tag::T61String, b"\xE5"), None);
    assert_eq!(string(Tag::Integer, b"\x01"), None);
}
