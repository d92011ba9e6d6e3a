use contact_rules::Scope;
use rivta_soap::{HsaId, Permit};

/// Who reads or changes, and by what right. Every method of a store asks for one, so that nothing is reached without it, and
/// the audit log names it.
#[derive(Clone, Debug)]
pub enum Access {
    /// A system, by a contract that it is authorised for. Only the contract's name decides whether protected persons'
    /// details are within reach ([`Contract::is_unrestricted`](rivta_soap::Contract::is_unrestricted)).
    Contract(Permit),
    /// A person at this installation, who sees and changes no more than the restricted contracts do: a protected person's
    /// details shall not come up on a terminal by a slip.
    Administrator {
        /// The user name at the operating system.
        user: String,
    },
}

impl Access {
    /// Whether protected persons are within reach.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Contract(permit) if permit.contract().is_unrestricted() => Scope::Unrestricted,
            Self::Contract(_) | Self::Administrator { .. } => Scope::Restricted,
        }
    }

    /// Whether reads are audited whoever the person is.
    pub(crate) fn is_administrator(&self) -> bool {
        matches!(self, Self::Administrator { .. })
    }

    /// The system through which something is stated (F13): the consumer, or for administrators the installation.
    pub(crate) fn system<'a>(&'a self, installation: &'a HsaId) -> &'a HsaId {
        match self {
            Self::Contract(permit) => permit.caller().consumer(),
            Self::Administrator { .. } => installation,
        }
    }
}
