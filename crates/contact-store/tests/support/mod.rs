//! What the tests of the store share.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses some of it")]

use std::path::Path;
use std::sync::Arc;

use contact_rules::{ContactUpdate, FixedClock, PersonIdentity, RuleId, Rules, SystemClock};
use contact_store::{
    Access, AuditEntry, AuditQuery, ContactStore, Settings, SledStore, StoreError, UpdateOutcome,
};
use jiff::Timestamp;
use jiff::civil::date;
use rivta_persons::core::{
    ActorType, CodedValue, ContactInformationRecordType, ContactInformationType, DeregistrationType, IIType,
    PersonRecordType, Timestamp as Version,
};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType as Update;
use rivta_soap::codegen::rivta_xml::{Name, Namespace};
use rivta_soap::{Caller, Clock, Contract, Grant, Grants, HsaId};
use tempfile::TempDir;

pub const PNR: &str = "1.2.752.129.2.1.3.1";
pub const TOLVAN: &str = "191212121212";
pub const EMAIL: &str = "marker.value@example.se";
pub const PHONE: &str = "+46701740605";

static NAMESPACE: Namespace = Namespace { prefix: "t", uri: "urn:test" };

const fn contract(name: &'static str) -> Contract {
    Contract {
        name,
        major: 4,
        minor: 0,
        namespace: name,
        soap_action: name,
        request: Name { namespace: Some(&NAMESPACE), local: name },
        response: Name { namespace: Some(&NAMESPACE), local: name },
        namespaces: &[],
        documents: &[],
    }
}

static GET: Contract = contract("GetPersonContactInformation");
static GET_UNRESTRICTED: Contract = contract("GetPersonContactInformationUnrestricted");
static UPDATE: Contract = contract("UpdatePersonContactInformation");
static UPDATE_UNRESTRICTED: Contract = contract("UpdatePersonContactInformationUnrestricted");

pub fn get() -> Access {
    permit(&GET)
}

pub fn get_unrestricted() -> Access {
    permit(&GET_UNRESTRICTED)
}

pub fn update() -> Access {
    permit(&UPDATE)
}

pub fn update_unrestricted() -> Access {
    permit(&UPDATE_UNRESTRICTED)
}

pub fn administrator() -> Access {
    Access::Administrator { user: "anna".to_owned() }
}

/// A call by the system `SE5565594230-B9P` behind the platform `SE165565594230-1000`.
fn permit(contract: &'static Contract) -> Access {
    let caller = Caller {
        certificate: hsa("SE165565594230-1000"),
        is_platform: true,
        original_consumer: Some(hsa("SE5565594230-B9P")),
        acting_on_behalf_of: Some(hsa("SE2321000016-3MKB")),
    };
    let address = hsa("SE165565594230-1000");
    let grants = Grants::new([&caller.certificate, &hsa("SE5565594230-B9P")].map(|consumer| Grant {
        consumer: consumer.clone(),
        contract: contract.namespace.to_owned(),
        logical_address: address.clone(),
        valid_from: None,
        valid_to: None,
        reason: Some("test".to_owned()),
    }));
    Access::Contract(grants.authorize(&caller, contract, &address, date(2026, 1, 1)).unwrap())
}

pub fn hsa(text: &str) -> HsaId {
    text.parse().unwrap()
}

pub fn settings() -> Settings {
    Settings::new(hsa("SE165565594230-1000"))
}

pub fn open(directory: &Path) -> Result<SledStore, StoreError> {
    SledStore::open(directory, Rules::default(), Arc::new(SystemClock), settings())
}

/// A store in a directory of its own, with a clock that stands still.
pub struct Fixture {
    pub store: SledStore,
    pub clock: Arc<FixedClock>,
    pub directory: TempDir,
}

impl Fixture {
    /// With Tolvan in the register, at noon of the first of June 2026.
    pub async fn new() -> Self {
        let fixture = Self::empty();
        fixture.register([person(TOLVAN)]).await;
        fixture
    }

    pub fn empty() -> Self {
        let directory = TempDir::new().unwrap();
        let clock = Arc::new(FixedClock::new("2026-06-01T10:00:00Z".parse().unwrap()));
        let store = open_with(directory.path(), clock.clone()).unwrap();
        Self { store, clock, directory }
    }

