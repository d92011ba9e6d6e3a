//! Each construct of XML Schema that code is generated for, as a folder: the schema, the code that is expected, documents
//! that are read and written back equal, documents that are refused with the errors that stand beside them.
//!
//! `UPDATE_EXPECTED=1 cargo test -p rivta-codegen --test constructs` writes the errors anew.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics says where")]
#![allow(
    dead_code,
    unreachable_pub,
    unexpected_cfgs,
    reason = "the expected code stands in a test here and is public in a crate with the feature yaserde elsewhere"
)]

mod expected;
mod values;

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use expected::{constructs as folder_of_constructs, entries, is_as_expected};
use quick_xml::events::Event;
use quick_xml::reader::NsReader;
use rivta_schema::documents::Documents;
use rivta_schema::{resolved, tables};
use rivta_xml::schema::{NamespaceId, Schema, ScopeId};
use rivta_xml::{Limits, XmlError, XmlType, read_document, validate_document, write_document};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn folder(construct: &str) -> PathBuf {
    folder_of_constructs().join(construct)
}

fn documents(folder: &Path) -> impl Iterator<Item = PathBuf> {
    entries(folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
}

fn documents_are_judged<T: XmlType>(construct: &str, schema: &'static Schema) {
    let namespace = &schema.namespaces.get(1).expect("a namespace").uri;
    let root = schema.root(ScopeId(0), namespace, "root").expect("an element root");
    let loaded = loaded(construct);
    let loaded = loaded.root(ScopeId(0), namespace, "root").expect("an element root");
    let validated = |xml: &str| -> Vec<XmlError> {
        validate_document(xml.as_bytes(), &loaded, Limits::default()).err().unwrap_or_default()
    };
    for path in documents(&folder(construct).join("valid")) {
        let xml = fs::read_to_string(&path).expect("a document");
        let value: T = read_document(xml.as_bytes(), &root, Limits::default())
            .unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        assert_eq!(validated(&xml), [], "{}", path.display());
        let written = write_document(&value, &root, &[NamespaceId(1)]).expect("a writable value");
        assert_eq!(events(&written), events(&xml), "{}", path.display());
    }
    let mut as_expected = true;
    for path in documents(&folder(construct).join("invalid")) {
        let xml = fs::read_to_string(&path).expect("a document");
        let Err(errors) = read_document::<T>(xml.as_bytes(), &root, Limits::default()) else {
            panic!("{} is accepted", path.display());
        };
        assert_eq!(validated(&xml), errors, "{}", path.display());
        let lines: String = errors.iter().map(|error| format!("{error}\n")).collect();
        as_expected &= is_as_expected(&path.with_extension("error"), &lines);
    }
    assert!(as_expected);
}

fn values_are_written_valid_or_refused<T>(construct: &str, schema: &'static Schema)
where
    T: XmlType + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let namespace = &schema.namespaces.get(1).expect("a namespace").uri;
    let root = schema.root(ScopeId(0), namespace, "root").expect("an element root");
    let folder = folder(construct);
    let samples: Vec<String> =
        documents(&folder.join("valid")).map(|path| fs::read_to_string(path).expect("a document")).collect();
    let schema = folder.join("schema.xsd");
    let outcome =
        values::are_written_valid_or_refused::<T>(&samples, &root, &[NamespaceId(1)], Some(&schema));
    assert!(outcome.written > 0, "{outcome:?}");
}

/// The schema as it is loaded at run time.
fn loaded(construct: &str) -> Schema {
    let documents = Documents::load([folder(construct).join("schema.xsd")]).expect("documents");
    tables::compile(&resolved::resolve(&documents).expect("a model")).expect("tables")
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

/// The name of the folder that a path leads into.
fn construct(path: &str) -> &str {
    path.trim_start_matches("constructs/").trim_end_matches("/expected.rs")
}

macro_rules! constructs {
    ($($folder:literal $tables:literal $module:ident $root:ident),+ $(,)?) => {
        $(
            #[path = ""]
            mod $module {
                #[path = $folder]
                pub(crate) mod expected;
                #[allow(unused_imports, unused_qualifications, reason = "as where generated code stands")]
                #[path = $tables]
                pub(crate) mod tables;

                                #[test]
                fn documents_are_judged() {
                    super::documents_are_judged::<expected::$root>(super::construct($folder), &tables::SCHEMA);
                }

                #[test]
                fn values_are_written_valid_or_refused() {
                    super::values_are_written_valid_or_refused::<expected::$root>(super::construct($folder), &tables::SCHEMA);
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

#[test]
fn prefixes_of_values_that_mean_something_else_where_they_are_written_are_replaced() {
    let schema = &qualified_names::tables::SCHEMA;
    let root = schema.root(ScopeId(0), "urn:t", "root").expect("an element root");
    let read = |xml: &str| {
        read_document::<qualified_names::expected::Root>(xml.as_bytes(), &root, Limits::default())
            .expect("a document")
    };
    let value = read(
        "<x:root xmlns:x='urn:t' xmlns:t='urn:other' kind='t:a'><x:name>t:b</x:name><name xmlns='urn:t'>c</name>\
         <x:name>d</x:name><x:names>t:e x:f g</x:names></x:root>",
    );
    let written = write_document(&value, &root, &[NamespaceId(1)]).expect("a writable value");
    assert_eq!(
        written,
        "<t:root xmlns:t=\"urn:t\" xmlns:q1=\"urn:other\" kind=\"q1:a\"><t:name xmlns:q1=\"urn:other\">q1:b</t:name>\
         <t:name xmlns:q1=\"urn:t\">q1:c</t:name><t:name>d</t:name>\
         <t:names xmlns:q1=\"urn:other\" xmlns:x=\"urn:t\">q1:e x:f g</t:names></t:root>"
    );
    assert_eq!(read(&written), value);
}

constructs! {
    "constructs/all/expected.rs" "constructs/all/tables.rs" all Root,
    "constructs/attributes/expected.rs" "constructs/attributes/tables.rs" attributes Root,
    "constructs/choice/expected.rs" "constructs/choice/tables.rs" choice Root,
    "constructs/lists/expected.rs" "constructs/lists/tables.rs" lists Root,
    "constructs/mixed/expected.rs" "constructs/mixed/tables.rs" mixed Root,
    "constructs/nillable/expected.rs" "constructs/nillable/tables.rs" nillable Root,
    "constructs/simple-content/expected.rs" "constructs/simple-content/tables.rs" simple_content Root,
    "constructs/substitution/expected.rs" "constructs/substitution/tables.rs" substitution Root,
    "constructs/types-by-name/expected.rs" "constructs/types-by-name/tables.rs" types_by_name Root,
    "constructs/anonymous-types/expected.rs" "constructs/anonymous-types/tables.rs" anonymous_types RootType,
    "constructs/any/expected.rs" "constructs/any/tables.rs" any Root,
    "constructs/built-in-types/expected.rs" "constructs/built-in-types/tables.rs" built_in_types Root,
    "constructs/empty/expected.rs" "constructs/empty/tables.rs" empty Root,
    "constructs/names/expected.rs" "constructs/names/tables.rs" names Root,
    "constructs/nested-sequences/expected.rs" "constructs/nested-sequences/tables.rs" nested_sequences Root,
    "constructs/personal/expected.rs" "constructs/personal/tables.rs" personal Root,
    "constructs/qualified-names/expected.rs" "constructs/qualified-names/tables.rs" qualified_names Root,
    "constructs/recursion/expected.rs" "constructs/recursion/tables.rs" recursion Root,
    "constructs/references/expected.rs" "constructs/references/tables.rs" references Root,
    "constructs/sequence/expected.rs" "constructs/sequence/tables.rs" sequence Root,
    "constructs/simple-types/expected.rs" "constructs/simple-types/tables.rs" simple_types Root,
}
