use std::time::Duration;

use rivta_soap::{Fault, PlatformError};
use rivta_xml::{WriteError, XmlError};

use crate::TlsError;

/// A client can't be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The address can't be called.
    #[error("{address}: not an address to call; expected https://host[:port][/path]")]
    Address {
        /// The address.
        address: String,
    },
    /// The certificates can't be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// A call gave no response.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The request can't be sent.
    #[error("the {what} can't be sent over HTTP; expected visible ASCII characters")]
    Request {
        /// The part at fault.
        what: &'static str,
    },
    /// The request holds what its contract does not admit; nothing was sent.
    #[error("the request breaks its contract: {}", errors.first().map_or_else(String::new, ToString::to_string))]
    Unwritable {
        /// What.
        errors: Vec<WriteError>,
    },
    /// No connection; nothing was sent.
    #[error("can't connect to {address}: {reason}")]
    Connect {
        /// Host and port.
        address: String,
        /// Why.
        reason: String,
    },
    /// The connection ended before the answer was complete. With TLS 1.3, a server that doesn't accept the client's
    /// certificate shows only here.
    #[error("the connection ended before the answer: {reason}")]
    Connection {
        /// Why.
        reason: String,
    },
    /// No whole answer in time.
    #[error("no answer within {} s", after.as_secs())]
    Timeout {
        /// How long was waited.
        after: Duration,
    },
    /// The answer is larger than the client takes.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// An answer that isn't SOAP.
    #[error("HTTP status {status} without a SOAP answer")]
    Http {
        /// The status.
        status: u16,
        /// Seconds that the server asks to wait.
        retry_after: Option<u64>,
    },
    /// The producer's fault, or the platform's.
    #[error("SOAP fault {fault}")]
    Fault {
        /// The fault.
        fault: Fault,
        /// Which error of the platform it is; `None`: the producer's own.
        platform_error: Option<PlatformError>,
    },
    /// The producer refused the call by a rule and changed nothing.
    #[error("refused: {text}")]
    Refused {
        /// The resultText, which can be shown to a user.
        text: String,
    },
    /// The answer breaks the contract.
    #[error("the answer breaks the contract: {}", errors.first().map(XmlError::to_string).unwrap_or_default())]
    Invalid {
        /// All that is wrong with it.
        errors: Vec<XmlError>,
    },
}

impl CallError {
    /// Whether the same call may succeed if it is sent again soon. Only for reading contracts: after most of these errors an
    /// update may have happened.
    pub fn is_worth_a_retry(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Connection { .. } | Self::Timeout { .. } => true,
            Self::Http { status, .. } => matches!(status, 408 | 429 | 502 | 503 | 504),
            Self::Fault { platform_error, .. } => platform_error.is_some_and(PlatformError::is_worth_a_retry),
            Self::Request { .. }
            | Self::Unwritable { .. }
            | Self::TooLarge { .. }
            | Self::Refused { .. }
            | Self::Invalid { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_worth_a_retry() {
        let fault = |string: &str| {
            let fault = Fault::client(string);
            CallError::Fault { platform_error: PlatformError::of(&fault), fault }
        };
        let http = |status| CallError::Http { status, retry_after: None };
        assert!(CallError::Timeout { after: Duration::from_secs(1) }.is_worth_a_retry());
        assert!(http(503).is_worth_a_retry());
        assert!(fault("VP009 unreachable").is_worth_a_retry());
        assert!(!http(404).is_worth_a_retry());
        assert!(!fault("VP007 not authorised").is_worth_a_retry());
        assert!(!fault("Obehörigt anrop för system X.").is_worth_a_retry());
        assert!(!CallError::Refused { text: String::new() }.is_worth_a_retry());
    }
}
