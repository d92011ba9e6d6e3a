//! One request and its answer: routing, the answer's form, log and metrics.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, ALLOW, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, VARY};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use rivta_soap::{Caller, CorrelationId, Fault, HsaId, Outcome};

use crate::headers::{ACTING_ON_BEHALF_OF, CORRELATION_ID, ORIGINAL_CONSUMER};
use crate::metrics::{ContractLabel, RequestLabels};
use crate::server::body::BodyKind;
use crate::server::connection::Peer;
use crate::server::documents::Documents;
use crate::server::error::{ErrorAnswer, HttpError, RequestError, TEXT_XML};
use crate::server::host::host;
use crate::server::soap_call::{SoapCall, check_soap_action};
use crate::server::{Route, Shared, gzip};

/// Answers smaller than this are sent as they are; gzip would save no packet.
const WORTH_DEFLATING: usize = 1024;

/// An answer before it is put into HTTP.
struct Answer {
    status: StatusCode,
    outcome: &'static str,
    content_type: &'static str,
    body: String,
    error: Option<ErrorAnswer>,
}

/// Answers one request. `refused`: the connection found that it must not be taken in.
pub(super) async fn exchange(
    shared: Arc<Shared>,
    peer: Arc<Peer>,
    refused: Option<HttpError>,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
    let gzip = gzip::is_accepted(
        request.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()),
    );
    let mut record = Record::new(&shared, &peer, request.headers());
    let result = match refused {
        Some(error) => Err(error.into()),
        None => answer(&shared, &peer, &mut record, request).await,
    };
    let answer = match result {
        Ok(answer) => answer,
        Err(error) => {
            record.note(&error);
            let answer = error.answer();
            Answer {
                status: answer.status,
                outcome: answer.outcome,
                content_type: answer.content_type,
                body: String::new(),
                error: Some(answer),
            }
        }
    };
    record.finish(&answer);
    respond(answer, gzip, &record.correlation_id)
}

async fn answer(
    shared: &Arc<Shared>,
    peer: &Peer,
    record: &mut Record<'_>,
    request: Request<Incoming>,
) -> Result<Answer, RequestError> {
    let host = host(request.uri(), request.headers())?;
    let hsa_id = peer.hsa_id.as_ref().ok_or(HttpError::NoHsaId)?;
    let caller = caller(hsa_id, shared, request.headers());
    record.original_consumer.clone_from(&caller.original_consumer);
    record.acting_on_behalf_of.clone_from(&caller.acting_on_behalf_of);
    let route = shared.routes.get(request.uri().path()).ok_or(HttpError::NotFound)?;
    record.contract = route.service.contract().name;

    match *request.method() {
        Method::POST => post(shared, route, caller, record, request).await,
        Method::GET | Method::HEAD if Documents::is_asked_for(request.uri().query()) => {
            let address = format!("https://{host}{}", route.path);
            let document = route.documents.get(request.uri().query().unwrap_or_default(), &address);
            let body = document.ok_or(HttpError::NotFound)?;
            Ok(Answer {
                status: StatusCode::OK,
                outcome: "document",
                content_type: TEXT_XML,
                body,
                error: None,
            })
        }
        _ if Documents::is_asked_for(request.uri().query()) => {
            Err(HttpError::MethodNotAllowed { allow: "GET, HEAD, POST" }.into())
        }
        // Allow is about the whole target, and only the one with a query has GET (RFC 9110, section 10.2.1).
        _ => Err(HttpError::MethodNotAllowed { allow: "POST" }.into()),
    }
}

async fn post(
    shared: &Arc<Shared>,
    route: &Route,
    caller: Caller,
    record: &Record<'_>,
    request: Request<Incoming>,
) -> Result<Answer, RequestError> {
    let (head, body) = request.into_parts();
    let kind = BodyKind::of(&head.headers, &shared.limits)?;
    let document = kind.read(body, &shared.limits, &shared.bodies_in_flight).await?;
    if kind.is_soap_1_2() {
        return Err(Fault::version_mismatch().into());
    }
    check_soap_action(&head.headers, route.service.contract())?;
    let call = SoapCall {
        service: Arc::clone(&route.service),
        caller,
        correlation_id: record.correlation_id.clone(),
        document,
        running: record.peer.running.clone(),
    };
    let reply = call.answer(shared).await?;
    let outcome = match reply.outcome {
        Outcome::Done => "ok",
        Outcome::Refused => "refused",
    };
    Ok(Answer { status: StatusCode::OK, outcome, content_type: TEXT_XML, body: reply.response, error: None })
}

