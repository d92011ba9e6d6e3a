//! What was measured, by message and over all.

use std::fmt;
use std::time::Duration;

use super::Kind;

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct SpeedReport {
    /// Each message of each kind.
    pub messages: Vec<Measured>,
    /// Packages that no program was built for, and why.
    pub refused: Vec<(String, String)>,
}

/// What was measured of one message.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its package's folder.
    pub package: String,
    /// Its element, with the interaction's version.
    pub message: String,
    /// What it mostly is.
    pub kind: Kind,
    /// Its size in octets.
    pub octets: usize,
    /// The times; or why there are none.
    pub figures: Result<Figures, String>,
}

/// The times of some rounds.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The times of each round.
    pub rounds: Vec<Round>,
}

/// How long one message takes, all over the same octets.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    /// NsReader, which checks nothing.
    pub plain: Duration,
    /// The run-time validator.
    pub validator: Duration,
    /// The generated reader.
    pub reader: Duration,
    /// The generated writer.
    pub writer: Duration,
    /// libxml2's `xmlSchemaValidateStream` (`xmllint --sax`); `None`: it doesn't take the message.
    pub sax: Option<Duration>,
    /// libxml2's `xmlTextReader` (`xmllint --stream`); `None`: it doesn't take the message.
    pub stream: Option<Duration>,
}

/// What is demanded.
#[derive(Clone, Copy, Debug)]
pub struct Bars;

impl Bars {
    /// So many times as long as NsReader the generated reader takes at most.
    pub const READER: f64 = 2.5;
    /// So many times as fast as libxml2 the run-time validator is at least.
    pub const VALIDATOR: f64 = 2.0;
}

impl Figures {
    /// The median of a ratio of each round; `None`: one of the two was not measured.
    fn ratio(&self, ratio: impl Fn(&Round) -> Option<(Duration, Duration)>) -> Option<f64> {
        let ratios = self.rounds.iter().filter_map(ratio);
        median(ratios.filter(|(_, of)| !of.is_zero()).map(|(time, of)| time.as_secs_f64() / of.as_secs_f64()))
    }

    /// How many times as long as NsReader the generated reader takes.
    pub fn reader(&self) -> Option<f64> {
        self.ratio(|round| Some((round.reader, round.plain)))
    }

    /// How many times as fast as libxml2 the run-time validator is: as the faster of libxml2's two ways.
    pub fn against_libxml2(&self) -> Option<f64> {
        self.ratio(|round| {
            let fastest = round.sax.into_iter().chain(round.stream).min()?;
            Some((fastest, round.validator))
        })
    }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}, {}", self.package, self.message, self.kind.name())?;
        let figures = match &self.figures {
            Ok(figures) => figures,
            Err(reason) => return writeln!(f, ": not measured: {reason}"),
        };
        let plain = median(figures.rounds.iter().map(|round| round.plain.as_secs_f64())).unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a figure that is rounded anyway")]
        let octets = self.octets as f64;
        write!(f, ", {:.1} kB: NsReader {:.0} MB/s", octets / 1e3, octets / 1e6 / plain)?;
        let of_plain = |what: &str, time: fn(&Round) -> Option<Duration>| {
            let ratio = figures.ratio(|round| time(round).zip(Some(round.plain)));
            ratio.map(|ratio| format!(", {what} {ratio:.2}")).unwrap_or_default()
        };
        let ratios = [
            of_plain("validator", |round| Some(round.validator)),
            of_plain("reader", |round| Some(round.reader)),
            of_plain("writer", |round| Some(round.writer)),
            of_plain("libxml2 --sax", |round| round.sax),
            of_plain("libxml2 --stream", |round| round.stream),
        ];
        write!(f, "; times its time{}", ratios.concat().replacen(',', ":", 1))?;
        match figures.against_libxml2() {
            Some(times) => writeln!(f, "; validator {times:.2} times as fast as libxml2"),
            None => writeln!(f, "; libxml2 doesn't take it"),
        }
    }
}

/// One figure of each message that has it.
struct Spread<'r> {
    figures: Vec<(f64, &'r Measured)>,
}

impl<'r> Spread<'r> {
    fn of(
        messages: &'r [Measured],
        kind: Kind,
        figure: impl Fn(&Figures) -> Option<f64>,
        is_worse: impl Fn(&f64, &f64) -> std::cmp::Ordering,
    ) -> Self {
        let of_kind = messages.iter().filter(|measured| measured.kind == kind);
        let known = of_kind.filter_map(|measured| Some((figure(measured.figures.as_ref().ok()?)?, measured)));
        let mut figures: Vec<_> = known.collect();
        figures.sort_by(|(a, _), (b, _)| is_worse(a, b));
        Self { figures }
    }

