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
fn malformed_chunks_break_the_connection() {
    for chunks in [
        "\r\n",
        " 1\r\n",
        "x\r\n",
        "1\n",
        "1\r\nab",
        "1\r\na\rb",
        "0\r\n\n",
        "0\r\nT\n",
        "0\r\nT\r\r",
        "1;\n",
        "00000000000000001\r\n",
        "-1\r\n",
        "0x1\r\n",
        "1\rx",
        "0\r\n\rx",
    ] {
        let stream = format!("{CHUNKED}{chunks}");
        let mut framing = Framing::START;
        let Progress::Pass(head) = framing.advance(stream.as_bytes(), 1000) else {
            panic!("the head passes")
        };
        let passed = framing.advance(&stream.as_bytes()[head..], 1000);
        assert_eq!((passed, framing), (Progress::Pass(chunks.len()), Framing::Broken), "{chunks:?}");
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
