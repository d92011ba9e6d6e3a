//! What can go wrong with a request, and the one place that decides what its sender is told.

use http::StatusCode;
use rivta_soap::{Fault, FaultCode, Refusal, write_fault};
use rivta_xml::WriteError;
use uuid::Uuid;

/// A request that never reaches SOAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HttpError {
    /// The request line or a header is not HTTP/1.1.
    Malformed,
    /// Content-Length twice, or with Transfer-Encoding, or either is not understood: where the request ends is unclear.
    AmbiguousLength,
    /// Host is missing, repeated or no `host[:port]`.
    BadHost,
    /// The connection ended within the body, or its chunks are malformed.
    BodyIncomplete,
    /// The body is not the gzip data or the multipart message that its headers promise.
    BodyUnreadable,
    /// The certificate names no HSA-id.
    NoHsaId,
    /// No contract has this path.
    NotFound,
    /// The path has no such method.
    MethodNotAllowed { allow: &'static str },
    /// Headers or body came too slowly.
    Timeout,
    /// Neither Content-Length nor chunks.
    LengthRequired,
    /// The body is over its limit.
    BodyTooLarge,
    /// The request line is over its limit.
    UriTooLong,
    /// Neither XML nor XML with attachments.
    MediaType,
    /// A Content-Encoding other than gzip.
    ContentEncoding,
    /// The headers are over their limit.
    HeadersTooLarge,
    /// As many connections or bodies as the server takes.
    Unavailable,
}

/// Why a request has no ordinary answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RequestError {
    /// It never reached SOAP.
    Http(HttpError),
    /// The message is wrong, or the producer answered with a fault.
    Fault(Fault),
    /// A system may not call.
    Unauthorized(Refusal),
    /// We failed; the log tells the rest under this id.
    Technical(TechnicalError, Uuid),
}

/// How we failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TechnicalError {
    /// The producer panicked.
    Panic,
    /// The producer gave no answer in time.
    Timeout,
    /// The producer answered what its contract does not admit.
    Response(Vec<WriteError>),
}

/// What the sender of a failed request is told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ErrorAnswer {
    pub(super) status: StatusCode,
    /// The label in logs and metrics.
    pub(super) outcome: &'static str,
    pub(super) content_type: &'static str,
    pub(super) body: String,
    /// The methods that the path has.
    pub(super) allow: Option<&'static str>,
    /// After how many seconds to try again.
    pub(super) retry_after: Option<&'static str>,
    /// Whether the connection is of no more use: the rest of the request was not read.
    pub(super) close: bool,
}

/// The content type of SOAP messages and of WSDL.
pub(super) const TEXT_XML: &str = "text/xml; charset=utf-8";

impl RequestError {
    /// The answer to this error.
    pub(super) fn answer(&self) -> ErrorAnswer {
        match self {
            Self::Http(error) => error.answer(),
            Self::Fault(fault) => {
                let outcome = match fault.code {
                    FaultCode::Server => "server_fault",
                    FaultCode::Client | FaultCode::VersionMismatch | FaultCode::MustUnderstand => {
                        "client_fault"
                    }
                };
                fault_answer(fault, outcome)
            }
            Self::Unauthorized(refusal) => fault_answer(&refusal.clone().into(), "unauthorized"),
            Self::Technical(TechnicalError::Panic, log_id) => fault_answer(&Fault::server(log_id), "panic"),
            Self::Technical(TechnicalError::Timeout, log_id) => {
                fault_answer(&Fault::server(log_id), "timeout")
            }
            Self::Technical(TechnicalError::Response(_), log_id) => {
                fault_answer(&Fault::server(log_id), "invalid_response")
            }
        }
    }
}

impl HttpError {
    fn answer(self) -> ErrorAnswer {
        let (status, outcome, text) = match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "http_400", "Begäran är inte HTTP/1.1."),
            Self::AmbiguousLength => (
                StatusCode::BAD_REQUEST,
                "http_400",
                "Begärans längd är tvetydig. Skicka antingen en Content-Length eller Transfer-Encoding: chunked.",
            ),
            Self::BadHost => (
                StatusCode::BAD_REQUEST,
                "http_400",
                "Headern Host saknas eller är felaktig. Väntat värd[:port].",
            ),
            Self::BodyIncomplete => {
                (StatusCode::BAD_REQUEST, "http_400", "Begärans innehåll är ofullständigt.")
            }
            Self::BodyUnreadable => {
                (StatusCode::BAD_REQUEST, "http_400", "Begärans innehåll är inte vad dess headrar säger.")
            }
            Self::NoHsaId => (
                StatusCode::FORBIDDEN,
                "http_403",
                "Klientcertifikatet saknar HSA-id. Väntat ett i subject, attributet serialNumber (2.5.4.5).",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "http_404",
                "Här finns inget tjänstekontrakt. Väntat /NAMN/VERSION/rivtabp21.",
            ),
            Self::MethodNotAllowed { .. } => (
                StatusCode::METHOD_NOT_ALLOWED,
                "http_405",
                "Metoden finns inte här. Väntat POST, eller GET med ?wsdl.",
            ),
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "http_408", "Begäran kom för långsamt."),
            Self::LengthRequired => (
                StatusCode::LENGTH_REQUIRED,
                "http_411",
                "Begärans längd saknas. Skicka Content-Length eller Transfer-Encoding: chunked.",
            ),
            Self::BodyTooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "http_413", "Begärans innehåll är för stort.")
            }
            Self::UriTooLong => (StatusCode::URI_TOO_LONG, "http_414", "Begärans första rad är för lång."),
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "http_415",
                "Innehållstypen tas inte emot. Väntat text/xml i UTF-8 eller UTF-16, eller multipart/related med application/xop+xml.",
            ),
            Self::ContentEncoding => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "http_415",
                "Content-Encoding tas inte emot. Väntat gzip eller ingen.",
            ),
            Self::HeadersTooLarge => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "http_431",
                "Begärans headrar är för stora eller för många.",
            ),
            Self::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "http_503", "Servern är upptagen. Försök igen.")
            }
        };
        ErrorAnswer {
            status,
            outcome,
            content_type: "text/plain; charset=utf-8",
            body: format!("{text}\n"),
            allow: match self {
                Self::MethodNotAllowed { allow } => Some(allow),
                _ => None,
            },
            retry_after: (self == Self::Unavailable).then_some("5"),
            close: !matches!(self, Self::NotFound | Self::MethodNotAllowed { .. } | Self::BodyUnreadable),
        }
    }
}

