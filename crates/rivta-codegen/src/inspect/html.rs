//! An outline as one HTML page: nothing is loaded from elsewhere, and it reads without script.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::Inspected;
use super::outline::{ContentPlace, Row, RowKind, Section, Tree};

/// Of a message with more rows, what stands deeper than [`OPEN_DEPTH`] is folded until it is asked for.
const OPEN_ROWS: usize = 400;
const OPEN_DEPTH: usize = 4;

/// The anchors that the page has beside those of its sections.
const OWN_ANCHORS: [&str; 2] = ["main", "contents"];

const STYLE: &str = include_str!("page.css");

/// For those who don't read schemas every day.
const LEGEND: &str = "<code>1</code> stands once, <code>0..1</code> may be left out, <code>1..*</code> may be repeated; \
                      names in bold must be there. <code>@</code> is an attribute.";

/// What release packages hold, as an HTML page.
pub fn html(inspected: &Inspected) -> String {
    let sections = &inspected.outline.sections;
    let anchors = anchors(sections);
    let title = escaped(&inspected.title());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the contracts</a>\n\
         <nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n"
    );
    for (section, anchor) in sections.iter().zip(&anchors) {
        let _ = writeln!(page, "<li><a href=\"#{anchor}\">{}</a></li>", escaped(&section.title));
    }
    let _ = write!(
        page,
        "</ol>\n</nav>\n<main id=\"main\">\n<h1>{title}</h1>\n<p class=\"legend\">{LEGEND}</p>\n"
    );
    let trouble = |page: &mut String, what: &str, told: &mut dyn Iterator<Item = String>| {
        let items: String = told.map(|it| format!("<li>{}</li>\n", escaped(&it))).collect();
        if !items.is_empty() {
            let _ = write!(page, "<div class=\"trouble\">\n<p>{what}</p>\n<ul>\n{items}</ul>\n</div>\n");
        }
    };
    let errors = &mut inspected.errors.iter().map(|it| inspected.shared(&it.to_string()));
    trouble(&mut page, "Faulty, and therefore not shown:", errors);
    let warnings = &mut inspected.warnings.iter().map(|it| inspected.shared(&it.to_string()));
    trouble(&mut page, "Overlooked:", warnings);
    for (it, anchor) in sections.iter().zip(&anchors) {
        section(&mut page, anchor, it);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// An anchor for each section, of its title, so that links to it stay right when the page is made again.
fn anchors(sections: &[Section]) -> Vec<String> {
    let mut given = HashSet::new();
    let mut alike: HashMap<String, usize> = HashMap::new();
    let anchor = |section: &Section| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let plain: String =
            section.title.chars().take(100).map(|c| if is_plain(c) { c } else { '-' }).collect();
        let number = alike.entry(plain.clone()).or_default();
        loop {
            *number += 1;
            let anchor = if *number == 1 { plain.clone() } else { format!("{plain}-{number}") };
            if !OWN_ANCHORS.contains(&anchor.as_str()) && given.insert(anchor.clone()) {
                return anchor;
            }
        }
    };
    sections.iter().map(anchor).collect()
}

fn section(page: &mut String, anchor: &str, it: &Section) {
    let _ = write!(
        page,
        "<section aria-labelledby=\"{anchor}\">\n<h2 id=\"{anchor}\"><a href=\"#{anchor}\">{}</a></h2>\n<dl>\n",
        escaped(&it.title)
    );
    for (what, fact) in &it.facts {
        let _ = writeln!(page, "<dt>{what}</dt><dd><code>{}</code></dd>", escaped(fact));
    }
    page.push_str("</dl>\n");
    for paragraph in &it.documentation {
        let _ = writeln!(page, "<p>{}</p>", escaped(paragraph));
    }
    for (number, tree) in it.trees.iter().enumerate() {
        let is_first = it.trees.iter().position(|other| other.label == tree.label) == Some(number);
        let label = tree.label.to_lowercase().replace(' ', "-");
        let own = if is_first { format!("{anchor}/{label}") } else { format!("{anchor}/{label}-{number}") };
        message(page, anchor, &own, tree);
    }
    if !it.namespaces.is_empty() {
        let _ = write!(page, "<h3 id=\"{anchor}/namespaces\">Namespaces</h3>\n<dl>\n");
    }
    for (prefix, uri) in &it.namespaces {
        let (prefix, uri) = (escaped(prefix), escaped(uri));
        let _ = writeln!(page, "<dt><code>{prefix}</code></dt><dd><code>{uri}</code></dd>");
    }
    if !it.namespaces.is_empty() {
        page.push_str("</dl>\n");
    }
    page.push_str("</section>\n");
}

