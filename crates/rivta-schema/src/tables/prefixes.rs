//! A prefix of its own for each namespace.

use std::collections::{HashMap, HashSet};

/// The prefixes that are taken.
pub(super) struct Prefixes {
    taken: HashSet<String>,
    /// By stem, the number to try next: those below it are taken, and remain so.
    next: HashMap<String, usize>,
}

impl Prefixes {
    pub(super) fn new() -> Self {
        let reserved = ["", "xsi", "xs", "xmlns"];
        Self { taken: reserved.into_iter().map(str::to_owned).collect(), next: HashMap::new() }
    }

    /// Takes the prefix that is wanted, or else the first that is free of it with 2, 3 and so on.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let prefix = format!("{wanted}{next}");
            *next += 1;
            if self.taken.insert(prefix.clone()) {
                return prefix;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Prefixes;

    #[test]
    fn a_prefix_is_the_first_that_is_free() {
        let mut prefixes = Prefixes::new();
        let taken = ["ns", "ns3", "ns", "ns", "ns", "xs", "xs2", ""].map(|wanted| prefixes.take(wanted));
        assert_eq!(taken, ["ns", "ns3", "ns2", "ns4", "ns5", "xs2", "xs22", "2"]);
    }
}
