//! SOAP 1.1 as RIV-TA Basic Profile 2.1 uses it, without sockets: envelopes and faults, the description of a contract,
//! the caller and what it may call, and the traits that generated contracts implement.
//!
//! A producer implements the async trait that is generated for its contract (`…Producer`); the generated `…Service`
//! wrapper makes it a [`Service`], which an endpoint can route to. A consumer names the contract's [`Interaction`].

mod authorization;
mod call;
mod clock;
mod contract;
mod envelope;
mod fault;
mod hsa_id;
mod platform_error;
mod schema_fault;
mod service;

pub use authorization::{Grant, Grants, Refusal, RefusalReason};
pub use call::{Call, Caller, CorrelationId, Permit};
pub use clock::{Clock, FixedClock, SystemClock, swedish_time_zone};
pub use contract::{Contract, Document, Interaction};
pub use envelope::{
    ENVELOPE, EnvelopeError, OpenRequest, REGISTRY, ResponseError, close_request, open_request, read_fault,
    read_response, write_fault, write_request,
};
pub use fault::{Fault, FaultCode};
pub use hsa_id::{HsaId, InvalidHsaId};
pub use platform_error::PlatformError;
pub use schema_fault::schema_fault;
pub use service::{Outcome, Prepared, ProduceError, Reply, Service, prepare};

/// What generated crates use of this crate and of `rivta-xml`; not for others.
#[doc(hidden)]
pub mod codegen {
    pub use crate::{Call, Contract, Document, Fault, Interaction, Prepared, Reply, Service, prepare};
    pub use rivta_xml;
}
