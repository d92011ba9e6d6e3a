//! From the element tree of a WSDL to the model of it.

use super::*;
use crate::error::{Error, Result};
use crate::xsd::{self, bind};

/// Reads a WSDL.
///
/// # Errors
/// [`Error::Invalid`] where something that WSDL 1.1 requires is missing, or for an embedded schema.
pub fn parse(root: &xml::Element) -> Result<Definitions> {
    let mut definitions = Definitions {
        at: root.at.clone(),
        target_namespace: root.attribute("targetNamespace").map(Arc::from),
        documentation: documentation(root),
        imports: Vec::new(),
        schemas: embedded_schemas(root).map(xsd::parse).collect::<Result<_>>()?,
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        soap12: Vec::new(),
        services: Vec::new(),
    };
    for node in root.elements().filter(|child| child.name.namespace.as_deref() == Some(WSDL)) {
        match &*node.name.local {
            "import" => {
                let location = required(node, "location")?.to_owned();
                definitions.imports.push(Import { at: node.at.clone(), location });
            }
            "message" => definitions.messages.push(message(node)?),
            "portType" => definitions.port_types.push(port_type(node)?),
            "binding" if node.elements().any(|child| child.is(WSDL_SOAP12, "binding")) => {
                definitions.soap12.push(node.at.clone());
            }
            "binding" => definitions.bindings.extend(binding(node)?),
            "service" => definitions.services.push(service(node)?),
            "types" | "documentation" => {}
            other => return Err(Error::invalid(&node.at, format!("wsdl:{other} is not allowed here"))),
        }
    }
    Ok(definitions)
}

fn message(node: &xml::Element) -> Result<Message> {
    let part = |part: &xml::Element| {
        let content = match (part.attribute("element"), part.attribute("type")) {
            (Some(element), None) => PartContent::Element(bind(part, element)?),
            (None, Some(r#type)) => PartContent::Type(bind(part, r#type)?),
            _ => return Err(Error::invalid(&part.at, "a part has either an element or a type")),
        };
        Ok(Part { at: part.at.clone(), name: name(part)?, content })
    };
    let parts = children(node, "part").map(part).collect::<Result<_>>()?;
    Ok(Message { at: node.at.clone(), name: name(node)?, parts })
}

fn port_type(node: &xml::Element) -> Result<PortType> {
    let operations = children(node, "operation").map(operation).collect::<Result<_>>()?;
    Ok(PortType { at: node.at.clone(), name: name(node)?, operations })
}

fn operation(node: &xml::Element) -> Result<Operation> {
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

/// A SOAP 1.1 binding; `None` for one of another kind.
fn binding(node: &xml::Element) -> Result<Option<Binding>> {
    let Some(soap) = node.elements().find(|child| child.is(WSDL_SOAP, "binding")) else { return Ok(None) };
    Ok(Some(Binding {
        at: node.at.clone(),
        name: name(node)?,
        port_type: reference(node, "type")?,
        style: style(soap)?.unwrap_or_default(),
        operations: children(node, "operation").map(bound_operation).collect::<Result<_>>()?,
    }))
}

fn bound_operation(node: &xml::Element) -> Result<BoundOperation> {
    let soap = node.elements().find(|child| child.is(WSDL_SOAP, "operation"));
    let message = |kind| children(node, kind).next().map(bound_message).transpose();
    Ok(BoundOperation {
        at: node.at.clone(),
        name: name(node)?,
        soap_action: soap.and_then(|soap| soap.attribute("soapAction")).unwrap_or_default().to_owned(),
        style: soap.map(style).transpose()?.flatten(),
        input: message("input")?.unwrap_or_default(),
        output: message("output")?.unwrap_or_default(),
    })
}

fn bound_message(node: &xml::Element) -> Result<BoundMessage> {
    let mut message = BoundMessage::default();
    for child in node.elements() {
        if child.is(WSDL_SOAP, "header") {
            message.headers.push(Header {
                at: child.at.clone(),
                message: reference(child, "message")?,
                part: required(child, "part")?.to_owned(),
            });
        } else if child.is(WSDL_SOAP, "body") {
            message.parts =
                child.attribute("parts").map(|parts| parts.split_whitespace().map(str::to_owned).collect());
            message.encoded = child.attribute("use") == Some("encoded");
        }
    }
    Ok(message)
}

fn service(node: &xml::Element) -> Result<Service> {
    let port = |port: &xml::Element| {
        let address = port.elements().find(|child| child.is(WSDL_SOAP, "address"));
        let address = address.and_then(|address| address.attribute("location")).map(str::to_owned);
        Ok(Port { name: name(port)?, binding: reference(port, "binding")?, address })
    };
    let ports = children(node, "port").map(port).collect::<Result<_>>()?;
    Ok(Service { name: name(node)?, ports })
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

fn documentation(node: &xml::Element) -> Option<String> {
    let text = children(node, "documentation").next()?.text().trim().to_owned();
    (!text.is_empty()).then_some(text)
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
