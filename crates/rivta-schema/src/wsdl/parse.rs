//! From the element tree of a WSDL to the model of it.

use super::*;
use crate::error::{Error, Result};
use crate::xsd::{self, bind};

/// Namespaces of extensions that say nothing about messages: how Java code is made.
const OF_CODE: [&str; 2] = ["http://java.sun.com/xml/ns/jaxws", "https://jakarta.ee/xml/ns/jaxws"];

/// Reads a WSDL.
///
/// # Errors
/// [`Error::Invalid`] where something that WSDL 1.1 requires is missing, where one of its elements stands in the wrong place,
/// or for an embedded schema; [`Error::Unsupported`] for an extension that `wsdl:required` makes necessary (2.1.3).
pub fn parse(root: &xml::Element) -> Result<Definitions> {
    let mut parser = Parser::default();
    let mut definitions = Definitions {
        at: root.at.clone(),
        target_namespace: root.attribute("targetNamespace").map(Arc::from),
        documentation: documentation(root),
        imports: Vec::new(),
        schemas: embedded_schemas(root).map(xsd::parse).collect::<Result<_>>()?,
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        other_bindings: Vec::new(),
        services: Vec::new(),
        overlooked: Vec::new(),
    };
    let parts = ["import", "types", "message", "portType", "binding", "service"];
    parser.check(root, &["name", "targetNamespace"], &parts, &[])?;
    for node in root.elements().filter(|child| child.name.namespace.as_deref() == Some(WSDL)) {
        match &*node.name.local {
            "import" => {
                parser.check(node, &["namespace", "location"], &[], &[])?;
                let location = required(node, "location")?.to_owned();
                definitions.imports.push(Import { at: node.at.clone(), location });
            }
            "types" => parser.check(node, &[], &[], &[(XML_SCHEMA, "schema")])?,
            "message" => definitions.messages.push(parser.message(node)?),
            "portType" => definitions.port_types.push(parser.port_type(node)?),
            "binding" => match node.elements().find(|child| child.is(WSDL_SOAP, "binding")) {
                Some(soap) => definitions.bindings.push(parser.binding(node, soap)?),
                None => definitions.other_bindings.push(OtherBinding {
                    at: node.at.clone(),
                    name: name(node)?,
                    soap12: node.elements().any(|child| child.is(WSDL_SOAP12, "binding")),
                }),
            },
            "service" => definitions.services.push(parser.service(node)?),
            _ => {}
        }
    }
    definitions.overlooked = parser.overlooked;
    Ok(definitions)
}

/// Reads the parts of a WSDL, and keeps what they say that is not evaluated.
#[derive(Default)]
struct Parser {
    overlooked: Vec<Warning>,
}

