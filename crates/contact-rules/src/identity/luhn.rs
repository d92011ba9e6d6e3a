//! The Luhn sum (ISO/IEC 7812-1, annex B), which gives the check digits of Swedish numbers.

/// Whether `check` is the digit that makes the Luhn sum of an odd number of `digits` a multiple of ten: the first,
/// third … digit counts double, and the digits of a product are added.
pub(crate) fn is_check_digit(check: u8, digits: impl Iterator<Item = u8>) -> bool {
    let sum: u32 = digits
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(digit) * weight;
            product / 10 + product % 10
        })
        .sum();
    (sum + u32::from(check)).is_multiple_of(10)
}

/// Whether the last of an even number of characters, all digits, is the check digit of those before it.
pub(crate) fn ends_in_check_digit(characters: &[u8]) -> bool {
    match characters.split_last() {
        Some((check, digits)) => is_check_digit(value(*check), digits.iter().map(|digit| value(*digit))),
        None => false,
    }
}

/// The value of a digit; characters that are none are refused before.
fn value(digit: u8) -> u8 {
    digit.wrapping_sub(b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_end_in_their_check_digits() {
        for digits in ["1212121212", "5565594230", "2321000016", "2321000131"] {
            assert!(ends_in_check_digit(digits.as_bytes()), "{digits}");
        }
    }

    #[test]
    fn exactly_one_of_ten_digits_is_right() {
        for digits in ["000000000", "999999999", "121212121", "830412123"] {
            let right = (b'0'..=b'9').filter(|check| {
                let mut number = digits.as_bytes().to_vec();
                number.push(*check);
                ends_in_check_digit(&number)
            });
            assert_eq!(right.count(), 1, "{digits}");
        }
    }
}
