//! Where libxml2 and the W3C's suite are known to judge otherwise than XML Schema asks for, with what XML Schema 1.0 says.

use rivta_xml::schema::Root;
use rivta_xml::{Expected, XmlError, XmlErrorKind};

use crate::comparison::{Form, compare};

/// Why the run-time validator rejects what libxml2 finds valid; `None`: that is not known.
pub(crate) fn only_we_reject(errors: &[XmlError]) -> Option<&'static str> {
    errors.iter().map(rejection).collect::<Option<Vec<_>>>()?.first().copied()
}

fn rejection(error: &XmlError) -> Option<&'static str> {
    let told = error.kind.to_string();
    match &error.kind {
        XmlErrorKind::UnexpectedElement { expected: Expected::NoElement, .. } => Some(
            "behind elements of other namespaces libxml2 goes on taking elements that stand before the wildcard; the \
             particles of a sequence come in order (Part 1, Element Sequence Valid), and ##other lets its own namespace \
             not through (Wildcard allows Namespace Name, 2)",
        ),
        _ if told.starts_with("expected base64") => Some(
            "libxml2 passes over characters that are not of base64; they are not in the lexical space of base64Binary \
             (Part 2, 3.2.16)",
        ),
        _ => None,
    }
}

/// Why libxml2 rejects what the run-time validator finds valid and what was made from a valid `sample`; `None`: that is not
/// known.
pub(crate) fn only_libxml2_rejects(sample: &str, text: &str, root: &Root<'_>) -> Option<&'static str> {
    let mut digits = 0;
    let is_long = text.chars().any(|character| {
        digits = if character.is_ascii_digit() { digits + 1 } else { 0 };
        digits > LIBXML2_DIGITS
    });
    if is_long {
        return Some(
            "libxml2 takes no numbers of more than 24 digits; the value space of decimal has no bound, and processors need \
             only support 18 digits (Part 2, 3.2.3)",
        );
    }
    let forms = compare(sample, text, root).ok()?;
    let is_kept = |form: &Form| matches!(form, Form::WhiteSpace(name) if LIBXML2_KEEPS_SPACE.contains(name));
    (!forms.is_empty() && forms.keys().all(is_kept)).then_some(
        "libxml2 takes no white space around dates, times and integers of bounded size; their whiteSpace is collapse, and it \
         is processed before all else (Part 2, 4.3.6)",
    )
}

/// The types whose values libxml2 takes with their white space.
const LIBXML2_KEEPS_SPACE: [&str; 17] = [
    "dateTime",
    "date",
    "time",
    "gYear",
    "gYearMonth",
    "gMonth",
    "gMonthDay",
    "gDay",
    "duration",
    "long",
    "int",
    "short",
    "byte",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
];

/// So many digits a decimal of libxml2 has at most.
const LIBXML2_DIGITS: usize = 24;

/// Why a test of the suite is judged otherwise than it expects; `None`: that is not known.
pub(crate) fn suite_reason(group: &str, file: &str) -> Option<&'static str> {
    let of_test =
        |(known_group, known_file, _): &&(&str, &str, &str)| *known_group == group && *known_file == file;
    SUITE_REASONS.iter().find(of_test).map(|(_, _, reason)| *reason)
}

const HINTED: &str = "by a hint alone: the test names one of the document's two schemas, the other stands only in its \
    xsi:schemaLocation, which a processor need not follow (Part 1, section 4.3.2, the note on hints)";

/// Set and group, file, construct and reason.
const SUITE_REASONS: [(&str, &str, &str); 4] = [
    ("ElemDecl/targetns00101m", "targetNS00101m1_p.xml", HINTED),
    ("SType/st_targetns00101m", "ST_targetNS00101m2_p.xml", HINTED),
    (
        "substitution-groups/sg-abstract-upa2",
        "e1.xml",
        "the suite contradicts itself: one document is expected to be valid (e1bis.xml) and invalid (e1.xml) by one schema",
    ),
    (
        "substitution-groups/sg-and-defined-Sibling-1",
        "snneg.xsd",
        "notQName, which is of XML Schema 1.1: the schema for schemas of 1.0 has no such attribute at xs:any (Part 1, \
         section 3.10.2), though the test says that it is of 1.0 too",
    ),
];

#[cfg(test)]
mod tests {
    use super::{only_libxml2_rejects, suite_reason};
    use rivta_schema::documents::Documents;
    use rivta_schema::resolved::resolve;
    use rivta_schema::tables::compile;
    use rivta_xml::schema::ScopeId;

    #[test]
    fn a_reason_is_of_one_file_of_one_group() {
        assert!(suite_reason("ElemDecl/targetns00101m", "targetNS00101m1_p.xml").is_some());
        assert_eq!(suite_reason("ElemDecl/targetns00101m", "other.xml"), None);
        assert_eq!(suite_reason("CType/targetns00101m", "targetNS00101m1_p.xml"), None);
    }

    /// What is known of a document of a root with an int and a string, made from a sample.
    fn known(sample: &str, text: &str) -> Option<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.xsd");
        let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'><xs:complexType><xs:all>\
            <xs:element name='i' type='xs:int'/><xs:element name='t' type='xs:token'/></xs:all></xs:complexType>\
            </xs:element></xs:schema>";
        std::fs::write(&file, schema).unwrap();
        let tables = compile(&resolve(&Documents::load([file]).unwrap()).unwrap()).unwrap();
        only_libxml2_rejects(sample, text, &tables.root(ScopeId(0), "", "r").unwrap())
    }

    #[test]
    fn numbers_of_more_than_24_digits_are_a_limit_of_libxml2() {
        let of_digits = |count: usize| format!("<r><t>{}</t></r>", "1".repeat(count));
        assert!(known("<r><t/></r>", &of_digits(25)).is_some());
        assert_eq!(known("<r><t/></r>", &of_digits(24)), None);
    }

    #[test]
    fn white_space_is_a_reason_only_where_libxml2_keeps_it() {
        let sample = "<r><i>1</i><t>a</t></r>";
        assert!(known(sample, "<r><i> 1\n</i><t>a</t></r>").is_some());
        assert_eq!(known(sample, "<r><i>1</i><t> a</t></r>"), None);
        assert_eq!(known(sample, "<r><i> 1</i><t> a</t></r>"), None);
        assert_eq!(known(sample, sample), None);
    }
}
