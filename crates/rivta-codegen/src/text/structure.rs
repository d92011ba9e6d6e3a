//! Structs with their codecs.

use std::collections::BTreeSet;

use super::layout::Source;
use super::{literal, path};
use crate::items::{Field, FieldKind, Module, Struct};
use crate::naming;

/// The variables of a generated `read`; a field of such a name gets an underscore there.
const LOCALS: [&str; 2] = ["reader", "slot"];

impl Source {
    pub(super) fn structure(&mut self, item: &Struct, module: &Module) {
        self.definition(item, module);
        if item.fields.iter().any(|field| field.personal) {
            self.line("");
            self.redacting_debug(item);
        }
        self.line("");
        self.block(format!("impl {} {{", item.name), "}", |source| source.constructor(item, module));
        self.line("");
        let role = if item.is_group { "XmlGroup" } else { "XmlType" };
        self.block(format!("impl xml::{role} for {} {{", item.name), "}", |source| {
            source.read(item);
            source.line("");
            source.write(item);
        });
    }

    fn definition(&mut self, item: &Struct, module: &Module) {
        self.docs(&item.docs);
        let mut derives = vec!["Clone"];
        derives.extend((!item.fields.iter().any(|field| field.personal)).then_some("Debug"));
        derives.extend(["PartialEq", "Eq"]);
        derives.extend((!item.fields.iter().any(Field::required)).then_some("Default"));
        derives.extend(["Serialize", "Deserialize"]);
        self.line(format!("#[derive({})]", derives.join(", ")));
        if item
            .fields
            .iter()
            .any(|field| follows_rule(field) && field.name.trim_start_matches("r#") != field.json_name)
        {
            self.line("#[serde(rename_all = \"camelCase\")]");
        }
        if item.yaserde {
            self.yaserde_type(item, module);
        }
        if item.fields.is_empty() {
            self.line(format!("pub struct {} {{}}", item.name));
            return;
        }
        self.block(format!("pub struct {} {{", item.name), "}", |source| {
            for field in &item.fields {
                source.docs(&field.docs);
                source.field_attributes(field, item.yaserde);
                source.line(format!("pub {}: {},", field.name, field_type(field, &module.name)));
            }
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
        let root = item.root.as_ref().map(|root| format!("rename = {}", literal(root)));
        let mut arguments = vec![format!("prefix = {}", literal(&module.prefix))];
        arguments.extend(root);
        arguments.push(format!("namespaces = {{ {} }}", namespaces.join(", ")));
        // rustfmt leaves this attribute alone: `namespaces` has no form that it knows.
        self.block("#[cfg_attr(feature = \"yaserde\", derive(yaserde::YaSerialize, yaserde::YaDeserialize), yaserde(", "))]", |source| {
            arguments.iter().for_each(|argument| source.line(format!("{argument},")));
        });
    }

    pub(super) fn field_attributes(&mut self, field: &Field, yaserde: bool) {
        let mut serde = Vec::new();
        if !follows_rule(field) {
            serde.push(format!("rename = {}", literal(&field.json_name)));
        }
        let empty = match (&field.kind, field.repeats(), field.min) {
            (FieldKind::Any { .. }, ..) => Some("AnyElements::is_empty"),
            (FieldKind::OtherAttributes, ..) => Some("xml::AnyAttributes::is_empty"),
            (FieldKind::Order, ..) => Some("xml::Order::is_declared"),
            (_, true, _) => Some("Vec::is_empty"),
            (_, false, 0) => Some("Option::is_none"),
            _ => None,
        };
        if let Some(empty) = empty {
            serde.extend((empty != "Option::is_none").then(|| "default".to_owned()));
            serde.push(format!("skip_serializing_if = \"{empty}\""));
        }
        if !serde.is_empty() {
            self.attribute("serde", &serde);
        }
        let yaserde_arguments = match &field.kind {
            FieldKind::Element { local, namespace, .. } => {
                let prefix = namespace.as_ref().map(|(prefix, _)| format!("prefix = {}", literal(prefix)));
                prefix
                    .into_iter()
                    .chain([format!("rename = {}", literal(local))])
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            _ => "flatten = true".to_owned(),
        };
        if yaserde {
            let arguments = ["feature = \"yaserde\"".to_owned(), format!("yaserde({yaserde_arguments})")];
            self.attribute("cfg_attr", &arguments);
        }
    }

    /// `Debug` that shows `..` for personal fields.
    fn redacting_debug(&mut self, item: &Struct) {
        self.block(format!("impl std::fmt::Debug for {} {{", item.name), "}", |source| {
            source.block(
                "fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {",
                "}",
                |source| {
                    let mut calls = vec![format!("f.debug_struct({})", literal(&item.name))];
                    calls.extend(item.fields.iter().map(|field| {
                        let shown = match field.personal {
                            true => "format_args!(\"..\")".to_owned(),
                            false => format!("self.{}", field.name),
                        };
                        format!(".field({}, &{shown})", literal(field.name.trim_start_matches("r#")))
                    }));
                    calls.push(".finish()".to_owned());
                    let one_line = calls.concat();
                    if source.fits(&one_line) {
                        source.line(one_line);
                    } else {
                        let (head, chain) =
                            calls.split_first().map_or(("", &[][..]), |(head, chain)| (head, chain));
                        source.line(head);
                        chain.iter().for_each(|call| source.line(format!("    {call}")));
                    }
                },
            );
        });
    }

    fn constructor(&mut self, item: &Struct, module: &Module) {
        let required: Vec<String> = item
            .fields
            .iter()
            .filter(|field| field.required())
            .map(|field| format!("{}: {}", field.name, field_type(field, &module.name)))
            .collect();
        if required.is_empty() {
            self.line("/// Without any content.");
            self.line("#[must_use]");
            self.block("pub fn new() -> Self {", "}", |source| source.line("Self::default()"));
            return;
        }
        self.line("/// With what is required and nothing else.");
        self.line("#[must_use]");
        let one_line = format!("pub fn new({}) -> Self {{", required.join(", "));
        if self.fits(&one_line) {
            self.line(one_line);
        } else {
            self.list("pub fn new(", &required, ") -> Self {", "");
        }
        let fields: Vec<String> = item
            .fields
            .iter()
            .map(|field| match field.required() {
                true => field.name.clone(),
                false => format!("{}: {}", field.name, absent(field)),
            })
            .collect();
        self.indented(|source| source.list("Self {", &fields, "}", " "));
        self.line("}");
    }

    fn read(&mut self, item: &Struct) {
        self.block("fn read(reader: &mut xml::XmlReader<'_>) -> Option<Self> {", "}", |source| {
            if item.fields.is_empty() {
                source.line("while reader.next().is_some() {}");
                source.line("Some(Self {})");
                return;
            }
            // Where nothing is required, a value exists from the start.
            let before = |field: &Field| slot(field).is_none() && !matches!(field.kind, FieldKind::Order);
            let whole = !item.fields.iter().any(|field| field.required() || before(field));
            match whole {
                true => source.line("let mut value = Self::default();"),
                false => source.variables(item),
            }
            for field in &item.fields {
                let given = match &field.kind {
                    FieldKind::Attribute { slot, .. } => format!("reader.attribute({slot})"),
                    FieldKind::OtherAttributes => "reader.other_attributes()".to_owned(),
                    _ => continue,
                };
                source.take(field, whole, &given);
            }
            match item.fields.iter().find(|field| matches!(field.kind, FieldKind::Value { .. })) {
                Some(field) => source.take(field, whole, "reader.simple()"),
                None => source.arms(item, whole),
            }
            if let Some(field) = item.fields.iter().find(|field| matches!(field.kind, FieldKind::Order)) {
                source.take(field, whole, "reader.order()");
            }
            if whole {
                source.line("Some(value)");
                return;
            }
            let fields: Vec<String> = item
                .fields
                .iter()
                .map(|field| {
                    let (name, local) = (&field.name, local(field));
                    match (field.is_single(), *name == local) {
                        (true, _) => format!("{name}: {local}?"),
                        (false, true) => local,
                        (false, false) => format!("{name}: {local}"),
                    }
                })
                .collect();
            let one_line = format!("Some(Self {{ {} }})", fields.join(", "));
            match source.fits(&one_line) {
                true => source.line(one_line),
                false => source.list("Some(Self {", &fields, "})", " "),
            }
        });
    }

    /// What is read before or after the children.
    fn take(&mut self, field: &Field, whole: bool, given: &str) {
        match whole {
            true => self.line(format!("value.{} = {given};", field.name)),
            false => self.line(format!("let {} = {given};", local(field))),
        }
    }

    /// A variable for each field that the children fill.
    fn variables(&mut self, item: &Struct) {
        let fields: Vec<&Field> = item.fields.iter().filter(|field| slot(field).is_some()).collect();
        let names: Vec<String> = fields.iter().map(|field| format!("mut {}", local(field))).collect();
        let values: Vec<&str> = fields.iter().map(|field| absent(field)).collect();
        let one_line = format!("let ({}) = ({});", names.join(", "), values.join(", "));
        if fields.len() > 1 && self.fits(&one_line) {
            self.line(one_line);
        } else {
            names.iter().zip(values).for_each(|(name, value)| self.line(format!("let {name} = {value};")));
        }
    }

    /// The loop over the children, with an arm for each slot.
    fn arms(&mut self, item: &Struct, whole: bool) {
        let arms: Vec<String> =
            item.fields.iter().filter(|field| slot(field).is_some()).map(|field| arm(field, whole)).collect();
        match arms.as_slice() {
            [] => self.line("while reader.next().is_some() {}"),
            [only] => {
                self.block("while reader.next().is_some() {", "}", |source| source.line(format!("{only};")));
            }
            arms => self.block("while let Some(slot) = reader.next() {", "}", |source| {
                source.block("match slot {", "}", |source| {
                    for (index, arm) in arms.iter().enumerate() {
                        let pattern =
                            if index + 1 == arms.len() { "_".to_owned() } else { index.to_string() };
                        source.line(format!("{pattern} => {arm},"));
                    }
                });
            }),
        }
    }

    fn write(&mut self, item: &Struct) {
        if item.fields.is_empty() {
            self.line("fn write(&self, _writer: &mut xml::XmlWriter<'_>) {}");
            return;
        }
        self.block("fn write(&self, writer: &mut xml::XmlWriter<'_>) {", "}", |source| {
            let ordered = item.fields.iter().find(|field| matches!(field.kind, FieldKind::Order));
            for field in item.fields.iter().filter(|field| slot(field).is_none() || ordered.is_none()) {
                if !matches!(field.kind, FieldKind::Order) {
                    source.line(format!("{};", put(field, &format!("self.{}", field.name))));
                }
            }
            if let Some(order) = ordered {
                let open = format!("writer.ordered(&self.{}, |writer, slot| match slot {{", order.name);
                source.block(open, "});", |source| {
                    let fields: Vec<&Field> =
                        item.fields.iter().filter(|field| slot(field).is_some()).collect();
                    for (index, field) in fields.iter().enumerate() {
                        let pattern =
                            if index + 1 == fields.len() { "_".to_owned() } else { index.to_string() };
                        source.line(format!("{pattern} => {},", put(field, &format!("self.{}", field.name))));
                    }
                });
            }
        });
    }
}

/// The slot of a field that children fill.
pub(super) fn slot(field: &Field) -> Option<usize> {
    match &field.kind {
        FieldKind::Element { slot, .. } | FieldKind::Group { slot, .. } | FieldKind::Any { slot } => {
            Some(*slot)
        }
        _ => None,
    }
}

/// What an arm does with its child; `whole`: there is a value with all fields already.
fn arm(field: &Field, whole: bool) -> String {
    let target = if whole { format!("value.{}", field.name) } else { local(field) };
    match &field.kind {
        FieldKind::Any { .. } => format!("reader.capture(&mut {target})"),
        FieldKind::Group { .. } if field.repeats() => format!("reader.append_group(&mut {target})"),
        FieldKind::Group { .. } => format!("{target} = reader.group()"),
        _ if field.repeats() => format!("reader.append(&mut {target})"),
        FieldKind::Element { boxed: true, .. } => format!("{target} = reader.value().map(Box::new)"),
        _ => format!("{target} = reader.value()"),
    }
}

/// The call that writes a field, or a variant's value; `place` is it, not a reference to it.
pub(super) fn put(field: &Field, place: &str) -> String {
    let one = field.min > 0;
    let (slot, boxed) = match &field.kind {
        FieldKind::Attribute { slot, .. } if one => {
            return format!("writer.attribute({slot}, Some(&{place}))");
        }
        FieldKind::Attribute { slot, .. } => return format!("writer.attribute({slot}, {place}.as_ref())"),
        FieldKind::OtherAttributes => return format!("writer.other_attributes(&{place})"),
        FieldKind::Value { .. } => return format!("writer.simple(&{place})"),
        FieldKind::Any { slot } => return format!("writer.any({slot}, &{place})"),
        FieldKind::Order => return String::new(),
        FieldKind::Group { slot, .. } => {
            return match (field.repeats(), one) {
                (true, _) => format!("writer.groups({slot}, &{place})"),
                (false, true) => format!("writer.group({slot}, &{place})"),
                (false, false) => format!("writer.optional_group({slot}, {place}.as_ref())"),
            };
        }
        FieldKind::Element { slot, boxed, .. } => (slot, *boxed),
    };
    match (field.repeats(), one, boxed) {
        (true, ..) => format!("writer.many({slot}, &{place})"),
        (false, true, false) => format!("writer.one({slot}, &{place})"),
        (false, true, true) => format!("writer.one({slot}, &*{place})"),
        (false, false, false) => format!("writer.optional({slot}, {place}.as_ref())"),
        (false, false, true) => format!("writer.optional({slot}, {place}.as_deref())"),
    }
}

/// The name of a field's variable.
fn local(field: &Field) -> String {
    match LOCALS.contains(&field.name.as_str()) {
        true => format!("{}_", field.name),
        false => field.name.clone(),
    }
}

/// The value of a field that nothing was given for.
fn absent(field: &Field) -> &'static str {
    match (&field.kind, field.repeats()) {
        (FieldKind::Any { .. }, _) => "AnyElements::new()",
        (FieldKind::OtherAttributes, _) => "xml::AnyAttributes::new()",
        (FieldKind::Order, _) => "xml::Order::default()",
        (_, true) => "Vec::new()",
        (_, false) => "None",
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

/// Whether serde's rule for all fields gives this one its name.
pub(super) fn follows_rule(field: &Field) -> bool {
    naming::serde_camel_case(&field.name) == field.json_name
}
