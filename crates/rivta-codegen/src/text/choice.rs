//! Enums for choices, substitution groups, and types that `xsi:type` may name.

use super::layout::Source;
use super::structure::{field_type, kind, slot};
use super::{literal, path};
use crate::items::{Choice, Field, Kinds, Module, Substitution, TypePath};
use crate::naming;

impl Source {
    pub(super) fn choice(&mut self, item: &Choice, module: &Module) {
        self.block("xml::choice! {", "}", |source| {
            source.docs(&item.docs);
            source.block(format!("pub enum {} {{", item.name), "}", |source| {
                for (name, field) in &item.variants {
                    source.docs(&field.docs);
                    // An alternative that was chosen is there.
                    let field = Field { min: field.min.max(1), ..field.clone() };
                    let kind = match kind(&field) {
                        "some" => "many",
                        "some_groups" => "groups",
                        kind => kind,
                    };
                    let json = literal(&field.json_name);
                    let redacted = if field.personal { "; redacted" } else { "" };
                    source.joined(
                        &format!("{name}({}) =", field_type(&field, &module.name)),
                        &format!("{kind}({}, {json}{redacted}),", slot(&field)),
                    );
                }
            });
        });
    }

    pub(super) fn kinds(&mut self, item: &Kinds, module: &Module) {
        self.block("xml::derived_types! {", "}", |source| {
            source.docs(&item.docs);
            source.line("#[non_exhaustive]");
            source.block(format!("pub enum {} {{", item.name), "}", |source| {
                for (name, id, ty) in &item.variants {
                    let kind = match ty {
                        _ if *id == item.declared => "declared",
                        // What is kept as markup has kept its `xsi:type`.
                        TypePath::Runtime(_) => "kept",
                        _ => "named",
                    };
                    let ty = path(ty, &module.name);
                    source.line(format!("/// [`{ty}`]."));
                    let json = literal(&naming::json_name(name));
                    source.joined(&format!("{name}({ty}) ="), &format!("{kind}({id}, {json}),"));
                }
            });
        });
    }

    pub(super) fn substitution(&mut self, item: &Substitution, module: &Module) {
        self.block("xml::substitution_group! {", "}", |source| {
            source.docs(&item.docs);
            source.line("#[non_exhaustive]");
            source.block(format!("pub enum {} {{", item.name), "}", |source| {
                for member in &item.members {
                    source.docs(&member.docs);
                    let ty = path(&member.ty, &module.name);
                    let ty = if member.nillable { format!("xml::Nillable<{ty}>") } else { ty };
                    let (kind, ty) = match member.boxed {
                        true => ("boxed", format!("Box<{ty}>")),
                        false => ("element", ty),
                    };
                    let json = literal(&naming::json_name(&member.name));
                    let redacted = if member.personal { "; redacted" } else { "" };
                    source.joined(
                        &format!("{}({ty}) =", member.name),
                        &format!("{kind}({}, {json}{redacted}),", member.element),
                    );
                }
            });
        });
    }
}
