//! Where a finding about a value is shown.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

use rivta_xml::locate;

const DOCUMENT: &str = "<e:Envelope xmlns:e='urn:e'><e:Body>\n <Update xmlns='urn:u'>\n  <contact>\n   <value>å</value>\n  </contact>\n  \
                        <contact><use>x</use>\n    <value>b</value></contact><person><contact/></person>\n </Update>\n</e:Body></e:Envelope>";

#[track_caller]
fn found(path: &str, expected: (usize, usize)) {
    let position = locate(DOCUMENT, "Update", path).expect("is found");
    assert_eq!((position.line, position.column), expected, "{path}");
}

#[test]
fn elements_are_found_by_path() {
    found("", (2, 2));
    found("contact", (3, 3));
    found("contact[1]/value", (4, 4));
    found("contact[2]/value", (7, 5));
    found("person/contact[1]", (7, 39));
}

#[test]
fn a_missing_element_is_shown_where_it_is_missed() {
    found("contact[1]/use", (3, 3));
    found("contact[3]/value", (2, 2));
    found("nothing/here", (2, 2));
}

#[test]
fn without_the_first_element_there_is_no_position() {
    assert_eq!(locate(DOCUMENT, "Other", "contact"), None);
    assert_eq!(locate("", "Update", "contact"), None);
    assert_eq!(locate("<a><b>", "c", ""), None);
}
