//! The operations of the WSDLs.

use std::sync::Arc;

use super::resolver::Resolver;
use super::symbols::Parsed;
use super::{ElementId, Interaction, ScopeId};
use crate::documents::{DocumentId, Documents};
use crate::error::{Error, Location, Result, Warning};
use crate::wsdl::{
    Binding, BoundMessage, BoundOperation, Definitions, Message, Operation, PartContent, Port, PortType,
    Style,
};
use crate::xml::ExpandedName;
use crate::xsd::Reference;

/// Every operation that a WSDL binds to SOAP, once.
pub(super) fn interactions(
    documents: &Documents,
    parsed: &Parsed<'_>,
    resolver: &mut Resolver<'_>,
) -> Result<Vec<Interaction>> {
    let mut wsdls = Wsdls { parsed, documents, resolver };
    let mut found: Vec<Interaction> = Vec::new();
    for (document, definitions) in &parsed.wsdls {
        definitions.overlooked.iter().for_each(|warning| wsdls.resolver.warn(warning.clone()));
        for binding in &definitions.bindings {
            let port_type = wsdls.port_type(&binding.port_type)?;
            for bound in &binding.operations {
                let interaction = wsdls.interaction(*document, binding, port_type, bound)?;
                let interaction = Interaction { about: definitions.documentation.clone(), ..interaction };
                // Several bindings may offer one operation, for instance one per profile.
                let known = found.iter().position(|known| known.is_same_operation(&interaction));
                let known = match known.and_then(|known| Some((known, found.get_mut(known)?))) {
                    Some((known, first)) => {
                        first.add_headers_of(interaction);
                        known
                    }
                    None => {
                        found.push(interaction);
                        found.len() - 1
                    }
                };
                let name = ExpandedName {
                    namespace: definitions.target_namespace.clone(),
                    local: binding.name.clone(),
                };
                if let Some(interaction) = found.get_mut(known) {
                    let addresses = wsdls.addresses(&name).map(str::to_owned);
                    for address in addresses {
                        if !interaction.addresses.contains(&address) {
                            interaction.addresses.push(address);
                        }
                    }
                }
            }
            wsdls.tell_unbound(binding, port_type);
        }
    }
    wsdls.tell_other_bindings(!found.is_empty())?;
    wsdls.tell_unknown_bindings();
    Ok(found)
}

impl Interaction {
    /// Whether this is the same operation, perhaps bound otherwise.
    pub(super) fn is_same_operation(&self, other: &Self) -> bool {
        (&self.name, self.request, self.response) == (&other.name, other.request, other.response)
    }

    /// Takes the headers of another binding of the operation, where they differ.
    pub(super) fn add_headers_of(&mut self, other: Self) {
        for headers in std::iter::once(other.headers).chain(other.other_headers) {
            if self.headers != headers && !self.other_headers.contains(&headers) {
                self.other_headers.push(headers);
            }
        }
    }
}

struct Wsdls<'a, 's, 'r> {
    parsed: &'a Parsed<'s>,
    documents: &'a Documents,
    resolver: &'a mut Resolver<'r>,
}

impl<'s> Wsdls<'_, 's, '_> {
    fn warn(&mut self, at: &Location, message: String) {
        self.resolver.warn(Warning { at: at.clone(), message });
    }

    /// Tells the operations of a port type that its binding does not bind.
    fn tell_unbound(&mut self, binding: &Binding, port_type: &PortType) {
        for operation in &port_type.operations {
            if !binding.operations.iter().any(|bound| bound.name == operation.name) {
                let message =
                    format!("operation {} is passed over: binding {} lacks it", operation.name, binding.name);
                self.warn(&operation.at, message);
            }
        }
    }

    /// Tells the bindings to other things than SOAP 1.1; they are an error where there is nothing else.
    fn tell_other_bindings(&mut self, is_something_else: bool) -> Result<()> {
        for other in self.parsed.wsdls.iter().flat_map(|(_, wsdl)| &wsdl.other_bindings) {
            match (is_something_else, other.soap12) {
                (true, soap12) => {
                    let kind = if soap12 { "to SOAP 1.2" } else { "of another kind than SOAP" };
                    self.warn(&other.at, format!("binding {} is passed over: it is {kind}", other.name));
                }
                (false, true) => return Err(Error::unsupported(&other.at, "SOAP 1.2 without SOAP 1.1")),
                (false, false) => {
                    return Err(Error::unsupported(&other.at, "a binding without soap:binding"));
                }
            }
        }
        Ok(())
    }

