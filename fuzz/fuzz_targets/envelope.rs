//! Any octets are an envelope, or become a fault that can be sent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rivta_soap::{close_request, open_request, read_fault, schema_fault, write_fault};
use rivta_xml::{Limits, XmlReader, decode};

fuzz_target!(|bytes: &[u8]| {
    let fault = match decode(bytes) {
        Err(error) => schema_fault(&[error]),
        Ok(text) => {
            let mut reader = XmlReader::new(&text, Limits::default());
            match open_request(&mut reader, &text) {
                Err(error) => error.into_fault(reader),
                Ok(_) => {
                    reader.skip();
                    close_request(&mut reader);
                    let errors = reader.into_errors();
                    if errors.is_empty() {
                        return;
                    }
                    schema_fault(&errors)
                }
            }
        }
    };
    assert_eq!(
        read_fault(write_fault(&fault).as_bytes(), Limits::default()).map(|read| read.code),
        Some(fault.code)
    );
});
