//! Newtypes and enums.

use super::layout::Source;
use super::{literal, path};
use crate::items::{Enumeration, Newtype, TypePath};

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

    pub(super) fn enumeration(&mut self, item: &Enumeration) {
        self.block("xml::enumeration! {", "}", |source| {
            source.docs(&item.docs);
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
