use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::error::{CommandError, Exit};
use crate::output::Output;

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt completions bash > ~/.local/share/bash-completion/completions/rivkontakt
  rivkontakt completions zsh > ~/.zfunc/_rivkontakt
  rivkontakt completions fish > ~/.config/fish/completions/rivkontakt.fish")]
pub(crate) struct Completions {
    /// Which shell.
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "rivkontakt", &mut script);
        output.print(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Good)
    }
}
