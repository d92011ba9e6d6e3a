//! Structs for complex types.

use std::collections::BTreeSet;

use super::layout::Source;
use super::{literal, path};
use crate::items::{Field, FieldKind, Module, Struct};

impl Source {
    pub(super) fn structure(&mut self, item: &Struct, module: &Module) {
        let holds = |wanted: fn(&FieldKind) -> bool| item.fields.iter().any(|field| wanted(&field.kind));
        let role = if item.is_group {
            "model_group"
        } else if holds(|kind| matches!(kind, FieldKind::Value { .. })) {
            "simple_content"
        } else if holds(|kind| matches!(kind, FieldKind::Order)) {
            "all_content"
        } else {
            "complex_type"
        };
        self.block(format!("xml::{role}! {{"), "}", |source| {
            source.docs(&item.docs);
            // What stands at an extension point today may be a field of the next minor version.
            if holds(|kind| matches!(kind, FieldKind::Any { .. } | FieldKind::OtherAttributes)) {
                source.line("#[non_exhaustive]");
            }
            if item.yaserde {
                source.yaserde_type(item, module);
            }
            if item.fields.is_empty() {
                source.line(format!("pub struct {} {{}}", item.name));
            } else {
                source.block(format!("pub struct {} {{", item.name), "}", |source| {
                    item.fields.iter().for_each(|field| source.field(field, item.yaserde, module));
                });
            }
            let required = item.fields.iter().filter(|field| field.required());
            let required: Vec<String> = required
                .map(|field| format!("{}: {}", field.name, field_type(field, &module.name)))
                .collect();
            source.list("new(", &required, ")", "");
        });
    }

    fn yaserde_type(&mut self, item: &Struct, module: &Module) {
        let own = (module.prefix.clone(), module.uri.clone());
        let mut namespaces = BTreeSet::from([own]);
        namespaces.extend(item.fields.iter().filter_map(|field| match &field.kind {
            FieldKind::Element { namespace, .. } => namespace.clone(),
            _ => None,
        }));
        let namespaces: Vec<String> = namespaces
            .iter()
            .map(|(prefix, uri)| format!("{} = {}", literal(prefix), literal(uri)))
            .collect();
        let mut arguments = vec![format!("prefix = {}", literal(&module.prefix))];
        arguments.extend(item.root.as_ref().map(|root| format!("rename = {}", literal(root))));
        arguments.push(format!("namespaces = {{ {} }}", namespaces.join(", ")));
        self.list("yaserde(", &arguments, ")", "");
    }

    fn field(&mut self, field: &Field, yaserde: bool, module: &Module) {
        self.docs(&field.docs);
        let yaserde = match &field.kind {
            _ if !yaserde => String::new(),
            FieldKind::Element { local, namespace: Some((prefix, _)), .. } if *local == field.json_name => {
                format!(" in {}", literal(prefix))
            }
            FieldKind::Element { local, namespace: Some((prefix, _)), .. } => {
                format!(" yaserde(prefix = {}, rename = {})", literal(prefix), literal(local))
            }
            FieldKind::Element { local, .. } => format!(" yaserde(rename = {})", literal(local)),
            _ => " yaserde(flatten = true)".to_owned(),
        };
        let with = match field.required() || matches!(field.kind, FieldKind::Order) {
            true => String::new(),
            false => format!(", with_{}", field.name.trim_start_matches("r#")),
        };
        let redacted = if field.personal { "; redacted" } else { "" };
        let json = literal(&field.json_name);
        let particle = format!("{}({}, {json}{with}{redacted}){yaserde},", kind(field), slot(field));
        let place = format!("pub {}: {} =", field.name, field_type(field, &module.name));
        self.joined(&place, &particle);
    }

    /// What stands on one line, or the second part on a line of its own.
    pub(super) fn joined(&mut self, place: &str, rest: &str) {
        let one_line = format!("{place} {rest}");
        if self.fits(&one_line) {
            self.line(one_line);
        } else {
            self.line(place);
            self.indented(|source| source.line(rest));
        }
    }
}

/// The word for what a field stands for; the runtime's `complex_type!` lists them.
pub(super) fn kind(field: &Field) -> &'static str {
    let optional = field.min == 0;
    match &field.kind {
        FieldKind::Attribute { .. } if optional => "optional_attribute",
        FieldKind::Attribute { .. } => "attribute",
        FieldKind::OtherAttributes => "attributes",
        FieldKind::Value { .. } => "value",
        FieldKind::Any { .. } => "any",
        FieldKind::Order => "order",
        FieldKind::Group { .. } => match (field.repeats(), optional) {
            (true, true) => "groups",
            (true, false) => "some_groups",
            (false, true) => "optional_group",
            (false, false) => "group",
        },
        FieldKind::Element { boxed, .. } => match (field.repeats(), optional, boxed) {
            (true, true, _) => "many",
            (true, false, _) => "some",
            (false, true, true) => "optional_boxed",
            (false, true, false) => "optional",
            (false, false, true) => "boxed",
            (false, false, false) => "one",
        },
    }
}

/// Its slot as generated code writes it.
pub(super) fn slot(field: &Field) -> String {
    match &field.kind {
        FieldKind::Attribute { slot, .. }
        | FieldKind::Element { slot, .. }
        | FieldKind::Group { slot, .. }
        | FieldKind::Any { slot } => slot.to_string(),
        FieldKind::OtherAttributes | FieldKind::Value { .. } | FieldKind::Order => "_".to_owned(),
    }
}

/// The type of a field, or of a variant's value.
pub(super) fn field_type(field: &Field, module: &str) -> String {
    let written = match &field.kind {
        FieldKind::Any { .. } => return "AnyElements".to_owned(),
        FieldKind::OtherAttributes => return "xml::AnyAttributes".to_owned(),
        FieldKind::Order => return "xml::Order".to_owned(),
        FieldKind::Attribute { ty, .. } | FieldKind::Value { ty } | FieldKind::Group { ty, .. } => {
            path(ty, module)
        }
        FieldKind::Element { ty, boxed, nillable, .. } => {
            let written = path(ty, module);
            let written = if *nillable { format!("xml::Nillable<{written}>") } else { written };
            if *boxed { format!("Box<{written}>") } else { written }
        }
    };
    match (field.repeats(), field.min) {
        (true, _) => format!("Vec<{written}>"),
        (false, 0) => format!("Option<{written}>"),
        (false, _) => written,
    }
}
