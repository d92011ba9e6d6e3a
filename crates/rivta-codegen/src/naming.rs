//! Every name that generated code gets is chosen here.
//!
//! | XML | Rust | example |
//! | --- | --- | --- |
//! | type | as written, words joined, first letter a capital | `IIType`, `hsa-id` → `HsaId` |
//! | anonymous type | the names on the way to it and `Type` | `PersonType`/`address` → `PersonAddressType` |
//! | element, attribute | snake case; keywords become raw identifiers | `personId` → `person_id`, `type` → `r#type` |
//! | enumeration value | words joined, each with one capital; signs are named | `YYYY-MM` → `YyyyMm`, `<=` → `LessEqual` |
//! | namespace | snake case of the last part that is no version, without `Responder` | `...:GetXResponder:4` → `get_x` |
//!
//! Modules get the names that [`module_names`] tells, which depend on no order, and are written in ASCII, as they are files too:
//! `åtgärd` → `atgard`. Where other names clash, who is already spelt as in Rust keeps its name, and the others are numbered
//! from 2 in the order of the schema: `Utlatande` and `utlatande` become `Utlatande` and `Utlatande2`. So a name depends on
//! those that it clashes with and on no other.
//!
//! Names that generated code needs itself are not given away: a type `Option` becomes `OptionType`, a module `xml` of
//! `urn:riv:a:xml:1` `a_xml_1`, a value `Self` `SelfValue`, a value without letters, digits and signs `Empty`. A type that a
//! choice, a union or `xsi:type` adds is named after the type that it belongs to: `RootChoice`, `SizeValue`, `AnyEvent`.

mod modules;

use std::collections::BTreeSet;

pub use modules::{RESERVED_MODULES, module_name, module_names};

/// Names that generated modules use themselves. A type of such a name gets `Type` at its end.
const RESERVED_TYPES: [&str; 53] = [
    "AnyElements",
    "AnySimple",
    "AnyType",
    "AnyUri",
    "Arc",
    "Base64Binary",
    "Box",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "Default",
    "Double",
    "Duration",
    "ElementId",
    "Entities",
    "Entity",
    "Err",
    "Float",
    "GDay",
    "GMonth",
    "GMonthDay",
    "GYear",
    "GYearMonth",
    "HexBinary",
    "Id",
    "IdRef",
    "IdRefs",
    "Integer",
    "Language",
    "NamespaceId",
    "NcName",
    "NegativeInteger",
    "NmToken",
    "NmTokens",
    "NonNegativeInteger",
    "NonPositiveInteger",
    "None",
    "NormalizedString",
    "Ok",
    "Option",
    "PositiveInteger",
    "QName",
    "Result",
    "ScopeId",
    "Self",
    "Send",
    "Some",
    "String",
    "Time",
    "Token",
    "Vec",
    "XmlName",
];

/// Rust's keywords, the reserved ones too.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Keywords that can't be raw identifiers.
const PATH_KEYWORDS: [&str; 5] = ["crate", "self", "Self", "super", "_"];

/// The words of the signs that enumeration values are made of.
const SIGNS: [(char, &str); 15] = [
    ('<', "Less"),
    ('>', "Greater"),
    ('=', "Equal"),
    ('!', "Not"),
    ('%', "Percent"),
    ('&', "And"),
    ('*', "Star"),
    ('+', "Plus"),
    ('/', "Slash"),
    ('|', "Or"),
    ('~', "Tilde"),
    ('@', "At"),
    ('#', "Hash"),
    ('?', "Question"),
    ('$', "Dollar"),
];

/// The name of a named type.
pub fn type_name(xml: &str) -> String {
    let name = pascal(xml);
    match RESERVED_TYPES.contains(&name.as_str()) {
        true => format!("{name}Type"),
        false => name,
    }
}

/// The name of an anonymous type, from the names of the types and elements around it.
pub fn anonymous_type_name<'n>(path: impl IntoIterator<Item = &'n str>) -> String {
    let words: String =
        path.into_iter().map(|part| pascal(part.strip_suffix("Type").unwrap_or(part))).collect();
    format!("{words}Type")
}

/// The name of a field.
pub fn field_name(xml: &str) -> String {
    identifier(snake(xml))
}

