//! WSDL 1.1 as it is written in the field: what is bound how, what is passed over and told, what is refused.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]

use std::fs;

use rivta_schema::package::Part;
use rivta_schema::{Options, Package};

const MESSAGES: &str =
    "<wsdl:message name='in'><wsdl:part name='p' element='s:ask'/><wsdl:part name='h' element='s:head'/>
    </wsdl:message><wsdl:message name='head'><wsdl:part name='p' element='s:head'/></wsdl:message>
    <wsdl:message name='out'><wsdl:part name='p' element='s:answer'/></wsdl:message>";
const PORT_TYPE: &str = "<wsdl:portType name='pt'><wsdl:operation name='Op'><wsdl:input message='w:in'/>
    <wsdl:output message='w:out'/><wsdl:fault name='f' message='w:head'/></wsdl:operation></wsdl:portType>";
const BODY: &str = "<soap:body parts='p' use='literal'/>";

fn wsdl(messages: &str, port_type: &str, rest: &str) -> String {
    format!(
        "<wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/'
           xmlns:mime='http://schemas.xmlsoap.org/wsdl/mime/' xmlns:xs='http://www.w3.org/2001/XMLSchema'
           xmlns:x='urn:x' xmlns:s='urn:s' xmlns:w='urn:w' targetNamespace='urn:w'>
         <wsdl:types><xs:schema targetNamespace='urn:s'><xs:element name='ask' type='xs:int'/>
           <xs:element name='answer' type='xs:int'/><xs:element name='head' type='xs:int'/></xs:schema></wsdl:types>
         {messages}
         {port_type}
         {rest}
         </wsdl:definitions>"
    )
}

fn binding(input: &str, more: &str) -> String {
    format!(
        "<wsdl:binding name='b' type='w:pt'><soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>
         <wsdl:operation name='Op'><soap:operation soapAction='urn:s:Op'/><wsdl:input>{input}</wsdl:input>
         <wsdl:output><soap:body use='literal'/></wsdl:output>{more}</wsdl:operation></wsdl:binding>"
    )
}

/// The package of a WSDL, or why it isn't taken.
fn load(text: &str) -> Result<Package, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.wsdl");
    fs::write(&file, text).expect("a file");
    Package::load(&[file], Options::default()).map_err(|errors| {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        texts.join("\n").replace(&format!("{}/", folder.path().display()), "")
    })
}

/// The names of the elements that an operation's request puts into the header, and of the one in the body.
fn request(package: &Package) -> (Vec<String>, String) {
    let interaction = package.operations("Op").next().expect("the operation");
    let local = |id| package.model.element(id).name.local.to_string();
    (interaction.headers.iter().copied().map(local).collect(), local(interaction.request))
}

#[test]
fn headers_come_from_any_message() {
    let message = "<wsdl:message name='one'><wsdl:part name='p' element='s:ask'/></wsdl:message>";
    let other = "<soap:header message='w:head' part='p' use='literal'/><soap:body use='literal'/>";
    let port_type = PORT_TYPE.replace("w:in", "w:one");
    let package = load(&wsdl(&format!("{MESSAGES}{message}"), &port_type, &binding(other, "")));
    assert_eq!(request(&package.expect("a package")), (vec!["head".to_owned()], "ask".to_owned()));

    let own = "<soap:body use='literal'/><soap:header message='w:in' part='h' use='literal'/>";
    let package = load(&wsdl(MESSAGES, PORT_TYPE, &binding(own, ""))).expect("a package");
    assert_eq!(request(&package), (vec!["head".to_owned()], "ask".to_owned()));
}

#[test]
fn a_message_with_attachments_is_its_envelope() {
    let multipart = "<mime:multipartRelated><mime:part><soap:body use='literal'/></mime:part>
        <mime:part><mime:content part='h' type='application/pdf'/></mime:part></mime:multipartRelated>";
    let package = load(&wsdl(MESSAGES, PORT_TYPE, &binding(multipart, ""))).expect("a package");
    assert_eq!(request(&package), (Vec::new(), "ask".to_owned()));
    let told: Vec<&str> = package.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["part h is an attachment, and not evaluated"]);
}

