//! Documentation of the schema as doc comments.

use super::layout::Source;

impl Source {
    /// Doc comments: a paragraph for each text, and for each part of one that an empty line sets apart.
    pub(super) fn docs(&mut self, texts: &[String]) {
        self.comment("///", texts);
    }

    /// Doc comments of the module that they stand in.
    pub(super) fn module_docs(&mut self, texts: &[String]) {
        self.comment("//!", texts);
    }

    fn comment(&mut self, marker: &str, texts: &[String]) {
        let room = self.room().saturating_sub(marker.len() + 1);
        for (index, paragraph) in texts.iter().flat_map(|text| paragraphs(text)).enumerate() {
            if index > 0 {
                self.line(marker);
            }
            for line in wrap(&paragraph, room) {
                self.line(format!("{marker} {line}"));
            }
        }
    }
}

/// The paragraphs of a text, each as its words; a code span is one word with what touches it.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        match (line.trim().is_empty(), paragraphs.last_mut()) {
            (false, Some(paragraph)) => {
                paragraph.extend(line.chars().filter(|character| !is_direction(*character)));
                paragraph.push('\n');
            }
            _ => paragraphs.push(String::new()),
        }
    }
    let words = paragraphs.iter().map(|paragraph| words(&spans(paragraph)));
    words.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A part of a paragraph.
enum Span<'t> {
    Text(&'t str),
    /// With its backquotes.
    Code(&'t str),
}

/// The code spans of a paragraph and the text between them (CommonMark, "Code spans"): as many backquotes end one as begin it.
fn spans(paragraph: &str) -> Vec<Span<'_>> {
    let fence = |text: &str| text.len() - text.trim_start_matches('`').len();
    let mut spans = Vec::new();
    let mut rest = paragraph;
    let mut looked_at = 0;
    while let Some(found) = rest.get(looked_at..).and_then(|text| text.find('`')) {
        let start = looked_at + found;
        let Some((before, code)) = rest.split_at_checked(start) else { break };
        let width = fence(code);
        let mut end = None;
        let mut at = width;
        while let Some(next) = code.get(at..).and_then(|text| text.find('`')) {
            let wide = code.get(at + next..).map_or(0, fence);
            at += next + wide;
            if wide == width {
                end = Some(at);
                break;
            }
        }
        match end.and_then(|end| code.split_at_checked(end)) {
            Some((code, after)) => {
                spans.extend([Span::Text(before), Span::Code(code)]);
                rest = after;
                looked_at = 0;
            }
            None => looked_at = start + width,
        }
    }
    spans.push(Span::Text(rest));
    spans
}

/// The words of a paragraph, each as Markdown that means no more than its text; but a code span in brackets that touch it is
/// the link that generated sentences have.
fn words(spans: &[Span<'_>]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut push = |text: &str, is_open: bool| match words.last_mut() {
        Some(word) if is_open => word.push_str(text),
        _ => words.push(text.to_owned()),
    };
    let text_at = |index: Option<usize>| match index.and_then(|index| spans.get(index)) {
        Some(Span::Text(text)) => *text,
        _ => "",
    };
    for (index, span) in spans.iter().enumerate() {
        match span {
            Span::Code(code) => {
                push(&code.split_whitespace().collect::<Vec<_>>().join(" "), is_open);
                is_open = true;
            }
            Span::Text(text) => {
                let after_link =
                    index.checked_sub(2).is_some_and(|before| text_at(Some(before)).ends_with('['))
                        && text.starts_with(']');
                let before_link = text.ends_with('[') && text_at(Some(index + 2)).starts_with(']');
                let inner = if after_link { text.get(1..).unwrap_or_default() } else { text };
                let inner = if before_link { inner.strip_suffix('[').unwrap_or(inner) } else { inner };
                if after_link {
                    // What follows must not become the link's address.
                    push(if inner.starts_with('(') { "]\\" } else { "]" }, is_open);
                }
                for piece in inner.split_inclusive(char::is_whitespace) {
                    let word = piece.trim_end();
                    if !word.is_empty() {
                        push(&escape(word), is_open);
                    }
                    is_open = word.len() == piece.len();
                }
                if before_link {
                    push("[", is_open);
                    is_open = true;
                }
            }
        }
    }
    words
}

fn wrap(words: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(marked(word)),
        }
    }
    lines
}

