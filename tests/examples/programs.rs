//! The programs: the minimal client against the demo, and the minimal producer called by a client.

use rivta_endpoint::{CallError, CallOptions, Client as EndpointClient, ClientConfig, ClientLimits};
use rivta_persons::core::OrderId;
use rivta_persons::get_files_for_order_id::{GetFilesForOrderId, GetFilesForOrderIdType};
use rivta_soap::FaultCode;
use test_support::{Client, Directory, Program, Server};

use crate::{client, producer};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_rivkontakt"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_reads_contact_details_from_the_demo() {
    let demo = Directory::new();
    let server = Server::start(&program(), &demo);
    let record = client::read(&demo.path(), "191212121212", &server.url()).await.unwrap();
    let details = record.unwrap().contact_information;
    let details: Vec<_> = details.iter().map(|d| (d.contact_type.as_str(), d.value.as_deref())).collect();
    assert_eq!(details, [("sms", Some("+46701740605")), ("email", Some("tolvan@example.com"))]);
    let nobody = client::read(&demo.path(), &demo.person("without-details"), &server.url()).await.unwrap();
    assert_eq!(nobody, None);
    let error = client::read(&demo.path(), "191212121213", &server.url()).await.unwrap_err();
    assert!(error.to_string().contains("(C12)"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_producer_serves_the_files_of_its_order() {
    let demo = Directory::new();
    program().run(&["init", &demo.path().display().to_string()]).expect_code(0);
    let bound = producer::bind(&demo.path(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = format!("https://{}", bound.local_addr());
    let serving = tokio::spawn(bound.run(std::future::pending()));

    let call = async |client: Client, order: &str| {
        let config = ClientConfig {
            address: address.clone(),
            certificate: client.certificate(&demo.pki()),
            key: client.key(&demo.pki()),
            server_ca: vec![demo.pki().join("ca.pem")],
            limits: ClientLimits::default(),
        };
        let request = GetFilesForOrderIdType::new(OrderId::new(order).unwrap());
        let to = producer::LOGICAL_ADDRESS.parse().unwrap();
        let client = EndpointClient::new(&config).unwrap();
        client.call::<GetFilesForOrderId>(&to, &request, &CallOptions::default()).await
    };
    let files = call(Client::Care, producer::ORDER).await.unwrap().multimedia;
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].value.as_ref().map(|value| value.as_bytes()), Some(producer::FILE.as_bytes()));
    for (client, order, text) in [
        (Client::Care, "another", "Ordern finns inte."),
        (Client::Nobody, producer::ORDER, "Obehörigt anrop för system TSTNMT2321000156-NOBODY."),
    ] {
        let Err(CallError::Fault { fault, .. }) = call(client, order).await else { panic!("no fault") };
        assert_eq!((fault.code, fault.string.as_str()), (FaultCode::Client, text));
    }
    serving.abort();
}
