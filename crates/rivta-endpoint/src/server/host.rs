//! The Host header: where the client believes that it is.

use http::header::HOST;
use http::{HeaderMap, Uri};

use crate::server::error::HttpError;

/// The `host[:port]` that a request was sent to (RFC 9112, section 3.2): of its target if that is absolute, else of its one
/// Host header. Anything but the characters of RFC 3986 is refused; the value ends up in documents.
pub(super) fn host(uri: &Uri, headers: &HeaderMap) -> Result<String, HttpError> {
    let mut hosts = headers.get_all(HOST).iter();
    let header = hosts.next().and_then(|host| host.to_str().ok()).ok_or(HttpError::BadHost)?;
    if hosts.next().is_some() {
        return Err(HttpError::BadHost);
    }
    let host = uri.authority().map_or(header, |authority| authority.as_str());
    if is_host_and_port(host) { Ok(host.to_owned()) } else { Err(HttpError::BadHost) }
}

fn is_host_and_port(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => (address.parse::<std::net::Ipv6Addr>().is_ok(), port),
        None => {
            let (name, _) = text.split_once(':').unwrap_or((text, ""));
            (is_name(name), text.get(name.len()..).unwrap_or_default())
        }
    };
    host && is_port(port)
}

/// A registered name or an IPv4 address, without percent-encoding: no name in DNS needs it.
fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    !text.is_empty() && text.len() <= 255 && text.bytes().all(allowed)
}

/// Nothing, or a colon and a port, which may be empty.
fn is_port(text: &str) -> bool {
    let digits = match text.strip_prefix(':') {
        Some(digits) => digits,
        None => return text.is_empty(),
    };
    digits.is_empty() || digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_a_name_or_an_address_and_a_port() {
        for good in
            ["localhost", "localhost:8443", "a.b-c_d~e:", "127.0.0.1:1", "[::1]", "[::1]:8443", "x:65535"]
        {
            assert!(is_host_and_port(good), "{good}");
        }
        for bad in [
            "", ":8443", "a:b", "a:65536", "a:+1", "a b", "a<b", "a\"b", "a&b", "a/b", "a@b", "[::1", "::1",
            "[::1]x", "[a]", "å", "a%20b", "a,b",
        ] {
            assert!(!is_host_and_port(bad), "{bad}");
        }
    }

    #[test]
    fn an_absolute_target_wins_over_the_header() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "header:1".parse().unwrap());
        assert_eq!(host(&"/x".parse().unwrap(), &headers).unwrap(), "header:1");
        assert_eq!(host(&"https://target:2/x".parse().unwrap(), &headers).unwrap(), "target:2");
    }

    #[test]
    fn missing_and_repeated_hosts_are_refused() {
        let mut headers = HeaderMap::new();
        assert_eq!(host(&"/x".parse().unwrap(), &headers), Err(HttpError::BadHost));
        headers.append(HOST, "a".parse().unwrap());
        headers.append(HOST, "a".parse().unwrap());
        assert_eq!(host(&"/x".parse().unwrap(), &headers), Err(HttpError::BadHost));
    }
}
