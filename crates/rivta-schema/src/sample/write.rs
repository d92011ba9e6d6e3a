//! A sample as text: namespaces declared at the root, by the prefixes that the schemas use.

use std::sync::Arc;

use super::build::FOREIGN;
use super::node::Node;
use crate::resolved::Model;
use crate::xml::ExpandedName;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The document whose root element is `root`, indented.
pub(super) fn document(model: &Model, root: &Node) -> String {
    let mut namespaces = Namespaces::default();
    namespaces.gather(model, root);
    let mut writer = Writer { text: String::new(), namespaces: &namespaces };
    writer.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.element(root, 0, true);
    writer.text
}

#[derive(Default)]
struct Namespaces {
    /// URIs with their prefixes, in the order in which the document uses them.
    declared: Vec<(Arc<str>, String)>,
}

impl Namespaces {
    fn gather(&mut self, model: &Model, node: &Node) {
        let names = node.attributes.iter().map(|attribute| &attribute.name).chain(&node.xsi_type);
        for name in std::iter::once(&node.name).chain(names) {
            if let Some(uri) = &name.namespace {
                self.add(model, uri);
            }
        }
        if node.xsi_type.is_some() || node.nil {
            self.add(model, &Arc::from(XSI));
        }
        node.children.iter().for_each(|child| self.gather(model, child));
    }

    fn add(&mut self, model: &Model, uri: &Arc<str>) {
        if **uri == *XML || self.declared.iter().any(|(known, _)| known == uri) {
            return;
        }
        let given = match &**uri {
            SOAP => Some("soap"),
            XSI => Some("xsi"),
            FOREIGN => Some("ext"),
            _ => model
                .namespaces
                .iter()
                .find(|namespace| namespace.uri == *uri)
                .and_then(|namespace| namespace.prefix.as_deref()),
        };
        let is_free =
            |prefix: &str| !prefix.starts_with("xml") && self.declared.iter().all(|(_, p)| p != prefix);
        let prefix = match given.filter(|prefix| is_free(prefix)) {
            Some(prefix) => prefix.to_owned(),
            // There are more numbers than namespaces declared.
            None => (1..).map(|n: u32| format!("ns{n}")).find(|prefix| is_free(prefix)).unwrap_or_default(),
        };
        self.declared.push((Arc::clone(uri), prefix));
    }

    fn written(&self, name: &ExpandedName) -> String {
        let prefix = match name.namespace.as_deref() {
            None => None,
            Some(XML) => Some("xml"),
            Some(uri) => {
                self.declared.iter().find(|(known, _)| **known == *uri).map(|(_, prefix)| prefix.as_str())
            }
        };
        prefix.map_or_else(|| name.local.to_string(), |prefix| format!("{prefix}:{}", name.local))
    }
}

struct Writer<'n> {
    text: String,
    namespaces: &'n Namespaces,
}

impl Writer<'_> {
    fn element(&mut self, node: &Node, depth: usize, is_root: bool) {
        let tag = self.namespaces.written(&node.name);
        self.text.push('<');
        self.text.push_str(&tag);
        if is_root {
            for (uri, prefix) in &self.namespaces.declared {
                attribute(&mut self.text, &format!("xmlns:{prefix}"), uri);
            }
        }
        let values = node.attributes.iter().map(|attribute| &attribute.value);
        let mut bound: Vec<&str> = Vec::new();
        for (prefix, uri) in std::iter::once(&node.text).chain(values).flat_map(|value| &value.prefixes) {
            if !bound.contains(&prefix.as_str()) {
                attribute(&mut self.text, &format!("xmlns:{prefix}"), uri);
                bound.push(prefix);
            }
        }
        if let Some(name) = &node.xsi_type {
            let qualified = format!("{}:type", self.prefix(XSI));
            attribute(&mut self.text, &qualified, &self.namespaces.written(name));
        }
        if node.nil {
            let qualified = format!("{}:nil", self.prefix(XSI));
            attribute(&mut self.text, &qualified, "true");
        }
        for given in &node.attributes {
            attribute(&mut self.text, &self.namespaces.written(&given.name), &given.value.text);
        }
        if node.text.text.is_empty() && node.children.is_empty() {
            self.text.push_str("/>");
            return;
        }
        self.text.push('>');
        escape(&mut self.text, &node.text.text, false);
        for child in &node.children {
            // White space would be text in mixed content, and is harmless there too.
            self.line(depth + 1);
            self.element(child, depth + 1, false);
        }
        if !node.children.is_empty() {
            self.line(depth);
        }
        self.text.push_str(&format!("</{tag}>"));
        if is_root {
            self.text.push('\n');
        }
    }

    fn prefix(&self, uri: &str) -> &str {
        let known = self.namespaces.declared.iter().find(|(known, _)| **known == *uri);
        known.map_or("", |(_, prefix)| prefix)
    }

    fn line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(depth));
    }
}

fn attribute(text: &mut String, name: &str, value: &str) {
    text.push_str(&format!(" {name}=\""));
    escape(text, value, true);
    text.push('"');
}

fn escape(text: &mut String, value: &str, in_attribute: bool) {
    for character in value.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' if in_attribute => text.push_str("&quot;"),
            '\r' => text.push_str("&#13;"),
            '\n' | '\t' if in_attribute => text.push_str(&format!("&#{};", u32::from(character))),
            other => text.push(other),
        }
    }
}
