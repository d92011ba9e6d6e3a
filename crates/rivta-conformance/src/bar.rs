//! What is demanded, beside what was measured.

use std::fmt;

/// A demand, what was measured, and whether that is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub what: String,
    /// What was measured, with what is demanded.
    pub measured: String,
    /// Whether the demand is met.
    pub is_met: bool,
    /// Whether it depends on the machine, and what else that does.
    pub is_of_time: bool,
}

impl Bar {
    /// As many as there are.
    pub(crate) fn all(what: &str, count: usize, of: usize) -> Self {
        let measured = format!("{count} of {of}");
        Self { what: what.to_owned(), measured, is_met: count == of, is_of_time: false }
    }

    /// No more than so many.
    pub(crate) fn at_most(what: &str, count: usize, most: usize) -> Self {
        let measured = format!("{count}, at most {most}");
        Self { what: what.to_owned(), measured, is_met: count <= most, is_of_time: false }
    }

    /// With a remark.
    pub(crate) fn with(mut self, remark: impl fmt::Display) -> Self {
        self.measured = format!("{} ({remark})", self.measured);
        self
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met = if self.is_met { "met" } else { "MISSED" };
        writeln!(f, "{met:6} {}: {}", self.what, self.measured)
    }
}

#[cfg(test)]
mod tests {
    use super::Bar;

    #[test]
    fn a_bar_says_what_was_measured_and_whether_it_is_met() {
        assert_eq!(Bar::all("read", 2, 2).to_string(), "met    read: 2 of 2\n");
        assert_eq!(Bar::all("read", 1, 2).with("why").to_string(), "MISSED read: 1 of 2 (why)\n");
        assert!(Bar::at_most("lines", 8, 8).is_met && !Bar::at_most("lines", 9, 8).is_met);
    }
}
