//! A finding as compilers show it.

use std::fmt::Write;
use std::path::Path;

use super::Diagnostic;

/// How many characters of a line are shown: a message is often one long line.
const WIDTH: usize = 100;
/// How many characters are shown before the column.
const BEFORE: usize = 30;

pub(super) fn render(diagnostic: &Diagnostic, file: &Path, text: &str) -> String {
    let Diagnostic { line, column, severity, rule, path, message } = diagnostic;
    let mut rendered = format!("{severity}[{rule}]: {message}\n  --> {}:{line}:{column}", file.display());
    if !path.is_empty() {
        let _ = write!(rendered, "  {path}");
    }
    rendered.push('\n');
    if let Some(source) = text.lines().nth(line.saturating_sub(1)) {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, caret) = window(source, *column);
        let _ = write!(rendered, " {margin} |\n {number} | {shown}\n {margin} | {caret}\n");
    }
    rendered.push('\n');
    rendered
}

/// The part of a line around a column, and the carets to put under it.
fn window(source: &str, column: usize) -> (String, String) {
    let characters: Vec<char> = source.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = column.saturating_sub(1).min(characters.len());
    let first = if characters.len() <= WIDTH { 0 } else { at.saturating_sub(BEFORE) };
    let shown: String = characters.iter().skip(first).take(WIDTH).collect();
    let tag = characters.iter().skip(at).take_while(|c| **c != '>').count();
    let is_tag = characters.get(at) == Some(&'<');
    let length = if is_tag { (tag + 1).min(characters.len() - at) } else { 1 };
    let room = (first + WIDTH).saturating_sub(at).max(1);
    let caret = " ".repeat(at - first) + &"^".repeat(length.min(room));
    (shown, caret)
}
