//! Validation of an element's attributes: those of its type, those that its wildcard lets through, and `xsi:` ones.

use super::{XSI, XmlReader};
use crate::XmlErrorKind;
use crate::attribute::Attribute;
use crate::schema::{
    AttributeDeclaration, Builtin, ComplexType, Derivations, ElementDeclaration, NamespaceId,
    ProcessContents, Schema, TypeRef, UNKNOWN, Wildcard, WildcardNamespaces,
};

/// What `xsi:` attributes say of an element.
pub(super) struct Instance {
    pub(super) ty: TypeRef,
    pub(super) nil: bool,
}

impl<'a> XmlReader<'a> {
    /// Reads `xsi:type` and `xsi:nil`.
    #[cold]
    pub(super) fn read_instance(
        &mut self,
        instance: &mut Instance,
        declaration: Option<&ElementDeclaration>,
        block: Derivations,
    ) {
        let mut wrong = Vec::new();
        for attribute in &self.attributes {
            let (prefix, local) = attribute.split_name();
            if prefix.is_empty() || self.attribute_namespace(prefix) != Some(XSI) {
                continue;
            }
            let Ok(value) = attribute.value() else { continue };
            let value = value.trim_matches([' ', '\t', '\r', '\n']);
            match (local, declaration) {
                ("type", _) => match self.named_type(value) {
                    Some(ty)
                        if self.schema.is_derived(
                            ty,
                            instance.ty,
                            block.or(self.schema.blocks(instance.ty)),
                        ) =>
                    {
                        instance.ty = ty;
                    }
                    _ => wrong.push(XmlErrorKind::WrongType {
                        expected: self.schema.type_name(instance.ty).to_owned(),
                    }),
                },
                // cvc-elt 3.1: not even xsi:nil="false" where the element is not nillable.
                ("nil", Some(declaration)) if !declaration.nillable => wrong.push(XmlErrorKind::NotNillable),
                ("nil", Some(declaration)) => match value {
                    "true" | "1" => {
                        instance.nil = true;
                        // cvc-elt 3.2.2.
                        if declaration.value.as_ref().is_some_and(|value| value.fixed) {
                            wrong.push(XmlErrorKind::FixedValue);
                        }
                    }
                    "false" | "0" => {}
                    _ => wrong.push(XmlErrorKind::AttributeValue {
                        name: "xsi:nil".to_owned(),
                        error: Box::new(crate::simple::expected(Builtin::Boolean)),
                    }),
                },
                _ => {}
            }
        }
        let start = self.child_start();
        for kind in wrong {
            self.record(start, kind);
        }
    }

