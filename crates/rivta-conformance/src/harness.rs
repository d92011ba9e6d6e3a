//! The crate that is generated from a package, with a program that reads and writes documents by it.

mod timer;

pub(crate) use self::timer::{Timed, Timer};

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rivta_codegen::items::{self, Crate, Settings};
use rivta_codegen::text;
use rivta_schema::documents::Documents;
use rivta_schema::resolved::{Interaction, Model};

use crate::error::{Error, Result, at};

const PACKAGE: &str = "generated-contracts";
const PROGRAM: &str = include_str!("harness/program.rs.in");

/// A generated crate.
pub(crate) struct Harness {
    folder: PathBuf,
    target: PathBuf,
    /// The lines that were generated.
    pub(crate) lines: usize,
    /// The interactions' names with their scopes, as the program numbers them.
    pub(crate) contracts: Vec<(String, usize)>,
}

/// A document for the program.
pub(crate) struct Job {
    pub(crate) contract: usize,
    pub(crate) is_request: bool,
    pub(crate) file: PathBuf,
}

/// What the program says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
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
    pub(crate) fn write(
        folder: &Path,
        target: &Path,
        package: &Path,
        documents: &Documents,
        model: &Model,
    ) -> Result<std::result::Result<Self, String>> {
        let settings = settings(package, documents);
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
    pub(crate) fn check(&self) -> Result<(Duration, Vec<String>)> {
        // What it depends on is built before, and is not measured.
        remove(&self.program("debug"))?;
        self.cargo(&["build"])?;
        self.cargo(&["check", "--lib"])?;
        let (time, said) = self.timed_check()?;
        let is_finding =
            |line: &&str| line.contains(": warning") || line.contains(": error") || line.starts_with("error");
        Ok((time, said.lines().filter(is_finding).map(str::to_owned).collect()))
    }

    /// How long a check takes from nothing, all that it depends on included, and then of the crate alone.
    pub(crate) fn cold_check(&self) -> Result<(Duration, Duration)> {
        let (cold, _) = self.timed_check()?;
        let (alone, _) = self.timed_check()?;
        Ok((cold, alone))
    }

    fn timed_check(&self) -> Result<(Duration, String)> {
        let library = self.folder.join("src/lib.rs");
        let text = std::fs::read(&library).map_err(at(&library))?;
        std::fs::write(&library, &text).map_err(at(&library))?;
        let start = Instant::now();
        let said = self.cargo(&["check", "--lib", "--message-format", "short"])?;
        Ok((start.elapsed(), said))
    }

    /// Whether there is a program; if not, the compiler's findings say why.
    pub(crate) fn is_built(&self) -> bool {
        self.program("debug").is_file()
    }

    /// Builds the program as a user's release build does, with no setting of a profile. The text is the compiler's, if it
    /// refuses.
    pub(crate) fn timer(&self) -> Result<std::result::Result<Timer, String>> {
        let program = self.program("release");
        remove(&program)?;
        let said = self.cargo(&["build", "--release", "--message-format", "short"])?;
        if !program.is_file() {
            return Ok(Err(said));
        }
        Timer::start(&program).map(Ok)
    }

    /// The number of an interaction's contract; `None`: no code is generated for it.
    pub(crate) fn contract(&self, interaction: &Interaction) -> Option<usize> {
        let is_it = |(name, scope): &(String, usize)| {
            **name == *interaction.name && *scope == interaction.scope.index()
        };
        self.contracts.iter().position(is_it)
    }

    /// Packages share what they depend on, and so the folder for what is built.
    fn program(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(PACKAGE)
    }

    /// The program's answers, one for each document.
    pub(crate) fn judge(&self, jobs: &[Job]) -> Result<Vec<Told>> {
        let program = self.program("debug");
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
                format!("judge {} {direction} {}\n", job.contract, job.file.display())
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

/// The program of another package must not stand for this one's.
fn remove(program: &Path) -> Result<()> {
    match program.exists() {
        true => std::fs::remove_file(program).map_err(at(program)),
        false => Ok(()),
    }
}

/// What the items of a package depend on: its files are embedded from where they are.
pub(crate) fn settings(package: &Path, documents: &Documents) -> Settings {
    let package = with_all(package, documents);
    let absolute = std::path::absolute(&package).unwrap_or_else(|_| package.clone());
    Settings { package, package_from_output: format!("{}/", absolute.display()), ..Settings::default() }
}

/// The package's folder, or the nearest around it that all its documents are in.
fn with_all(package: &Path, documents: &Documents) -> PathBuf {
    let holds_all = |folder: &&Path| documents.iter().all(|(_, document)| document.path.starts_with(folder));
    package.ancestors().find(holds_all).unwrap_or(package).to_owned()
}

fn manifest() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let dependency = |name: &str| format!("{name} = {{ path = \"{}\" }}\n", crates.join(name).display());
    format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [features]\nserde = [\"rivta-soap/serde\"]\nyaserde = []\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n\
         [dependencies]\nquick-xml = {{ version = \"0.42\", default-features = false }}\n{}{}",
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
