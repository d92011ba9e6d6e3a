//! The framework's rules over a request, as far as they need no register.

use contact_rules::{ContactUpdate, RuleId, Rules, Violation};
use rivta_persons::core::{ActorType, ContactInformationType, ContactPersonType, IIType, Timestamp};
use rivta_persons::{
    get_person_contact_information, get_person_contact_information_unrestricted,
    update_person_contact_information, update_person_contact_information_unrestricted,
};
use rivta_soap::Contract;
use rivta_xml::{Limits, Position, XmlError, XmlErrorKind, XmlReader, locate};

use super::{Diagnostic, severity};
use crate::messages::enter_message;

const READS: [&Contract; 2] =
    [&get_person_contact_information::CONTRACT, &get_person_contact_information_unrestricted::CONTRACT];
const UPDATES: [&Contract; 2] =
    [&update_person_contact_information::CONTRACT, &update_person_contact_information_unrestricted::CONTRACT];

const DETAIL: &str = "contactInformation";

/// The rules that the request of `contract` in `text` breaks. `errors` are those of the schema.
pub(super) fn check(contract: &Contract, rules: &Rules, text: &str, errors: &[XmlError]) -> Vec<Diagnostic> {
    let is_one_of = |contracts: [&Contract; 2]| contracts.iter().any(|c| c.namespace == contract.namespace);
    let parts = Parts::read(contract, text, errors);
    let violations = if is_one_of(UPDATES) {
        parts.check_update(rules)
    } else if is_one_of(READS) {
        parts.check_identity(rules)
    } else {
        Vec::new()
    };
    violations
        .iter()
        .filter(|violation| !parts.is_consequence(violation))
        .map(|violation| parts.diagnostic(violation, text))
        .collect()
}

/// What the rules judge, each part read by itself: one that is missing, misplaced or invalid does not keep the others from
/// being judged.
struct Parts {
    /// The request's element.
    element: &'static str,
    actor: Option<ActorType>,
    person_id: Option<IIType>,
    version_to_update: Option<Timestamp>,
    details: Vec<ContactInformationType>,
    /// The numbers of these details in the document, from 1; one without a contactType cannot be read.
    numbers: Vec<usize>,
    /// How many details there are in the document.
    count: usize,
    contact_person: Vec<ContactPersonType>,
    optout_paper_notification: Option<bool>,
    /// What could not be read, as paths below the request's element.
    invalid: Vec<String>,
}

impl Parts {
    fn read(contract: &Contract, text: &str, errors: &[XmlError]) -> Self {
        let element = contract.request.local();
        let mut parts = Self {
            element,
            actor: None,
            person_id: None,
            version_to_update: None,
            details: Vec::new(),
            numbers: Vec::new(),
            count: 0,
            contact_person: Vec::new(),
            optout_paper_notification: None,
            invalid: errors
                .iter()
                .filter(|e| loses_value(e))
                .filter_map(|e| below(&e.path, element))
                .collect(),
        };
        let mut reader = XmlReader::new(text, Limits::default());
        if enter_message(&mut reader).is_some() {
            while let Some(child) = reader.next_element() {
                let declared = contract.request.child(reader.namespace(&child), child.local_name());
                let Some(root) = declared.filter(|_| reader.namespace(&child) == contract.namespace) else {
                    parts.count += usize::from(child.local_name() == DETAIL);
                    reader.skip();
                    continue;
                };
                match child.local_name() {
                    "actor" if parts.actor.is_none() => parts.actor = reader.typed(&root, child),
                    "personId" if parts.person_id.is_none() => {
                        parts.person_id = reader.typed(&root, child);
                    }
                    "versionToUpdate" => parts.version_to_update = reader.typed(&root, child),
                    DETAIL => {
                        parts.count += 1;
                        if let Some(detail) = reader.typed(&root, child) {
                            parts.details.push(detail);
                            parts.numbers.push(parts.count);
                        }
                    }
                    "contactPerson" => parts.contact_person.extend(reader.typed(&root, child)),
                    "optoutPaperNotification" => {
                        parts.optout_paper_notification = reader.typed(&root, child);
                    }
                    _ => reader.skip(),
                }
            }
        }
        parts
    }

    fn check_update(&self, rules: &Rules) -> Vec<Violation> {
        let unread = IIType::new(String::new());
        let nobody = ActorType::new(unread.clone());
        let update = ContactUpdate {
            actor: self.actor.as_ref().unwrap_or(&nobody),
            person_id: self.person_id.as_ref().unwrap_or(&unread),
            version_to_update: self.version_to_update.as_ref(),
            contact_information: &self.details,
            contact_person: &self.contact_person,
            optout_paper_notification: self.optout_paper_notification,
        };
        rules.check_content(&update)
    }

    fn check_identity(&self, rules: &Rules) -> Vec<Violation> {
        let invalid = self.person_id.as_ref().and_then(|person| rules.identity(person).err());
        invalid.map(Violation::from).into_iter().collect()
    }

    /// Whether a rule may only seem to be broken, as something that it asks for could not be read.
    fn is_consequence(&self, violation: &Violation) -> bool {
        let no_actor = self.actor.is_none() || self.is_invalid_below("actor");
        let no_person = self.person_id.is_none() || self.is_invalid_below("personId");
        match violation.rule() {
            RuleId::F10 => no_actor || no_person,
            RuleId::C8 | RuleId::F11 => no_actor,
            RuleId::C12 => no_person,
            RuleId::F6 => {
                // The violation stands at the value, or at the detail that has none.
                let path = self.in_document(violation);
                let value = format!("{}/value", path.strip_suffix("/value").unwrap_or(&path));
                self.invalid.contains(&value) || self.is_invalid_below(&value)
            }
            RuleId::F8 => {
                let notification =
                    |path: &String| path.starts_with(DETAIL) && path.ends_with("/digitalNotification");
                self.count > self.details.len() || self.invalid.iter().any(notification)
            }
            _ => false,
        }
    }

    fn is_invalid_below(&self, part: &str) -> bool {
        self.invalid.iter().any(|path| path.strip_prefix(part).is_some_and(|rest| rest.starts_with('/')))
    }

    fn diagnostic(&self, violation: &Violation, text: &str) -> Diagnostic {
        let path = self.in_document(violation);
        let rule = violation.rule().to_string();
        let position = locate(text, self.element, &path).unwrap_or_else(|| Position::of(text, 0));
        let message = violation.message();
        let message = message.strip_suffix(&format!(" ({rule})")).unwrap_or(message);
        let path = if path.is_empty() { self.element.to_owned() } else { format!("{}/{path}", self.element) };
        Diagnostic {
            severity: severity(violation.severity()),
            ..Diagnostic::error(position, &rule, &path, message.to_owned())
        }
    }

    /// The violation's path, which counts the details that were read, as a path in the document.
    fn in_document(&self, violation: &Violation) -> String {
        let path = violation.path().to_string();
        let renumbered = path.strip_prefix(DETAIL).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| {
            let (number, rest) = rest.split_once(']')?;
            let number = self.numbers.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some(format!("{DETAIL}[{number}]{rest}"))
        });
        renumbered.unwrap_or(path)
    }
}

/// Whether an error keeps its element from being read.
fn loses_value(error: &XmlError) -> bool {
    !matches!(error.kind, XmlErrorKind::UnexpectedAttribute { .. } | XmlErrorKind::UnexpectedText)
}

/// The part of an error's path below the request's element.
fn below(path: &str, element: &str) -> Option<String> {
    let path = path.strip_prefix("Envelope/Body/").unwrap_or(path);
    path.strip_prefix(element)?.strip_prefix('/').map(str::to_owned)
}
