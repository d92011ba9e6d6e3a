//! HTTP as the profile's section HTTP says, hostile peers included.

use std::time::Duration;

use rivta_endpoint::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{
    Answer, PATH, Server, UNRESTRICTED_PATH, echo, echoed, is_closed, limits, post, read_answer,
};

/// Sends a request, reads the answer, and says whether the connection was closed after it.
async fn exchange(server: &Server, request: impl AsRef<[u8]>) -> (Answer, bool) {
    let mut stream = server.connect("care").await;
    stream.write_all(request.as_ref()).await.unwrap();
    let answer = read_answer(&mut stream).await.expect("an answer");
    // A connection that stays open answers another request.
    let again = stream.write_all(&post(PATH, "", echo("x"))).await.is_ok();
    (answer, !again || read_answer(&mut stream).await.is_none())
}

#[tokio::test]
async fn paths_and_methods() {
    let server = Server::start().await;
    for path in
        ["/", "/Echo/2/rivtabp21", "/echo/1/rivtabp21", "/Echo/1/rivtabp21/", "/%45cho/1/rivtabp21", "//"]
    {
        let (answer, closed) = exchange(&server, post(path, "", "")).await;
        assert_eq!((answer.status, closed), (404, false), "{path}");
    }
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO"] {
        let mut stream = server.connect("care").await;
        let request = format!("{method} {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let head = crate::server::read_head(&mut stream).await;
        assert!(head.starts_with("HTTP/1.1 405 "), "{method}: {head}");
        assert!(head.contains("\r\nallow: POST\r\n"), "{method}: {head}");
    }
}

