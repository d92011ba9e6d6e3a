//! What the tests of the store share.

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
use rivta_soap::codegen::rivta_xml::schema::Root;
use rivta_soap::{Caller, Clock, Contract, Grant, Grants, HsaId};
use tempfile::TempDir;

pub(crate) const PNR: &str = "1.2.752.129.2.1.3.1";
pub(crate) const TOLVAN: &str = "191212121212";
pub(crate) const EMAIL: &str = "marker.value@example.se";
pub(crate) const PHONE: &str = "+46701740605";

const fn contract(name: &'static str) -> Contract {
    Contract {
        name,
        major: 4,
        minor: 0,
        namespace: name,
        soap_action: name,
        request: Root::NONE,
        response: Root::NONE,
        namespaces: &[],
        documents: &[],
    }
}

static GET: Contract = contract("GetPersonContactInformation");
static GET_UNRESTRICTED: Contract = contract("GetPersonContactInformationUnrestricted");
static UPDATE: Contract = contract("UpdatePersonContactInformation");
static UPDATE_UNRESTRICTED: Contract = contract("UpdatePersonContactInformationUnrestricted");

pub(crate) fn get() -> Access {
    permit(&GET)
}

pub(crate) fn get_unrestricted() -> Access {
    permit(&GET_UNRESTRICTED)
}

pub(crate) fn update() -> Access {
    permit(&UPDATE)
}

pub(crate) fn update_unrestricted() -> Access {
    permit(&UPDATE_UNRESTRICTED)
}

pub(crate) fn administrator() -> Access {
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

pub(crate) fn hsa(text: &str) -> HsaId {
    text.parse().unwrap()
}

pub(crate) fn settings() -> Settings {
    Settings::new(hsa("SE165565594230-1000"))
}

pub(crate) fn open(directory: &Path) -> Result<SledStore, StoreError> {
    SledStore::open(directory, Rules::default(), Arc::new(SystemClock), settings())
}

pub(crate) fn create(directory: &Path) -> Result<SledStore, StoreError> {
    SledStore::create(directory, Rules::default(), Arc::new(SystemClock), settings())
}

/// A store in a directory of its own, with a clock that stands still.
pub(crate) struct Fixture {
    pub(crate) store: SledStore,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) directory: TempDir,
}

impl Fixture {
    /// With Tolvan in the register, at noon of the first of June 2026.
    pub(crate) async fn new() -> Self {
        let fixture = Self::empty();
        fixture.register([person(TOLVAN)]).await;
        fixture
    }

    pub(crate) fn empty() -> Self {
        let directory = TempDir::new().unwrap();
        let clock = Arc::new(FixedClock::new("2026-06-01T10:00:00Z".parse().unwrap()));
        let store = SledStore::create(directory.path(), Rules::default(), clock.clone(), settings()).unwrap();
        Self { store, clock, directory }
    }

    /// The same store, stopped and started.
    pub(crate) fn reopened(self) -> Self {
        let Self { store, clock, directory } = self;
        drop(store);
        let store = open_with(directory.path(), clock.clone()).unwrap();
        Self { store, clock, directory }
    }

    pub(crate) async fn register(&self, persons: impl IntoIterator<Item = PersonRecordType>) {
        let records = persons.into_iter().collect();
        let summary = self.store.import_persons(&administrator(), records).await.unwrap();
        assert_eq!(summary.findings, []);
    }

    pub(crate) fn at(&self, instant: &str) -> &Self {
        self.clock.set(instant.parse::<Timestamp>().unwrap());
        self
    }

    pub(crate) async fn update(&self, access: &Access, update: &Update) -> UpdateOutcome {
        self.store.update_contact(access, ContactUpdate::from(update)).await.unwrap()
    }

    pub(crate) async fn stored(&self, access: &Access, update: &Update) -> ContactInformationRecordType {
        stored(self.update(access, update).await)
    }

    pub(crate) async fn refused(&self, access: &Access, update: &Update) -> Vec<RuleId> {
        match self.update(access, update).await {
            UpdateOutcome::Refused(violations) => violations.iter().map(|v| v.rule()).collect(),
            UpdateOutcome::Stored(_) => panic!("the update was stored"),
        }
    }

    pub(crate) async fn contact(&self, access: &Access) -> Option<ContactInformationRecordType> {
        self.store.contact(access, &identity(TOLVAN)).await.unwrap()
    }

    /// The audit log, oldest first, as far as there is anything since the import.
    pub(crate) async fn audit(&self) -> Vec<AuditEntry> {
        let page = self.store.audit(&administrator(), AuditQuery::default()).await.unwrap();
        page.entries.into_iter().rev().skip(1).collect()
    }
}

pub(crate) fn open_with(directory: &Path, clock: Arc<dyn Clock>) -> Result<SledStore, StoreError> {
    SledStore::open(directory, Rules::default(), clock, settings())
}

pub(crate) fn stored(outcome: UpdateOutcome) -> ContactInformationRecordType {
    match outcome {
        UpdateOutcome::Stored(record) => *record,
        UpdateOutcome::Refused(violations) => panic!("refused: {violations:?}"),
    }
}

pub(crate) fn ii(extension: &str) -> IIType {
    let mut id = IIType::new(PNR.to_owned());
    id.extension = Some(extension.to_owned());
    id
}

pub(crate) fn identity(extension: &str) -> PersonIdentity {
    Rules::default().identity(&ii(extension)).unwrap()
}

/// A personnummer of the kind that is only given to tests (birth numbers 980 to 999), one for each index.
pub(crate) fn test_number(index: usize) -> String {
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

pub(crate) fn person(extension: &str) -> PersonRecordType {
    PersonRecordType::new(ii(extension), false, true, true)
}

pub(crate) fn protected(extension: &str) -> PersonRecordType {
    PersonRecordType::new(ii(extension), true, true, true)
}

pub(crate) fn deregistered(extension: &str, reason: &str) -> PersonRecordType {
    let mut deregistration = DeregistrationType::new();
    deregistration.deregistration_reason_code = Some(CodedValue::new(reason).unwrap());
    person(extension).with_deregistration(deregistration)
}

/// The person's own update, without details.
pub(crate) fn erasing(extension: &str, version: Option<&Version>) -> Update {
    let mut update = Update::new(ActorType::new(ii(extension)), ii(extension));
    update.version_to_update = version.cloned();
    update
}

/// The person's own update with one e-mail address.
pub(crate) fn email_update(extension: &str, version: Option<&Version>) -> Update {
    let mut update = erasing(extension, version);
    update.contact_information.push(detail("email", EMAIL));
    update
}

pub(crate) fn detail(contact_type: &str, value: &str) -> ContactInformationType {
    let mut detail = ContactInformationType::new(CodedValue::new(contact_type).unwrap());
    detail.value = Some(value.to_owned());
    detail.digital_notification = Some(true);
    detail
}

pub(crate) fn version(text: &str) -> Version {
    Version::new(text).unwrap()
}
