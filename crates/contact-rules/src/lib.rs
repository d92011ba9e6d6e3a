//! The rules of the national framework for contact details, and of the contract's contact part, as pure functions:
//! no storage, no network, no clock of their own. `docs/rules.md` lists every rule, its texts and its place in the code.
//!
//! * [`PersonIdentity`], [`TelephoneNumber`] and [`EmailAddress`] are valid because they exist.
//! * [`Rules`] checks an update: [`Rules::check_content`] needs only the request, [`Rules::check_person`] what the
//!   register knows, [`check_version`] the stored record's version. Each answers with [`Violation`]s.
//! * [`next_version`], [`local_timestamp`] and [`swedish_today`] turn the clock into the contract's times.
//! * [`restricted_view`], [`stamped_actor`] and [`Consent`] are what the store shows and keeps.
//!
//! A violation names the rule, the place and what would be right. It never holds the value that broke the rule.
//!
//! ```
//! use contact_rules::{ContactUpdate, Rules, result_text};
//! use rivta_persons::core::{ActorType, CodedValue, ContactInformationType, IIType};
//! use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;
//!
//! let mut person = IIType::new("1.2.752.129.2.1.3.1".to_owned());
//! person.extension = Some("191212121212".to_owned());
//! let mut telephone = ContactInformationType::new(CodedValue::new("sms")?);
//! telephone.value = Some("+460701740605".to_owned());
//! let mut request = UpdatePersonContactInformationType::new(ActorType::new(person.clone()), person);
//! request.contact_information.push(telephone);
//!
//! let violations = Rules::default().check_content(&ContactUpdate::from(&request));
//! assert_eq!(violations[0].path().to_string(), "contactInformation[1]/value");
//! assert_eq!(violations[0].message(), "trunk zero after +46; leave it out (F4)");
//! assert_eq!(
//!     result_text(&violations),
//!     "Telefonnumret har en nolla efter +46; skriv det utan nollan, t.ex. +46701740605 (F4).",
//! );
//! # Ok::<(), rivta_soap::codegen::rivta_xml::ValueError>(())
//! ```

mod actor;
mod consent;
mod content;
mod email;
mod identity;
mod lists;
mod path;
mod person;
mod problem;
mod restricted_view;
mod rule_id;
mod rules;
mod settings;
mod telephone;
#[cfg(test)]
mod testing;
mod update;
mod version;
mod violation;

pub use actor::stamped_actor;
pub use consent::Consent;
pub use email::{EmailAddress, InvalidEmailAddress};
pub use identity::{IdentityForm, IdentityKind, InvalidIdentity, PersonIdentity};
pub use path::{DetailField, Path};
pub use person::{DeregistrationReason, PersonStatus, Scope};
pub use restricted_view::restricted_view;
pub use rivta_soap::{Clock, FixedClock, SystemClock};
pub use rule_id::{RuleId, UnknownRuleId};
pub use rules::Rules;
pub use settings::{InvalidSettings, RulesSettings, SettingsMistake, SeveritySettings};
pub use telephone::{InvalidTelephoneNumber, TelephoneNumber};
pub use update::ContactUpdate;
pub use version::{check_version, local_timestamp, next_version, swedish_today};
pub use violation::{Severity, Violation, result_text};
