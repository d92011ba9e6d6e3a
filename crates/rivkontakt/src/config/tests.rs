use std::os::unix::fs::PermissionsExt;

use super::*;

/// A directory with a development PKI and this configuration.
fn directory_with(text: &str) -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    crate::pki::create_if_absent(&directory.path().join("pki"), now()).unwrap();
    let file = directory.path().join(FILE_NAME);
    fs::write(&file, text).unwrap();
    (directory, file)
}

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

/// Every mistake in `text` as `LINE KEY MESSAGE`.
fn mistakes(text: &str) -> Vec<String> {
    let (_directory, file) = directory_with(text);
    match Config::load(&file, now()) {
        Ok(_) => Vec::new(),
        Err(ConfigError::Invalid { problems, .. }) => {
            problems.into_iter().map(|p| format!("{} {} {}", p.line.unwrap_or(0), p.key, p.message)).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

#[track_caller]
fn assert_mistake(text: &str, line: usize, key: &str, words: &str) {
    let found = mistakes(text);
    let expected = format!("{line} {key} ");
    assert!(found.len() == 1 && found[0].starts_with(&expected) && found[0].contains(words), "{found:#?}");
}

#[test]
fn the_reference_file_is_in_order_and_shows_every_key_with_its_default() {
    let (_directory, file) = directory_with(REFERENCE);
    let config = Config::load(&file, now()).unwrap();
    assert_eq!(config.listen, Listen::default());
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.admin, Admin::default());
    assert_eq!(config.log, Log::default());
    assert_eq!(config.rules, contact_rules::RulesSettings::default());
    let parent = file.parent().unwrap();
    assert_eq!(config.tls.certificate, parent.join(Tls::default().certificate));
    assert_eq!(config.tls.key, parent.join(Tls::default().key));
    assert_eq!(config.tls.client_authorities, parent.join(Tls::default().client_authorities));
    assert_eq!(
        config.store,
        Store { directory: parent.join(Store::default().directory), ..Store::default() }
    );

    // A key that the reference lacks would be one that nobody can find.
    let shown: toml::Table = REFERENCE.parse().unwrap();
    let in_force = toml::Table::try_from(&config).unwrap();
    for (section, keys) in &in_force {
        for key in keys.as_table().into_iter().flatten().map(|(key, _)| key) {
            assert!(shown[section].as_table().unwrap().contains_key(key), "{section}.{key}");
        }
    }
}

#[test]
fn an_empty_file_has_the_defaults() {
    assert_eq!(mistakes(""), Vec::<String>::new());
}

#[test]
fn all_mistakes_are_told_in_one_run_with_line_and_key() {
    let found = mistakes(
        r#"[listen]
adress = "127.0.0.1:8443"
address = 5

[limits]
body_bytes = "large"
idle_seconds = 0

[colour]
[[consumer]]
hsa_id = "not an id"

[[consumer]]
hsa_id = "SE1-1"
[[consumer.grant]]
contracts = ["GetPersonContactInformationUnrestricted"]
logical_address = "SE165565594230-1000"
[[consumer.grant]]
contract = "GetPersonContactInformation"
logical_address = "SE165565594230-1000"
"#,
    );
    let starts: Vec<String> =
        found.iter().map(|m| m.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        starts,
        [
            "2 listen.adress",
            "3 listen.address",
            "6 limits.body_bytes",
            "7 limits.idle_seconds",
            "9 colour",
            "11 consumer[1].hsa_id",
            "15 consumer[2].grant[1].reason",
            "18 consumer[2].grant[2].contracts",
            "19 consumer[2].grant[2].contract",
        ],
        "{found:#?}"
    );
}

#[test]
fn one_mistake_of_type_hides_no_other_and_moves_none() {
    let found = mistakes(
        r#"[rules]
blocked_numbers = ["0701"]
[rules.severity]
F2 = "off"
F4 = "warn"
[[consumer]]
hsa_id = 5
[[consumer.grant]]
contracts = []
logical_address = ""
[[consumer]]
hsa_id = "SE1/1"
[[consumer.grant]]
contracts = ["GetPerson"]
logical_address = "SE165565594230-1000"
"#,
    );
    let starts: Vec<String> =
        found.iter().map(|m| m.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        starts,
        [
            "2 rules.blocked_numbers",
            "4 rules.severity.F2",
            "5 rules.severity.F4",
            "7 consumer[1].hsa_id",
            "9 consumer[1].grant[1].contracts",
            "10 consumer[1].grant[1].logical_address",
            "12 consumer[2].hsa_id",
            "14 consumer[2].grant[1].contracts",
        ],
        "{found:#?}"
    );
}

#[test]
fn a_value_of_a_wrong_type_is_told_with_what_it_should_be() {
    assert_mistake("[limits]\nconnections = \"many\"\n", 2, "limits.connections", "expected a whole number");
    assert_mistake("[limits]\ndrain_seconds = -3\n", 2, "limits.drain_seconds", "number of seconds");
    assert_mistake("[log]\nformat = 5\n", 2, "log.format", "\"auto\", \"text\" or \"json\"");
    assert_mistake("[listen]\naddress = \"localhost\"\n", 2, "listen.address", "\"127.0.0.1:8443\"");
    assert_mistake("[rules.severity]\nF2 = \"off\"\n", 2, "rules.severity.F2", "\"error\" or \"warn\"");
    for date in ["2025-12-01", "\"2025-13-01\""] {
        let grant = format!(
            "[[consumer]]\nhsa_id = \"SE1-1\"\n[[consumer.grant]]\ncontracts = [\"GetPersonContactInformation\"]\nlogical_address = \"SE165565594230-1000\"\nvalid_from = {date}\n"
        );
        assert_mistake(&grant, 6, "consumer[1].grant[1].valid_from", "in quotes, e.g. \"2026-01-31\"");
    }
}

#[test]
fn every_key_has_words_for_what_it_holds() {
    let shown: toml::Table = REFERENCE.parse().unwrap();
    for (section, value) in &shown {
        let tables = match value {
            toml::Value::Array(tables) => tables.clone(),
            table => vec![table.clone()],
        };
        for (key, value) in tables.iter().flat_map(|table| table.as_table().unwrap()) {
            let is_key = !value.is_table() && key != "grant";
            assert!(!is_key || document::expected(key).is_some(), "{section}.{key}");
        }
    }
}

#[test]
fn broken_syntax_is_told_with_its_line() {
    let found = mistakes("[listen]\naddress = \n");
    assert!(found[0].starts_with("2 "), "{found:#?}");
}

#[test]
fn an_unknown_contract_in_a_grant_is_refused_with_the_known_ones() {
    assert_mistake(
        "[[consumer]]\nhsa_id = \"SE1-1\"\n[[consumer.grant]]\ncontracts = [\"GetPerson\"]\nlogical_address = \"SE165565594230-1000\"\n",
        4,
        "consumer[1].grant[1].contracts",
        "GetPersonContactInformation,",
    );
}

#[test]
fn c11_an_unrestricted_grant_without_reason_is_refused() {
    let grant = |reason: &str| {
        format!(
            "[[consumer]]\nhsa_id = \"SE1-1\"\n[[consumer.grant]]\ncontracts = [\"UpdatePersonContactInformationUnrestricted\"]\nlogical_address = \"SE165565594230-1000\"\n{reason}\n"
        )
    };
    assert_mistake(&grant(""), 3, "consumer[1].grant[1].reason", "protected data");
    assert_mistake(&grant("reason = \" \""), 6, "consumer[1].grant[1].reason", "protected data");
    assert_eq!(mistakes(&grant("reason = \"threat assessments\"")), Vec::<String>::new());
}

#[test]
fn a_grant_that_ends_before_it_begins_is_refused() {
    let grant = |to: &str| {
        format!(
            "[[consumer]]\nhsa_id = \"SE1-1\"\n[[consumer.grant]]\ncontracts = [\"GetPersonContactInformation\"]\nlogical_address = \"SE165565594230-1000\"\nvalid_from = \"2026-02-02\"\nvalid_to = \"{to}\"\n"
        )
    };
    assert_mistake(&grant("2026-02-01"), 7, "consumer[1].grant[1].valid_to", "before valid_from");
    assert_eq!(mistakes(&grant("2026-02-02")), Vec::<String>::new());
}

#[test]
fn a_consumer_that_stands_twice_is_refused_however_it_is_spelled() {
    assert_mistake(
        "[[consumer]]\nhsa_id = \"SE1-1a\"\n[[consumer]]\nhsa_id = \"se1-1A\"\n",
        4,
        "consumer[2].hsa_id",
        "already",
    );
}

#[test]
fn the_admin_listener_keeps_to_loopback_and_off_the_contracts_port() {
    assert_mistake("[admin]\naddress = \"192.0.2.1:8444\"\n", 2, "admin.address", "loopback");
    assert_mistake("[admin]\naddress = \"127.0.0.1:8443\"\n", 2, "admin.address", "another port");
    assert_mistake(
        "[listen]\naddress = \"0.0.0.0:9000\"\n[admin]\naddress = \"127.0.0.1:9000\"\n",
        4,
        "admin.address",
        "another port",
    );
    assert_eq!(
        mistakes("[listen]\naddress = \"127.0.0.1:0\"\n[admin]\naddress = \"127.0.0.1:0\"\n"),
        Vec::<String>::new()
    );
}

#[test]
fn a_missing_file_and_a_key_of_another_certificate_are_refused() {
    assert_mistake("[tls]\ncertificate = \"nowhere.pem\"\n", 2, "tls.certificate", "nowhere.pem");
    assert_mistake("[tls]\nkey = \"pki/clients/care.key\"\n", 2, "tls.key", "does not belong");
    assert_mistake(
        "[tls]\nclient_authorities = \"pki/ca.key\"\n",
        2,
        "tls.client_authorities",
        "no certificate",
    );
}

#[test]
fn a_client_certificate_or_an_expired_one_cannot_serve() {
    let found =
        mistakes("[tls]\ncertificate = \"pki/clients/expired.pem\"\nkey = \"pki/clients/expired.key\"\n");
    assert!(found.len() == 1 && found[0].contains("expired"), "{found:#?}");
    let found = mistakes("[tls]\ncertificate = \"pki/clients/care.pem\"\nkey = \"pki/clients/care.key\"\n");
    assert!(found.len() == 1 && found[0].contains("serverAuth"), "{found:#?}");
}

/// Every warning of a file without mistakes as `LINE KEY MESSAGE`.
fn warnings(directory: &Path, text: &str, now: Timestamp) -> Vec<String> {
    let file = directory.join(FILE_NAME);
    fs::write(&file, text).unwrap();
    let warnings = Config::load(&file, now).unwrap().warnings;
    warnings.into_iter().map(|w| format!("{} {} {}", w.line.unwrap_or(0), w.key, w.message)).collect()
}

#[test]
fn what_somebody_should_look_at_is_warned_of() {
    let (directory, _) = directory_with("");
    let directory = directory.path();
    assert_eq!(warnings(directory, REFERENCE, now()), Vec::<String>::new());
    let found = warnings(directory, "", now());
    assert!(found.len() == 1 && found[0].starts_with("0 consumer "), "{found:#?}");

    let set_mode = |name: &str, mode| {
        fs::set_permissions(directory.join(name), PermissionsExt::from_mode(mode)).unwrap();
    };
    fs::create_dir(directory.join("data")).unwrap();
    for (key_mode, data_mode, expected) in
        [(0o640, 0o700, &[][..]), (0o604, 0o700, &["tls.key"]), (0o600, 0o750, &["store.directory"])]
    {
        set_mode("pki/server.key", key_mode);
        set_mode("data", data_mode);
        let found = warnings(directory, REFERENCE, now());
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        assert!(
            found.iter().zip(expected).all(|(found, key)| found.contains(key) && found.contains("chmod"))
        );
    }
}

#[test]
fn a_certificate_is_to_be_renewed_during_its_last_30_days() {
    let (directory, _) = directory_with("");
    let until = server_certificate_until(&directory.path().join("pki/server.pem")).unwrap();
    let at = |days: i64| until.checked_sub(jiff::SignedDuration::from_hours(days * 24)).unwrap();
    assert_eq!(warnings(directory.path(), REFERENCE, at(30)), Vec::<String>::new());
    let found = warnings(directory.path(), REFERENCE, at(29));
    assert!(
        found.len() == 1 && found[0].contains("tls.certificate") && found[0].contains("renew"),
        "{found:#?}"
    );
}

#[test]
fn a_grant_that_is_over_is_warned_of_from_the_next_day() {
    let (directory, _) = directory_with("");
    let grant = |to: &str| {
        format!(
            "[[consumer]]\nhsa_id = \"SE1-1\"\n[[consumer.grant]]\ncontracts = [\"GetPersonContactInformation\"]\nlogical_address = \"SE165565594230-1000\"\nvalid_to = \"{to}\"\n"
        )
    };
    assert_eq!(warnings(directory.path(), &grant("2026-03-01"), now()), Vec::<String>::new());
    let found = warnings(directory.path(), &grant("2026-02-28"), now());
    assert!(found.len() == 1 && found[0].starts_with("6 consumer[1].grant[1].valid_to "), "{found:#?}");
}

#[test]
fn client_authorities_that_are_none_are_refused() {
    assert_mistake(
        "[tls]\nclient_authorities = \"pki/clients/care.pem\"\n",
        2,
        "tls.client_authorities",
        "certificate 1 is of no authority",
    );
}

#[test]
fn a_store_directory_that_cannot_be_one_is_refused() {
    assert_mistake("[store]\ndirectory = \"pki/ca.pem\"\n", 2, "store.directory", "is no directory");
    assert_mistake("[store]\ndirectory = \"\"\n", 2, "store.directory", "is empty");
}

#[test]
fn an_encrypted_key_is_told_with_the_cure() {
    let (directory, file) = directory_with("");
    let text = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    fs::write(directory.path().join("pki/server.key"), text).unwrap();
    let error = Config::load(&file, now()).unwrap_err().to_string();
    assert!(error.contains("tls.key") && error.contains("openssl pkey"), "{error}");
}

#[test]
fn limits_of_zero_and_limits_that_contradict_each_other_are_refused() {
    assert_mistake("[limits]\nconnections = 0\n", 2, "limits.connections", "at least 1");
    assert_mistake("[limits]\nhead_bytes = 8191\n", 2, "limits.head_bytes", "8192");
    assert_mistake("[limits]\nbody_bytes = 4095\n", 2, "limits.body_bytes", "4096");
    assert_mistake("[limits]\nelement_depth = 11\n", 2, "limits.element_depth", "12");
    assert_mistake("[limits]\nattributes_per_element = 7\n", 2, "limits.attributes_per_element", "8");
    for seconds in ["0", "86401"] {
        let text = format!("[limits]\nhandshake_seconds = {seconds}\n");
        assert_mistake(&text, 2, "limits.handshake_seconds", "1 to 86400");
    }
    assert_mistake(
        "[limits]\nbodies_in_flight_bytes = 4194303\n",
        2,
        "limits.bodies_in_flight_bytes",
        "4194304",
    );
    assert_eq!(
        mistakes(
            "[limits]\nhead_bytes = 8192\nbodies_in_flight_bytes = 4194304\nelement_depth = 12\nattributes_per_element = 8\nidle_seconds = 86400\n"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn f14_a_checkpoint_later_than_a_day_is_refused() {
    assert_mistake("[store]\ncheckpoint_seconds = 86401\n", 2, "store.checkpoint_seconds", "F14");
    assert_mistake("[store]\ncheckpoint_seconds = 0\n", 2, "store.checkpoint_seconds", "F14");
    assert_eq!(mistakes("[store]\ncheckpoint_seconds = 86400\n"), Vec::<String>::new());
}

#[test]
fn a_mistake_in_the_rules_names_the_key_and_the_entry() {
    assert_mistake(
        "[rules]\nblocked_email_domains = [\"example.com\", \"not a domain\"]\n",
        2,
        "rules.blocked_email_domains",
        "entry 2",
    );
}
