use std::path::PathBuf;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Installation;
use crate::error::{CommandError, Exit};
use crate::import::{Batch, Import, Records};
use crate::input;
use crate::local::{StoreAnswer, StoreCommand, StoreHandle};
use crate::output::Output;
use crate::person_argument::PersonArgument;
use crate::show;

/// Take over persons from the population register, or look at one.
#[derive(Debug, Subcommand)]
pub(crate) enum Person {
    Import(ImportPersons),
    Show(Show),
}

/// Take over persons from responses of GetPersonsForProfile.
///
/// Takes response documents of GetPersonsForProfile and GetPersonsForProfileUnrestricted, which is what the national
/// service answers, in an envelope or not. A record replaces the one that the store has; contact details in it are taken
/// only for a person who has none here. Records that cannot be taken are told with line and reason, the others are taken.
/// Makes the store if there is none yet. Exit code 1: some records could not be taken. 4: a file could not be read; the others
/// are taken over all the same.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt person import persons.xml
  rivkontakt person import --json delivery/*.xml")]
pub(crate) struct ImportPersons {
    /// The files; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    installation: Installation,
}

/// Show a person's record from the register, as the restricted contracts give it.
///
/// The audit log records who looked. Exit code 1: there is no such person.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt person show --person 191212121212
  rivkontakt person show --person 191212121212 --json")]
pub(crate) struct Show {
    #[command(flatten)]
    person: PersonArgument,
    #[command(flatten)]
    installation: Installation,
}

impl Person {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        match self {
            Self::Import(import) => import.run(output).await,
            Self::Show(show) => show.run(output).await,
        }
    }
}

impl Show {
    async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let person = self.person.identity()?;
        let mut store = StoreHandle::reach(&self.installation.load_for_store()?).await?;
        let answer = store.run(StoreCommand::ShowPerson(person)).await;
        store.close().await?;
        let StoreAnswer::Person(record) = answer? else { return Err(CommandError::unexpected_answer()) };
        output.answer(&record, |record| match record {
            Some(record) => show::person_record(record),
            None => "No such person.\n".to_owned(),
        })?;
        Ok(if record.is_some() { Exit::Good } else { Exit::Bad })
    }
}

impl ImportPersons {
    async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let mut store = StoreHandle::reach_or_create(&self.installation.load_for_store()?).await?;
        let mut import = Import::default();
        let imported = self.import_files(&mut store, &mut import).await;
        store.close().await?;
        let report = import.into_report();
        // Also after a failure: what was taken over stays so.
        output.answer(&report, ToString::to_string)?;
        let all_read = imported?;
        Ok(match report.rejected {
            _ if !all_read => Exit::Unreachable,
            0 => Exit::Good,
            _ => Exit::Bad,
        })
    }

    /// Whether every file could be read.
    async fn import_files(&self, store: &mut StoreHandle, import: &mut Import) -> Result<bool, CommandError> {
        let mut all_read = true;
        for file in &self.files {
            let Some(bytes) = input::read_or_tell(file) else {
                all_read = false;
                continue;
            };
            let text = match rivta_xml::decode(&bytes) {
                Ok(text) => text,
                Err(error) => {
                    import.reject(file, error.position.line, None, error.kind.to_string());
                    continue;
                }
            };
            // indicatif shows a bar only on a terminal.
            let bar = ProgressBar::new(text.len() as u64)
                .with_style(style())
                .with_message(file.display().to_string());
            let mut records = Records::new(&text);
            while let Some(Batch { records: sent, lines }) = records.next_batch(file, import) {
                let StoreAnswer::Imported(summary) = store.run(StoreCommand::ImportPersons(sent)).await?
                else {
                    return Err(CommandError::unexpected_answer());
                };
                import.add(file, &lines, summary);
                bar.set_position(records.offset() as u64);
            }
            bar.finish_and_clear();
        }
        Ok(all_read)
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} {wide_bar} {percent} % {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
