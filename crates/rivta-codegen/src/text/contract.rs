//! Contracts: marker, description, producer and service.

use super::layout::Source;
use super::{literal, path};
use crate::items::{Contract, Module, Refusal};

impl Source {
    pub(super) fn contract(&mut self, item: &Contract, module: &Module) {
        self.line("");
        self.marker(item, module);
        self.line("");
        self.description(item);
        self.line("");
        self.producer(item, module);
        self.line("");
        self.service(item);
    }

    fn marker(&mut self, item: &Contract, module: &Module) {
        self.docs(&item.docs);
        self.line("#[derive(Clone, Copy, Debug, PartialEq, Eq)]");
        self.line(format!("pub enum {} {{}}", item.name));
        self.line("");
        self.block(format!("impl soap::Interaction for {} {{", item.name), "}", |source| {
            source.line(format!("const CONTRACT: &'static soap::Contract = &{};", item.constant));
            source.line(format!("type Request = {};", path(&item.request, &module.name)));
            source.line(format!("type Response = {};", path(&item.response, &module.name)));
            if let Some(refusal) = &item.refusal {
                source.line("");
                source.refusal(refusal, module);
            }
        });
    }

    fn refusal(&mut self, refusal: &Refusal, module: &Module) {
        let Refusal { path: fields, code, error: (code_type, variant), text } = refusal;
        self.block("fn refusal(response: &Self::Response) -> Option<&str> {", "}", |source| {
            source.line(format!("let result = &response.{};", fields.join(".")));
            let refused = format!("result.{code} == {}::{variant}", path(code_type, &module.name));
            source.line(format!("let refused = {refused};"));
            source.line(format!("refused.then(|| result.{text}.as_deref().unwrap_or_default())"));
        });
    }

    fn description(&mut self, item: &Contract) {
        let root = |element: usize| {
            let scope = item.scope;
            let ids = format!("scope: ScopeId({scope}), element: ElementId({element})");
            format!("schema::Root {{ schema: &tables::SCHEMA, {ids} }}")
        };
        self.line(format!("/// The contract of [`{}`].", item.name));
        let open = format!("pub static {}: soap::Contract = soap::Contract {{", item.constant);
        self.block(open, "};", |source| {
            source.line(format!("name: {},", literal(&item.interaction)));
            source.line(format!("major: {},", item.major));
            source.line(format!("minor: {},", item.minor));
            source.line(format!("namespace: {},", literal(&item.namespace)));
            source.line(format!("soap_action: {},", literal(&item.soap_action)));
            source.line(format!("request: {},", root(item.request_root)));
            source.line(format!("response: {},", root(item.response_root)));
            let namespaces: Vec<String> =
                item.namespaces.iter().map(|id| format!("NamespaceId({id})")).collect();
            source.list("namespaces: &[", &namespaces, "],", "");
            let documents: Vec<String> =
                item.documents.iter().map(|constant| format!("documents::{constant}")).collect();
            source.list("documents: &[", &documents, "],", "");
        });
    }

    fn producer(&mut self, item: &Contract, module: &Module) {
        let (request, response) = (path(&item.request, &module.name), path(&item.response, &module.name));
        self.line(format!("/// What a producer of [`{}`] implements.", item.name));
        self.block(format!("pub trait {}Producer: Send + Sync + 'static {{", item.name), "}", |source| {
            source.docs(&item.docs);
            source.line("///");
            source.line("/// # Errors");
            source.line("/// The fault that the caller gets instead of a response.");
            let arguments =
                ["&self".to_owned(), "call: soap::Call".to_owned(), format!("request: {request}")];
            let output = format!("Output = Result<soap::Reply<{response}>, soap::Fault>");
            let answer = format!("impl Future<{output}>");
            let open = format!("fn {}(", item.method);
            // The widths at which rustfmt breaks bounds, then generic arguments, in a return type at this depth.
            if answer.len() <= 101 {
                source.list(&open, &arguments, &format!(") -> {answer} + Send;"), "");
                return;
            }
            let (last, rest) = match answer.len() {
                102 => (format!(") -> {answer}"), vec!["+ Send;".to_owned()]),
                _ => (") -> impl Future<".to_owned(), vec![format!("    {output},"), "> + Send;".to_owned()]),
            };
            source.block(open, last, |source| {
                arguments.iter().for_each(|argument| source.line(format!("{argument},")));
            });
            rest.iter().for_each(|line| source.line(line));
        });
    }

    fn service(&mut self, item: &Contract) {
        let name = &item.name;
        self.line(format!("/// A [`{name}Producer`] as a service that an endpoint can route to."));
        self.line("#[derive(Clone, Debug)]");
        self.line(format!("pub struct {name}Service<P>(pub Arc<P>);"));
        self.line("");
        let (bound, target) =
            (format!("impl<P: {name}Producer> soap::Service"), format!("for {name}Service<P>"));
        let one_line = format!("{bound} {target} {{");
        if self.fits(&one_line) {
            self.line(one_line);
        } else {
            self.line(bound);
            self.indented(|source| source.line(target));
            self.line("{");
        }
        self.indented(|source| {
            source.block("fn contract(&self) -> &'static soap::Contract {", "}", |source| {
                source.line(format!("&{}", item.constant));
            });
            source.line("");
            let arguments = [
                "&'s self".to_owned(),
                "reader: &mut xml::XmlReader<'r>".to_owned(),
                "element: xml::Element<'r>".to_owned(),
            ];
            source.list("fn prepare<'s, 'r>(", &arguments, ") -> Option<soap::Prepared<'s>> {", "");
            source.indented(|source| {
                // Whatever the operation is called: `self.0.clone()` would be the pointer's.
                let produce = format!("|call, request| P::{}(&self.0, call, request);", item.method);
                let one_line = format!("let produce = {produce}");
                if source.fits(&one_line) {
                    source.line(one_line);
                } else {
                    source.line("let produce =");
                    source.indented(|source| source.line(produce));
                }
                source.line(format!("soap::prepare::<{name}, _, _>(reader, element, produce)"));
            });
            source.line("}");
        });
        self.line("}");
    }
}
