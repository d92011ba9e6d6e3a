use super::*;

const CORE: &str = "urn:riv:strategicresourcemanagement:persons:person:5";
const UPDATE: &str =
    "urn:riv:strategicresourcemanagement:persons:person:UpdatePersonContactInformationResponder:4";
const GET: &str = "urn:riv:strategicresourcemanagement:persons:person:GetPersonContactInformationResponder:4";

/// An update of 191212121212 by the person, with these elements after personId, each on the line where it stands.
fn update(rest: &str) -> String {
    format!(
        r#"<u:UpdatePersonContactInformation xmlns:u="{UPDATE}" xmlns="{CORE}">
<u:actor><id><root>1.2.752.129.2.1.3.1</root><extension>191212121212</extension></id></u:actor>
<u:personId><root>1.2.752.129.2.1.3.1</root><extension>191212121212</extension></u:personId>
{rest}
</u:UpdatePersonContactInformation>"#
    )
}

fn envelope(header: &str, body: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\n<s:Header>{header}</s:Header>\n<s:Body>{body}</s:Body>\n</s:Envelope>"
    )
}

const ADDRESS: &str =
    r#"<a:LogicalAddress xmlns:a="urn:riv:itintegration:registry:1">SE165565594230-1000</a:LogicalAddress>"#;

/// Each finding as `LINE:COLUMN RULE`.
fn findings(document: &str) -> Vec<String> {
    let checked = check(document.as_bytes(), &Rules::default());
    checked.diagnostics.iter().map(|d| format!("{}:{} {}", d.line, d.column, d.rule)).collect()
}

fn detail(kind: &str, value: &str) -> String {
    format!(
        "<u:contactInformation><contactType>{kind}</contactType><value>{value}</value></u:contactInformation>"
    )
}

#[test]
fn a_valid_request_has_no_findings_in_an_envelope_or_alone() {
    let request = update(&detail("sms", "+46701740605"));
    assert_eq!(findings(&request), Vec::<String>::new());
    assert_eq!(findings(&envelope(ADDRESS, &request)), Vec::<String>::new());
    let checked = check(request.as_bytes(), &Rules::default());
    assert_eq!(checked.what.as_deref(), Some("request of UpdatePersonContactInformation"));
}

#[test]
fn every_broken_rule_is_found_in_one_run_at_its_element() {
    let request = update(&format!(
        "{}\n{}\n{}\n<u:optoutPaperNotification>true</u:optoutPaperNotification>",
        detail("sms", "+460701740605"),
        detail("email", "nobody"),
        detail("fax", "+46812345678"),
    ));
    assert_eq!(findings(&request), ["4:53 F4", "5:55 F5", "6:23 F1", "7:1 F8"]);
}

#[test]
fn schema_errors_and_rules_are_found_together() {
    let request =
        update(&format!("{}\n{}", detail(&"x".repeat(41), "+46701740605"), detail("sms", "070-1740605"),));
    assert_eq!(findings(&request), ["4:23 schema", "5:53 F4"]);
    let checked = check(request.as_bytes(), &Rules::default());
    assert_eq!(
        checked.diagnostics[1].path, "UpdatePersonContactInformation/contactInformation[2]/value",
        "the detail that the schema refuses is counted"
    );
}

#[test]
fn rules_are_found_though_the_schema_refuses_other_parts() {
    let request = update(&detail("sms", "070-1740605"));
    let lines: Vec<&str> = request.lines().collect();
    let [start, actor, person, detail, end] = lines.as_slice() else { panic!("{request}") };
    let findings = |lines: &[&str]| findings(&lines.join("\n"));
    assert_eq!(findings(&[start, person, actor, detail, end]), ["2:1 schema", "3:1 schema", "4:53 F4"]);
    assert_eq!(findings(&[start, actor, detail, end]), ["3:1 schema", "3:53 F4"]);
    assert_eq!(findings(&[start, person, detail, end]), ["2:1 schema", "3:53 F4"]);
    // The attribute keeps no part from being read.
    let actor = actor.replace("191212121212", "191212121213").replace("<u:actor>", "<u:actor a=\"1\">");
    assert_eq!(findings(&[start, &actor, person, detail, end]), ["2:1 schema", "2:16 F10", "4:53 F4"]);
}

