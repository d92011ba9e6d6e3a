use super::*;

#[test]
fn references_of_every_kind_are_kept_as_written() {
    for text in [
        "",
        "a b",
        "http://user:p@host:1/a;b=c/d?e?f#g",
        "http://[::1]:8443/",
        "http://host:/",
        "http:",
        "//host",
        "///",
        "?a:b",
        "#",
        "a/b:c",
        "./1:b",
        "urn:oid:1.2.752",
        "mailto:a@b.c",
        "a+.-1:b",
        "http://åäö.se/ä?ö=<\"x\">#{å}|\\^`",
        "%41%c3%A5",
        "a?filter[x]=1#b[c]",
    ] {
        let uri = AnyUri::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(uri.as_str(), text);
    }
}

#[test]
fn what_no_escaping_makes_a_uri_is_refused() {
    for text in [
        "%",
        "a%4",
        "a%4G",
        "http://%/",
        "a#b#c",
        ":a",
        "://a",
        "1a:b",
        "å:b",
        "a_b:c",
        "a@b:c",
        "a[b]",
        "urn:[",
        "http://[::1",
        "http://[::1]x/",
        "http://a]b/",
        "http://a@b@c/",
        "http://a:b/",
        "http://a:1:2/",
        "//a:-1",
    ] {
        let error = AnyUri::parse(text).expect_err(text);
        assert_eq!(error.to_string(), "expected a URI, e.g. urn:example:1");
    }
}

#[test]
fn debug_does_not_show_the_reference() {
    assert_eq!(format!("{:?}", AnyUri::new("urn:secret")), "Ok(AnyUri(..))");
}
