//! SOAP as the profile's section Message says, and who may call.

use rivta_soap::swedish_time_zone;

use crate::server::{LOGICAL_ADDRESS, PATH, Server, UNRESTRICTED_PATH, echo, echoed, envelope, hsa, post};

const SOAP: &str = r#"xmlns:s="http://schemas.xmlsoap.org/soap/envelope/""#;
const REG: &str = r#"xmlns:r="urn:riv:itintegration:registry:1""#;

fn echo_element() -> &'static str {
    r#"<t:Echo xmlns:t="urn:riv:test:echo:EchoResponder:1">x</t:Echo>"#
}

/// An envelope with these header blocks.
fn with_header(blocks: &str) -> String {
    format!(
        "<s:Envelope {SOAP} {REG}><s:Header>{blocks}</s:Header><s:Body>{}</s:Body></s:Envelope>",
        echo_element()
    )
}

fn address() -> String {
    format!("<r:LogicalAddress>{LOGICAL_ADDRESS}</r:LogicalAddress>")
}

async fn accepts(server: &Server, envelope: impl AsRef<[u8]>) {
    assert_eq!(echoed(&server.post("care", &envelope).await), "x");
}

async fn faults(server: &Server, envelope: impl AsRef<[u8]>, code: &str, parts: &[&str]) {
    let answer = server.post("care", &envelope).await;
    let (found, string) = answer.fault();
    assert_eq!(found, code, "{string}");
    for part in parts {
        assert!(string.contains(part), "expected {part} in {string}");
    }
}

#[tokio::test]
async fn a_good_request_is_answered() {
    let server = Server::start().await;
    let answer = server.post("care", echo("hej å &amp; &lt;")).await;
    assert_eq!(echoed(&answer), "hej å &amp; &lt;");
    assert_eq!(server.metric("rivta_requests_total{contract=\"Echo\",outcome=\"ok\"}"), Some(1.0));
}

