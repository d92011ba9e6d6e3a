use std::io::{self, Write};

use serde::Serialize;

use crate::error::CommandError;

/// Where a command's answer goes: standard output, as text or as JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints one answer: a line of JSON if that was asked for, else what `text` makes of it.
    pub(crate) fn answer<T: Serialize>(
        self,
        value: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), CommandError> {
        if self.json {
            let mut line =
                serde_json::to_string(value).map_err(|error| CommandError::Output(error.into()))?;
            line.push('\n');
            self.print(&line)
        } else {
            self.print(&text(value))
        }
    }

    /// Whether JSON was asked for.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Prints text as it is.
    pub(crate) fn print(self, text: &str) -> Result<(), CommandError> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => CommandError::BrokenPipe,
            _ => CommandError::Output(error),
        })
    }
}