#[test]
fn operations_may_share_a_request() {
    let operation = "<wsdl:operation name='Again'><wsdl:input message='w:in'/><wsdl:output message='w:head'/>
        </wsdl:operation></wsdl:portType>";
    let port_type = PORT_TYPE.replace("</wsdl:portType>", operation);
    let bound = format!(
        "<wsdl:operation name='Again'><wsdl:input>{BODY}</wsdl:input><wsdl:output><soap:body use='literal'/>
         </wsdl:output></wsdl:operation></wsdl:binding>"
    );
    let text = wsdl(MESSAGES, &port_type, &binding(BODY, "").replace("</wsdl:binding>", &bound));
    let package = load(&text).expect("a package");
    let names: Vec<&str> =
        package.messages("urn:s", "ask").iter().map(|message| &*message.interaction.name).collect();
    assert_eq!(names, ["Op", "Again"]);
    assert!(
        package
            .messages("urn:s", "head")
            .iter()
            .any(|message| &*message.interaction.name == "Again" && message.part == Part::Response)
    );
}

#[test]
fn what_is_passed_over_is_told() {
    let plain = binding(BODY, "");
    let other = "<wsdl:binding name='o' type='w:pt'><x:binding/></wsdl:binding>";
    let soap12 = plain
        .replace("name='b'", "name='o'")
        .replace("<soap:", "<s12:")
        .replace("<wsdl:binding ", "<wsdl:binding xmlns:s12='http://schemas.xmlsoap.org/wsdl/soap12/' ");
    let fault =
        "<soap:header message='w:in' part='h'><soap:headerfault message='w:head' part='p'/></soap:header>";
    let unbound = PORT_TYPE.replace("</wsdl:portType>", "<wsdl:operation name='No'/></wsdl:portType>");
    for (port_type, rest, expected) in [
        (PORT_TYPE, format!("{plain}{other}"), "binding o is passed over: it is of another kind than SOAP"),
        (PORT_TYPE, format!("{plain}{soap12}"), "binding o is passed over: it is to SOAP 1.2"),
        (PORT_TYPE, binding(&format!("{fault}{BODY}"), ""), "soap:headerfault is not evaluated"),
        (PORT_TYPE, binding(BODY, "<wsdl:fault name='z'/>"), "fault z is passed over: operation Op lacks it"),
        (&*unbound, plain.clone(), "operation No is passed over: binding b lacks it"),
        (
            PORT_TYPE,
            plain.replace("<soap:binding", "<x:Policy/><soap:binding"),
            "{urn:x}Policy is not evaluated",
        ),
        (
            PORT_TYPE,
            plain.replace("parts='p'", "parts='p' y=''"),
            "attribute y at soap:body is not evaluated",
        ),
        (
            PORT_TYPE,
            format!("{plain}<wsdl:service name='v'><wsdl:port name='t' binding='w:z'/></wsdl:service>"),
            "port t is passed over: there is no binding {urn:w}z",
        ),
    ] {
        let package = load(&wsdl(MESSAGES, port_type, &rest)).unwrap_or_else(|told| panic!("{told}\n{rest}"));
        let told: Vec<&str> = package.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(told.len() == 1 && told.iter().all(|it| it.ends_with(expected)), "{told:?}\n{expected}");
    }
}

#[test]
fn what_says_nothing_about_messages_is_let_pass() {
    let rest = format!(
        "<j:bindings xmlns:j='http://java.sun.com/xml/ns/jaxws'/><xs:annotation/>{}",
        binding(BODY, "<wsdl:documentation>why</wsdl:documentation>")
    );
    let messages = MESSAGES.replace(
        "<wsdl:part name='p' element='s:ask'/>",
        "<xs:annotation/><wsdl:part name='p' element='s:ask'><wsdl:documentation/></wsdl:part>",
    );
    let port_type = PORT_TYPE.replace("message='w:in'", "name='n' message='w:in' x:Action='urn:a'");
    assert_eq!(load(&wsdl(&messages, &port_type, &rest)).expect("a package").warnings, []);
}