#[tokio::test]
async fn spellings_of_one_envelope_are_equal() {
    let server = Server::start().await;
    let plain = echo("x");
    let declared = |encoding: &str| {
        plain.replacen("<s:", &format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<s:"), 1)
    };
    accepts(&server, declared("utf-8")).await;
    accepts(&server, [b"\xEF\xBB\xBF", plain.as_bytes()].concat()).await;
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    accepts(&server, utf16(&format!("\u{FEFF}{plain}"), u16::to_le_bytes)).await;
    accepts(&server, utf16(&format!("\u{FEFF}{}", declared("UTF-16")), u16::to_be_bytes)).await;
    accepts(&server, utf16(&declared("UTF-16"), u16::to_le_bytes)).await;
    let prefixed = |prefix: &str, declaration: &str| {
        plain
            .replace("<s:", &format!("<{prefix}"))
            .replace("</s:", &format!("</{prefix}"))
            .replace("xmlns:s=", declaration)
    };
    accepts(&server, prefixed("soapenv:", "xmlns:soapenv=")).await;
    accepts(&server, prefixed("", "xmlns=")).await;
    accepts(&server, plain.replace(">x<", "><![CDATA[x]]><")).await;
    accepts(&server, plain.replace(">x<", "><!-- a -->x<!-- b --><")).await;
    accepts(&server, plain.replace("><", ">\n <!-- c --><?pi?>\t<")).await;
    accepts(&server, with_header(&format!("<r:LogicalAddress>\n {LOGICAL_ADDRESS}\t</r:LogicalAddress>")))
        .await;
    accepts(&server, with_header(&format!("<a xmlns=\"urn:x\">y<b/></a>{}<r:Other/>", address()))).await;
    accepts(
        &server,
        with_header(&address().replace("<r:LogicalAddress", "<r:LogicalAddress s:mustUnderstand=\"1\"")),
    )
    .await;
}

#[tokio::test]
async fn headers_that_must_be_understood() {
    let server = Server::start().await;
    let with =
        |attributes: &str| with_header(&format!("{}<w:Security xmlns:w=\"urn:w\" {attributes}/>", address()));
    accepts(&server, with("s:mustUnderstand=\"0\"")).await;
    accepts(&server, with("mustUnderstand=\"1\"")).await;
    accepts(&server, with("s:mustUnderstand=\"1\" s:actor=\"urn:somebody-else\"")).await;
    faults(&server, with("s:mustUnderstand=\"1\""), "MustUnderstand", &["Security"]).await;
    let next = "s:mustUnderstand=\"1\" s:actor=\"http://schemas.xmlsoap.org/soap/actor/next\"";
    faults(&server, with(next), "MustUnderstand", &["Security"]).await;
}

#[tokio::test]
async fn other_envelopes_are_a_version_mismatch() {
    let server = Server::start().await;
    let soap12 = echo("x")
        .replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
    faults(&server, soap12, "VersionMismatch", &["http://schemas.xmlsoap.org/soap/envelope/"]).await;
}

#[tokio::test]
async fn broken_envelopes_are_client_faults_that_say_where() {
    let server = Server::start().await;
    let header = format!("<s:Header>{}</s:Header>", address());
    let in_envelope = |content: &str| format!("<s:Envelope {SOAP} {REG}>\n{content}</s:Envelope>");
    let body = format!("<s:Body>{}</s:Body>", echo_element());
    let table: [(String, &[&str]); 19] = [
        (String::new(), &["Rad 1, kolumn 1"]),
        ("hej".into(), &["Rad 1"]),
        ("<a/>".into(), &["Rad 1, kolumn 1", "soap:Envelope"]),
        (in_envelope(&header), &["Rad 2, kolumn 78", "soap:Body"]),
        (in_envelope(&format!("{header}<s:Body/>")), &["Rad 2", "soap:Body/*"]),
        (
            in_envelope(&format!("{header}<s:Body>{0}{0}</s:Body>", echo_element())),
            &["Envelope/Body/Echo", "inget mer element"],
        ),
        (in_envelope(&format!("{header}{body}{body}")), &["Rad 2", "Envelope/Body"]),
        (in_envelope(&format!("{header}{header}{body}")), &["Rad 2", "Envelope/Header"]),
        (in_envelope(&format!("{body}{header}")), &["LogicalAddress"]),
        (in_envelope(&body), &["LogicalAddress"]),
        (in_envelope(&format!("<s:Header/>{body}")), &["LogicalAddress"]),
        (with_header(&address().repeat(2)), &["Envelope/Header/LogicalAddress", "inget mer element"]),
        (with_header("<r:LogicalAddress>åäö</r:LogicalAddress>"), &["LogicalAddress", "HSA-id"]),
        (
            with_header(&address().replacen('>', " foo='1'>", 1)),
            &["Envelope/Header/LogicalAddress", "attribut foo"],
        ),
        (with_header("<r:LogicalAddress/>"), &["LogicalAddress", "HSA-id"]),
        (with_header(&format!("text{}", address())), &["Envelope/Header", "enbart element"]),
        (envelope("<Echo>x</Echo>"), &["Envelope/Body/Echo", "urn:riv:test:echo:EchoResponder:1"]),
        (echo("<b/>"), &["Envelope/Body/Echo/b"]),
        (echo("x") + "<a/>", &["Rad 1"]),
    ];
    for (envelope, parts) in table {
        faults(&server, envelope, "Client", parts).await;
    }
    assert_eq!(server.metric("rivta_requests_total{contract=\"Echo\",outcome=\"client_fault\"}"), Some(19.0));
}

#[tokio::test]
async fn documents_types_and_foreign_encodings_are_client_faults() {
    let server = Server::start().await;
    let bomb =
        format!("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}", echo("&b;"));
    faults(&server, bomb, "Client", &["DOCTYPE"]).await;
    faults(&server, echo("&undeclared;"), "Client", &["Envelope/Body/Echo"]).await;
    faults(
        &server,
        format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", echo("x")),
        "Client",
        &["UTF-8"],
    )
    .await;
    faults(&server, [echo("x").as_bytes(), b"\xE5"].concat(), "Client", &["UTF-8"]).await;
    faults(&server, echo(&"<a>".repeat(200)), "Client", &["100"]).await;
}

#[tokio::test]
async fn values_are_not_echoed() {
    let server = Server::start().await;
    let secret = "070-1234567";
    for body in
        [format!("<a>{secret}</a>"), format!("{secret}<a b=\"{secret}\"/>"), format!("{secret}&{secret};")]
    {
        let answer = server.post("care", echo(&body)).await;
        assert!(!answer.fault().1.contains(secret), "{}", answer.text());
    }
}

#[tokio::test]
async fn logical_addresses_of_others_are_refused() {
    let server = Server::start().await;
    faults(
        &server,
        echo("x").replace(LOGICAL_ADDRESS, "SE165565594230-2000"),
        "Client",
        &["SE165565594230-2000", LOGICAL_ADDRESS],
    )
    .await;
}

#[tokio::test]
async fn soap_action_may_be_missing_but_not_another() {
    let server = Server::start().await;
    let action = "urn:riv:test:echo:EchoResponder:1:Echo";
    for header in [
        String::new(),
        "SOAPAction: \r\n".into(),
        "SOAPAction: \"\"\r\n".into(),
        format!("SOAPAction: {action}\r\n"),
        format!("soapaction: \"{action}\"\r\n"),
    ] {
        let answer = server.send("care", post(PATH, &header, echo("x"))).await;
        assert_eq!(echoed(&answer), "x", "{header}");
    }
    for header in
        ["SOAPAction: \"urn:other\"\r\n", "SOAPAction: å\r\n", "SOAPAction: \"\"\r\nSOAPAction: x\r\n"]
    {
        let answer = server.send("care", post(PATH, header, echo("x"))).await;
        let (code, string) = answer.fault();
        assert_eq!(code, "Client");
        assert!(string.contains("SOAPAction") && string.contains(action), "{string}");
    }
}

#[tokio::test]
async fn a_message_of_another_contract_is_a_client_fault() {
    let server = Server::start().await;
    let other = envelope(r#"<t:EchoUnrestricted xmlns:t="urn:riv:test:echo:EchoUnrestrictedResponder:1"/>"#);
    let answer = server.send("unrestricted", post(PATH, "", &other)).await;
    assert_eq!(answer.fault().0, "Client");
    assert!(answer.fault().1.contains("väntat Echo i namnrymden urn:riv:test:echo:EchoResponder:1"));
    assert_eq!(server.send("unrestricted", post(UNRESTRICTED_PATH, "", &other)).await.status, 200);
}

#[tokio::test]
async fn callers_without_a_grant_are_refused_by_name() {
    let server = Server::start().await;
    let answer = server.post("nobody", echo("x")).await;
    assert_eq!(answer.fault(), ("Client", format!("Obehörigt anrop för system {}.", hsa("nobody")).as_str()));
    // Before the message is looked at.
    let answer = server.post("nobody", echo("<b/>")).await;
    assert_eq!(answer.fault(), ("Client", format!("Obehörigt anrop för system {}.", hsa("nobody")).as_str()));
    assert_eq!(server.metric("rivta_requests_total{contract=\"Echo\",outcome=\"unauthorized\"}"), Some(2.0));
}

#[tokio::test]
async fn grants_hold_on_swedish_days() {
    let server = Server::start().await;
    let at = |text: &str| {
        text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(swedish_time_zone()).unwrap().timestamp()
    };
    for (time, allowed) in [
        ("2025-12-31T23:59:59", false),
        ("2026-01-01T00:00:00", true),
        ("2026-12-31T23:59:59", true),
        ("2027-01-01T00:00:00", false),
    ] {
        server.clock.set(at(time));
        let answer = server.post("care", echo("x")).await;
        assert_eq!(answer.status == 200, allowed, "{time}");
    }
}

/// C11: behind a platform, the original consumer needs the unrestricted grant, too.
#[tokio::test]
async fn c11_unrestricted_calls_need_the_original_consumers_grant() {
    let server = Server::start().await;
    let message = envelope(
        r#"<t:EchoUnrestricted xmlns:t="urn:riv:test:echo:EchoUnrestrictedResponder:1">x</t:EchoUnrestricted>"#,
    );
    let behind = |consumer: &str| format!("x-rivta-original-serviceconsumer-hsaid: {consumer}\r\n");
    let refused = |name: &str| format!("Obehörigt anrop för system {}.", hsa(name));
    let send = async |client: &str, headers: &str| {
        server.send(client, post(UNRESTRICTED_PATH, headers, &message)).await
    };

    assert_eq!(send("unrestricted", "").await.status, 200);
    assert_eq!(send("care", "").await.fault().1, refused("care"));
    assert_eq!(send("platform", "").await.fault().1, refused("platform"));
    assert_eq!(send("platform", &behind(&hsa("unrestricted"))).await.status, 200);
    assert_eq!(send("platform", &behind(&hsa("care"))).await.fault().1, refused("care"));
    assert_eq!(send("platform", &behind("å")).await.fault().1, refused("platform"));
    let twice = behind(&hsa("unrestricted")) + &behind(&hsa("unrestricted"));
    assert_eq!(send("platform", &twice).await.fault().1, refused("platform"));
    // From anybody else, the header means nothing.
    assert_eq!(send("care", &behind(&hsa("unrestricted"))).await.fault().1, refused("care"));
    assert_eq!(send("unrestricted", &behind(&hsa("care"))).await.status, 200);
}

#[tokio::test]
async fn identity_headers_are_believed_from_platforms_only() {
    let server = Server::start().await;
    let header = format!("x-rivta-original-serviceconsumer-hsaid: {}\r\n", hsa("somebody"));
    let consumer = async |client: &str| {
        let answer = server.send(client, post(PATH, &header, echo("consumer"))).await;
        echoed(&answer).to_owned()
    };
    assert_eq!(consumer("platform").await, hsa("somebody"));
    assert_eq!(consumer("care").await, hsa("care"));
}

#[tokio::test]
async fn correlation_ids_are_passed_on_or_made() {
    let server = Server::start().await;
    let answer =
        server.send("care", post(PATH, "x-skltp-correlation-id: abc-123\r\n", echo("correlation"))).await;
    assert_eq!((echoed(&answer), answer.header("x-skltp-correlation-id")), ("abc-123", Some("abc-123")));
    for bad in ["", "x-skltp-correlation-id: a b\r\n", "x-skltp-correlation-id: å\r\n"] {
        let answer = server.send("care", post(PATH, bad, echo("correlation"))).await;
        assert_eq!(echoed(&answer).len(), 36, "a UUID: {}", echoed(&answer));
        assert_eq!(answer.header("x-skltp-correlation-id"), Some(echoed(&answer)));
    }
}

#[tokio::test]
async fn producers_faults_and_refusals_are_passed_on() {
    let server = Server::start().await;
    assert_eq!(server.post("care", echo("fault")).await.fault(), ("Client", "Fel på begäran."));
    let technical = server.post("care", echo("technical")).await;
    assert_eq!(technical.fault().0, "Server");
    assert!(technical.fault().1.contains("log-id-1"));
    assert_eq!(echoed(&server.post("care", echo("refuse")).await), "refused Nej. (F4)");
    for (outcome, count) in [("client_fault", 1.0), ("server_fault", 1.0), ("refused", 1.0)] {
        let name = format!("rivta_requests_total{{contract=\"Echo\",outcome=\"{outcome}\"}}");
        assert_eq!(server.metric(&name), Some(count), "{outcome}");
    }
}

#[tokio::test]
async fn a_panic_is_a_server_fault_and_the_server_goes_on() {
    let server = Server::start().await;
    let answer = server.post("care", echo("panic")).await;
    let (code, string) = answer.fault();
    assert_eq!(code, "Server");
    assert!(string.starts_with("Tekniskt fel. Ange logg-id ") && !string.contains("asked to"), "{string}");
    assert_eq!(echoed(&server.post("care", echo("x")).await), "x");
}
