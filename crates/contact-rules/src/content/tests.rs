use rivta_persons::core::{CodedValue, ContactPersonType, IIType};

use super::*;
use crate::testing::{
    breach, breaches, breaches_of, detail, ii, own_update, professional_update, rules, violations,
    with_details,
};
use crate::{RuleId, Severity, email::InvalidEmailAddress, result_text};

const NUMBER: &str = "+46701740605";
const ADDRESS: &str = "namn@exempel.se";

#[test]
fn an_update_that_breaks_no_rule_allocates_no_list() {
    let mut request = with_details([detail("sms", NUMBER), detail("email", ADDRESS)]);
    request.optout_paper_notification = Some(true);
    for rules in [Rules::default(), rules(r#"blocked_numbers = ["+46900*"]"#)] {
        assert_eq!(violations(&rules, &request).capacity(), 0);
    }
    assert_eq!(breaches(&own_update()), []);
    assert_eq!(breaches(&professional_update()), []);
}

#[test]
fn f1_accepts_sms_and_email_exactly_so() {
    for (contact_type, value) in [("sms", NUMBER), ("sms", "+4687716100"), ("email", ADDRESS)] {
        assert_eq!(breaches(&with_details([detail(contact_type, value)])), []);
    }
}

#[test]
fn f1_refuses_any_other_type() {
    for contact_type in ["SMS", "Email", "e-mail", "sms ", " sms", "", "phone", "tel", "sms\u{200b}"] {
        let request = with_details([detail(contact_type, NUMBER)]);
        assert_eq!(
            breaches(&request),
            breach(RuleId::F1, "contactInformation[1]/contactType"),
            "{contact_type:?}"
        );
    }
}

#[test]
fn f2_refuses_each_detail_after_the_first_of_its_kind() {
    let request = with_details([
        detail("sms", NUMBER),
        detail("email", ADDRESS),
        detail("sms", "+46701740606"),
        detail("email", ADDRESS),
        detail("sms", NUMBER),
    ]);
    let expected: Vec<_> =
        [3, 4, 5].iter().map(|number| (RuleId::F2, format!("contactInformation[{number}]"))).collect();
    assert_eq!(breaches(&request), expected);
}

#[test]
fn f2_is_a_warning_when_set_so() {
    let request = with_details([detail("sms", NUMBER), detail("sms", NUMBER)]);
    let found = violations(&rules("severity.F2 = \"warn\""), &request);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule(), found[0].severity()), (RuleId::F2, Severity::Warning));
    assert_eq!(result_text(&found), "");
    assert_eq!(violations(&Rules::default(), &request)[0].severity(), Severity::Error);
}

#[test]
fn f3_refuses_use_even_if_empty() {
    for text in ["home", ""] {
        let mut request = with_details([detail("sms", NUMBER)]);
        request.contact_information[0].r#use = Some(CodedValue::new(text).unwrap());
        assert_eq!(breaches(&request), breach(RuleId::F3, "contactInformation[1]/use"));
        let found = violations(&rules("severity.F3 = \"warn\""), &request);
        assert_eq!(found[0].severity(), Severity::Warning);
    }
}

#[test]
fn f4_is_checked_of_sms() {
    let request = with_details([detail("email", ADDRESS), detail("sms", "+460701740605")]);
    assert_eq!(breaches(&request), breach(RuleId::F4, "contactInformation[2]/value"));
    assert_eq!(
        violations(&Rules::default(), &request)[0].message(),
        "trunk zero after +46; leave it out (F4)"
    );
    assert_eq!(
        breaches(&with_details([detail("sms", ADDRESS)])),
        breach(RuleId::F4, "contactInformation[1]/value")
    );
}

#[test]
fn f5_is_checked_of_email() {
    let request = with_details([detail("email", "Namn <namn@exempel.se>")]);
    assert_eq!(breaches(&request), breach(RuleId::F5, "contactInformation[1]/value"));
    let found = violations(&Rules::default(), &request);
    assert_eq!(found[0].message(), InvalidEmailAddress::DisplayName.message());
    assert_eq!(
        breaches(&with_details([detail("email", NUMBER)])),
        breach(RuleId::F5, "contactInformation[1]/value")
    );
}

