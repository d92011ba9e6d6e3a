//! What was written compared with what was read, each value by its type in the schema.

mod tree;
mod value;

use std::collections::BTreeMap;

use rivta_xml::Schema;
use rivta_xml::schema::{
    AttributeDeclaration, Builtin, ComplexType, Content, ElementDeclaration, ElementId, GroupId, Root, Term,
    TypeRef, ValueConstraint,
};

use self::tree::{Item, Name, Node, Prefixes};
pub(crate) use self::value::Form;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// Compares a valid document with what was written of it: how many values stand in another form, by why they are the same.
///
/// Prefixes, the order of attributes, comments, references, CDATA, and white space between elements where no text may stand
/// say nothing, nor do hints where schemas are (`xsi:schemaLocation`). What a wildcard has let through, and what has no
/// declared type, must be the same to the character.
///
/// # Errors
/// Where they first say something different.
pub(crate) fn compare(one: &str, other: &str, root: &Root<'_>) -> Result<BTreeMap<Form, usize>, String> {
    let (Some(one), Some(other)) = (tree::parse(one), tree::parse(other)) else {
        return Err("not well-formed".to_owned());
    };
    let mut comparison =
        Comparison { schema: root.schema, root: *root, forms: BTreeMap::new(), path: Vec::new() };
    match comparison.element(&one, &other, Some(root.element)) {
        Ok(()) => Ok(comparison.forms),
        Err(what) => Err(format!("{}: {what}", comparison.path.join("/"))),
    }
}

struct Comparison<'s> {
    schema: &'s Schema,
    root: Root<'s>,
    forms: BTreeMap<Form, usize>,
    path: Vec<String>,
}

