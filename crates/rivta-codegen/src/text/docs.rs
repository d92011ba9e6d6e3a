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

/// The paragraphs of a text, each as its words.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines() {
        let mut words = line.split_whitespace().map(escape).peekable();
        match (words.peek().is_some(), paragraphs.last_mut()) {
            (true, Some(paragraph)) => paragraph.extend(words),
            _ => paragraphs.push(Vec::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
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

/// A word of a schema's text has no meaning in Markdown. An address becomes a link; backquotes, and the links around them
/// that generated sentences have, stay.
fn escape(word: &str) -> String {
    if word.starts_with("[`") && word.trim_end_matches(['.', ',']).ends_with("`]") {
        return word.to_owned();
    }
    let address = ["http://", "https://"].iter().filter_map(|scheme| word.find(scheme)).min();
    if let Some((before, rest)) = address.and_then(|start| word.split_at_checked(start)) {
        let end = rest.find(['<', '>', '"', '\'', '`', '[', ']', '\\']).unwrap_or(rest.len());
        let (address, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let bare = address.trim_end_matches([',', '.', ';', ':', ')']);
        let end = address.strip_prefix(bare).unwrap_or_default();
        return format!("{}<{bare}>{}{}", escape(before), escape(end), escape(after));
    }
    let mut escaped = String::new();
    for character in word.chars() {
        if ['<', '>', '[', ']', '*', '\\'].contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
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
        assert_eq!(lines("Part of [`Root`]."), "/// Part of [`Root`].\n");
    }
}
