//! The contract's documents, as toolkits fetch them.

use crate::server::{Answer, PATH, Server, UNRESTRICTED_PATH};

async fn get(server: &Server, target: &str, host: &str) -> Answer {
    server.send("care", format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await
}

#[tokio::test]
async fn the_wsdl_names_the_address_that_was_asked() {
    let server = Server::start().await;
    for query in ["?wsdl", "?WSDL", "?wsdl=", "?Wsdl=1", "?wsdl&x=1", "?x&y=1&wsdl"] {
        let answer = get(&server, &format!("{PATH}{query}"), "vard.example.org:8443").await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some("text/xml; charset=utf-8")),
            "{query}"
        );
        let wsdl = answer.text();
        assert!(
            wsdl.contains(r#"<s:address location="https://vard.example.org:8443/Echo/1/rivtabp21"/>"#),
            "{wsdl}"
        );
    }
    let absolute = get(&server, &format!("https://[::1]:1{PATH}?wsdl"), "x").await;
    assert!(absolute.text().contains("\"https://[::1]:1/Echo/1/rivtabp21\""));
}

#[tokio::test]
async fn every_import_can_be_followed() {
    let server = Server::start().await;
    let mut targets = vec![format!("{PATH}?wsdl")];
    let mut seen = Vec::new();
    while let Some(target) = targets.pop() {
        let answer = get(&server, &target, "localhost:1").await;
        assert_eq!(answer.status, 200, "{target}");
        let text = answer.text().to_owned();
        for (_, rest) in
            text.match_indices("schemaLocation=").map(|(at, found)| text.split_at(at + found.len()))
        {
            let location = rest[1..].split(['"', '\'']).next().unwrap();
            // The one in the comment is nobody's business.
            if let Some(next) = location.strip_prefix("https://localhost:1") {
                targets.push(next.to_owned());
            } else {
                assert_eq!(location, "../nowhere.xsd");
            }
        }
        seen.push(target);
    }
    let xsd = |path: &str| format!("{PATH}?xsd={path}");
    assert_eq!(seen, [format!("{PATH}?wsdl"), xsd("schemas/echo/Echo.xsd"), xsd("schemas/core/core.xsd")]);
    assert_eq!(get(&server, &xsd("schemas%2Fcore%2fcore.xsd"), "x").await.status, 200);
    assert_eq!(get(&server, &xsd("schemas/core/core.xsd&x=1"), "x").await.status, 200);
}

#[tokio::test]
async fn head_answers_as_get_without_a_body() {
    let server = Server::start().await;
    let length = get(&server, &format!("{PATH}?wsdl"), "x").await.body.len();
    let mut stream = server.connect("care").await;
    let request = format!("HEAD {PATH}?wsdl HTTP/1.1\r\nHost: x\r\n\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    let head = crate::server::read_head(&mut stream).await;
    assert!(
        head.starts_with("HTTP/1.1 200 ") && head.contains(&format!("content-length: {length}\r\n")),
        "{head}"
    );
}

#[tokio::test]
async fn unknown_documents_and_hosts() {
    let server = Server::start().await;
    for query in ["?xsd=", "?xsd=../../etc/passwd", "?xsd=schemas/core/other.xsd", "?xsd=%", "?xsd=%FF"] {
        assert_eq!(get(&server, &format!("{PATH}{query}"), "x").await.status, 404, "{query}");
    }
    assert_eq!(
        get(&server, &format!("{UNRESTRICTED_PATH}?wsdl"), "x").await.status,
        404,
        "a contract without documents"
    );
    assert_eq!(get(&server, "/other?wsdl", "x").await.status, 404);
    assert_eq!(get(&server, &format!("{PATH}?singleWsdl"), "x").await.status, 405);
    for host in ["\"/><x>", "a/b", "a b", ""] {
        assert_eq!(get(&server, &format!("{PATH}?wsdl"), host).await.status, 400, "{host}");
    }
    let put = server
        .send("care", format!("PUT {PATH}?wsdl HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .await;
    assert_eq!((put.status, put.header("allow")), (405, Some("GET, HEAD, POST")));
}
