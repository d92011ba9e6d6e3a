use std::future::Future;
use std::pin::Pin;

use rivta_xml::{Element, WriteError, XmlReader};

use crate::envelope::write_response;
use crate::{Call, Contract, Fault, Interaction};

/// A contract with its producer, as an endpoint sees it. Generated `…Service` types implement it; endpoints hold them as
/// `Arc<dyn Service>`.
pub trait Service: Send + Sync + 'static {
    /// The contract that is served.
    fn contract(&self) -> &'static Contract;

    /// Reads the request element that `reader` has just entered. `None`: it is invalid, and the reader holds the errors.
    ///
    /// Nothing happens yet: the endpoint first reads the envelope to its end, then calls what it got.
    fn prepare<'s, 'r>(&'s self, reader: &mut XmlReader<'r>, element: Element<'r>) -> Option<Prepared<'s>>;
}

/// A request that was read, waiting for the call, whose answer is the whole response envelope. It may be called only if the
/// reader holds no errors at the document's end: an invalid optional part alone doesn't keep a request from being read.
pub type Prepared<'s> = Box<
    dyn FnOnce(Call) -> Pin<Box<dyn Future<Output = Result<Reply<String>, ProduceError>> + Send + 's>>
        + Send
        + 's,
>;

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProduceError {
    /// The producer's fault, for the caller.
    Fault(Fault),
    /// The producer answered what its contract does not admit; its trouble, not the caller's.
    Response(Vec<WriteError>),
}

/// A producer's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<T> {
    /// What is sent.
    pub response: T,
    /// How it went, for logs and metrics.
    pub outcome: Outcome,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// As the caller wanted.
    Done,
    /// Answered with a ResultType `ERROR`: a rule refused it, nothing changed.
    Refused,
}

impl<T> Reply<T> {
    /// An answer to a call that did what the caller wanted.
    pub fn done(response: T) -> Self {
        Self { response, outcome: Outcome::Done }
    }

    /// An answer that says that the call was refused by a rule.
    pub fn refused(response: T) -> Self {
        Self { response, outcome: Outcome::Refused }
    }
}

/// Reads the request of `I` and binds it to `produce`: what a generated `…Service` does in [`Service::prepare`].
pub fn prepare<'s, 'r, I, F, R>(
    reader: &mut XmlReader<'r>,
    element: Element<'r>,
    produce: F,
) -> Option<Prepared<'s>>
where
    I: Interaction,
    F: FnOnce(Call, I::Request) -> R + Send + 's,
    R: Future<Output = Result<Reply<I::Response>, Fault>> + Send + 's,
{
    let request = reader.typed::<I::Request>(&I::CONTRACT.request, element)?;
    Some(Box::new(move |call| {
        let produced = produce(call, request);
        Box::pin(async move {
            let reply = produced.await.map_err(ProduceError::Fault)?;
            let Contract { response: root, namespaces, .. } = I::CONTRACT;
            let envelope = write_response(|writer| writer.root(root, namespaces, &reply.response));
            Ok(Reply { response: envelope.map_err(ProduceError::Response)?, outcome: reply.outcome })
        })
    }))
}
