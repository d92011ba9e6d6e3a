use super::*;

fn mistakes(toml: &str) -> Vec<(&'static str, usize)> {
    let settings: RulesSettings = toml::from_str(toml).unwrap();
    match Rules::new(&settings) {
        Ok(_) => Vec::new(),
        Err(invalid) => invalid.mistakes().iter().map(|mistake| (mistake.key, mistake.entry)).collect(),
    }
}

#[test]
fn nothing_set_is_the_framework_as_it_is() {
    let settings: RulesSettings = toml::from_str("").unwrap();
    assert_eq!(settings, RulesSettings::default());
    assert_eq!(settings.severity.f2, Severity::Error);
    assert!(Rules::new(&settings).is_ok());
}

#[test]
fn the_example_is_right() {
    let example = r#"
        blocked_email_domains = ["example.com", "domän.se"]
        blocked_numbers = ["+46900*", "+46701740605"]
        allowed_email_domains = ["se"]
        allowed_numbers = ["+46*", "+4*"]
        local_identity_roots = ["1.2.752.999.1"]
        [severity]
        F2 = "error"
        F3 = "warn"
        F16 = "error"
    "#;
    assert_eq!(mistakes(example), []);
}

#[test]
fn f16_mistakes_are_reported_together() {
    let toml = r#"
        blocked_email_domains = ["exempel.se", "@exempel.se", "*.exempel.se", ".exempel.se", "exempel..se", "", "a b"]
        blocked_numbers = ["+46900*", "0701740605", "+4607*", "*", "+*", "+0*", "46*", "+46 70*", "+1234567890123456*", "+46**"]
        allowed_email_domains = ["exempel.se."]
        allowed_numbers = ["+46"]
        local_identity_roots = ["1.2.752.999.1", "1", "1.02", "3.1", "1..2", "x", "1.2.752.129.2.1.3.1", "2.5.4.97", "1.2.752.74.9.2"]
    "#;
    let expected: Vec<(&str, usize)> = (2..=7)
        .map(|entry| ("blocked_email_domains", entry))
        .chain((2..=10).map(|entry| ("blocked_numbers", entry)))
        .chain([("allowed_email_domains", 1), ("allowed_numbers", 1)])
        .chain((2..=9).map(|entry| ("local_identity_roots", entry)))
        .collect();
    assert_eq!(mistakes(toml), expected);
}

#[test]
fn a_mistake_names_key_entry_and_cure_but_not_the_entry_itself() {
    let settings: RulesSettings =
        toml::from_str("blocked_numbers = [\"0701740605\"]\nblocked_email_domains = [\"@exempel.se\"]")
            .unwrap();
    let invalid = Rules::new(&settings).unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "rules.blocked_email_domains, entry 1: not a domain; leave out what stands before and with the @; \
         rules.blocked_numbers, entry 1: not a telephone number; expected +, 8 to 15 digits, or the beginning of a \
         number and *",
    );
    assert!(!format!("{settings:?}").contains("0701740605"));
}

#[test]
fn unknown_keys_and_severities_are_refused() {
    for toml in [
        "blocked_domains = []",
        "severity.F4 = \"warn\"",
        "severity.F2 = \"off\"",
        "severity.F2 = \"warning\"",
    ] {
        assert!(toml::from_str::<RulesSettings>(toml).is_err(), "{toml}");
    }
}

#[test]
fn compiled_lists_do_not_show_their_numbers() {
    let settings: RulesSettings = toml::from_str("blocked_numbers = [\"+46701740605\"]").unwrap();
    assert!(!format!("{:?}", Rules::new(&settings).unwrap()).contains("740605"));
}
