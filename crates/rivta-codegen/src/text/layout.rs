//! Lines and indentation; what doesn't fit on a line is broken as rustfmt would.

/// `max_width` of the repository's `rustfmt.toml`.
const WIDTH: usize = 110;

/// Source text in the making.
#[derive(Default)]
pub(super) struct Source {
    text: String,
    depth: usize,
}

impl Source {
    /// A line at the present depth; an empty one has no white space.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n("    ", self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// A line that opens a block, the block's lines one level deeper, and the line that closes it.
    pub(super) fn block(
        &mut self,
        open: impl AsRef<str>,
        close: impl AsRef<str>,
        body: impl FnOnce(&mut Self),
    ) {
        self.line(open);
        self.indented(body);
        self.line(close);
    }

    /// Lines one level deeper.
    pub(super) fn indented(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    /// `open` `items` `close` on one line if that fits, else each item on a line of its own. `padding` is what stands
    /// inside the brackets on one line: a space for braces.
    pub(super) fn list(&mut self, open: &str, items: &[String], close: &str, padding: &str) {
        let one_line = format!("{open}{padding}{}{padding}{close}", items.join(", "));
        if self.fits(&one_line) || items.is_empty() {
            self.line(one_line);
        } else {
            self.block(open, close, |source| items.iter().for_each(|item| source.item(item)));
        }
    }

    /// An item of a list on its line; one that is too long, a call or a field with its value, is broken once more.
    fn item(&mut self, item: &str) {
        if self.fits(&format!("{item},")) {
            return self.line(format!("{item},"));
        }
        if let Some((call, arguments)) = item.strip_suffix(')').and_then(|call| call.split_once('(')) {
            let arguments = top_level(arguments);
            self.block(format!("{call}("), "),", |source| {
                arguments.iter().for_each(|part| source.item(part));
            });
        } else if let Some((field, value)) =
            item.split_once(": ").filter(|(_, value)| !value.starts_with('"'))
        {
            self.line(format!("{field}:"));
            self.indented(|source| source.line(format!("{value},")));
        } else {
            self.line(format!("{item},"));
        }
    }

    /// Whether a line fits at the present depth.
    pub(super) fn fits(&self, line: &str) -> bool {
        self.depth * 4 + line.chars().count() <= WIDTH
    }

    /// How many characters fit on a line at the present depth.
    pub(super) fn room(&self) -> usize {
        WIDTH.saturating_sub(self.depth * 4)
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// The arguments of a call, which may be calls themselves. Literals in them hold neither brackets nor commas.
fn top_level(arguments: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    arguments
        .split(|character| {
            depth += match character {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0 && character == ','
        })
        .map(str::trim)
        .collect()
}
