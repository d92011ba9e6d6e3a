use super::*;

#[test]
fn locations_resolve_against_their_document() {
    for (path, location, resolved) in [
        ("wsdl/a.wsdl", "../schemas/b.xsd", Some("schemas/b.xsd")),
        ("a.wsdl", "b.xsd", Some("b.xsd")),
        ("x/y/a.xsd", "./b.xsd", Some("x/y/b.xsd")),
        ("x/y/a.xsd", "../../b.xsd", Some("b.xsd")),
        ("x/a.xsd", "../../b.xsd", None),
    ] {
        assert_eq!(resolve(path, location).as_deref(), resolved, "{path} {location}");
    }
}

#[test]
fn percent_encoding_is_undone() {
    assert_eq!(percent_decode("a%2Fb%2fc").as_deref(), Some("a/b/c"));
    for broken in ["%", "%2", "%zz", "%FF"] {
        assert_eq!(percent_decode(broken), None, "{broken}");
    }
}

#[test]
fn an_import_that_leads_nowhere_is_refused_at_start() {
    static CONTRACT: Contract = Contract {
        name: "X",
        major: 1,
        minor: 0,
        namespace: "urn:x",
        soap_action: "urn:x",
        request: rivta_xml::schema::Root::NONE,
        response: rivta_xml::schema::Root::NONE,
        namespaces: &[],
        documents: &[rivta_soap::Document {
            path: "x.xsd",
            text: r#"<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:import schemaLocation="y.xsd"/></s:schema>"#,
        }],
    };
    let problem = Documents::new(&CONTRACT).unwrap_err();
    assert_eq!(problem, "x.xsd: the contract has no document for the location y.xsd");
}
