//! An outline as text for a terminal.

use std::fmt::Write;

use super::outline::{ContentPlace, Outline, Row};

/// Documentation is wrapped at this column.
const WIDTH: usize = 100;
/// Deeply nested documentation keeps at least so many columns.
const LEAST_WIDTH: usize = 40;

/// The outline as text.
pub fn text(outline: &Outline) -> String {
    let mut text = String::new();
    for section in &outline.sections {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, 0, &section.title);
        line(&mut text, 0, &"=".repeat(section.title.chars().count()));
        for (what, fact) in &section.facts {
            line(&mut text, 0, &format!("{what}: {fact}"));
        }
        if !section.documentation.is_empty() {
            text.push('\n');
        }
        for paragraph in &section.documentation {
            wrapped(&mut text, 0, paragraph);
        }
        for tree in &section.trees {
            text.push('\n');
            line(&mut text, 0, tree.label);
            row(&mut text, 1, &tree.row);
        }
        if !section.namespaces.is_empty() {
            text.push_str("\nNamespaces\n");
        }
        let width = section.namespaces.iter().map(|(prefix, _)| prefix.chars().count()).max().unwrap_or(0);
        for (prefix, uri) in &section.namespaces {
            line(&mut text, 1, &format!("{prefix:width$}  {uri}"));
        }
    }
    text
}

fn row(text: &mut String, depth: usize, it: &Row) {
    let mut said = it.name.clone();
    if let Some(cardinality) = &it.cardinality {
        let _ = write!(said, " [{cardinality}]");
    }
    if !it.r#type.is_empty() {
        let _ = write!(said, " {}", it.r#type);
    }
    match it.content {
        ContentPlace::Around(_) => said.push_str(" (recursion)"),
        ContentPlace::Above(_) => said.push_str(" (see above)"),
        ContentPlace::None | ContentPlace::Here(_) | ContentPlace::Again => {}
    }
    let notes = it.notes.join("; ");
    let width = 2 * depth + said.chars().count() + 2 + notes.chars().count();
    if !notes.is_empty() && width <= WIDTH {
        let _ = write!(said, "  {notes}");
    }
    line(text, depth, &said);
    if width > WIDTH {
        wrapped(text, depth + 2, &notes);
    }
    for paragraph in &it.documentation {
        wrapped(text, depth + 2, paragraph);
    }
    for child in &it.children {
        row(text, depth + 1, child);
    }
}

fn line(text: &mut String, depth: usize, said: &str) {
    text.push_str(&"  ".repeat(depth));
    // Names and values come from schemas: what a terminal would act on is left out.
    text.push_str(&rivta_schema::printable(said));
    text.push('\n');
}

/// A paragraph in lines of at most [`WIDTH`] columns, broken between words.
fn wrapped(text: &mut String, depth: usize, paragraph: &str) {
    let width = WIDTH.saturating_sub(depth * 2).max(LEAST_WIDTH);
    let mut current = String::new();
    for word in paragraph.split_whitespace() {
        if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > width {
            line(text, depth, &current);
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    if !current.is_empty() {
        line(text, depth, &current);
    }
}
