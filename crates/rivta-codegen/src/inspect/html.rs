//! An outline as one HTML page: nothing is loaded from elsewhere, and it reads without script.

use super::outline::{Outline, Row, RowKind, Section};

/// What stands deeper is folded until it is asked for.
const OPEN_DEPTH: usize = 4;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#c9d1d9;--soft:#57606a;--name:#0b3d6b;--back:#f4f6f8}
@media(prefers-color-scheme:dark){:root{--line:#444c56;--soft:#adbac7;--name:#8fc7ff;--back:#22272e}}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{font-size:1.3rem;border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1.05rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
ul.tree,ul.tree ul{list-style:none;margin:0;padding-left:1.2rem;border-left:1px solid var(--line)}
ul.tree>li{margin:.2rem 0}.tree li{margin:.15rem 0}
summary{cursor:pointer}summary:focus-visible,a:focus-visible{outline:2px solid var(--name);outline-offset:2px}
code.name{font-weight:600;color:var(--name)}.structure{font-style:italic}
.often{color:var(--soft);padding:0 .4rem}.note,.doc{color:var(--soft);margin:.1rem 0 .1rem 1.2rem;max-width:60rem;overflow-wrap:anywhere}
.doc{color:inherit}table{border-collapse:collapse}th,td{text-align:left;padding:.1rem 1rem .1rem 0}
:target{background:var(--back)}
@media print{details>:not(summary){display:block}}";

/// The outline as an HTML page with that title.
pub fn html(outline: &Outline, title: &str) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(&format!(
        "<title>{}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n",
        escaped(title)
    ));
    page.push_str(&format!("<header><h1>{}</h1></header>\n", escaped(title)));
    page.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for (number, section) in outline.sections.iter().enumerate() {
        page.push_str(&format!("<li><a href=\"#s{number}\">{}</a></li>\n", escaped(&section.title)));
    }
    page.push_str("<li><a href=\"#namespaces\">Namespaces</a></li>\n</ul>\n</nav>\n<main>\n");
    for (number, it) in outline.sections.iter().enumerate() {
        section(&mut page, number, it);
    }
    page.push_str(
        "<section aria-labelledby=\"namespaces\">\n<h2 id=\"namespaces\">Namespaces</h2>\n<table>\n",
    );
    page.push_str(
        "<thead><tr><th scope=\"col\">Prefix</th><th scope=\"col\">Namespace</th></tr></thead>\n<tbody>\n",
    );
    for (prefix, uri) in &outline.namespaces {
        page.push_str(&format!("<tr><td>{}</td><td>{}</td></tr>\n", escaped(prefix), escaped(uri)));
    }
    page.push_str("</tbody>\n</table>\n</section>\n</main>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, number: usize, it: &Section) {
    page.push_str(&format!(
        "<section aria-labelledby=\"s{number}\">\n<h2 id=\"s{number}\">{}</h2>\n<dl>\n",
        escaped(&it.title)
    ));
    for (what, fact) in &it.facts {
        page.push_str(&format!("<dt>{what}</dt><dd>{}</dd>\n", escaped(fact)));
    }
    page.push_str("</dl>\n");
    for paragraph in &it.documentation {
        page.push_str(&format!("<p>{}</p>\n", escaped(paragraph)));
    }
    for tree in &it.trees {
        page.push_str(&format!("<h3>{}</h3>\n<ul class=\"tree\">\n", tree.label));
        row(page, number, &tree.row, 0);
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

/// A row of section `number`, which the targets within it begin with.
fn row(page: &mut String, number: usize, it: &Row, depth: usize) {
    let anchor = it.tells.map(|told| format!(" id=\"s{number}t{told}\"")).unwrap_or_default();
    page.push_str(&format!("<li{anchor}>"));
    if it.children.is_empty() {
        page.push_str(&format!("<div>{}</div>", head(number, it)));
        notes(page, it);
    } else {
        let open = if depth < OPEN_DEPTH { " open" } else { "" };
        page.push_str(&format!("<details{open}><summary>{}</summary>", head(number, it)));
        notes(page, it);
        page.push_str("\n<ul>\n");
        for child in &it.children {
            row(page, number, child, depth + 1);
        }
        page.push_str("</ul></details>");
    }
    page.push_str("</li>\n");
}

fn head(number: usize, it: &Row) -> String {
    let name = escaped(&it.name);
    let mut head = match it.kind {
        RowKind::Structure => format!("<span class=\"structure\">{name}</span>"),
        RowKind::Element | RowKind::Attribute => format!("<code class=\"name\">{name}</code>"),
    };
    if let Some(cardinality) = &it.cardinality {
        head.push_str(&format!("<span class=\"often\">{cardinality}</span>"));
    }
    if !it.r#type.is_empty() {
        head.push_str(&format!(" <code>{}</code>", escaped(&it.r#type)));
    }
    if let Some((told, is_around)) = it.told {
        let said = if is_around { "recursion" } else { "see above" };
        head.push_str(&format!(" <a href=\"#s{number}t{told}\">{said}</a>"));
    }
    head
}

fn notes(page: &mut String, it: &Row) {
    if !it.notes.is_empty() {
        page.push_str(&format!("<p class=\"note\">{}</p>", escaped(&it.notes.join("; "))));
    }
    for paragraph in &it.documentation {
        page.push_str(&format!("<p class=\"doc\">{}</p>", escaped(paragraph)));
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
            other if other.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
