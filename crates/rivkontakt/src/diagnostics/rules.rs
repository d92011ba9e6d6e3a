//! The framework's rules over a request that was read, as far as they need no register.

use std::any::Any;

use contact_rules::{ContactUpdate, Rules, Violation, check_version};
use rivta_persons::core::IIType;
use rivta_persons::get_person_contact_information::GetPersonContactInformationType;
use rivta_persons::get_person_contact_information_unrestricted::GetPersonContactInformationUnrestrictedType;
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;
use rivta_persons::update_person_contact_information_unrestricted::UpdatePersonContactInformationUnrestrictedType;
use rivta_xml::{Limits, Position, XmlError, XmlReader, locate};

use super::{Diagnostic, severity};
use crate::messages::enter_message;

/// The element that a schema error may leave out of a request, so that those after it have other numbers.
const DETAIL: &str = "contactInformation";

/// The rules that `request`, read from the element named `element`, breaks. `errors` are those of the schema.
pub(super) fn check(
    request: &dyn Any,
    rules: &Rules,
    text: &str,
    element: &str,
    errors: &[XmlError],
) -> Vec<Diagnostic> {
    let violations = if let Some(update) = request.downcast_ref::<UpdatePersonContactInformationType>() {
        check_update(ContactUpdate::from(update), rules)
    } else if let Some(update) = request.downcast_ref::<UpdatePersonContactInformationUnrestrictedType>() {
        check_update(ContactUpdate::from(update), rules)
    } else if let Some(get) = request.downcast_ref::<GetPersonContactInformationType>() {
        check_identity(&get.person_id, rules)
    } else if let Some(get) = request.downcast_ref::<GetPersonContactInformationUnrestrictedType>() {
        check_identity(&get.person_id, rules)
    } else {
        Vec::new()
    };
    let numbers = kept_details(text, errors);
    violations.iter().map(|violation| diagnostic(violation, text, element, &numbers)).collect()
}

fn check_update(update: ContactUpdate<'_>, rules: &Rules) -> Vec<Violation> {
    let mut violations = rules.check_content(&update);
    // C4 needs the register, but a version that is no Timestamp can be nobody's current one: it does not even fit itself.
    violations.extend(update.version_to_update.and_then(|version| check_version(&update, Some(version))));
    violations
}

fn check_identity(person: &IIType, rules: &Rules) -> Vec<Violation> {
    rules.identity(person).err().map(Violation::from).into_iter().collect()
}

fn diagnostic(violation: &Violation, text: &str, element: &str, numbers: &[usize]) -> Diagnostic {
    let path = in_document(&violation.path().to_string(), numbers);
    let rule = violation.rule().to_string();
    let position = locate(text, element, &path).unwrap_or_else(|| Position::of(text, 0));
    let message = violation.message();
    let message = message.strip_suffix(&format!(" ({rule})")).unwrap_or(message);
    let path = if path.is_empty() { element.to_owned() } else { format!("{element}/{path}") };
    Diagnostic {
        severity: severity(violation.severity()),
        ..Diagnostic::error(position, &rule, &path, message.to_owned())
    }
}

/// A path in the request as read, as a path in the document.
fn in_document(path: &str, numbers: &[usize]) -> String {
    let renumbered = path.strip_prefix(DETAIL).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| {
        let (number, rest) = rest.split_once(']')?;
        let number = numbers.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(format!("{DETAIL}[{number}]{rest}"))
    });
    renumbered.unwrap_or_else(|| path.to_owned())
}

/// The numbers, in the document, of the details that were read. One whose own element or required contactType is invalid
/// was left out.
fn kept_details(text: &str, errors: &[XmlError]) -> Vec<usize> {
    let mut reader = XmlReader::new(text, Limits::default());
    let mut count = 0usize;
    if enter_message(&mut reader).is_some() {
        while let Some(child) = reader.next_element() {
            count += usize::from(child.local_name() == DETAIL);
            reader.skip();
        }
    }
    let is_left_out = |number: &usize| {
        let own = format!("/{DETAIL}[{number}]");
        let required = format!("{own}/contactType");
        errors.iter().any(|error| error.path.ends_with(&own) || error.path.ends_with(&required))
    };
    (1..=count).filter(|number| !is_left_out(number)).collect()
}
