//! What the reader accepts, refuses and says.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use std::borrow::Cow::Borrowed;

use rivta_xml::schema::row::{NO_BLOCK, complex, group, name, namespace, plain, rows, wildcard};
use rivta_xml::schema::{
    Builtin, ComplexType, ComplexTypeId, Compositor, Content, Derivation, ElementDeclaration, ElementId,
    Group, GroupId, NamespaceId, Particle, ProcessContents, Root, Schema, SchemaNamespace, Scope, ScopeId,
    Term, TypeRef, UNBOUNDED, Wildcard, WildcardId, WildcardNamespaces,
};
use rivta_xml::{
    AnyElement, AnyElements, Limits, WriteError, XmlError, XmlErrorKind, XmlReader, XmlType, XmlWriter,
    read_document, read_partial, validate_document, write_document,
};

/// A schema as the generator writes it, by hand: order has id, lines (1 to 3), urgent?, extension point.
static SCHEMA: Schema = Schema {
    namespaces: Borrowed(&NAMESPACES),
    elements: Borrowed(&ELEMENTS),
    complex_types: Borrowed(&COMPLEX_TYPES),
    groups: Borrowed(&GROUPS),
    particles: Borrowed(&PARTICLES),
    wildcards: Borrowed(&WILDCARDS),
    scopes: Borrowed(&SCOPES),
    ..Schema::EMPTY
};
static NAMESPACES: [SchemaNamespace; 2] = [namespace("", ""), namespace("t", "urn:test")];
static ELEMENTS: [ElementDeclaration; 4] = [
    plain(1, "order", ORDER),
    plain(1, "id", TypeRef::Builtin(Builtin::String)),
    plain(1, "line", TypeRef::Builtin(Builtin::Int)),
    plain(1, "urgent", TypeRef::Builtin(Builtin::Boolean)),
];
static COMPLEX_TYPES: [ComplexType; 1] = [complex(
    Some(name(1, "OrderType")),
    TypeRef::Builtin(Builtin::AnyType),
    Derivation::Restriction,
    false,
    NO_BLOCK,
    false,
    rows(0, 0),
    None,
    Content::Elements(GroupId(0)),
)];
static GROUPS: [Group; 1] = [group(Compositor::Sequence, rows(0, 4), false)];
static PARTICLES: [Particle; 4] = [
    Particle::new(Term::Element(ElementId(1)), 1, 1),
    Particle::new(Term::Element(ElementId(2)), 1, 3),
    Particle::new(Term::Element(ElementId(3)), 0, 1),
    Particle::new(Term::Any(WildcardId(0)), 0, UNBOUNDED),
];
static WILDCARDS: [Wildcard; 1] = [wildcard(WildcardNamespaces::Other(NamespaceId(1)), ProcessContents::Lax)];
static SCOPES: [Scope; 1] =
    [Scope { elements: Borrowed(&[ElementId(0)]), types: Borrowed(&[ORDER]), attributes: Borrowed(&[]) }];
const ORDER: TypeRef = TypeRef::Complex(ComplexTypeId(0));
const ROOT: Root<'static> = Root { schema: &SCHEMA, scope: ScopeId(0), element: ElementId(0) };

/// A generated type as the generator writes it, by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    id: String,
    line: Vec<i32>,
    urgent: Option<bool>,
    any: AnyElements,
}

impl XmlType for Order {
    fn read(reader: &mut XmlReader<'_>) -> Option<Self> {
        let (mut id, mut line, mut urgent, mut any) = (None, Vec::new(), None, AnyElements::default());
        while let Some(slot) = reader.next() {
            match slot {
                0 => id = reader.value(),
                1 => reader.append(&mut line),
                2 => urgent = reader.value(),
                _ => reader.capture(&mut any),
            }
        }
        Some(Self { id: id?, line, urgent, any })
    }

    fn write(&self, writer: &mut XmlWriter<'_>) {
        writer.one(0, &self.id);
        writer.many(1, &self.line);
        writer.optional(2, self.urgent.as_ref());
        writer.any(3, &self.any);
    }
}

fn read(document: &str) -> Result<Order, Vec<String>> {
    read_octets(document.as_bytes())
}

