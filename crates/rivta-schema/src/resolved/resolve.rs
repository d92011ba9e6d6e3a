//! Resolves closures: each WSDL, and each schema that nothing else leads to, with the documents that it leads to.

use std::collections::HashSet;
use std::sync::Arc;

use super::merge;
use super::resolver::Resolver;
use super::symbols::{All, Parsed, Symbols};
use super::{Model, Warning, attribution, interactions};
use crate::documents::{DocumentId, Documents};
use crate::error::{Error, Result};
use crate::tables::check;
use crate::wsdl::{Definitions, PartContent};
use crate::xml::ExpandedName;

/// What could be resolved.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The components of the closures that are sound.
    pub model: Model,
    /// Why the others aren't, each reason once.
    pub errors: Vec<Error>,
    /// What was overlooked in the sound ones.
    pub warnings: Vec<Warning>,
    /// The operations of the closures that aren't sound.
    pub left_out: Vec<LeftOut>,
}

/// An operation that a faulty closure declares, as far as its WSDL tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: Arc<str>,
    /// The elements that are its messages.
    pub messages: Vec<ExpandedName>,
}

/// Resolves everything that the documents declare.
///
/// # Errors
/// [`Error::Invalid`], [`Error::Unresolved`], [`Error::Duplicate`], [`Error::MissingDocument`], [`Error::MissingNamespace`],
/// [`Error::NotImported`]; [`Error::Unsupported`] for messages that aren't document/literal.
pub fn resolve(documents: &Documents) -> Result<Model> {
    let Resolution { model, errors, .. } = resolve_sound(documents, false);
    match errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(model),
    }
}

/// Resolves the closures that are sound. With `lenient`, references into a namespace whose file is missing, or that isn't
/// imported, mean anything.
pub fn resolve_sound(documents: &Documents, lenient: bool) -> Resolution {
    let all = All::parse(documents);
    let mut made = Resolution { errors: documents.faults().to_vec(), ..Resolution::default() };
    let mut models = Vec::new();
    let mut told = HashSet::new();
    for closure in closures(documents) {
        let resolved = all.part(&closure).and_then(|parsed| resolve_closure(documents, &parsed, lenient));
        let faults = closure.iter().flat_map(|id| &documents.get(*id).faults).cloned();
        let errors: Vec<Error> = faults.chain(resolved.as_ref().err().cloned()).collect();
        match resolved {
            Ok((model, warnings)) if errors.is_empty() => {
                models.push(model);
                let overlooked = closure.iter().flat_map(|id| &documents.get(*id).overlooked).cloned();
                let warnings = overlooked.chain(warnings);
                made.warnings.extend(warnings.filter(|it| told.insert(it.to_string())));
            }
            _ => {
                made.errors.extend(errors.into_iter().filter(|it| told.insert(it.to_string())));
                made.left_out.extend(left_out(&all.sound_part(&closure)));
            }
        }
    }
    made.model = merge::merge(&models);
    made
}

/// The operations of WSDLs that can't be used. What their references lead to is looked for by name alone: the closure may be
/// faulty just there.
fn left_out(parsed: &Parsed<'_>) -> Vec<LeftOut> {
    let all = || parsed.wsdls.iter().map(|(_, definitions)| *definitions);
    let port_types = all().flat_map(|it| &it.port_types);
    port_types
        .flat_map(|port_type| &port_type.operations)
        .map(|operation| {
            let faults = operation.faults.iter().map(|(_, fault)| fault);
            let referred = operation.input.iter().chain(&operation.output).chain(faults);
            let messages = referred.flat_map(|message| elements(all(), &message.name)).collect();
            LeftOut { name: operation.name.clone(), messages }
        })
        .collect()
}

/// The elements in the parts of a message.
fn elements<'s>(
    wsdls: impl Iterator<Item = &'s Definitions>,
    message: &ExpandedName,
) -> impl Iterator<Item = ExpandedName> {
    let of_namespace = wsdls.filter(move |it| it.target_namespace == message.namespace);
    let parts = of_namespace
        .flat_map(|it| &it.messages)
        .filter(move |it| it.name == message.local)
        .flat_map(|it| &it.parts);
    parts.filter_map(|part| match &part.content {
        PartContent::Element(element) => Some(element.name.clone()),
        PartContent::Type(_) => None,
    })
}

/// The documents of each closure. A schema that was asked for with those that use it is resolved with them; of those that
/// refer to each other in circles, with the first.
fn closures(documents: &Documents) -> Vec<Vec<DocumentId>> {
    let all: Vec<Vec<DocumentId>> = documents.roots().iter().map(|root| documents.reachable(*root)).collect();
    let used: HashSet<DocumentId> = all.iter().flat_map(|closure| closure.iter().skip(1)).copied().collect();
    let is_used = |closure: &[DocumentId]| closure.first().is_some_and(|root| used.contains(root));
    let mut covered: HashSet<DocumentId> =
        all.iter().filter(|closure| !is_used(closure)).flatten().copied().collect();
    let mut taken = Vec::new();
    for closure in all {
        let in_circle = closure.first().is_some_and(|root| !covered.contains(root));
        if in_circle || !is_used(&closure) {
            covered.extend(&closure);
            taken.push(closure);
        }
    }
    taken
}

/// Resolves the documents of one closure.
fn resolve_closure(
    documents: &Documents,
    parsed: &Parsed<'_>,
    lenient: bool,
) -> Result<(Model, Vec<Warning>)> {
    let symbols = Symbols::collect(documents, parsed)?;
    let mut resolver = Resolver::new(symbols, lenient);
    resolver.note_missing(documents, parsed)?;
    resolver.resolve_components()?;
    let interactions = interactions::interactions(documents, parsed, &mut resolver)?;
    let warnings = resolver.take_warnings();
    let model = resolver.finish(interactions);
    // What only shows in the tables is the closure's fault too.
    check(&model)?;
    attribution::check(&model)?;
    Ok((model, warnings))
}
