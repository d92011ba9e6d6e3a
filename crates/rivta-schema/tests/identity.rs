//! Identity constraints (XML Schema Part 1, section 3.11): what they lead to, what they compare, how far keys are seen.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

mod support;

use std::fmt::Write;

use rivta_schema::Package;
use rivta_xml::{Limits, XmlErrorKind, validate_document};
use support::{load, verdicts};

#[test]
fn keys_are_found_through_prefixes_and_by_their_own_namespace() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:choice maxOccurs='unbounded'>
           <xs:element name='k' type='xs:int' form='qualified'/><xs:element name='r' type='xs:int'/></xs:choice>
           </xs:complexType>
           <xs:key name='key'><xs:selector xpath=' t:k '/><xs:field xpath='.'/></xs:key>
           <xs:keyref name='ref' refer='t:key'><xs:selector xpath='r'/><xs:field xpath='.'/></xs:keyref></xs:element>",
        &[],
    )
    .expect("a package");
    assert_eq!(
        verdicts(
            &package,
            [
                "<t:e xmlns:t='urn:t'><t:k>1</t:k><r>01</r></t:e>",
                "<t:e xmlns:t='urn:t'><t:k>1</t:k><r>2</r></t:e>",
                "<t:e xmlns:t='urn:t'><t:k>1</t:k><t:k>+1</t:k></t:e>",
            ]
        ),
        [true, false, false]
    );
}

/// A root whose items have an attribute `a`, up to three numbers `n` and anything of type `xs:anyType`, with a constraint on
/// the items.
fn items(kind: &str, field: &str, nillable: bool) -> String {
    format!(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='i' maxOccurs='9'><xs:complexType>
         <xs:sequence><xs:element name='n' type='xs:int' nillable='{nillable}' minOccurs='0' maxOccurs='3'/>
         <xs:element name='any' minOccurs='0'/></xs:sequence><xs:attribute name='a' type='xs:decimal'/>
         <xs:attribute name='b' type='xs:decimal'/></xs:complexType></xs:element></xs:sequence></xs:complexType>
         <xs:{kind} name='k'><xs:selector xpath='i'/><xs:field xpath='{field}'/></xs:{kind}></xs:element>"
    )
}

fn verdict(schema: &str, content: &str) -> bool {
    let package = load(schema, &[]).expect("a package");
    let xsi = "http://www.w3.org/2001/XMLSchema-instance";
    let document = format!(
        "<t:e xmlns:t='urn:t' xmlns:xsi='{xsi}' xmlns:xs='http://www.w3.org/2001/XMLSchema'>{content}</t:e>"
    );
    verdicts(&package, [&*document]) == [true]
}

#[test]
fn a_field_is_one_value_at_most() {
    for (field, content, expected) in [
        ("n", "<i><n>1</n></i><i><n>2</n></i><i/>", true),
        ("n", "<i><n>1</n><n>2</n></i>", false),
        ("n|@a", "<i a='1'/><i><n>2</n></i>", true),
        ("n|@a", "<i a='1'><n>2</n></i>", false),
        // The same node by two paths is one node.
        ("n|*", "<i><n>1</n></i>", true),
        ("@*", "<i a='1'/><i b='2'/>", true),
        ("@*", "<i a='1'/><i b='1.0'/>", false),
        ("@*", "<i a='1' b='2'/>", false),
    ] {
        assert_eq!(verdict(&items("unique", field, false), content), expected, "{field} {content}");
    }
}

#[test]
fn a_field_has_a_simple_type() {
    assert!(verdict(&items("unique", "any", false), "<i/>"));
    assert!(!verdict(&items("unique", "any", false), "<i><any>1</any></i>"));
    assert!(!verdict(&items("unique", ".", false), "<i/>"));
    // What xsi:type says counts.
    assert!(verdict(&items("unique", "any", false), "<i><any xsi:type='xs:int'>1</any></i>"));
}

#[test]
fn a_key_has_no_field_that_may_be_nil() {
    let content = "<i><n>1</n></i>";
    assert!(verdict(&items("key", "n", false), content));
    assert!(!verdict(&items("key", "n", true), content));
    assert!(verdict(&items("unique", "n", true), content));
}

#[test]
fn constraints_lead_to_what_wildcards_let_through() {
    let schema = "<xs:element name='e'><xs:complexType><xs:sequence>
        <xs:any maxOccurs='9' namespace='##local' processContents='lax'/></xs:sequence></xs:complexType>
        <xs:unique name='k'><xs:selector xpath='*'/><xs:field xpath='.'/></xs:unique></xs:element>";
    assert!(verdict(schema, "<x xsi:type='xs:int'>1</x><y xsi:type='xs:decimal'>1.5</y>"));
    assert!(!verdict(schema, "<x xsi:type='xs:int'>1</x><y xsi:type='xs:decimal'>1.0</y>"));
}

/// Sections with keys of their own, and references to them from the root.
const SECTIONS: &str = "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='t:s' maxOccurs='unbounded'/>
    <xs:element name='r' type='xs:int' minOccurs='0' maxOccurs='9'/></xs:sequence></xs:complexType>
    <xs:keyref name='ref' refer='t:key'><xs:selector xpath='r'/><xs:field xpath='.'/></xs:keyref></xs:element>
    <xs:element name='s'><xs:complexType><xs:sequence><xs:element name='k' type='xs:int' minOccurs='0' maxOccurs='9'/>
    <xs:element ref='t:s' minOccurs='0' maxOccurs='9'/></xs:sequence></xs:complexType>
    <xs:key name='key'><xs:selector xpath='k'/><xs:field xpath='.'/></xs:key></xs:element>";

