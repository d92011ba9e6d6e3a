//! Provisional.
#![allow(missing_docs)]
pub mod core {
    use rivta_soap::codegen::rivta_xml::{AnyElements, AnyUri, Base64Binary, Date, DateTime, ValueError};
    use serde::{Deserialize, Serialize};
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct AddressPlaceId(i64);
    impl AddressPlaceId {
        pub fn new(v: i64) -> Result<Self, ValueError> {
            if (0..=99999999999999).contains(&v) {
                Ok(Self(v))
            } else {
                Err(ValueError::new("range"))
            }
        }
        pub fn get(self) -> i64 {
            self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct ApartmentId(i64);
    impl ApartmentId {
        pub fn new(v: i64) -> Result<Self, ValueError> {
            if (0..=99999999999999).contains(&v) {
                Ok(Self(v))
            } else {
                Err(ValueError::new("range"))
            }
        }
        pub fn get(self) -> i64 {
            self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct CodedValue(String);
    impl CodedValue {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 40 {
                return Err(ValueError::new("maxLength=40"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct CountryCode(String);
    impl CountryCode {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if (n as i64) < 1 {
                return Err(ValueError::new("minLength=1"));
            }
            if n > 2 {
                return Err(ValueError::new("maxLength=2"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
    pub enum DateTypeFormatType {
        Yyyy,
        YyyyMm,
        YyyyMmDd,
    }
    impl DateTypeFormatType {
        pub fn as_str(self) -> &'static str {
            match self {
                Self::Yyyy => "YYYY",
                Self::YyyyMm => "YYYY-MM",
                Self::YyyyMmDd => "YYYY-MM-DD",
            }
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct DistrictCode(String);
    impl DistrictCode {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if (n as i64) < 0 {
                return Err(ValueError::new("minLength=0"));
            }
            if n > 6 {
                return Err(ValueError::new("maxLength=6"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct FictitiousPropertyNumber(i32);
    impl FictitiousPropertyNumber {
        pub fn new(v: i32) -> Result<Self, ValueError> {
            if (0..=999).contains(&v) { Ok(Self(v)) } else { Err(ValueError::new("range")) }
        }
        pub fn get(self) -> i32 {
            self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct GivenNameIndicator(i32);
    impl GivenNameIndicator {
        pub fn new(v: i32) -> Result<Self, ValueError> {
            if (10..=99).contains(&v) { Ok(Self(v)) } else { Err(ValueError::new("range")) }
        }
        pub fn get(self) -> i32 {
            self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
    pub enum LookupProfileType {
        P1,
        P2,
        P3,
        P4,
        P5,
        P6,
        P7,
        P8,
        P9,
        P10,
    }
    impl LookupProfileType {
        pub fn as_str(self) -> &'static str {
            match self {
                Self::P1 => "P1",
                Self::P2 => "P2",
                Self::P3 => "P3",
                Self::P4 => "P4",
                Self::P5 => "P5",
                Self::P6 => "P6",
                Self::P7 => "P7",
                Self::P8 => "P8",
                Self::P9 => "P9",
                Self::P10 => "P10",
            }
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct OrderId(String);
    impl OrderId {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 36 {
                return Err(ValueError::new("maxLength=36"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct PartialDateValue(String);
    impl PartialDateValue {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if (n as i64) < 4 {
                return Err(ValueError::new("minLength=4"));
            }
            if n > 10 {
                return Err(ValueError::new("maxLength=10"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct PersonalIdentityNumber(String);
    impl PersonalIdentityNumber {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 64 {
                return Err(ValueError::new("maxLength=64"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct PostalCode(i32);
    impl PostalCode {
        pub fn new(v: i32) -> Result<Self, ValueError> {
            if (0..=99999).contains(&v) { Ok(Self(v)) } else { Err(ValueError::new("range")) }
        }
        pub fn get(self) -> i32 {
            self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct PropertyId(String);
    impl PropertyId {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 10 {
                return Err(ValueError::new("maxLength=10"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct RecordId(String);
    impl RecordId {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n != 16 {
                return Err(ValueError::new("length=16"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
    pub enum ResultCodeType {
        Ok,
        Error,
    }
    impl ResultCodeType {
        pub fn as_str(self) -> &'static str {
            match self {
                Self::Ok => "OK",
                Self::Error => "ERROR",
            }
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct String2(String);
    impl String2 {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 2 {
                return Err(ValueError::new("maxLength=2"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct String40(String);
    impl String40 {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 40 {
                return Err(ValueError::new("maxLength=40"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct String80(String);
    impl String80 {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n > 80 {
                return Err(ValueError::new("maxLength=80"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
    pub struct Timestamp(String);
    impl Timestamp {
        pub fn new(text: impl Into<String>) -> Result<Self, ValueError> {
            let s: String = text.into();
            let n = s.chars().count();
            if n != 14 {
                return Err(ValueError::new("length=14"));
            }
            Ok(Self(s))
        }
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct IIType {
        pub root: String,
        pub extension: Option<String>,
        pub any: AnyElements,
    }
    impl IIType {
        pub fn new(root: String) -> Self {
            Self { root, extension: Default::default(), any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ProfessionalType {
        pub organization_id: IIType,
        pub any: AnyElements,
    }
    impl ProfessionalType {
        pub fn new(organization_id: IIType) -> Self {
            Self { organization_id, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ActorType {
        pub id: IIType,
        pub professional: Option<ProfessionalType>,
        pub update_time: Option<Timestamp>,
        pub any: AnyElements,
    }
    impl ActorType {
        pub fn new(id: IIType) -> Self {
            Self {
                id,
                professional: Default::default(),
                update_time: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PartialDateType {
        pub format: DateTypeFormatType,
        pub value: PartialDateValue,
        pub any: AnyElements,
    }
    impl PartialDateType {
        pub fn new(format: DateTypeFormatType, value: PartialDateValue) -> Self {
            Self { format, value, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct DatePeriodType {
        pub start: Option<Date>,
        pub end: Option<Date>,
        pub any: AnyElements,
    }
    impl DatePeriodType {
        pub fn new() -> Self {
            Self { start: Default::default(), end: Default::default(), any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ResidentialAddressType {
        pub care_of: Option<String40>,
        pub postal_address1: Option<String40>,
        pub postal_address2: Option<String40>,
        pub postal_code: Option<PostalCode>,
        pub city: Option<String40>,
        pub any: AnyElements,
    }
    impl ResidentialAddressType {
        pub fn new() -> Self {
            Self {
                care_of: Default::default(),
                postal_address1: Default::default(),
                postal_address2: Default::default(),
                postal_code: Default::default(),
                city: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ContactInformationType {
        pub contact_type: CodedValue,
        pub r#use: Option<CodedValue>,
        pub value: Option<String>,
        pub rank: Option<i32>,
        pub comment: Option<String>,
        pub period: Option<DatePeriodType>,
        pub digital_notification: Option<bool>,
        pub any: AnyElements,
    }
    impl ContactInformationType {
        pub fn new(contact_type: CodedValue) -> Self {
            Self {
                contact_type,
                r#use: Default::default(),
                value: Default::default(),
                rank: Default::default(),
                comment: Default::default(),
                period: Default::default(),
                digital_notification: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ContactPersonType {
        pub contact_relationship_type: CodedValue,
        pub priority_order: Option<i32>,
        pub given_name: Option<String80>,
        pub sur_name: Option<String80>,
        pub middle_name: Option<String80>,
        pub contact_person_address: Option<ResidentialAddressType>,
        pub contact_person_contact_information: Vec<ContactInformationType>,
        pub any: AnyElements,
    }
    impl ContactPersonType {
        pub fn new(contact_relationship_type: CodedValue) -> Self {
            Self {
                contact_relationship_type,
                priority_order: Default::default(),
                given_name: Default::default(),
                sur_name: Default::default(),
                middle_name: Default::default(),
                contact_person_address: Default::default(),
                contact_person_contact_information: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ContactInformationRecordType {
        pub version: Timestamp,
        pub person_id: IIType,
        pub contact_information: Vec<ContactInformationType>,
        pub contact_person: Vec<ContactPersonType>,
        pub protected_person_indicator: bool,
        pub protected_population_record: Option<bool>,
        pub optout_paper_notification: Option<bool>,
        pub update_person_contact_information_actor: Option<ActorType>,
        pub any: AnyElements,
    }
    impl ContactInformationRecordType {
        pub fn new(version: Timestamp, person_id: IIType, protected_person_indicator: bool) -> Self {
            Self {
                version,
                person_id,
                contact_information: Default::default(),
                contact_person: Default::default(),
                protected_person_indicator,
                protected_population_record: Default::default(),
                optout_paper_notification: Default::default(),
                update_person_contact_information_actor: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ResultType {
        pub result_code: ResultCodeType,
        pub result_text: Option<String>,
        pub any: AnyElements,
    }
    impl ResultType {
        pub fn new(result_code: ResultCodeType) -> Self {
            Self { result_code, result_text: Default::default(), any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonContactInformationResultType {
        pub result: ResultType,
        pub contact_information_record: Option<ContactInformationRecordType>,
        pub any: AnyElements,
    }
    impl UpdatePersonContactInformationResultType {
        pub fn new(result: ResultType) -> Self {
            Self { result, contact_information_record: Default::default(), any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct NameType {
        pub given_name_indicator: Option<GivenNameIndicator>,
        pub given_name: Option<String80>,
        pub middle_name: Option<String80>,
        pub surname: Option<String80>,
        pub notification_name: Option<String40>,
        pub any: AnyElements,
    }
    impl NameType {
        pub fn new() -> Self {
            Self {
                given_name_indicator: Default::default(),
                given_name: Default::default(),
                middle_name: Default::default(),
                surname: Default::default(),
                notification_name: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct LinkedIdentityType {
        pub referred_personal_identity: IIType,
        pub assurance_level: CodedValue,
        pub primary_identity: bool,
        pub any: AnyElements,
    }
    impl LinkedIdentityType {
        pub fn new(
            referred_personal_identity: IIType,
            assurance_level: CodedValue,
            primary_identity: bool,
        ) -> Self {
            Self {
                referred_personal_identity,
                assurance_level,
                primary_identity,
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ReferredPersonalIdentityType {
        pub referred_personal_identity: IIType,
        pub referred_personal_identity_status: Option<String>,
        pub any: AnyElements,
    }
    impl ReferredPersonalIdentityType {
        pub fn new(referred_personal_identity: IIType) -> Self {
            Self {
                referred_personal_identity,
                referred_personal_identity_status: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PlaceOfBirthSwedenType {
        pub birth_county_code: Option<String2>,
        pub birth_parish: Option<String40>,
        pub any: AnyElements,
    }
    impl PlaceOfBirthSwedenType {
        pub fn new() -> Self {
            Self {
                birth_county_code: Default::default(),
                birth_parish: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct BirthAbroadType {
        pub place_of_birth_abroad: Option<String80>,
        pub country_of_birth: Option<String40>,
        pub any: AnyElements,
    }
    impl BirthAbroadType {
        pub fn new() -> Self {
            Self {
                place_of_birth_abroad: Default::default(),
                country_of_birth: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct BirthType {
        pub date_of_birth: Option<PartialDateType>,
        pub place_of_birth_sweden: Option<PlaceOfBirthSwedenType>,
        pub birth_abroad: Option<BirthAbroadType>,
        pub any: AnyElements,
    }
    impl BirthType {
        pub fn new() -> Self {
            Self {
                date_of_birth: Default::default(),
                place_of_birth_sweden: Default::default(),
                birth_abroad: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PopulationRegistrationLocalityType {
        pub population_registration_date: Option<PartialDateType>,
        pub county_code: Option<String2>,
        pub municipality_code: Option<String2>,
        pub parish_code: Option<String2>,
        pub property_designation: Option<String40>,
        pub fictitious_property_number: Option<FictitiousPropertyNumber>,
        pub population_registration_type: Option<CodedValue>,
        pub local_registration_time: Option<DateTime>,
        pub local_registration_end_time: Option<DateTime>,
        pub any: AnyElements,
    }
    impl PopulationRegistrationLocalityType {
        pub fn new() -> Self {
            Self {
                population_registration_date: Default::default(),
                county_code: Default::default(),
                municipality_code: Default::default(),
                parish_code: Default::default(),
                property_designation: Default::default(),
                fictitious_property_number: Default::default(),
                population_registration_type: Default::default(),
                local_registration_time: Default::default(),
                local_registration_end_time: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct NotificationCaseType {
        pub record_id: Option<RecordId>,
        pub notification_type: Option<String40>,
        pub modification_time: Option<DateTime>,
        pub total_record: Option<bool>,
        pub notification_date: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl NotificationCaseType {
        pub fn new() -> Self {
            Self {
                record_id: Default::default(),
                notification_type: Default::default(),
                modification_time: Default::default(),
                total_record: Default::default(),
                notification_date: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct HistoricalRecordsType {
        pub population_registration_locality: Vec<PopulationRegistrationLocalityType>,
        pub historical_address: Option<ResidentialAddressType>,
        pub any: AnyElements,
    }
    impl HistoricalRecordsType {
        pub fn new() -> Self {
            Self {
                population_registration_locality: Default::default(),
                historical_address: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PopulationRegistrationRecordType {
        pub syncronization_time: Option<DateTime>,
        pub notification_case: Option<NotificationCaseType>,
        pub historical_records: Option<HistoricalRecordsType>,
        pub any: AnyElements,
    }
    impl PopulationRegistrationRecordType {
        pub fn new() -> Self {
            Self {
                syncronization_time: Default::default(),
                notification_case: Default::default(),
                historical_records: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct NationalKeysType {
        pub property_id: Option<PropertyId>,
        pub address_place_id: Option<AddressPlaceId>,
        pub apartment_id: Option<ApartmentId>,
        pub any: AnyElements,
    }
    impl NationalKeysType {
        pub fn new() -> Self {
            Self {
                property_id: Default::default(),
                address_place_id: Default::default(),
                apartment_id: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UUIDType {
        pub property_id: Option<String>,
        pub address_place_id: Option<String>,
        pub apartment_id: Option<String>,
        pub any: AnyElements,
    }
    impl UUIDType {
        pub fn new() -> Self {
            Self {
                property_id: Default::default(),
                address_place_id: Default::default(),
                apartment_id: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct DistrictType {
        pub district_code: Option<DistrictCode>,
        pub any: AnyElements,
    }
    impl DistrictType {
        pub fn new() -> Self {
            Self { district_code: Default::default(), any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct AddressAbroadType {
        pub postal_address1: Option<String40>,
        pub postal_address2: Option<String40>,
        pub postal_address3: Option<String40>,
        pub country_code: Option<String40>,
        pub address_abroad_date: Option<PartialDateType>,
        pub voting_date: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl AddressAbroadType {
        pub fn new() -> Self {
            Self {
                postal_address1: Default::default(),
                postal_address2: Default::default(),
                postal_address3: Default::default(),
                country_code: Default::default(),
                address_abroad_date: Default::default(),
                voting_date: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct AddressInformationType {
        pub residential_address: Option<ResidentialAddressType>,
        pub national_keys: Option<NationalKeysType>,
        pub district: Option<DistrictType>,
        pub special_postal_address: Option<ResidentialAddressType>,
        pub address_abroad: Option<AddressAbroadType>,
        pub given_address: Option<ResidentialAddressType>,
        pub uuid: Option<UUIDType>,
        pub any: AnyElements,
    }
    impl AddressInformationType {
        pub fn new() -> Self {
            Self {
                residential_address: Default::default(),
                national_keys: Default::default(),
                district: Default::default(),
                special_postal_address: Default::default(),
                address_abroad: Default::default(),
                given_address: Default::default(),
                uuid: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ConfirmedIdentityType {
        pub type_of_identification: Option<CodedValue>,
        pub identification_number: Option<String>,
        pub issuers_of_id: Option<String>,
        pub valid_date_period: Option<DatePeriodType>,
        pub attachment_id: Vec<String>,
        pub country_code: Option<CountryCode>,
        pub any: AnyElements,
    }
    impl ConfirmedIdentityType {
        pub fn new() -> Self {
            Self {
                type_of_identification: Default::default(),
                identification_number: Default::default(),
                issuers_of_id: Default::default(),
                valid_date_period: Default::default(),
                attachment_id: Default::default(),
                country_code: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct AdministrativeInformationType {
        pub category_of_person: Option<CodedValue>,
        pub account_code: Option<CodedValue>,
        pub comment: Option<String>,
        pub any: AnyElements,
    }
    impl AdministrativeInformationType {
        pub fn new() -> Self {
            Self {
                category_of_person: Default::default(),
                account_code: Default::default(),
                comment: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct DeregistrationType {
        pub deregistration_reason_code: Option<CodedValue>,
        pub deregistration_date: Option<PartialDateType>,
        pub found_dead_at_date: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl DeregistrationType {
        pub fn new() -> Self {
            Self {
                deregistration_reason_code: Default::default(),
                deregistration_date: Default::default(),
                found_dead_at_date: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct MaritalStatusType {
        pub marital_status_code: Option<CodedValue>,
        pub marital_status_date: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl MaritalStatusType {
        pub fn new() -> Self {
            Self {
                marital_status_code: Default::default(),
                marital_status_date: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ImmigrationIdentityType {
        pub personal_identity_number: PersonalIdentityNumber,
        pub country: CountryCode,
        pub any: AnyElements,
    }
    impl ImmigrationIdentityType {
        pub fn new(personal_identity_number: PersonalIdentityNumber, country: CountryCode) -> Self {
            Self { personal_identity_number, country, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct ImmigrationType {
        pub immigration_date: Option<PartialDateType>,
        pub right_of_residence: Option<bool>,
        pub immigration_identity: Vec<ImmigrationIdentityType>,
        pub any: AnyElements,
    }
    impl ImmigrationType {
        pub fn new() -> Self {
            Self {
                immigration_date: Default::default(),
                right_of_residence: Default::default(),
                immigration_identity: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct CitizenshipType {
        pub citizenship_country_code: Option<CountryCode>,
        pub citizenship_date: Option<PartialDateType>,
        pub status: Option<CodedValue>,
        pub any: AnyElements,
    }
    impl CitizenshipType {
        pub fn new() -> Self {
            Self {
                citizenship_country_code: Default::default(),
                citizenship_date: Default::default(),
                status: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct RelationshipIdType {
        pub personal_identity: Option<IIType>,
        pub date_of_birth: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl RelationshipIdType {
        pub fn new() -> Self {
            Self {
                personal_identity: Default::default(),
                date_of_birth: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct RelationshipType {
        pub relationship_id: RelationshipIdType,
        pub relationship_type: CodedValue,
        pub relationship_from_date: Option<PartialDateType>,
        pub relationship_to_date: Option<PartialDateType>,
        pub name: Option<NameType>,
        pub deregistration: Option<DeregistrationType>,
        pub status: Option<CodedValue>,
        pub any: AnyElements,
    }
    impl RelationshipType {
        pub fn new(relationship_id: RelationshipIdType, relationship_type: CodedValue) -> Self {
            Self {
                relationship_id,
                relationship_type,
                relationship_from_date: Default::default(),
                relationship_to_date: Default::default(),
                name: Default::default(),
                deregistration: Default::default(),
                status: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct CoOrdinationNumberDataType {
        pub allocation_date: Option<PartialDateType>,
        pub preliminary_transfer_date: Option<PartialDateType>,
        pub renewal_date: Option<PartialDateType>,
        pub deceased_date: Option<PartialDateType>,
        pub any: AnyElements,
    }
    impl CoOrdinationNumberDataType {
        pub fn new() -> Self {
            Self {
                allocation_date: Default::default(),
                preliminary_transfer_date: Default::default(),
                renewal_date: Default::default(),
                deceased_date: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PersonalIdentityStatusType {
        pub identity_status: Option<String>,
        pub identity_status_date: Option<PartialDateType>,
        pub identity_status_cause: Option<String>,
        pub any: AnyElements,
    }
    impl PersonalIdentityStatusType {
        pub fn new() -> Self {
            Self {
                identity_status: Default::default(),
                identity_status_date: Default::default(),
                identity_status_cause: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct MultimediaType {
        pub id: Option<String>,
        pub media_type: CodedValue,
        pub value: Option<Base64Binary>,
        pub reference: Option<AnyUri>,
        pub any: AnyElements,
    }
    impl MultimediaType {
        pub fn new(media_type: CodedValue) -> Self {
            Self {
                id: Default::default(),
                media_type,
                value: Default::default(),
                reference: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct PersonRecordType {
        pub personal_identity: IIType,
        pub identity_level: Option<String>,
        pub identity_level_date: Option<PartialDateType>,
        pub gender: Option<CodedValue>,
        pub protected_person_indicator: bool,
        pub test_indicator: bool,
        pub primary_identity: bool,
        pub version: Option<Timestamp>,
        pub name: Option<NameType>,
        pub linked_identity: Vec<LinkedIdentityType>,
        pub referred_personal_identities: Vec<ReferredPersonalIdentityType>,
        pub birth: Option<BirthType>,
        pub population_registration_locality: Option<PopulationRegistrationLocalityType>,
        pub population_registration_record: Option<PopulationRegistrationRecordType>,
        pub address_information: Option<AddressInformationType>,
        pub contact_information: Vec<ContactInformationType>,
        pub contact_person: Vec<ContactPersonType>,
        pub confirmed_identity: Vec<ConfirmedIdentityType>,
        pub administrative_information: Option<AdministrativeInformationType>,
        pub deregistration: Option<DeregistrationType>,
        pub marital_status: Option<MaritalStatusType>,
        pub immigration: Option<ImmigrationType>,
        pub citizenship: Vec<CitizenshipType>,
        pub relationship: Vec<RelationshipType>,
        pub co_ordination_number_data: Option<CoOrdinationNumberDataType>,
        pub personal_identity_status: Option<PersonalIdentityStatusType>,
        pub update_person_actor: Option<ActorType>,
        pub update_person_contact_information_actor: Option<ActorType>,
        pub attachment: Vec<MultimediaType>,
        pub optout_paper_notification: Option<bool>,
        pub protected_population_record: Option<bool>,
        pub any: AnyElements,
    }
    impl PersonRecordType {
        pub fn new(
            personal_identity: IIType,
            protected_person_indicator: bool,
            test_indicator: bool,
            primary_identity: bool,
        ) -> Self {
            Self {
                personal_identity,
                identity_level: Default::default(),
                identity_level_date: Default::default(),
                gender: Default::default(),
                protected_person_indicator,
                test_indicator,
                primary_identity,
                version: Default::default(),
                name: Default::default(),
                linked_identity: Default::default(),
                referred_personal_identities: Default::default(),
                birth: Default::default(),
                population_registration_locality: Default::default(),
                population_registration_record: Default::default(),
                address_information: Default::default(),
                contact_information: Default::default(),
                contact_person: Default::default(),
                confirmed_identity: Default::default(),
                administrative_information: Default::default(),
                deregistration: Default::default(),
                marital_status: Default::default(),
                immigration: Default::default(),
                citizenship: Default::default(),
                relationship: Default::default(),
                co_ordination_number_data: Default::default(),
                personal_identity_status: Default::default(),
                update_person_actor: Default::default(),
                update_person_contact_information_actor: Default::default(),
                attachment: Default::default(),
                optout_paper_notification: Default::default(),
                protected_population_record: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct RequestedPersonRecordType {
        pub requested_personal_identity: IIType,
        pub person_record: Option<PersonRecordType>,
        pub any: AnyElements,
    }
    impl RequestedPersonRecordType {
        pub fn new(requested_personal_identity: IIType) -> Self {
            Self {
                requested_personal_identity,
                person_record: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonResultType {
        pub result: ResultType,
        pub person_record: Option<PersonRecordType>,
        pub any: AnyElements,
    }
    impl UpdatePersonResultType {
        pub fn new(result: ResultType) -> Self {
            Self { result, person_record: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod get_person_contact_information {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonContactInformationType {
        pub person_id: IIType,
        pub any: AnyElements,
    }
    impl GetPersonContactInformationType {
        pub fn new(person_id: IIType) -> Self {
            Self { person_id, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonContactInformationResponseType {
        pub contact_information_record: Option<ContactInformationRecordType>,
        pub any: AnyElements,
    }
    impl GetPersonContactInformationResponseType {
        pub fn new() -> Self {
            Self { contact_information_record: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod get_person_contact_information_unrestricted {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonContactInformationUnrestrictedType {
        pub person_id: IIType,
        pub any: AnyElements,
    }
    impl GetPersonContactInformationUnrestrictedType {
        pub fn new(person_id: IIType) -> Self {
            Self { person_id, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonContactInformationUnrestrictedResponseType {
        pub contact_information_record: Option<ContactInformationRecordType>,
        pub any: AnyElements,
    }
    impl GetPersonContactInformationUnrestrictedResponseType {
        pub fn new() -> Self {
            Self { contact_information_record: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod update_person_contact_information {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonContactInformationType {
        pub actor: ActorType,
        pub person_id: IIType,
        pub version_to_update: Option<Timestamp>,
        pub contact_information: Vec<ContactInformationType>,
        pub contact_person: Vec<ContactPersonType>,
        pub optout_paper_notification: Option<bool>,
        pub any: AnyElements,
    }
    impl UpdatePersonContactInformationType {
        pub fn new(actor: ActorType, person_id: IIType) -> Self {
            Self {
                actor,
                person_id,
                version_to_update: Default::default(),
                contact_information: Default::default(),
                contact_person: Default::default(),
                optout_paper_notification: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonContactInformationResponseType {
        pub update_person_contact_information_result: UpdatePersonContactInformationResultType,
        pub any: AnyElements,
    }
    impl UpdatePersonContactInformationResponseType {
        pub fn new(
            update_person_contact_information_result: UpdatePersonContactInformationResultType,
        ) -> Self {
            Self { update_person_contact_information_result, any: AnyElements::default() }
        }
    }
}
pub mod update_person_contact_information_unrestricted {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonContactInformationUnrestrictedType {
        pub actor: ActorType,
        pub person_id: IIType,
        pub version_to_update: Option<Timestamp>,
        pub contact_information: Vec<ContactInformationType>,
        pub contact_person: Vec<ContactPersonType>,
        pub optout_paper_notification: Option<bool>,
        pub any: AnyElements,
    }
    impl UpdatePersonContactInformationUnrestrictedType {
        pub fn new(actor: ActorType, person_id: IIType) -> Self {
            Self {
                actor,
                person_id,
                version_to_update: Default::default(),
                contact_information: Default::default(),
                contact_person: Default::default(),
                optout_paper_notification: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonContactInformationUnrestrictedResponseType {
        pub update_person_contact_information_unrestricted_result: UpdatePersonContactInformationResultType,
        pub any: AnyElements,
    }
    impl UpdatePersonContactInformationUnrestrictedResponseType {
        pub fn new(
            update_person_contact_information_unrestricted_result: UpdatePersonContactInformationResultType,
        ) -> Self {
            Self { update_person_contact_information_unrestricted_result, any: AnyElements::default() }
        }
    }
}
pub mod get_persons_for_profile {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonsForProfileType {
        pub person_id: Vec<IIType>,
        pub profile: LookupProfileType,
        pub ignore_referred_identity: bool,
        pub any: AnyElements,
    }
    impl GetPersonsForProfileType {
        pub fn new(
            person_id: Vec<IIType>,
            profile: LookupProfileType,
            ignore_referred_identity: bool,
        ) -> Self {
            Self { person_id, profile, ignore_referred_identity, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonsForProfileResponseType {
        pub requested_person_record: Vec<RequestedPersonRecordType>,
        pub any: AnyElements,
    }
    impl GetPersonsForProfileResponseType {
        pub fn new(requested_person_record: Vec<RequestedPersonRecordType>) -> Self {
            Self { requested_person_record, any: AnyElements::default() }
        }
    }
}
pub mod get_persons_for_profile_unrestricted {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonsForProfileUnrestrictedType {
        pub person_id: Vec<IIType>,
        pub profile: LookupProfileType,
        pub ignore_referred_identity: bool,
        pub any: AnyElements,
    }
    impl GetPersonsForProfileUnrestrictedType {
        pub fn new(
            person_id: Vec<IIType>,
            profile: LookupProfileType,
            ignore_referred_identity: bool,
        ) -> Self {
            Self { person_id, profile, ignore_referred_identity, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct GetPersonsForProfileUnrestrictedResponseType {
        pub requested_person_record: Vec<RequestedPersonRecordType>,
        pub any: AnyElements,
    }
    impl GetPersonsForProfileUnrestrictedResponseType {
        pub fn new(requested_person_record: Vec<RequestedPersonRecordType>) -> Self {
            Self { requested_person_record, any: AnyElements::default() }
        }
    }
}
pub mod search_persons_for_profile {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileType {
        pub query: String,
        pub query_language: String,
        pub profile: LookupProfileType,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileType {
        pub fn new(query: String, query_language: String, profile: LookupProfileType) -> Self {
            Self { query, query_language, profile, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileResponseType {
        pub person_record: Vec<PersonRecordType>,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileResponseType {
        pub fn new() -> Self {
            Self { person_record: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod search_persons_for_profile_unrestricted {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileUnrestrictedType {
        pub query: String,
        pub query_language: String,
        pub profile: LookupProfileType,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileUnrestrictedType {
        pub fn new(query: String, query_language: String, profile: LookupProfileType) -> Self {
            Self { query, query_language, profile, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileUnrestrictedResponseType {
        pub person_record: Vec<PersonRecordType>,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileUnrestrictedResponseType {
        pub fn new() -> Self {
            Self { person_record: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod search_persons_for_profile_by_order {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileByOrderType {
        pub query: String,
        pub query_language: String,
        pub profile: LookupProfileType,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileByOrderType {
        pub fn new(query: String, query_language: String, profile: LookupProfileType) -> Self {
            Self { query, query_language, profile, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileByOrderResponseType {
        pub order_id: Option<OrderId>,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileByOrderResponseType {
        pub fn new() -> Self {
            Self { order_id: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod search_persons_for_profile_by_order_unrestricted {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileByOrderUnrestrictedType {
        pub query: String,
        pub query_language: String,
        pub profile: LookupProfileType,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileByOrderUnrestrictedType {
        pub fn new(query: String, query_language: String, profile: LookupProfileType) -> Self {
            Self { query, query_language, profile, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct SearchPersonsForProfileByOrderUnrestrictedResponseType {
        pub order_id: Option<OrderId>,
        pub any: AnyElements,
    }
    impl SearchPersonsForProfileByOrderUnrestrictedResponseType {
        pub fn new() -> Self {
            Self { order_id: Default::default(), any: AnyElements::default() }
        }
    }
}
pub mod link_person_identity {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct LinkPersonIdentityType {
        pub actor: ActorType,
        pub from_identity: IIType,
        pub to_identity: IIType,
        pub any: AnyElements,
    }
    impl LinkPersonIdentityType {
        pub fn new(actor: ActorType, from_identity: IIType, to_identity: IIType) -> Self {
            Self { actor, from_identity, to_identity, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct LinkPersonIdentityResponseType {
        pub result: ResultType,
        pub any: AnyElements,
    }
    impl LinkPersonIdentityResponseType {
        pub fn new(result: ResultType) -> Self {
            Self { result, any: AnyElements::default() }
        }
    }
}
pub mod unlink_person_identity {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UnlinkPersonIdentityType {
        pub actor: ActorType,
        pub unlink_from_identity: IIType,
        pub unlink_identity: IIType,
        pub any: AnyElements,
    }
    impl UnlinkPersonIdentityType {
        pub fn new(actor: ActorType, unlink_from_identity: IIType, unlink_identity: IIType) -> Self {
            Self { actor, unlink_from_identity, unlink_identity, any: AnyElements::default() }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UnlinkPersonIdentityResponseType {
        pub result: ResultType,
        pub any: AnyElements,
    }
    impl UnlinkPersonIdentityResponseType {
        pub fn new(result: ResultType) -> Self {
            Self { result, any: AnyElements::default() }
        }
    }
}
pub mod update_person {
    use super::core::*;
    use rivta_soap::codegen::rivta_xml::AnyElements;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonType {
        pub actor: ActorType,
        pub person_id: Option<IIType>,
        pub gender: Option<CodedValue>,
        pub version_to_update: Option<Timestamp>,
        pub name: Option<NameType>,
        pub birth: Option<BirthType>,
        pub relationship: Vec<RelationshipType>,
        pub given_address: Option<ResidentialAddressType>,
        pub deregistration: Option<DeregistrationType>,
        pub administrative_information: Option<AdministrativeInformationType>,
        pub confirmed_identity: Vec<ConfirmedIdentityType>,
        pub address_abroad: Option<AddressAbroadType>,
        pub any: AnyElements,
    }
    impl UpdatePersonType {
        pub fn new(actor: ActorType) -> Self {
            Self {
                actor,
                person_id: Default::default(),
                gender: Default::default(),
                version_to_update: Default::default(),
                name: Default::default(),
                birth: Default::default(),
                relationship: Default::default(),
                given_address: Default::default(),
                deregistration: Default::default(),
                administrative_information: Default::default(),
                confirmed_identity: Default::default(),
                address_abroad: Default::default(),
                any: AnyElements::default(),
            }
        }
    }
    #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
    pub struct UpdatePersonResponseType {
        pub update_person_result: UpdatePersonResultType,
        pub any: AnyElements,
    }
    impl UpdatePersonResponseType {
        pub fn new(update_person_result: UpdatePersonResultType) -> Self {
            Self { update_person_result, any: AnyElements::default() }
        }
    }
}
