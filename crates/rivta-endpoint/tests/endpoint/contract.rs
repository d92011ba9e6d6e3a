//! Two small contracts as the generator would make them, and a producer that does what the request's text says.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rivta_soap::{Call, Contract, Document, Fault, Interaction, Prepared, Reply, Service, prepare};
use rivta_xml::{Element, Name, Namespace, XmlReader};

pub(crate) static NS: Namespace = Namespace { prefix: "t", uri: "urn:riv:test:echo:EchoResponder:1" };
static UNRESTRICTED_NS: Namespace =
    Namespace { prefix: "t", uri: "urn:riv:test:echo:EchoUnrestrictedResponder:1" };

pub(crate) static ECHO: Contract = Contract {
    name: "Echo",
    major: 1,
    minor: 0,
    namespace: NS.uri,
    soap_action: "urn:riv:test:echo:EchoResponder:1:Echo",
    request: Name::new(&NS, "Echo"),
    response: Name::new(&NS, "EchoResponse"),
    namespaces: &[&NS],
    documents: &[
        Document { path: "wsdl/Echo.wsdl", text: include_str!("package/wsdl/Echo.wsdl") },
        Document { path: "schemas/core/core.xsd", text: include_str!("package/schemas/core/core.xsd") },
        Document { path: "schemas/echo/Echo.xsd", text: include_str!("package/schemas/echo/Echo.xsd") },
    ],
};

static ECHO_UNRESTRICTED: Contract = Contract {
    name: "EchoUnrestricted",
    major: 1,
    minor: 0,
    namespace: UNRESTRICTED_NS.uri,
    soap_action: "urn:riv:test:echo:EchoUnrestrictedResponder:1:EchoUnrestricted",
    request: Name::new(&UNRESTRICTED_NS, "EchoUnrestricted"),
    response: Name::new(&UNRESTRICTED_NS, "EchoUnrestrictedResponse"),
    namespaces: &[&UNRESTRICTED_NS],
    documents: &[],
};

pub(crate) enum Echo {}

impl Interaction for Echo {
    const CONTRACT: &'static Contract = &ECHO;
    type Request = String;
    type Response = String;

    fn refusal(response: &String) -> Option<&str> {
        response.strip_prefix("refused ")
    }
}

pub(crate) enum EchoUnrestricted {}

impl Interaction for EchoUnrestricted {
    const CONTRACT: &'static Contract = &ECHO_UNRESTRICTED;
    type Request = String;
    type Response = String;
}

/// Counts the calls that came to their end.
#[derive(Default)]
pub(crate) struct EchoService {
    pub(crate) completed: AtomicUsize,
    /// Reading the next request takes until another one is completed; it panics if that takes very long.
    pub(crate) reads_long: AtomicBool,
}

impl EchoService {
    async fn echo(&self, call: Call, request: String) -> Result<Reply<String>, Fault> {
        let answer = match request.as_str() {
            "panic" => panic!("asked to"),
            "fault" => return Err(Fault::client("Fel på begäran.")),
            "technical" => return Err(Fault::server("log-id-1")),
            "refuse" => return Ok(Reply::refused("refused Nej. (F4)".to_owned())),
            "consumer" => call.permit.caller().consumer().to_string(),
            "correlation" => call.correlation_id.to_string(),
            "large" => "large answer ".repeat(1000),
            "slow" => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                request
            }
            "never" => std::future::pending().await,
            _ => request,
        };
        self.completed.fetch_add(1, Ordering::SeqCst);
        Ok(Reply::done(answer))
    }
}

impl Service for EchoService {
    fn contract(&self) -> &'static Contract {
        &ECHO
    }

    fn prepare<'s>(&'s self, reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Prepared<'s>> {
        if self.reads_long.swap(false, Ordering::SeqCst) {
            let began = Instant::now();
            while self.completed.load(Ordering::SeqCst) == 0 {
                assert!(began.elapsed() < Duration::from_secs(20), "no other is completed");
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        prepare::<Echo, _, _>(reader, element, |call, request| self.echo(call, request))
    }
}

pub(crate) struct EchoUnrestrictedService;

impl Service for EchoUnrestrictedService {
    fn contract(&self) -> &'static Contract {
        &ECHO_UNRESTRICTED
    }

    fn prepare<'s>(&'s self, reader: &mut XmlReader<'_>, element: Element<'_>) -> Option<Prepared<'s>> {
        let echo = |_: Call, request: String| async { Ok(Reply::done(request)) };
        prepare::<EchoUnrestricted, _, _>(reader, element, echo)
    }
}
