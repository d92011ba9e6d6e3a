//! Simple types: newtypes, enums, lists and unions.

use super::layout::Source;
use super::{literal, path};
use crate::items::{Enumeration, List, Module, Newtype, TypePath, Union};
use rivta_xml::WhiteSpace;

impl Source {
    pub(super) fn newtype(&mut self, item: &Newtype) {
        self.block("xml::simple_type! {", "}", |source| {
            source.line(format!("xml::SchemaType::new(&super::tables::SCHEMA, {});", item.id));
            source.docs(&item.docs);
            source.line(format!("#[derive({})]", derives(item)));
            let base = path(&item.base, "");
            source.line(format!("pub struct {}({base});", item.name));
        });
        if item.personal {
            self.line("");
            self.line(format!("xml::redacted_debug!({});", item.name));
        }
    }

    pub(super) fn list_type(&mut self, item: &List, module: &Module) {
        self.block("xml::list_type! {", "}", |source| {
            source.line(format!("xml::SchemaType::new(&super::tables::SCHEMA, {});", item.id));
            source.docs(&item.docs);
            source.line(plain_derives(item.personal));
            source.line(format!("pub struct {}([{}]);", item.name, path(&item.item, &module.name)));
        });
        if item.personal {
            self.line("");
            self.line(format!("xml::redacted_debug!({});", item.name));
        }
    }

    pub(super) fn union_type(&mut self, item: &Union, module: &Module) {
        self.block("xml::union_type! {", "}", |source| {
            source.line(format!("xml::SchemaType::new(&super::tables::SCHEMA, {});", item.id));
            source.docs(&item.docs);
            source.line(plain_derives(item.personal));
            source.line(format!("pub struct {};", item.name));
            source.line(format!(
                "/// What a [`{}`] may be, in the order in which its types are tried.",
                item.name
            ));
            source.line(plain_derives(item.personal));
            source.block(format!("pub enum {} {{", item.value_name), "}", |source| {
                for (number, (name, ty)) in item.members.iter().enumerate() {
                    let ty = path(ty, &module.name);
                    source.line(format!("/// A value of [`{ty}`]."));
                    source.line(format!("{name}({ty}) = {number},"));
                }
            });
        });
        if item.personal {
            self.line("");
            self.line(format!("xml::redacted_debug!({}, {});", item.name, item.value_name));
        }
    }

    pub(super) fn enumeration(&mut self, item: &Enumeration) {
        self.block("xml::enumeration! {", "}", |source| {
            if item.white_space != WhiteSpace::Preserve {
                source.line(format!("xml::WhiteSpace::{:?};", item.white_space));
            }
            source.docs(&item.docs);
            source.line("#[non_exhaustive]");
            source.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]");
            source.block(format!("pub enum {} {{", item.name), "}", |source| {
                for variant in &item.variants {
                    source.docs(&variant.docs);
                    source.line(format!("{} = {},", variant.name, literal(&variant.value)));
                }
            });
        });
    }
}

/// What every list and union has.
fn plain_derives(personal: bool) -> &'static str {
    if personal { "#[derive(Clone, PartialEq, Eq)]" } else { "#[derive(Clone, Debug, PartialEq, Eq)]" }
}

/// What the base allows: dates have no total order, only numbers, truth values and dates can be copied.
fn derives(item: &Newtype) -> String {
    let (copy, total) = match &item.base {
        TypePath::Runtime("Date" | "DateTime") => (true, false),
        TypePath::Rust("bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64") => (true, true),
        TypePath::Runtime("Base64Binary" | "AnyUri") => (false, false),
        _ => (false, true),
    };
    let mut derives = vec!["Clone"];
    derives.extend(copy.then_some("Copy"));
    derives.extend((!item.personal).then_some("Debug"));
    derives.extend(["PartialEq", "Eq"]);
    derives.extend(total.then_some("PartialOrd"));
    derives.extend(total.then_some("Ord"));
    derives.push("Hash");
    derives.join(", ")
}
