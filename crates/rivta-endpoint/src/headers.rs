//! The HTTP headers of the service platform.

/// The system that first sent the message.
pub(crate) const ORIGINAL_CONSUMER: &str = "x-rivta-original-serviceconsumer-hsaid";
/// The organisation on whose behalf it was sent.
pub(crate) const ACTING_ON_BEHALF_OF: &str = "x-rivta-acting-on-behalf-of-hsaid";
/// The id that follows the message.
pub(crate) const CORRELATION_ID: &str = "x-skltp-correlation-id";
