//! A minimal producer: serves another contract of the domain, GetFilesForOrderId, over mutual TLS.
//!
//! A contract is an implementation of its generated trait; TLS, authorisation, SOAP, faults and `?wsdl` come with the
//! endpoint.
//!
//! ```text
//! cargo run -- init demo
//! cargo run --example producer -- demo
//! curl --cacert demo/pki/ca.pem --cert demo/pki/clients/care.pem --key demo/pki/clients/care.key \
//!     'https://127.0.0.1:9443/GetFilesForOrderId/4/rivtabp21?wsdl'
//! ```

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use prometheus_client::registry::Registry;
use rivta_endpoint::{Bound, Endpoint, EndpointConfig, Limits, Metrics, TlsFiles};
use rivta_persons::core::CodedValue;
use rivta_persons::get_files_for_order_id::{
    CONTRACT, GetFilesForOrderIdProducer, GetFilesForOrderIdResponseType, GetFilesForOrderIdService,
    GetFilesForOrderIdType, MultimediaType,
};
use rivta_soap::{Call, Fault, Grant, Grants, Reply, SystemClock};
use rivta_xml::Base64Binary;

/// The receiver that requests are addressed to.
pub(crate) const LOGICAL_ADDRESS: &str = "SE165565594230-1000";
/// The only order that has been placed.
pub(crate) const ORDER: &str = "0d5c1f6e-6b86-4d0e-9a57-3f5a3c0b7e11";
/// Its result.
pub(crate) const FILE: &str = "identity;gender\n191212121212;1\n";

/// What has been ordered.
struct Orders {
    result: MultimediaType,
}

impl GetFilesForOrderIdProducer for Orders {
    /// Only callers with a grant come here, and only with requests that follow the schema.
    async fn get_files_for_order_id(
        &self,
        _call: Call,
        request: GetFilesForOrderIdType,
    ) -> Result<Reply<GetFilesForOrderIdResponseType>, Fault> {
        if request.order_id.as_str() != ORDER {
            return Err(Fault::client("Ordern finns inte."));
        }
        let mut response = GetFilesForOrderIdResponseType::new();
        response.multimedia.push(self.result.clone());
        Ok(Reply::done(response))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (directory, listen) = match arguments.as_slice() {
        [directory] => (directory, "127.0.0.1:9443"),
        [directory, listen] => (directory, listen.as_str()),
        _ => return Err("expected: DIRECTORY [ADDRESS:PORT]".into()),
    };
    let bound = bind(Path::new(directory), listen.parse()?).await?;
    println!("https://{}{}", bound.local_addr(), CONTRACT.path());
    bound.run(async { tokio::signal::ctrl_c().await.unwrap_or_default() }).await;
    Ok(())
}

/// An endpoint with the certificates of the development PKI in `directory`; the client `care` may call.
///
/// # Errors
///
/// The certificates cannot be used, or the address cannot be listened on.
pub(crate) async fn bind(directory: &Path, listen: SocketAddr) -> Result<Bound, Box<dyn Error>> {
    let pki = directory.join("pki");
    let grant = Grant {
        consumer: "TSTNMT2321000156-CARE".parse()?,
        contract: CONTRACT.namespace.to_owned(),
        logical_address: LOGICAL_ADDRESS.parse()?,
        valid_from: None,
        valid_to: None,
        reason: None,
    };
    let config = EndpointConfig {
        listen,
        tls: TlsFiles {
            certificate: pki.join("server.pem"),
            key: pki.join("server.key"),
            client_ca: vec![pki.join("ca.pem")],
        },
        platforms: [].into(),
        grants: Grants::new([grant]),
        logical_addresses: vec![LOGICAL_ADDRESS.parse()?],
        limits: Limits::default(),
    };
    let metrics = Metrics::register(&mut Registry::default());
    let mut result = MultimediaType::new(CodedValue::new("text/csv")?);
    result.value = Some(Base64Binary::new(FILE));
    let service = Arc::new(GetFilesForOrderIdService(Arc::new(Orders { result })));
    Ok(Endpoint::new(config, Arc::new(SystemClock), metrics).serve(service).bind().await?)
}
