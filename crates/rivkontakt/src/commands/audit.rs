use clap::Args;
use contact_store::{AuditEntry, AuditedAccess};
use jiff::Timestamp;

use crate::cli::Installation;
use crate::error::{CommandError, Exit};
use crate::local::{AuditRequest, StoreAnswer, StoreCommand, StoreHandle};
use crate::local_time;
use crate::output::Output;
use crate::person_argument::PersonFilter;
use crate::show;

/// Search the audit log: every change and every refused one, every read of a protected person, every look from a terminal;
/// newest first.
///
/// Reads of other persons over the contracts are not in it, nor calls that were refused before the person was looked up. The
/// log never holds a contact detail. Reading it is recorded in it too. Where --limit leaves older entries out, standard error
/// says so, with --json too. Times are Swedish, with their offset; with --json they are UTC.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt audit
  rivkontakt audit --person 191212121212 --from 2026-01-01
  rivkontakt audit --system SE5565594230-BCQ --rule F9 --json")]
pub(crate) struct Audit {
    #[command(flatten)]
    person: PersonFilter,
    /// Only entries from this time on: a date or a time, Swedish unless it has an offset, e.g. 2026-01-31,
    /// 2026-01-31T08:00:00 or 2026-01-31T08:00:00+01:00.
    #[arg(long, value_name = "TIME", value_parser = local_time::parse)]
    from: Option<Timestamp>,
    /// Only entries before this time; a date is its midnight, so the day itself is not shown.
    #[arg(long, value_name = "TIME", value_parser = local_time::parse)]
    until: Option<Timestamp>,
    /// Only entries by this system (HSA-id): as certificate, as original consumer, or on whose behalf.
    #[arg(long, value_name = "HSA-ID")]
    system: Option<String>,
    /// Only entries that tell of this rule being broken, e.g. F9.
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// How many entries at most.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    installation: Installation,
}

impl Audit {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until <= from
        {
            return Err(CommandError::Usage("--until: not after --from, so nothing lies between".to_owned()));
        }
        let request = AuditRequest {
            person: self.person.identity()?,
            from: self.from,
            until: self.until,
            system: self.system.clone(),
            rule: self.rule.clone(),
            before: None,
            limit: Some(self.limit),
        };
        print(request, &self.installation, output).await
    }
}

/// How many entries the store is asked for at a time.
const PAGE: usize = 1000;

/// Prints what the audit log answers: text, or a JSON object a line. Reads page by page, so that any number can be asked.
pub(crate) async fn print(
    mut request: AuditRequest,
    installation: &Installation,
    output: Output,
) -> Result<Exit, CommandError> {
    let limit = request.limit.unwrap_or(usize::MAX);
    let mut remaining = limit;
    let mut store = StoreHandle::reach(&installation.load_for_store()?).await?;
    let printed = async {
        let mut any = false;
        let mut has_more = false;
        while remaining > 0 {
            request.limit = Some(remaining.min(PAGE));
            let StoreAnswer::Audit(page) = store.run(StoreCommand::Audit(request.clone())).await? else {
                return Err(CommandError::unexpected_answer());
            };
            for entry in &page.entries {
                any = true;
                output.answer(entry, line)?;
            }
            remaining = remaining.saturating_sub(page.entries.len());
            request.before = page.next;
            has_more = page.next.is_some();
            if !has_more || page.entries.is_empty() {
                break;
            }
        }
        Ok((any, has_more))
    }
    .await;
    store.close().await?;
    let (any, has_more) = printed?;
    if has_more {
        eprintln!("there are older entries; --limit N shows more than {limit}");
    } else if !any && !output.is_json() {
        eprintln!("no entries");
    }
    Ok(Exit::Good)
}

fn line(entry: &AuditEntry) -> String {
    let by = match &entry.by {
        AuditedAccess::Contract { contract, certificate, original_consumer, on_behalf_of } => {
            let mut by = format!("{certificate} by {contract}");
            if let Some(consumer) = original_consumer {
                by.push_str(&format!(" for {consumer}"));
            }
            if let Some(organisation) = on_behalf_of {
                by.push_str(&format!(" on behalf of {organisation}"));
            }
            by
        }
        AuditedAccess::Administrator { user } => user.clone(),
    };
    let person = entry.person.as_ref().map_or("-", |person| person.extension.as_str());
    let mut line = format!(
        "{}  {:<14} {:<9} {:<12}  {by}",
        local_time::shown(entry.position.at),
        show::word(&entry.action),
        show::word(&entry.outcome),
        person,
    );
    if !entry.rules.is_empty() {
        let rules: Vec<String> = entry.rules.iter().map(ToString::to_string).collect();
        line.push_str(&format!("  {}", rules.join(" ")));
    }
    if let Some(version) = &entry.version_after {
        line.push_str(&format!("  version {version}"));
    }
    line.push('\n');
    line
}