#[test]
fn f6_refuses_a_missing_or_empty_value() {
    for contact_type in ["sms", "email"] {
        let mut request = with_details([detail(contact_type, "")]);
        for empty in ["", " ", "\n\t", "\u{a0}"] {
            request.contact_information[0].value = Some(empty.to_owned());
            assert_eq!(breaches(&request), breach(RuleId::F6, "contactInformation[1]/value"));
        }
        request.contact_information[0].value = None;
        assert_eq!(breaches(&request), breach(RuleId::F6, "contactInformation[1]"));
    }
}

#[test]
fn f7_refuses_each_contact_person() {
    let mut request = own_update();
    request.contact_person = vec![ContactPersonType::new(CodedValue::new("M").unwrap()); 2];
    assert_eq!(
        breaches(&request),
        [(RuleId::F7, "contactPerson[1]".to_owned()), (RuleId::F7, "contactPerson[2]".to_owned())],
    );
}

#[test]
fn f8_optout_needs_digital_notification() {
    let mut request = with_details([detail("sms", NUMBER), detail("email", ADDRESS)]);
    request.optout_paper_notification = Some(true);
    request.contact_information[0].digital_notification = Some(false);
    assert_eq!(breaches(&request), []);
    for absent in [Some(false), None] {
        request.contact_information[1].digital_notification = absent;
        assert_eq!(breaches(&request), breach(RuleId::F8, "optoutPaperNotification"));
    }
    for optout in [Some(false), None] {
        request.optout_paper_notification = optout;
        assert_eq!(breaches(&request), []);
    }
}

#[test]
fn f8_optout_without_details_is_refused() {
    let mut request = own_update();
    request.optout_paper_notification = Some(true);
    assert_eq!(breaches(&request), breach(RuleId::F8, "optoutPaperNotification"));
}

#[track_caller]
fn f16(settings: &str, contact_type: &str, refused: &[&str], accepted: &[&str]) {
    let rules = rules(settings);
    for value in refused {
        let found = breaches_of(&rules, &with_details([detail(contact_type, value)]));
        assert_eq!(found, breach(RuleId::F16, "contactInformation[1]/value"), "{value}");
    }
    for value in accepted {
        assert_eq!(breaches_of(&rules, &with_details([detail(contact_type, value)])), [], "{value}");
    }
}

#[test]
fn f16_a_blocked_domain_covers_its_subdomains() {
    f16(
        r#"blocked_email_domains = ["Exempel.SE", "blockerad.domän.se", "top"]"#,
        "email",
        &[
            "a@exempel.se",
            "a@EXEMPEL.se",
            "a@a.b.exempel.se",
            "a@xn--domn-noa.top",
            "a@blockerad.xn--domn-noa.se",
        ],
        &["a@xexempel.se", "a@exempel.se.nu", "a@exempel.com", "a@domän.se", "a@atop.se", "a@top.se"],
    );
}