/// A message of the section of that anchor; `own` is its own.
fn message(page: &mut String, anchor: &str, own: &str, tree: &Tree) {
    let _ = write!(
        page,
        "<h3 id=\"{own}\"><a href=\"#{own}\">{}</a></h3>\n<ul class=\"tree\" aria-labelledby=\"{own}\">\n",
        tree.label
    );
    let open_depth = if tree.row.count() > OPEN_ROWS { OPEN_DEPTH } else { usize::MAX };
    Rows { page, anchor, open_depth }.row(&tree.row, 0);
    page.push_str("</ul>\n");
}

/// The rows of a message in the section of that anchor.
struct Rows<'p> {
    page: &'p mut String,
    anchor: &'p str,
    open_depth: usize,
}

impl Rows<'_> {
    fn row(&mut self, it: &Row, depth: usize) {
        match it.content {
            ContentPlace::Here(number) => {
                let _ = write!(self.page, "<li id=\"{}\">", self.target(number));
            }
            _ => self.page.push_str("<li>"),
        }
        let head = self.head(it);
        if it.children.is_empty() {
            let _ = write!(self.page, "<div class=\"line\">{head}</div>");
            self.documentation(it);
        } else {
            let is_open = depth < self.open_depth && it.content != ContentPlace::Again;
            let open = if is_open { " open" } else { "" };
            let _ = write!(self.page, "<details{open}><summary class=\"line\">{head}</summary>");
            self.documentation(it);
            self.page.push_str("\n<ul>\n");
            for child in &it.children {
                self.row(child, depth + 1);
            }
            self.page.push_str("</ul></details>");
        }
        self.page.push_str("</li>\n");
    }

    /// The anchor of what is told of a type.
    fn target(&self, number: usize) -> String {
        format!("{}/t{number}", self.anchor)
    }

    fn head(&self, it: &Row) -> String {
        let name = escaped(&it.name);
        let may_be_absent = it.cardinality.as_ref().is_some_and(|often| often.starts_with('0'));
        let must = if may_be_absent { "" } else { " must" };
        let mut head = match it.kind {
            RowKind::Structure => format!("<span class=\"structure\">{name}</span>"),
            RowKind::Element | RowKind::Attribute => format!("<code class=\"name{must}\">{name}</code>"),
        };
        if let Some(cardinality) = &it.cardinality {
            let once = if cardinality == "1" { " once" } else { "" };
            let _ = write!(head, " <span class=\"often{once}\">{cardinality}</span>");
        }
        if !it.r#type.is_empty() {
            let _ = write!(head, " <code>{}</code>", escaped(&it.r#type));
        }
        if !it.notes.is_empty() {
            let _ = write!(head, " <span class=\"note\">{}</span>", escaped(&it.notes.join("; ")));
        }
        let (number, said) = match it.content {
            ContentPlace::Above(number) => (number, "see above"),
            ContentPlace::Around(number) => (number, "recursion"),
            ContentPlace::None | ContentPlace::Here(_) | ContentPlace::Again => return head,
        };
        let _ = write!(head, " <a href=\"#{}\">{said}</a>", self.target(number));
        head
    }

    fn documentation(&mut self, it: &Row) {
        for paragraph in &it.documentation {
            let _ = write!(self.page, "<p class=\"doc\">{}</p>", escaped(paragraph));
        }
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other if !rivta_schema::is_printable(other) => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
