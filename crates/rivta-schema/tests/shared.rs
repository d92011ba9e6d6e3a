//! A package as a server has it: loaded once, shared by threads, each message read from its envelope in one pass with limits of
//! its own.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that panics says where")]

use std::sync::Arc;
use std::thread;

use rivta_schema::package::{Options, Package, Part};
use rivta_schema::sample::{Direction, Extent, Sample};
use rivta_soap::{close_request, open_request};
use rivta_xml::{Limits, XmlError, XmlErrorKind, XmlReader};

const NAMESPACE: &str = "urn:riv:test:trees:GetTreesResponder:1";

fn package() -> Arc<Package> {
    let folder = tempfile::tempdir().expect("a folder");
    let text = include_str!("../src/package/example.wsdl");
    std::fs::write(folder.path().join("GetTrees.wsdl"), text).expect("a file");
    Arc::new(Package::load(&[folder.path().to_owned()], Options::default()).expect("a package"))
}

/// What a server does with a request: the contract by the element in the body, the errors as data.
fn receive(package: &Package, request: &str, limits: Limits) -> Vec<XmlError> {
    let mut reader = XmlReader::new(request, limits);
    if let Ok(open) = open_request(&mut reader, request) {
        let found = package.messages(reader.namespace(&open.body), open.body.local_name());
        reader.validate(&found[0].root, open.body);
        close_request(&mut reader);
    }
    reader.into_errors()
}

#[test]
fn threads_share_a_package_and_each_message_has_its_limits() {
    let package = package();
    let threads: Vec<_> = (0..8)
        .map(|seed| {
            let package = Arc::clone(&package);
            thread::spawn(move || {
                let contract = package.by_soap_action(&format!("\"{NAMESPACE}:GetTrees\""))[0];
                let sample = |seed| Sample { extent: Extent::Varied, seed };
                for number in 0..50 {
                    let made =
                        package.sampler().envelope(sample(seed * 100 + number), contract, Direction::Request);
                    let request = made.expect("a sample");
                    assert_eq!(receive(&package, &request, Limits::default()), []);
                    let (before, rest) = request.split_once("height>").expect("a height");
                    let (_, after) = rest.split_once('<').expect("its end");
                    let bad = format!("{before}height>tall<{after}");
                    let errors = receive(&package, &bad, Limits::default());
                    assert_eq!(errors.len(), 1, "{errors:?}");
                    assert_eq!(errors[0].path, "Envelope/Body/GetTrees/height");
                    assert!(matches!(errors[0].kind, XmlErrorKind::Value(_)));
                    let shallow = Limits { depth: 3, ..Limits::default() };
                    let errors = receive(&package, &request, shallow);
                    assert!(matches!(errors[0].kind, XmlErrorKind::Limit { .. }), "{errors:?}");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no thread fails");
    }
}

#[test]
fn contracts_are_found_by_what_a_request_says() {
    let package = package();
    let action = format!("{NAMESPACE}:GetTrees");
    for written in [action.clone(), format!("\"{action}\"")] {
        let found = package.by_soap_action(&written);
        assert_eq!(found.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["GetTrees"]);
    }
    assert!(package.by_soap_action("").is_empty() && package.by_soap_action("\"\"").is_empty());
    assert!(package.by_soap_action("urn:other").is_empty());
    assert_eq!(package.messages(NAMESPACE, "GetTreesResponse")[0].part, Part::Response);
    assert!(package.messages("urn:other", "GetTrees").is_empty());
    assert_eq!(package.namespaces_of("GetTrees"), [NAMESPACE]);
    assert_eq!(package.names(), ["GetTrees"]);
    assert_eq!(package.message_names(), ["GetTrees", "GetTreesResponse"]);
}