    fn line(&self, what: &str, bar: f64, meets: impl Fn(f64) -> bool) -> String {
        let (Some((worst, message)), Some((median, _))) =
            (self.figures.first(), self.figures.get(self.figures.len() / 2))
        else {
            return format!("  {what}: nothing was measured\n");
        };
        let met = self.figures.iter().filter(|(figure, _)| meets(*figure)).count();
        format!(
            "  {what}: median {median:.2}, worst {worst:.2} ({} {}); bar {bar}: met by {met} of {}\n",
            message.package,
            message.message,
            self.figures.len()
        )
    }
}

impl SpeedReport {
    fn readers(&self, kind: Kind) -> Spread<'_> {
        Spread::of(&self.messages, kind, Figures::reader, |a, b| b.total_cmp(a))
    }

    fn validators(&self, kind: Kind) -> Spread<'_> {
        Spread::of(&self.messages, kind, Figures::against_libxml2, f64::total_cmp)
    }

    /// Whether every message that was measured meets the bars, and some were.
    pub fn is_good(&self) -> bool {
        let reads = Kind::ALL.iter().all(|kind| {
            self.readers(*kind).figures.iter().all(|(ratio, _)| *ratio <= Bars::READER)
                && self.validators(*kind).figures.iter().all(|(times, _)| *times >= Bars::VALIDATOR)
        });
        let refused =
            |measured: &Measured| measured.figures.as_ref().is_err_and(|reason| reason.starts_with("failed"));
        reads
            && self.refused.is_empty()
            && self.messages.iter().any(|measured| measured.figures.is_ok())
            && !self.messages.iter().any(refused)
    }
}

impl fmt::Display for SpeedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for measured in &self.messages {
            write!(f, "{measured}")?;
        }
        for (package, reason) in &self.refused {
            writeln!(f, "{package}: no program: {reason}")?;
        }
        for kind in Kind::ALL {
            let of_kind = self.messages.iter().filter(|measured| measured.kind == kind);
            let (measured, left): (Vec<_>, Vec<_>) = of_kind.partition(|measured| measured.figures.is_ok());
            writeln!(f, "{}: {} messages measured, {} not", kind.name(), measured.len(), left.len())?;
            let reader =
                self.readers(kind)
                    .line("generated reader, times NsReader's time", Bars::READER, |it| it <= Bars::READER);
            let validator = self.validators(kind).line(
                "run-time validator, times as fast as libxml2",
                Bars::VALIDATOR,
                |it| it >= Bars::VALIDATOR,
            );
            write!(f, "{reader}{validator}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(reader: u64, validator: u64, sax: Option<u64>) -> Measured {
        let millis = Duration::from_millis;
        let round = Round {
            plain: millis(10),
            validator: millis(validator),
            reader: millis(reader),
            writer: millis(5),
            sax: sax.map(millis),
            stream: None,
        };
        Measured {
            package: "p".to_owned(),
            message: "m".to_owned(),
            kind: Kind::Elements,
            octets: 1_000_000,
            figures: Ok(Figures { rounds: vec![round] }),
        }
    }

    fn report(messages: Vec<Measured>) -> SpeedReport {
        SpeedReport { messages, refused: Vec::new() }
    }

    #[test]
    fn a_bar_is_met_when_the_worst_message_meets_it() {
        assert!(report(vec![measured(25, 10, Some(20))]).is_good());
        assert!(!report(vec![measured(20, 10, Some(20)), measured(26, 10, Some(20))]).is_good());
        assert!(!report(vec![measured(20, 10, Some(19))]).is_good());
        assert!(!report(Vec::new()).is_good());
    }

    #[test]
    fn what_failed_has_no_figure_but_a_reason() {
        let failed = Measured { figures: Err("failed the validator: x".to_owned()), ..measured(1, 1, None) };
        assert_eq!(failed.to_string(), "p m, elements: not measured: failed the validator: x\n");
        assert!(!report(vec![measured(20, 10, Some(20)), failed]).is_good());
    }

    #[test]
    fn a_message_is_told_in_ratios() {
        let told = measured(20, 10, Some(30)).to_string();
        let expected = "p m, elements, 1000.0 kB: NsReader 100 MB/s; times its time: validator 1.00, reader 2.00, \
            writer 0.50, libxml2 --sax 3.00; validator 3.00 times as fast as libxml2\n";
        assert_eq!(told, expected);
    }
}