#[tokio::test]
async fn hosts() {
    let server = Server::start().await;
    let with = |host: &str| {
        let body = echo("x");
        format!(
            "POST {PATH} HTTP/1.1\r\n{host}Content-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    assert_eq!(exchange(&server, with("Host: example.org:1\r\n")).await.0.status, 200);
    for bad in ["", "Host: a\r\nHost: a\r\n", "Host: a/b\r\n", "Host: \r\n", "Host: a b\r\n"] {
        assert_eq!(exchange(&server, with(bad)).await.0.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn ambiguous_lengths_are_400_and_close() {
    let server = Server::start().await;
    let body = "0\r\n\r\n";
    for headers in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "transfer-encoding: CHUNKED\r\ncontent-length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: \r\n",
        "Content-Length: 5x\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
    ] {
        let request =
            format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n{headers}\r\n{body}");
        let (answer, closed) = exchange(&server, request).await;
        assert_eq!((answer.status, closed), (400, true), "{headers}");
        assert_eq!(answer.header("connection"), Some("close"));
    }
    let old = format!("POST {PATH} HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
    assert_eq!(exchange(&server, old).await.0.status, 400);
}

#[tokio::test]
async fn what_is_not_http_is_400_and_closes() {
    let server = Server::start().await;
    for request in [
        "hello\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let (answer, closed) = exchange(&server, request).await;
        assert_eq!((answer.status, closed), (400, true), "{request}");
    }
}

#[tokio::test]
async fn heads_over_the_limit_are_414_and_431() {
    let server = Server::start().await;
    let padded = |length: usize| {
        let head = format!("GET {PATH} HTTP/1.1\r\nHost: x\r\nX: ");
        let padding = "a".repeat(length - head.len() - 4);
        format!("{head}{padding}\r\n\r\n")
    };
    assert_eq!(exchange(&server, padded(64 * 1024)).await.0.status, 405);
    let refused = async |request: String, status: u16| {
        let (answer, closed) = exchange(&server, request).await;
        assert_eq!((answer.status, closed), (status, true));
    };
    refused(padded(64 * 1024 + 1), 431).await;
    refused(padded(300 * 1024), 431).await;
    let many = format!("GET {PATH} HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(101));
    refused(many, 431).await;
    let long_line = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(70 * 1024));
    refused(long_line, 414).await;
    // A line that never ends.
    refused("a".repeat(70 * 1024), 414).await;
}

#[tokio::test]
async fn slow_heads_are_408_and_idle_connections_are_closed() {
    let quick = Limits { headers: Duration::from_millis(300), idle: Duration::from_millis(600), ..limits() };
    let server = Server::with_limits(quick).await;

    // One byte at a time, until the server has had enough.
    let (mut read, mut write) = tokio::io::split(server.connect("care").await);
    let drip = tokio::spawn(async move {
        for byte in post(PATH, "", echo("x")).chunks(1) {
            if write.write_all(byte).await.is_err() || write.flush().await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let answer = read_answer(&mut read).await.expect("an answer");
    assert_eq!((answer.status, answer.header("connection")), (408, Some("close")));
    assert!(is_closed(&mut read).await);
    drip.abort();

    let mut idle = server.connect("care").await;
    assert!(is_closed(&mut idle).await, "closed without an answer");

    // A connection in use is not idle; afterwards it is.
    let mut used = server.connect("care").await;
    for _ in 0..4 {
        used.write_all(&post(PATH, "", echo("slow"))).await.unwrap();
        assert_eq!(echoed(&read_answer(&mut used).await.unwrap()), "slow");
    }
    assert!(is_closed(&mut used).await);
}

/// Whether the server closes, without an answer, within a time that is many times the limit.
async fn is_let_go(stream: &mut (impl AsyncReadExt + Unpin)) -> bool {
    tokio::time::timeout(Duration::from_secs(30), is_closed(stream)).await.unwrap_or(false)
}

#[tokio::test]
async fn connections_are_idle_also_after_an_answer() {
    let server = Server::with_limits(Limits { idle: Duration::from_millis(500), ..limits() }).await;
    // Each at another moment of the time that began with the connection.
    for moment in [0, 100, 300] {
        let mut used = server.connect("care").await;
        tokio::time::sleep(Duration::from_millis(moment)).await;
        used.write_all(&post(PATH, "", echo("x"))).await.unwrap();
        assert_eq!(echoed(&read_answer(&mut used).await.unwrap()), "x");
        assert!(is_let_go(&mut used).await, "{moment}");
    }
}

#[tokio::test]
async fn blank_lines_do_not_keep_a_connection_open() {
    let server = Server::with_limits(Limits { idle: Duration::from_millis(500), ..limits() }).await;
    for (lines, pause) in [(1, 50), (4096, 0)] {
        let (mut read, mut write) = tokio::io::split(server.connect("care").await);
        let drip = tokio::spawn(async move {
            while write.write_all(&b"\r\n".repeat(lines)).await.is_ok() && write.flush().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        });
        assert!(is_let_go(&mut read).await, "{lines} lines");
        drip.abort();
    }
}

#[tokio::test]
async fn slow_bodies_are_408() {
    let server = Server::with_limits(Limits { transfer: Duration::from_millis(300), ..limits() }).await;
    let request = post(PATH, "", echo("x"));
    let (all_but_one, _) = request.split_at(request.len() - 1);
    let answer = server.send("care", all_but_one).await;
    assert_eq!((answer.status, answer.header("connection")), (408, Some("close")));
    let chunked = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n"
    );
    assert_eq!(server.send("care", chunked).await.status, 408);
}

#[tokio::test]
async fn handlers_that_take_too_long_are_server_faults() {
    let server = Server::with_limits(Limits { handler: Duration::from_millis(100), ..limits() }).await;
    let answer = server.post("care", echo("never")).await;
    assert_eq!(answer.fault().0, "Server");
    assert_eq!(server.metric("rivta_requests_total{contract=\"Echo\",outcome=\"timeout\"}"), Some(1.0));
}

#[tokio::test]
async fn peers_that_take_no_answers_are_let_go() {
    let quick = Limits { transfer: Duration::from_millis(300), ..limits() };
    let server = Server::with_limits(quick).await;
    let mut stream = server.connect("care").await;
    let request = post(PATH, "", echo("large"));
    // Answers fill the buffers until the server can write no more.
    let flood = async {
        loop {
            stream.write_all(&request).await?;
        }
        #[expect(unreachable_code, reason = "gives the block its type")]
        std::io::Result::Ok(())
    };
    let flooded = tokio::time::timeout(Duration::from_secs(60), flood).await;
    assert!(flooded.expect("the server lets go").is_err());
    server.wait_for_metric("rivta_connections", 0.0).await;
}

#[tokio::test]
async fn keep_alive_pipelining_and_blank_lines() {
    let server = Server::start().await;
    let mut stream = server.connect("care").await;
    for text in ["one", "two"] {
        stream.write_all(&post(PATH, "", echo(text))).await.unwrap();
        assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), text);
    }
    let chunked = |text: &str| {
        let body = echo(text);
        let (a, b) = body.split_at(100);
        format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n\
             {:x};ext=\"1\"\r\n{a}\r\n{:X}\r\n{b}\r\n0\r\nTrailer: x\r\n\r\n",
            a.len(),
            b.len()
        )
        .into_bytes()
    };
    let requests = [
        post(PATH, "", echo("a")),
        chunked("b"),
        b"\r\n\r\n".to_vec(),
        chunked("slow"),
        post(PATH, "", echo("d")),
    ];
    stream.write_all(&requests.concat()).await.unwrap();
    for text in ["a", "b", "slow", "d"] {
        assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), text);
    }
    // In pieces of every size, whatever the boundaries.
    for size in [1, 7, 64, 1000] {
        for piece in requests.concat().chunks(size) {
            stream.write_all(piece).await.unwrap();
            stream.flush().await.unwrap();
        }
        for text in ["a", "b", "slow", "d"] {
            assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), text);
        }
    }
    // A pipelined head is checked, too.
    let smuggled =
        format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n");
    stream.write_all(&[chunked("e"), smuggled.into_bytes(), chunked("f")].concat()).await.unwrap();
    assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), "e");
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 400);
    assert!(is_closed(&mut stream).await);
}

