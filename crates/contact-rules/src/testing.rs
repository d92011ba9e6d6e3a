//! What the tests share: requests that break no rule, to be broken one at a time.

use rivta_persons::core::{ActorType, CodedValue, ContactInformationType, IIType, ProfessionalType};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;

use crate::identity::roots;
use crate::update::ContactUpdate;
use crate::violation::Violation;
use crate::{RuleId, Rules, RulesSettings};

/// A published test number.
pub(crate) const TOLVAN: &str = "191212121212";

pub(crate) type Request = UpdatePersonContactInformationType;

pub(crate) fn ii(root: &str, extension: &str) -> IIType {
    let mut id = IIType::new(root.to_owned());
    id.extension = Some(extension.to_owned());
    id
}

/// Tolvan's update of the own record, without details.
pub(crate) fn own_update() -> Request {
    let person = ii(roots::PNR, TOLVAN);
    Request::new(ActorType::new(person.clone()), person)
}

/// The same by a professional of an organisation.
pub(crate) fn professional_update() -> Request {
    let mut actor = ActorType::new(ii(roots::HSA_PERSON, "SE2321000016-1003"));
    actor.professional = Some(ProfessionalType::new(ii(roots::HSA_CARE_PROVIDER, "SE165565594230-1000")));
    Request::new(actor, ii(roots::PNR, TOLVAN))
}

/// A detail that may be used for notification.
pub(crate) fn detail(contact_type: &str, value: &str) -> ContactInformationType {
    let mut detail = ContactInformationType::new(CodedValue::new(contact_type).unwrap());
    detail.value = Some(value.to_owned());
    detail.digital_notification = Some(true);
    detail
}

pub(crate) fn with_details<const N: usize>(details: [ContactInformationType; N]) -> Request {
    let mut request = own_update();
    request.contact_information = details.into();
    request
}

pub(crate) fn violations(rules: &Rules, request: &Request) -> Vec<Violation> {
    rules.check_content(&ContactUpdate::from(request))
}

/// Rule and place of each breach, under the framework's rules.
pub(crate) fn breaches(request: &Request) -> Vec<(RuleId, String)> {
    breaches_of(&Rules::default(), request)
}

pub(crate) fn breaches_of(rules: &Rules, request: &Request) -> Vec<(RuleId, String)> {
    violations(rules, request)
        .iter()
        .map(|violation| (violation.rule(), violation.path().to_string()))
        .collect()
}

pub(crate) fn breach(rule: RuleId, path: &str) -> Vec<(RuleId, String)> {
    vec![(rule, path.to_owned())]
}

/// Rules as a configuration file's table `[rules]` sets them.
pub(crate) fn rules(toml: &str) -> Rules {
    Rules::new(&toml::from_str::<RulesSettings>(toml).unwrap()).unwrap()
}

/// The digits, with the Luhn digit over those after the first `skipped`.
pub(crate) fn with_check_digit(digits: &str, skipped: usize) -> String {
    let sum: u32 = digits
        .chars()
        .skip(skipped)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = digit.to_digit(10).unwrap();
            if place % 2 == 1 {
                digit
            } else if digit < 5 {
                2 * digit
            } else {
                2 * digit - 9
            }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
