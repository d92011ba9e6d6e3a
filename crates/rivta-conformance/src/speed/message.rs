//! The messages that times are measured with.

use rivta_schema::Package;
use rivta_schema::resolved::Interaction;
use rivta_schema::sample::{Extent, Sample, Sampler};
use rivta_xml::{Limits, validate_document};

use super::growing::Growing;
use crate::markup::{edited, spans};
use crate::packages::SAMPLES;

/// What a message mostly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Elements with short values: a sample with an element that repeats, repeated.
    Elements,
    /// Long Swedish texts, with entities and CDATA.
    Texts,
    /// What stands at a wildcard and that no schema declares.
    Foreign,
    /// An envelope of about 4 kB, read again and again.
    RealSize,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 4] = [Self::Elements, Self::Texts, Self::Foreign, Self::RealSize];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elements => "elements",
            Self::Texts => "texts",
            Self::Foreign => "foreign content",
            Self::RealSize => "real size",
        }
    }
}

/// The size of a real envelope.
const REAL_OCTETS: usize = 4_096;

/// A text as a record of care has it: some 700 octets.
const TEXT: &str = "Patienten söker för återkommande yrsel och hjärtklappning sedan två veckor. Känner sig trött efter \
    längre promenader, i övrigt besvärsfri. Blodtryck 135/85, puls 72 &amp; regelbunden; temperatur &lt; 37,5. \
    L&#xE4;kemedel gås igenom, inga nya överkänsligheter. <![CDATA[Provsvar: Hb 138 g/l, CRP <5 mg/l, kreatinin 71 µmol/l \
    & TSH 1,9 mIE/l.]]> Bedömning: ortostatisk yrsel, &#229;terbesök om besvären inte gått över inom fyra veckor. \
    Information om vätskeintag och långsam uppresning är given både muntligen och skriftligen. Anhörig närvarande. ";

/// Something that no schema declares.
const FOREIGN: &str = "<utv:tillagg xmlns:utv=\"urn:example:utvidgning:1\" version=\"1.1\"><utv:rad nr=\"1\"><utv:kod>A12</utv:kod>\
    <utv:klartext>Återbesök &amp; uppföljning</utv:klartext></utv:rad><utv:rad nr=\"2\"><utv:kod>B07</utv:kod>\
    <utv:klartext>Provtagning före besök</utv:klartext></utv:rad><utv:tom/></utv:tillagg>";

/// A message of an interaction, from which those of each kind are made.
pub(super) struct Messages<'p> {
    package: &'p Package,
    interaction: &'p Interaction,
    is_request: bool,
    samples: Vec<String>,
    growing: Result<Growing, String>,
}

impl<'p> Messages<'p> {
    /// The text is why there is none.
    pub(super) fn new(
        package: &'p Package,
        sampler: &Sampler<'_>,
        interaction: &'p Interaction,
        is_request: bool,
    ) -> Result<Self, String> {
        let root = if is_request { interaction.request } else { interaction.response };
        let whole = Sample { extent: Extent::Full, seed: 1 };
        let mut samples = Vec::new();
        for sample in std::iter::once(whole).chain(SAMPLES) {
            let made = sampler.message(sample, interaction.scope, root).map_err(|error| error.to_string())?;
            samples.push(compact(&made));
        }
        let mut messages = Self { package, interaction, is_request, samples, growing: Err(String::new()) };
        messages.growing =
            Growing::new(&package.model, root, messages.whole(), &|text: &str| messages.errors(text));
        Ok(messages)
    }

    /// A message of that kind and of about that size. The text is why there is none.
    pub(super) fn of(&self, kind: Kind, octets: usize) -> Result<String, String> {
        let message = match kind {
            Kind::Elements => self.growing.as_ref().map_err(Clone::clone)?.to(octets),
            Kind::Texts => self.texts()?.to(octets),
            Kind::Foreign => self.foreign(octets)?,
            Kind::RealSize => self.of_real_size(),
        };
        match self.errors(&message) {
            0 => Ok(if kind == Kind::RealSize { self.in_envelope(&message) } else { message }),
            _ => Err("the message that was made is not valid".to_owned()),
        }
    }