#[test]
fn what_is_wrong_or_necessary_and_unknown_is_refused() {
    let plain = binding(BODY, "");
    let twice = PORT_TYPE.replace("</wsdl:portType>", "<wsdl:operation name='Op'/></wsdl:portType>");
    let encoded = "<soap:header message='w:in' part='h' use='encoded'/>";
    let encoded_fault = "<wsdl:fault name='f'><soap:fault name='f' use='encoded'/></wsdl:fault>";
    let required = plain.replace("<soap:binding", "<x:Policy wsdl:required='true'/><soap:binding");
    for (port_type, rest, expected) in [
        (&*twice, plain.clone(), "a second operation Op in one port type is not supported"),
        (
            PORT_TYPE,
            binding(&format!("{encoded}{BODY}"), ""),
            "a header with use=\"encoded\" is not supported",
        ),
        (PORT_TYPE, binding(BODY, encoded_fault), "a fault with use=\"encoded\" is not supported"),
        (PORT_TYPE, required, "{urn:x}Policy, which is required, is not supported"),
        (PORT_TYPE, binding(&BODY.replace("'p'", "'z'"), ""), "no part z, which soap:body names"),
        (PORT_TYPE, binding("<soap:boddy/>", ""), "soap:boddy is not allowed in wsdl:input"),
        (PORT_TYPE, format!("{plain}<wsdl:servise/>"), "wsdl:servise is not allowed in wsdl:definitions"),
        (
            PORT_TYPE,
            plain.replace("<soap:binding", "<x:binding"),
            "a binding without soap:binding is not supported",
        ),
    ] {
        let told =
            load(&wsdl(MESSAGES, port_type, &rest)).err().unwrap_or_else(|| panic!("accepted: {rest}"));
        assert!(told.starts_with("a.wsdl:") && told.ends_with(expected), "{told}\n{expected}");
    }
}

#[test]
fn what_a_wsdl_is_stands_in_either_vocabulary() {
    let own = "<wsdl:documentation>by WSDL</wsdl:documentation>";
    let annotation = "<xs:annotation><xs:documentation> by XML Schema </xs:documentation></xs:annotation>";
    for (documentation, expected) in
        [(own, "by WSDL"), (annotation, "by XML Schema"), (&*format!("{annotation}{own}"), "by WSDL")]
    {
        let text = wsdl(&format!("{documentation}{MESSAGES}"), PORT_TYPE, &binding(BODY, ""));
        let package = load(&text).expect("a package");
        let interaction = package.operations("Op").next().expect("the operation");
        assert_eq!(interaction.about.as_deref(), Some(expected));
    }
}

#[test]
fn an_operation_may_be_bound_with_other_headers() {
    let header = "<soap:header message='w:in' part='h' use='literal'/>";
    let second = binding(&format!("{header}{BODY}"), "");
    let one_file = format!("{}{}", binding(BODY, ""), second.replace("name='b'", "name='c'"));
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bindings) in [("a.wsdl", binding(BODY, "")), ("b.wsdl", second)] {
        fs::write(folder.path().join(name), wsdl(MESSAGES, PORT_TYPE, &bindings)).expect("a file");
    }
    let of_two_files = Package::load(&[folder.path().to_owned()], Options::default()).expect("a package");
    for package in [load(&wsdl(MESSAGES, PORT_TYPE, &one_file)).expect("a package"), of_two_files] {
        assert_eq!(package.operations("Op").count(), 1);
        let counts: Vec<usize> = package.messages("urn:s", "ask").iter().map(|it| it.headers.len()).collect();
        assert_eq!(counts, [0, 1], "without a header, and with one");
    }
}
