use clap::{Args, Subcommand};
use contact_store::{StoreStats, Verification};

use crate::cli::Installation;
use crate::error::{CommandError, Exit};
use crate::local::{StoreAnswer, StoreCommand, StoreHandle};
use crate::local_time;
use crate::output::Output;

/// Look after the store.
#[derive(Debug, Subcommand)]
pub(crate) enum Store {
    Stats(Stats),
    Verify(Verify),
}

/// Tell how much the store holds and how it fares.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt store stats
  rivkontakt store stats --json | jq .persons")]
pub(crate) struct Stats {
    #[command(flatten)]
    installation: Installation,
}

/// Read everything in the store and tell what is not as it should be.
///
/// Exit code 1: something is not.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt store verify --config /etc/rivkontakt/rivkontakt.toml")]
pub(crate) struct Verify {
    #[command(flatten)]
    installation: Installation,
}

impl Store {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let (installation, command) = match self {
            Self::Stats(stats) => (&stats.installation, StoreCommand::Stats),
            Self::Verify(verify) => (&verify.installation, StoreCommand::Verify),
        };
        let mut store = StoreHandle::reach(&installation.load_for_store()?).await?;
        let answer = store.run(command).await;
        store.close().await?;
        match answer? {
            StoreAnswer::Stats(stats) => {
                output.answer(&stats, stats_text)?;
                Ok(if stats.writes_stopped.is_none() { Exit::Good } else { Exit::Bad })
            }
            StoreAnswer::Verified(verification) => {
                output.answer(&verification, verification_text)?;
                Ok(if verification.findings.is_empty() { Exit::Good } else { Exit::Bad })
            }
            _ => Err(CommandError::unexpected_answer()),
        }
    }
}

fn stats_text(stats: &StoreStats) -> String {
    let mut text = format!(
        "persons            {}\ncontact records    {}\naudit entries      {}\ndatabase           {} bytes\njournal            {} bytes\n",
        stats.persons, stats.contact_records, stats.audit_entries, stats.database_bytes, stats.journal_bytes,
    );
    let checkpoint = stats.last_checkpoint.map_or("not since the start".to_owned(), local_time::shown);
    text.push_str(&format!("last checkpoint    {checkpoint}\n"));
    text.push_str(&format!("replayed at start  {} frames\n", stats.replayed_frames));
    if stats.torn_bytes > 0 {
        text.push_str(&format!("cut off at start   {} bytes of an unanswered write\n", stats.torn_bytes));
    }
    if let Some(cause) = &stats.writes_stopped {
        text.push_str(&format!("WRITES STOPPED     {cause}\n"));
    }
    text
}

fn verification_text(verification: &Verification) -> String {
    let mut text = String::new();
    for finding in &verification.findings {
        text.push_str(&format!("{}: {}\n", finding.place, finding.what));
    }
    text.push_str(&match verification.findings.len() {
        0 => format!("{} entries read, all as they should be\n", verification.entries),
        found => format!("{} entries read, {found} not as they should be\n", verification.entries),
    });
    text
}