#[test]
fn a_key_of_two_parts_leads_nowhere_unless_the_element_around_has_it_too() {
    for (content, expected) in [
        ("<t:s><k>1</k></t:s><t:s><k>2</k></t:s><r>1</r><r>2</r>", true),
        ("<t:s><k>1</k></t:s><t:s><k>1</k></t:s><r>1</r>", false),
        ("<t:s><k>1</k></t:s><t:s><k>1</k></t:s><t:s><k>1</k></t:s><r>1</r>", false),
        ("<t:s><k>1</k></t:s><t:s><k>1</k></t:s>", true),
        ("<t:s><k>1</k><t:s><k>1</k></t:s></t:s><r>1</r>", true),
        ("<t:s><k>1</k><t:s><k>1</k></t:s><t:s><k>1</k></t:s></t:s><r>1</r>", true),
        ("<t:s><t:s><k>1</k></t:s><t:s><k>1</k></t:s></t:s><r>1</r>", false),
        ("<t:s><t:s><k>3</k></t:s></t:s><r>3</r>", true),
    ] {
        assert_eq!(verdict(SECTIONS, content), expected, "{content}");
    }
}

/// Were the time not near linear, this would take hours.
#[test]
fn a_great_many_keys_in_a_great_many_parts_are_compared() {
    let mut content = String::new();
    for section in 0..20_000 {
        let _ = write!(content, "<t:s><k>{section}</k></t:s>");
    }
    content.push_str("<r>1</r><r>19999</r>");
    assert!(verdict(SECTIONS, &content));
    assert!(!verdict(SECTIONS, &format!("{content}<r>20000</r>")));
}

/// What ends the reading of a document by a package's only element, where a limit does.
fn limit(package: &Package, text: &str) -> Option<XmlErrorKind> {
    let scope = package.model.scope_ids().next().expect("a scope");
    let element = *package.model.scope(scope).elements.first().expect("an element");
    let errors = validate_document(text.as_bytes(), &package.root(scope, element), Limits::default());
    let last = errors.err()?.pop()?;
    matches!(last.kind, XmlErrorKind::Limit { .. }).then_some(last.kind)
}

const TOO_MANY: XmlErrorKind = XmlErrorKind::Limit { what: "octets of keys", limit: 64 << 20 };

#[test]
fn keys_are_kept_up_to_their_limit() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='k' type='xs:string' maxOccurs='9'/>
         </xs:sequence></xs:complexType>
         <xs:unique name='u'><xs:selector xpath='k'/><xs:field xpath='.'/></xs:unique></xs:element>",
        &[],
    )
    .expect("a package");
    // The constraint and the two keys take 64 octets each beside the keys `string:a` and `string:bbb...`.
    let most = (64 << 20) - 3 * 64 - "string:a".len() - "string:".len();
    let document =
        |length: usize| format!("<t:e xmlns:t='urn:t'><k>a</k><k>{}</k></t:e>", "b".repeat(length));
    assert_eq!(limit(&package, &document(most)), None);
    assert_eq!(limit(&package, &document(most + 1)), Some(TOO_MANY));
}

/// Were all keys kept, this would need gigabytes.
#[test]
fn keys_that_each_of_many_elements_around_them_keeps_are_limited() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='t:e' minOccurs='0'/>
         <xs:element name='k' type='xs:string' minOccurs='0' maxOccurs='unbounded'/></xs:sequence></xs:complexType>
         <xs:key name='key'><xs:selector xpath='.//k'/><xs:field xpath='.'/></xs:key>
         <xs:keyref name='ref' refer='t:key'><xs:selector xpath='.//k'/><xs:field xpath='.'/></xs:keyref>
         </xs:element>",
        &[],
    )
    .expect("a package");
    let document = |keys: usize| {
        let keys: String = (0..keys).map(|key| format!("<k>{key}</k>")).collect();
        format!("<t:e xmlns:t='urn:t'>{}{keys}{}</t:e>", "<t:e>".repeat(97), "</t:e>".repeat(97))
    };
    assert_eq!(limit(&package, &document(1_000)), None);
    assert_eq!(limit(&package, &document(100_000)), Some(TOO_MANY));
}

/// Keys of one part are not kept for the next.
#[test]
fn keys_that_nothing_asks_for_any_more_do_not_count() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='s' maxOccurs='9'><xs:complexType>
         <xs:sequence><xs:element name='k' type='xs:string' maxOccurs='9'/></xs:sequence></xs:complexType>
         <xs:unique name='u'><xs:selector xpath='k'/><xs:field xpath='.'/></xs:unique></xs:element></xs:sequence>
         </xs:complexType></xs:element>",
        &[],
    )
    .expect("a package");
    let part = format!("<s><k>{}</k></s>", "b".repeat(30 << 20));
    assert_eq!(limit(&package, &format!("<t:e xmlns:t='urn:t'>{}</t:e>", part.repeat(3))), None);
}
