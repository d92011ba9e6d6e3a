//! What is wrong with a message, told to its sender in Swedish.

use std::fmt::Write;

use rivta_xml::{XmlError, XmlErrorKind};

use crate::Fault;

/// How many errors a faultstring tells; the sender mends those and finds the next.
const MOST: usize = 20;

/// The Client fault for a message that breaks XML, SOAP or its schema: each error with line, column, element path and what
/// was expected, never the value. `errors` is not empty.
pub fn schema_fault(errors: &[XmlError]) -> Fault {
    let mut string = String::from("Meddelandet följer inte schemat.");
    for XmlError { position, path, kind } in errors.iter().take(MOST) {
        let _ = write!(string, "\nRad {}, kolumn {}", position.line, position.column);
        if !path.is_empty() {
            let _ = write!(string, ", {path}");
        }
        let _ = write!(string, ": {}.", describe(kind));
    }
    if let Some(more) = errors.len().checked_sub(MOST).filter(|&more| more > 0) {
        let _ = write!(string, "\nOch {more} fel till.");
    }
    Fault::client(string)
}

/// What XML itself was broken by is told in English, as its specification's words are.
fn describe(kind: &XmlErrorKind) -> String {
    match kind {
        XmlErrorKind::Malformed(what) => format!("inte välformad XML ({what})"),
        XmlErrorKind::DocumentType => {
            "dokumenttypsdeklaration tas inte emot; utelämna <!DOCTYPE ...>".to_owned()
        }
        XmlErrorKind::Encoding(what) => {
            format!("teckenkodningen tas inte emot ({what}); väntat UTF-8 eller UTF-16")
        }
        XmlErrorKind::Limit { what, limit } => format!("över gränsen {limit} ({what})"),
        XmlErrorKind::UnexpectedElement { found, expected } => {
            format!("oväntat element {}; väntat {}", found.in_swedish(), expected.in_swedish())
        }
        XmlErrorKind::MissingElement { expected } => format!("element saknas; väntat {expected}"),
        XmlErrorKind::UnexpectedText => "oväntad text; väntat enbart element".to_owned(),
        XmlErrorKind::UnexpectedAttribute { found } => format!("oväntat attribut {found}; utelämna det"),
        XmlErrorKind::UndeclaredAttribute { found } => {
            format!("attributet {found} måste vara deklarerat i ett schema; utelämna det")
        }
        XmlErrorKind::MissingAttribute { expected } => format!("attribut saknas; väntat {expected}"),
        XmlErrorKind::AttributeValue { name, error } => {
            format!("attributet {name} har ett felaktigt värde; väntat {}", error.expected_in_swedish())
        }
        XmlErrorKind::FixedValue => "inte det värde som schemat bestämmer".to_owned(),
        XmlErrorKind::FixedAttributeValue { name } => {
            format!("attributet {name} har inte det värde som schemat bestämmer")
        }
        XmlErrorKind::AbstractElement => {
            "abstrakt element; väntat ett element ur dess substitutionsgrupp".to_owned()
        }
        XmlErrorKind::AbstractType { name } => {
            format!("typen {name} är abstrakt; väntat xsi:type med en typ som härletts ur den")
        }
        XmlErrorKind::DuplicateId => "ett ID som ett annat element redan har".to_owned(),
        XmlErrorKind::UnknownIdReference => "en referens till ett ID som inget element har".to_owned(),
        XmlErrorKind::DuplicateKey { constraint } => {
            format!("samma fält som ett annat element; {constraint} kräver att de är unika")
        }
        XmlErrorKind::MissingKeyField { constraint } => format!("ett fält som {constraint} kräver saknas"),
        XmlErrorKind::UnfitKeyField { constraint } => {
            format!("ett fält som {constraint} jämför är inte ett enda värde")
        }
        XmlErrorKind::NillableKeyField { constraint } => {
            format!(
                "ett fält som {constraint} kräver får vara nil enligt schemat, och kan inte vara del av en nyckel"
            )
        }
        XmlErrorKind::UnknownKeyReference { constraint } => {
            format!("fält som {constraint} hänvisar till finns inte")
        }
        XmlErrorKind::NotNillable => {
            "xsi:nil på ett element som måste ha ett värde; utelämna elementet".to_owned()
        }
        XmlErrorKind::WrongType { expected } => format!("xsi:type är fel; väntat {expected}"),
        XmlErrorKind::Value(error) => format!("felaktigt värde; väntat {}", error.expected_in_swedish()),
        _ => kind.to_string(),
    }
}
