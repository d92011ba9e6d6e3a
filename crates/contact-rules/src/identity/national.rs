//! The forms of national identities: personnummer, samordningsnummer and national reserve identity.

use jiff::civil::Date;

use super::form::{Characters, Flaw, date, digits};
use super::luhn::ends_in_check_digit;

/// `YYYYMMDDNNNK`: a date that exists, K by Luhn over YYMMDDNNN.
pub(super) fn pnr(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let [year, month, day] = parts(characters)?;
    let birth = date(year, month, day)?;
    luhn(characters)?;
    Ok(Some(birth))
}

/// As a personnummer with 60 added to the day; the month may be 00 and the day 60, which say that they are unknown.
pub(super) fn snr(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let [year, month, day] = parts(characters)?;
    let day = day - 60;
    let birth = match (month, day) {
        (0, 0..=31) => None,
        (_, 0) => None,
        _ => Some(date(year, month, day)?),
    };
    // Where the day is unknown, or month and day, the rest must exist all the same.
    date(year, month.max(1), 1)?;
    luhn(characters)?;
    Ok(birth)
}

/// `XXYYMMDDNNGC`. XX is the century plus 3, 6, 9 … (22-99), and the date exists; or XX is 00, MM 20-99 and DD 40-59, which
/// with YY are a running number. NN two letters, G a digit or, where the sex is unknown, a letter, C a digit. How C is
/// computed is not public, so it is not checked.
pub(super) fn nrid(characters: &Characters) -> Result<Option<Date>, Flaw> {
    let [c1, c2, y1, y2, m1, m2, d1, d2, n1, n2, g, c] = *characters;
    let number = |tens, units| digits(&[tens, units]).ok_or(Flaw::Form);
    let (century, year, month, day) = (number(c1, c2)?, number(y1, y2)?, number(m1, m2)?, number(d1, d2)?);
    if !nrid_letter(n1) || !nrid_letter(n2) || !(g.is_ascii_digit() || nrid_letter(g)) || !c.is_ascii_digit()
    {
        return Err(Flaw::Form);
    }
    match century {
        0 if (20..=99).contains(&month) && (40..=59).contains(&day) => Ok(None),
        22..=99 => match century % 3 {
            1 => date(1900 + year, month, day).map(Some),
            2 => date(2000 + year, month, day).map(Some),
            // The 19th or the 22nd century, whose calendars agree: the date can be checked but not told.
            _ => date(2100 + year, month, day).map(|_| None),
        },
        _ => Err(Flaw::Form),
    }
}

/// A capital that cannot be mistaken for a digit or another letter.
fn nrid_letter(character: u8) -> bool {
    character.is_ascii_uppercase() && !matches!(character, b'I' | b'O' | b'Q' | b'V' | b'W')
}

/// Year, month and day of twelve digits.
fn parts(characters: &Characters) -> Result<[i16; 3], Flaw> {
    if !characters.iter().all(u8::is_ascii_digit) {
        return Err(Flaw::Form);
    }
    let part = |characters: &[u8]| digits(characters).ok_or(Flaw::Form);
    Ok([part(&characters[..4])?, part(&characters[4..6])?, part(&characters[6..8])?])
}

fn luhn(characters: &Characters) -> Result<(), Flaw> {
    ends_in_check_digit(&characters[2..]).then_some(()).ok_or(Flaw::CheckDigit)
}
