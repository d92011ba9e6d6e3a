//! Identities of persons (contract C12): an `IIType` is a root, the object identifier of a kind of identity, and an
//! extension, the number itself.

mod form;
mod local;
pub(crate) mod luhn;
mod national;

use std::fmt;

use jiff::civil::Date;
use rivta_persons::core::IIType;

pub use form::IdentityForm;
pub(crate) use form::{LocalRoots, is_known_root, roots};

/// The kinds of persons' identities, lowest first in the order in which identities are linked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdentityKind {
    /// LRID: a region's own reserve identity.
    Lrid,
    /// NRID: national reserve identity.
    Nrid,
    /// SNR: samordningsnummer.
    Snr,
    /// PNR: personnummer.
    Pnr,
}

/// A person's identity: of a known kind, well-formed, with a right check digit (C12).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIdentity {
    form: IdentityForm,
    root: Box<str>,
    extension: Box<str>,
}

impl PersonIdentity {
    /// Which kind of identity it is.
    pub fn kind(&self) -> IdentityKind {
        self.form.kind()
    }

    /// The object identifier of its kind.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The number itself.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// The identity as the contract writes it.
    pub fn to_ii(&self) -> IIType {
        let mut id = IIType::new(self.root.to_string());
        id.extension = Some(self.extension.to_string());
        id
    }

    /// The identity for logs and terminals, e.g. `19121212-****`: the last four characters are hidden. A local reserve
    /// identity of a configured root, whose form is unknown, is hidden whole.
    pub fn masked(&self) -> String {
        match self.extension.get(..8) {
            Some(beginning) if self.form != IdentityForm::Configured => format!("{beginning}-****"),
            _ => "****".to_owned(),
        }
    }

    /// The date of birth that the number tells. A samordningsnummer with an unknown month or day tells none, nor do
    /// reserve identities that are running numbers.
    pub fn birth_date(&self) -> Option<Date> {
        self.form.read(&self.extension).ok().flatten()
    }

    pub(crate) fn parse(id: &IIType, local: &LocalRoots) -> Result<Self, InvalidIdentity> {
        let (form, extension) = well_formed(id, local)?;
        Ok(Self { form, root: id.root.as_str().into(), extension: extension.into() })
    }
}

impl fmt::Debug for PersonIdentity {
    /// Shows the masked number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonIdentity({})", self.masked())
    }
}

/// C12: what `id` is written as, if it is well-formed.
pub(crate) fn well_formed<'a>(
    id: &'a IIType,
    local: &LocalRoots,
) -> Result<(IdentityForm, &'a str), InvalidIdentity> {
    let form = IdentityForm::of_root(&id.root, local).ok_or(InvalidIdentity::UnknownRoot)?;
    let extension = id.extension.as_deref().ok_or(InvalidIdentity::ExtensionMissing)?;
    form.read(extension)?;
    Ok((form, extension))
}

/// Why an `IIType` is no person's identity (C12). It does not hold the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum InvalidIdentity {
    /// The root is of no known kind of person's identity.
    UnknownRoot,
    /// There is no extension.
    ExtensionMissing,
    /// The extension is not written as its root asks, or its date does not exist.
    Form(IdentityForm),
    /// The check digit is another than the number gives.
    CheckDigit(IdentityForm),
}

impl InvalidIdentity {
    /// For integrators: what is wrong, and what would be right.
    pub fn message(self) -> &'static str {
        self.texts().0
    }

    /// For the user, in Swedish: the sentence of a `resultText` or a `faultstring`.
    pub fn result_text(self) -> &'static str {
        self.texts().1
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownRoot => (
                "unknown root; expected that of a personnummer (1.2.752.129.2.1.3.1), a samordningsnummer \
                 (1.2.752.129.2.1.3.3), a national reserve identity (1.2.752.74.9.1) or a known local one (C12)",
                "Identiteten är av okänd typ; ange personnummer, samordningsnummer eller reservnummer (C12).",
            ),
            Self::ExtensionMissing => {
                ("extension missing; expected the number (C12)", "Personens nummer saknas (C12).")
            }
            Self::Form(form) => match form {
                IdentityForm::Pnr => (
                    "not a personnummer; expected 12 digits YYYYMMDDNNNK with a date that exists (C12)",
                    "Personnumret är felaktigt; ange 12 siffror, ÅÅÅÅMMDDNNNN (C12).",
                ),
                IdentityForm::Snr => (
                    "not a samordningsnummer; expected 12 digits YYYYMMDDNNNK, DD the day plus 60 (C12)",
                    "Samordningsnumret är felaktigt; ange 12 siffror, ÅÅÅÅMMDDNNNN, där 60 har lagts till dagen (C12).",
                ),
                IdentityForm::Nrid => (
                    "not a national reserve identity; expected 12 characters XXYYMMDDNNGC (C12)",
                    "Det nationella reservnumret är felaktigt (C12).",
                ),
                IdentityForm::Stockholm => (
                    "not a reserve identity of Region Stockholm; expected 99yyyyNNNNNC, year 1980-2299 (C12)",
                    "Region Stockholms reservnummer är felaktigt (C12).",
                ),
                IdentityForm::VastraGotaland => (
                    "not a reserve identity of Västra Götalandsregionen; expected yyyymmddGggC with a date that exists (C12)",
                    "Västra Götalandsregionens reservnummer är felaktigt (C12).",
                ),
                IdentityForm::Varmland => (
                    "not a reserve identity of Region Värmland; expected yyyymmddABNC with a date that exists (C12)",
                    "Region Värmlands reservnummer är felaktigt (C12).",
                ),
                IdentityForm::Inera => (
                    "not a reserve identity of Inera; expected yyyymmxxNNNC, xx 32-59 (C12)",
                    "Ineras reservnummer är felaktigt (C12).",
                ),
                IdentityForm::Configured => (
                    "not a local reserve identity; expected 1 to 64 printable characters without spaces (C12)",
                    "Reservnumret är felaktigt (C12).",
                ),
            },
            Self::CheckDigit(IdentityForm::Pnr) => (
                "wrong check digit in personnummer (C12)",
                "Personnumret har fel kontrollsiffra; kontrollera att det är rätt skrivet (C12).",
            ),
            Self::CheckDigit(IdentityForm::Snr) => (
                "wrong check digit in samordningsnummer (C12)",
                "Samordningsnumret har fel kontrollsiffra; kontrollera att det är rätt skrivet (C12).",
            ),
            Self::CheckDigit(_) => (
                "wrong check digit in reserve identity (C12)",
                "Reservnumret har fel kontrollsiffra; kontrollera att det är rätt skrivet (C12).",
            ),
        }
    }
}

impl fmt::Display for InvalidIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for InvalidIdentity {}

#[cfg(test)]
mod tests;