/// The name of an enum's variant.
pub fn variant_name(value: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut within = false;
    for character in value.chars() {
        if is_word(character) {
            match words.last_mut() {
                Some(word) if within => word.push(character),
                _ => words.push(character.to_string()),
            }
        } else if let Some((_, sign)) = SIGNS.iter().find(|(sign, _)| *sign == character) {
            words.push((*sign).to_owned());
        }
        within = is_word(character);
    }
    let mut name = String::new();
    for word in &words {
        let shouting = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        let word = capitalized(&if shouting { word.to_lowercase() } else { word.clone() });
        // Numbers that follow each other stay apart.
        if name.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit())
        {
            name.push('_');
        }
        name.push_str(&word);
    }
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_numeric() => format!("N{name}"),
        Some(_) if name == "Self" => "SelfValue".to_owned(),
        Some(_) => name,
    }
}

/// The name of the variant for a union's member that is a builtin type.
pub fn builtin_variant_name(xml: &str) -> String {
    pascal(xml)
}

/// The name of an operation's method.
pub fn method_name(operation: &str) -> String {
    field_name(operation)
}

/// The name of the constant of a file.
pub fn constant_name(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let file = stem.rsplit('/').next().unwrap_or(stem);
    snake(file).to_uppercase()
}

/// The name in JSON of what has no name of its own in the schema: a field's in camel case.
pub fn camel_case(field: &str) -> String {
    let mut camel = String::new();
    for (index, word) in field.trim_start_matches("r#").split('_').enumerate() {
        match index {
            0 => camel.push_str(word),
            _ => camel.push_str(&capitalized(word)),
        }
    }
    camel
}

/// The name in JSON of a variant that is named like a type: its first letter is small.
pub fn json_name(variant: &str) -> String {
    let mut characters = variant.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// Gives each candidate a name of its own: `(as written, wished for)`, in the order of the schema.
pub fn distinct(candidates: &[(&str, String)], taken: &[String]) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().cloned().collect();
    let mut names: Vec<Option<String>> = candidates
        .iter()
        .map(|(written, wished)| (written == wished && used.insert(wished.clone())).then(|| wished.clone()))
        .collect();
    for (name, (_, wished)) in names.iter_mut().zip(candidates) {
        if name.is_none() {
            let numbered = (2..).map(|number: u32| format!("{wished}{number}"));
            let free = std::iter::once(wished.clone()).chain(numbered).find(|name| !used.contains(name));
            used.extend(free.clone());
            *name = free;
        }
    }
    names.into_iter().flatten().collect()
}

/// An identifier, raw if it is a keyword.
fn identifier(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if PATH_KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("n{name}")
    } else {
        name
    }
}

/// Whether a character may stand in an identifier. Some that are numbers or letters to Unicode may not: `½`, `①`, `ⓐ`.
fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || character.is_alphabetic()
            && !matches!(character, '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}')
}

/// A name for a file as well: letters outside ASCII are written by those that they come from, or by number, and it is not
/// longer than file systems take.
fn file_like(name: &str) -> String {
    /// Of what is added to it there is not much: a number, `.rs`.
    const LONGEST: usize = 100;

    let mut plain = String::new();
    for character in name.chars() {
        match character {
            _ if character.is_ascii() => plain.push(character),
            'à'..='å' => plain.push('a'),
            'è'..='ë' => plain.push('e'),
            'ì'..='ï' => plain.push('i'),
            'ò'..='ö' | 'ø' => plain.push('o'),
            'ù'..='ü' => plain.push('u'),
            'æ' => plain.push_str("ae"),
            _ => plain.push_str(&format!("u{:x}", u32::from(character))),
        }
    }
    plain.chars().take(LONGEST).collect()
}

