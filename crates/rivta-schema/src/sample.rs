//! Valid example messages, made from a resolved [`Model`]: the same ones for the same seed.
//!
//! A sample has what its schema demands, and as much more as its [`Extent`] says. Recursion and size are bounded. What the
//! tables of the schema refuse is not given as a value; where none is found, that is a [`SampleError`].

mod build;
mod cost;
mod identity;
mod node;
mod number;
mod pattern;
mod plausible;
mod random;
mod value;
mod write;

use std::borrow::Cow;
use std::sync::Arc;

use rivta_xml::{Limits, Namespaces, Schema, validate_document};

use self::build::Builder;
use self::cost::Costs;
pub(crate) use self::cost::{Depths, depths};
use self::node::Node;
use self::random::Random;
use self::value::{Value, Values};
use crate::error::Location;
use crate::resolved::{ElementId, Interaction, Model, ScopeId, TypeId};
use crate::tables::type_ref;
use crate::xml::ExpandedName;

/// Which sample of a message is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How much it holds.
    pub extent: Extent,
    /// Which of the possible choices and values it takes.
    pub seed: u64,
}

/// How much a sample holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What must be there.
    Minimal,
    /// All that may be there: what repeats twice, of a choice one alternative, where the contract may be extended something
    /// foreign.
    #[default]
    Full,
    /// Some of what may be there, by the seed; with derived types, substitutes and nil.
    Varied,
}

/// Which message of an operation is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// What the consumer sends.
    Request,
    /// What the producer answers.
    Response,
}

/// Why no sample can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// No value was found that a simple type takes: its facets contradict each other, or ask for more than is tried.
    #[error("{}no value was found for {name}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default())]
    Value {
        /// The type.
        at: Option<Location>,
        /// The element or attribute.
        name: String,
    },
    /// An element must hold itself, holds too much, or is abstract and nothing stands for it.
    #[error("{at}: {name} has no content that comes to an end")]
    Endless {
        /// The element.
        at: Location,
        /// Its name.
        name: String,
    },
    /// Whatever was tried, the tables refuse it: identity constraints that contradict each other, for instance.
    #[error("{at}: no valid sample of {name} was found")]
    Invalid {
        /// The element.
        at: Location,
        /// Its name.
        name: String,
    },
    /// A wildcard must be filled with a declared element, and none fits, or it must be filled too often.
    #[error("{at}: this wildcard must be filled, and no declared element fits or too many are asked for")]
    Wildcard {
        /// The wildcard.
        at: Location,
    },
}

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const REGISTRY: &str = "urn:riv:itintegration:registry:1";
/// How many samples are tried until one is valid.
const ATTEMPTS: u64 = 8;
/// The receiver that samples are addressed to.
const LOGICAL_ADDRESS: &str = "SE165565594230-1000";

/// Makes samples of the messages of a model. [`Package::sampler`](crate::Package::sampler) costs nothing to make.
pub struct Sampler<'m> {
    model: &'m Model,
    schema: &'m Schema,
    costs: Costs<'m>,
}

impl<'m> Sampler<'m> {
    /// `schema` is what [`tables::compile`](crate::tables::compile) makes of `model`.
    pub fn new(model: &'m Model, schema: &'m Schema) -> Self {
        Self { model, schema, costs: Costs::new(model) }
    }

    /// As [`new`](Self::new), without looking through the model once more.
    pub(crate) fn of_package(model: &'m Model, schema: &'m Schema, depths: &'m Depths) -> Self {
        Self { model, schema, costs: Costs::known(model, depths) }
    }

    /// A document whose root is that element.
    ///
    /// # Errors
    /// [`SampleError`].
    pub fn message(&self, sample: Sample, scope: ScopeId, root: ElementId) -> Result<String, SampleError> {
        Ok(write::document(self.model, &self.element(sample, scope, root)?))
    }

    /// A message of an operation in a SOAP 1.1 envelope, a request with the header that tells its receiver.
    ///
    /// # Errors
    /// [`SampleError`].
    pub fn envelope(
        &self,
        sample: Sample,
        interaction: &Interaction,
        direction: Direction,
    ) -> Result<String, SampleError> {
        let (root, headers) = match direction {
            Direction::Request => (interaction.request, &interaction.headers),
            Direction::Response => (interaction.response, &interaction.response_headers),
        };
        let mut header = Node::new(name(SOAP, "Header"));
        for id in headers {
            let declared = &self.model.element(*id).name;
            header.children.push(if &*declared.local == "LogicalAddress" {
                Node::with_text(declared.clone(), LOGICAL_ADDRESS)
            } else {
                self.element(sample, interaction.scope, *id)?
            });
        }
        if header.children.is_empty() && direction == Direction::Request {
            header.children.push(Node::with_text(name(REGISTRY, "LogicalAddress"), LOGICAL_ADDRESS));
        }
        let mut body = Node::new(name(SOAP, "Body"));
        body.children.push(self.element(sample, interaction.scope, root)?);
        let mut envelope = Node::new(name(SOAP, "Envelope"));
        if !header.children.is_empty() {
            envelope.children.push(header);
        }
        envelope.children.push(body);
        Ok(write::document(self.model, &envelope))
    }

    /// The first valid one: not everything that a schema demands can be seen while a sample is made.
    fn element(&self, sample: Sample, scope: ScopeId, root: ElementId) -> Result<Node, SampleError> {
        let element = self.model.element(root);
        let namespace = element.name.namespace.as_deref().unwrap_or_default();
        let number = u32::try_from(scope.index()).unwrap_or(u32::MAX);
        let own_root = self.schema.root(rivta_xml::schema::ScopeId(number), namespace, &element.name.local);
        let limits = Limits { attributes: usize::MAX, namespaces: usize::MAX, ..Limits::default() };
        for attempt in 0..ATTEMPTS {
            let seed = sample.seed.wrapping_add(attempt << 32);
            let node = self.one(Sample { seed, ..sample }, scope, root)?;
            let text = write::document(self.model, &node);
            if own_root.is_some_and(|root| validate_document(text.as_bytes(), &root, limits).is_ok()) {
                return Ok(node);
            }
        }
        Err(SampleError::Invalid { at: element.at.clone(), name: element.name.to_string() })
    }

    fn one(&self, sample: Sample, scope: ScopeId, root: ElementId) -> Result<Node, SampleError> {
        let check = |id: TypeId, value: &Value| {
            let text = Cow::Borrowed(value.text.as_str());
            self.schema.check(type_ref(id), text, value).is_ok()
        };
        let mut builder = Builder {
            model: self.model,
            schema: self.schema,
            scope: self.model.scope(scope),
            extent: sample.extent,
            random: Random::new(sample.seed),
            values: Values { model: self.model, check: &check, extent: sample.extent, ids: 0 },
            costs: &self.costs,
            stack: Vec::new(),
            names: Vec::new(),
            elements: 0,
        };
        let mut node = builder.element(root, sample.extent)?;
        identity::refer(&mut node, &|id| builder.values.atomic(id));
        Ok(node)
    }
}

impl Namespaces for Value {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        // No sample has a default namespace.
        if prefix.is_empty() {
            return Some("");
        }
        self.prefixes.iter().find(|(known, _)| known == prefix).map(|(_, uri)| uri.as_str())
    }
}

fn name(namespace: &str, local: &str) -> ExpandedName {
    ExpandedName { namespace: Some(Arc::from(namespace)), local: Arc::from(local) }
}
