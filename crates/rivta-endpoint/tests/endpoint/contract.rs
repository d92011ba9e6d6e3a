//! Two small contracts as the generator would make them, and a producer that does what the request's text says.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rivta_soap::{Call, Contract, Document, Fault, Interaction, Prepared, Reply, Service, prepare};
use rivta_xml::schema::row::{namespace, plain};
use rivta_xml::schema::{
    Builtin, ElementDeclaration, ElementId, NamespaceId, Root, Schema, SchemaNamespace, ScopeId, TypeRef,
};
use rivta_xml::{Element, XmlReader};

pub(crate) const NAMESPACE: &str = "urn:riv:test:echo:EchoResponder:1";
const UNRESTRICTED: &str = "urn:riv:test:echo:EchoUnrestrictedResponder:1";

static SCHEMA: Schema = Schema {
    namespaces: std::borrow::Cow::Borrowed(&NAMESPACES),
    elements: std::borrow::Cow::Borrowed(&ELEMENTS),
    ..Schema::EMPTY
};
static NAMESPACES: [SchemaNamespace; 3] =
    [namespace("", ""), namespace("t", NAMESPACE), namespace("t", UNRESTRICTED)];
static ELEMENTS: [ElementDeclaration; 4] = [
    plain(1, "Echo", TypeRef::Builtin(Builtin::String)),
    plain(1, "EchoResponse", TypeRef::Builtin(Builtin::String)),
    plain(2, "EchoUnrestricted", TypeRef::Builtin(Builtin::String)),
    plain(2, "EchoUnrestrictedResponse", TypeRef::Builtin(Builtin::String)),
];

const fn root(element: u32) -> Root<'static> {
    Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(element) }
}

pub(crate) static ECHO: Contract = Contract {
    name: "Echo",
    major: 1,
    minor: 0,
    namespace: NAMESPACE,
    soap_action: "urn:riv:test:echo:EchoResponder:1:Echo",
    request: root(0),
    response: root(1),
    namespaces: &[NamespaceId(1)],
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
    namespace: UNRESTRICTED,
    soap_action: "urn:riv:test:echo:EchoUnrestrictedResponder:1:EchoUnrestricted",
    request: root(2),
    response: root(3),
    namespaces: &[NamespaceId(2)],
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

    fn prepare<'s, 'r>(&'s self, reader: &mut XmlReader<'r>, element: Element<'r>) -> Option<Prepared<'s>> {
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

    fn prepare<'s, 'r>(&'s self, reader: &mut XmlReader<'r>, element: Element<'r>) -> Option<Prepared<'s>> {
        let echo = |_: Call, request: String| async { Ok(Reply::done(request)) };
        prepare::<EchoUnrestricted, _, _>(reader, element, echo)
    }
}