#[tokio::test]
async fn malformed_chunks_are_400_and_close() {
    let server = Server::start().await;
    for chunks in ["g\r\n", "3\r\n<a>x", "3\n<a>\r\n", "\r\n", "ffffffffffffffff0\r\n", "3;a\n"] {
        let head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        let (answer, closed) = exchange(&server, head + chunks).await;
        assert_eq!((answer.status, closed), (400, true), "{chunks}");
    }
}

#[tokio::test]
async fn zeros_before_a_chunk_size_do_not_unguard_the_next_request() {
    let server = Server::start().await;
    let body = echo("x");
    let chunked = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:040x}\r\n{body}\r\n{}\r\n\r\n",
        body.len(),
        "0".repeat(40)
    );
    let ambiguous = post(PATH, "Transfer-Encoding: chunked\r\n", "0\r\n\r\n");
    let mut stream = server.connect("care").await;
    stream.write_all(&[chunked.into_bytes(), ambiguous].concat()).await.unwrap();
    assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), "x");
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 400);
    assert!(is_closed(&mut stream).await);
}

#[tokio::test]
async fn lengths_that_fit_in_no_number_are_413() {
    let server = Server::start().await;
    for length in ["4194305", "18446744073709551614", "18446744073709551616", "99999999999999999999999"] {
        let head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n"
        );
        let (answer, closed) = exchange(&server, head).await;
        assert_eq!((answer.status, closed), (413, true), "{length}");
        assert!(answer.text().contains("för stort"), "{length}");
    }
}

#[tokio::test]
async fn expect_continue_is_answered_before_the_body() {
    let server = Server::start().await;
    let request = post(PATH, "Expect: 100-continue\r\n", echo("x"));
    let head = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let mut stream = server.connect("care").await;
    stream.write_all(&request[..head]).await.unwrap();
    assert_eq!(crate::server::read_head(&mut stream).await, "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&request[head..]).await.unwrap();
    assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), "x");

    // What will be refused anyway isn't asked for.
    let mut stream = server.connect("care").await;
    let request = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    assert!(crate::server::read_head(&mut stream).await.starts_with("HTTP/1.1 413 "));
}

#[tokio::test]
async fn a_closed_sending_side_still_gets_its_answer() {
    let server = Server::start().await;
    let mut stream = server.connect("care").await;
    stream.write_all(&post(PATH, "", echo("slow"))).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(echoed(&read_answer(&mut stream).await.unwrap()), "slow");
    assert!(is_closed(&mut stream).await);
    // An incomplete body can't come any more.
    let mut stream = server.connect("care").await;
    let request = post(PATH, "", echo("x"));
    stream.write_all(&request[..request.len() - 1]).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 400);
}

#[tokio::test]
async fn connections_over_the_limit_are_503_with_retry_after() {
    let server = Server::with_limits(Limits { connections: 2, ..limits() }).await;
    let first = server.connect("care").await;
    let _second = server.connect("care").await;
    let answer = server.post("care", echo("x")).await;
    assert_eq!(
        (answer.status, answer.header("retry-after"), answer.header("connection")),
        (503, Some("5"), Some("close"))
    );
    drop(first);
    server.wait_for_metric("rivta_connections", 1.0).await;
    assert_eq!(server.post("care", echo("x")).await.status, 200);
}

#[tokio::test]
async fn http_1_0_is_understood() {
    let server = Server::start().await;
    let body = echo("x");
    let request = format!(
        "POST {PATH} HTTP/1.0\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (answer, closed) = exchange(&server, request).await;
    assert_eq!((echoed(&answer), closed), ("x", true));
}

#[tokio::test]
async fn large_answers_are_deflated_for_those_who_accept_it() {
    let server = Server::start().await;
    let plain = server.post("care", echo("large")).await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("accept-encoding")));
    let deflated = server.send("care", post(PATH, "Accept-Encoding: gzip, deflate\r\n", echo("large"))).await;
    assert_eq!(deflated.header("content-encoding"), Some("gzip"));
    let mut inflated = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&deflated.body[..]), &mut inflated).unwrap();
    assert_eq!(inflated, plain.body);
    let small = server.send("care", post(PATH, "Accept-Encoding: gzip\r\n", echo("x"))).await;
    assert_eq!(small.header("content-encoding"), None);
}

#[tokio::test]
async fn unknown_contracts_paths_stay_out_of_the_metrics() {
    let server = Server::start().await;
    let _ = server.send("care", post("/anything", "", "")).await;
    let _ = server.send("care", post(UNRESTRICTED_PATH, "", "")).await;
    assert_eq!(server.metric("rivta_requests_total{contract=\"\",outcome=\"http_404\"}"), Some(1.0));
}
