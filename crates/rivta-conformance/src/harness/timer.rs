//! The program while it measures: it is asked and answers, so that others can be measured in between.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::error::{Error, Result, at};

/// The running program; it ends when this goes.
pub(crate) struct Timer {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// What is measured of a document.
pub(crate) struct Timed<'t> {
    pub(crate) contract: usize,
    pub(crate) is_request: bool,
    pub(crate) is_envelope: bool,
    pub(crate) repeats: u32,
    pub(crate) file: &'t Path,
}

/// How long a document took, all repeats together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) plain: Duration,
    pub(crate) validator: Duration,
    pub(crate) reader: Duration,
    pub(crate) writer: Duration,
}

impl Timer {
    pub(super) fn start(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(at(program))?;
        let (questions, answers) = (child.stdin.take(), child.stdout.take());
        let answers = answers.ok_or_else(|| Error::Harness("it has no output".to_owned()))?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    /// The text is why the document isn't measured: the program refuses it.
    pub(crate) fn time(&mut self, timed: &Timed<'_>) -> Result<std::result::Result<Times, String>> {
        let failed = |error: std::io::Error| Error::Harness(error.to_string());
        let direction = if timed.is_request { "request" } else { "response" };
        let form = if timed.is_envelope { "envelope" } else { "document" };
        let Timed { contract, repeats, file, .. } = timed;
        if let Some(questions) = &mut self.questions {
            writeln!(questions, "time {contract} {direction} {form} {repeats} {}", file.display())
                .map_err(failed)?;
        }
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(failed)?;
        Ok(times(answer.trim()).ok_or(answer))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // The end of its input ends it.
        self.questions = None;
        let _ = self.child.wait();
    }
}

fn times(answer: &str) -> Option<Times> {
    let numbers = answer.split(' ').map(|word| word.parse().ok().map(Duration::from_nanos));
    let numbers: Vec<Duration> = numbers.collect::<Option<_>>()?;
    let [plain, validator, reader, writer] = numbers.try_into().ok()?;
    Some(Times { plain, validator, reader, writer })
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn what_is_no_row_of_times_is_a_reason() {
        assert_eq!(times("1000 2000 3000 4000").map(|times| times.reader.as_nanos()), Some(3000));
        assert!(times("failed the validator: 1 2").is_none());
        assert!(times("").is_none());
    }
}
