//! Wildcards, and how they combine (XML Schema Part 1, section 3.10.6).

use std::sync::Arc;

use super::symbols::Context;
use super::{Wildcard, WildcardNamespaces};
use crate::xsd;

use WildcardNamespaces::{Any, List, Other};

impl Wildcard {
    /// Anything.
    pub(super) fn lax() -> Self {
        Self { namespaces: Any, process: xsd::ProcessContents::Lax }
    }

    pub(super) fn new(any: &xsd::Wildcard, context: Context<'_>) -> Self {
        let target = || context.target.cloned();
        let namespaces = match &any.namespaces {
            xsd::WildcardNamespaces::Any => Any,
            xsd::WildcardNamespaces::Other => Other(target()),
            xsd::WildcardNamespaces::List(items) => List(
                items
                    .iter()
                    .map(|item| match item {
                        xsd::WildcardNamespace::Target => target(),
                        xsd::WildcardNamespace::Local => None,
                        xsd::WildcardNamespace::Uri(uri) => Some(uri.clone()),
                    })
                    .collect(),
            ),
        };
        Self { namespaces, process: any.process }
    }
}

impl Wildcard {
    /// Whether what this lets through is checked as strictly as what `other` lets through.
    pub(super) fn is_as_strict_as(&self, other: &Self) -> bool {
        let strictness = |it: &Self| match it.process {
            xsd::ProcessContents::Skip => 0,
            xsd::ProcessContents::Lax => 1,
            xsd::ProcessContents::Strict => 2,
        };
        strictness(self) >= strictness(other)
    }
}

impl WildcardNamespaces {
    /// Whether it lets through names of a namespace.
    pub fn admits(&self, namespace: Option<&Arc<str>>) -> bool {
        match self {
            Any => true,
            Other(but) => namespace.is_some() && namespace != but.as_ref(),
            List(listed) => listed.iter().any(|it| it.as_ref() == namespace),
        }
    }

    /// What both let through; `None`: that can't be written as a wildcard (cos-aw-intersect).
    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Any, it) | (it, Any) => it.clone(),
            (Other(a), Other(b)) => match (a, b) {
                (a, b) if a == b => Other(a.clone()),
                // Neither lets through what has no namespace.
                (None, but) | (but, None) => Other(but.clone()),
                _ => return None,
            },
            (other @ Other(_), List(list)) | (List(list), other @ Other(_)) => {
                List(list.iter().filter(|it| other.admits(it.as_ref())).cloned().collect())
            }
            (List(a), List(b)) => List(a.iter().filter(|it| b.contains(it)).cloned().collect()),
        })
    }

    /// What either lets through; `None`: that can't be written as a wildcard (cos-aw-union).
    pub(super) fn union(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Any, _) | (_, Any) => Any,
            (Other(a), Other(b)) if a == b => Other(a.clone()),
            (Other(_), Other(_)) => Other(None),
            (Other(but), List(list)) | (List(list), Other(but)) => {
                let (has_none, has_but) = (list.contains(&None), list.contains(but));
                match (but, has_none, has_but) {
                    (None, true, _) | (Some(_), true, true) => Any,
                    (None, false, _) | (Some(_), false, true) => Other(None),
                    (Some(_), true, false) => return None,
                    (Some(_), false, false) => Other(but.clone()),
                }
            }
            (List(a), List(b)) => {
                let more = b.iter().filter(|it| !a.contains(it));
                List(a.iter().chain(more).cloned().collect())
            }
        })
    }

    /// Whether `other` lets through all that this does (cos-ns-subset).
    pub(super) fn is_subset_of(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Any) => true,
            (Other(a), Other(b)) => a == b || b.is_none(),
            (List(list), other) => list.iter().all(|it| other.admits(it.as_ref())),
            (Any | Other(_), _) => false,
        }
    }
}