#[test]
fn a_part_that_can_not_be_read_breaks_no_rule() {
    let nil = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>";
    let extension = "<extension>191212121212</extension>";
    let valid = update(&detail("sms", "+46701740605"));
    let without_actor = valid.replacen(extension, &format!("<extension {nil}"), 1);
    assert_eq!(findings(&without_actor), ["2:46 schema"], "not C8, F10");
    let without_both = valid.replace(extension, &format!("<extension {nil}"));
    assert_eq!(findings(&without_both), ["2:46 schema", "3:45 schema"], "not C12, F10");
    let without_value = valid.replace("<value>+46701740605</value>", &format!("<value {nil}"));
    assert_eq!(findings(&without_value), ["4:53 schema"], "not F6");
    assert_eq!(findings(&update(&detail("sms", "<b>+46701740605</b>"))), ["4:60 schema"], "not F6");
    let optout = "\n<u:optoutPaperNotification>true</u:optoutPaperNotification>";
    let notification = |value: &str| {
        let notification = format!("</value><digitalNotification>{value}</digitalNotification>");
        update(&(detail("sms", "+46701740605").replace("</value>", &notification) + optout))
    };
    assert_eq!(findings(&notification("TRUE")), ["4:80 schema"], "not F8");
    assert_eq!(findings(&notification("false")), ["5:1 F8"]);
}

#[test]
fn a_finding_stands_at_its_own_detail_when_one_before_it_can_not_be_read() {
    let without_type = detail("sms", "+46701740605").replace("<contactType>sms</contactType>", "");
    let request = update(&format!("{without_type}\n{}", detail("email", "nobody")));
    assert_eq!(findings(&request), ["4:23 schema", "5:55 F5"]);
}

#[test]
fn what_is_wrong_at_one_place_is_told_once() {
    let deep = format!("<x xmlns=\"urn:x\">{}{}</x>", "<x>".repeat(100), "</x>".repeat(100));
    assert_eq!(findings(&envelope(ADDRESS, &update(&deep))).len(), 1);
}

#[test]
fn c4_a_version_that_is_no_timestamp_is_found_without_a_register() {
    let request = update("<u:versionToUpdate>not digits, 14</u:versionToUpdate>");
    assert_eq!(findings(&request), ["4:1 C4"]);
    assert_eq!(
        findings(&update("<u:versionToUpdate>20260301120000</u:versionToUpdate>")),
        Vec::<String>::new()
    );
}

#[test]
fn c12_an_identity_with_a_wrong_check_digit_is_found_in_a_read_too() {
    let get = |number: &str| {
        format!(
            "<GetPersonContactInformation xmlns=\"{GET}\">\n<personId><root xmlns=\"{CORE}\">1.2.752.129.2.1.3.1</root><extension xmlns=\"{CORE}\">{number}</extension></personId></GetPersonContactInformation>"
        )
    };
    assert_eq!(findings(&get("191212121213")), ["2:1 C12"]);
    assert_eq!(findings(&get("191212121212")), Vec::<String>::new());
}

#[test]
fn an_envelope_without_logical_address_is_found_and_its_body_is_checked_too() {
    let request = update(&detail("sms", "070"));
    let found = findings(&envelope("", &request));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].ends_with("schema") && found[1].ends_with("F4"), "{found:?}");
}

#[test]
fn an_envelope_of_soap_1_2_is_found() {
    let document = envelope(ADDRESS, &update(""))
        .replace("schemas.xmlsoap.org/soap/envelope/", "www.w3.org/2003/05/soap-envelope");
    assert_eq!(findings(&document), ["1:1 soap"]);
    let declared = format!("<?xml version=\"1.0\"?>\n{document}");
    let checked = check(declared.as_bytes(), &Rules::default());
    let [Diagnostic { line, column, path, message, .. }] = checked.diagnostics.as_slice() else {
        panic!("one finding: {:?}", checked.diagnostics)
    };
    assert_eq!((*line, *column, path.as_str()), (2, 1, "Envelope"));
    assert!(message.contains("found namespace http://www.w3.org/2003/05/soap-envelope (SOAP 1.2); expected"));
}

#[test]
fn a_message_of_no_contract_is_told_so_and_not_what_a_request_lacks() {
    let first = |document: &str| {
        let checked = check(document.as_bytes(), &Rules::default());
        assert_eq!(checked.diagnostics.len(), 1, "{:?}", checked.diagnostics);
        let Diagnostic { path, message, .. } = checked.diagnostics[0].clone();
        (path, message)
    };
    for header in [ADDRESS, ""] {
        let document = |body: &str| envelope(header, body).replace("<s:Header></s:Header>", "");
        let (path, message) = first(&document("<GetTreesResponse xmlns='urn:x'/>"));
        assert_eq!(path, "Envelope/Body/GetTreesResponse");
        assert!(message.starts_with("no message of a known contract; give the package"), "{message}");
        let (path, message) = first(&document("<GetPersonContactInformationResponse xmlns='urn:x'/>"));
        assert_eq!(path, "Envelope/Body/GetPersonContactInformationResponse");
        assert!(message.ends_with(&format!("expected {GET}")), "{message}");
        let (_, message) = first(&document("<UpdatePersonContactInformatio/>"));
        assert!(message.ends_with("did you mean UpdatePersonContactInformation?"), "{message}");
    }
    // What else is wrong with the envelope is told too.
    let without = envelope(ADDRESS, "<x/>").replace("SE165565594230-1000", "no id");
    assert_eq!(findings(&without), ["2:11 soap", "3:9 schema"]);
    assert_eq!(findings(&envelope("", "")), ["3:9 schema"]);
}

