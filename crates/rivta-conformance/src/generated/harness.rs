//! The crate that is generated from a package, with a program that reads and writes documents by it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rivta_codegen::items::{self, Crate, Settings};
use rivta_codegen::text;
use rivta_schema::documents::Documents;
use rivta_schema::resolved::Model;

use crate::error::{Error, Result, at};

const PACKAGE: &str = "generated-contracts";
const PROGRAM: &str = include_str!("harness.rs.in");

/// A generated crate.
pub(super) struct Harness {
    folder: PathBuf,
    target: PathBuf,
    /// The lines that were generated.
    pub(super) lines: usize,
    /// The interactions' names with their scopes, as the program numbers them.
    pub(super) contracts: Vec<(String, usize)>,
}

/// A document for the program.
pub(super) struct Job {
    pub(super) contract: usize,
    pub(super) is_request: bool,
    pub(super) file: PathBuf,
}

/// What the program says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is read, and written beside it.
    Valid,
    /// It is refused, with all errors.
    Invalid(String),
    /// It is read, and can't be written.
    Unwritable(String),
    /// A panic, or no answer.
    Nothing,
}

impl Harness {
    /// Writes the crate. The text is why there is none.
    pub(super) fn write(
        folder: &Path,
        target: &Path,
        package: &Path,
        documents: &Documents,
        model: &Model,
    ) -> Result<std::result::Result<Self, String>> {
        let absolute = std::path::absolute(package).map_err(at(package))?;
        let settings = Settings {
            package: package.to_owned(),
            package_from_output: format!("{}/", absolute.display()),
            ..Settings::default()
        };
        let items = match items::build(documents, model, &settings) {
            Ok(items) => items,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let source = folder.join("src");
        let generated = source.join("generated");
        std::fs::create_dir_all(&generated).map_err(at(&generated))?;
        let mut lines = 0;
        for (name, text) in text::files(&items) {
            lines += text.lines().count();
            let file = generated.join(name);
            std::fs::write(&file, text).map_err(at(&file))?;
        }
        let files = [
            (folder.join("Cargo.toml"), manifest()),
            (source.join("lib.rs"), "mod generated;\npub use generated::*;\n".to_owned()),
            (source.join("main.rs"), program(&items)),
        ];
        for (file, text) in files {
            std::fs::write(&file, text).map_err(at(&file))?;
        }
        // The versions that the repository builds with, which are there without a network.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        let _ = std::fs::copy(lock, folder.join("Cargo.lock"));
        let contracts = items.modules.iter().flat_map(|module| &module.contracts);
        let contracts = contracts.map(|contract| (contract.interaction.clone(), contract.scope)).collect();
        Ok(Ok(Self { folder: folder.to_owned(), target: target.to_owned(), lines, contracts }))
    }

    /// Checks the generated library: its time, and the warnings and errors, of which there should be none.
    pub(super) fn check(&self) -> Result<(Duration, Vec<String>)> {
        // What it depends on is built before, and is not measured.
        // That of another package must not stand for this one's.
        let program = self.program();
        if program.exists() {
            std::fs::remove_file(&program).map_err(at(&program))?;
        }
        self.cargo(&["build"])?;
        let library = self.folder.join("src/lib.rs");
        let text = std::fs::read(&library).map_err(at(&library))?;
        std::fs::write(&library, &text).map_err(at(&library))?;
        self.cargo(&["check", "--lib"])?;
        std::fs::write(&library, &text).map_err(at(&library))?;
        let start = Instant::now();
        let said = self.cargo(&["check", "--lib", "--message-format", "short"])?;
        let time = start.elapsed();
        let is_finding =
            |line: &&str| line.contains(": warning") || line.contains(": error") || line.starts_with("error");
        Ok((time, said.lines().filter(is_finding).map(str::to_owned).collect()))
    }

    /// Whether there is a program; if not, the compiler's findings say why.
    pub(super) fn is_built(&self) -> bool {
        self.program().is_file()
    }

    /// Packages share what they depend on, and so the folder for what is built.
    fn program(&self) -> PathBuf {
        self.target.join("debug").join(PACKAGE)
    }

    /// The program's answers, one for each document.
    pub(super) fn judge(&self, jobs: &[Job]) -> Result<Vec<Told>> {
        let program = self.program();
        let mut child = Command::new(&program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(at(&program))?;
        let list: String = jobs
            .iter()
            .map(|job| {
                let direction = if job.is_request { "request" } else { "response" };
                format!("{} {direction} {}\n", job.contract, job.file.display())
            })
            .collect();
        let stdin = child.stdin.take();
        // Written beside the reading: neither waits for the other's buffer.
        let writing = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(list.as_bytes())));
        let output = child.wait_with_output().map_err(at(&program))?;
        let _ = writing.join();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut answers: Vec<Told> = said
            .lines()
            .map(|line| match line.split_once(' ') {
                Some(("invalid", errors)) => Told::Invalid(errors.to_owned()),
                Some(("unwritable", errors)) => Told::Unwritable(errors.to_owned()),
                None if line == "valid" => Told::Valid,
                _ => Told::Nothing,
            })
            .collect();
        answers.resize(jobs.len(), Told::Nothing);
        Ok(answers)
    }

    fn cargo(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new("cargo")
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            // What an earlier run left would make the next one quicker than a first one.
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .output()
            .map_err(Error::Cargo)?;
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn manifest() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let dependency = |name: &str| format!("{name} = {{ path = \"{}\" }}\n", crates.join(name).display());
    format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [features]\nyaserde = []\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n\
         [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\n{}{}",
        dependency("rivta-soap"),
        dependency("rivta-xml")
    )
}

fn program(items: &Crate) -> String {
    let mut contracts = String::new();
    for module in &items.modules {
        for contract in &module.contracts {
            contracts.push_str(&format!(
                "    contract::<generated_contracts::{}::{}>,\n",
                module.name, contract.name
            ));
        }
    }
    PROGRAM.replace("CONTRACTS];", &format!("{contracts}];"))
}
