use super::*;
use crate::identity::IdentityForm;

const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md"));

/// Every way to break a rule.
fn problems() -> Vec<Problem> {
    use InvalidEmailAddress as Email;
    use InvalidTelephoneNumber as Telephone;
    let forms = [
        IdentityForm::Configured,
        IdentityForm::Stockholm,
        IdentityForm::VastraGotaland,
        IdentityForm::Varmland,
        IdentityForm::Inera,
        IdentityForm::Nrid,
        IdentityForm::Snr,
        IdentityForm::Pnr,
    ];
    let identities = [InvalidIdentity::UnknownRoot, InvalidIdentity::ExtensionMissing]
        .into_iter()
        .chain(forms.map(InvalidIdentity::Form))
        .chain(forms.map(InvalidIdentity::CheckDigit));
    let telephones = [
        Telephone::TrunkZero,
        Telephone::InternationalPrefix,
        Telephone::NationalForm,
        Telephone::PlusMissing,
        Telephone::Separators,
        Telephone::OtherCharacters,
        Telephone::CountryCodeZero,
        Telephone::TooShort,
        Telephone::TooLong,
    ];
    let emails = [
        Email::AtMissing,
        Email::SurroundingSpace,
        Email::DisplayName,
        Email::LocalPartTooLong,
        Email::LocalPartNotAscii,
        Email::LocalPart,
        Email::AddressLiteral,
        Email::Domain,
        Email::SingleLabel,
        Email::TooLong,
    ];
    let others = [
        Problem::VersionMissing,
        Problem::VersionUnexpected,
        Problem::VersionMalformed,
        Problem::VersionStale,
        Problem::ActorUnknown,
        Problem::ActorHsaIdMalformed,
        Problem::PrivateActorWithProfessional,
        Problem::PersonUnknown,
        Problem::ContactTypeUnknown,
        Problem::SecondSms,
        Problem::SecondEmail,
        Problem::UsePresent,
        Problem::ValueMissing,
        Problem::ValueEmpty,
        Problem::ContactPersonPresent,
        Problem::OptoutWithoutDigitalNotification,
        Problem::PersonProtected,
        Problem::NotOwnRecord,
        Problem::OrganizationMissing,
        Problem::OrganizationNotNamed,
        Problem::PersonDeceased,
        Problem::NumberNoLongerValid,
        Problem::NumberBlocked,
        Problem::NumberNotAllowed,
        Problem::DomainBlocked,
        Problem::DomainNotAllowed,
    ];
    let mut problems: Vec<Problem> = identities
        .map(Problem::PersonId)
        .chain(telephones.map(Problem::Telephone))
        .chain(emails.map(Problem::Email))
        .chain(others)
        .collect();
    problems.sort_by_key(|problem| problem.rule());
    problems
}

/// The rows of the table whose heading begins with `heading`.
fn rows(heading: &str) -> Vec<&'static str> {
    let mut lines = DOCUMENT.lines().skip_while(|line| !line.starts_with(heading));
    assert!(lines.next().is_some(), "no table {heading}");
    lines.skip(1).take_while(|line| line.starts_with('|')).collect()
}

#[test]
fn every_text_names_its_rule_last() {
    for problem in problems() {
        let rule = problem.rule();
        assert!(problem.message().ends_with(&format!(" ({rule})")), "{problem:?}");
        assert!(problem.result_text().ends_with(&format!(" ({rule}).")), "{problem:?}");
    }
}

#[test]
fn a_text_for_integrators_begins_small_and_one_for_users_is_a_single_sentence() {
    for problem in problems() {
        let message = problem.message();
        // Element names and abbreviations keep their spelling.
        assert!(message.starts_with(char::is_lowercase) || message.starts_with("IP "), "{message}");
        assert!(!message.contains("  ") && !message.contains('\n'), "{message}");
        let text = problem.result_text();
        assert!(text.starts_with(char::is_uppercase), "{text}");
        assert!(!text.replace("t.ex. ", "").trim_end_matches('.').contains(". "), "{text}");
        assert!(!text.contains("  ") && !text.contains('\n'), "{text}");
    }
}

#[test]
fn the_documented_rules_are_those_of_the_code() {
    let documented: Vec<String> =
        rows("| id |").iter().map(|row| row.split(" | ").take(2).collect::<Vec<_>>().join(" | ")).collect();
    let expected: Vec<String> = RuleId::ALL.iter().map(|id| format!("| {id} | {}", id.summary())).collect();
    assert_eq!(documented, expected);
}

#[test]
fn the_documented_texts_are_those_of_the_code() {
    let mut expected: Vec<String> = problems()
        .iter()
        .map(|problem| format!("| {} | {} | {} |", problem.rule(), problem.message(), problem.result_text()))
        .collect();
    expected.dedup();
    assert_eq!(rows("| rule |"), expected);
}
