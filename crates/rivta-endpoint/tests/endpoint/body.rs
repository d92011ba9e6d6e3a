//! Request bodies: sizes, kinds, encodings.

use std::io::Write;
use std::sync::atomic::Ordering;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use rivta_endpoint::Limits;
use tokio::io::AsyncWriteExt;

use crate::server::{Answer, PATH, Server, echo, echoed, limits, read_answer};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A request with exactly these headers, and a Content-Length.
async fn send(server: &Server, headers: &str, body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let head = format!("POST {PATH} HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    server.send("care", [head.as_bytes(), body].concat()).await
}

/// An envelope of exactly this length.
fn padded(length: usize) -> String {
    let envelope = echo("x");
    let padding = " ".repeat(length - envelope.len());
    envelope + &padding
}

#[tokio::test]
async fn content_types() {
    let server = Server::start().await;
    for good in [
        "text/xml",
        "text/xml; charset=utf-8",
        "TEXT/XML;charset=\"UTF-8\"",
        "text/xml; charset=us-ascii; action=\"urn:x\"",
        "text/xml;charset=utf-16",
    ] {
        let answer = send(&server, &format!("Content-Type: {good}\r\n"), echo("x")).await;
        assert_eq!(echoed(&answer), "x", "{good}");
    }
    for bad in [
        "",
        "Content-Type: \r\n",
        "Content-Type: application/xml\r\n",
        "Content-Type: text/xml; charset=iso-8859-1\r\n",
        "Content-Type: text/xml; charset\r\n",
        "Content-Type: text/xml; charset=\"utf-8\r\n",
        "Content-Type: text/xml\r\nContent-Type: text/xml\r\n",
        "Content-Type: multipart/related; type=\"application/xop+xml\"\r\n",
        "Content-Type: multipart/form-data; boundary=b\r\n",
    ] {
        assert_eq!(send(&server, bad, echo("x")).await.status, 415, "{bad}");
    }
    // A sender of SOAP 1.2, whose envelope isn't SOAP 1.1's either.
    let soap12 = send(&server, "Content-Type: application/soap+xml; charset=utf-8\r\n", "<a/>").await;
    let (code, string) = soap12.fault();
    assert_eq!(code, "VersionMismatch");
    assert!(string.contains("SOAP 1.1"), "{string}");
}

#[tokio::test]
async fn bodies_are_taken_up_to_the_limit() {
    let server = Server::with_limits(Limits { body: 10_000, ..limits() }).await;
    let plain = "Content-Type: text/xml\r\n";
    assert_eq!(send(&server, plain, padded(10_000)).await.status, 200);
    let answer = send(&server, plain, padded(10_001)).await;
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));

    let chunked = |length: usize| {
        let chunks: Vec<_> = padded(length)
            .as_bytes()
            .chunks(1000)
            .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
            .collect();
        let head = format!("POST {PATH} HTTP/1.1\r\nHost: x\r\n{plain}Transfer-Encoding: chunked\r\n\r\n");
        [head.as_bytes(), &chunks, b"0\r\n\r\n"].concat()
    };
    assert_eq!(server.send("care", chunked(10_000)).await.status, 200);
    assert_eq!(server.send("care", chunked(10_001)).await.status, 413);

    let deflated = "Content-Type: text/xml\r\nContent-Encoding: gzip\r\n";
    assert_eq!(echoed(&send(&server, deflated, gzip(padded(10_000).as_bytes())).await), "x");
    assert_eq!(send(&server, deflated, gzip(padded(10_001).as_bytes())).await.status, 413);
}

#[tokio::test]
async fn content_encodings() {
    let server = Server::start().await;
    let with = |coding: &str| format!("Content-Type: text/xml\r\nContent-Encoding: {coding}\r\n");
    let deflated = gzip(echo("x").as_bytes());
    assert_eq!(send(&server, &with("GZip"), &deflated).await.status, 200);
    assert_eq!(send(&server, &with("identity"), echo("x")).await.status, 200);
    for coding in ["deflate", "br", "gzip, gzip", "gzip\r\nContent-Encoding: gzip"] {
        assert_eq!(send(&server, &with(coding), &deflated).await.status, 415, "{coding}");
    }
    assert_eq!(send(&server, &with("gzip"), echo("x")).await.status, 400);
    assert_eq!(send(&server, &with("gzip"), &deflated[..deflated.len() - 9]).await.status, 400);
}