impl<'s> Comparison<'s> {
    /// On an error the path stays where it is, to be told.
    fn element(&mut self, one: &Node, other: &Node, declared: Option<ElementId>) -> Result<(), &'static str> {
        self.path.push(one.name.1.clone());
        if one.name != other.name {
            return Err("another element");
        }
        match declared.and_then(|id| self.schema.element(id)) {
            Some(declaration) => self.declared(one, other, declaration)?,
            None => self.undeclared(one, other)?,
        }
        self.path.pop();
        Ok(())
    }

    fn declared(
        &mut self,
        one: &Node,
        other: &Node,
        declaration: &'s ElementDeclaration,
    ) -> Result<(), &'static str> {
        let named = |node: &Node| node.attribute(XSI, "type").map(|text| node.prefixes.expand(text));
        let ty = match (named(one), named(other)) {
            (None, None) => declaration.r#type,
            (Some(Some(a)), Some(Some(b))) if a == b => self.type_named(&a).ok_or("an unknown xsi:type")?,
            (Some(Some(a)), None) if self.type_named(&a) == Some(declaration.r#type) => {
                self.count(Form::DeclaredType)?;
                declaration.r#type
            }
            (Some(Some(a)), None) if is_simple(declaration.r#type) => {
                let ty = self.type_named(&a).filter(|ty| self.is_text(*ty)).ok_or("another xsi:type")?;
                self.count(Form::NarrowerType)?;
                ty
            }
            _ => return Err("another xsi:type"),
        };
        let complex = match ty {
            TypeRef::Complex(id) => self.schema.complex_type(id),
            _ => None,
        };
        self.attributes(one, other, complex)?;
        let simple = match (ty, complex.map(|complex| complex.content)) {
            (TypeRef::Builtin(Builtin::AnyType), _) => None,
            (_, Some(Content::Simple(simple))) => Some(simple),
            (_, Some(_)) => None,
            (simple, None) => Some(simple),
        };
        if let Some(simple) = simple {
            return self.value(simple, declaration.value.as_ref(), one, other);
        }
        match complex {
            Some(complex) if !complex.mixed => self.children(complex, one, other),
            Some(complex) => self.mixed(complex, one, other),
            None => self.exactly(one, other),
        }
    }

    /// Nothing is known of it.
    fn undeclared(&mut self, one: &Node, other: &Node) -> Result<(), &'static str> {
        self.attributes(one, other, None)?;
        self.exactly(one, other)
    }

    fn exactly(&mut self, one: &Node, other: &Node) -> Result<(), &'static str> {
        self.items(one, other, |_, _| None)
    }

    fn mixed(&mut self, complex: &'s ComplexType, one: &Node, other: &Node) -> Result<(), &'static str> {
        self.items(one, other, |own, name| own.child(complex, name))
    }

    fn items(
        &mut self,
        one: &Node,
        other: &Node,
        declared: impl Fn(&Self, &Name) -> Option<ElementId>,
    ) -> Result<(), &'static str> {
        if one.content.len() != other.content.len() {
            return Err("more or less stands in it");
        }
        for (one, other) in one.content.iter().zip(&other.content) {
            match (one, other) {
                (Item::Text(one), Item::Text(other)) if one == other => {}
                (Item::Element(one), Item::Element(other)) => {
                    let declared = declared(self, &one.name);
                    self.element(one, other, declared)?;
                }
                _ => return Err("another text"),
            }
        }
        Ok(())
    }

    fn children(&mut self, complex: &'s ComplexType, one: &Node, other: &Node) -> Result<(), &'static str> {
        if !one.text().trim().is_empty() || !other.text().trim().is_empty() {
            return Err("text between elements");
        }
        if one.elements().count() != other.elements().count() {
            return Err("more or fewer elements stand in it");
        }
        for (one, other) in one.elements().zip(other.elements()) {
            let declared = self.child(complex, &one.name);
            self.element(one, other, declared)?;
        }
        Ok(())
    }

    fn value(
        &mut self,
        ty: TypeRef,
        given: Option<&ValueConstraint>,
        one: &Node,
        other: &Node,
    ) -> Result<(), &'static str> {
        if one.elements().next().is_some() || other.elements().next().is_some() {
            return Err("elements in a value");
        }
        let (a, b) = (one.text(), other.text());
        if let Some(given) = given.filter(|_| a.is_empty() && !b.is_empty()) {
            let given = (given.text.as_ref(), &Prefixes::default());
            let is_given = value::compare(self.schema, ty, given, (&b, &other.prefixes)).is_ok();
            return if is_given { self.count(Form::Given) } else { Err("another value") };
        }
        self.compared(ty, (&a, &one.prefixes), (&b, &other.prefixes))
    }

    fn compared(
        &mut self,
        ty: TypeRef,
        one: (&str, &Prefixes),
        other: (&str, &Prefixes),
    ) -> Result<(), &'static str> {
        match value::compare(self.schema, ty, one, other) {
            Ok(Some(form)) => self.count(form),
            Ok(None) => Ok(()),
            Err(()) => Err("another value"),
        }
    }

    fn count(&mut self, form: Form) -> Result<(), &'static str> {
        *self.forms.entry(form).or_default() += 1;
        Ok(())
    }

    fn attributes(
        &mut self,
        one: &Node,
        other: &Node,
        complex: Option<&'s ComplexType>,
    ) -> Result<(), &'static str> {
        let told = |node: &Node| {
            let mut names: Vec<Name> =
                node.attributes.iter().map(|(name, _)| name.clone()).filter(says_something).collect();
            names.sort();
            names
        };
        let names = told(one);
        if names != told(other) {
            return Err("other attributes");
        }
        for (namespace, local) in &names {
            let value = |node: &Node| node.attribute(namespace, local).unwrap_or_default().to_owned();
            let (a, b) = (value(one), value(other));
            let ty = match (namespace.as_str(), local.as_str()) {
                (XSI, "nil") => Some(TypeRef::Builtin(Builtin::Boolean)),
                _ => complex.and_then(|complex| self.attribute_type(complex, namespace, local)),
            };
            match ty {
                Some(ty) => self.compared(ty, (&a, &one.prefixes), (&b, &other.prefixes))?,
                None if a == b => {}
                None => return Err("another value of an attribute"),
            }
        }
        Ok(())
    }

    fn attribute_type(&self, complex: &ComplexType, namespace: &str, local: &str) -> Option<TypeRef> {
        let rows = complex.attributes.start as usize..complex.attributes.end as usize;
        let declared = self.schema.attributes.get(rows)?;
        let is_it = |it: &&AttributeDeclaration| {
            it.name.local == local
                && self.schema.namespace(it.name.namespace).is_some_and(|known| known.uri == namespace)
        };
        declared.iter().find(is_it).map(|attribute| attribute.r#type)
    }

    /// Whether elements of the type hold a value.
    fn is_text(&self, ty: TypeRef) -> bool {
        match ty {
            TypeRef::Complex(id) => {
                let content = self.schema.complex_type(id).map(|complex| complex.content);
                matches!(content, Some(Content::Simple(_)))
            }
            ty => is_simple(ty),
        }
    }

    fn type_named(&self, (namespace, local): &Name) -> Option<TypeRef> {
        if namespace == XSD {
            return Builtin::from_name(local).map(TypeRef::Builtin);
        }
        let scope = self.schema.scope(self.root.scope);
        scope.types.iter().copied().find(|ty| {
            let name = match *ty {
                TypeRef::Simple(id) => self.schema.simple_type(id).and_then(|ty| ty.name.as_ref()),
                TypeRef::Complex(id) => self.schema.complex_type(id).and_then(|ty| ty.name.as_ref()),
                TypeRef::Builtin(_) => None,
            };
            name.is_some_and(|name| {
                name.local == *local
                    && self.schema.namespace(name.namespace).is_some_and(|known| known.uri == *namespace)
            })
        })
    }

    /// The declaration of an element in the content of a type: elements of one name in it have one type (Part 1, Element
    /// Declarations Consistent). `None`: only a wildcard lets it through.
    fn child(&self, complex: &ComplexType, name: &Name) -> Option<ElementId> {
        match complex.content {
            Content::Elements(group) => self.in_group(group, name),
            Content::Empty | Content::Simple(_) => None,
        }
    }

    fn in_group(&self, group: GroupId, name: &Name) -> Option<ElementId> {
        let rows = self.schema.group(group)?.particles;
        let particles = self.schema.particles.get(rows.start as usize..rows.end as usize)?;
        particles.iter().find_map(|particle| match particle.term {
            Term::Element(id) => {
                let substitutes = self.schema.element(id).map(|it| it.substitutes.as_ref());
                let all = std::iter::once(&id).chain(substitutes.unwrap_or_default());
                all.copied().find(|id| self.is_named(*id, name))
            }
            Term::Group(id) => self.in_group(id, name),
            Term::Any(_) => None,
        })
    }

    fn is_named(&self, id: ElementId, (namespace, local): &Name) -> bool {
        self.schema.element(id).is_some_and(|element| {
            element.name.local == *local
                && self.schema.namespace(element.name.namespace).is_some_and(|known| known.uri == *namespace)
        })
    }
}

