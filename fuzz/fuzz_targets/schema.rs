//! Any octets before a zero are a schema or are refused, any after it a document that it judges.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rivta_schema::documents::Documents;
use rivta_schema::{resolved, tables};
use rivta_xml::schema::{Root, ScopeId};
use rivta_xml::{Limits, validate_document};

fuzz_target!(|bytes: &[u8]| {
    let (schema, document) = bytes.split_at(bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len()));
    let file = std::env::temp_dir().join(format!("schema-{}.xsd", std::process::id()));
    std::fs::write(&file, schema).expect("a temporary file");
    let Ok(model) = Documents::load([file]).and_then(|documents| resolved::resolve(&documents)) else {
        return;
    };
    let Ok(schema) = tables::compile(&model) else { return };
    for (scope, known) in (0..).zip(schema.scopes.iter()) {
        for element in known.elements.iter() {
            let root = Root { schema: &schema, scope: ScopeId(scope), element: *element };
            let _ = validate_document(document.get(1..).unwrap_or_default(), &root, Limits::default());
        }
    }
});
