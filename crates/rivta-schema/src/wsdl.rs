//! Stage 2 for WSDL 1.1: definitions as written, with the SOAP 1.1 binding, also within the MIME binding. Bindings of other
//! kinds and what else extends WSDL are passed over, and told; what `wsdl:required` makes necessary is refused.

mod parse;

pub use parse::parse;

use std::sync::Arc;

use crate::documents::{WSDL, XML_SCHEMA};
use crate::error::{Location, Warning};
use crate::xml;
use crate::xsd::{Reference, Schema};

/// The namespace of the SOAP 1.1 binding of WSDL 1.1.
pub const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";

/// The namespace of the SOAP 1.2 binding of WSDL 1.1.
pub const WSDL_SOAP12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";

/// The namespace of the MIME binding of WSDL 1.1.
pub const WSDL_MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";

/// `wsdl:definitions`.
#[derive(Clone, Debug)]
pub struct Definitions {
    /// Where it begins.
    pub at: Location,
    /// The namespace of its messages, port types, bindings and services.
    pub target_namespace: Option<Arc<str>>,
    /// What the file is.
    pub documentation: Option<String>,
    /// The WSDLs that it imports.
    pub imports: Vec<Import>,
    /// The schemas in its `wsdl:types`.
    pub schemas: Vec<Schema>,
    /// Its messages.
    pub messages: Vec<Message>,
    /// Its port types.
    pub port_types: Vec<PortType>,
    /// Its SOAP bindings.
    pub bindings: Vec<Binding>,
    /// Its other bindings.
    pub other_bindings: Vec<OtherBinding>,
    /// Its services.
    pub services: Vec<Service>,
    /// What is not evaluated.
    pub overlooked: Vec<Warning>,
}

/// `wsdl:import`.
#[derive(Clone, Debug)]
pub struct Import {
    /// Where it stands.
    pub at: Location,
    /// `location`.
    pub location: String,
}

/// `wsdl:message`.
#[derive(Clone, Debug)]
pub struct Message {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// `wsdl:part`.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// What it holds.
    pub content: PartContent,
}

/// What a part holds.
#[derive(Clone, Debug)]
pub enum PartContent {
    /// A global element, as in document/literal.
    Element(Reference),
    /// A value of a type, as in RPC.
    Type(Reference),
}

/// `wsdl:portType`.
#[derive(Clone, Debug)]
pub struct PortType {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// `wsdl:operation` of a port type.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// What it does.
    pub documentation: Option<String>,
    /// The message that it takes.
    pub input: Option<Reference>,
    /// The message that it answers with.
    pub output: Option<Reference>,
    /// Its declared faults: name and message.
    pub faults: Vec<(Arc<str>, Reference)>,
}

/// `wsdl:binding` with `soap:binding`.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// The port type that it binds.
    pub port_type: Reference,
    /// The style of operations that don't give one.
    pub style: Style,
    /// Its operations.
    pub operations: Vec<BoundOperation>,
}

/// `wsdl:binding` without `soap:binding`.
#[derive(Clone, Debug)]
pub struct OtherBinding {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is one to SOAP 1.2.
    pub soap12: bool,
}

/// How a message stands in the SOAP body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Its part is the body's child.
    #[default]
    Document,
    /// Its parts stand in an element named after the operation.
    Rpc,
}

/// `wsdl:operation` of a binding.
#[derive(Clone, Debug)]
pub struct BoundOperation {
    /// Where it stands.
    pub at: Location,
    /// Its name.
    pub name: Arc<str>,
    /// `soapAction`.
    pub soap_action: String,
    /// `style`, if it overrides the binding's.
    pub style: Option<Style>,
    /// How the request is bound.
    pub input: BoundMessage,
    /// How the response is bound.
    pub output: BoundMessage,
    /// How its faults are bound.
    pub faults: Vec<BoundFault>,
}

/// `wsdl:input` or `wsdl:output` of a bound operation.
#[derive(Clone, Debug, Default)]
pub struct BoundMessage {
    /// The parts sent as headers.
    pub headers: Vec<Header>,
    /// The parts in the body; none means all.
    pub parts: Option<Vec<String>>,
    /// Whether the body is `use="encoded"`.
    pub encoded: bool,
    /// The parts sent beside the envelope, in parts of a MIME message.
    pub attachments: Vec<String>,
}

/// `wsdl:fault` of a bound operation.
#[derive(Clone, Debug)]
pub struct BoundFault {
    /// Where it stands.
    pub at: Location,
    /// The name of the operation's fault.
    pub name: Arc<str>,
    /// Whether the detail is `use="encoded"`.
    pub encoded: bool,
}

/// `soap:header`.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub at: Location,
    /// The message that has the part.
    pub message: Reference,
    /// The part's name.
    pub part: String,
    /// Whether it is `use="encoded"`.
    pub encoded: bool,
}

/// `wsdl:service`.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: Arc<str>,
    /// Its ports.
    pub ports: Vec<Port>,
}

/// `wsdl:port`.
#[derive(Clone, Debug)]
pub struct Port {
    /// Its name.
    pub name: Arc<str>,
    /// The binding that it offers.
    pub binding: Reference,
    /// `soap:address`: where it is called.
    pub address: Option<String>,
}

/// The `xs:schema` elements in `wsdl:types`.
pub(crate) fn embedded_schemas(root: &xml::Element) -> impl Iterator<Item = &xml::Element> {
    root.elements()
        .filter(|child| child.is(WSDL, "types"))
        .flat_map(|types| types.elements())
        .filter(|child| child.is(XML_SCHEMA, "schema"))
}
