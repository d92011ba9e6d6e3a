//! The SOAP side of a request: envelope, authorisation, the producer's answer.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;

use http::HeaderMap;
use rivta_soap::{
    Call, Caller, Contract, CorrelationId, Fault, Prepared, ProduceError, Reply, Service, close_request,
    open_request, schema_fault,
};
use rivta_xml::{ElementName, Expected, XmlReader, decode};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::mpsc;
use tokio::task::block_in_place;
use uuid::Uuid;

use crate::server::Shared;
use crate::server::body::Document;
use crate::server::error::{RequestError, TechnicalError};

/// Bytes of a request that take some milliseconds to read, in which a thread can answer many ordinary ones.
const LARGE: usize = 256 * 1024;

/// A request whose body has arrived.
pub(super) struct SoapCall {
    pub(super) service: Arc<dyn Service>,
    pub(super) caller: Caller,
    pub(super) correlation_id: CorrelationId,
    pub(super) document: Document,
    /// Held while the call runs.
    pub(super) running: mpsc::Sender<()>,
}

impl SoapCall {
    /// Answers the request. A panic ends only this request. A call that has to wait goes on in a task of its own, so that a
    /// caller that hangs up doesn't stop an update half-way; one that is ready at once is spared the task.
    pub(super) async fn answer(self, shared: &Arc<Shared>) -> Result<Reply<String>, RequestError> {
        let limit = shared.limits.handler;
        let shared = Arc::clone(shared);
        let mut running = Box::pin(async move { tokio::time::timeout(limit, self.run(&shared)).await });
        let begun =
            poll_fn(|cx| Poll::Ready(catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(cx))))).await;
        let ended = match begun {
            Ok(Poll::Ready(ended)) => Some(ended),
            Ok(Poll::Pending) => tokio::spawn(running).await.ok(),
            Err(_panic) => None,
        };
        match ended {
            Some(Ok(answer)) => answer,
            Some(Err(_elapsed)) => Err(RequestError::Technical(TechnicalError::Timeout, Uuid::new_v4())),
            None => Err(RequestError::Technical(TechnicalError::Panic, Uuid::new_v4())),
        }
    }

    async fn run(self, shared: &Shared) -> Result<Reply<String>, RequestError> {
        let Self { service, caller, correlation_id, document, running: _running } = self;
        let open = || open(shared, &*service, &caller, correlation_id, &document.bytes);
        let (prepared, call) = if document.bytes.len() < LARGE {
            open()
        } else {
            let _turn = shared.large_requests.acquire().await;
            aside(open)
        }?;
        drop(document);
        prepared(call).await.map_err(|error| match error {
            ProduceError::Fault(fault) => fault.into(),
            ProduceError::Response(errors) => {
                RequestError::Technical(TechnicalError::Response(errors), Uuid::new_v4())
            }
        })
    }
}

/// Does long work without letting the other requests of this thread wait: another thread takes them over, if the runtime has
/// more than this one.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => block_in_place(work),
        _ => work(),
    }
}

/// Reads the envelope, authorises, reads the request: in that order, so that nobody learns of a schema what he may not call,
/// and nothing is done before the whole document was found to be valid.
fn open<'s>(
    shared: &Shared,
    service: &'s dyn Service,
    caller: &Caller,
    correlation_id: CorrelationId,
    bytes: &[u8],
) -> Result<(Prepared<'s>, Call), RequestError> {
    let contract = service.contract();
    let text = decode(bytes).map_err(|error| schema_fault(&[error]))?;
    let mut reader = XmlReader::new(&text, shared.xml_limits);
    let request = match open_request(&mut reader, &text) {
        Ok(request) => request,
        Err(error) => return Err(error.into_fault(reader).into()),
    };
    if !contract.request.is(reader.namespace(&request.body), request.body.local_name()) {
        let expected = ElementName {
            name: contract.request.local().to_owned(),
            namespace: Some(contract.namespace.to_owned()),
        };
        reader.report_unexpected(&request.body, Expected::Elements(vec![expected]));
        return Err(schema_fault(&reader.into_errors()).into());
    }
    if !shared.logical_addresses.contains(&request.logical_address) {
        let expected: Vec<_> = shared.logical_addresses.iter().map(|address| address.as_str()).collect();
        return Err(Fault::client(format!(
            "LogicalAddress {} betjänas inte här. Väntat {}.",
            request.logical_address,
            expected.join(" eller ")
        ))
        .into());
    }
    let permit = shared
        .grants
        .authorize(caller, contract, &request.logical_address, shared.clock.today())
        .map_err(RequestError::Unauthorized)?;
    let prepared = service.prepare(&mut reader, request.body);
    close_request(&mut reader);
    match prepared {
        Some(prepared) if !reader.has_errors() => Ok((prepared, Call { permit, correlation_id })),
        _ => Err(schema_fault(&reader.into_errors()).into()),
    }
}

/// A SOAPAction that is there and not empty must be the contract's, with quotes or without.
pub(super) fn check_soap_action(headers: &HeaderMap, contract: &Contract) -> Result<(), Fault> {
    for value in headers.get_all("soapaction") {
        let value = value.to_str().unwrap_or("?").trim();
        let unquoted =
            value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value).trim();
        if !unquoted.is_empty() && unquoted != contract.soap_action {
            return Err(Fault::client(format!(
                "SOAPAction stämmer inte med adressens tjänstekontrakt. Väntat \"{}\".",
                contract.soap_action
            )));
        }
    }
    Ok(())
}
