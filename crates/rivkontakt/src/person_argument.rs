use clap::Args;
use contact_rules::Rules;
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
    /// The kind of number: an OID, `pnr`, `snr` or `nrid`. Default: the kind that the number has the form of.
    #[arg(long, value_name = "OID")]
    root: Option<String>,
}

impl PersonArgument {
    /// The identity; of the kind given, or else of the first kind whose form the number has.
    pub(crate) fn identity(&self) -> Result<IIType, CommandError> {
        if let Some(root) = &self.root {
            let known = KINDS.iter().find(|(name, _)| name == root);
            return Ok(identity(known.map_or(root, |(_, oid)| oid), &self.number));
        }
        let rules = Rules::default();
        KINDS.iter().map(|(_, oid)| identity(oid, &self.number)).find(|id| rules.identity(id).is_ok()).ok_or_else(|| {
            CommandError::Usage(
                "--person: no personnummer, samordningsnummer or national reserve identity; check the digits, or name the kind with --root OID".to_owned(),
            )
        })
    }
}

/// As [`PersonArgument`], for commands that may be about everybody.
#[derive(Clone, Debug, Args)]
pub(crate) struct PersonFilter {
    /// Only this person: 12 digits of a personnummer or samordningsnummer, or a reserve identity.
    #[arg(value_name = "NUMBER", long = "person")]
    number: Option<String>,
    /// The kind of number: an OID, `pnr`, `snr` or `nrid`. Default: the kind that the number has the form of.
    #[arg(long, value_name = "OID", requires = "number")]
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
        PersonArgument { number: number.to_owned(), root: root.map(str::to_owned) }
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
    fn a_number_of_no_kind_is_refused_without_repeating_it() {
        let error = argument("191212121213", None).identity().unwrap_err().to_string();
        assert!(error.contains("--root") && !error.contains("19121212"), "{error}");
    }
}
