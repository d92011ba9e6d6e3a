//! Newtypes and enums.

use super::layout::Source;
use super::{literal, path};
use crate::items::{Enumeration, Newtype, TypePath};

impl Source {
    pub(super) fn newtype(&mut self, item: &Newtype) {
        let facets: String = item.facets.iter().map(|(facet, value)| format!(".{facet}({value})")).collect();
        self.block("xml::simple_type! {", "}", |source| {
            let name = type_name(&item.schema_name);
            source.line(format!("{name}, xml::Facets::NONE{facets};"));
            source.docs(&item.docs);
            source.line(format!("#[derive({})]", derives(item)));
            source.line(format!("pub struct {}({});", item.name, path(&item.base, "")));
        });
        if item.personal {
            self.line("");
            self.line(format!("xml::redacted_debug!({});", item.name));
        }
    }

    pub(super) fn enumeration(&mut self, item: &Enumeration) {
        self.block("xml::enumeration! {", "}", |source| {
            source.line(format!("{};", type_name(&item.schema_name)));
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

/// The name of a type of this module's namespace.
pub(super) fn type_name(schema_name: &str) -> String {
    format!("xml::Name::new(&NS, {})", literal(schema_name))
}

/// What the base allows: dates have no total order, only numbers, truth values and dates can be copied.
fn derives(item: &Newtype) -> String {
    let (copy, total) = match &item.base {
        TypePath::Runtime("Date" | "DateTime") => (true, false),
        TypePath::Rust("bool" | "i32" | "i64") => (true, true),
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