    /// The type that a QName names here.
    fn named_type(&self, name: &str) -> Option<TypeRef> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let binding = self.bindings.find(prefix)?;
        if self.bindings.uri(binding) == crate::XSD.uri {
            return Builtin::from_name(local).map(TypeRef::Builtin);
        }
        self.schema.global_type(self.scope, self.bindings.schema_namespace(binding), local)
    }

    /// Checks the attributes of the element that was opened last against its complex type; `None`: it has a simple type.
    #[cold]
    pub(super) fn check_attributes(&mut self, ty: Option<&'a ComplexType>) {
        let schema = self.schema;
        let declared = ty.map_or(&[][..], |ty| schema.attributes(ty));
        let wildcard = ty.and_then(|ty| ty.any_attribute).and_then(|id| schema.wildcard(id));
        let attributes = std::mem::take(&mut self.attributes);
        let mut wrong = Vec::new();
        let mut given = vec![false; declared.len()];
        for attribute in &attributes {
            let (prefix, local) = attribute.split_name();
            if attribute.declared_prefix().is_some() {
                continue;
            }
            let namespace = self.attribute_schema_namespace(prefix);
            let is = |declared: &AttributeDeclaration| {
                declared.name.namespace == namespace && declared.name.local == local
            };
            if let Some(slot) = declared.iter().position(is) {
                if let Some(given) = given.get_mut(slot) {
                    *given = true;
                }
                if let Some(declared) = declared.get(slot) {
                    wrong.extend(self.check_attribute(attribute, declared));
                }
            } else {
                wrong.extend(self.check_other_attribute(attribute, wildcard));
            }
        }
        self.attributes = attributes;
        for (declared, given) in declared.iter().zip(given) {
            if declared.required && !given {
                wrong.push(XmlErrorKind::MissingAttribute { expected: declared.name.local.to_string() });
            }
        }
        let start = self.child_start();
        for kind in wrong {
            self.record(start, kind);
        }
    }

    /// Checks the attributes of an element of any type: those that are declared must be valid.
    pub(super) fn check_unknown_attributes(&mut self) {
        static ANY: Wildcard =
            Wildcard { namespaces: WildcardNamespaces::Any, process: ProcessContents::Lax };

        let attributes = std::mem::take(&mut self.attributes);
        let mut wrong = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.declared_prefix().is_none()) {
            wrong.extend(self.check_other_attribute(attribute, Some(&ANY)));
        }
        self.attributes = attributes;
        let start = self.child_start();
        for kind in wrong {
            self.record(start, kind);
        }
    }

    /// Checks an attribute that its element's type does not declare.
    fn check_other_attribute(
        &mut self,
        attribute: &Attribute<'a>,
        wildcard: Option<&Wildcard>,
    ) -> Option<XmlErrorKind> {
        let (prefix, local) = attribute.split_name();
        if !prefix.is_empty() && self.attribute_namespace(prefix) == Some(XSI) {
            let known = matches!(local, "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation");
            return (!known).then(|| XmlErrorKind::UnexpectedAttribute { found: name_of(attribute) });
        }
        let namespace = self.attribute_schema_namespace(prefix);
        if let Some(wildcard) = wildcard.filter(|wildcard| wildcard.admits(namespace)) {
            if wildcard.process == ProcessContents::Skip {
                return None;
            }
            let schema = self.schema;
            let declared =
                schema.global_attribute(self.scope, namespace, local).and_then(|id| schema.attribute(id));
            return match declared {
                Some(declared) => self.check_attribute(attribute, declared),
                None if wildcard.process == ProcessContents::Lax => None,
                None => Some(XmlErrorKind::UndeclaredAttribute { found: name_of(attribute) }),
            };
        }
        // The RIV-TA profile lets `xml:` attributes stand anywhere.
        (prefix != "xml").then(|| XmlErrorKind::UnexpectedAttribute { found: name_of(attribute) })
    }

    /// Checks the value of an attribute.
    fn check_attribute(
        &mut self,
        attribute: &Attribute<'a>,
        declared: &'a AttributeDeclaration,
    ) -> Option<XmlErrorKind> {
        let value = attribute.value().ok()?;
        match self.schema.check(declared.r#type, value, &self.bindings) {
            Ok(text) => {
                let constraint = declared.value.as_ref();
                if constraint
                    .is_some_and(|constraint| !self.is_fixed_value(declared.r#type, &text, constraint))
                {
                    return Some(XmlErrorKind::FixedAttributeValue { name: declared.name.local.to_string() });
                }
                let start = self.child_start();
                self.note_id(declared.r#type, &text, start);
                None
            }
            Err(error) => Some(XmlErrorKind::AttributeValue {
                name: declared.name.local.to_string(),
                error: Box::new(error),
            }),
        }
    }

    pub(super) fn attribute_schema_namespace(&self, prefix: &str) -> NamespaceId {
        if prefix.is_empty() {
            return Schema::NO_NAMESPACE;
        }
        self.bindings.find(prefix).map_or(UNKNOWN, |binding| self.bindings.schema_namespace(binding))
    }
}

fn name_of(attribute: &Attribute<'_>) -> String {
    attribute.name.chars().take(80).collect()
}
