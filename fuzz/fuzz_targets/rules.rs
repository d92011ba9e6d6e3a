//! Any text is a telephone number, an e-mail address or an identity, or is refused by rule.
#![no_main]

use contact_rules::{ContactUpdate, EmailAddress, Rules, TelephoneNumber};
use libfuzzer_sys::fuzz_target;
use rivta_persons::core::{ActorType, CodedValue, ContactInformationType, IIType};
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationType;

fuzz_target!(|texts: (&str, &str, &str)| {
    let (root, extension, value) = texts;
    let _ = TelephoneNumber::parse(value);
    let _ = EmailAddress::parse(value);
    let mut person = IIType::new(root.to_owned());
    person.extension = Some(extension.to_owned());
    let _ = Rules::default().identity(&person);
    let mut request = UpdatePersonContactInformationType::new(ActorType::new(person.clone()), person);
    for channel in ["sms", "email"] {
        let Ok(channel) = CodedValue::new(channel) else { return };
        let mut detail = ContactInformationType::new(channel);
        detail.value = Some(value.to_owned());
        request.contact_information.push(detail);
    }
    for violation in Rules::default().check_content(&ContactUpdate::from(&request)) {
        let id = format!("({})", violation.rule());
        assert!(violation.message().ends_with(&id) && violation.result_text().contains(&id));
    }
});
