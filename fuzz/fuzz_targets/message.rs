//! A message that is read is written as a valid message, which reads back equal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rivta_persons::update_person_contact_information::{CONTRACT, UpdatePersonContactInformationType};
use rivta_xml::{Limits, read_document, read_partial, validate_document, write_document};

fuzz_target!(|bytes: &[u8]| {
    type Message = UpdatePersonContactInformationType;
    let (partial, errors) = read_partial::<Message>(bytes, &CONTRACT.request, Limits::default());
    assert!(partial.is_some() || !errors.is_empty());
    // Whoever only validates is told the same.
    let validated = validate_document(bytes, &CONTRACT.request, Limits::default());
    assert_eq!(validated.err().unwrap_or_default(), errors);
    if let Ok(message) = read_document::<Message>(bytes, &CONTRACT.request, Limits::default()) {
        let write = |message: &Message| {
            write_document(message, &CONTRACT.request, CONTRACT.namespaces).expect("valid")
        };
        let read =
            |text: &str| read_document::<Message>(text.as_bytes(), &CONTRACT.request, Limits::default());
        // Kept elements may gain declarations of prefixes when they are read again, and then no more.
        let again = read(&write(&message)).expect("valid");
        assert_eq!(read(&write(&again)), Ok(again));
    }
});