    fn whole(&self) -> &str {
        self.samples.first().map_or("", String::as_str)
    }

    /// Every value that may be any text is a long one.
    fn texts(&self) -> Result<Growing, String> {
        let growing = self.growing.as_ref().map_err(Clone::clone)?;
        let repeated = &growing.repeated;
        let mut edits = Vec::new();
        for span in spans(repeated).iter().filter(|span| span.is_leaf && !span.end_tag.is_empty()) {
            let edit = (span.start_tag.end..span.end_tag.start, TEXT.to_owned());
            let changed = edited(repeated, std::slice::from_ref(&edit));
            if changed.is_some_and(|changed| self.errors(&growing.around(&changed)) == 0) {
                edits.push(edit);
            }
        }
        if edits.is_empty() {
            return Err("no value in the repeated element may be any text".to_owned());
        }
        let repeated = edited(repeated, &edits).unwrap_or_default();
        growing
            .with(repeated, &|text| self.errors(text))
            .ok_or_else(|| "no element can be repeated so that the message stays valid".to_owned())
    }

    /// Where a wildcard lets anything through, repeated foreign elements.
    fn foreign(&self, octets: usize) -> Result<String, String> {
        let text = self.whole();
        let with = |place: usize, times: usize| edited(text, &[(place..place, FOREIGN.repeat(times))]);
        let places = spans(text).into_iter().filter(|span| !span.end_tag.is_empty() && !span.is_leaf);
        let mut places = places.map(|span| span.end_tag.start);
        places
            .find(|place| with(*place, 2).is_some_and(|message| self.errors(&message) == 0))
            .and_then(|place| with(place, octets.saturating_sub(text.len()).div_ceil(FOREIGN.len()).max(1)))
            .ok_or_else(|| "no wildcard lets foreign elements through as often as they come".to_owned())
    }

    fn of_real_size(&self) -> String {
        let least = self.growing.as_ref().map(|growing| growing.to(1));
        let grown = self.growing.as_ref().map(|growing| growing.to(REAL_OCTETS));
        match (least, grown) {
            (Ok(least), Ok(grown)) if least.len() <= REAL_OCTETS => grown,
            _ => {
                let nearest = self.samples.iter().min_by_key(|text| text.len().abs_diff(REAL_OCTETS));
                nearest.cloned().unwrap_or_default()
            }
        }
    }

    fn in_envelope(&self, message: &str) -> String {
        let body = message.find("?>").and_then(|end| message.get(end + 2..)).unwrap_or(message).trim_start();
        let header = if self.is_request {
            "<soapenv:Header><itr:LogicalAddress xmlns:itr=\"urn:riv:itintegration:registry:1\">SE165565594230-1000\
             </itr:LogicalAddress></soapenv:Header>"
        } else {
            ""
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"{SOAP}\">{header}\
             <soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
        )
    }

    fn errors(&self, text: &str) -> usize {
        let element = if self.is_request { self.interaction.request } else { self.interaction.response };
        let root = self.package.root(self.interaction.scope, element);
        let limits = Limits { unknown_octets: usize::MAX, errors: usize::MAX, ..Limits::default() };
        validate_document(text.as_bytes(), &root, limits).err().map_or(0, |errors| errors.len())
    }
}

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Without the lines and indents between elements: most senders write none, and they would count as octets read.
fn compact(text: &str) -> String {
    let mut kept = String::new();
    for (number, piece) in text.split('<').enumerate() {
        if number > 0 {
            kept.push('<');
        }
        match piece.find('>').and_then(|end| piece.split_at_checked(end + 1)) {
            Some((tag, between)) if between.trim().is_empty() && between.contains('\n') => kept.push_str(tag),
            _ => kept.push_str(piece),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn only_lines_between_elements_are_left_out() {
        assert_eq!(compact("<a>\n  <b> </b>\n  <c>x\n</c>\n</a>\n"), "<a><b> </b><c>x\n</c></a>");
    }
}
