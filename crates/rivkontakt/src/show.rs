//! Records as text for people.

use rivta_persons::core::{
    ActorType, ContactInformationRecordType, ContactInformationType, PersonRecordType,
};
use serde::Serialize;

/// A contact record.
pub(crate) fn contact_record(record: &ContactInformationRecordType) -> String {
    let mut text = Table::default();
    text.row("person", record.person_id.extension.as_deref().unwrap_or("-"));
    text.row("version", record.version.as_str());
    if record.protected_person_indicator {
        text.row("protected", "protectedPersonIndicator");
    }
    if record.protected_population_record == Some(true) {
        text.row("protected", "protectedPopulationRecord");
    }
    for detail in &record.contact_information {
        text.row(detail.contact_type.as_str(), &contact_detail(detail));
    }
    if record.contact_information.is_empty() {
        text.row("details", "none");
    }
    if let Some(opted_out) = record.optout_paper_notification {
        text.row("no paper", yes_or_no(opted_out));
    }
    if let Some(actor) = &record.update_person_contact_information_actor {
        text.row("stated by", &stated_by(actor));
    }
    text.0
}

fn contact_detail(detail: &ContactInformationType) -> String {
    let mut text = detail.value.clone().unwrap_or_else(|| "-".to_owned());
    match detail.digital_notification {
        Some(true) => text.push_str("  (digital notification)"),
        Some(false) => text.push_str("  (no digital notification)"),
        None => {}
    }
    text
}

fn stated_by(actor: &ActorType) -> String {
    let mut text = actor.id.extension.clone().unwrap_or_else(|| "-".to_owned());
    if let Some(organisation) =
        actor.professional.as_ref().and_then(|p| p.organization_id.extension.as_deref())
    {
        text.push_str(&format!(" for {organisation}"));
    }
    if let Some(time) = &actor.update_time {
        text.push_str(&format!(" at {}", time.as_str()));
    }
    text
}

/// A person record: what the commands are asked for most; `--json` has all of it.
pub(crate) fn person_record(record: &PersonRecordType) -> String {
    let mut text = Table::default();
    text.row("person", record.personal_identity.extension.as_deref().unwrap_or("-"));
    if let Some(name) = &record.name {
        let parts = [&name.given_name, &name.middle_name, &name.surname];
        let parts: Vec<&str> = parts.into_iter().flatten().map(|part| part.as_str()).collect();
        text.row("name", &parts.join(" "));
    }
    if let Some(born) = record.birth.as_ref().and_then(|birth| birth.date_of_birth.as_ref()) {
        text.row("born", born.value.as_str());
    }
    if record.test_indicator {
        text.row("test", "yes");
    }
    if record.protected_person_indicator {
        text.row("protected", "protectedPersonIndicator");
    }
    if record.protected_population_record == Some(true) {
        text.row("protected", "protectedPopulationRecord");
    }
    if let Some(code) = record.deregistration.as_ref().and_then(|d| d.deregistration_reason_code.as_ref()) {
        text.row("deregistered", code.as_str());
    }
    if let Some(county) =
        record.population_registration_locality.as_ref().and_then(|l| l.county_code.as_ref())
    {
        text.row("county", county.as_str());
    }
    for linked in &record.linked_identity {
        text.row("linked to", linked.referred_personal_identity.extension.as_deref().unwrap_or("-"));
    }
    for referred in &record.referred_personal_identities {
        text.row("refers to", referred.referred_personal_identity.extension.as_deref().unwrap_or("-"));
    }
    for relation in &record.relationship {
        let other = relation.relationship_id.personal_identity.as_ref();
        let other = other.and_then(|id| id.extension.as_deref()).unwrap_or("-");
        text.row("relation", &format!("{} {other}", relation.relationship_type.as_str()));
    }
    text.0
}

#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, label: &str, value: &str) {
        self.0.push_str(&format!("{label:<13} {value}\n"));
    }
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

/// The word that serde writes for a variant.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
