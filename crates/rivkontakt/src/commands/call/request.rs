//! What is sent: an envelope of a file, or a request made from options.

use std::path::Path;

use clap::Args;
use rivta_persons::core::{
    ActorType, CodedValue, ContactInformationType, IIType, ProfessionalType, Timestamp,
};
use rivta_persons::get_person_contact_information::{
    GetPersonContactInformation, GetPersonContactInformationType,
};
use rivta_persons::get_person_contact_information_unrestricted::{
    GetPersonContactInformationUnrestricted, GetPersonContactInformationUnrestrictedType,
};
use rivta_persons::update_person_contact_information::{
    UpdatePersonContactInformation, UpdatePersonContactInformationType,
};
use rivta_persons::update_person_contact_information_unrestricted::{
    UpdatePersonContactInformationUnrestricted, UpdatePersonContactInformationUnrestrictedType,
};
use rivta_soap::{HsaId, Interaction, write_request};

use crate::error::CommandError;
use crate::input;
use crate::messages::{Found, Messages, identify};
use crate::person_argument::PersonArgument;

/// Root of a system's or professional's HSA-id.
const HSA_ID: &str = "1.2.752.29.6.2.1";
/// Root of a care provider's HSA-id.
const CARE_PROVIDER: &str = "1.2.752.29.6.10.1";

/// An envelope with the contract that it goes to.
pub(super) struct Envelope {
    pub(super) messages: &'static Messages,
    pub(super) bytes: Vec<u8>,
}

impl Envelope {
    /// The envelope in a file, whatever it holds; `contract` says where it goes if it doesn't itself.
    pub(super) fn read(file: &Path, contract: Option<&str>) -> Result<Self, CommandError> {
        let bytes = input::read(file)?;
        let messages = match contract {
            Some(name) => Messages::named(name).ok_or_else(|| {
                let known = Messages::names().join(", ");
                CommandError::Usage(format!("--contract {name}: no such contract; expected one of {known}"))
            })?,
            None => {
                let text = rivta_xml::decode(&bytes).ok();
                match text.and_then(|text| identify(&text).1) {
                    Some(Found::Request(messages)) => messages,
                    _ => {
                        let message = format!(
                            "{}: no request of a known contract in it; say where it goes with --contract NAME",
                            file.display()
                        );
                        return Err(CommandError::Usage(message));
                    }
                }
            }
        };
        Ok(Self { messages, bytes })
    }

    fn write<I: Interaction>(logical_address: &HsaId, request: &I::Request) -> Result<Self, CommandError> {
        let name = I::CONTRACT.name;
        let messages = Messages::named(name)
            .ok_or_else(|| CommandError::Usage(format!("{name} is not a contract of this domain")))?;
        let envelope = write_request::<I>(logical_address, request).map_err(|errors| {
            let broken = errors.first().map_or_else(String::new, ToString::to_string);
            CommandError::Usage(format!("the request breaks its contract: {broken}"))
        })?;
        Ok(Self { messages, bytes: envelope.into_bytes() })
    }
}

/// Read a person's contact details.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt call get --person 191212121212
  rivkontakt call get --person 191212121212 --unrestricted --as care-unrestricted
  rivkontakt call get --person 991990123456 --root 1.2.752.97.3.1.3 --json")]
pub(super) struct Get {
    #[command(flatten)]
    person: PersonArgument,
    /// Call the unrestricted contract, which shows protected persons' details.
    #[arg(long)]
    unrestricted: bool,
}

impl Get {
    pub(super) fn envelope(&self, to: &HsaId) -> Result<Envelope, CommandError> {
        let person = self.person.identity()?;
        if self.unrestricted {
            let request = GetPersonContactInformationUnrestrictedType::new(person);
            Envelope::write::<GetPersonContactInformationUnrestricted>(to, &request)
        } else {
            Envelope::write::<GetPersonContactInformation>(to, &GetPersonContactInformationType::new(person))
        }
    }
}

/// Replace a person's contact details. What is not given is erased.
///
/// Options can be read in the process list and stay in the shell's history. For a real person's number and details, put an
/// envelope in a file and send it with `rivkontakt call FILE`, or `-` for standard input.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt call update --person 191212121212 --sms +46701740605 --notify --version-to-update 20260301120000
  rivkontakt call update --person 191212121212 --email a@example.se --actor SE2321000016-1003 --organization SE2321000016-0001
  rivkontakt call update --person 191212121212 --version-to-update 20260301120000   # erases")]
pub(super) struct Update {
    #[command(flatten)]
    person: PersonArgument,
    /// Who states the details: the HSA-id of a professional. Default: the person.
    #[arg(long, value_name = "HSA-ID", requires = "organization")]
    actor: Option<HsaId>,
    /// The HSA-id of the organisation that is responsible, for a professional.
    #[arg(long, value_name = "HSA-ID", requires = "actor")]
    organization: Option<HsaId>,
    /// A telephone number, e.g. +46701740605.
    #[arg(long, value_name = "NUMBER")]
    sms: Option<String>,
    /// An e-mail address.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The details may be used for digital notification.
    #[arg(long)]
    notify: bool,
    /// The person wants no paper.
    #[arg(long)]
    optout: bool,
    /// The version that is replaced, 14 digits; needed when the person has a record.
    #[arg(long, value_name = "VERSION")]
    version_to_update: Option<String>,
    /// Call the unrestricted contract, which changes protected persons' details too.
    #[arg(long)]
    unrestricted: bool,
}

impl Update {
    pub(super) fn envelope(&self, to: &HsaId) -> Result<Envelope, CommandError> {
        let person = self.person.identity()?;
        let actor = self.actor(&person);
        let version = self
            .version_to_update
            .as_ref()
            .map(Timestamp::new)
            .transpose()
            .map_err(|error| CommandError::Usage(format!("--version-to-update: {error}")))?;
        let details = self.details()?;
        let optout = self.optout.then_some(true);
        if self.unrestricted {
            let mut request = UpdatePersonContactInformationUnrestrictedType::new(actor, person);
            request.version_to_update = version;
            request.contact_information = details;
            request.optout_paper_notification = optout;
            Envelope::write::<UpdatePersonContactInformationUnrestricted>(to, &request)
        } else {
            let mut request = UpdatePersonContactInformationType::new(actor, person);
            request.version_to_update = version;
            request.contact_information = details;
            request.optout_paper_notification = optout;
            Envelope::write::<UpdatePersonContactInformation>(to, &request)
        }
    }

    fn actor(&self, person: &IIType) -> ActorType {
        let (Some(professional), Some(organization)) = (&self.actor, &self.organization) else {
            return ActorType::new(person.clone());
        };
        let mut actor = ActorType::new(hsa(HSA_ID, professional));
        actor.professional = Some(ProfessionalType::new(hsa(CARE_PROVIDER, organization)));
        actor
    }

    fn details(&self) -> Result<Vec<ContactInformationType>, CommandError> {
        let mut details = Vec::new();
        for (kind, value) in [("sms", &self.sms), ("email", &self.email)] {
            let Some(value) = value else { continue };
            let kind = CodedValue::new(kind).map_err(|error| CommandError::Usage(error.to_string()))?;
            let mut detail = ContactInformationType::new(kind);
            detail.value = Some(value.clone());
            detail.digital_notification = Some(self.notify);
            details.push(detail);
        }
        Ok(details)
    }
}

fn hsa(root: &str, id: &HsaId) -> IIType {
    let mut identity = IIType::new(root.to_owned());
    identity.extension = Some(id.to_string());
    identity
}
