//! Requests as foreign systems write them.

const CORE: &str = "urn:riv:strategicresourcemanagement:persons:person:5";

/// An envelope to the national service's logical address around the element `body`.
pub fn soap(body: &str) -> String {
    soap_to("SE165565594230-1000", body)
}

/// An envelope to a logical address around the element `body`.
pub fn soap_to(logical_address: &str, body: &str) -> String {
    format!(
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <soapenv:Header><urn:LogicalAddress xmlns:urn=\"urn:riv:itintegration:registry:1\">{logical_address}</urn:LogicalAddress></soapenv:Header>\
         <soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )
}

/// An envelope with a request of `contract`, GetPersonContactInformation or its unrestricted sister, for a personnummer.
pub fn get_request(contract: &str, number: &str) -> String {
    soap(&format!(
        "<r:{contract} xmlns:r=\"{}\" xmlns:c=\"{CORE}\">{}</r:{contract}>",
        responder(contract),
        person(number)
    ))
}

/// An envelope with a request of `contract`, UpdatePersonContactInformation or its unrestricted sister, by the person with
/// a personnummer: the version that is replaced, and (contactType, value, digitalNotification) of each detail.
pub fn update_request(
    contract: &str,
    number: &str,
    version: Option<&str>,
    details: &[(&str, &str, bool)],
) -> String {
    let id = identity(number);
    let version = version.map(|v| format!("<r:versionToUpdate>{v}</r:versionToUpdate>")).unwrap_or_default();
    let details: String = details
        .iter()
        .map(|(kind, value, notify)| {
            format!(
                "<r:contactInformation><c:contactType>{kind}</c:contactType><c:value>{value}</c:value>\
                 <c:digitalNotification>{notify}</c:digitalNotification></r:contactInformation>"
            )
        })
        .collect();
    soap(&format!(
        "<r:{contract} xmlns:r=\"{}\" xmlns:c=\"{CORE}\"><r:actor><c:id>{id}</c:id></r:actor>{}{version}{details}</r:{contract}>",
        responder(contract),
        person(number)
    ))
}

fn responder(contract: &str) -> String {
    format!("urn:riv:strategicresourcemanagement:persons:person:{contract}Responder:4")
}

fn person(number: &str) -> String {
    format!("<r:personId>{}</r:personId>", identity(number))
}

fn identity(number: &str) -> String {
    format!("<c:root>1.2.752.129.2.1.3.1</c:root><c:extension>{number}</c:extension>")
}

/// A personnummer with a right check digit: born YYYYMMDD, birth number `serial`. Those from 980 to 999 are nobody's.
pub fn personnummer(born: &str, serial: u32) -> String {
    let digits = format!("{born}{serial:03}");
    let sum: u32 = digits
        .chars()
        .skip(2)
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(index, digit)| if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
