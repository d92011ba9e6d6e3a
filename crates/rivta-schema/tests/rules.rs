//! The rules of XML Schema for schemas: what breaks one is refused, with its place.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

mod support;

use support::{load, verdicts};

#[test]
fn schemas_that_break_a_rule_are_refused() {
    for (content, expected) in [
        // Types that are derived.
        ("<xs:complexType name='B' final='extension'/><xs:complexType name='T'><xs:complexContent>
          <xs:extension base='t:B'/></xs:complexContent></xs:complexType>", "{urn:t}B is final: it allows no extension"),
        ("<xs:simpleType name='B' final='list'><xs:restriction base='xs:int'/></xs:simpleType>
          <xs:simpleType name='T'><xs:list itemType='t:B'/></xs:simpleType>", "{urn:t}B is final: it allows no list"),
        ("<xs:complexType name='B' mixed='true'><xs:sequence><xs:element name='x'/></xs:sequence></xs:complexType>
          <xs:complexType name='T'><xs:complexContent><xs:extension base='t:B'><xs:sequence><xs:element name='y'/>
          </xs:sequence></xs:extension></xs:complexContent></xs:complexType>", "both or neither must be mixed"),
        ("<xs:complexType name='T'><xs:simpleContent><xs:restriction base='xs:int'/></xs:simpleContent></xs:complexType>",
          "the base type is simple"),
        ("<xs:complexType name='T'><xs:complexContent><xs:extension base='t:T'/></xs:complexContent></xs:complexType>",
          "the type is derived from itself"),
        ("<xs:simpleType name='T'><xs:list><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType></xs:list>
          </xs:simpleType>", "a list of lists"),
        // Groups that nothing refers to.
        ("<xs:group name='g'><xs:sequence><xs:group ref='t:h'/></xs:sequence></xs:group>
          <xs:group name='h'><xs:sequence><xs:group ref='t:g'/></xs:sequence></xs:group>", "contains itself"),
        ("<xs:group name='g'><xs:sequence><xs:element ref='t:x'/></xs:sequence></xs:group>", "no element {urn:t}x"),
        ("<xs:attributeGroup name='g'><xs:attribute ref='t:x'/></xs:attributeGroup>", "no attribute {urn:t}x"),
        // Attributes.
        ("<xs:complexType name='T'><xs:attribute name='x'/><xs:attribute name='x'/></xs:complexType>",
          "attribute x is declared twice"),
        ("<xs:complexType name='B'><xs:attribute name='x' use='required'/></xs:complexType><xs:complexType name='T'>
          <xs:complexContent><xs:restriction base='t:B'><xs:attribute name='x'/></xs:restriction></xs:complexContent>
          </xs:complexType>", "attribute x is required in the base type"),
        ("<xs:complexType name='B'/><xs:complexType name='T'><xs:complexContent><xs:restriction base='t:B'>
          <xs:attribute name='x'/></xs:restriction></xs:complexContent></xs:complexType>",
          "attribute x is not among those of the base type"),
        ("<xs:complexType name='T'><xs:attribute name='x' type='xs:ID'/><xs:attribute name='y' type='xs:ID'/>
          </xs:complexType>", "a second attribute of type xs:ID"),
        ("<xs:attributeGroup name='g'><xs:attributeGroup ref='t:g'/></xs:attributeGroup>
          <xs:complexType name='T'><xs:attributeGroup ref='t:g'/></xs:complexType>", "contains itself"),
        // Content models.
        ("<xs:complexType name='T'><xs:sequence><xs:element name='x' minOccurs='0'/><xs:element name='x'/>
          </xs:sequence></xs:complexType>", "element x fits two particles"),
        ("<xs:complexType name='T'><xs:choice><xs:any/><xs:element name='x'/></xs:choice></xs:complexType>",
          "element x fits two particles"),
        ("<xs:complexType name='T'><xs:sequence><xs:all/></xs:sequence></xs:complexType>", "xs:all is not allowed here"),
        ("<xs:complexType name='T'><xs:all><xs:element name='x' maxOccurs='2'/></xs:all></xs:complexType>",
          "an element in xs:all can stand once at most"),
        ("<xs:group name='g'><xs:sequence><xs:group ref='t:g'/></xs:sequence></xs:group>
          <xs:complexType name='T'><xs:group ref='t:g'/></xs:complexType>", "contains itself"),
        // Values.
        ("<xs:attribute name='x' type='xs:int' default='z'/>", "the default is not of the type"),
        ("<xs:element name='x' type='xs:ID' fixed='z'/>", "can be neither default nor fixed"),
        ("<xs:simpleType name='T'><xs:restriction base='xs:int'><xs:enumeration value='z'/></xs:restriction>
          </xs:simpleType>", "the enumerated value is not of the type"),
        ("<xs:simpleType name='T'><xs:restriction base='xs:int'><xs:length value='3'/></xs:restriction></xs:simpleType>",
          "the type can't have this facet"),
        ("<xs:simpleType name='T'><xs:restriction base='xs:int'><xs:minInclusive value='3'/><xs:maxInclusive value='2'/>
          </xs:restriction></xs:simpleType>", "the lower bound is above the upper one"),
        ("<xs:simpleType name='B'><xs:restriction base='xs:string'><xs:maxLength value='3'/></xs:restriction>
          </xs:simpleType><xs:simpleType name='T'><xs:restriction base='t:B'><xs:maxLength value='4'/></xs:restriction>
          </xs:simpleType>", "4 is more than the 3 of the base type"),
        ("<xs:simpleType name='B'><xs:restriction base='xs:string'><xs:maxLength value='3' fixed='true'/>
          </xs:restriction></xs:simpleType><xs:simpleType name='T'><xs:restriction base='t:B'><xs:maxLength value='2'/>
          </xs:restriction></xs:simpleType>", "the facet is fixed"),
        ("<xs:simpleType name='T'><xs:restriction base='xs:string'><xs:pattern value='['/></xs:restriction>
          </xs:simpleType>", "pattern ["),
        ("<xs:simpleType name='T'><xs:restriction base='xs:NOTATION'><xs:enumeration value='t:n'/></xs:restriction>
          </xs:simpleType>", "no notation {urn:t}n"),
        // Substitution groups and identity constraints.
        ("<xs:element name='h' type='xs:int'/><xs:element name='m' type='xs:string' substitutionGroup='t:h'/>",
          "the type is not derived from that of the head"),
        ("<xs:element name='h' substitutionGroup='t:m'/><xs:element name='m' substitutionGroup='t:h'/>",
          "the substitution group leads in a circle"),
        ("<xs:element name='e'><xs:key name='k'><xs:selector xpath='/x'/><xs:field xpath='@a'/></xs:key></xs:element>",
          "is no path of an identity constraint"),
        ("<xs:element name='e'><xs:keyref name='k' refer='t:z'><xs:selector xpath='x'/><xs:field xpath='@a'/></xs:keyref>
          </xs:element>", "no key {urn:t}z"),
        ("<xs:element name='e'><xs:key name='k'><xs:selector xpath='x'/><xs:field xpath='@a'/></xs:key></xs:element>
          <xs:element name='f'><xs:key name='k'><xs:selector xpath='x'/><xs:field xpath='@a'/></xs:key></xs:element>",
          "identity constraint {urn:t}k is already declared"),
        // Documents.
        ("<xs:element name='e'/><xs:element name='e'/>", "element {urn:t}e is already declared at a.xsd:2:1"),
        ("<xs:import namespace='urn:t'/>", "a schema can't import its own namespace"),
        ("<xs:redefine schemaLocation='no.xsd'/>", "there is no file no.xsd"),
    ] {
        let told = load(content, &[]).err().unwrap_or_else(|| panic!("accepted: {content}"));
        assert!(told.starts_with("a.xsd:") && told.contains(expected), "{content}\n{told}");
    }
}

#[test]
fn what_is_redefined_is_made_of_what_it_was() {
    let old = "<xs:schema><xs:simpleType name='S'><xs:restriction base='xs:string'><xs:maxLength value='3'/>
        </xs:restriction></xs:simpleType>
        <xs:complexType name='C'><xs:sequence><xs:element name='a'/></xs:sequence></xs:complexType>
        <xs:group name='G'><xs:sequence><xs:element name='g' type='t:S'/></xs:sequence></xs:group>
        <xs:attributeGroup name='A'><xs:attribute name='x'/></xs:attributeGroup>
        <xs:element name='user'><xs:complexType><xs:complexContent><xs:extension base='t:C'><xs:group ref='t:G'/>
          <xs:attributeGroup ref='t:A'/></xs:extension></xs:complexContent></xs:complexType></xs:element></xs:schema>";
    let new = "<xs:redefine schemaLocation='old.xsd'>
        <xs:simpleType name='S'><xs:restriction base='t:S'><xs:minLength value='2'/></xs:restriction></xs:simpleType>
        <xs:complexType name='C'><xs:complexContent><xs:extension base='t:C'><xs:sequence><xs:element name='b'/>
          </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        <xs:group name='G'><xs:sequence><xs:group ref='t:G'/><xs:element name='h'/></xs:sequence></xs:group>
        <xs:attributeGroup name='A'><xs:attributeGroup ref='t:A'/><xs:attribute name='y'/></xs:attributeGroup>
        </xs:redefine>";
    let package = load(new, &[("old.xsd", old)]).expect("a package");
    assert_eq!(
        verdicts(
            &package,
            [
                "<t:user xmlns:t='urn:t' x='' y=''><a/><b/><g>ab</g><h/></t:user>",
                "<t:user xmlns:t='urn:t'><a/><g>ab</g><h/></t:user>",
                "<t:user xmlns:t='urn:t'><a/><b/><g>ab</g></t:user>",
                "<t:user xmlns:t='urn:t'><a/><b/><g>a</g><h/></t:user>",
                "<t:user xmlns:t='urn:t'><a/><b/><g>abcd</g><h/></t:user>",
                "<t:user xmlns:t='urn:t' z=''><a/><b/><g>ab</g><h/></t:user>",
            ]
        ),
        [true, false, false, false, false, false]
    );
    let unknown = "<xs:redefine schemaLocation='old.xsd'><xs:simpleType name='N'><xs:restriction base='t:N'/>
        </xs:simpleType></xs:redefine>";
    let told = load(unknown, &[("old.xsd", old)]).expect_err("an error");
    assert!(told.contains("no type {urn:t}N"), "{told}");
}

#[test]
fn wildcards_of_attributes_add_up_in_extensions_and_narrow_in_groups() {
    let package = load(
        "<xs:attributeGroup name='g'><xs:anyAttribute namespace='urn:a urn:b' processContents='skip'/></xs:attributeGroup>
         <xs:complexType name='B'><xs:attributeGroup ref='t:g'/>
           <xs:anyAttribute namespace='urn:b urn:c' processContents='skip'/></xs:complexType>
         <xs:element name='e'><xs:complexType><xs:complexContent><xs:extension base='t:B'>
           <xs:anyAttribute namespace='urn:d' processContents='skip'/></xs:extension></xs:complexContent>
         </xs:complexType></xs:element>",
        &[],
    )
    .expect("a package");
    let with = |uri: &str| format!("<t:e xmlns:t='urn:t' xmlns:p='{uri}' p:x=''/>");
    let documents = ["urn:a", "urn:b", "urn:c", "urn:d"].map(with);
    assert_eq!(verdicts(&package, documents.each_ref().map(String::as_str)), [false, true, false, true]);
}

#[test]
fn a_prohibited_attribute_is_taken_away_by_a_restriction_only() {
    let derived = |derivation: &str| {
        format!(
            "<xs:complexType name='B'><xs:attribute name='x'/></xs:complexType>
             <xs:element name='e'><xs:complexType><xs:complexContent><xs:{derivation} base='t:B'>
             <xs:attribute name='x' use='prohibited'/></xs:{derivation}></xs:complexContent></xs:complexType></xs:element>"
        )
    };
    for (derivation, expected) in [("restriction", false), ("extension", true)] {
        let package = load(&derived(derivation), &[]).expect("a package");
        assert_eq!(verdicts(&package, ["<t:e xmlns:t='urn:t' x=''/>"]), [expected], "{derivation}");
    }
}

#[test]
fn the_form_of_one_element_overrides_the_schemas() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' form='qualified'/><xs:element name='b'/>
         </xs:sequence><xs:attribute name='x' form='qualified'/></xs:complexType></xs:element>",
        &[],
    )
    .expect("a package");
    assert_eq!(
        verdicts(
            &package,
            ["<t:e xmlns:t='urn:t' t:x=''><t:a/><b/></t:e>", "<t:e xmlns:t='urn:t' x=''><a/><t:b/></t:e>"]
        ),
        [true, false]
    );
}

#[test]
fn a_choice_between_nothing_admits_nothing_at_all() {
    let content = |choice: &str| {
        format!(
            "<xs:element name='e'><xs:complexType><xs:sequence>{choice}</xs:sequence></xs:complexType></xs:element>"
        )
    };
    let never = "<xs:choice><xs:element name='x' maxOccurs='0' minOccurs='0'/></xs:choice>";
    for (choice, expected) in
        [("<xs:choice/>", false), ("<xs:choice minOccurs='0'/>", true), (never, true), ("", true)]
    {
        let package = load(&content(choice), &[]).expect("a package");
        assert_eq!(verdicts(&package, ["<t:e xmlns:t='urn:t'/>"]), [expected], "{choice}");
    }
}

#[test]
fn repeated_groups_of_one_count_as_they_are_written() {
    let content = |group: &str, inner: &str| {
        format!(
            "<xs:element name='e'><xs:complexType><xs:sequence><xs:choice {group}><xs:element name='a' {inner}/>
             </xs:choice></xs:sequence></xs:complexType></xs:element>"
        )
    };
    let count = |count: usize| format!("<t:e xmlns:t='urn:t'>{}</t:e>", "<a/>".repeat(count));
    let documents = [0, 1, 2, 3, 4, 5, 6, 7].map(count);
    for (group, inner, expected) in [
        ("maxOccurs='2'", "maxOccurs='3'", [false, true, true, true, true, true, true, false]),
        (
            "minOccurs='0' maxOccurs='3'",
            "minOccurs='2' maxOccurs='2'",
            [true, false, true, false, true, false, true, false],
        ),
        (
            "minOccurs='2' maxOccurs='2'",
            "minOccurs='3' maxOccurs='3'",
            [false, false, false, false, false, false, true, false],
        ),
    ] {
        let package = load(&content(group, inner), &[]).expect("a package");
        assert_eq!(verdicts(&package, documents.each_ref().map(String::as_str)), expected, "{group} {inner}");
    }
}

#[test]
fn attributes_of_xml_and_of_xlink_are_known_without_a_file() {
    let package = load(
        "<xs:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='http://www.w3.org/2001/xml.xsd'/>
         <xs:import namespace='http://www.w3.org/1999/xlink'/>
         <xs:element name='e'><xs:complexType><xs:attribute ref='xml:lang'/>
         <xs:attribute ref='l:href' xmlns:l='http://www.w3.org/1999/xlink'/></xs:complexType></xs:element>",
        &[],
    )
    .expect("a package");
    assert_eq!(
        verdicts(
            &package,
            [
                "<t:e xmlns:t='urn:t' xml:lang='sv' l:href='x' xmlns:l='http://www.w3.org/1999/xlink'/>",
                "<t:e xmlns:t='urn:t' xml:lang='?'/>",
            ]
        ),
        [true, false]
    );
}

#[test]
fn enumerated_values_are_of_the_base_not_of_the_type() {
    let inherited = "<xs:simpleType name='a'><xs:restriction base='xs:string'><xs:pattern value='x+'/>
        <xs:enumeration value='x'/><xs:enumeration value='y'/></xs:restriction></xs:simpleType>
        <xs:simpleType name='b'><xs:restriction base='t:a'><xs:minLength value='1'/></xs:restriction></xs:simpleType>
        <xs:element name='e' type='t:b'/>";
    let package = load(inherited, &[]).expect("a package");
    let element = |text: &str| format!("<t:e xmlns:t='urn:t'>{text}</t:e>");
    assert_eq!(verdicts(&package, [&*element("x"), &*element("y"), &*element("xx")]), [true, false, false]);
}

#[test]
fn a_name_without_prefix_may_be_enumerated_where_there_is_no_default_namespace() {
    let package = load(
        "<xs:element name='e'><xs:simpleType><xs:restriction base='xs:QName'><xs:enumeration value='a'/>
         </xs:restriction></xs:simpleType></xs:element>",
        &[],
    )
    .expect("a package");
    assert_eq!(
        verdicts(&package, ["<t:e xmlns:t='urn:t'>a</t:e>", "<t:e xmlns:t='urn:t'>t:a</t:e>"]),
        [true, false]
    );
}

#[test]
fn an_abstract_member_of_a_substitution_group_leaves_its_name_to_others() {
    let package = load(
        "<xs:element name='e'><xs:complexType><xs:choice><xs:element ref='t:head'/>
           <xs:element name='member' form='qualified' type='xs:int'/></xs:choice></xs:complexType></xs:element>
         <xs:element name='head' type='xs:string'/>
         <xs:element name='member' substitutionGroup='t:head' abstract='true'/>",
        &[],
    )
    .expect("a package");
    let content = |content: &str| format!("<t:e xmlns:t='urn:t'>{content}</t:e>");
    assert_eq!(
        verdicts(
            &package,
            [
                &*content("<t:head>a</t:head>"),
                &*content("<t:member>1</t:member>"),
                &*content("<t:member>a</t:member>"),
            ]
        ),
        [true, true, false]
    );
}

#[test]
fn a_type_between_blocks_a_substitution_too() {
    for (block, expected) in [("", true), ("block='extension'", false), ("block='restriction'", true)] {
        let derived = |name: &str, base: &str, block: &str| {
            format!(
                "<xs:complexType name='{name}' {block}><xs:complexContent><xs:extension base='t:{base}'/></xs:complexContent>
                 </xs:complexType>"
            )
        };
        let package = load(
            &format!(
                "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='t:head'/></xs:sequence>
                 </xs:complexType></xs:element><xs:element name='head' type='t:A'/>
                 <xs:element name='member' type='t:C' substitutionGroup='t:head'/><xs:complexType name='A'/>{}{}",
                derived("B", "A", block),
                derived("C", "B", "")
            ),
            &[],
        )
        .expect("a package");
        assert_eq!(verdicts(&package, ["<t:e xmlns:t='urn:t'><t:member/></t:e>"]), [expected], "{block}");
    }
}
