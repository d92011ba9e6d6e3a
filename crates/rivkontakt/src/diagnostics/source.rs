//! A finding as compilers show it.

use std::fmt::Write;
use std::path::Path;

use rivta_schema::{is_printable, printable};

use super::Diagnostic;

/// How many characters of a line are shown: a message is often one long line.
const WIDTH: usize = 100;
/// How many characters are shown before the column.
const BEFORE: usize = 30;

pub(super) fn render(diagnostic: &Diagnostic, file: &Path, text: &str) -> String {
    let Diagnostic { line, column, severity, rule, path, message, offset } = diagnostic;
    let (message, file) = (printable(message), printable(&file.display().to_string()));
    let mut rendered = format!("{severity}[{rule}]: {message}\n  --> {file}:{line}:{column}");
    if !path.is_empty() {
        let _ = write!(rendered, "  {}", printable(path));
    }
    rendered.push('\n');
    let (before, after) = text.split_at_checked(*offset).unwrap_or((text, ""));
    let before = before.rsplit('\n').next().unwrap_or_default();
    if !before.is_empty() || !after.is_empty() {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, caret) = window(before, after);
        let _ = write!(rendered, " {margin} |\n {number} | {shown}\n {margin} | {caret}\n");
    }
    rendered.push('\n');
    rendered
}

/// The part of a line around a place, and the carets to put under it; `before` is what of the line stands before the place,
/// `after` is the text from there.
fn window(before: &str, after: &str) -> (String, String) {
    let printable = |c: char| if is_printable(c) { c } else { ' ' };
    let rest = || after.chars().take_while(|c| !matches!(c, '\n' | '\r'));
    // A line may be the whole of a large document.
    let ahead = rest().take(WIDTH + 1).count();
    let behind = before.chars().rev().take(WIDTH + 1).count();
    let kept = if ahead + behind <= WIDTH { behind } else { behind.min(BEFORE) };
    let mut start: Vec<char> = before.chars().rev().take(kept).collect();
    start.reverse();
    let shown: String = start.into_iter().chain(rest().take(WIDTH - kept)).map(printable).collect();
    let tag = rest().take(WIDTH).take_while(|c| *c != '>').count();
    let length = if after.starts_with('<') { (tag + 1).min(ahead) } else { 1 };
    let caret = " ".repeat(kept) + &"^".repeat(length.min(WIDTH - kept).max(1));
    (shown, caret)
}