#[tokio::test]
async fn a_gzip_bomb_is_413() {
    let server = Server::start().await;
    let bomb = gzip(&vec![b' '; 50 * 1024 * 1024]);
    assert!(bomb.len() < 4 * 1024 * 1024);
    assert_eq!(send(&server, "Content-Type: text/xml\r\nContent-Encoding: gzip\r\n", bomb).await.status, 413);
}

#[tokio::test]
async fn a_hundred_megabytes_are_413_and_the_sender_gets_to_see_it() {
    let server = Server::start().await;
    let megabyte = vec![b' '; 1024 * 1024];
    let sized = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 104857600\r\n\r\n"
    );
    let mut stream = server.connect("care").await;
    stream.write_all(sized.as_bytes()).await.unwrap();
    for _ in 0..100 {
        stream.write_all(&megabyte).await.unwrap();
    }
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 413);

    let chunked = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let mut stream = server.connect("care").await;
    stream.write_all(chunked.as_bytes()).await.unwrap();
    for _ in 0..100 {
        stream.write_all(b"100000\r\n").await.unwrap();
        stream.write_all(&megabyte).await.unwrap();
        stream.write_all(b"\r\n").await.unwrap();
    }
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 413);
}

#[tokio::test]
async fn bodies_need_a_length() {
    let server = Server::start().await;
    let request = format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n\r\n");
    assert_eq!(server.send("care", request).await.status, 411);
    assert_eq!(send(&server, "Content-Type: text/xml\r\n", "").await.fault().0, "Client");
}

#[tokio::test]
async fn bodies_in_flight_are_limited() {
    let server = Server::with_limits(Limits { bodies_in_flight: 10_000, ..limits() }).await;
    let request = |length: usize| {
        format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let mut first = server.connect("care").await;
    first.write_all(request(9_000).as_bytes()).await.unwrap();
    first.flush().await.unwrap();
    let second = async || server.send("care", request(2_000) + &padded(2_000)).await;
    // The first request may not have been read yet.
    let mut answer = second().await;
    for _ in 0..100 {
        if answer.status == 503 {
            break;
        }
        answer = second().await;
    }
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    first.write_all(padded(9_000).as_bytes()).await.unwrap();
    assert_eq!(read_answer(&mut first).await.unwrap().status, 200);
    assert_eq!(second().await.status, 200);
}

#[tokio::test]
async fn mtom_requests_give_their_xml_part() {
    let server = Server::start().await;
    let content_type = "Content-Type: multipart/related; boundary=\"uuid:1\"; type=\"application/xop+xml\"; \
                        start=\"<root>\"; start-info=\"text/xml\"\r\n";
    let part = "Content-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: 8bit\r\n\
                Content-ID: <root>\r\n\r\n";
    let body = format!(
        "preamble\r\n--uuid:1\r\nContent-ID: <1>\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}\r\n--uuid:1\r\n{part}{}\r\n--uuid:1--\r\n",
        echo("x")
    );
    assert_eq!(echoed(&send(&server, content_type, &body).await), "x");
    // Without `start`, the first part is the root.
    let first = format!("--uuid:1\r\n{part}{}\r\n--uuid:1--", echo("x"));
    assert_eq!(echoed(&send(&server, &content_type.replace("start=\"<root>\"; ", ""), &first).await), "x");
    assert_eq!(send(&server, content_type, body.replace("xop+xml", "octet-stream")).await.status, 400);
    assert_eq!(send(&server, content_type, body.replace("<root>", "<other>")).await.status, 400);
    assert_eq!(send(&server, content_type, echo("x")).await.status, 400);
    assert_eq!(send(&server, content_type, "").await.status, 400);
}

/// On a runtime whose one thread would be taken by it.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn reading_a_large_request_delays_no_other() {
    let server = Server::start().await;
    let reads_long = &server.service.reads_long;
    reads_long.store(true, Ordering::SeqCst);
    let small = async {
        while reads_long.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.post("care", echo("small")).await
    };
    let (large, small) = tokio::join!(server.post("care", padded(300 * 1024)), small);
    assert_eq!((echoed(&large), echoed(&small)), ("x", "small"));
}
