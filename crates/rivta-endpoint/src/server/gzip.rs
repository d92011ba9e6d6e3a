//! gzip in both directions (RFC 1952, RFC 9110 section 8.4).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use crate::server::error::HttpError;

/// Inflates a body up to `limit` bytes.
pub(super) fn inflate(deflated: &[u8], limit: usize) -> Result<Vec<u8>, HttpError> {
    let mut inflated = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(deflated)
        .take(most)
        .read_to_end(&mut inflated)
        .map_err(|_| HttpError::BodyUnreadable)?;
    if inflated.len() > limit {
        return Err(HttpError::BodyTooLarge);
    }
    Ok(inflated)
}

/// Deflates an answer.
pub(super) fn deflate(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
}

/// Whether the values of Accept-Encoding allow gzip.
pub(super) fn is_accepted<'a>(accept_encoding: impl Iterator<Item = &'a str>) -> bool {
    let mut any = false;
    for coding in accept_encoding.flat_map(|value| value.split(',')) {
        let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
        let quality = parameters.trim().strip_prefix("q=").unwrap_or("1");
        let allowed = quality.trim().parse::<f32>().is_ok_and(|quality| quality > 0.0);
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => return allowed,
            "*" => any = allowed,
            _ => {}
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_inflate_up_to_the_limit() {
        let body = vec![b'x'; 1000];
        let deflated = deflate(&body).unwrap();
        assert_eq!(inflate(&deflated, 1000), Ok(body));
        assert_eq!(inflate(&deflated, 999), Err(HttpError::BodyTooLarge));
    }

    #[test]
    fn what_is_not_gzip_is_refused() {
        let deflated = deflate(b"<a/>").unwrap();
        assert_eq!(inflate(&deflated[..deflated.len() - 1], 100), Err(HttpError::BodyUnreadable));
        assert_eq!(inflate(b"<a/>", 100), Err(HttpError::BodyUnreadable));
    }

    #[test]
    fn accept_encoding_decides() {
        for (header, accepted) in [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("x-gzip", true),
            ("*", true),
            ("br;q=1.0, *;q=0.1", true),
            ("", false),
            ("identity", false),
            ("gzip;q=0", false),
            ("gzip; q=0.000, *", false),
            ("*;q=0", false),
            ("gzip;q=x", false),
        ] {
            assert_eq!(is_accepted([header].into_iter()), accepted, "{header}");
        }
        assert!(is_accepted(["br", "gzip"].into_iter()));
    }
}