fn is_simple(ty: TypeRef) -> bool {
    !matches!(ty, TypeRef::Complex(_) | TypeRef::Builtin(Builtin::AnyType))
}

/// Hints where schemas are don't; `xsi:type` has been compared before.
fn says_something((namespace, local): &Name) -> bool {
    namespace != XSI || !(local.ends_with("chemaLocation") || local == "type")
}

#[cfg(test)]
mod tests {
    use super::{Form, compare};
    use rivta_schema::documents::Documents;
    use rivta_schema::resolved::resolve;
    use rivta_schema::tables::compile;

    const CONTENT: &str = "<xs:sequence>\
        <xs:element name='t' type='xs:string' minOccurs='0'/>\
        <xs:element name='n' type='xs:decimal' minOccurs='0'/>\
        <xs:element name='b' type='xs:boolean' minOccurs='0'/>\
        <xs:element name='q' type='xs:QName' minOccurs='0'/>\
        <xs:element name='f' type='xs:string' fixed='x' minOccurs='0'/>\
        <xs:element name='l' minOccurs='0'><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType></xs:element>\
        <xs:any namespace='##other' processContents='lax' minOccurs='0'/></xs:sequence>\
        <xs:attribute name='d' type='xs:dateTime'/><xs:attribute name='s' type='xs:token'/>";

