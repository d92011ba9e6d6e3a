//! The four contact contracts over a store: requests become questions to the store, its answers become replies.

use std::sync::Arc;

use contact_rules::{ContactUpdate, Rules, Violation, result_text};
use contact_store::{Access, ContactStore, StoreError, UpdateOutcome};
use rivta_persons::core::{
    ContactInformationRecordType, IIType, ResultCodeType, ResultType,
    UpdatePersonContactInformationResultType,
};
use rivta_persons::get_person_contact_information::{
    self, GetPersonContactInformationProducer, GetPersonContactInformationResponseType,
    GetPersonContactInformationService, GetPersonContactInformationType,
};
use rivta_persons::get_person_contact_information_unrestricted::{
    self, GetPersonContactInformationUnrestrictedProducer,
    GetPersonContactInformationUnrestrictedResponseType, GetPersonContactInformationUnrestrictedService,
    GetPersonContactInformationUnrestrictedType,
};
use rivta_persons::update_person_contact_information::{
    self, UpdatePersonContactInformationProducer, UpdatePersonContactInformationResponseType,
    UpdatePersonContactInformationService, UpdatePersonContactInformationType,
};
use rivta_persons::update_person_contact_information_unrestricted::{
    self, UpdatePersonContactInformationUnrestrictedProducer,
    UpdatePersonContactInformationUnrestrictedResponseType,
    UpdatePersonContactInformationUnrestrictedService, UpdatePersonContactInformationUnrestrictedType,
};
use rivta_soap::{Call, Contract, CorrelationId, Fault, Reply, Service};
use uuid::Uuid;

use crate::error::error_chain;

/// The contracts that this product serves.
pub static CONTRACTS: [&Contract; 4] = [
    &get_person_contact_information::CONTRACT,
    &get_person_contact_information_unrestricted::CONTRACT,
    &update_person_contact_information::CONTRACT,
    &update_person_contact_information_unrestricted::CONTRACT,
];

/// Produces the contact contracts from a store.
pub struct ContactContracts<S> {
    store: Arc<S>,
    rules: Rules,
}

impl<S: ContactStore> ContactContracts<S> {
    /// A producer over `store`, which applies `rules`.
    pub fn new(store: Arc<S>, rules: Rules) -> Self {
        Self { store, rules }
    }

    /// The contracts as services that an endpoint can route to.
    pub fn services(self) -> [Arc<dyn Service>; 4] {
        let producer = Arc::new(self);
        [
            Arc::new(GetPersonContactInformationService(producer.clone())),
            Arc::new(GetPersonContactInformationUnrestrictedService(producer.clone())),
            Arc::new(UpdatePersonContactInformationService(producer.clone())),
            Arc::new(UpdatePersonContactInformationUnrestrictedService(producer)),
        ]
    }

    /// C1, C2, C12, C13: the record as the call's contract may see it.
    async fn read(&self, call: Call, person: &IIType) -> Result<Option<ContactInformationRecordType>, Fault> {
        let person = self.rules.identity(person).map_err(|invalid| Fault::client(invalid.result_text()))?;
        let access = Access::Contract(call.permit);
        self.store
            .contact(&access, &person)
            .await
            .map_err(|error| technical_fault(&call.correlation_id, &error))
    }

    /// C9: the stored record, or every rule that the update breaks.
    async fn update(
        &self,
        call: Call,
        update: ContactUpdate<'_>,
    ) -> Result<Reply<UpdatePersonContactInformationResultType>, Fault> {
        let access = Access::Contract(call.permit);
        let correlation_id = &call.correlation_id;
        let outcome = self
            .store
            .update_contact(&access, update)
            .await
            .map_err(|error| technical_fault(correlation_id, &error))?;
        Ok(match outcome {
            UpdateOutcome::Stored(record) => {
                let mut result =
                    UpdatePersonContactInformationResultType::new(ResultType::new(ResultCodeType::Ok));
                result.contact_information_record = Some(*record);
                Reply::done(result)
            }
            UpdateOutcome::Refused(violations) => {
                log_refusal(correlation_id, &violations);
                let mut result = ResultType::new(ResultCodeType::Error);
                result.result_text = Some(result_text(&violations));
                Reply::refused(UpdatePersonContactInformationResultType::new(result))
            }
        })
    }
}

impl<S: ContactStore> GetPersonContactInformationProducer for ContactContracts<S> {
    async fn get_person_contact_information(
        &self,
        call: Call,
        request: GetPersonContactInformationType,
    ) -> Result<Reply<GetPersonContactInformationResponseType>, Fault> {
        let mut response = GetPersonContactInformationResponseType::new();
        response.contact_information_record = self.read(call, &request.person_id).await?;
        Ok(Reply::done(response))
    }
}

impl<S: ContactStore> GetPersonContactInformationUnrestrictedProducer for ContactContracts<S> {
    async fn get_person_contact_information_unrestricted(
        &self,
        call: Call,
        request: GetPersonContactInformationUnrestrictedType,
    ) -> Result<Reply<GetPersonContactInformationUnrestrictedResponseType>, Fault> {
        let mut response = GetPersonContactInformationUnrestrictedResponseType::new();
        response.contact_information_record = self.read(call, &request.person_id).await?;
        Ok(Reply::done(response))
    }
}

impl<S: ContactStore> UpdatePersonContactInformationProducer for ContactContracts<S> {
    async fn update_person_contact_information(
        &self,
        call: Call,
        request: UpdatePersonContactInformationType,
    ) -> Result<Reply<UpdatePersonContactInformationResponseType>, Fault> {
        let reply = self.update(call, ContactUpdate::from(&request)).await?;
        Ok(wrap(reply, UpdatePersonContactInformationResponseType::new))
    }
}

impl<S: ContactStore> UpdatePersonContactInformationUnrestrictedProducer for ContactContracts<S> {
    async fn update_person_contact_information_unrestricted(
        &self,
        call: Call,
        request: UpdatePersonContactInformationUnrestrictedType,
    ) -> Result<Reply<UpdatePersonContactInformationUnrestrictedResponseType>, Fault> {
        let reply = self.update(call, ContactUpdate::from(&request)).await?;
        Ok(wrap(reply, UpdatePersonContactInformationUnrestrictedResponseType::new))
    }
}

fn wrap<R, W>(reply: Reply<R>, response: impl FnOnce(R) -> W) -> Reply<W> {
    let Reply { response: result, outcome } = reply;
    Reply { response: response(result), outcome }
}

/// Which rules refused, for whoever helps an integrator; a violation holds no value of the request.
fn log_refusal(correlation_id: &CorrelationId, violations: &[Violation]) {
    let rules: Vec<String> = violations.iter().map(|violation| violation.rule().to_string()).collect();
    tracing::info!(correlation.id = %correlation_id, rules = rules.join(" "), "update refused");
}

/// Our trouble: the log tells all under an id, the caller learns the id.
fn technical_fault(correlation_id: &CorrelationId, error: &StoreError) -> Fault {
    let log_id = Uuid::new_v4();
    tracing::error!(correlation.id = %correlation_id, log.id = %log_id, error = error_chain(error), "the store failed");
    Fault::server(log_id)
}
