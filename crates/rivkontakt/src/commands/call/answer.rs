//! Shows an answer, and says by the exit code what it was.

use std::any::Any;

use rivta_endpoint::{CallError, RawAnswer};
use rivta_persons::core::{ContactInformationRecordType, UpdatePersonContactInformationResultType};
use rivta_persons::get_person_contact_information::GetPersonContactInformationResponseType;
use rivta_persons::get_person_contact_information_unrestricted::GetPersonContactInformationUnrestrictedResponseType;
use rivta_persons::update_person_contact_information::UpdatePersonContactInformationResponseType;
use rivta_persons::update_person_contact_information_unrestricted::UpdatePersonContactInformationUnrestrictedResponseType;
use rivta_soap::ResponseError;
use serde::Serialize;
use serde_json::Value;

use crate::error::{CommandError, Exit};
use crate::messages::{Answer, Messages};
use crate::output::Output;
use crate::show;

/// An answer as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<ShownFault<'a>>,
}

#[derive(Serialize)]
struct ShownFault<'a> {
    code: &'static str,
    string: &'a str,
}

pub(super) fn show(
    answer: &RawAnswer,
    messages: &Messages,
    raw: bool,
    output: Output,
) -> Result<Exit, CommandError> {
    let read = (messages.read_answer)(&answer.body);
    let exit = match &read {
        Ok(Answer { refusal: None, .. }) => Exit::Good,
        Ok(Answer { refusal: Some(_), .. }) => Exit::Bad,
        Err(ResponseError::Fault(_)) => Exit::Fault,
        Err(_) => Exit::Unreachable,
    };
    if raw {
        eprintln!("HTTP {}", answer.status);
        output.print(&String::from_utf8_lossy(&answer.body))?;
        return Ok(exit);
    }
    let correlation_id = answer.correlation_id.as_ref().map(|id| id.as_str());
    let shown = Shown { status: answer.status, correlation_id, response: None, fault: None };
    match &read {
        Ok(read) => output.answer(&Shown { response: Some(&read.json), ..shown }, |_| response_text(read))?,
        Err(ResponseError::Fault(fault)) => {
            let fault = ShownFault { code: fault.code.as_str(), string: &fault.string };
            output
                .answer(&Shown { fault: Some(fault), ..shown }, |shown| fault_text(shown.fault.as_ref()))?;
        }
        Err(ResponseError::Invalid(errors)) if answer.status == 200 => {
            return Err(CommandError::Call { error: CallError::Invalid { errors: errors.clone() } });
        }
        Err(ResponseError::Invalid(_)) => {
            return Err(CommandError::NoSoap { status: answer.status, text: text_of(&answer.body) });
        }
    }
    Ok(exit)
}

/// The first characters of an answer that is not SOAP, for standard error.
fn text_of(body: &[u8]) -> String {
    const LONGEST: usize = 500;
    let text = String::from_utf8_lossy(body.get(..LONGEST).unwrap_or(body)).replace(char::is_control, " ");
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!(": {text}") }
}

fn fault_text(fault: Option<&ShownFault<'_>>) -> String {
    fault.map(|fault| format!("SOAP fault {}: {}\n", fault.code, fault.string)).unwrap_or_default()
}

fn response_text(answer: &Answer) -> String {
    let response = &*answer.response;
    if let Some(record) = get_response(response) {
        return record.map_or("No contact record.\n".to_owned(), show::contact_record);
    }
    if let Some(result) = update_response(response) {
        let mut text = format!("{}\n", result.result.result_code.as_str());
        if let Some(reason) = &result.result.result_text {
            text.push_str(&format!("{reason}\n"));
        }
        text.push_str(
            &result.contact_information_record.as_ref().map(show::contact_record).unwrap_or_default(),
        );
        return text;
    }
    serde_json::to_string_pretty(&answer.json).unwrap_or_default() + "\n"
}

/// The record in a response of the reading contact contracts.
fn get_response(response: &dyn Any) -> Option<Option<&ContactInformationRecordType>> {
    if let Some(response) = response.downcast_ref::<GetPersonContactInformationResponseType>() {
        return Some(response.contact_information_record.as_ref());
    }
    let response = response.downcast_ref::<GetPersonContactInformationUnrestrictedResponseType>()?;
    Some(response.contact_information_record.as_ref())
}

/// The result in a response of the updating contact contracts.
fn update_response(response: &dyn Any) -> Option<&UpdatePersonContactInformationResultType> {
    if let Some(response) = response.downcast_ref::<UpdatePersonContactInformationResponseType>() {
        return Some(&response.update_person_contact_information_result);
    }
    let response = response.downcast_ref::<UpdatePersonContactInformationUnrestrictedResponseType>()?;
    Some(&response.update_person_contact_information_unrestricted_result)
}
