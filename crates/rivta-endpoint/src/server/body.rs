//! Reading a request's body: its kind, its limits, and the XML within.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http_body_util::BodyExt;
use hyper::body::Incoming;

use crate::Limits;
use crate::server::error::HttpError;
use crate::server::gzip::inflate;
use crate::server::media_type::{MediaType, root_part};

/// What a request's headers say of its body, checked before any of it is read.
#[derive(Debug)]
pub(super) struct BodyKind {
    media_type: MediaType,
    gzip: bool,
    length: Option<usize>,
}

impl BodyKind {
    pub(super) fn of(headers: &HeaderMap, limits: &Limits) -> Result<Self, HttpError> {
        let mut content_types = headers.get_all(CONTENT_TYPE).iter();
        let media_type = content_types
            .next()
            .filter(|_| content_types.next().is_none())
            .and_then(|value| value.to_str().ok())
            .and_then(MediaType::parse)
            .ok_or(HttpError::MediaType)?;
        let mut gzip = false;
        for coding in headers.get_all(CONTENT_ENCODING) {
            match coding.to_str().map(|coding| coding.trim().to_ascii_lowercase()).as_deref() {
                Ok("gzip" | "x-gzip") if !gzip => gzip = true,
                Ok("identity" | "") => {}
                _ => return Err(HttpError::ContentEncoding),
            }
        }
        let length = match headers.get(CONTENT_LENGTH) {
            Some(length) => {
                let length = length.to_str().ok().and_then(|length| length.parse().ok());
                Some(length.filter(|&length: &usize| length <= limits.body).ok_or(HttpError::BodyTooLarge)?)
            }
            None if headers.contains_key(TRANSFER_ENCODING) => None,
            None => return Err(HttpError::LengthRequired),
        };
        Ok(Self { media_type, gzip, length })
    }

    /// Whether the body is SOAP 1.2 by its headers.
    pub(super) fn is_soap_1_2(&self) -> bool {
        self.media_type == MediaType::Soap12
    }

    /// Reads the body, within its time.
    pub(super) async fn read(
        &self,
        body: Incoming,
        limits: &Limits,
        in_flight: &BodiesInFlight,
    ) -> Result<Document, HttpError> {
        let reading = self.read_untimed(body, limits, in_flight);
        tokio::time::timeout(limits.transfer, reading).await.unwrap_or(Err(HttpError::Timeout))
    }

    async fn read_untimed(
        &self,
        mut body: Incoming,
        limits: &Limits,
        in_flight: &BodiesInFlight,
    ) -> Result<Document, HttpError> {
        let mut reserved = in_flight.reserve(self.length.unwrap_or(0))?;
        let mut bytes = Vec::with_capacity(self.length.unwrap_or(0).min(64 * 1024));
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| HttpError::BodyIncomplete)?.into_data() else { continue };
            let length = bytes.len().saturating_add(data.len());
            if length > limits.body {
                return Err(HttpError::BodyTooLarge);
            }
            reserved.grow_to(length)?;
            bytes.extend_from_slice(&data);
        }
        if self.gzip {
            bytes = inflate(&bytes, limits.body)?;
            reserved.grow_to(bytes.len())?;
        }
        if let MediaType::Multipart { boundary, start } = &self.media_type {
            let root = root_part(&bytes, boundary, start.as_deref()).ok_or(HttpError::BodyUnreadable)?;
            bytes = root.to_vec();
        }
        Ok(Document { bytes, _reserved: reserved })
    }
}

/// The XML of a request, as bytes; it counts as in flight until it is dropped.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) bytes: Vec<u8>,
    _reserved: Reserved,
}

/// The bytes of all request bodies that the server holds.
#[derive(Debug)]
pub(super) struct BodiesInFlight {
    bytes: Arc<AtomicUsize>,
    limit: usize,
}

/// A share of [`BodiesInFlight`]; given back when dropped.
#[derive(Debug)]
struct Reserved {
    total: Arc<AtomicUsize>,
    limit: usize,
    bytes: usize,
}

impl BodiesInFlight {
    pub(super) fn new(limit: usize) -> Self {
        Self { bytes: Arc::default(), limit }
    }

    fn reserve(&self, bytes: usize) -> Result<Reserved, HttpError> {
        let mut reserved = Reserved { total: Arc::clone(&self.bytes), limit: self.limit, bytes: 0 };
        reserved.grow_to(bytes)?;
        Ok(reserved)
    }
}

impl Reserved {
    fn grow_to(&mut self, bytes: usize) -> Result<(), HttpError> {
        let Some(more @ 1..) = bytes.checked_sub(self.bytes) else { return Ok(()) };
        let grown = |total: usize| total.checked_add(more).filter(|&total| total <= self.limit);
        self.total
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, grown)
            .map_err(|_| HttpError::Unavailable)?;
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.total.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_in_flight_are_given_back() {
        let in_flight = BodiesInFlight::new(10);
        let mut first = in_flight.reserve(6).unwrap();
        assert_eq!(in_flight.reserve(5).unwrap_err(), HttpError::Unavailable);
        first.grow_to(10).unwrap();
        assert_eq!(first.grow_to(11), Err(HttpError::Unavailable));
        drop(first);
        assert!(in_flight.reserve(10).is_ok());
    }
}
