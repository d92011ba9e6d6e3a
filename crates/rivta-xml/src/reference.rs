use crate::character::is_char;

/// The character that a reference stands for; `name` is what stands between `&` and `;`. Only the five predefined
/// entities exist, since document type declarations are refused.
pub(crate) fn character(name: &str) -> Result<char, &'static str> {
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => name
            .strip_prefix('#')
            .ok_or("a reference to an entity other than the five predefined ones")
            .and_then(|number| numbered(number).ok_or("a reference to a character that XML does not admit")),
    }
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // from_str_radix would take a sign.
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|&c| is_char(c))
}
