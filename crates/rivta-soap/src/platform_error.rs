use crate::Fault;

/// An error of the service platform, which it tells by a faultstring that begins with `VPnnn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlatformError {
    /// VP001: no RIV-TA version.
    NoRivtaVersion,
    /// VP002: the client certificate is missing or not accepted.
    ClientCertificate,
    /// VP003: LogicalAddress is missing.
    NoLogicalAddress,
    /// VP004: no route for this LogicalAddress and contract.
    NoRoute,
    /// VP005: the producer lacks the RIV-TA profile asked for.
    NoProfile,
    /// VP006: several routes.
    SeveralRoutes,
    /// VP007: the consumer is not authorised.
    NotAuthorized,
    /// VP008: no contact with the address catalogue.
    NoCatalogue,
    /// VP009: the producer can't be reached or failed.
    ProducerFailed,
    /// VP010: no address for the producer.
    NoAddress,
    /// VP011: a call outside TLS.
    NoTls,
    /// VP012: the platform lacks resources.
    NoResources,
    /// VP013: the caller may not set the header with the original consumer.
    OriginalConsumer,
    /// VP014: a routing loop.
    RoutingLoop,
    /// VP015: the message can't be read.
    Unreadable,
}

impl PlatformError {
    const ALL: [Self; 15] = [
        Self::NoRivtaVersion,
        Self::ClientCertificate,
        Self::NoLogicalAddress,
        Self::NoRoute,
        Self::NoProfile,
        Self::SeveralRoutes,
        Self::NotAuthorized,
        Self::NoCatalogue,
        Self::ProducerFailed,
        Self::NoAddress,
        Self::NoTls,
        Self::NoResources,
        Self::OriginalConsumer,
        Self::RoutingLoop,
        Self::Unreadable,
    ];

    /// The platform's error behind a fault; `None`: the fault is the producer's own.
    pub fn of(fault: &Fault) -> Option<Self> {
        let (digits, rest) = fault.string.strip_prefix("VP")?.split_at_checked(3)?;
        if rest.starts_with(|c: char| c.is_alphanumeric()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: usize = digits.parse().ok()?;
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// Whether the same call may succeed if it is sent again soon. Only for reading contracts: an update may have happened
    /// although its answer was lost.
    pub fn is_worth_a_retry(self) -> bool {
        matches!(self, Self::ProducerFailed | Self::NoResources)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faultstrings_give_the_platforms_code() {
        let of = |string: &str| PlatformError::of(&Fault::client(string));
        assert_eq!(of("VP001 no version"), Some(PlatformError::NoRivtaVersion));
        assert_eq!(of("VP007 not authorised"), Some(PlatformError::NotAuthorized));
        assert_eq!(of("VP015"), Some(PlatformError::Unreadable));
        assert_eq!(of("VP009: failed"), Some(PlatformError::ProducerFailed));
        for other in [
            "",
            "VP",
            "VP0",
            "VP000",
            "VP016",
            "VP0071 x",
            "VP+07 x",
            "vp007 x",
            " VP007",
            "Fel VP007",
            "VP00å",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn only_failures_that_may_pass_are_worth_a_retry() {
        let worth: Vec<_> = PlatformError::ALL.into_iter().filter(|error| error.is_worth_a_retry()).collect();
        assert_eq!(worth, [PlatformError::ProducerFailed, PlatformError::NoResources]);
    }
}
