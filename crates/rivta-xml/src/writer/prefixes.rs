//! Prefixes that values bring with them: of `xs:QName`s, of attributes and of content that was kept. They must not change what
//! the prefixes of the schema mean.

use super::{Place, XmlWriter, push_declaration, push_escaped};
use crate::namespace::{XML, XML_PREFIX};
use crate::reader::XSI;
use crate::schema::{NamespaceId, SchemaName};
use crate::{AnyAttributes, XmlSimple};

/// Prefixes that are not free for others.
const TAKEN: [&str; 4] = ["", XML_PREFIX, "xmlns", "xsi"];

impl XmlWriter<'_> {
    /// Declares the prefixes of a value on the open tag; those that mean something else there are replaced in its text, which
    /// `write` writes.
    pub(super) fn with_prefixes<T: XmlSimple>(&mut self, value: &T, text: &mut String) {
        let mut replaced: Vec<(String, String)> = Vec::new();
        value.namespaces(&mut |prefix, uri| {
            let used = self.use_prefix(prefix, uri);
            if used != prefix {
                replaced.push((prefix.to_owned(), used));
            }
        });
        if !replaced.is_empty() {
            *text = text.split(' ').map(|word| renamed(word, &replaced)).collect::<Vec<_>>().join(" ");
        }
    }

    /// Declares `xsi` on the open tag.
    pub(super) fn use_xsi(&mut self) {
        if !self.on_tag.iter().any(|(prefix, _)| prefix == "xsi") {
            push_declaration(&mut self.out, "xsi", XSI);
            self.on_tag.push(("xsi".to_owned(), XSI.to_owned()));
        }
    }

    /// Writes attributes that no slot declares into the open tag.
    pub(super) fn any_attributes(&mut self, attributes: &AnyAttributes) {
        for attribute in attributes {
            let prefix = match attribute.namespace() {
                "" => String::new(),
                uri => self.use_prefix(attribute.prefix(), uri),
            };
            self.any_attribute(&prefix, attribute.local_name(), attribute.value());
        }
    }

    /// Writes content that was kept as markup into the element whose tag is open: with the prefixes that it was written with.
    /// If one of them means something else in the element's own name, that gets another.
    pub(super) fn kept_content<'d>(
        &mut self,
        declared: impl Iterator<Item = (&'d str, &'d str)>,
        attributes: &AnyAttributes,
        content: &str,
    ) {
        let own = self.declaration.zip(self.schema).and_then(|(id, schema)| schema.element(id));
        let Some(own) = own.map(|declaration| declaration.name.clone()) else { return };
        let mut bindings: Vec<(&str, &str)> = declared.collect();
        for attribute in attributes {
            let binding = (attribute.prefix(), attribute.namespace());
            if !binding.0.is_empty() && binding.0 != XML_PREFIX && !bindings.contains(&binding) {
                bindings.push(binding);
            }
        }
        // The tag is written anew: what it declared was for an element of the schema.
        self.out.truncate(self.tag_start);
        self.declared.truncate(self.declared_before);
        self.on_tag.clear();
        self.reopen_tag(&own, &bindings);
        for (prefix, uri) in bindings {
            let known = self.on_tag.iter().any(|(known, _)| known == prefix);
            if !known && self.declared_uri(prefix) != Some(uri) {
                push_declaration(&mut self.out, prefix, uri);
                self.on_tag.push((prefix.to_owned(), uri.to_owned()));
            }
        }
        for attribute in attributes {
            self.any_attribute(attribute.prefix(), attribute.local_name(), attribute.value());
        }
        self.close_tag();
        self.out.push_str(content);
    }

    fn reopen_tag(&mut self, own: &SchemaName, bindings: &[(&str, &str)]) {
        self.out.push('<');
        let namespace = self.schema.and_then(|schema| schema.namespace(own.namespace));
        if let Some(namespace) = namespace.filter(|namespace| !namespace.uri.is_empty()) {
            let clashes =
                |prefix: &str| bindings.iter().any(|(known, uri)| *known == prefix && *uri != namespace.uri);
            let prefix = match clashes(&namespace.prefix) {
                true => self.free_prefix(clashes),
                false => namespace.prefix.to_string(),
            };
            self.out.push_str(&prefix);
            self.out.push(':');
            self.out.push_str(&own.local);
            if self.declared_uri(&prefix) != Some(&*namespace.uri) {
                push_declaration(&mut self.out, &prefix, &namespace.uri);
                self.on_tag.push((prefix, namespace.uri.to_string()));
            }
            self.renamed = true;
        } else {
            self.out.push_str(&own.local);
        }
    }

    fn any_attribute(&mut self, prefix: &str, name: &str, value: &str) {
        self.out.push(' ');
        if !prefix.is_empty() {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_escaped(&mut self.out, value, Place::Attribute);
        self.out.push('"');
    }

    /// The prefix that stands for a namespace on the open tag: the wished one, unless it means something else.
    fn use_prefix(&mut self, wished: &str, uri: &str) -> String {
        if (wished, uri) == (XML_PREFIX, XML) {
            return wished.to_owned();
        }
        let on_tag = self.on_tag.iter().find(|(prefix, _)| prefix == wished).map(|(_, uri)| uri.as_str());
        match on_tag.or_else(|| self.declared_uri(wished)) {
            Some(known) if known == uri => return wished.to_owned(),
            None if !TAKEN.contains(&wished) => {
                push_declaration(&mut self.out, wished, uri);
                self.on_tag.push((wished.to_owned(), uri.to_owned()));
                return wished.to_owned();
            }
            _ => {}
        }
        if let Some((prefix, _)) = self.on_tag.iter().find(|(_, known)| known == uri) {
            return prefix.clone();
        }
        let prefix = self.free_prefix(|_| false);
        push_declaration(&mut self.out, &prefix, uri);
        self.on_tag.push((prefix.clone(), uri.to_owned()));
        prefix
    }

    /// A prefix that means nothing yet.
    fn free_prefix(&self, clashes: impl Fn(&str) -> bool) -> String {
        let mut prefixes = (1_u32..).map(|number| format!("q{number}"));
        let is_free = |prefix: &String| {
            !clashes(prefix)
                && self.declared_uri(prefix).is_none()
                && !self.on_tag.iter().any(|(known, _)| known == prefix)
        };
        prefixes.find(is_free).unwrap_or_default()
    }

    /// What a prefix means by the schema's namespaces that are declared here.
    fn declared_uri(&self, prefix: &str) -> Option<&str> {
        let schema = self.schema?;
        let namespace = |id: &NamespaceId| schema.namespace(*id).filter(|known| known.prefix == prefix);
        self.declared.iter().find_map(namespace).map(|namespace| &*namespace.uri)
    }
}

/// A name whose prefix is replaced.
fn renamed(word: &str, replaced: &[(String, String)]) -> String {
    let (prefix, local) = word.split_once(':').unwrap_or(("", word));
    let new = replaced.iter().find(|(old, _)| old == prefix);
    new.map_or_else(|| word.to_owned(), |(_, new)| format!("{new}:{local}"))
}
