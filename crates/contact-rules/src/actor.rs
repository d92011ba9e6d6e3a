//! Rules about who states the details: C7, C8, F10 and F11.

use rivta_persons::core::{ActorType, IIType};
use rivta_soap::HsaId;

use crate::identity::{luhn, roots};
use crate::path::Path;
use crate::problem::Problem;
use crate::update::ContactUpdate;
use crate::version::local_timestamp;
use crate::violation::Violation;

/// C7: the actor as it is stored, with the producer's time; one that the consumer sent is ignored.
pub fn stamped_actor(actor: &ActorType, now: jiff::Timestamp) -> ActorType {
    let mut stamped = actor.clone();
    stamped.update_time = Some(local_timestamp(now));
    stamped
}

/// Who an actor is, told by the root of its id.
enum Actor {
    /// A person in a matter of their own.
    Private,
    /// Somebody in the service of an organisation.
    Professional,
    /// Neither.
    Unknown,
}

/// C8, as far as F10 and F11 do not say the same, and those two.
pub(crate) fn check(update: &ContactUpdate<'_>, violations: &mut Vec<Violation>) {
    let actor = match update.actor.id.root.as_str() {
        roots::PNR | roots::SNR => Actor::Private,
        roots::HSA_PERSON | roots::HSA => Actor::Professional,
        _ => Actor::Unknown,
    };
    violations.extend(c8_known_kind_of_actor(update, &actor));
    violations.extend(c8_private_actor_without_professional(update, &actor));
    violations.extend(f10_own_record(update, &actor));
    violations.extend(f11_responsible_organisation(update, &actor));
}

/// C8: the actor is a person or has a well-formed HSA-id.
fn c8_known_kind_of_actor(update: &ContactUpdate<'_>, actor: &Actor) -> Option<Violation> {
    let problem = match actor {
        Actor::Private => return None,
        Actor::Professional if names(&update.actor.id, HsaId::is_well_formed) => return None,
        Actor::Professional => Problem::ActorHsaIdMalformed,
        Actor::Unknown => Problem::ActorUnknown,
    };
    Some(Violation::error(Path::ActorId, problem))
}

/// C8: a private actor has no `professional`.
fn c8_private_actor_without_professional(update: &ContactUpdate<'_>, actor: &Actor) -> Option<Violation> {
    (matches!(actor, Actor::Private) && update.actor.professional.is_some())
        .then(|| Violation::error(Path::Professional, Problem::PrivateActorWithProfessional))
}

/// F10: a private actor's identity is the one in personId, to the letter; so a malformed one is only refused for what it
/// is (C12) when both are the same.
fn f10_own_record(update: &ContactUpdate<'_>, actor: &Actor) -> Option<Violation> {
    let (id, person) = (&update.actor.id, update.person_id);
    let own = id.root == person.root && id.extension == person.extension;
    (matches!(actor, Actor::Private) && !own).then(|| Violation::error(Path::ActorId, Problem::NotOwnRecord))
}

/// F11: a professional actor names an organisation, by HSA-id or organisation number.
fn f11_responsible_organisation(update: &ContactUpdate<'_>, actor: &Actor) -> Option<Violation> {
    if !matches!(actor, Actor::Professional) {
        return None;
    }
    let Some(professional) = &update.actor.professional else {
        return Some(Violation::error(Path::Actor, Problem::OrganizationMissing));
    };
    let organization = &professional.organization_id;
    let named = match organization.root.as_str() {
        roots::HSA_CARE_PROVIDER | roots::HSA => names(organization, HsaId::is_well_formed),
        roots::ORGANISATION_NUMBER => names(organization, is_organisation_number),
        _ => false,
    };
    (!named).then(|| Violation::error(Path::OrganizationId, Problem::OrganizationNotNamed))
}

fn names(id: &IIType, well_formed: impl Fn(&str) -> bool) -> bool {
    id.extension.as_deref().is_some_and(well_formed)
}

/// Whether the text is an organisation number, `NNNNNN-NNNN` with or without the hyphen, with a right check digit.
fn is_organisation_number(text: &str) -> bool {
    let digits: [u8; 10] = match *text.as_bytes() {
        [a, b, c, d, e, f, b'-', g, h, i, j] | [a, b, c, d, e, f, g, h, i, j] => {
            [a, b, c, d, e, f, g, h, i, j]
        }
        _ => return false,
    };
    digits.iter().all(u8::is_ascii_digit) && luhn::ends_in_check_digit(&digits)
}

#[cfg(test)]
mod tests;
