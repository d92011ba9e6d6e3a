//! Structs with their codecs.

use std::collections::BTreeSet;

use super::layout::Source;
use super::simple::type_name;
use super::{literal, namespace, path};
use crate::items::{Field, FieldKind, Module, Struct};
use crate::naming;

/// The variables of a generated `read`; a field of such a name gets an underscore there.
const LOCALS: [&str; 5] = ["reader", "element", "children", "child", "particle"];

impl Source {
    pub(super) fn structure(&mut self, item: &Struct, module: &Module) {
        self.definition(item, module);
        if item.fields.iter().any(|field| field.personal) {
            self.line("");
            self.redacting_debug(item);
        }
        self.line("");
        self.block(format!("impl {} {{", item.name), "}", |source| {
            source.content(item, module);
            source.line("");
            source.constructor(item, module);
        });
        self.line("");
        self.block(format!("impl xml::XmlType for {} {{", item.name), "}", |source| {
            source.line(format!("const TYPE: xml::Name = {};", type_name(&item.schema_name)));
            source.line("");
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
        self.yaserde_type(item, module);
        if item.fields.is_empty() {
            self.line(format!("pub struct {} {{}}", item.name));
            return;
        }
        self.block(format!("pub struct {} {{", item.name), "}", |source| {
            for field in &item.fields {
                source.docs(&field.docs);
                source.field_attributes(field);
                source.line(format!("pub {}: {},", field.name, field_type(field, &module.name)));
            }
        });
    }

    fn yaserde_type(&mut self, item: &Struct, module: &Module) {
        let own = (module.prefix.clone(), module.uri.clone());
        let mut namespaces = BTreeSet::from([own]);
        namespaces.extend(item.fields.iter().filter_map(|field| match &field.kind {
            FieldKind::Element { namespace, .. } => namespace.clone(),
            FieldKind::AnyOther { .. } => None,
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

    fn field_attributes(&mut self, field: &Field) {
        let mut serde = Vec::new();
        if !follows_rule(field) {
            serde.push(format!("rename = {}", literal(&field.json_name)));
        }
        match (field.is_any(), field.repeats(), field.min) {
            (true, ..) => {
                serde.extend(
                    ["default", "skip_serializing_if = \"AnyElements::is_empty\""].map(str::to_owned),
                );
            }
            (_, true, _) => {
                serde.extend(["default", "skip_serializing_if = \"Vec::is_empty\""].map(str::to_owned));
            }
            (_, false, 0) => serde.push("skip_serializing_if = \"Option::is_none\"".to_owned()),
            _ => {}
        }
        if !serde.is_empty() {
            self.line(format!("#[serde({})]", serde.join(", ")));
        }
        match &field.kind {
            FieldKind::Element { local, namespace, .. } => {
                let prefix = namespace.as_ref().map(|(prefix, _)| format!("prefix = {}, ", literal(prefix)));
                let yaserde = format!("yaserde({}rename = {})", prefix.unwrap_or_default(), literal(local));
                self.attribute("cfg_attr", &["feature = \"yaserde\"".to_owned(), yaserde]);
            }
            FieldKind::AnyOther { .. } => {
                self.line("#[cfg_attr(feature = \"yaserde\", yaserde(flatten = true))]");
            }
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

    fn content(&mut self, item: &Struct, module: &Module) {
        let particles: Vec<String> = item
            .fields
            .iter()
            .map(|field| {
                let max = field.max.map_or("xml::UNBOUNDED".to_owned(), |max| max.to_string());
                let (constructor, what) = match &field.kind {
                    FieldKind::Element { local, module: None, .. } => {
                        ("element", format!("xml::Name::unqualified({})", literal(local)))
                    }
                    FieldKind::Element { local, module: Some(home), .. } => {
                        let home = namespace(home, &module.name);
                        ("element", format!("xml::Name::new({home}, {})", literal(local)))
                    }
                    FieldKind::AnyOther { module: home } => {
                        ("any", format!("xml::AnyNamespace::Other({})", namespace(home, &module.name)))
                    }
                };
                format!("xml::Particle::{constructor}({what}, {}, {max})", field.min)
            })
            .collect();
        let head = "const CONTENT: xml::Content";
        let particles_on_a_line = format!("particles: &[{}]", particles.join(", "));
        let one_line = format!("xml::Content {{ {particles_on_a_line} }};");
        if self.fits(&format!("{head} = {one_line}")) || self.fits(&format!("    {one_line}")) {
            self.assign(head, "xml::Content {", &[particles_on_a_line], "}", " ");
        } else {
            self.block(format!("{head} = xml::Content {{"), "};", |source| {
                source.list("particles: &[", &particles, "],", "");
            });
        }
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
                false => format!("{}: {}", field.name, absent(field, "AnyElements::new()")),
            })
            .collect();
        self.indented(|source| source.list("Self {", &fields, "}", " "));
        self.line("}");
    }

    fn read(&mut self, item: &Struct) {
        let open = "fn read(reader: &mut xml::XmlReader<'_>, element: xml::Element<'_>) -> Option<Self> {";
        self.block(open, "}", |source| {
            source.line("let mut children = reader.children(&element, &Self::CONTENT, &Self::TYPE);");
            if item.fields.is_empty() {
                source.line("while reader.next_child(&mut children).is_some() {}");
                source.line("Some(Self {})");
                return;
            }
            // Where nothing is required, a value exists from the start.
            let whole = !item.fields.iter().any(Field::required);
            match whole {
                true => source.line("let mut value = Self::default();"),
                false => source.variables(item),
            }
            source.arms(item, whole);
            if whole {
                source.line("Some(value)");
            } else {
                let fields: Vec<String> = item
                    .fields
                    .iter()
                    .map(|field| {
                        let required = field.min > 0 && !field.repeats() && !field.is_any();
                        let (name, local) = (&field.name, local(field));
                        match (required, *name == local) {
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
            }
        });
    }

    /// A variable for each field that is being read.
    fn variables(&mut self, item: &Struct) {
        let names: Vec<String> = item.fields.iter().map(|field| format!("mut {}", local(field))).collect();
        let values: Vec<&str> = item.fields.iter().map(|field| absent(field, "AnyElements::new()")).collect();
        let one_line = format!("let ({}) = ({});", names.join(", "), values.join(", "));
        if item.fields.len() > 1 && self.fits(&one_line) {
            self.line(one_line);
        } else {
            names.iter().zip(values).for_each(|(name, value)| self.line(format!("let {name} = {value};")));
        }
    }

    /// The loop over the children, with an arm for each particle.
    fn arms(&mut self, item: &Struct, whole: bool) {
        let arms: Vec<String> = item.fields.iter().map(|field| arm(field, whole)).collect();
        if let [only] = arms.as_slice() {
            self.block("while let Some((_, child)) = reader.next_child(&mut children) {", "}", |source| {
                source.line(format!("{only};"));
            });
            return;
        }
        self.block("while let Some((particle, child)) = reader.next_child(&mut children) {", "}", |source| {
            source.block("match particle {", "}", |source| {
                for (index, arm) in arms.iter().enumerate() {
                    let pattern = if index + 1 == arms.len() { "_".to_owned() } else { index.to_string() };
                    source.line(format!("{pattern} => {arm},"));
                }
            });
        });
    }

    fn write(&mut self, item: &Struct) {
        if item.fields.is_empty() {
            self.line("fn write(&self, _writer: &mut xml::XmlWriter) {}");
            return;
        }
        self.block("fn write(&self, writer: &mut xml::XmlWriter) {", "}", |source| {
            for (index, field) in item.fields.iter().enumerate() {
                let name = &field.name;
                match &field.kind {
                    FieldKind::AnyOther { .. } => source.line(format!("writer.any(&self.{name});")),
                    FieldKind::Element { boxed: true, .. } if field.min == 0 => {
                        source.block(format!("if let Some(value) = &self.{name} {{"), "}", |source| {
                            source.line(format!("writer.field(&Self::CONTENT, {index}, &**value);"));
                        });
                    }
                    FieldKind::Element { boxed: true, .. } => {
                        source.line(format!("writer.field(&Self::CONTENT, {index}, &*self.{name});"));
                    }
                    FieldKind::Element { .. } => {
                        source.line(format!("writer.field(&Self::CONTENT, {index}, &self.{name});"));
                    }
                }
            }
        });
    }
}

/// What an arm does with its child; `whole`: there is a value with all fields already.
fn arm(field: &Field, whole: bool) -> String {
    let target = if whole { format!("value.{}", field.name) } else { local(field) };
    match &field.kind {
        FieldKind::AnyOther { .. } => format!("reader.capture(child, &mut {target})"),
        FieldKind::Element { .. } if field.repeats() => format!("reader.append(child, &mut {target})"),
        FieldKind::Element { boxed: true, .. } => format!("{target} = reader.value(child).map(Box::new)"),
        FieldKind::Element { .. } => format!("{target} = reader.value(child)"),
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
fn absent(field: &Field, any: &'static str) -> &'static str {
    match (field.is_any(), field.repeats()) {
        (true, _) => any,
        (false, true) => "Vec::new()",
        (false, false) => "None",
    }
}

fn field_type(field: &Field, module: &str) -> String {
    let FieldKind::Element { ty, boxed, .. } = &field.kind else { return "AnyElements".to_owned() };
    let mut written = path(ty, module);
    if *boxed {
        written = format!("Box<{written}>");
    }
    match (field.repeats(), field.min) {
        (true, _) => format!("Vec<{written}>"),
        (false, 0) => format!("Option<{written}>"),
        (false, _) => written,
    }
}

/// Whether serde's rule for all fields gives this one its name.
fn follows_rule(field: &Field) -> bool {
    naming::serde_camel_case(&field.name) == field.json_name
}