fn read_octets(document: &[u8]) -> Result<Order, Vec<String>> {
    let read = read_document(document, &ROOT, Limits::default());
    // Whoever only validates is told the same, but keeps nothing that could be too much.
    let validated = validate_document(document, &ROOT, Limits::default());
    let kept = |error: &XmlError| {
        matches!(error.kind, XmlErrorKind::Limit { what: "octets of unknown elements", .. })
    };
    if !read.as_ref().is_err_and(|errors| errors.iter().any(kept)) {
        assert_eq!(read.as_ref().err(), validated.as_ref().err());
    }
    read.map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn write(order: &Order) -> String {
    write_document(order, &ROOT, &[NamespaceId(1)]).expect("a valid value")
}

fn order() -> Order {
    Order { id: "A & B".to_owned(), line: vec![1, 2], urgent: None, any: AnyElements::default() }
}

#[track_caller]
fn refused(document: &str, expected: &[&str]) {
    let errors = read(document).expect_err("is invalid");
    assert_eq!(errors, expected);
}

const VALID: &str = r#"<order xmlns="urn:test"><id>A &amp; B</id><line>1</line><line>2</line></order>"#;

#[test]
fn any_prefix_is_as_good() {
    for document in [
        VALID,
        r#"<x:order xmlns:x="urn:test"><x:id>A &amp; B</x:id><x:line>1</x:line><x:line>2</x:line></x:order>"#,
        r#"<x:order xmlns:x="urn:test"><id xmlns="urn:test">A &#38; B</id><y:line xmlns:y="urn:test">1</y:line><x:line>2</x:line></x:order>"#,
        r#"<x:order xmlns:x="urn:&#116;est"><x:id>A &amp; B</x:id><x:line>1</x:line><x:line>2</x:line></x:order>"#,
    ] {
        assert_eq!(read(document), Ok(order()), "{document}");
    }
}

#[test]
fn markup_between_does_not_matter() {
    let document = "\u{FEFF}<?xml version='1.0' encoding=\"utf-8\"?>\r\n<!-- a --><?pi x?>\n<order xmlns='urn:test' >\r\n  <id>A <!-- \
                    inside -->&amp;<![CDATA[ B]]></id ><line>\n 1\t</line><!-- b -->&#xD;&#32;<line>+02</line>\n</order>\n<!-- c -->\n";
    assert_eq!(read(document), Ok(order()));
}

#[test]
fn utf_16_is_understood_with_and_without_byte_order_mark() {
    let document = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{VALID}");
    let big: Vec<u8> = document.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_octets(&big), Ok(order()));
    assert_eq!(read_octets(&little), Ok(order()));
    assert_eq!(read_octets(&[&[0xFE, 0xFF], &big[..]].concat()), Ok(order()));
    assert_eq!(read_octets(&[&[0xFF, 0xFE], &little[..]].concat()), Ok(order()));
}

#[test]
fn wrong_encodings_are_refused() {
    let latin =
        [b"<?xml version='1.0' encoding='ISO-8859-1'?><order>".as_slice(), &[0xE5], b"</order>"].concat();
    assert_eq!(
        read_octets(&latin).unwrap_err(),
        [
            "line 1, column 1, the XML declaration names an encoding that is not understood; send UTF-8 or UTF-16"
        ]
    );
    assert_eq!(
        read_octets(b"<order>\n\xFF</order>").unwrap_err(),
        ["line 2, column 1, octets that are not UTF-8; send UTF-8 or UTF-16"]
    );
    assert_eq!(
        read("<?xml version='1.0' encoding='UTF-16'?><order/>").unwrap_err(),
        [
            "line 1, column 1, the XML declaration names another encoding than the document's, UTF-8; send UTF-8 or UTF-16"
        ]
    );
    assert_eq!(
        read_octets(&[0xFF, 0xFE, b'<', 0, b'a']).unwrap_err(),
        ["line 1, column 2, half a UTF-16 unit at the end; send UTF-8 or UTF-16"]
    );
}

#[test]
fn every_error_is_found_in_one_run() {
    refused(
        "<order xmlns='urn:test'>\n  <line>x</line>\n  <line>2</line><line>3</line><line>4</line>\n  <urgent>ja</urgent>stray\n</order>",
        &[
            "line 2, column 3, order/line: unexpected element line in namespace urn:test; expected id",
            "line 2, column 3, order/line[1]: expected a whole number from -2147483648 to 2147483647",
            "line 3, column 31, order/line: unexpected element line in namespace urn:test; expected urgent",
            "line 4, column 3, order/urgent: expected true, false, 1 or 0",
            "line 4, column 22, order: unexpected text; expected elements only",
        ],
    );
}

