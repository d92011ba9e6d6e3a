//! Decimals within bounds.

use super::random::Random;
use crate::resolved::{Bound, Builtin, Facets};

/// How many digits after the point are tried where only a fraction fits between the bounds.
const MAX_SCALE: u32 = 12;

/// Numbers of a type that is derived from decimal, the plainest first. Bounds beyond 38 digits are taken as they are
/// written.
pub(super) fn decimals(builtin: Builtin, facets: &Facets, random: &mut Random) -> Vec<String> {
    let is_integer = builtin != Builtin::Decimal;
    let written = facets.fraction_digits.and_then(|digits| u32::try_from(digits).ok());
    let most = if is_integer { 0 } else { written.unwrap_or(MAX_SCALE).min(MAX_SCALE) };
    let mut found = Vec::new();
    for scale in 0..=most {
        let (low, high) = range(builtin, facets, scale);
        if low > high {
            continue;
        }
        let one = 10i128.pow(scale);
        let plain = one.clamp(low, high);
        found.push(format(plain, scale));
        let width = high.saturating_sub(plain).clamp(0, 999) + 1;
        let offset = i128::try_from(random.below(1000)).unwrap_or_default() % width;
        found.push(format(plain + offset, scale));
        found.extend([format(low, scale), format(high, scale)]);
        if scale >= 1 {
            break;
        }
    }
    found.extend([&facets.min, &facets.max].into_iter().flatten().map(|bound| bound.value.clone()));
    found
}

/// The least and the greatest value, in units of 10^-scale.
fn range(builtin: Builtin, facets: &Facets, scale: u32) -> (i128, i128) {
    let one = 10i128.pow(scale);
    // With the digits after the point no more than the 18 that every processor must take (Part 2, section 3.2.3).
    let widest = 10i128.pow(18u32.saturating_sub(scale)) - 1;
    let (low, high): (i128, i128) = match builtin {
        Builtin::NonPositiveInteger => (-widest, 0),
        Builtin::NegativeInteger => (-widest, -1),
        Builtin::NonNegativeInteger => (0, widest),
        Builtin::PositiveInteger => (1, widest),
        Builtin::Long => (i64::MIN.into(), i64::MAX.into()),
        Builtin::Int => (i32::MIN.into(), i32::MAX.into()),
        Builtin::Short => (i16::MIN.into(), i16::MAX.into()),
        Builtin::Byte => (i8::MIN.into(), i8::MAX.into()),
        Builtin::UnsignedLong => (0, u64::MAX.into()),
        Builtin::UnsignedInt => (0, u32::MAX.into()),
        Builtin::UnsignedShort => (0, u16::MAX.into()),
        Builtin::UnsignedByte => (0, u8::MAX.into()),
        _ => (-widest, widest),
    };
    let (mut low, mut high) = (low.saturating_mul(one), high.saturating_mul(one));
    if let Some(bound) = &facets.min
        && let Some((least, exact)) = scaled(bound, scale)
    {
        low = low.max(least + i128::from(!exact || bound.exclusive));
    }
    if let Some(bound) = &facets.max
        && let Some((most, exact)) = scaled(bound, scale)
    {
        high = high.min(most - i128::from(exact && bound.exclusive));
    }
    if let Some(digits) = facets.total_digits.and_then(|digits| u32::try_from(digits).ok())
        && let Some(limit) = 10i128.checked_pow(digits)
    {
        low = low.max(1 - limit);
        high = high.min(limit - 1);
    }
    (low, high)
}

/// A bound in units of 10^-scale, rounded down, and whether that is exact.
fn scaled(bound: &Bound, scale: u32) -> Option<(i128, bool)> {
    let (negative, digits) = match bound.value.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, bound.value.strip_prefix('+').unwrap_or(&bound.value)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = usize::try_from(scale).ok()?;
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(scale).collect();
    let rest_is_zero = fraction.chars().skip(scale).all(|digit| digit == '0');
    let absolute: i128 = format!("{whole}{kept}").parse().ok()?;
    Some(match (negative, rest_is_zero) {
        (false, exact) => (absolute, exact),
        (true, true) => (-absolute, true),
        (true, false) => (-absolute - 1, false),
    })
}

fn format(value: i128, scale: u32) -> String {
    let one = 10i128.pow(scale).unsigned_abs();
    let (whole, fraction) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    let sign = if value < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::try_from(scale).unwrap_or_default();
    let fraction = format!("{fraction:0width$}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::error::Location;

    fn bound(value: &str, exclusive: bool) -> Option<Bound> {
        let at = Location { file: Path::new("a.xsd").into(), line: 1, column: 1 };
        Some(Bound { at, value: value.to_owned(), exclusive })
    }

    fn first(builtin: Builtin, facets: &Facets) -> String {
        decimals(builtin, facets, &mut Random::new(1)).swap_remove(0)
    }

    #[test]
    fn the_plainest_number_within_the_bounds_comes_first() {
        assert_eq!(first(Builtin::Int, &Facets::default()), "1");
        assert_eq!(first(Builtin::NegativeInteger, &Facets::default()), "-1");
        let above = Facets { min: bound("18.5", false), ..Facets::default() };
        assert_eq!(first(Builtin::Decimal, &above), "19");
        let between = Facets { min: bound("0.1", true), max: bound("0.3", true), ..Facets::default() };
        assert_eq!(first(Builtin::Decimal, &between), "0.2");
        let below = Facets { max: bound("-0.5", true), ..Facets::default() };
        assert_eq!(first(Builtin::Decimal, &below), "-1");
        let digits = Facets { min: bound("5", false), total_digits: Some(1), ..Facets::default() };
        let all = decimals(Builtin::Integer, &digits, &mut Random::new(1));
        assert!(all.iter().all(|number| number.len() == 1), "{all:?}");
    }

    #[test]
    fn bounds_that_admit_nothing_or_are_huge_are_no_trouble() {
        let none = Facets { min: bound("5", false), max: bound("4", false), ..Facets::default() };
        assert_eq!(decimals(Builtin::Integer, &none, &mut Random::new(1)), ["5", "4"]);
        let huge = Facets { min: bound(&"9".repeat(60), false), ..Facets::default() };
        assert!(decimals(Builtin::Decimal, &huge, &mut Random::new(1)).contains(&"9".repeat(60)));
    }
}
