use std::future::Future;
use std::pin::Pin;

use rivta_xml::{Element, XmlReader, XmlType, XmlWriter};

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
    fn prepare<'s>(&'s self, reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Prepared<'s>>;
}

/// A request that was read, waiting for the call, whose answer is the whole response envelope. It may be called only if the
/// reader holds no errors at the document's end: an invalid optional part alone doesn't keep a request from being read.
pub type Prepared<'s> = Box<
    dyn FnOnce(Call) -> Pin<Box<dyn Future<Output = Result<Reply<XmlWriter>, Fault>> + Send + 's>>
        + Send
        + 's,
>;

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
pub fn prepare<'s, I, F, R>(
    reader: &mut XmlReader<'_>,
    element: Element<'_>,
    produce: F,
) -> Option<Prepared<'s>>
where
    I: Interaction,
    F: FnOnce(Call, I::Request) -> R + Send + 's,
    R: Future<Output = Result<Reply<I::Response>, Fault>> + Send + 's,
{
    let request = reader.value::<I::Request>(element)?;
    Some(Box::new(move |call| {
        let produced = produce(call, request);
        Box::pin(async move {
            let reply = produced.await?;
            let envelope = write_response(|writer| {
                writer.root(&I::CONTRACT.response, I::CONTRACT.namespaces, |writer| {
                    reply.response.write(writer);
                });
            });
            Ok(Reply { response: envelope, outcome: reply.outcome })
        })
    }))
}
