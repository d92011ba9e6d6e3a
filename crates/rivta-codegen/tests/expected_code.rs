//! The code of each construct is the expected code. What it does is tested in `constructs.rs`.
//!
//! `UPDATE_EXPECTED=1 cargo test -p rivta-codegen --test expected_code` writes it anew.
#![allow(clippy::expect_used, reason = "a test that panics says where")]

mod expected;

use expected::{constructs, entries, is_as_expected};
use rivta_codegen::items::{self, Settings};
use rivta_codegen::text;
use rivta_schema::documents::Documents;
use rivta_schema::resolved;

#[test]
fn code_is_as_expected() {
    let mut differ = Vec::new();
    for folder in entries(&constructs()) {
        let documents = Documents::load([folder.join("schema.xsd")]).expect("documents");
        let model = resolved::resolve(&documents).expect("a resolved model");
        let settings = Settings {
            package: folder.clone(),
            personal: ["Root.secret".to_owned(), "Name".to_owned()].into(),
            ..Settings::default()
        };
        let items = items::build(&documents, &model, &settings).expect("items");
        let [module] = items.modules.as_slice() else { panic!("one namespace in {}", folder.display()) };
        let files = text::files(&items);
        let tables = files.iter().find(|(name, _)| name == "tables.rs").expect("tables");
        let same = is_as_expected(&folder.join("tables.rs"), &tables.1);
        if !is_as_expected(&folder.join("expected.rs"), &text::module(module)) || !same {
            differ.push(folder);
        }
    }
    assert!(differ.is_empty(), "{differ:?}");
}
