use std::fmt;

/// A place in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The octets before it in the decoded (UTF-8) text.
    pub offset: usize,
}

impl Position {
    /// The place that `offset` octets of `text` lead to; the text's end if that is nearer.
    pub fn of(text: &str, offset: usize) -> Self {
        Self { line: 1, column: 1, offset: 0 }.forward(text, offset)
    }

    /// The place that `offset` octets of `text` lead to, which is not before this one: of many places in a large document, each
    /// looks through what lies between it and the one before.
    pub(crate) fn forward(self, text: &str, offset: usize) -> Self {
        let offset = offset.min(text.len());
        let between = text.as_bytes().get(self.offset..offset).unwrap_or_default();
        let newline = between.iter().rposition(|&b| b == b'\n');
        let on_line = between.get(newline.map_or(0, |newline| newline + 1)..).unwrap_or_default();
        let characters = on_line.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        let column = if newline.is_some() { 1 } else { self.column } + characters;
        let line = self.line + between.iter().filter(|&&b| b == b'\n').count();
        Self { line, column, offset: self.offset + between.len() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_from_the_start_and_from_any_place_before() {
        let text = "å<a>\n  <b/>é\n\n<c/>";
        for (first, _) in text.char_indices() {
            for (second, _) in text.char_indices().filter(|(second, _)| *second >= first) {
                assert_eq!(Position::of(text, first).forward(text, second), Position::of(text, second));
            }
        }
        assert_eq!(Position::of(text, 3), Position { line: 1, column: 3, offset: 3 });
        let end = Position { line: 4, column: 5, offset: text.len() };
        assert_eq!(Position::of(text, 1_000), end);
        assert_eq!(Position::of(text, text.len()), end);
    }
}