#[test]
fn f16_nothing_but_an_allowed_domain_is_accepted() {
    f16(
        r#"allowed_email_domains = ["exempel.se"]"#,
        "email",
        &["a@exempel.com", "a@xexempel.se"],
        &["a@exempel.se", "a@sub.exempel.se"],
    );
    f16(r#"allowed_email_domains = ["exempel.se"]"#, "sms", &[], &[NUMBER]);
    f16("allowed_email_domains = []", "email", &[], &["a@exempel.com"]);
}

#[test]
fn f16_a_blocked_number_may_be_a_beginning() {
    f16(
        r#"blocked_numbers = ["+46701740605", "+46900*", "+1*"]"#,
        "sms",
        &["+46701740605", "+469001234", "+4690012345", "+12025550123"],
        &["+46701740606", "+467017406055", "+46901234567", "+4712345678"],
    );
}

#[test]
fn f16_nothing_but_an_allowed_number_is_accepted() {
    f16(r#"allowed_numbers = ["+46*"]"#, "sms", &["+4712345678"], &[NUMBER]);
    f16(r#"allowed_numbers = ["+46701740605"]"#, "sms", &["+46701740606"], &[NUMBER]);
    f16(r#"allowed_numbers = ["+46701740605"]"#, "email", &[], &[ADDRESS]);
}

#[test]
fn f16_what_is_blocked_is_not_allowed() {
    f16(
        "blocked_email_domains = [\"a.se\"]\nallowed_email_domains = [\"a.se\", \"b.se\"]",
        "email",
        &["a@a.se", "a@x.a.se"],
        &["a@b.se"],
    );
    f16(
        "blocked_numbers = [\"+46701740605\"]\nallowed_numbers = [\"+467*\"]",
        "sms",
        &[NUMBER],
        &["+46701740606"],
    );
}

#[test]
fn f16_is_a_warning_when_set_so() {
    let rules = rules("blocked_numbers = [\"+46*\"]\nseverity.F16 = \"warn\"");
    let found = violations(&rules, &with_details([detail("sms", NUMBER)]));
    assert_eq!((found[0].rule(), found[0].severity()), (RuleId::F16, Severity::Warning));
}

#[test]
fn f16_is_not_asked_about_a_value_that_is_wrong() {
    let rules = rules(r#"allowed_numbers = ["+46*"]"#);
    let found = breaches_of(&rules, &with_details([detail("sms", "0701740605")]));
    assert_eq!(found, breach(RuleId::F4, "contactInformation[1]/value"));
}

#[test]
fn c12_is_reported_of_person_id() {
    let mut request = professional_update();
    request.person_id = ii(&request.person_id.root, "191212121213");
    assert_eq!(breaches(&request), breach(RuleId::C12, "personId"));
    request.person_id = IIType::new("1.2.3".to_owned());
    assert_eq!(breaches(&request), breach(RuleId::C12, "personId"));
}

#[test]
fn all_rules_broken_are_reported_in_document_order() {
    let mut request =
        with_details([detail("email", ""), detail("fax", "0701740605"), detail("sms", "0701740605")]);
    request.contact_information[1].r#use = Some(CodedValue::new("home").unwrap());
    request.contact_information[2].r#use = Some(CodedValue::new("work").unwrap());
    request.contact_information.push(detail("sms", NUMBER));
    for detail in &mut request.contact_information {
        detail.digital_notification = None;
    }
    request.contact_person.push(ContactPersonType::new(CodedValue::new("M").unwrap()));
    request.optout_paper_notification = Some(true);
    request.actor.id.extension = Some("200001012384".to_owned());
    request.person_id.extension = None;

    let found = violations(&Rules::default(), &request);
    let lines: Vec<String> =
        found.iter().map(|violation| format!("{} {}", violation.path(), violation.rule())).collect();
    assert_eq!(
        lines,
        [
            "actor/id F10",
            "personId C12",
            "contactInformation[1]/value F6",
            "contactInformation[2]/contactType F1",
            "contactInformation[2]/use F3",
            "contactInformation[3]/use F3",
            "contactInformation[3]/value F4",
            "contactInformation[4] F2",
            "contactPerson[1] F7",
            "optoutPaperNotification F8",
        ],
    );
    // One sentence for each kind of mistake, and no value in it.
    let text = result_text(&found);
    assert_eq!(text.matches("(F3).").count(), 1);
    for id in ["(F10).", "(C12).", "(F6).", "(F1).", "(F4).", "(F2).", "(F7).", "(F8)."] {
        assert_eq!(text.matches(id).count(), 1, "{id} in {text}");
    }
    assert!(!text.contains("0701740605") && !text.contains("200001012384"));
}

#[test]
fn any_text_is_checked() {
    use proptest::prelude::*;
    proptest!(|(contact_type in "sms|email|\\PC{0,8}", value in "\\PC{0,80}", id in "\\PC{0,14}")| {
        let mut request = with_details([detail(&contact_type, &value)]);
        request.person_id.extension = Some(id.clone());
        request.actor.id.extension = Some(id);
        violations(&Rules::default(), &request);
    });
}
