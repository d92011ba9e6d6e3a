//! `examples/envelopes/index.toml`: what each envelope shows and what to expect.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The time that stands for every later one: for what the server's clock decides.
pub(crate) const STAND_IN: &str = "20250101120000";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Index {
    /// What `[rules]` of the configuration holds, the rest being as `init` makes it.
    pub(crate) rules: toml::Table,
    /// In the order in which they are sent.
    pub(crate) example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    /// Below the index's directory, without `.request.xml` and `.response.xml`.
    pub(crate) file: String,
    /// One sentence.
    pub(crate) shows: String,
    /// Where it is sent, if the directory's name does not say it.
    contract: Option<String>,
    /// The client of the development PKI.
    pub(crate) client: String,
    /// HTTP headers besides the usual ones, or in their place.
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// The example whose answer gave the version to put in the place of [`STAND_IN`].
    pub(crate) version_of: Option<String>,
    /// The HTTP status.
    pub(crate) status: u16,
    /// See [`Answer::kind`](crate::answer::Answer::kind).
    pub(crate) answer: String,
    /// The ids in the answer's text, in its order.
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// What `validate` finds: `LINE:COLUMN RULE`.
    pub(crate) validate: Vec<String>,
}

/// The directory of the envelopes.
pub(crate) fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/envelopes")
}

impl Index {
    pub(crate) fn read() -> Self {
        toml::from_str(&fs::read_to_string(directory().join("index.toml")).unwrap()).unwrap()
    }

    /// The configuration that `init` made, with these rules.
    pub(crate) fn configure(&self, file: &Path) {
        let mut configuration = fs::read_to_string(file).unwrap();
        for (key, value) in &self.rules {
            let default = format!("\n{key} = []\n");
            assert!(configuration.contains(&default), "no empty list {key}");
            configuration = configuration.replace(&default, &format!("\n{key} = {value}\n"));
        }
        fs::write(file, configuration).unwrap();
    }

    /// The tables of the README, a heading and a table per directory.
    pub(crate) fn tables(&self) -> String {
        let mut groups: Vec<(&str, String)> = Vec::new();
        for example in &self.example {
            let (group, name) = example.file.split_once('/').unwrap();
            if groups.last().is_none_or(|(last, _)| *last != group) {
                groups.push((group, String::new()));
            }
            let (_, rows) = groups.last_mut().unwrap();
            let answer = [example.status.to_string(), example.answer.clone()];
            let answer: Vec<String> = answer.into_iter().chain(example.rules.iter().cloned()).collect();
            writeln!(
                rows,
                "| `{name}` | {} | {} | {} | {} |",
                example.shows,
                example.sender(group),
                answer.join(" "),
                example.validate.join(", ")
            )
            .unwrap();
        }
        let head =
            "| envelope | what it shows | client | answer | `validate` |\n| --- | --- | --- | --- | --- |\n";
        groups.iter().map(|(group, rows)| format!("### {group}\n\n{head}{rows}\n")).collect()
    }
}

impl Example {
    pub(crate) fn contract(&self) -> &str {
        self.contract.as_deref().unwrap_or_else(|| self.file.split('/').next().unwrap())
    }

    pub(crate) fn request(&self) -> PathBuf {
        directory().join(format!("{}.request.xml", self.file))
    }

    pub(crate) fn response(&self) -> PathBuf {
        directory().join(format!("{}.response.xml", self.file))
    }

    /// The client, and what is not as usual about the call.
    fn sender(&self, group: &str) -> String {
        let mut parts = vec![self.client.clone()];
        if self.contract() != group {
            parts.push(format!("to {}", self.contract()));
        }
        parts.extend(self.headers.iter().map(|(name, value)| format!("`{name}: {value}`")));
        parts.extend(self.version_of.iter().map(|file| format!("version of `{file}`")));
        parts.join("; ")
    }
}
