use rivta_persons::core::IIType;

use crate::identity::{InvalidIdentity, LocalRoots, PersonIdentity, well_formed};
use crate::lists::Lists;
use crate::person::{PersonStatus, Scope, c13_person_known, f9_not_protected, f12_number_in_use};
use crate::settings::{InvalidSettings, RulesSettings, SeveritySettings};
use crate::update::ContactUpdate;
use crate::version::c4_version_is_a_timestamp;
use crate::violation::Violation;
use crate::{actor, content};

/// The rules as an installation has set them. The default is the framework's: every rule an error, no lists.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(crate) severity: SeveritySettings,
    pub(crate) lists: Lists,
    pub(crate) local_roots: LocalRoots,
}

impl Rules {
    /// The rules as `settings` say.
    ///
    /// # Errors
    ///
    /// [`InvalidSettings`] lists every entry that is not a domain, a telephone number or an object identifier.
    pub fn new(settings: &RulesSettings) -> Result<Self, InvalidSettings> {
        settings.compile()
    }

    /// C12: the identity that a `personId` names.
    ///
    /// # Errors
    ///
    /// [`InvalidIdentity`] says what is wrong: a read answers with it as a Client fault; an update's checks report it as
    /// a violation of C12.
    pub fn identity(&self, id: &IIType) -> Result<PersonIdentity, InvalidIdentity> {
        PersonIdentity::parse(id, &self.local_roots)
    }

    /// Every rule that the request breaks by itself, whoever the person is: F1 to F8, F10, F11, F16, C8, C12, and C4 where the
    /// version is no Timestamp; in
    /// document order, then by rule. Nothing is allocated when none is broken.
    pub fn check_content(&self, update: &ContactUpdate<'_>) -> Vec<Violation> {
        let mut violations = Vec::new();
        actor::check(update, &mut violations);
        if let Err(invalid) = well_formed(update.person_id, &self.local_roots) {
            violations.push(invalid.into());
        }
        violations.extend(c4_version_is_a_timestamp(update));
        content::check(self, update, &mut violations);
        violations.sort_unstable();
        violations
    }

    /// Every rule broken given what the register knows of the person (`None`: the register does not hold the person):
    /// C13, F9 and F12, in the order of [`Violation`].
    pub fn check_person(
        &self,
        update: &ContactUpdate<'_>,
        person: Option<&PersonStatus>,
        scope: Scope,
    ) -> Vec<Violation> {
        let mut violations = Vec::new();
        violations.extend(c13_person_known(person));
        if let Some(person) = person {
            violations.extend(f9_not_protected(person, scope));
            violations.extend(f12_number_in_use(update, person));
        }
        violations.sort_unstable();
        violations
    }
}
