/// Text of a stranger as a terminal or a page may show it: characters that control a terminal, begin a line of their own or
/// turn the direction of what stands around them (Unicode Annex 9) are spaces.
pub fn printable(text: &str) -> String {
    text.chars().map(|character| if is_printable(character) { character } else { ' ' }).collect()
}

/// Whether a character shows itself and does nothing else.
pub fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_is_no_text_is_a_space() {
        assert_eq!(printable("å\u{9B}31m\u{1B}[0m\nerror:\t\u{202E}x\u{2069}"), "å 31m [0m error:  x ");
    }
}