#[test]
fn missing_elements_are_named_where_they_are_missed() {
    refused(
        "<order xmlns='urn:test'>\n<id>1</id>\n</order>",
        &["line 3, column 1, order: missing element; expected line"],
    );
    refused(
        "<order xmlns='urn:test'/>",
        &[
            "line 1, column 1, order: missing element; expected id",
            "line 1, column 1, order: missing element; expected line",
        ],
    );
}

#[test]
fn a_wrong_namespace_is_no_match() {
    refused(
        "<order xmlns='urn:test'><id xmlns=''>1</id><line>1</line></order>",
        &[
            "line 1, column 25, order/id: unexpected element id in no namespace; expected id in namespace urn:test",
            "line 1, column 44, order/line: unexpected element line in namespace urn:test; expected id",
        ],
    );
    refused(
        "<order xmlns='urn:other'/>",
        &[
            "line 1, column 1, order: unexpected element order in namespace urn:other; expected order in namespace urn:test",
        ],
    );
}

#[test]
fn a_valid_rest_is_read_for_diagnostics() {
    let document = "<order xmlns='urn:test'><id>1</id><line>x</line><line>2</line><urgent>x</urgent></order>";
    let (partial, errors) = read_partial::<Order>(document.as_bytes(), &ROOT, Limits::default());
    assert_eq!(
        partial,
        Some(Order { id: "1".to_owned(), line: vec![2], urgent: None, any: AnyElements::default() })
    );
    assert_eq!(errors.len(), 2);
}

#[test]
fn unknown_elements_survive_a_round_trip() {
    let document = "<t:order xmlns:t='urn:test' xmlns:a='urn:a' xmlns:unused='urn:u'><t:id>1</t:id><t:line>1</t:line>\
                    <a:more a:x='1'>&lt;<![CDATA[<]]><b xmlns='urn:b' xmlns:q='urn:q' q:z='&quot;'>a:v</b></a:more>\
                    <c xmlns='urn:c'/></t:order>";
    let first = read(document).expect("is valid");
    let kept: Vec<_> = first
        .any
        .iter()
        .map(|element| (element.namespace().into_owned(), element.local_name(), element.as_xml()))
        .collect();
    assert_eq!(
        kept,
        [
            (
                "urn:a".to_owned(),
                "more",
                "<a:more xmlns:a=\"urn:a\" a:x='1'>&lt;<![CDATA[<]]><b xmlns='urn:b' xmlns:q='urn:q' q:z='&quot;'>a:v</b></a:more>"
            ),
            ("urn:c".to_owned(), "c", "<c xmlns='urn:c'/>"),
        ]
    );
    let written = write(&first);
    assert_eq!(read(&written), Ok(first));
}

#[test]
fn prefixes_in_values_are_found_behind_whatever_stands_before_them() {
    let document = "<t:order xmlns:t='urn:test' xmlns:å='urn:å' xmlns:b='urn:b' xmlns:c='urn:c' xmlns:d='urn:d'><t:id>1</t:id>\
                    <t:line>1</t:line><x xmlns='urn:x'>…å:v «b:v x-c:v</x></t:order>";
    let order = read(document).expect("is valid");
    let kept: Vec<_> = order.any.iter().map(|element| element.as_xml()).collect();
    assert_eq!(kept, ["<x xmlns:å=\"urn:å\" xmlns:b=\"urn:b\" xmlns='urn:x'>…å:v «b:v x-c:v</x>"]);
}

#[test]
fn the_name_of_a_kept_element_is_read_from_its_start_tag() {
    let name = |xml: &str| {
        let element = AnyElement::parse(xml).expect("is well-formed");
        (element.namespace().into_owned(), element.local_name().to_owned())
    };
    assert_eq!(name("<a:x y='a/>b' xmlns:a='u&amp;v'/>"), ("u&v".to_owned(), "x".to_owned()));
    assert_eq!(name("<x\n\txmlns:x='urn:x'><a xmlns='urn:a'/></x>"), (String::new(), "x".to_owned()));
    assert_eq!(name("<xml:x/>"), ("http://www.w3.org/XML/1998/namespace".to_owned(), "x".to_owned()));
}

#[test]
fn a_name_has_no_empty_part() {
    for name in [":order", "order:", "t:", "t:order:x", ":"] {
        let error = read(&format!("<{name} xmlns='urn:test' xmlns:t='urn:test'/>")).unwrap_err();
        assert_eq!(error.len(), 1, "{name}: {error:?}");
        assert!(
            error[0].contains("not well-formed XML: an element whose name is no XML name"),
            "{name}: {error:?}"
        );
    }
}