fn fault_answer(fault: &Fault, outcome: &'static str) -> ErrorAnswer {
    ErrorAnswer {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        outcome,
        content_type: TEXT_XML,
        body: write_fault(fault),
        allow: None,
        retry_after: None,
        close: false,
    }
}

impl From<HttpError> for RequestError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

impl From<Fault> for RequestError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

#[cfg(test)]
mod tests {
    use rivta_soap::RefusalReason;

    use super::*;

    #[test]
    fn every_error_has_its_answer() {
        let id = Uuid::nil();
        let http = |error| RequestError::Http(error);
        let system = "SE1-NOBODY".parse().unwrap();
        let unauthorized = RequestError::Unauthorized(Refusal { system, reason: RefusalReason::NoGrant });
        let version = Fault { code: FaultCode::VersionMismatch, string: String::new() };
        let must_understand = Fault { code: FaultCode::MustUnderstand, string: String::new() };
        // (error, status, outcome, in the body, close)
        let table = [
            (http(HttpError::Malformed), 400, "http_400", "HTTP/1.1", true),
            (http(HttpError::AmbiguousLength), 400, "http_400", "tvetydig", true),
            (http(HttpError::BadHost), 400, "http_400", "Host", true),
            (http(HttpError::BodyIncomplete), 400, "http_400", "ofullständigt", true),
            (http(HttpError::BodyUnreadable), 400, "http_400", "headrar", false),
            (http(HttpError::NoHsaId), 403, "http_403", "HSA-id", true),
            (http(HttpError::NotFound), 404, "http_404", "tjänstekontrakt", false),
            (http(HttpError::MethodNotAllowed { allow: "POST" }), 405, "http_405", "POST", false),
            (http(HttpError::Timeout), 408, "http_408", "långsamt", true),
            (http(HttpError::LengthRequired), 411, "http_411", "Content-Length", true),
            (http(HttpError::BodyTooLarge), 413, "http_413", "för stort", true),
            (http(HttpError::UriTooLong), 414, "http_414", "för lång", true),
            (http(HttpError::MediaType), 415, "http_415", "text/xml", true),
            (http(HttpError::ContentEncoding), 415, "http_415", "gzip", true),
            (http(HttpError::HeadersTooLarge), 431, "http_431", "headrar", true),
            (http(HttpError::Unavailable), 503, "http_503", "upptagen", true),
            (
                Fault::client("fel").into(),
                500,
                "client_fault",
                "soap:Client</faultcode><faultstring>fel<",
                false,
            ),
            (Fault::server(id).into(), 500, "server_fault", "soap:Server</faultcode>", false),
            (version.into(), 500, "client_fault", "soap:VersionMismatch</faultcode>", false),
            (must_understand.into(), 500, "client_fault", "soap:MustUnderstand</faultcode>", false),
            (
                unauthorized,
                500,
                "unauthorized",
                "<faultstring>Obehörigt anrop för system SE1-NOBODY.</faultstring>",
                false,
            ),
            (
                RequestError::Technical(TechnicalError::Panic, id),
                500,
                "panic",
                "00000000-0000-0000-0000-000000000000",
                false,
            ),
            (
                RequestError::Technical(TechnicalError::Timeout, id),
                500,
                "timeout",
                "00000000-0000-0000-0000-000000000000",
                false,
            ),
        ];
        for (error, status, outcome, in_body, close) in table {
            let answer = error.answer();
            assert_eq!(
                (answer.status.as_u16(), answer.outcome, answer.close),
                (status, outcome, close),
                "{error:?}"
            );
            assert!(answer.body.contains(in_body), "{error:?}: {}", answer.body);
            assert_eq!(answer.allow, (status == 405).then_some("POST"));
            assert_eq!(answer.retry_after, (status == 503).then_some("5"));
            let content_type = if status == 500 { TEXT_XML } else { "text/plain; charset=utf-8" };
            assert_eq!(answer.content_type, content_type);
        }
    }
}
