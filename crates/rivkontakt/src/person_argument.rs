use clap::Args;
use contact_rules::{InvalidIdentity, Rules};
use rivta_persons::core::IIType;

use crate::error::CommandError;

/// Roots whose numbers tell by themselves which kind they are, with short names.
const KINDS: [(&str, &str); 3] =
    [("pnr", "1.2.752.129.2.1.3.1"), ("snr", "1.2.752.129.2.1.3.3"), ("nrid", "1.2.752.74.9.1")];

/// Which person a command is about.
#[derive(Clone, Debug, Args)]
pub(crate) struct PersonArgument {
    /// The person's number: 12 digits of a personnummer or samordningsnummer, or a reserve identity.
    #[arg(value_name = "NUMBER", long = "person")]
    number: String,
    /// The kind of number: `pnr`, `snr`, `nrid` or an OID; sent as it is, also if the number is wrong. Default: the kind
    /// that the number has the form of.
    #[arg(long, value_name = "KIND", value_parser = oid)]
    root: Option<String>,
}

impl PersonArgument {
    /// The identity; of the kind given, or else of the first kind whose form the number has.
    pub(crate) fn identity(&self) -> Result<IIType, CommandError> {
        if let Some(root) = &self.root {
            return Ok(identity(root, &self.number));
        }
        let rules = Rules::default();
        let mut what = "no personnummer, samordningsnummer or national reserve identity; expected 12 characters, e.g. 191212121212 (C12)";
        for (_, oid) in KINDS {
            let id = identity(oid, &self.number);
            match rules.identity(&id) {
                Ok(_) => return Ok(id),
                // Its form tells the kind, so it is known what is wrong.
                Err(error @ InvalidIdentity::CheckDigit(_)) => what = error.message(),
                Err(_) => {}
            }
        }
        let message = format!("--person: {what}; --root pnr (snr, nrid, an OID) sends it as it is");
        Err(CommandError::Usage(message))
    }
}

/// The OID of a kind of number, named or given.
fn oid(text: &str) -> Result<String, String> {
    if let Some((_, oid)) = KINDS.iter().find(|(name, _)| *name == text) {
        return Ok((*oid).to_owned());
    }
    let arcs: Vec<&str> = text.split('.').collect();
    let is_arc = |arc: &&str| !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit());
    if arcs.len() > 1 && arcs.iter().all(is_arc) {
        Ok(text.to_owned())
    } else {
        Err("expected pnr, snr, nrid or an OID, e.g. 1.2.752.97.3.1.3".to_owned())
    }
}

/// As [`PersonArgument`], for commands that may be about everybody.
#[derive(Clone, Debug, Args)]
pub(crate) struct PersonFilter {
    /// Only this person: 12 digits of a personnummer or samordningsnummer, or a reserve identity.
    #[arg(value_name = "NUMBER", long = "person")]
    number: Option<String>,
    /// The kind of number: `pnr`, `snr`, `nrid` or an OID. Default: the kind that the number has the form of.
    #[arg(long, value_name = "KIND", value_parser = oid, requires = "number")]
    root: Option<String>,
}

impl PersonFilter {
    /// The identity, if one was named.
    pub(crate) fn identity(&self) -> Result<Option<IIType>, CommandError> {
        let Some(number) = self.number.clone() else { return Ok(None) };
        PersonArgument { number, root: self.root.clone() }.identity().map(Some)
    }
}

fn identity(root: &str, number: &str) -> IIType {
    let mut id = IIType::new(root.to_owned());
    id.extension = Some(number.to_owned());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(number: &str, root: Option<&str>) -> PersonArgument {
        PersonArgument { number: number.to_owned(), root: root.map(|root| oid(root).unwrap()) }
    }

    #[test]
    fn the_kind_is_told_by_the_number_unless_it_is_given() {
        for (number, root) in [
            ("191212121212", "1.2.752.129.2.1.3.1"),
            ("199407779884", "1.2.752.129.2.1.3.3"),
            ("22791102TF14", "1.2.752.74.9.1"),
        ] {
            assert_eq!(argument(number, None).identity().unwrap().root, root);
        }
        assert_eq!(argument("x", Some("snr")).identity().unwrap().root, "1.2.752.129.2.1.3.3");
        assert_eq!(argument("x", Some("1.2.3")).identity().unwrap().root, "1.2.3");
    }

    #[test]
    fn a_root_is_a_known_name_or_an_oid() {
        for root in ["foo", "PNR", "", "1", "1.", "1..2", "1.2a"] {
            assert!(oid(root).is_err(), "{root}");
        }
        assert_eq!(oid("1.2.752.97.3.1.3").unwrap(), "1.2.752.97.3.1.3");
    }

    #[test]
    fn c12_what_is_wrong_with_a_number_is_told_without_repeating_it() {
        for (number, what) in [
            ("191212121213", "wrong check digit in personnummer"),
            ("199407779885", "wrong check digit in samordningsnummer"),
            ("9001019893", "expected 12 characters"),
            ("19900101-9893", "expected 12 characters"),
        ] {
            let error = argument(number, None).identity().unwrap_err().to_string();
            assert!(error.contains(what) && error.contains("--root pnr"), "{error}");
            assert!(!error.contains(number), "{error}");
        }
    }
}
