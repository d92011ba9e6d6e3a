use std::fmt;

/// A telephone number in E.164 form, e.g. `+46701740605` (F4): `+`, first digit 1-9, 8 to 15 digits in all, nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TelephoneNumber<'a>(&'a str);

impl<'a> TelephoneNumber<'a> {
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

    /// Reads a number.
    ///
    /// # Errors
    ///
    /// [`InvalidTelephoneNumber`] names the mistake that is mended first.
    pub fn parse(text: &'a str) -> Result<Self, InvalidTelephoneNumber> {
        use InvalidTelephoneNumber as Invalid;
        if starts_with_trunk_zero(text) {
            return Err(Invalid::TrunkZero);
        }
        let Some(digits) = text.strip_prefix('+') else {
            return Err(match text {
                text if text.starts_with("00") => Invalid::InternationalPrefix,
                text if text.starts_with('0') => Invalid::NationalForm,
                text if text.starts_with(char::is_whitespace) => Invalid::Separators,
                _ => Invalid::PlusMissing,
            });
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let separated = digits.chars().all(|c| c.is_ascii_digit() || is_separator(c));
            return Err(if separated { Invalid::Separators } else { Invalid::OtherCharacters });
        }
        if digits.starts_with('0') {
            return Err(Invalid::CountryCodeZero);
        }
        match digits.len() {
            length if length < *Self::DIGITS.start() => Err(Invalid::TooShort),
            length if length > *Self::DIGITS.end() => Err(Invalid::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// The number as text.
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for TelephoneNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TelephoneNumber(..)")
    }
}

/// Why a text is no telephone number (F4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum InvalidTelephoneNumber {
    /// The zero that is dialled within Sweden stands after +46, separated from it or not.
    TrunkZero,
    /// `00` stands for the plus sign.
    InternationalPrefix,
    /// The number is as dialled within the country.
    NationalForm,
    /// The plus sign is missing.
    PlusMissing,
    /// Spaces, hyphens, dots, slashes or parentheses.
    Separators,
    /// Something else than digits after the plus sign.
    OtherCharacters,
    /// No country code begins with 0.
    CountryCodeZero,
    /// Fewer than 8 digits.
    TooShort,
    /// More than 15 digits.
    TooLong,
}

impl InvalidTelephoneNumber {
    /// For integrators: what is wrong, and what would be right.
    pub fn message(self) -> &'static str {
        self.texts().0
    }

    /// For the user, in Swedish.
    pub fn result_text(self) -> &'static str {
        self.texts().1
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::TrunkZero => (
                "trunk zero after +46; leave it out (F4)",
                "Telefonnumret har en nolla efter +46; skriv det utan nollan, t.ex. +46701740605 (F4).",
            ),
            Self::InternationalPrefix => (
                "telephone number starts with 00; write + instead (F4)",
                "Telefonnumret börjar med 00; skriv + i stället, t.ex. +46701740605 (F4).",
            ),
            Self::NationalForm => (
                "telephone number without country code; write +46 instead of the first 0 (F4)",
                "Telefonnumret saknar landsnummer; skriv +46 i stället för den första nollan, t.ex. +46701740605 (F4).",
            ),
            Self::PlusMissing => (
                "telephone number without plus sign; expected + and the country code first (F4)",
                "Telefonnumret måste börja med plustecken och landsnummer, t.ex. +46701740605 (F4).",
            ),
            Self::Separators => (
                "separators in telephone number; leave out spaces, hyphens and parentheses (F4)",
                "Telefonnumret får inte innehålla mellanslag, bindestreck eller parenteser; skriv t.ex. +46701740605 (F4).",
            ),
            Self::OtherCharacters => (
                "not a telephone number; expected + and 8 to 15 digits (F4)",
                "Telefonnumret får bara innehålla plustecken och siffror, t.ex. +46701740605 (F4).",
            ),
            Self::CountryCodeZero => (
                "country code starts with 0; expected 1-9 after + (F4)",
                "Telefonnumrets landsnummer kan inte börja med noll; skriv t.ex. +46701740605 (F4).",
            ),
            Self::TooShort => (
                "telephone number too short; expected 8 to 15 digits after + (F4)",
                "Telefonnumret är för kort; det ska ha minst 8 siffror med landsnummer (F4).",
            ),
            Self::TooLong => (
                "telephone number too long; expected 8 to 15 digits after + (F4)",
                "Telefonnumret är för långt; det ska ha högst 15 siffror med landsnummer (F4).",
            ),
        }
    }
}

impl fmt::Display for InvalidTelephoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for InvalidTelephoneNumber {}

/// Whether the number is +46 and then a zero, as in `+46070…`, `+46 070-…` and `+46 (0)70-…`.
fn starts_with_trunk_zero(text: &str) -> bool {
    let mut characters = text.chars().filter(|c| !is_separator(*c));
    "+460".chars().all(|expected| characters.next() == Some(expected))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}' | '(' | ')' | '.' | '/')
}

#[cfg(test)]
mod tests;
