//! Times of reading, compared within one run: machines differ, ratios hardly.

mod growing;
mod message;
mod report;

use std::path::{Path, PathBuf};

use rivta_schema::Package;
use rivta_schema::package::Options;
use rivta_schema::resolved::Interaction;
use rivta_schema::sample::Sampler;

pub use self::message::Kind;
use self::message::Messages;
pub use self::report::{Bars, Figures, Measured, Round, SpeedReport};
use crate::error::{Result, at};
use crate::harness::{Harness, Timed, Timer};
use crate::libxml2::{self, Streaming};

/// How messages are measured.
#[derive(Clone, Copy, Debug)]
struct Extent {
    octets: usize,
    rounds: usize,
}

/// So often an envelope of real size is read, all rounds together.
const REAL_REPEATS: usize = 5_000;
/// So often libxml2 reads one in a round.
const LIBXML2_REAL_REPEATS: u32 = 500;
/// So often libxml2 reads a large message in a round: the start of its process weighs less.
const LIBXML2_LARGE_REPEATS: u32 = 4;

/// Measures the messages of packages, by code that is generated and built in `work`.
///
/// # Errors
/// [`Error`](crate::Error), but for what is wrong with a package: that is in the report.
pub fn speed(packages: &[PathBuf], work: &Path, megabytes: usize, rounds: usize) -> Result<SpeedReport> {
    let work = &std::path::absolute(work).map_err(at(work))?;
    let extent = Extent { octets: megabytes * 1_000_000, rounds: rounds.max(1) };
    let mut report = SpeedReport::default();
    for folder in packages {
        let absolute = std::path::absolute(folder).map_err(at(folder))?;
        let name = absolute.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (package, _) = Package::load_sound(std::slice::from_ref(folder), Options::default());
        let own = work.join(&name);
        let harness = Harness::write(&own, &work.join("target"), folder, &package.documents, &package.model)?;
        let timer = match harness {
            Ok(harness) => harness.timer()?.map(|timer| (harness, timer)),
            Err(refused) => Err(refused),
        };
        match timer {
            Ok((harness, timer)) => {
                let files = own.join("messages");
                std::fs::create_dir_all(&files).map_err(at(&files))?;
                Measuring { name: &name, package: &package, harness: &harness, timer, files, extent }
                    .measure(&mut report)?;
            }
            Err(refused) => report.refused.push((name, refused)),
        }
    }
    Ok(report)
}

struct Measuring<'m> {
    name: &'m str,
    package: &'m Package,
    harness: &'m Harness,
    timer: Timer,
    files: PathBuf,
    extent: Extent,
}

impl Measuring<'_> {
    fn measure(mut self, report: &mut SpeedReport) -> Result<()> {
        let package = self.package;
        let sampler = Sampler::new(&package.model, &package.schema);
        for interaction in &package.model.interactions {
            let Some(contract) = self.harness.contract(interaction) else { continue };
            for is_request in [true, false] {
                let messages = Messages::new(package, &sampler, interaction, is_request);
                for kind in Kind::ALL {
                    let made = match &messages {
                        Ok(messages) => messages.of(kind, self.extent.octets),
                        Err(reason) => Err(reason.clone()),
                    };
                    let octets = made.as_ref().map_or(0, String::len);
                    let figures = match made {
                        Ok(text) => self.times(interaction, contract, is_request, kind, &text)?,
                        Err(reason) => Err(reason),
                    };
                    let root = if is_request { interaction.request } else { interaction.response };
                    let name = &package.model.element(root).name.local;
                    report.messages.push(Measured {
                        package: self.name.to_owned(),
                        message: format!("{name} {}.{}", interaction.major, interaction.minor),
                        kind,
                        octets,
                        figures,
                    });
                }
            }
        }
        Ok(())
    }

    /// Each round measures all, so that what disturbs one disturbs the others too.
    fn times(
        &mut self,
        interaction: &Interaction,
        contract: usize,
        is_request: bool,
        kind: Kind,
        text: &str,
    ) -> Result<std::result::Result<Figures, String>> {
        let (documents, model) = (&self.package.documents, &self.package.model);
        let root = if is_request { interaction.request } else { interaction.response };
        let is_envelope = kind == Kind::RealSize;
        let driver = match is_envelope {
            true => libxml2::envelope_driver(documents, model, interaction, root),
            false => libxml2::driver(documents, model, interaction, root),
        };
        let schema = self.files.join("driver.xsd");
        let file = self.files.join("message.xml");
        for (file, text) in [(&schema, driver.as_str()), (&file, text)] {
            std::fs::write(file, text).map_err(at(file))?;
        }
        let repeats = match is_envelope {
            true => u32::try_from(REAL_REPEATS.div_ceil(self.extent.rounds)).unwrap_or(u32::MAX),
            false => 1,
        };
        let timed = Timed { contract, is_request, is_envelope, repeats, file: &file };
        let mut rounds = Vec::new();
        for _ in 0..self.extent.rounds {
            let times = match self.timer.time(&timed)? {
                Ok(times) => times,
                Err(reason) => return Ok(Err(reason)),
            };
            let theirs = if is_envelope { LIBXML2_REAL_REPEATS } else { LIBXML2_LARGE_REPEATS };
            let sax = libxml2::streaming_time(Streaming::Sax, &schema, &file, theirs)?;
            // It compiles the schema again for each document.
            let stream = match is_envelope {
                true => None,
                false => libxml2::streaming_time(Streaming::Reader, &schema, &file, 1)?,
            };
            rounds.push(Round {
                plain: times.plain / repeats,
                validator: times.validator / repeats,
                reader: times.reader / repeats,
                writer: times.writer / repeats,
                sax,
                stream,
            });
        }
        Ok(Ok(Figures { rounds }))
    }
}
