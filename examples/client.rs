//! A minimal consumer: reads a person's contact details over mutual TLS.
//!
//! ```text
//! cargo run -- demo
//! cargo run --example client -- demo 191212121212
//! ```

use std::error::Error;
use std::path::Path;

use rivta_endpoint::{CallOptions, Client, ClientConfig, ClientLimits};
use rivta_persons::core::{ContactInformationRecordType, IIType};
use rivta_persons::get_person_contact_information::{
    GetPersonContactInformation, GetPersonContactInformationType,
};

/// The national service; a producer of one's own has another HSA-id.
const LOGICAL_ADDRESS: &str = "SE165565594230-1000";
/// The root (OID) of a personnummer.
const PERSONNUMMER: &str = "1.2.752.129.2.1.3.1";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (directory, person, address) = match arguments.as_slice() {
        [directory, person] => (directory, person, "https://127.0.0.1:8443"),
        [directory, person, address] => (directory, person, address.as_str()),
        _ => return Err("expected: DIRECTORY PERSONNUMMER [https://HOST:PORT]".into()),
    };
    match read(Path::new(directory), person, address).await? {
        None => println!("no record"),
        Some(record) => {
            println!("version {}", record.version.as_str());
            for detail in record.contact_information {
                println!("{} {}", detail.contact_type.as_str(), detail.value.unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// Reads the record of the person with a personnummer, as the client `care` of the development PKI in `directory`.
///
/// # Errors
///
/// The certificates cannot be used, the server cannot be reached, or it answers with a fault.
pub(crate) async fn read(
    directory: &Path,
    person: &str,
    address: &str,
) -> Result<Option<ContactInformationRecordType>, Box<dyn Error>> {
    let pki = directory.join("pki");
    // A client keeps its connections: make one, and use it for every call.
    let client = Client::new(&ClientConfig {
        address: address.to_owned(),
        certificate: pki.join("clients/care.pem"),
        key: pki.join("clients/care.key"),
        server_ca: vec![pki.join("ca.pem")],
        limits: ClientLimits::default(),
    })?;
    let mut person_id = IIType::new(PERSONNUMMER.to_owned());
    person_id.extension = Some(person.to_owned());
    let request = GetPersonContactInformationType::new(person_id);
    let to = LOGICAL_ADDRESS.parse()?;
    let response = client.call::<GetPersonContactInformation>(&to, &request, &CallOptions::default()).await?;
    Ok(response.contact_information_record)
}