    /// The same store, stopped and started.
    pub fn reopened(self) -> Self {
        let Self { store, clock, directory } = self;
        drop(store);
        let store = open_with(directory.path(), clock.clone()).unwrap();
        Self { store, clock, directory }
    }

    pub async fn register(&self, persons: impl IntoIterator<Item = PersonRecordType>) {
        let records = persons.into_iter().collect();
        let summary = self.store.import_persons(&administrator(), records).await.unwrap();
        assert_eq!(summary.findings, []);
    }

    pub fn at(&self, instant: &str) -> &Self {
        self.clock.set(instant.parse::<Timestamp>().unwrap());
        self
    }

    pub async fn update(&self, access: &Access, update: &Update) -> UpdateOutcome {
        self.store.update_contact(access, ContactUpdate::from(update)).await.unwrap()
    }

    pub async fn stored(&self, access: &Access, update: &Update) -> ContactInformationRecordType {
        stored(self.update(access, update).await)
    }

    pub async fn refused(&self, access: &Access, update: &Update) -> Vec<RuleId> {
        match self.update(access, update).await {
            UpdateOutcome::Refused(violations) => violations.iter().map(|v| v.rule()).collect(),
            UpdateOutcome::Stored(_) => panic!("the update was stored"),
        }
    }

    pub async fn contact(&self, access: &Access) -> Option<ContactInformationRecordType> {
        self.store.contact(access, &identity(TOLVAN)).await.unwrap()
    }

    /// The audit log, oldest first, as far as there is anything since the import.
    pub async fn audit(&self) -> Vec<AuditEntry> {
        let page = self.store.audit(&administrator(), AuditQuery::default()).await.unwrap();
        page.entries.into_iter().rev().skip(1).collect()
    }
}

pub fn open_with(directory: &Path, clock: Arc<dyn Clock>) -> Result<SledStore, StoreError> {
    SledStore::open(directory, Rules::default(), clock, settings())
}

pub fn stored(outcome: UpdateOutcome) -> ContactInformationRecordType {
    match outcome {
        UpdateOutcome::Stored(record) => *record,
        UpdateOutcome::Refused(violations) => panic!("refused: {violations:?}"),
    }
}

pub fn ii(extension: &str) -> IIType {
    let mut id = IIType::new(PNR.to_owned());
    id.extension = Some(extension.to_owned());
    id
}

pub fn identity(extension: &str) -> PersonIdentity {
    Rules::default().identity(&ii(extension)).unwrap()
}

/// A personnummer of the kind that is only given to tests (birth numbers 980 to 999), one for each index.
pub fn test_number(index: usize) -> String {
    let day =
        date(1930, 1, 1).checked_add(jiff::Span::new().days(i64::try_from(index / 20).unwrap())).unwrap();
    let digits = format!("{:04}{:02}{:02}{}", day.year(), day.month(), day.day(), 980 + index % 20);
    let sum: u32 = digits[2..]
        .chars()
        .enumerate()
        .map(|(place, digit)| digit.to_digit(10).unwrap() * if place % 2 == 0 { 2 } else { 1 })
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

pub fn person(extension: &str) -> PersonRecordType {
    PersonRecordType::new(ii(extension), false, true, true)
}

pub fn protected(extension: &str) -> PersonRecordType {
    PersonRecordType::new(ii(extension), true, true, true)
}

pub fn deregistered(extension: &str, reason: &str) -> PersonRecordType {
    let mut deregistration = DeregistrationType::new();
    deregistration.deregistration_reason_code = Some(CodedValue::new(reason).unwrap());
    PersonRecordType { deregistration: Some(deregistration), ..person(extension) }
}

/// The person's own update, without details.
pub fn erasing(extension: &str, version: Option<&Version>) -> Update {
    let mut update = Update::new(ActorType::new(ii(extension)), ii(extension));
    update.version_to_update = version.cloned();
    update
}

/// The person's own update with one e-mail address.
pub fn email_update(extension: &str, version: Option<&Version>) -> Update {
    let mut update = erasing(extension, version);
    update.contact_information.push(detail("email", EMAIL));
    update
}

pub fn detail(contact_type: &str, value: &str) -> ContactInformationType {
    let mut detail = ContactInformationType::new(CodedValue::new(contact_type).unwrap());
    detail.value = Some(value.to_owned());
    detail.digital_notification = Some(true);
    detail
}

pub fn version(text: &str) -> Version {
    Version::new(text).unwrap()
}
