//! Interactions: contracts.

use super::build::Builder;
use super::docs::docs;
use super::*;
use crate::naming;
use rivta_schema::Result;
use rivta_schema::resolved::{Content, Interaction, Model, Particle, Term, TypeId, closure};
use rivta_schema::xsd::{Annotation, Occurs};

impl Builder<'_> {
    /// The namespaces of the elements that an interaction's messages are made of, the responder's last.
    pub(super) fn namespaces_of(&self, interaction: &Interaction) -> Vec<String> {
        let roots = [interaction.request, interaction.response];
        let mut namespaces = BTreeSet::new();
        for id in closure(self.model, roots) {
            if let TypeId::Complex(id) = id
                && let Content::Elements(particle) = &self.model.complex_type(id).content
            {
                element_namespaces(self.model, particle, &mut namespaces);
            }
        }
        namespaces
            .extend(roots.iter().filter_map(|root| self.model.element(*root).name.namespace.as_deref()));
        namespaces.remove(&*interaction.namespace);
        namespaces.into_iter().chain([&*interaction.namespace]).map(str::to_owned).collect()
    }

    pub(super) fn contract(&self, interaction: &Interaction) -> Result<Contract> {
        let request = self.model.element(interaction.request);
        let response = self.model.element(interaction.response);
        let annotation = Annotation { documentation: interaction.documentation.clone(), appinfo: Vec::new() };
        Ok(Contract {
            name: naming::type_name(&interaction.name),
            constant: "CONTRACT".to_owned(),
            interaction: interaction.name.to_string(),
            method: naming::method_name(&interaction.name),
            major: interaction.major,
            minor: interaction.minor,
            namespace: interaction.namespace.to_string(),
            soap_action: interaction.soap_action.clone(),
            scope: interaction.scope.index(),
            request_root: interaction.request.index(),
            response_root: interaction.response.index(),
            request: self.type_path(request.r#type),
            response: self.type_path(response.r#type),
            namespaces: self
                .namespaces_of(interaction)
                .iter()
                .filter_map(|uri| self.namespace(uri))
                .collect(),
            documents: interaction.documents.iter().map(|id| self.constant(*id)).collect(),
            refusal: self.refusal(response.r#type),
            docs: docs(&annotation, || format!("The interaction `{}`.", interaction.name)),
        })
    }

    /// A ResultType in the response or in one of its parts: RIV-TA's way to say that an update was refused. It has a
    /// `resultCode` with the value `ERROR` and an optional `resultText`.
    fn refusal(&self, response: TypeId) -> Option<Refusal> {
        for (first, part) in self.parts(response) {
            if let Some(refusal) = self.result_type(part, vec![first.clone()]) {
                return Some(refusal);
            }
            for (second, part) in self.parts(part) {
                if let Some(refusal) = self.result_type(part, vec![first.clone(), second]) {
                    return Some(refusal);
                }
            }
        }
        None
    }

    /// The parts of a type that occur exactly once: field and type.
    fn parts(&self, id: TypeId) -> Vec<(String, TypeId)> {
        let once = self.elements(id).into_iter().filter(|(occurs, ..)| *occurs == Occurs::ONCE);
        once.map(|(_, field, id)| (field, id)).collect()
    }

    fn elements(&self, id: TypeId) -> Vec<(Occurs, String, TypeId)> {
        let TypeId::Complex(id) = id else { return Vec::new() };
        let Content::Elements(particle) = &self.model.complex_type(id).content else { return Vec::new() };
        let parts = match &particle.term {
            Term::Group(_, parts) => parts.as_slice(),
            _ => std::slice::from_ref(particle),
        };
        let element = |part: &Particle| match part.term {
            Term::Element(id) => {
                let element = self.model.element(id);
                Some((part.occurs, naming::field_name(&element.name.local), element.r#type))
            }
            _ => None,
        };
        parts.iter().filter_map(element).collect()
    }

    fn result_type(&self, id: TypeId, path: Vec<String>) -> Option<Refusal> {
        let elements = self.elements(id);
        let field = |occurs: Occurs, name: &str| {
            elements.iter().find(|(found, field, _)| *found == occurs && field == name)
        };
        let code = field(Occurs::ONCE, "result_code");
        let text = field(Occurs { min: 0, max: Some(1) }, "result_text");
        let (Some((_, code, TypeId::Simple(simple))), Some((_, text, _))) = (code, text) else {
            return None;
        };
        let values = &self.model.simple_type(*simple).facets.enumeration;
        if !values.iter().any(|value| value.value == "ERROR") {
            return None;
        }
        let error = (self.type_path(TypeId::Simple(*simple)), naming::variant_name("ERROR"));
        Some(Refusal { path, code: code.clone(), error, text: text.clone() })
    }
}

fn element_namespaces<'m>(model: &'m Model, particle: &Particle, namespaces: &mut BTreeSet<&'m str>) {
    match &particle.term {
        Term::Element(id) => namespaces.extend(model.element(*id).name.namespace.as_deref()),
        Term::Any(_) => {}
        Term::Group(_, parts) => parts.iter().for_each(|part| element_namespaces(model, part, namespaces)),
    }
}