/// A word of a schema's text has no meaning in Markdown. An address becomes a link.
fn escape(word: &str) -> String {
    let address = ["http://", "https://"].iter().filter_map(|scheme| word.find(scheme)).min();
    if let Some((before, rest)) = address.and_then(|start| word.split_at_checked(start)) {
        let end = rest.find(['<', '>', '"', '\'', '`', '[', ']', '\\']).unwrap_or(rest.len());
        let (address, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let bare = address.trim_end_matches([',', '.', ';', ':', ')']);
        let end = address.strip_prefix(bare).unwrap_or_default();
        return format!("{}<{bare}>{}{}", escape(before), escape(end), escape(after));
    }
    let is_fence = word.contains("~~");
    let mut escaped = String::new();
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let is_markdown = match character {
            '<' | '>' | '[' | ']' | '*' | '\\' | '`' => true,
            '~' => is_fence,
            // It may begin a character reference.
            '&' => characters.peek().is_some_and(|next| *next == '#' || next.is_alphabetic()),
            _ => false,
        };
        if is_markdown {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// What changes the direction of the text around it (Unicode Annex 9): a comment would not read as it is compiled.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The first word of a line, so that it begins no list, heading or quotation.
fn marked(word: &str) -> String {
    match word.trim_start_matches('#') {
        "" | "+" | "-" => format!("\\{word}"),
        _ if word.len() > 2 && word.starts_with(['-', '=']) => format!("\\{word}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        let mut source = Source::default();
        source.docs(&[text.to_owned()]);
        source.into_text()
    }

    #[test]
    fn texts_are_wrapped_and_empty_lines_separate_paragraphs() {
        let long = "word ".repeat(30);
        assert_eq!(lines(&long).lines().map(str::len).collect::<Vec<_>>(), [108, 48]);
        assert_eq!(lines("a\n  b\n\n\n  c"), "/// a b\n///\n/// c\n");
    }

    #[test]
    fn what_markdown_would_take_for_its_own_is_escaped() {
        assert_eq!(lines("<xs:any> a[0]* - x"), "/// \\<xs:any\\> a\\[0\\]\\* - x\n");
        assert_eq!(lines("- x"), "/// \\- x\n");
        assert_eq!(lines("see http://rivta.se/x."), "/// see <http://rivta.se/x>.\n");
        assert_eq!(lines("(https://rivta.se/x)"), "/// (<https://rivta.se/x>)\n");
        assert_eq!(lines("<a href='http://rivta.se'>"), "/// \\<a href='<http://rivta.se>'\\>\n");
    }

    #[test]
    fn code_spans_and_links_around_them_are_kept() {
        assert_eq!(lines("Part of [`Root`]."), "/// Part of [`Root`].\n");
        assert_eq!(lines("[`A`], ([`B`])[1]"), "/// [`A`], ([`B`])\\[1\\]\n");
        assert_eq!(lines(r"Matches `(19|20)\d\d[0-9]*`."), "/// Matches `(19|20)\\d\\d[0-9]*`.\n");
        assert_eq!(lines("Matches ``a`[b]``, `<c>`."), "/// Matches ``a`[b]``, `<c>`.\n");
        assert_eq!(lines("a` [b] ``c`"), "/// a` [b] ``c`\n");
        assert_eq!(lines("a` [b] ``c"), "/// a\\` \\[b\\] \\`\\`c\n");
        assert_eq!(lines("`a\n [b]  c` [d]"), "/// `a [b] c` \\[d\\]\n");
        assert_eq!(lines("a &#60; b & c"), "/// a \\&#60; b & c\n");
        assert_eq!(lines("[`a`](javascript:alert(1))"), "/// [`a`]\\(javascript:alert(1))\n");
    }

    #[test]
    fn no_text_begins_an_example_that_would_be_compiled() {
        assert_eq!(lines("```\n\nx();\n\n```"), "/// \\`\\`\\`\n///\n/// x();\n///\n/// \\`\\`\\`\n");
        // On one line it is a span of code.
        assert_eq!(lines("```\nx();\n```"), "/// ``` x(); ```\n");
        assert_eq!(lines("~~~rust\nx();\n~~~"), "/// \\~\\~\\~rust x(); \\~\\~\\~\n");
    }

    #[test]
    fn what_turns_the_direction_of_text_is_left_out() {
        assert_eq!(lines("a\u{202E}b `\u{2066}c`"), "/// ab `c`\n");
    }
}
