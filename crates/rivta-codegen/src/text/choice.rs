//! Enums for choices and substitution groups, with their codecs.

use super::layout::Source;
use super::structure::{field_type, put, slot};
use super::{literal, path};
use crate::items::{Choice, Field, FieldKind, Kinds, Module, Substitution, TypePath};

impl Source {
    pub(super) fn choice(&mut self, item: &Choice, module: &Module) {
        self.docs(&item.docs);
        let personal = item.variants.iter().any(|(_, field)| field.personal);
        let debug = if personal { "" } else { "Debug, " };
        self.line(format!("#[derive(Clone, {debug}PartialEq, Eq, Serialize, Deserialize)]"));
        self.line("#[serde(rename_all = \"camelCase\")]");
        self.block(format!("pub enum {} {{", item.name), "}", |source| {
            for (name, field) in &item.variants {
                source.docs(&field.docs);
                source.line(format!("#[serde(rename = {})]", literal(&field.json_name)));
                source.line(format!("{name}({}),", field_type(&alternative(field), &module.name)));
            }
        });
        self.line("");
        if personal {
            self.line(format!("xml::redacted_debug!({});", item.name));
            self.line("");
        }
        self.block(format!("impl xml::XmlGroup for {} {{", item.name), "}", |source| {
            source.block("fn read(reader: &mut xml::XmlReader<'_>) -> Option<Self> {", "}", |source| {
                source.line("let mut made = None;");
                source.block("while let Some(slot) = reader.next() {", "}", |source| {
                    source.block("match slot {", "}", |source| {
                        for (index, (name, field)) in item.variants.iter().enumerate() {
                            let last = index + 1 == item.variants.len();
                            let pattern = match slot(field) {
                                Some(slot) if !last => slot.to_string(),
                                _ => "_".to_owned(),
                            };
                            source.alternative(&pattern, name, &alternative(field));
                        }
                    });
                });
                source.line("made");
            });
            source.line("");
            source.block("fn write(&self, writer: &mut xml::XmlWriter<'_>) {", "}", |source| {
                source.block("match self {", "}", |source| {
                    for (name, field) in &item.variants {
                        // `value` is a reference already.
                        let call = match is_boxed(field) {
                            true => put(&alternative(field), "*value"),
                            false => put(&alternative(field), "value").replace("&value", "value"),
                        };
                        source.line(format!("Self::{name}(value) => {call},"));
                    }
                });
            });
        });
    }

    pub(super) fn kinds(&mut self, item: &Kinds, module: &Module) {
        self.docs(&item.docs);
        self.line("#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]");
        self.line("#[serde(rename_all = \"camelCase\")]");
        self.block(format!("pub enum {} {{", item.name), "}", |source| {
            for (name, _, ty) in &item.variants {
                let ty = path(ty, &module.name);
                source.line(format!("/// [`{ty}`]."));
                source.line(format!("{name}({ty}),"));
            }
        });
        self.line("");
        self.block(format!("impl xml::XmlType for {} {{", item.name), "}", |source| {
            source.block("fn read(reader: &mut xml::XmlReader<'_>) -> Option<Self> {", "}", |source| {
                source.block("match reader.complex_type_id()?.0 {", "}", |source| {
                    for (name, id, _) in &item.variants {
                        source.line(format!("{id} => reader.value().map(Self::{name}),"));
                    }
                    source.block("_ => {", "}", |source| {
                        source.line("reader.pass();");
                        source.line("None");
                    });
                });
            });
            source.line("");
            source.block("fn write(&self, writer: &mut xml::XmlWriter<'_>) {", "}", |source| {
                source.block("match self {", "}", |source| {
                    for (name, id, ty) in &item.variants {
                        // What is kept as markup has kept its `xsi:type`.
                        if *id == item.declared || matches!(ty, TypePath::Runtime(_)) {
                            source.line(format!("Self::{name}(value) => value.write(writer),"));
                            continue;
                        }
                        source.block(format!("Self::{name}(value) => {{"), "}", |source| {
                            source.line(format!("writer.xsi_type({id});"));
                            source.line("value.write(writer);");
                        });
                    }
                });
            });
        });
    }

    pub(super) fn substitution(&mut self, item: &Substitution, module: &Module) {
        self.docs(&item.docs);
        let personal = item.members.iter().any(|member| member.personal);
        let debug = if personal { "" } else { "Debug, " };
        self.line(format!("#[derive(Clone, {debug}PartialEq, Eq, Serialize, Deserialize)]"));
        self.line("#[serde(rename_all = \"camelCase\")]");
        self.block(format!("pub enum {} {{", item.name), "}", |source| {
            for member in &item.members {
                source.docs(&member.docs);
                let ty = path(&member.ty, &module.name);
                let ty = if member.nillable { format!("xml::Nillable<{ty}>") } else { ty };
                let ty = if member.boxed { format!("Box<{ty}>") } else { ty };
                source.line(format!("{}({ty}),", member.name));
            }
        });
        self.line("");
        if personal {
            self.line(format!("xml::redacted_debug!({});", item.name));
            self.line("");
        }
        self.block(format!("impl xml::XmlType for {} {{", item.name), "}", |source| {
            source.block("fn read(reader: &mut xml::XmlReader<'_>) -> Option<Self> {", "}", |source| {
                source.block("match reader.element_id()?.0 {", "}", |source| {
                    for member in &item.members {
                        let boxed = if member.boxed { ".map(Box::new)" } else { "" };
                        let value = format!("reader.value(){boxed}.map(Self::{})", member.name);
                        source.line(format!("{} => {value},", member.element));
                    }
                    source.line("_ => None,");
                });
            });
            source.line("");
            source.block("fn write(&self, writer: &mut xml::XmlWriter<'_>) {", "}", |source| {
                source.block("match self {", "}", |source| {
                    for member in &item.members {
                        let value = if member.boxed { "&**value" } else { "value" };
                        let element = format!("xml::schema::ElementId({})", member.element);
                        source.line(format!(
                            "Self::{}(value) => writer.member({element}, {value}),",
                            member.name
                        ));
                    }
                });
            });
            source.line("");
            source.block("fn chooses_element(&self) -> bool {", "}", |source| source.line("true"));
        });
    }

    fn alternative(&mut self, pattern: &str, name: &str, field: &Field) {
        let appended = match &field.kind {
            FieldKind::Any { .. } => Some(("AnyElements::new()", "reader.capture(values)")),
            FieldKind::Group { .. } if field.repeats() => Some(("Vec::new()", "reader.append_group(values)")),
            _ if field.repeats() => Some(("Vec::new()", "reader.append(values)")),
            _ => None,
        };
        let Some((empty, append)) = appended else {
            let value = match &field.kind {
                FieldKind::Group { .. } => "reader.group()",
                _ if is_boxed(field) => "reader.value().map(Box::new)",
                _ => "reader.value()",
            };
            self.line(format!("{pattern} => made = {value}.map(Self::{name}),"));
            return;
        };
        self.block(format!("{pattern} => {{"), "}", |source| {
            let open = format!("if let Self::{name}(values) = made.get_or_insert(Self::{name}({empty})) {{");
            source.block(open, "}", |source| source.line(format!("{append};")));
        });
    }
}

/// An alternative that was chosen is there.
fn alternative(field: &Field) -> Field {
    Field { min: field.min.max(1), ..field.clone() }
}

fn is_boxed(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Element { boxed: true, .. }) && !field.repeats()
}