#[test]
fn a_long_namespace_is_not_kept_for_every_element_that_has_it() {
    let uri = "u".repeat(1 << 20);
    let elements = "<a:x/>".repeat(800);
    let document =
        format!("<order xmlns='urn:test' xmlns:a='{uri}'><id>1</id><line>1</line>{elements}</order>");
    assert!(read(&document).unwrap_err()[0].ends_with("more than 8388608 octets of unknown elements"));
}

#[test]
fn what_an_unknown_element_uses_is_declared_in_it_once() {
    let document = "<t:order xmlns:t='urn:test' xmlns:a='urn:a' xmlns:b='urn:b' xmlns='urn:d'><t:id>1</t:id><t:line>1</t:line>\
                    <x a:y='b:v'/><a:z xmlns:a='urn:z' xmlns=''/></t:order>";
    let order = read(document).expect("is valid");
    let kept: Vec<_> =
        order.any.iter().map(|element| (element.namespace().into_owned(), element.as_xml())).collect();
    assert_eq!(
        kept,
        [
            ("urn:d".to_owned(), "<x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" a:y='b:v'/>"),
            ("urn:z".to_owned(), "<a:z xmlns:a='urn:z' xmlns=''/>"),
        ]
    );
}

#[test]
fn the_extension_point_takes_no_element_of_its_own_or_of_no_namespace() {
    refused(
        "<order xmlns='urn:test'><id>1</id><line>1</line><more/></order>",
        &[
            "line 1, column 49, order/more: unexpected element more in namespace urn:test; expected line or urgent",
        ],
    );
    refused(
        "<t:order xmlns:t='urn:test'><t:id>1</t:id><t:line>1</t:line><more/></t:order>",
        &["line 1, column 61, order/more: unexpected element more in no namespace; expected line or urgent"],
    );
}

#[test]
fn attributes_are_checked() {
    let xsi =
        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xs='http://www.w3.org/2001/XMLSchema'";
    for accepted in [
        "xml:lang='sv'",
        "xsi:type='OrderType'",
        "xsi:type=' t:OrderType ' xmlns:t='urn:test'",
        "xsi:schemaLocation='urn:test order.xsd'",
    ] {
        let document = format!(
            "<order xmlns='urn:test' {xsi} {accepted}><id xsi:type='xs:string'>1</id><line>1</line></order>"
        );
        assert!(read(&document).is_ok(), "{accepted}: {:?}", read(&document));
    }
    for (attribute, error) in [
        ("more='1'", "unexpected attribute more; leave it out"),
        ("xs:more='1'", "unexpected attribute xs:more; leave it out"),
        ("xsi:more='1'", "unexpected attribute xsi:more; leave it out"),
        ("xsi:nil='true'", "xsi:nil on an element that is not nillable; leave the element out"),
        ("xsi:type='xs:string'", "xsi:type is not OrderType nor derived from it; leave it out"),
    ] {
        let document = format!("<order xmlns='urn:test' {xsi} {attribute}><id>1</id><line>1</line></order>");
        assert_eq!(read(&document).unwrap_err(), [format!("line 1, column 1, order: {error}")]);
    }
}

#[test]
fn a_type_derived_from_the_declared_one_narrows_the_value() {
    let document = |id: &str, ty: &str, line: &str| {
        format!(
            "<order xmlns='urn:test' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
             xmlns:xs='http://www.w3.org/2001/XMLSchema'><id xsi:type='xs:{ty}'>{id}</id>\
             <line xsi:type='xs:{line}'>127</line></order>"
        )
    };
    for (id, ty, read_as) in [
        (" a  b ", "string", " a  b "),
        (" a\tb ", "normalizedString", " a b "),
        (" a  b ", "token", "a b"),
        ("sv-SE", "language", "sv-SE"),
        ("1a", "NMTOKEN", "1a"),
        ("a:b", "Name", "a:b"),
        ("a", "NCName", "a"),
    ] {
        assert_eq!(read(&document(id, ty, "byte")).expect(ty).id, read_as, "{ty}");
    }
    for (id, ty, line) in [
        ("å-", "language", "int"),
        ("a b", "NMTOKEN", "int"),
        ("1a", "Name", "int"),
        ("a:b", "NCName", "int"),
    ] {
        let errors = read(&document(id, ty, line)).unwrap_err();
        assert!(errors[0].starts_with("line 1, column 123, order/id: expected a"), "{errors:?}");
    }
    for (ty, line) in
        [("int", "int"), ("anyURI", "int"), ("string", "string"), ("string", "long"), ("string", "nothing")]
    {
        assert!(read(&document("1", ty, line)).unwrap_err()[0].contains("xsi:type is not"), "{ty} {line}");
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let wrap = |inner: &str| format!("<order xmlns='urn:test'><id>{inner}</id><line>1</line></order>");
    for document in [
        String::new(),
        " ".to_owned(),
        "text".to_owned(),
        "<order xmlns='urn:test'>".to_owned(),
        format!("{VALID}{VALID}"),
        format!("{VALID}x"),
        format!("x{VALID}"),
        format!("{VALID}<![CDATA[]]>"),
        format!("{VALID}&#32;"),
        format!(" <?xml version='1.0'?>{VALID}"),
        format!("<?xml encoding='UTF-8'?>{VALID}"),
        format!("<?xml version='1.0' standalone='maybe'?>{VALID}"),
        format!("<?xml version='1.0' standalone='yes' encoding='UTF-8'?>{VALID}"),
        format!("<?XML version='1.0'?>{VALID}"),
        wrap("<"),
        wrap("&"),
        wrap("&amp"),
        wrap("&unknown;"),
        wrap("&#0;"),
        wrap("&#x1F;"),
        wrap("&#xFFFE;"),
        wrap("&#-1;"),
        wrap("&#+1;"),
        wrap("&#;"),
        wrap("\u{1}"),
        wrap("\u{FFFE}"),
        wrap("]]>"),
        wrap("<!-- -- -->"),
        wrap("<!-- --->"),
        wrap("<? ?>"),
        wrap("<a:b:c xmlns:a='urn:a'/>"),
        wrap("<undeclared:a/>"),
        wrap("<a undeclared:b='1'/>"),
        wrap("<a b='1'c='2'/>"),
        wrap("<a b/>"),
        wrap("<a b=1/>"),
        wrap("<a b='<'/>"),
        wrap("<a b='&'/>"),
        wrap("<a b='1' b='2'/>"),
        wrap("<a xmlns:p='urn:p' xmlns:q='urn:p' p:b='1' q:b='2'/>"),
        wrap("<a xmlns='urn:a' xmlns='urn:b'/>"),
        wrap("<a xmlns:xml='urn:a'/>"),
        wrap("<a xmlns:xmlns='urn:a'/>"),
        wrap("<a xmlns:p=''/>"),
        wrap("<1/>"),
        wrap("< a/>"),
        wrap("<a></ a>"),
        wrap("<a></b>"),
        wrap("<a></a b='1'>"),
        wrap("<xmlns:a/>"),
    ] {
        let errors = read(&document).expect_err(&document);
        let last = errors.last().expect("says why");
        assert!(last.contains("not well-formed XML") || last.contains("encoding"), "{document}: {errors:?}");
    }
}

#[test]
fn a_document_type_is_refused_before_it_is_expanded() {
    let bomb = "<!DOCTYPE order [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><order xmlns='urn:test'>&b;</order>";
    refused(
        bomb,
        &["line 1, column 1, a document type declaration is not accepted; leave out <!DOCTYPE ...>"],
    );
}

#[test]
fn limits_hold_just_outside_and_not_just_inside() {
    let nested = |levels: usize| {
        let inner = levels - 1;
        format!(
            "<order xmlns='urn:test'><id>1</id><line>1</line>{}{}</order>",
            "<a xmlns='urn:a'>".repeat(inner),
            "</a>".repeat(inner)
        )
    };
    assert!(read(&nested(100)).is_ok());
    assert!(read(&nested(101)).unwrap_err()[0].ends_with("more than 100 levels of elements"));

    let attributes = |count: usize| {
        let more: String = (1..count).map(|n| format!(" a{n}=''")).collect();
        format!("<order xmlns='urn:test'><id>1</id><line>1</line><a xmlns='urn:a'{more}/></order>")
    };
    assert!(read(&attributes(100)).is_ok());
    assert!(read(&attributes(101)).unwrap_err()[0].ends_with("more than 100 attributes"));

    let declarations = |count: usize| {
        let nested = |n: usize| {
            format!(
                "<a xmlns='urn:a' {}>",
                (1..n).map(|n| format!(" xmlns:a{n}='urn:{n}'")).collect::<String>()
            )
        };
        let (outer, inner) = (nested(64), nested(count - 64 - 1));
        format!("<order xmlns='urn:test'><id>1</id><line>1</line>{outer}{inner}</a></a></order>")
    };
    assert!(read(&declarations(128)).is_ok());
    assert!(
        read(&declarations(129)).unwrap_err()[0].ends_with("more than 128 namespace declarations in scope")
    );

    let unknown = |octets: usize| {
        let text = "x".repeat(octets - "<a xmlns='urn:a'></a>".len());
        format!("<order xmlns='urn:test'><id>1</id><line>1</line><a xmlns='urn:a'>{text}</a></order>")
    };
    assert!(read(&unknown(8 << 20)).is_ok());
    assert!(
        read(&unknown((8 << 20) + 1)).unwrap_err()[0]
            .ends_with("more than 8388608 octets of unknown elements")
    );

    let errors = |count: usize| {
        let wrong = "<x xmlns=''/>".repeat(count);
        read(&format!("<order xmlns='urn:test'><id>1</id>{wrong}<line>1</line></order>")).unwrap_err()
    };
    assert_eq!(errors(99).len(), 99);
    let most = errors(5000);
    assert_eq!(most.len(), 101);
    assert!(most[100].ends_with("more than 100 errors"));
}

#[test]
fn text_is_written_so_that_it_reads_back_equal() {
    let id = "<&>\"' \r\n\t ]]> å \u{10FFFF}";
    let order =
        Order { id: id.to_owned(), line: vec![i32::MIN], urgent: Some(true), any: AnyElements::default() };
    assert_eq!(read(&write(&order)), Ok(order));
}

#[test]
fn characters_that_xml_does_not_admit_are_refused() {
    for forbidden in ["\u{1}", "a\u{FFFE}", "\u{FFFF}b"] {
        let order = Order { id: forbidden.to_owned(), ..order() };
        let errors = write_document(&order, &ROOT, &[NamespaceId(1)]).expect_err("no XML");
        assert_eq!(errors, [WriteError::Character { name: "id".to_owned() }]);
    }
    let order = Order { id: "\u{FEFF}\u{85}".to_owned(), ..order() };
    assert_eq!(read(&write(&order)).expect("is well-formed"), order);
}

#[test]
fn elements_of_a_namespace_that_may_not_stand_at_an_extension_point_are_refused() {
    let any = AnyElements::from([AnyElement::parse("<x xmlns='urn:test'/>").expect("an element")]);
    let errors = write_document(&Order { any, ..order() }, &ROOT, &[NamespaceId(1)]).expect_err("invalid");
    assert_eq!(errors, [WriteError::Wildcard { name: "x".to_owned() }]);
}

#[test]
fn line_ends_are_read_as_one_newline() {
    let read =
        read("<order xmlns='urn:test'><id>a\r\nb\rc\nd&#13;e</id><line>1</line></order>").expect("is valid");
    assert_eq!(read.id, "a\nb\nc\nd\re");
}

#[test]
fn no_value_is_in_an_error() {
    let secret = "46701234567";
    let document = format!(
        "<order xmlns='urn:test'>{secret}<id a='{secret}'><b>{secret}</b></id><line>{secret}</line>&{secret};</order>"
    );
    let errors = read(&document).unwrap_err();
    assert!(errors.len() >= 5, "{errors:?}");
    assert!(errors.iter().all(|error| !error.contains(secret)), "{errors:?}");
}

#[test]
fn what_follows_an_unescaped_less_than_is_in_no_error_unless_it_is_a_name() {
    let marker = "191212121212";
    for tag in [
        format!("{marker} Anna"),
        format!("{marker} a='1'"),
        format!("{marker}/>"),
        format!("{marker}:Anna a"),
        format!("{marker}:Anna>"),
        format!("a:{marker}>"),
        format!(":{marker}>"),
        format!("a:b:{marker}>"),
        format!(" {marker}>"),
        format!("a {marker}='1'>"),
        format!("a {marker}>"),
    ] {
        let document = format!("<order xmlns='urn:test'><id>1 <{tag}</id></order>");
        let errors = read(&document).unwrap_err();
        assert!(!errors.is_empty());
        assert!(
            errors.iter().all(|error| !error.contains(marker) && !error.contains("Anna")),
            "{tag}: {errors:?}"
        );
    }
}