    /// The forms, or where the two differ.
    fn compared(one: &str, other: &str) -> Result<Vec<(String, usize)>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.xsd");
        let schema = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'><xs:complexType>{CONTENT}\
             </xs:complexType></xs:element></xs:schema>"
        );
        std::fs::write(&file, schema).unwrap();
        let tables = compile(&resolve(&Documents::load([file]).unwrap()).unwrap()).unwrap();
        let root = tables.root(rivta_xml::schema::ScopeId(0), "", "r").unwrap();
        let forms = compare(one, other, &root)?;
        Ok(forms.into_iter().map(|(form, count)| (form.to_string(), count)).collect())
    }

    fn is_one_form(one: &str, other: &str, form: &Form) {
        assert_eq!(compared(one, other), Ok(vec![(form.to_string(), 1)]), "{one} {other}");
    }

    #[test]
    fn prefixes_order_of_attributes_references_and_white_space_between_elements_say_nothing() {
        let one = "<r d='2026-01-01T00:00:00' s='x'>\n <t>t &amp; u</t>\n</r>";
        let other =
            "<?xml version='1.0'?><r s='x' d='2026-01-01T00:00:00'><t><![CDATA[t & u]]></t><!-- --></r>";
        assert_eq!(compared(one, other), Ok(Vec::new()));
        let (one, other) = ("<r><a xmlns='urn:a'/></r>", "<r xmlns:n='urn:a'><n:a/></r>");
        assert_eq!(compared(one, other), Ok(Vec::new()));
    }

    #[test]
    fn one_value_in_two_forms_is_told_by_its_type() {
        is_one_form("<r><n>1.0</n></r>", "<r><n>1</n></r>", &Form::Lexical("decimal"));
        is_one_form("<r><b>1</b></r>", "<r><b>true</b></r>", &Form::Lexical("boolean"));
        is_one_form("<r><l>01 2</l></r>", "<r><l>1 2</l></r>", &Form::Lexical("int"));
        is_one_form("<r><n> 1</n></r>", "<r><n>1</n></r>", &Form::WhiteSpace("decimal"));
        is_one_form("<r><f/></r>", "<r><f>x</f></r>", &Form::Given);
        let (one, other) = ("<r s=' x'/>", "<r s='x'/>");
        is_one_form(one, other, &Form::WhiteSpace("token"));
        let (one, other) = ("<r d='2026-01-01T00:00:00Z'/>", "<r d='2026-01-01T00:00:00.0+00:00'/>");
        is_one_form(one, other, &Form::Lexical("dateTime"));
        let (one, other) = ("<r xmlns:a='urn:a'><q>a:x</q></r>", "<r xmlns:b='urn:a'><q>b:x</q></r>");
        is_one_form(one, other, &Form::Lexical("QName"));
    }

    #[test]
    fn a_simple_type_need_not_be_named() {
        let with = |ty: &str| {
            let declared = "xmlns:x='http://www.w3.org/2001/XMLSchema' \
                xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";
            format!("<r {declared}><t i:type='x:{ty}'/></r>")
        };
        is_one_form(&with("string"), "<r><t/></r>", &Form::DeclaredType);
        is_one_form(&with("token"), "<r><t/></r>", &Form::NarrowerType);
        assert!(compared(&with("none"), "<r><t/></r>").is_err());
        assert!(compared("<r><t/></r>", &with("string")).is_err());
        assert!(compared(&with("string"), &with("token")).is_err());
    }

    #[test]
    fn another_value_is_a_difference_and_so_is_what_looks_alike_in_a_string() {
        let differing = [
            ("<r><t>1</t></r>", "<r><t>true</t></r>"),
            ("<r><t>a </t></r>", "<r><t>a</t></r>"),
            ("<r><n>1</n></r>", "<r><n>2</n></r>"),
            ("<r><f/></r>", "<r><f>y</f></r>"),
            ("<r><l>1 2</l></r>", "<r><l>1</l></r>"),
            ("<r xmlns:a='urn:a'><q>a:x</q></r>", "<r xmlns:a='urn:b'><q>a:x</q></r>"),
            ("<r d='2026-01-01T00:00:00Z'/>", "<r d='2026-01-01T00:00:00+01:00'/>"),
        ];
        for (one, other) in differing {
            assert!(compared(one, other).is_err(), "{one} {other}");
        }
    }

    #[test]
    fn what_is_missing_added_or_elsewhere_is_a_difference() {
        let differing = [
            ("<r><t/></r>", "<r/>"),
            ("<r><t/><n>1</n></r>", "<r><n>1</n><t/></r>"),
            ("<r s='1'/>", "<r/>"),
            ("<r xmlns='urn:a'/>", "<r/>"),
            (
                "<r><t xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='xs:token'/></r>",
                "<r><t/></r>",
            ),
            ("<r><a xmlns='urn:a'> x</a></r>", "<r><a xmlns='urn:a'>x</a></r>"),
            ("<r><a xmlns='urn:a'><b/> </a></r>", "<r><a xmlns='urn:a'><b/></a></r>"),
        ];
        for (one, other) in differing {
            assert!(compared(one, other).is_err(), "{one} {other}");
        }
        assert_eq!(compared("<r><t>1</t></r>", "<r><t>2</t></r>"), Err("r/t: another value".to_owned()));
    }
}
