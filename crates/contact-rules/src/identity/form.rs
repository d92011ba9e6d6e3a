use jiff::civil::Date;

use super::{IdentityKind, InvalidIdentity, local, national};

/// Object identifiers of the kinds of identities.
pub(crate) mod roots {
    pub(crate) const PNR: &str = "1.2.752.129.2.1.3.1";
    pub(crate) const SNR: &str = "1.2.752.129.2.1.3.3";
    pub(crate) const NRID: &str = "1.2.752.74.9.1";
    pub(crate) const LRID_STOCKHOLM: &str = "1.2.752.97.3.1.3";
    pub(crate) const LRID_VASTRA_GOTALAND: &str = "1.2.752.113.11.0.2.1.1.1";
    pub(crate) const LRID_VARMLAND: &str = "1.2.752.74.9.2";
    pub(crate) const LRID_INERA: &str = "1.2.752.129.2.1.3.2";
    /// HSA-id of a person or system.
    pub(crate) const HSA_PERSON: &str = "1.2.752.29.6.2.1";
    /// HSA-id of a care provider.
    pub(crate) const HSA_CARE_PROVIDER: &str = "1.2.752.29.6.10.1";
    /// HSA-id of whatever has one.
    pub(crate) const HSA: &str = "1.2.752.129.2.1.4.1";
    pub(crate) const ORGANISATION_NUMBER: &str = "2.5.4.97";
}

/// Whether the root is one of [`roots`].
pub(crate) fn is_known_root(root: &str) -> bool {
    matches!(root, roots::HSA_PERSON | roots::HSA_CARE_PROVIDER | roots::HSA | roots::ORGANISATION_NUMBER)
        || IdentityForm::of_root(root, &LocalRoots::default()).is_some()
}

/// How an identity is written, told by its root. Ordered by kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdentityForm {
    /// A local reserve identity of a root that the configuration adds.
    Configured,
    /// Local reserve identity of Region Stockholm.
    Stockholm,
    /// Local reserve identity of Västra Götalandsregionen.
    VastraGotaland,
    /// Local reserve identity of Region Värmland.
    Varmland,
    /// Local reserve identity of Inera.
    Inera,
    /// National reserve identity.
    Nrid,
    /// Samordningsnummer.
    Snr,
    /// Personnummer.
    Pnr,
}

/// Roots of local reserve identities that the configuration adds; few, so a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalRoots(pub(crate) Vec<Box<str>>);

impl IdentityForm {
    /// The form of a root's identities, if they are persons'.
    pub(crate) fn of_root(root: &str, local: &LocalRoots) -> Option<Self> {
        match root {
            roots::PNR => Some(Self::Pnr),
            roots::SNR => Some(Self::Snr),
            roots::NRID => Some(Self::Nrid),
            roots::LRID_STOCKHOLM => Some(Self::Stockholm),
            roots::LRID_VASTRA_GOTALAND => Some(Self::VastraGotaland),
            roots::LRID_VARMLAND => Some(Self::Varmland),
            roots::LRID_INERA => Some(Self::Inera),
            root => local.0.iter().any(|known| **known == *root).then_some(Self::Configured),
        }
    }

    pub(crate) fn kind(self) -> IdentityKind {
        match self {
            Self::Configured | Self::Stockholm | Self::VastraGotaland | Self::Varmland | Self::Inera => {
                IdentityKind::Lrid
            }
            Self::Nrid => IdentityKind::Nrid,
            Self::Snr => IdentityKind::Snr,
            Self::Pnr => IdentityKind::Pnr,
        }
    }

    /// Checks an extension, and says which date of birth it tells, if any.
    pub(crate) fn read(self, extension: &str) -> Result<Option<Date>, InvalidIdentity> {
        if self == Self::Configured {
            return local::configured(extension).then_some(None).ok_or(InvalidIdentity::Form(self));
        }
        let characters: &Characters =
            extension.as_bytes().try_into().map_err(|_| InvalidIdentity::Form(self))?;
        let read = match self {
            Self::Pnr => national::pnr(characters),
            Self::Snr => national::snr(characters),
            Self::Nrid => national::nrid(characters),
            Self::Stockholm => local::stockholm(characters),
            Self::VastraGotaland => local::vastra_gotaland(characters),
            Self::Varmland => local::varmland(characters),
            Self::Inera | Self::Configured => local::inera(characters),
        };
        read.map_err(|flaw| match flaw {
            Flaw::Form => InvalidIdentity::Form(self),
            Flaw::CheckDigit => InvalidIdentity::CheckDigit(self),
        })
    }
}

/// An extension of the usual length.
pub(super) type Characters = [u8; 12];

/// What is wrong with an extension.
pub(super) enum Flaw {
    Form,
    CheckDigit,
}

/// The number that digits form; `None` if other characters are among them.
pub(super) fn digits(characters: &[u8]) -> Option<i16> {
    characters.iter().try_fold(0_i16, |number, character| {
        let digit = character.is_ascii_digit().then(|| character - b'0')?;
        number.checked_mul(10)?.checked_add(i16::from(digit))
    })
}

/// A date that exists, after 1799: nobody registered was born before, and a number of ten digits to which someone has
/// added two zeros is found out.
pub(super) fn date(year: i16, month: i16, day: i16) -> Result<Date, Flaw> {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(Flaw::Form) };
    match Date::new(year, month, day) {
        Ok(date) if year >= 1800 => Ok(date),
        _ => Err(Flaw::Form),
    }
}
