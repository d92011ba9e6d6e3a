//! Rules about the details themselves: F1 to F8 and F16.

use rivta_persons::core::ContactInformationType;

use crate::email::EmailAddress;
use crate::path::{DetailField, Path};
use crate::problem::Problem;
use crate::rules::Rules;
use crate::telephone::TelephoneNumber;
use crate::update::ContactUpdate;
use crate::violation::Violation;

/// The kinds of details that are stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Channel {
    Sms,
    Email,
}

/// F1 to F8 and F16, each detail in turn.
pub(crate) fn check(rules: &Rules, update: &ContactUpdate<'_>, violations: &mut Vec<Violation>) {
    let (mut sms, mut email) = (0_usize, 0_usize);
    for (index, detail) in update.contact_information.iter().enumerate() {
        let number = index.saturating_add(1);
        let channel = Channel::of(detail);
        violations.extend(f1_contact_type(channel, number));
        violations.extend(match channel {
            Some(Channel::Sms) => f2_one_of_each(rules, &mut sms, Problem::SecondSms, number),
            Some(Channel::Email) => f2_one_of_each(rules, &mut email, Problem::SecondEmail, number),
            None => None,
        });
        violations.extend(f3_no_use(rules, detail, number));
        violations.extend(value(rules, channel, detail, number));
    }
    violations.extend(f7_no_contact_persons(update));
    violations.extend(f8_digital_notification_for_optout(update));
}

impl Channel {
    fn of(detail: &ContactInformationType) -> Option<Self> {
        match detail.contact_type.as_str() {
            "sms" => Some(Self::Sms),
            "email" => Some(Self::Email),
            _ => None,
        }
    }
}

/// F1: the type is `sms` or `email`, exactly so.
fn f1_contact_type(channel: Option<Channel>, number: usize) -> Option<Violation> {
    let path = Path::ContactInformation(number, Some(DetailField::ContactType));
    channel.is_none().then(|| Violation::error(path, Problem::ContactTypeUnknown))
}

/// F2: at most one detail of a kind; each further one is reported.
fn f2_one_of_each(rules: &Rules, seen: &mut usize, problem: Problem, number: usize) -> Option<Violation> {
    *seen = seen.saturating_add(1);
    let path = Path::ContactInformation(number, None);
    (*seen > 1).then(|| Violation::new(path, rules.severity.f2, problem))
}

/// F3: `use` is absent; an empty one is not.
fn f3_no_use(rules: &Rules, detail: &ContactInformationType, number: usize) -> Option<Violation> {
    let path = Path::ContactInformation(number, Some(DetailField::Use));
    detail.r#use.is_some().then(|| Violation::new(path, rules.severity.f3, Problem::UsePresent))
}

/// F6, then by the kind F4 or F5, then F16: a value that is not there or not right is not looked at further.
fn value(
    rules: &Rules,
    channel: Option<Channel>,
    detail: &ContactInformationType,
    number: usize,
) -> Option<Violation> {
    let value = match f6_value(detail, number) {
        Ok(value) => value,
        Err(violation) => return Some(violation),
    };
    let path = Path::ContactInformation(number, Some(DetailField::Value));
    match channel? {
        Channel::Sms => match f4_telephone_number(value, path) {
            Ok(telephone) => f16_number_accepted(rules, &telephone, path),
            Err(violation) => Some(violation),
        },
        Channel::Email => match f5_email_address(value, path) {
            Ok(email) => f16_domain_accepted(rules, &email, path),
            Err(violation) => Some(violation),
        },
    }
}

/// F4: a telephone number is E.164.
fn f4_telephone_number(value: &str, path: Path) -> Result<TelephoneNumber<'_>, Violation> {
    TelephoneNumber::parse(value).map_err(|invalid| Violation::error(path, Problem::Telephone(invalid)))
}

/// F5: an e-mail address is one addr-spec.
fn f5_email_address(value: &str, path: Path) -> Result<EmailAddress<'_>, Violation> {
    EmailAddress::parse(value).map_err(|invalid| Violation::error(path, Problem::Email(invalid)))
}

/// F6: there is a value; one of white space alone is none.
fn f6_value(detail: &ContactInformationType, number: usize) -> Result<&str, Violation> {
    match detail.value.as_deref() {
        Some(value) if !value.trim().is_empty() => Ok(value),
        Some(_) => {
            let path = Path::ContactInformation(number, Some(DetailField::Value));
            Err(Violation::error(path, Problem::ValueEmpty))
        }
        None => Err(Violation::error(Path::ContactInformation(number, None), Problem::ValueMissing)),
    }
}

/// F7: no contact persons; each is reported.
fn f7_no_contact_persons(update: &ContactUpdate<'_>) -> impl Iterator<Item = Violation> {
    (1..=update.contact_person.len())
        .map(|number| Violation::error(Path::ContactPerson(number), Problem::ContactPersonPresent))
}

/// F8 and C5: who opts out of paper can be notified digitally.
fn f8_digital_notification_for_optout(update: &ContactUpdate<'_>) -> Option<Violation> {
    let notified = |detail: &ContactInformationType| detail.digital_notification == Some(true);
    (update.optout_paper_notification == Some(true) && !update.contact_information.iter().any(notified))
        .then(|| Violation::error(Path::OptoutPaperNotification, Problem::OptoutWithoutDigitalNotification))
}

/// F16 of a telephone number.
fn f16_number_accepted(rules: &Rules, number: &TelephoneNumber<'_>, path: Path) -> Option<Violation> {
    let problem = rules.lists.number_problem(number)?;
    Some(Violation::new(path, rules.severity.f16, problem))
}

/// F16 of an e-mail address.
fn f16_domain_accepted(rules: &Rules, address: &EmailAddress<'_>, path: Path) -> Option<Violation> {
    let problem = rules.lists.domain_problem(address)?;
    Some(Violation::new(path, rules.severity.f16, problem))
}

#[cfg(test)]
mod tests;