/// Who calls. The identity headers count only from a platform; a header that is repeated or no HSA-id names nobody.
fn caller(certificate: &HsaId, shared: &Shared, headers: &HeaderMap) -> Caller {
    let is_platform = shared.platforms.contains(certificate);
    let named = |header: &str| {
        let mut values = headers.get_all(header).iter();
        let value = values.next().filter(|_| is_platform && values.next().is_none())?;
        value.to_str().ok()?.parse().ok()
    };
    Caller {
        certificate: certificate.clone(),
        is_platform,
        original_consumer: named(ORIGINAL_CONSUMER),
        acting_on_behalf_of: named(ACTING_ON_BEHALF_OF),
    }
}

/// Puts an answer into HTTP.
fn respond(answer: Answer, gzip: bool, correlation_id: &CorrelationId) -> Response<Full<Bytes>> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    if let Ok(id) = HeaderValue::from_str(correlation_id.as_str()) {
        headers.insert(CORRELATION_ID, id);
    }
    let mut body = answer.body;
    if let Some(error) = answer.error {
        body = error.body;
        if let Some(methods) = error.allow {
            headers.insert(ALLOW, HeaderValue::from_static(methods));
        }
        if let Some(seconds) = error.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        if error.close {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
    let mut bytes = Bytes::from(body);
    if bytes.len() >= WORTH_DEFLATING {
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if gzip && let Ok(deflated) = gzip::deflate(&bytes) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            bytes = deflated.into();
        }
    }
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = answer.status;
    *response.headers_mut() = headers;
    response
}

/// What is logged and counted of a request. One that is never answered, because its caller hung up, is counted as that.
struct Record<'a> {
    shared: &'a Shared,
    peer: &'a Peer,
    began: Instant,
    contract: &'static str,
    original_consumer: Option<HsaId>,
    acting_on_behalf_of: Option<HsaId>,
    correlation_id: CorrelationId,
    problem: Option<String>,
    finished: bool,
}

impl<'a> Record<'a> {
    fn new(shared: &'a Shared, peer: &'a Peer, headers: &HeaderMap) -> Self {
        let sent = headers.get(CORRELATION_ID).and_then(|id| id.to_str().ok()).and_then(CorrelationId::new);
        Self {
            shared,
            peer,
            began: Instant::now(),
            contract: "",
            original_consumer: None,
            acting_on_behalf_of: None,
            correlation_id: sent.unwrap_or_else(CorrelationId::generate),
            problem: None,
            finished: false,
        }
    }

    /// Keeps what went wrong for the log. Faultstrings hold no personal data.
    fn note(&mut self, error: &RequestError) {
        let problem = match error {
            RequestError::Http(problem) => format!("{problem:?}"),
            RequestError::Fault(fault) => fault.to_string(),
            RequestError::Unauthorized(refusal) => {
                format!("not authorised: {}: {}", refusal.system, refusal.reason)
            }
            RequestError::Technical(problem, log_id) => {
                tracing::error!(log.id = %log_id, correlation.id = %self.correlation_id, ?problem, "the producer failed");
                format!("log id {log_id}")
            }
        };
        self.problem = Some(problem);
    }

    fn finish(&mut self, answer: &Answer) {
        self.finished = true;
        self.write(answer.outcome, answer.status.as_u16());
    }

    fn write(&self, outcome: &'static str, status: u16) {
        let Self { shared, peer, contract, .. } = *self;
        let duration = self.began.elapsed();
        shared.metrics.requests.get_or_create(&RequestLabels { contract, outcome }).inc();
        shared.metrics.duration.get_or_create(&ContractLabel { contract }).observe(duration.as_secs_f64());
        tracing::info!(
            client.addr = %peer.address,
            caller = peer.hsa_id.as_ref().map(HsaId::as_str),
            original_consumer = self.original_consumer.as_ref().map(HsaId::as_str),
            acting_on_behalf_of = self.acting_on_behalf_of.as_ref().map(HsaId::as_str),
            contract,
            outcome,
            problem = self.problem.as_deref(),
            http.status = status,
            duration.us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX),
            correlation.id = %self.correlation_id,
            "request"
        );
    }
}

impl Drop for Record<'_> {
    fn drop(&mut self) {
        if !self.finished {
            self.write("hung_up", 0);
        }
    }
}
