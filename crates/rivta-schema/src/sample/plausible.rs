//! What a text of a name is likely to be: an HSA-id, a test person's number, a time. The schemas of contracts say `xs:string`
//! of most, and a sample that is to be read, sent or demonstrated should look like a message.
//!
//! Identities are those of nobody: personal numbers that are published for tests, or whose birth numbers (980 to 999) are
//! never given out; telephone numbers and domains that are set apart for fiction and documentation; OIDs of the arc 2.999,
//! which is there for examples (Rec. ITU-T X.660).

use super::random::Random;

/// Where a text stands. All in lower case, letters and digits only.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// The element or attribute.
    name: String,
    /// What it is of: its type, the element around it and that one's type.
    around: String,
}

impl Place {
    /// `around` are the names of the type, of the element around and of that one's type, where they have any.
    pub(super) fn new<'n>(name: &'n str, around: impl IntoIterator<Item = &'n str>) -> Self {
        let around: Vec<String> = around.into_iter().map(plain).collect();
        Self { name: plain(name), around: around.join(" ") }
    }

    fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }

    fn has(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.name.contains(part))
    }

    /// The name of its own type.
    fn own_type(&self) -> &str {
        self.around.split(' ').next().unwrap_or_default()
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Whether the name, or what it is of, has one of these parts.
    fn is_of(&self, parts: &[&str]) -> bool {
        self.has(parts) || parts.iter().any(|part| self.around.contains(part))
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const PERSON: &[&str] = &[
    "personid",
    "patientid",
    "personnummer",
    "personalidentity",
    "personidentity",
    "subjectofcare",
    "citizenid",
    "personnumber",
    "residentid",
];
const PERSONAL_NUMBERS: &[&str] = &["191212121212", "199001019893", "201006309817", "195703129840"];
const PERSONAL_NUMBERS_IN_OTHER_FORMS: &[&str] =
    &["19121212-1212", "121212-1212", "1212121212", "19900101-9893", "900101-9893"];
const PERSONAL_NUMBER: &[&str] = &["1.2.752.129.2.1.3.1"];
const HSA_IDS: &[&str] = &["SE165565594230-1000", "SE165565594230-1001", "SE165565594230-1002"];
const HSA: &[&str] = &["1.2.752.129.2.1.4.1"];
const OID: &[&str] = &["2.999.1", "2.999.2", "2.999.3"];
const TIMES: &[&str] = &[
    "20260301120000",
    "2026-03-01T12:00:00",
    "2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00+01:00",
    "2026-03-01 12:00:00",
    "202603011200",
    "12:00:00",
    "12:00",
    "1200",
    "20260301",
    "2026-03-01",
    "2026-03",
    "2026",
];
const DATES: &[&str] = &["20260301", "2026-03-01", "260301", "2026-03", "202603", "2026"];
const LATER_DATES: &[&str] = &["20260331", "2026-03-31", "260331", "2026-04", "202604", "2027"];
const LATER_TIMES: &[&str] = &[
    "20260331120000",
    "2026-03-31T12:00:00",
    "2026-03-31T12:00:00Z",
    "2026-03-31T12:00:00+01:00",
    "2026-03-31 12:00:00",
    "202603311200",
    "13:00:00",
    "13:00",
    "1300",
];

/// Texts that are likely in that place, the likeliest first; none where the name tells nothing.
pub(super) fn texts(place: &Place, random: &mut Random) -> Vec<String> {
    if let Some(end) = end_of_period(place) {
        return owned(end);
    }
    let (any, first_alternatives): (&[&[&str]], &[&str]) = match identity(place) {
        Some(found) => found,
        None => match fact(place) {
            Some(texts) => (&[], texts),
            None => return uuid(place, random),
        },
    };
    let mut texts = Vec::new();
    for alike in any {
        let start = random.below(alike.len());
        texts.extend(alike.iter().cycle().skip(start).take(alike.len()).map(|text| (*text).to_owned()));
    }
    texts.extend(owned(&[first_alternatives]));
    texts
}

fn owned(lists: &[&[&str]]) -> Vec<String> {
    lists.iter().flat_map(|list| list.iter()).map(|text| (*text).to_owned()).collect()
}

/// Identities of persons and units: lists of which any will do, and further forms in their order.
fn identity(place: &Place) -> Option<(&'static [&'static [&'static str]], &'static [&'static str])> {
    let is_root = place.is(&["root", "idroot", "type", "idtype", "codesystem", "system"]);
    let is_value = place.is(&["extension", "id", "value", "idextension", "identifier"]);
    if place.is_of(&["hsaid"]) && !place.has(PERSON) {
        return Some(if is_root { (&[], HSA) } else { (&[HSA_IDS], &[]) });
    }
    if place.has(PERSON) || (is_value && place.is_of(PERSON)) {
        return Some((&[PERSONAL_NUMBERS], PERSONAL_NUMBERS_IN_OTHER_FORMS));
    }
    if is_root && place.is_of(PERSON) {
        return Some((&[], PERSONAL_NUMBER));
    }
    None
}

/// When something ends: later than [`DATES`] and [`TIMES`].
fn end_of_period(place: &Place) -> Option<&'static [&'static [&'static str]]> {
    let is_of_time = place.is_of(&["date", "datum", "time", "period", "stamp", "tid"]);
    let is_end = place.is(&["end", "to", "until", "stop", "tom", "slut"])
        || place.ends(&["enddate", "endtime", "todate", "totime", "slutdatum", "sluttid", "tomdatum"]);
    (is_of_time && is_end).then(|| {
        match place.is_of(&["datetype", "dateperiod", "enddate", "todate", "datum"]) {
            true => &[LATER_DATES, LATER_TIMES][..],
            false => &[LATER_TIMES, LATER_DATES][..],
        }
    })
}

/// What a name says of its texts, in the words of Swedish and English schemas.
fn fact(place: &Place) -> Option<&'static [&'static str]> {
    let of_time = ["time", "tidpunkt", "timestamp", "tidstampel", "datetime"];
    Some(if place.ends(&of_time) || place.own_type().contains("timestamp") || place.own_type() == "ts" {
        TIMES
    } else if place.ends(&["date", "datum", "dateofbirth"])
        || place.is(&["start", "from", "born", "birth"]) && place.is_of(&["date", "datum", "period"])
        || matches!(place.own_type(), "datetype" | "date" | "datum" | "dt")
    {
        DATES
    } else if place.has(&["mail", "epost"]) && !place.has(&["address2"]) {
        &["tolvan@example.com"]
    } else if place.has(&["phone", "telefon", "telecom", "fax", "mobile", "mobil"])
        || place.own_type().contains("telephone")
    {
        &["+46701740605", "0701740605", "070-1740605"]
    } else if place.ends(&["givenname", "firstname", "fornamn", "nickname", "tilltalsnamn"]) {
        &["Tolvan"]
    } else if place.ends(&["surname", "lastname", "familyname", "efternamn"]) {
        &["Tolvansson"]
    } else if place.ends(&["middlename", "mellannamn"]) {
        &["Test"]
    } else if place.has(&["postalcode", "zipcode", "postnummer", "postcode"]) {
        &["12345", "123 45"]
    } else if place.ends(&["city", "postort", "ort", "town", "locality"]) {
        &["Exempelstad"]
    } else if place.has(&["address", "adress", "street", "gata"])
        && place.is_of(&["url", "uri", "endpoint", "logi"])
    {
        &["https://example.com/service", "SE165565594230-1000"]
    } else if place.has(&["address", "adress", "street", "gata"]) {
        &["Exempelgatan 1"]
    } else if place.ends(&["url", "uri", "href", "link", "lank"]) {
        &["https://example.com/"]
    } else if place.ends(&["country", "land", "countrycode"]) {
        &["SE", "SWE", "Sverige"]
    } else if place.ends(&["mimetype", "mediatype", "contenttype"]) {
        &["text/plain"]
    } else if place.is(&["language", "languagecode", "sprak", "lang"]) {
        &["sv", "swe"]
    } else if place.is(&["root", "idroot", "oid"]) || place.ends(&["codesystem", "codesystemoid", "kodverk"])
    {
        OID
    } else if place.ends(&["codesystemname", "kodverksnamn"]) {
        &["Exempelkodverk"]
    } else if place.ends(&["version"]) {
        &["1.0", "1"]
    } else if place.ends(&["code", "kod"]) {
        &["K1", "1"]
    } else if place.is(&["displayname", "originaltext"]) {
        &["Exempel"]
    } else if place.has(&[
        "unitname",
        "enhetsnamn",
        "orgname",
        "organizationname",
        "caregivername",
        "vardgivarnamn",
    ]) {
        &["Exempelmottagningen"]
    } else if place.ends(&[
        "professionalname",
        "personname",
        "fullname",
        "fullstandigtnamn",
        "authenticatorname",
    ]) {
        &["Tolvan Tolvansson"]
    } else if place.has(&[
        "comment",
        "kommentar",
        "note",
        "anteckning",
        "description",
        "beskrivning",
        "message",
    ]) {
        &["Ett exempel."]
    } else {
        return None;
    })
}

/// What is called an id and of which no more is known is written as a UUID.
fn uuid(place: &Place, random: &mut Random) -> Vec<String> {
    let is_id = place.ends(&["id", "ids", "guid", "uuid"]) || place.is(&["extension"]);
    if !is_id {
        return Vec::new();
    }
    vec![format!("00000000-0000-4000-8000-{:012}", random.below(1_000_000))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, around: &[&str]) -> String {
        let place = Place::new(name, around.iter().copied());
        texts(&place, &mut Random::new(0)).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn names_and_what_is_around_them_tell_what_a_text_is() {
        assert!(first("careUnitHSAId", &["HSAIdType"]).starts_with("SE"));
        assert!(first("extension", &["nonEmptyString", "enhets-id", "HsaId"]).starts_with("SE"));
        assert_eq!(first("root", &["", "enhets-id", "HsaId"]), "1.2.752.129.2.1.4.1");
        assert!(PERSONAL_NUMBERS.contains(&first("id", &["", "patientId", "PersonIdType"]).as_str()));
        assert_eq!(first("type", &["", "patientId", "PersonIdType"]), "1.2.752.129.2.1.3.1");
        assert!(
            PERSONAL_NUMBERS.contains(&first("registeredResidentIdentification", &["PersonId"]).as_str())
        );
        assert_eq!(first("mostRecentContent", &["TS"]), "20260301120000");
        assert_eq!(first("validFrom", &["DT"]), "20260301");
        assert_eq!(first("signatureTime", &["TimeStampType"]), "20260301120000");
        assert_eq!(first("end", &["DateType", "datePeriod", "DatePeriodType"]), "20260331");
        assert_eq!(first("codeSystem", &["", "typ", "CVType"]), "2.999.1");
        assert!(first("documentId", &[]).starts_with("00000000-0000-4000-8000-"));
        assert_eq!(first("reason", &[]), "");
    }

    #[test]
    fn the_personal_numbers_are_test_numbers_with_right_check_digits() {
        for number in PERSONAL_NUMBERS {
            let digits: Vec<u32> = number.chars().skip(2).filter_map(|c| c.to_digit(10)).collect();
            let doubled = |(place, digit): (usize, &u32)| {
                let digit = if place % 2 == 0 { digit * 2 } else { *digit };
                digit / 10 + digit % 10
            };
            assert_eq!(digits.iter().enumerate().map(doubled).sum::<u32>() % 10, 0, "{number}");
            let birth_number = number.get(8..11).unwrap_or_default();
            assert!(*number == "191212121212" || birth_number >= "980", "{number}");
        }
    }
}
