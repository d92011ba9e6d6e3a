//! The forms of local reserve identities.

use jiff::civil::Date;

use super::form::{Characters, Flaw, date, digits};
use super::luhn::{ends_in_check_digit, is_check_digit};

/// Region Stockholm, `99yyyyNNNNNC`: year 1980-2299, C by Luhn over positions 5-11.
pub(super) fn stockholm(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let year = digits(&characters[2..6]).ok_or(Flaw::Form)?;
    let running = characters[6..].iter().all(u8::is_ascii_digit);
    if !characters.starts_with(b"99") || !(1980..=2299).contains(&year) || !running {
        return Err(Flaw::Form);
    }
    ends_in_check_digit(&characters[4..]).then_some(None).ok_or(Flaw::CheckDigit)
}

/// Västra Götaland, `yyyymmddGggC`: G is K with an even gg 06-79, M with an odd one, or X with 80-89; C by Luhn over
/// yymmddGgg, where K counts 5, M 7 and X 8.
pub(super) fn vastra_gotaland(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let birth = leading_date(characters)?;
    let group = digits(&characters[9..11]).ok_or(Flaw::Form)?;
    let counts = match (characters[8], group) {
        (b'K', 6..=79) if group % 2 == 0 => 5,
        (b'M', 6..=79) if group % 2 == 1 => 7,
        (b'X', 80..=89) => 8,
        _ => return Err(Flaw::Form),
    };
    let value = |character: &u8| character.wrapping_sub(b'0');
    let payload =
        characters[2..8].iter().map(value).chain([counts]).chain(characters[9..11].iter().map(value));
    match characters[11] {
        check if !check.is_ascii_digit() => Err(Flaw::Form),
        check if is_check_digit(value(&check), payload) => Ok(Some(birth)),
        _ => Err(Flaw::CheckDigit),
    }
}

/// Värmland, `yyyymmddABNC`: A is S, B one of F U X P L, N a digit, C a capital other than V or a digit 1-9; no check
/// digit.
pub(super) fn varmland(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let birth = leading_date(characters)?;
    match characters[8..] {
        [b'S', b'F' | b'U' | b'X' | b'P' | b'L', b'0'..=b'9', b'A'..=b'U' | b'W'..=b'Z' | b'1'..=b'9'] => {
            Ok(Some(birth))
        }
        _ => Err(Flaw::Form),
    }
}

/// Inera, `yyyymmxxNNNC`: a month, xx 32-59, C by Luhn over yymmxxNNN.
pub(super) fn inera(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let month = digits(&characters[4..6]).is_some_and(|month| (1..=12).contains(&month));
    let xx = digits(&characters[6..8]).is_some_and(|xx| (32..=59).contains(&xx));
    if !characters.iter().all(u8::is_ascii_digit) || !month || !xx {
        return Err(Flaw::Form);
    }
    ends_in_check_digit(&characters[2..]).then_some(None).ok_or(Flaw::CheckDigit)
}

/// A root that the configuration adds: its region knows the form, so anything that can stand on one line is accepted.
pub(super) fn configured(extension: &str) -> bool {
    (1..=64).contains(&extension.chars().count())
        && !extension.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// The date of the first eight characters.
fn leading_date(characters: &Characters) -> Result<Date, Flaw> {
    let part = |characters: &[u8]| digits(characters).ok_or(Flaw::Form);
    date(part(&characters[..4])?, part(&characters[4..6])?, part(&characters[6..8])?)
}
