use clap::{Args, Subcommand};

use crate::cli::Installation;
use crate::commands::audit;
use crate::error::{CommandError, Exit};
use crate::local::{AuditRequest, StoreAnswer, StoreCommand, StoreHandle};
use crate::output::Output;
use crate::person_argument::PersonArgument;
use crate::show;

/// Look at a person's contact details.
#[derive(Debug, Subcommand)]
pub(crate) enum Contact {
    Show(Show),
    History(History),
}

/// Show a person's contact record, as the restricted contracts give it.
///
/// The audit log records who looked. Exit code 1: there is no record.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt contact show --person 191212121212
  rivkontakt contact show --person 191212121212 --json")]
pub(crate) struct Show {
    #[command(flatten)]
    person: PersonArgument,
    #[command(flatten)]
    installation: Installation,
}

/// Show what the audit log holds of a person, newest first: changes and refused ones, reads while the person is protected,
/// looks from a terminal; by whom, and what came of it.
///
/// Reads of a person who is not protected are not in the log when they came over the contracts. The log records this look too;
/// contact details are not in it. Where --limit leaves older entries out, standard error says so.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt contact history --person 191212121212")]
pub(crate) struct History {
    #[command(flatten)]
    person: PersonArgument,
    /// How many entries at most.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    installation: Installation,
}

impl Contact {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        match self {
            Self::Show(show) => show.run(output).await,
            Self::History(history) => history.run(output).await,
        }
    }
}

impl Show {
    async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let person = self.person.identity()?;
        let mut store = StoreHandle::reach(&self.installation.load_for_store()?).await?;
        let answer = store.run(StoreCommand::ShowContact(person)).await;
        store.close().await?;
        let StoreAnswer::Contact(record) = answer? else { return Err(CommandError::unexpected_answer()) };
        output.answer(&record, |record| match record {
            Some(record) => show::contact_record(record),
            None => "No contact record.\n".to_owned(),
        })?;
        Ok(if record.is_some() { Exit::Good } else { Exit::Bad })
    }
}

impl History {
    async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let request = AuditRequest {
            person: Some(self.person.identity()?),
            limit: Some(self.limit),
            ..AuditRequest::default()
        };
        audit::print(request, &self.installation, output).await
    }
}
