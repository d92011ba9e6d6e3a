use contact_rules::{PersonIdentity, RuleId, Rules};
use contact_store::{
    Access, AuditPage, AuditPosition, AuditQuery, ContactStore, ImportSummary, StoreError, StoreStats,
    Verification,
};
use jiff::Timestamp;
use rivta_persons::core::{ContactInformationRecordType, IIType, PersonRecordType};
use rivta_soap::HsaId;
use serde::{Deserialize, Serialize};

/// What a command asks of the store; a line of JSON on the socket.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum StoreCommand {
    ImportPersons(Vec<PersonRecordType>),
    ShowPerson(IIType),
    ShowContact(IIType),
    Audit(AuditRequest),
    Stats,
    Verify,
}

/// [`AuditQuery`] as it travels.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditRequest {
    pub(crate) person: Option<IIType>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) system: Option<String>,
    pub(crate) rule: Option<String>,
    pub(crate) before: Option<AuditPosition>,
    pub(crate) limit: Option<usize>,
}

/// What the store answers; a line of JSON on the socket.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum StoreAnswer {
    Imported(ImportSummary),
    Person(Option<Box<PersonRecordType>>),
    Contact(Option<Box<ContactInformationRecordType>>),
    Audit(AuditPage),
    Stats(StoreStats),
    Verified(Verification),
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was asked makes no sense. Names no person.
    #[error("{0}")]
    Request(String),
}

/// Does what `command` asks, as the operating system's user `user`.
pub(crate) async fn execute<S: ContactStore>(
    store: &S,
    rules: &Rules,
    user: &str,
    command: StoreCommand,
) -> Result<StoreAnswer, Refused> {
    let access = Access::Administrator { user: user.to_owned() };
    Ok(match command {
        StoreCommand::ImportPersons(records) => {
            StoreAnswer::Imported(store.import_persons(&access, records).await?)
        }
        StoreCommand::ShowPerson(person) => {
            let person = identity(rules, &person)?;
            StoreAnswer::Person(store.person(&access, &person).await?.map(Box::new))
        }
        StoreCommand::ShowContact(person) => {
            let person = identity(rules, &person)?;
            StoreAnswer::Contact(store.contact(&access, &person).await?.map(Box::new))
        }
        StoreCommand::Audit(request) => {
            StoreAnswer::Audit(store.audit(&access, request.query(rules)?).await?)
        }
        StoreCommand::Stats => StoreAnswer::Stats(store.stats().await?),
        StoreCommand::Verify => StoreAnswer::Verified(store.verify().await?),
    })
}

impl AuditRequest {
    fn query(self, rules: &Rules) -> Result<AuditQuery, Refused> {
        let mut query = AuditQuery {
            from: self.from,
            until: self.until,
            person: self.person.map(|person| identity(rules, &person)).transpose()?,
            system: self
                .system
                .map(|system| system.parse::<HsaId>().map_err(|error| misused("--system", &error)))
                .transpose()?,
            rule: self
                .rule
                .map(|rule| rule.to_uppercase().parse::<RuleId>().map_err(|error| misused("--rule", &error)))
                .transpose()?,
            before: self.before,
            ..AuditQuery::default()
        };
        if let Some(limit) = self.limit {
            query.limit = limit;
        }
        Ok(query)
    }
}

fn misused(option: &str, error: &dyn std::error::Error) -> Refused {
    Refused::Request(format!("{option}: {error}"))
}

fn identity(rules: &Rules, person: &IIType) -> Result<PersonIdentity, Refused> {
    rules.identity(person).map_err(|error| misused("--person", &error))
}
