use std::fmt;

/// Where in an update request a rule is broken; written as the path below the request element, e.g.
/// `contactInformation[2]/value`, counting repeated elements from 1.
///
/// What is missing has the path of the element that lacks it; that of the request element itself is empty.
/// Paths are ordered as the elements begin in the document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Path {
    /// The request element.
    Request,
    /// `actor`
    Actor,
    /// `actor/id`
    ActorId,
    /// `actor/professional`
    Professional,
    /// `actor/professional/organizationId`
    OrganizationId,
    /// `personId`
    PersonId,
    /// `versionToUpdate`
    VersionToUpdate,
    /// `contactInformation[n]`, n counting from 1, or one of its elements
    ContactInformation(usize, Option<DetailField>),
    /// `contactPerson[n]`, n counting from 1
    ContactPerson(usize),
    /// `optoutPaperNotification`
    OptoutPaperNotification,
}

/// An element of a contact detail.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DetailField {
    /// `contactType`
    ContactType,
    /// `use`
    Use,
    /// `value`
    Value,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request => Ok(()),
            Self::Actor => f.write_str("actor"),
            Self::ActorId => f.write_str("actor/id"),
            Self::Professional => f.write_str("actor/professional"),
            Self::OrganizationId => f.write_str("actor/professional/organizationId"),
            Self::PersonId => f.write_str("personId"),
            Self::VersionToUpdate => f.write_str("versionToUpdate"),
            Self::ContactInformation(n, None) => write!(f, "contactInformation[{n}]"),
            Self::ContactInformation(n, Some(field)) => write!(f, "contactInformation[{n}]/{field}"),
            Self::ContactPerson(n) => write!(f, "contactPerson[{n}]"),
            Self::OptoutPaperNotification => f.write_str("optoutPaperNotification"),
        }
    }
}

impl fmt::Display for DetailField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ContactType => "contactType",
            Self::Use => "use",
            Self::Value => "value",
        })
    }
}
