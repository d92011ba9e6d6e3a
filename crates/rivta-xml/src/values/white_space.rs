//! The whiteSpace facet.

use std::borrow::Cow;

use crate::character::is_space_octet;

/// What happens to white space (space, tab, line feed, carriage return) before a text is read as a value.
///
/// XML Schema part 2, section 4.3.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpace {
    /// The text is kept as it is.
    Preserve,
    /// Each tab, line feed and carriage return becomes a space.
    Replace,
    /// As [`Replace`](Self::Replace); then runs of spaces become one space, and none is left at the ends.
    Collapse,
}

impl WhiteSpace {
    /// Processes `text`; borrows it, or a part of it, unless characters inside have to change.
    pub fn process(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Preserve => Cow::Borrowed(text),
            Self::Replace => replace(text),
            Self::Collapse => collapse(text),
        }
    }
}

fn replace(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte != b' ' && is_space_octet(byte)) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn collapse(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    let mut after_space = false;
    let collapsed = text.bytes().all(|byte| {
        let keep = !is_space_octet(byte) || (byte == b' ' && !after_space);
        after_space = byte == b' ';
        keep
    });
    if collapsed {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::WhiteSpace::{Collapse, Preserve, Replace};
    use std::borrow::Cow;

    #[test]
    fn each_mode_does_what_its_name_says() {
        let text = " \ta  b\r\n c\u{a0}d ";
        assert_eq!(Preserve.process(text), text);
        assert_eq!(Replace.process(text), "  a  b   c\u{a0}d ");
        assert_eq!(Collapse.process(text), "a b c\u{a0}d");
        assert_eq!(Collapse.process(" \r\n\t"), "");
    }

    #[test]
    fn text_that_needs_no_change_is_borrowed() {
        assert!(matches!(Replace.process(" a  b "), Cow::Borrowed(" a  b ")));
        assert!(matches!(Collapse.process("\n  a b\t"), Cow::Borrowed("a b")));
        assert!(matches!(Collapse.process(""), Cow::Borrowed("")));
        assert!(matches!(Collapse.process("a  b"), Cow::Owned(_)));
        assert!(matches!(Collapse.process("a\tb"), Cow::Owned(_)));
    }
}
