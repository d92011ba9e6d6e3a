//! The generated files are what the generator makes of the schemas today.

use std::path::Path;

use rivta_codegen::{Config, compare, generate};

#[test]
fn generated_files_are_current() {
    let config =
        Config::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen.toml")).expect("a configuration");
    let files = generate(&config).expect("generated files");
    let differences = compare(&config.output, &files).expect("the generated folder");
    assert!(
        differences.is_empty(),
        "run `cargo run -p rivta-codegen -- generate crates/rivta-persons/codegen.toml`:\n{differences}"
    );
}