fn pascal(xml: &str) -> String {
    let words = xml.split(|c: char| !is_word(c)).map(capitalized);
    let name: String = words.collect();
    match name.starts_with(|first: char| first.is_ascii_digit()) || name.is_empty() {
        true => format!("N{name}"),
        false => name,
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Words in lower case, separated by underscores: `contactType` has two, `HTTPAddress` too.
fn snake(xml: &str) -> String {
    let characters: Vec<char> = xml.chars().collect();
    let mut name = String::new();
    for (index, character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| characters.get(index));
        let after = characters.get(index + 1);
        if !is_word(*character) {
            if !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            continue;
        }
        let begins = character.is_uppercase()
            && (before.is_some_and(|c| c.is_lowercase() || c.is_numeric())
                || (before.is_some_and(|c| c.is_uppercase()) && after.is_some_and(|c| c.is_lowercase())));
        if begins && !name.ends_with('_') {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { "n".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_keep_their_names() {
        assert_eq!(type_name("IIType"), "IIType");
        assert_eq!(type_name("utlatande"), "Utlatande");
        assert_eq!(type_name("hsa-id.v2"), "HsaIdV2");
    }

    #[test]
    fn types_give_way_to_the_names_that_generated_code_uses() {
        assert_eq!(type_name("Option"), "OptionType");
        assert_eq!(type_name("result"), "ResultType");
    }

    #[test]
    fn anonymous_types_are_named_after_the_way_to_them() {
        assert_eq!(anonymous_type_name(["PersonType", "address"]), "PersonAddressType");
        assert_eq!(anonymous_type_name(["GetPerson"]), "GetPersonType");
    }

    #[test]
    fn fields_are_in_snake_case_and_keywords_raw() {
        for (xml, rust) in [
            ("personId", "person_id"),
            ("postalAddress1", "postal_address1"),
            ("coOrdinationNumberData", "co_ordination_number_data"),
            ("UUID", "uuid"),
            ("HTTPAddress", "http_address"),
            ("hsa-id", "hsa_id"),
            ("type", "r#type"),
            ("use", "r#use"),
            ("self", "self_"),
            ("_", "n"),
            ("åtgärd", "åtgärd"),
        ] {
            assert_eq!(field_name(xml), rust, "{xml}");
        }
    }

    #[test]
    fn variants_are_words() {
        for (value, rust) in [
            ("OK", "Ok"),
            ("P10", "P10"),
            ("YYYY-MM-DD", "YyyyMmDd"),
            ("notAvailable", "NotAvailable"),
            ("<=", "LessEqual"),
            ("!=", "NotEqual"),
            ("", "Empty"),
            ("1", "N1"),
            ("1.2.752", "N1_2_752"),
            ("self", "SelfValue"),
        ] {
            assert_eq!(variant_name(value), rust, "{value}");
        }
    }

    #[test]
    fn modules_are_named_after_the_interaction() {
        assert_eq!(
            module_name("urn:riv:a:b:GetPersonContactInformationResponder:4"),
            "get_person_contact_information"
        );
        assert_eq!(module_name("urn:riv:itintegration:registry:1"), "registry");
        assert_eq!(module_name("http://www.w3.org/2000/09/xmldsig#"), "xmldsig");
    }

    #[test]
    fn identifiers_have_letters_that_rust_takes_and_modules_those_of_files() {
        assert_eq!(variant_name("½ dos"), "Dos");
        assert_eq!(variant_name("①"), "Empty");
        assert_eq!(field_name("ⓐb²c"), "b_c");
        assert_eq!(type_name("Åtgärd"), "Åtgärd");
        assert_eq!(module_name("urn:riv:Åtgärd:1"), "atgard");
        assert_eq!(module_name("urn:riv:가:1"), "uac00");
        assert_eq!(module_name(&format!("urn:riv:{}:1", "a".repeat(400))).len(), 100);
    }

    #[test]
    fn clashing_names_are_numbered_and_the_one_spelt_as_in_rust_keeps_its_name() {
        let candidates = [("utlatande", "Utlatande".to_owned()), ("Utlatande", "Utlatande".to_owned())];
        assert_eq!(distinct(&candidates, &[]), ["Utlatande2", "Utlatande"]);
        assert_eq!(distinct(&candidates[..1], &["Utlatande".to_owned()]), ["Utlatande2"]);
        let fields = [("a-b", "a_b".to_owned()), ("a.b", "a_b".to_owned()), ("aB", "a_b".to_owned())];
        assert_eq!(distinct(&fields, &[]), ["a_b", "a_b2", "a_b3"]);
    }

    #[test]
    fn names_in_json_are_in_camel_case() {
        assert_eq!(camel_case("person_id"), "personId");
        assert_eq!(camel_case("r#use"), "use");
        assert_eq!(camel_case("uuid"), "uuid");
    }
}