impl Parser {
    fn message(&mut self, node: &xml::Element) -> Result<Message> {
        self.check(node, &["name"], &["part"], &[])?;
        let mut parts = Vec::new();
        for part in children(node, "part") {
            self.check(part, &["name", "element", "type"], &[], &[])?;
            let content = match (part.attribute("element"), part.attribute("type")) {
                (Some(element), None) => PartContent::Element(bind(part, element)?),
                (None, Some(r#type)) => PartContent::Type(bind(part, r#type)?),
                _ => return Err(Error::invalid(&part.at, "a part has either an element or a type")),
            };
            parts.push(Part { at: part.at.clone(), name: name(part)?, content });
        }
        Ok(Message { at: node.at.clone(), name: name(node)?, parts })
    }

    fn port_type(&mut self, node: &xml::Element) -> Result<PortType> {
        self.check(node, &["name"], &["operation"], &[])?;
        let mut operations: Vec<Operation> = Vec::new();
        for child in children(node, "operation") {
            let operation = self.operation(child)?;
            if operations.iter().any(|known| known.name == operation.name) {
                let construct = format!("a second operation {} in one port type", operation.name);
                return Err(Error::unsupported(&child.at, construct));
            }
            operations.push(operation);
        }
        Ok(PortType { at: node.at.clone(), name: name(node)?, operations })
    }

    fn operation(&mut self, node: &xml::Element) -> Result<Operation> {
        self.check(node, &["name", "parameterOrder"], &["input", "output", "fault"], &[])?;
        for child in node.elements().filter(|child| child.name.namespace.as_deref() == Some(WSDL)) {
            self.check(child, &["name", "message"], &[], &[])?;
        }
        let message = |kind| children(node, kind).next().map(|child| reference(child, "message")).transpose();
        Ok(Operation {
            at: node.at.clone(),
            name: name(node)?,
            documentation: documentation(node),
            input: message("input")?,
            output: message("output")?,
            faults: children(node, "fault")
                .map(|fault| Ok((name(fault)?, reference(fault, "message")?)))
                .collect::<Result<_>>()?,
        })
    }

    /// A binding to SOAP 1.1.
    fn binding(&mut self, node: &xml::Element, soap: &xml::Element) -> Result<Binding> {
        self.check(node, &["name", "type"], &["operation"], &[(WSDL_SOAP, "binding")])?;
        self.check(soap, &["style", "transport"], &[], &[])?;
        let operations = children(node, "operation").map(|child| self.bound_operation(child));
        Ok(Binding {
            at: node.at.clone(),
            name: name(node)?,
            port_type: reference(node, "type")?,
            style: style(soap)?.unwrap_or_default(),
            operations: operations.collect::<Result<_>>()?,
        })
    }

    fn bound_operation(&mut self, node: &xml::Element) -> Result<BoundOperation> {
        self.check(node, &["name"], &["input", "output", "fault"], &[(WSDL_SOAP, "operation")])?;
        let soap = node.elements().find(|child| child.is(WSDL_SOAP, "operation"));
        if let Some(soap) = soap {
            self.check(soap, &["soapAction", "style"], &[], &[])?;
        }
        let mut message = |kind| match children(node, kind).next() {
            Some(child) => self.bound_message(child),
            None => Ok(BoundMessage::default()),
        };
        let (input, output) = (message("input")?, message("output")?);
        let faults = children(node, "fault").map(|child| self.bound_fault(child)).collect::<Result<_>>()?;
        Ok(BoundOperation {
            at: node.at.clone(),
            name: name(node)?,
            soap_action: soap.and_then(|soap| soap.attribute("soapAction")).unwrap_or_default().to_owned(),
            style: soap.map(style).transpose()?.flatten(),
            input,
            output,
            faults,
        })
    }

    fn bound_message(&mut self, node: &xml::Element) -> Result<BoundMessage> {
        let known = [(WSDL_SOAP, "header"), (WSDL_SOAP, "body"), (WSDL_MIME, "multipartRelated")];
        self.check(node, &["name"], &[], &known)?;
        let mut message = BoundMessage::default();
        self.soap_message(node, &mut message)?;
        let multipart = node.elements().filter(|child| child.is(WSDL_MIME, "multipartRelated"));
        for part in multipart.flat_map(xml::Element::elements).filter(|child| child.is(WSDL_MIME, "part")) {
            let known = [(WSDL_SOAP, "header"), (WSDL_SOAP, "body"), (WSDL_MIME, "content")];
            self.check(part, &["name"], &[], &known)?;
            self.soap_message(part, &mut message)?;
            for content in part.elements().filter(|child| child.is(WSDL_MIME, "content")) {
                let attached = content.attribute("part").unwrap_or_default();
                message.attachments.push(attached.to_owned());
                self.overlook(&content.at, format!("part {attached} is an attachment, and not evaluated"));
            }
        }
        Ok(message)
    }

    /// Reads `soap:header` and `soap:body`.
    fn soap_message(&mut self, node: &xml::Element, message: &mut BoundMessage) -> Result<()> {
        for child in node.elements() {
            if child.is(WSDL_SOAP, "header") {
                let known = ["message", "part", "use", "encodingStyle", "namespace"];
                self.check(child, &known, &[], &[(WSDL_SOAP, "headerfault")])?;
                if let Some(fault) = child.elements().find(|inner| inner.is(WSDL_SOAP, "headerfault")) {
                    self.overlook(&fault.at, "soap:headerfault is not evaluated".to_owned());
                }
                message.headers.push(Header {
                    at: child.at.clone(),
                    message: reference(child, "message")?,
                    part: required(child, "part")?.to_owned(),
                    encoded: is_encoded(child),
                });
            } else if child.is(WSDL_SOAP, "body") {
                self.check(child, &["parts", "use", "encodingStyle", "namespace"], &[], &[])?;
                let parts = child.attribute("parts");
                message.parts = parts.map(|parts| parts.split_whitespace().map(str::to_owned).collect());
                message.encoded = is_encoded(child);
            }
        }
        Ok(())
    }

    fn bound_fault(&mut self, node: &xml::Element) -> Result<BoundFault> {
        self.check(node, &["name"], &[], &[(WSDL_SOAP, "fault")])?;
        let soap = node.elements().find(|child| child.is(WSDL_SOAP, "fault"));
        if let Some(soap) = soap {
            self.check(soap, &["name", "use", "encodingStyle", "namespace"], &[], &[])?;
        }
        Ok(BoundFault { at: node.at.clone(), name: name(node)?, encoded: soap.is_some_and(is_encoded) })
    }

    fn service(&mut self, node: &xml::Element) -> Result<Service> {
        self.check(node, &["name"], &["port"], &[])?;
        let port = |port: &xml::Element| {
            let address = port.elements().find(|child| child.is(WSDL_SOAP, "address"));
            let address = address.and_then(|address| address.attribute("location")).map(str::to_owned);
            Ok(Port { name: name(port)?, binding: reference(port, "binding")?, address })
        };
        let ports = children(node, "port").map(port).collect::<Result<_>>()?;
        Ok(Service { name: name(node)?, ports })
    }

    /// Looks at what an element of WSDL or of its SOAP binding has: attributes, children of WSDL, and extensions that are
    /// evaluated. Of WSDL and its SOAP binding nothing else is allowed; other extensions are told, or refused if they are
    /// necessary to understand the element.
    fn check(
        &mut self,
        node: &xml::Element,
        attributes: &[&str],
        children: &[&str],
        extensions: &[(&str, &str)],
    ) -> Result<()> {
        for (name, _) in &node.attributes {
            if name.namespace.is_none() && !attributes.contains(&&*name.local) {
                let message = format!("attribute {} at {} is not evaluated", name.local, shown(node));
                self.overlook(&node.at, message);
            }
        }
        for child in node.elements() {
            let (namespace, local) =
                (child.name.namespace.as_deref().unwrap_or_default(), &*child.name.local);
            let known = match namespace {
                WSDL => local == "documentation" || children.contains(&local),
                XML_SCHEMA if local == "annotation" => true,
                _ => extensions.contains(&(namespace, local)) || OF_CODE.contains(&namespace),
            };
            if known {
                continue;
            }
            if matches!(namespace, WSDL | WSDL_SOAP) {
                let message = format!("{} is not allowed in {}", shown(child), shown(node));
                return Err(Error::invalid(&child.at, message));
            }
            if child.attributes.iter().any(|(name, value)| is_required(name) && is_true(value)) {
                return Err(Error::unsupported(&child.at, format!("{}, which is required,", shown(child))));
            }
            self.overlook(&child.at, format!("{} is not evaluated", shown(child)));
        }
        Ok(())
    }

    fn overlook(&mut self, at: &Location, message: String) {
        self.overlooked.push(Warning { at: at.clone(), message });
    }
}

/// `wsdl:required`.
fn is_required(name: &xml::ExpandedName) -> bool {
    name.namespace.as_deref() == Some(WSDL) && &*name.local == "required"
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "true" | "1")
}

fn is_encoded(node: &xml::Element) -> bool {
    node.attribute("use") == Some("encoded")
}

/// An element's name, with the prefix that everybody uses.
fn shown(node: &xml::Element) -> String {
    match node.name.namespace.as_deref() {
        Some(WSDL) => format!("wsdl:{}", node.name.local),
        Some(WSDL_SOAP) => format!("soap:{}", node.name.local),
        _ => node.name.to_string(),
    }
}

fn style(node: &xml::Element) -> Result<Option<Style>> {
    match node.attribute("style") {
        None => Ok(None),
        Some("document") => Ok(Some(Style::Document)),
        Some("rpc") => Ok(Some(Style::Rpc)),
        Some(other) => Err(Error::invalid(&node.at, format!("style {other} is neither document nor rpc"))),
    }
}

fn children<'n>(node: &'n xml::Element, local: &'static str) -> impl Iterator<Item = &'n xml::Element> {
    node.elements().filter(move |child| child.is(WSDL, local))
}

/// `wsdl:documentation`, or `xs:annotation`, in which RIV-TA's WSDLs say what they are.
fn documentation(node: &xml::Element) -> Option<String> {
    let annotations = node.elements().filter(|child| child.is(XML_SCHEMA, "annotation"));
    let annotated =
        annotations.flat_map(xml::Element::elements).filter(|child| child.is(XML_SCHEMA, "documentation"));
    let texts = children(node, "documentation").chain(annotated).map(|child| child.text().trim().to_owned());
    texts.into_iter().find(|text| !text.is_empty())
}

fn required<'n>(node: &'n xml::Element, attribute: &str) -> Result<&'n str> {
    node.attribute(attribute)
        .ok_or_else(|| Error::invalid(&node.at, format!("attribute {attribute} is missing")))
}

fn name(node: &xml::Element) -> Result<Arc<str>> {
    required(node, "name").map(Arc::from)
}

fn reference(node: &xml::Element, attribute: &str) -> Result<Reference> {
    bind(node, required(node, attribute)?)
}
