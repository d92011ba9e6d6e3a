//! What is wrong with a value beyond its base type, in words.

use super::ValueError;

/// Checks a length, told in `unit`.
pub(crate) fn check_length(
    least: Option<usize>,
    most: Option<usize>,
    unit: &Unit,
    found: usize,
) -> Result<(), ValueError> {
    let too_short = least.is_some_and(|least| found < least);
    let too_long = most.is_some_and(|most| found > most);
    if !too_short && !too_long {
        return Ok(());
    }
    let (english, swedish, limit) = match (least, most) {
        (Some(least), Some(most)) if least == most => {
            (format!("exactly {most}"), format!("exakt {most}"), most)
        }
        (None | Some(0), Some(most)) => (format!("at most {most}"), format!("högst {most}"), most),
        (Some(least), Some(most)) => (format!("{least} to {most}"), format!("{least} till {most}"), most),
        (Some(least), None) => (format!("at least {least}"), format!("minst {least}"), least),
        (None, None) => return Ok(()),
    };
    let plural = if limit == 1 { "" } else { "s" };
    let Unit { english: unit, swedish: enhet } = unit;
    Err(ValueError::new(
        format!("{english} {unit}{plural}, found {found}"),
        format!("{swedish} {enhet}, hittade {found}"),
    ))
}

/// What a length is counted in; the English word in the singular, the Swedish one is the same in the plural.
#[derive(Debug)]
pub(crate) struct Unit {
    english: &'static str,
    swedish: &'static str,
}

pub(crate) const CHARACTERS: Unit = Unit { english: "character", swedish: "tecken" };
pub(crate) const OCTETS: Unit = Unit { english: "octet", swedish: "byte" };
pub(crate) const ITEMS: Unit = Unit { english: "item", swedish: "led" };

/// The error of what is no whole number within these bounds.
pub(crate) fn whole_number(least: Option<i128>, most: Option<i128>) -> ValueError {
    let (english, swedish) = match (least, most) {
        (Some(least), Some(most)) => {
            (format!(" from {least} to {most}"), format!(" från {least} till {most}"))
        }
        (Some(least), None) => (format!(" of at least {least}"), format!(", minst {least}")),
        (None, Some(most)) => (format!(" of at most {most}"), format!(", högst {most}")),
        (None, None) => (String::new(), String::new()),
    };
    ValueError::new(format!("a whole number{english}"), format!("ett heltal{swedish}"))
}
