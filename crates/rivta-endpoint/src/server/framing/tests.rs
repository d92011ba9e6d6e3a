use super::*;

const CHUNKED: &str = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Feeds `stream` in pieces of `size` and gives the heads and bodies that are told apart, the heads marked by `head:`.
fn parts(stream: &str, size: usize) -> Result<Vec<String>, HttpError> {
    let mut framing = Framing::START;
    let mut pending: Vec<u8> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    let mut within = false;
    for piece in stream.as_bytes().chunks(size) {
        pending.extend_from_slice(piece);
        while !pending.is_empty() {
            let in_head = matches!(framing, Framing::Head { .. });
            match framing.advance(&pending, 1000) {
                Progress::Pass(length) => {
                    let text = String::from_utf8(pending.drain(..length).collect()).unwrap();
                    if in_head {
                        parts.push(format!("head:{}", text.lines().next().unwrap()));
                    } else if within {
                        parts.last_mut().unwrap().push_str(&text);
                    } else {
                        parts.push(text);
                    }
                    within = !in_head && !matches!(framing, Framing::Head { .. });
                }
                Progress::More => break,
                Progress::Refuse(error) => return Err(error),
                Progress::Broken(_) => return Err(HttpError::BodyIncomplete),
            }
        }
    }
    assert!(pending.is_empty() && !within, "incomplete: {framing:?}");
    Ok(parts)
}

#[test]
fn requests_are_told_apart_whatever_the_pieces() {
    let chunks = "3;a=\"b\"\r\nabc\r\n0A \r\n0123456789\r\n0\r\nT: x\r\nU: y\r\n\r\n";
    let stream = format!(
        "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\ncontent-length: 4\n\nbodyPOST /3 HTTP/1.1\r\n\
         transfer-encoding: Chunked\r\n\r\n{chunks}POST /4 HTTP/1.0\r\nContent-Length: 0\r\n\r\nGET /5 HTTP/1.1\r\n\r\n"
    );
    let expected = [
        "head:GET /1 HTTP/1.1",
        "head:POST /2 HTTP/1.1",
        "body",
        "head:POST /3 HTTP/1.1",
        chunks,
        "head:POST /4 HTTP/1.0",
        "head:GET /5 HTTP/1.1",
    ];
    for size in 1..stream.len() {
        assert_eq!(parts(&stream, size).unwrap(), expected, "pieces of {size}");
    }
}

#[test]
fn nothing_passes_after_malformed_chunks() {
    // What may pass, and what follows it.
    for (good, bad) in [
        ("", "\r\n"),
        ("", " 1\r\n"),
        ("", "x\r\n"),
        ("1", "\n"),
        ("1\r\na", "b"),
        ("1\r\na\r", "b"),
        ("0\r\n", "\n"),
        ("0\r\nT", "\n"),
        ("0\r\nT\r", "\r"),
        ("1;", "\n"),
        ("ffffffffffffffff", "f\r\n"),
        ("00ffffffffffffffff", "0\r\n"),
        ("", "-1\r\n"),
        ("0", "x1\r\n"),
        ("1\r", "x"),
        ("0\r\n\r", "x"),
    ] {
        let stream = format!("{CHUNKED}{good}{bad}");
        let mut framing = Framing::START;
        let Progress::Pass(head) = framing.advance(stream.as_bytes(), 1000) else {
            panic!("the head passes")
        };
        let passed = framing.advance(&stream.as_bytes()[head..], 1000);
        assert_eq!(passed, Progress::Broken(good.len()), "{good:?}{bad:?}");
    }
}

#[test]
fn zeros_before_a_chunk_size_count_for_nothing() {
    let zeros = "0".repeat(100);
    let chunks = format!("{zeros}3\r\nabc\r\n{zeros}\r\n\r\n");
    let stream = format!("{CHUNKED}{chunks}GET /2 HTTP/1.1\r\n\r\n");
    let expected = ["head:POST / HTTP/1.1", &chunks, "head:GET /2 HTTP/1.1"];
    for size in [1, 7, stream.len()] {
        assert_eq!(parts(&stream, size).unwrap(), expected, "pieces of {size}");
    }
}

#[test]
fn lengths_that_do_not_fit_are_too_large() {
    let length = |length: &str| {
        let head = format!("POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n");
        let mut framing = Framing::START;
        framing.advance(head.as_bytes(), 1000)
    };
    let too_large = Progress::Refuse(HttpError::BodyTooLarge);
    assert!(matches!(length("18446744073709551613"), Progress::Pass(_)));
    for over in ["18446744073709551614", "18446744073709551615", "18446744073709551616", &"9".repeat(500)] {
        assert_eq!(length(over), too_large, "{over}");
    }
}

#[test]
fn the_largest_chunk_size_does_not_overflow() {
    let stream = format!("{CHUNKED}ffffffffffffffff\r\nabc");
    let mut framing = Framing::START;
    let Progress::Pass(head) = framing.advance(stream.as_bytes(), 1000) else { panic!("the head passes") };
    framing.advance(&stream.as_bytes()[head..], 1000);
    assert_eq!(framing, Framing::Chunked(ChunkState::Data { left: u64::MAX - 3 }));
}

#[test]
fn heads_up_to_the_limit_pass() {
    let head = |length: usize| {
        let start = "GET / HTTP/1.1\r\nX: ";
        format!("{start}{}\r\n\r\n", "a".repeat(length - start.len() - 4))
    };
    let advance = |text: &str| {
        let mut framing = Framing::START;
        framing.advance(text.as_bytes(), 1000)
    };
    assert_eq!(advance(&head(1000)), Progress::Pass(1000));
    assert_eq!(advance(&head(1001)), Progress::Refuse(HttpError::HeadersTooLarge));
    assert_eq!(advance(head(1000).strip_suffix('\n').unwrap()), Progress::More);
    assert_eq!(advance(&"a".repeat(1000)), Progress::More);
    assert_eq!(advance(&"a".repeat(1001)), Progress::Refuse(HttpError::UriTooLong));
    let many = |count: usize| format!("GET / HTTP/1.1\r\n{}\r\n", "a:\r\n".repeat(count));
    assert_eq!(advance(&many(100)), Progress::Pass(many(100).len()));
    assert_eq!(advance(&many(101)), Progress::Refuse(HttpError::HeadersTooLarge));
}
