use super::*;

#[test]
fn content_types_are_told_apart() {
    let multipart = |boundary: &str, start: Option<&str>| {
        Some(MediaType::Multipart { boundary: boundary.to_owned(), start: start.map(str::to_owned) })
    };
    for (value, expected) in [
        ("text/xml", Some(MediaType::Xml)),
        (" Text/XML ; charset = \"utf-8\"", None),
        ("Text/XML;charset=UTF-16LE;;", Some(MediaType::Xml)),
        ("text/xml; charset=latin1", None),
        ("text/plain", None),
        ("Application/SOAP+XML; action=\"urn:x\"", Some(MediaType::Soap12)),
        ("", None),
        ("multipart/related; boundary=a", multipart("a", None)),
        ("multipart/related; boundary=\"a\\\"b;c\"; start=\"<s>\"", multipart("a\"b;c", Some("<s>"))),
        ("multipart/related; boundary=a; type=\"Application/XOP+XML\"", multipart("a", None)),
        ("multipart/related; boundary=a; type=\"text/plain\"", None),
        ("multipart/related; boundary=\"\"", None),
        ("multipart/related; boundary=\"a", None),
        ("multipart/related", None),
    ] {
        assert_eq!(MediaType::parse(value), expected, "{value}");
    }
}

#[test]
fn root_parts_are_found_or_not_without_fail() {
    let part = "Content-Type: application/xop+xml\r\n\r\n<a/>";
    let root = |body: &str| {
        root_part(body.as_bytes(), "b", None).map(|root| String::from_utf8(root.to_vec()).unwrap())
    };
    assert_eq!(root(&format!("--b\r\n{part}\r\n--b--")).as_deref(), Some("<a/>"));
    assert_eq!(root(&format!("--b \n{part}\n--b\n")).as_deref(), Some("<a/>"));
    // The boundary within a line is content.
    let inner = part.replace("<a/>", "<a>--b</a>");
    assert_eq!(root(&format!("--b\r\n{inner}\r\n--b--")).as_deref(), Some("<a>--b</a>"));
    let whole = format!("pre\r\n--b\r\n{part}\r\n--b--");
    for length in 0..whole.len() - 2 {
        assert_eq!(root(whole.get(..length).unwrap()), None, "{length}");
    }
    for broken in ["--b--", "--b\r\n\r\n--b--", "--b\r\nx\r\n\r\n--b", "--b\r\n--b\r\n--b"] {
        assert_eq!(root(broken), None, "{broken}");
    }
    let encoded = format!("--b\r\nContent-Transfer-Encoding: base64\r\n{part}\r\n--b--");
    assert_eq!(root(&encoded), None);
}