    /// Tells the ports whose binding is nowhere: nothing is sent through them.
    fn tell_unknown_bindings(&mut self) {
        let mut unknown = Vec::new();
        let ports = self.parsed.wsdls.iter().flat_map(|(_, it)| &it.services).flat_map(|it| &it.ports);
        for Port { name: port, binding, .. } in ports {
            let is_known = self.parsed.wsdls.iter().any(|(_, wsdl)| {
                let bindings = wsdl.bindings.iter().map(|it| &it.name);
                let mut names = bindings.chain(wsdl.other_bindings.iter().map(|it| &it.name));
                wsdl.target_namespace == binding.name.namespace
                    && names.any(|name| *name == binding.name.local)
            });
            if !is_known {
                unknown.push((
                    binding,
                    format!("port {port} is passed over: there is no binding {}", binding.name),
                ));
            }
        }
        for (binding, message) in unknown {
            self.warn(&binding.at, message);
        }
    }

    fn port_type(&self, reference: &Reference) -> Result<&'s PortType> {
        self.find(reference, "port type", |wsdl| &wsdl.port_types, |port_type| &port_type.name)
    }

    /// The addresses of the ports that offer a binding.
    fn addresses<'n>(&self, binding: &'n ExpandedName) -> impl Iterator<Item = &'s str> + use<'_, 's, 'n> {
        let services = self.parsed.wsdls.iter().flat_map(|(_, wsdl)| &wsdl.services);
        let offers =
            services.flat_map(|service| &service.ports).filter(move |port| port.binding.name == *binding);
        offers.filter_map(|port| port.address.as_deref())
    }

    fn message(&self, reference: &Reference) -> Result<&'s Message> {
        self.find(reference, "message", |wsdl| &wsdl.messages, |message| &message.name)
    }

    fn find<T>(
        &self,
        reference: &Reference,
        kind: &'static str,
        items: fn(&'s Definitions) -> &'s Vec<T>,
        name: fn(&T) -> &Arc<str>,
    ) -> Result<&'s T> {
        let wanted = &reference.name;
        self.parsed
            .wsdls
            .iter()
            .filter(|(_, wsdl)| wsdl.target_namespace == wanted.namespace)
            .find_map(|(_, wsdl)| items(wsdl).iter().find(|item| *name(item) == wanted.local))
            .ok_or_else(|| Error::Unresolved { at: reference.at.clone(), kind, name: wanted.to_string() })
    }

    fn interaction(
        &mut self,
        document: DocumentId,
        binding: &Binding,
        port_type: &PortType,
        bound: &BoundOperation,
    ) -> Result<Interaction> {
        if bound.style.unwrap_or(binding.style) == Style::Rpc {
            return Err(Error::unsupported(&bound.at, "an operation of style rpc"));
        }
        let operation = port_type.operations.iter().find(|operation| operation.name == bound.name);
        let operation = operation.ok_or_else(|| {
            Error::invalid(&bound.at, format!("port type {} has no operation {}", port_type.name, bound.name))
        })?;
        let (request, headers) = self.request(operation, bound)?;
        let response = operation
            .output
            .as_ref()
            .ok_or_else(|| Error::unsupported(&operation.at, "an operation without an answer"))?;
        let response_headers = self.headers(&bound.output)?;
        for fault in &bound.faults {
            if fault.encoded {
                return Err(Error::unsupported(&fault.at, "a fault with use=\"encoded\""));
            }
            if !operation.faults.iter().any(|(name, _)| *name == fault.name) {
                let message =
                    format!("fault {} is passed over: operation {} lacks it", fault.name, operation.name);
                self.warn(&fault.at, message);
            }
        }
        let mut faults = Vec::new();
        for (_, reference) in &operation.faults {
            for part in &self.message(reference)?.parts {
                faults.push(self.element(&part.content)?.0);
            }
        }
        let (response, _) = self.body(response, &bound.output)?;
        let (request, root) = request;
        let namespace = root.namespace.clone().unwrap_or_default();
        let (major, minor) = self.version(&root, &namespace);
        Ok(Interaction {
            at: bound.at.clone(),
            name: bound.name.clone(),
            major,
            minor,
            namespace,
            soap_action: bound.soap_action.clone(),
            scope: ScopeId(0),
            headers,
            other_headers: Vec::new(),
            request,
            response,
            response_headers,
            faults,
            documents: self.documents.reachable(document),
            documentation: operation.documentation.iter().cloned().collect(),
            about: None,
            addresses: Vec::new(),
        })
    }

    fn request(
        &mut self,
        operation: &Operation,
        bound: &BoundOperation,
    ) -> Result<((ElementId, ExpandedName), Vec<ElementId>)> {
        let input = operation
            .input
            .as_ref()
            .ok_or_else(|| Error::unsupported(&operation.at, "an operation without a request"))?;
        Ok((self.body(input, &bound.input)?, self.headers(&bound.input)?))
    }

    /// The elements that a message puts into the SOAP header.
    fn headers(&mut self, bound: &BoundMessage) -> Result<Vec<ElementId>> {
        let mut headers = Vec::new();
        for header in &bound.headers {
            if header.encoded {
                return Err(Error::unsupported(&header.at, "a header with use=\"encoded\""));
            }
            let message = self.message(&header.message)?;
            // Some published WSDLs name a part that their message lacks; the header is then undescribed, not undone.
            match message.parts.iter().find(|part| *part.name == *header.part) {
                Some(part) => headers.push(self.element(&part.content)?.0),
                None => {
                    let message = format!(
                        "message {} has no part {}; the contract does not describe this header",
                        message.name, header.part
                    );
                    self.warn(&header.at, message);
                }
            }
        }
        Ok(headers)
    }

    /// The root element of the one part that a message puts into the body.
    fn body(&mut self, reference: &Reference, bound: &BoundMessage) -> Result<(ElementId, ExpandedName)> {
        let message = self.message(reference)?;
        if bound.encoded {
            return Err(Error::unsupported(&message.at, "a message with use=\"encoded\""));
        }
        let elsewhere = |name: &str| {
            let mut own = bound.headers.iter().filter(|header| header.message.name == reference.name);
            own.any(|header| header.part == name) || bound.attachments.iter().any(|part| part == name)
        };
        let in_body: Vec<_> = match &bound.parts {
            Some(names) => {
                if let Some(unknown) =
                    names.iter().find(|name| !message.parts.iter().any(|part| ***name == *part.name))
                {
                    let told = format!("the message has no part {unknown}, which soap:body names");
                    return Err(Error::invalid(&message.at, told));
                }
                message.parts.iter().filter(|part| names.iter().any(|n| **n == *part.name)).collect()
            }
            None => message.parts.iter().filter(|part| !elsewhere(&part.name)).collect(),
        };
        match in_body.as_slice() {
            [part] => self.element(&part.content),
            parts => Err(Error::unsupported(
                &message.at,
                format!("a message with {} parts in the body", parts.len()),
            )),
        }
    }

    fn element(&mut self, content: &PartContent) -> Result<(ElementId, ExpandedName)> {
        match content {
            PartContent::Element(reference) => {
                let id = self.resolver.global_element(&reference.name, &reference.at)?;
                Ok((id, reference.name.clone()))
            }
            PartContent::Type(reference) => {
                Err(Error::unsupported(&reference.at, "a message part with a type"))
            }
        }
    }

    /// Major version from the namespace (`...:4`, in old ones `...:v4`), minor version from the attribute `version` of the
    /// schema that declares the request, or from the end of its file's name (`..._4.0.xsd`). 0 for what none of them says.
    fn version(&self, root: &ExpandedName, namespace: &str) -> (u32, u32) {
        let last = namespace.rsplit(':').next().unwrap_or_default();
        let major: u32 = last.strip_prefix('v').unwrap_or(last).parse().unwrap_or_default();
        let Some(global) = self.resolver.symbols.elements.get(root) else { return (major, 0) };
        let schema = global.context.schema;
        let stem = schema.at.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let written = schema.version.as_deref().or(stem.rsplit_once('_').map(|(_, version)| version));
        let minor = written
            .and_then(|version| version.split_once('.'))
            .filter(|(written_major, _)| written_major.parse() == Ok(major))
            .and_then(|(_, minor)| minor.split('.').next()?.parse().ok());
        (major, minor.unwrap_or_default())
    }
}
