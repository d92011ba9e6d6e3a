//! F16: block lists and allow lists.

use std::collections::HashSet;

use crate::email::EmailAddress;
use crate::problem::Problem;
use crate::telephone::TelephoneNumber;

/// The lists of F16, compiled. An allow list that is empty is not set.
#[derive(Clone, Default)]
pub(crate) struct Lists {
    pub(crate) blocked_domains: Domains,
    pub(crate) allowed_domains: Domains,
    pub(crate) blocked_numbers: Numbers,
    pub(crate) allowed_numbers: Numbers,
}

impl Lists {
    /// Why the address is refused, if it is; the block list comes first.
    pub(crate) fn domain_problem(&self, address: &EmailAddress<'_>) -> Option<Problem> {
        if self.blocked_domains.cover(address.domain()) {
            return Some(Problem::DomainBlocked);
        }
        (!self.allowed_domains.is_empty() && !self.allowed_domains.cover(address.domain()))
            .then_some(Problem::DomainNotAllowed)
    }

    /// Why the number is refused, if it is; the block list comes first.
    pub(crate) fn number_problem(&self, number: &TelephoneNumber<'_>) -> Option<Problem> {
        if self.blocked_numbers.cover(number.as_str()) {
            return Some(Problem::NumberBlocked);
        }
        (!self.allowed_numbers.is_empty() && !self.allowed_numbers.cover(number.as_str()))
            .then_some(Problem::NumberNotAllowed)
    }
}

impl std::fmt::Debug for Lists {
    /// Shows how many entries there are: a blocked number may be somebody's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lists")
            .field("blocked_domains", &self.blocked_domains.0.len())
            .field("allowed_domains", &self.allowed_domains.0.len())
            .field("blocked_numbers", &self.blocked_numbers.len())
            .field("allowed_numbers", &self.allowed_numbers.len())
            .finish()
    }
}

/// Domains in A-label form, each with its subdomains.
#[derive(Clone, Default)]
pub(crate) struct Domains(HashSet<Box<str>>);

impl Domains {
    pub(crate) fn insert(&mut self, domain: String) {
        self.0.insert(domain.into());
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `domain` or a domain above it is listed.
    fn cover(&self, domain: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut rest = Some(domain);
        while let Some(domain) = rest {
            if self.0.contains(domain) {
                return true;
            }
            rest = domain.split_once('.').map(|(_, parent)| parent);
        }
        false
    }
}

/// Telephone numbers, and beginnings of numbers.
#[derive(Clone, Default)]
pub(crate) struct Numbers {
    whole: HashSet<Box<str>>,
    beginnings: HashSet<Box<str>>,
}

impl Numbers {
    pub(crate) fn insert_whole(&mut self, number: &str) {
        self.whole.insert(number.into());
    }

    pub(crate) fn insert_beginning(&mut self, beginning: &str) {
        self.beginnings.insert(beginning.into());
    }

    fn len(&self) -> usize {
        self.whole.len().saturating_add(self.beginnings.len())
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.beginnings.is_empty()
    }

    /// Whether `number` or a beginning of it is listed. Numbers are at most 16 characters, so a few look-ups tell.
    fn cover(&self, number: &str) -> bool {
        self.whole.contains(number)
            || (!self.beginnings.is_empty()
                && (1..=number.len())
                    .filter_map(|length| number.get(..length))
                    .any(|beginning| self.beginnings.contains(beginning)))
    }
}
