//! XML Schema's own types that are derived from the ones our values have, as far as an `xsi:type` may name them in their
//! stead (XML Schema Part 2, sections 3.3 and 3.4).

use crate::character::{is_name_char, is_ncname};
use crate::{ValueError, WhiteSpace};

/// A type that narrows another.
pub(crate) struct Derived {
    name: &'static str,
    base: &'static str,
    pub(crate) white_space: WhiteSpace,
    /// Whether a text, its white space processed, is of the type.
    accepts: fn(&str) -> bool,
}

static DERIVED: [Derived; 12] = [
    narrower("normalizedString", "string", WhiteSpace::Replace, |_| true),
    narrower("token", "normalizedString", WhiteSpace::Collapse, |_| true),
    narrower("language", "token", WhiteSpace::Collapse, is_language),
    narrower("NMTOKEN", "token", WhiteSpace::Collapse, |text| {
        !text.is_empty() && text.chars().all(is_name_char)
    }),
    narrower("Name", "token", WhiteSpace::Collapse, is_name),
    narrower("NCName", "Name", WhiteSpace::Collapse, is_ncname),
    narrower("ID", "NCName", WhiteSpace::Collapse, is_ncname),
    narrower("IDREF", "NCName", WhiteSpace::Collapse, is_ncname),
    narrower("ENTITY", "NCName", WhiteSpace::Collapse, |_| false),
    narrower("int", "long", WhiteSpace::Collapse, |text| text.parse::<i32>().is_ok()),
    narrower("short", "int", WhiteSpace::Collapse, |text| text.parse::<i16>().is_ok()),
    narrower("byte", "short", WhiteSpace::Collapse, |text| text.parse::<i8>().is_ok()),
];

const fn narrower(
    name: &'static str,
    base: &'static str,
    white_space: WhiteSpace,
    accepts: fn(&str) -> bool,
) -> Derived {
    Derived { name, base, white_space, accepts }
}

/// The type of that name.
pub(crate) fn find(name: &str) -> Option<&'static Derived> {
    DERIVED.iter().find(|derived| derived.name == name)
}

impl Derived {
    pub(crate) fn is_derived_from(&self, ancestor: &str) -> bool {
        self.base == ancestor || find(self.base).is_some_and(|base| base.is_derived_from(ancestor))
    }

    /// Checks a text whose white space has been processed.
    pub(crate) fn check(&self, text: &str) -> Result<(), ValueError> {
        if (self.accepts)(text) {
            return Ok(());
        }
        Err(ValueError::new(
            format!("a value of xs:{}, which xsi:type names", self.name),
            format!("ett värde av xs:{}, som xsi:type anger", self.name),
        ))
    }
}

fn is_name(text: &str) -> bool {
    // A Name is an NCName whose colons count as letters.
    is_ncname(&text.replace(':', "_"))
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let fits = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|first| fits(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
