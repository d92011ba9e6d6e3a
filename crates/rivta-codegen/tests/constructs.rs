//! Each construct of XML Schema that code is generated for, as a folder: the schema, the code that is expected, documents
//! that are read and written back equal, documents that are refused with the errors that stand beside them.
//!
//! `UPDATE_EXPECTED=1 cargo test -p rivta-codegen --test constructs` writes the errors anew.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]
#![allow(
    dead_code,
    unreachable_pub,
    unexpected_cfgs,
    clippy::too_many_arguments,
    reason = "the expected code stands in a test here and is public in a crate with the feature yaserde elsewhere"
)]

mod expected;

use std::fs;
use std::path::{Path, PathBuf};

use expected::{constructs as folder_of_constructs, entries, is_as_expected};
use quick_xml::events::Event;
use quick_xml::reader::NsReader;
use rivta_xml::{Limits, Name, Namespace, XmlType, read_document, write_document};

fn folder(construct: &str) -> PathBuf {
    folder_of_constructs().join(construct)
}

fn documents(folder: &Path) -> impl Iterator<Item = PathBuf> {
    entries(folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
}

fn documents_are_judged<T: XmlType>(construct: &str, namespace: &'static Namespace) {
    let root = Name::new(namespace, "root");
    for path in documents(&folder(construct).join("valid")) {
        let xml = fs::read_to_string(&path).expect("a document");
        let value: T = read_document(xml.as_bytes(), &root, Limits::default())
            .unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        let written = write_document(&value, &root, &[namespace]);
        assert_eq!(events(&written), events(&xml), "{}", path.display());
    }
    let mut as_expected = true;
    for path in documents(&folder(construct).join("invalid")) {
        let xml = fs::read_to_string(&path).expect("a document");
        let Err(errors) = read_document::<T>(xml.as_bytes(), &root, Limits::default()) else {
            panic!("{} is accepted", path.display());
        };
        let lines: String = errors.iter().map(|error| format!("{error}\n")).collect();
        as_expected &= is_as_expected(&path.with_extension("error"), &lines);
    }
    assert!(as_expected);
}

/// What a document says, whatever its prefixes.
fn events(xml: &str) -> Vec<String> {
    let mut reader = NsReader::from_str(xml.trim_end());
    reader.config_mut().expand_empty_elements = true;
    let mut events = Vec::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().expect("well-formed XML");
        match event {
            Event::Start(tag) => {
                events.push(format!("<{namespace:?} {}>", tag.local_name().into_inner()));
                let attributes = tag.attributes().map(|attribute| attribute.expect("an attribute"));
                let attributes =
                    attributes.filter(|attribute| !attribute.key.into_inner().starts_with("xmlns"));
                events.extend(attributes.map(|a| format!("{} {}", a.key.local_name().into_inner(), a.value)));
            }
            Event::End(_) => events.push("</>".to_owned()),
            Event::Text(text) => events.push(text.xml10_content().into_owned()),
            Event::GeneralRef(reference) => events.push(format!("&{};", reference.xml10_content())),
            Event::Eof => return events,
            other => panic!("unexpected {other:?}"),
        }
    }
}

macro_rules! constructs {
    ($($folder:literal $module:ident $root:ident),+ $(,)?) => {
        $(
            #[path = ""]
            mod $module {
                #[path = $folder]
                mod expected;

                #[test]
                fn documents_are_judged() {
                    let construct = $folder.trim_start_matches("constructs/").trim_end_matches("/expected.rs");
                    super::documents_are_judged::<expected::$root>(construct, &expected::NS);
                }
            }
        )+

        #[test]
        fn every_folder_is_tested() {
            let mut tested = vec![$(folder($folder.split('/').nth(1).expect("a name"))),+];
            tested.sort();
            assert_eq!(tested, entries(&folder("")));
        }
    };
}

constructs! {
    "constructs/anonymous-types/expected.rs" anonymous_types RootType,
    "constructs/any/expected.rs" any Root,
    "constructs/built-in-types/expected.rs" built_in_types Root,
    "constructs/empty/expected.rs" empty Root,
    "constructs/names/expected.rs" names Root,
    "constructs/nested-sequences/expected.rs" nested_sequences Root,
    "constructs/personal/expected.rs" personal Root,
    "constructs/recursion/expected.rs" recursion Root,
    "constructs/references/expected.rs" references Root,
    "constructs/sequence/expected.rs" sequence Root,
    "constructs/simple-types/expected.rs" simple_types Root,
}
