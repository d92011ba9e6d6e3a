//! Where a crate's manifest finds the crate `rivta-soap`.

use std::fmt;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use toml::{Table, Value};

/// A dependency as a manifest says it. Displays as that.
///
/// ```
/// use rivta_codegen::Runtime;
///
/// let version: Runtime = "0.1".parse()?;
/// assert_eq!(version.to_string(), "\"0.1\"");
/// let table: Runtime = "{ git = \"https://example.com/rivta\" }".parse()?;
/// assert_eq!(table.to_string(), "{ git = \"https://example.com/rivta\" }");
/// assert!("rivta soap".parse::<Runtime>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime(String);

impl Default for Runtime {
    /// The version that this generator writes code for.
    fn default() -> Self {
        Self("\"0.1\"".to_owned())
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Runtime {
    type Err = String;

    /// Takes a version, the crate's folder, or an inline table ("Specifying Dependencies" of the Cargo book).
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let unquoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        if is_version(unquoted) {
            return Ok(Self(format!("\"{unquoted}\"")));
        }
        if text.starts_with('{') {
            let table: Table =
                toml::from_str(&format!("it = {text}")).map_err(|error| error.message().to_owned())?;
            let it = table.get("it").and_then(Value::as_table);
            let leads = it.is_some_and(|it| {
                ["version", "path", "git", "workspace"].iter().any(|key| it.contains_key(*key))
            });
            // Only one line is an inline table and nothing beside it.
            return match leads && table.len() == 1 && !text.contains('\n') {
                true => Ok(Self(text.to_owned())),
                false => Err("no table with version, path, git or workspace".to_owned()),
            };
        }
        let folder = Path::new(unquoted);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        let package = toml::from_str::<Table>(&manifest).ok();
        let name = package.as_ref().and_then(|it| it.get("package")?.get("name")?.as_str());
        if name != Some("rivta-soap") {
            return Err(
                "neither a version (0.1), nor the folder of the crate rivta-soap, nor a table ({ path = \"…\" })"
                    .to_owned(),
            );
        }
        // The manifest is elsewhere: only the whole path leads from there.
        let whole = folder.canonicalize().map_err(|error| error.to_string())?;
        let path = Value::String(whole.to_string_lossy().into_owned());
        Ok(Self(format!("{{ path = {path} }}")))
    }
}

/// Whether cargo takes a text for a version requirement, e.g. `0.1`, `=0.1.2`, `>=0.1, <0.3`.
fn is_version(text: &str) -> bool {
    text.split(',').all(|part| {
        let number = part.trim().trim_start_matches(['^', '~', '=', '<', '>']).trim_start();
        number.starts_with(|first: char| first.is_ascii_digit())
            && number.chars().all(|it| it.is_ascii_alphanumeric() || ".-+*".contains(it))
    })
}
