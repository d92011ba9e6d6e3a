use rivta_persons::core::{ActorType, ContactInformationType, ContactPersonType, IIType, Timestamp};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;
use rivta_persons::update_person_contact_information_unrestricted::UpdatePersonContactInformationUnrestrictedType;

/// An update of a person's contact information, whichever of the two contracts it came by.
///
/// It borrows the request. It has no `Debug`, as it is personal data throughout.
#[derive(Clone, Copy)]
pub struct ContactUpdate<'a> {
    /// Who states the details.
    pub actor: &'a ActorType,
    /// Whose they are.
    pub person_id: &'a IIType,
    /// The version that is replaced; none when the person has no record yet.
    pub version_to_update: Option<&'a Timestamp>,
    /// The new details; none erases what is stored.
    pub contact_information: &'a [ContactInformationType],
    /// Contact persons, which rule F7 refuses.
    pub contact_person: &'a [ContactPersonType],
    /// Whether the person wishes to be contacted digitally first.
    pub optout_paper_notification: Option<bool>,
}

macro_rules! from_request {
    ($request:ident) => {
        impl<'a> From<&'a $request> for ContactUpdate<'a> {
            fn from(request: &'a $request) -> Self {
                Self {
                    actor: &request.actor,
                    person_id: &request.person_id,
                    version_to_update: request.version_to_update.as_ref(),
                    contact_information: &request.contact_information,
                    contact_person: &request.contact_person,
                    optout_paper_notification: request.optout_paper_notification,
                }
            }
        }
    };
}

from_request!(UpdatePersonContactInformationType);
from_request!(UpdatePersonContactInformationUnrestrictedType);