#[test]
fn a_fault_has_its_children_in_order_in_no_namespace_and_a_code_with_a_prefix() {
    let code = "<faultcode>s:Client</faultcode>";
    let string = "<faultstring xml:lang='sv'>Nej, Tolvan Tolvansson</faultstring>";
    let detail = "<detail><x/></detail>";
    let actor = "<faultactor>urn:x</faultactor>";
    let told = |children: &str| {
        let document = envelope("", &format!("<s:Fault>{children}</s:Fault>"));
        let checked = check(document.as_bytes(), &Rules::default());
        let told: Vec<String> = checked.diagnostics.iter().map(|it| it.message.clone()).collect();
        (checked.what.unwrap_or_default(), told.join("\n"))
    };
    for right in [
        format!("{code}{string}"),
        format!("{code}{string}{actor}{detail}"),
        format!("{code}{string}{detail}"),
    ] {
        assert_eq!(told(&right), ("SOAP fault s:Client".to_owned(), String::new()), "{right}");
    }
    for (wrong, message) in [
        (
            format!("{string}{code}{detail}"),
            "unexpected element faultstring in no namespace; expected faultcode",
        ),
        (
            format!("{code}{detail}{string}"),
            "unexpected element detail in no namespace; expected faultstring",
        ),
        (
            format!("{code}{string}{string}"),
            "unexpected element faultstring in no namespace; expected faultactor or detail",
        ),
        (
            format!("{code}{string}{detail}{actor}"),
            "unexpected element faultactor in no namespace; expected no further element",
        ),
        (
            format!("{code}{string}<x/>"),
            "unexpected element x in no namespace; expected faultactor or detail",
        ),
        (code.to_owned(), "missing element; expected faultstring"),
        (
            format!("{}{string}", code.replace("s:", "")),
            "a fault code in no namespace; expected a name with a prefix, e.g. soap:Client or soap:Server",
        ),
    ] {
        assert_eq!(told(&wrong).1, message, "{wrong}");
    }
    let prefixed = format!("{code}{string}").replace("faultcode>", "s:faultcode>");
    assert!(told(&prefixed).1.ends_with("expected faultcode in no namespace"), "{}", told(&prefixed).1);
    let undeclared = told(&format!("{}{string}", code.replace("s:", "t:")));
    assert!(!undeclared.1.is_empty() && undeclared.0 == "SOAP fault", "{undeclared:?}");
}

#[test]
fn what_is_not_well_formed_or_no_known_message_is_found() {
    assert_eq!(findings("<a><b></a>"), ["1:7 xml"]);
    assert_eq!(findings("<!DOCTYPE a><a/>"), ["1:1 xml"]);
    assert_eq!(findings("<a/>"), ["1:1 schema"]);
}

#[test]
fn responses_are_checked_against_the_schema() {
    let response = |code: &str| {
        format!(
            "<r:UpdatePersonContactInformationResponse xmlns:r=\"{UPDATE}\" xmlns=\"{CORE}\"><r:updatePersonContactInformationResult>\n<result>\n<resultCode>{code}</resultCode></result></r:updatePersonContactInformationResult></r:UpdatePersonContactInformationResponse>"
        )
    };
    assert_eq!(findings(&response("OK")), Vec::<String>::new());
    assert_eq!(findings(&response("MAYBE")), ["3:1 schema"]);
}

#[test]
fn a_finding_shows_the_line_and_a_caret_under_the_element() {
    let request = update(&format!("\t{}", detail("sms", "+460701740605")));
    let checked = check(request.as_bytes(), &Rules::default());
    let rendered = checked.diagnostics[0].render(Path::new("a.xml"), &checked.text);
    let lines: Vec<&str> = rendered.lines().collect();
    assert_eq!(lines[0], "error[F4]: trunk zero after +46; leave it out");
    assert_eq!(lines[1], "  --> a.xml:4:54  UpdatePersonContactInformation/contactInformation[1]/value");
    assert!(lines[3].contains("<value>+460701740605</value>"));
    assert_eq!(lines[3].find("<value>"), lines[4].find('^'));
    assert_eq!(lines[4].matches('^').count(), "<value>".len());
}

#[test]
fn a_message_in_another_namespace_is_told_the_right_one() {
    let checked = check(b"<GetPersonContactInformation xmlns=\"urn:other\"/>", &Rules::default());
    assert!(checked.diagnostics[0].message.ends_with(GET), "{}", checked.diagnostics[0].message);
}
