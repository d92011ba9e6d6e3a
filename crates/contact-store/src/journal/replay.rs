//! Reading the journal back.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::segment::{self, FRAME_HEADER, FrameHeader, SEGMENT_HEADER, SegmentHeader};
use crate::StoreError;

/// What reading the journal found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Replayed {
    /// The segments there are, oldest first.
    pub(crate) segments: Vec<u64>,
    /// The sequence of the oldest frame that the segments hold or would hold.
    pub(crate) first_sequence: u64,
    /// The sequence that the next frame gets.
    pub(crate) next_sequence: u64,
    /// How many frames were read.
    pub(crate) frames: u64,
    /// Where the torn end begins, and how many bytes it has.
    pub(crate) torn: Option<Torn>,
}

/// The incomplete last frame of the last segment: a write that was under way when the process or the power went, so
/// nobody was told that it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Torn {
    path: PathBuf,
    offset: u64,
    /// How many bytes the incomplete frame has.
    pub(crate) length: u64,
}

impl Torn {
    /// Cuts the incomplete frame off, durably, so that its segment may have a successor.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub(crate) fn cut(&self) -> Result<(), StoreError> {
        if self.offset == 0 {
            return std::fs::remove_file(&self.path).map_err(StoreError::io(&self.path, "removing"));
        }
        let file =
            OpenOptions::new().write(true).open(&self.path).map_err(StoreError::io(&self.path, "opening"))?;
        file.set_len(self.offset)
            .and_then(|()| file.sync_all())
            .map_err(StoreError::io(&self.path, "cutting off the torn end"))
    }
}

/// Gives every frame's payload to `apply`, oldest first. Changes no file.
///
/// # Errors
///
/// [`StoreError::Corrupt`] for a damaged or missing part other than a torn end, [`StoreError::NewerFormat`],
/// [`StoreError::Io`], and what `apply` reports.
pub(crate) fn replay(
    directory: &Path,
    mut apply: impl FnMut(&Path, u64, &[u8]) -> Result<(), StoreError>,
) -> Result<Replayed, StoreError> {
    let segments = segment::list(directory)?;
    let mut replayed = Replayed { segments: segments.clone(), ..Replayed::default() };
    let Some((&last, sealed)) = segments.split_last() else {
        return Ok(replayed);
    };
    let mut expected = None;
    for number in sealed.iter().copied().chain([last]) {
        let is_last = number == last;
        let mut reader = SegmentReader::open(directory, number)?;
        let Some(header) = reader.header(is_last)? else {
            replayed.torn = Some(Torn { path: reader.path, offset: 0, length: reader.length });
            replayed.segments.pop();
            break;
        };
        if header.number != number || expected.is_some_and(|e| e != (number, header.first_sequence)) {
            return Err(
                reader.corrupt(0, "the segment does not follow the one before it; a segment is missing")
            );
        }
        if expected.is_none() {
            (replayed.first_sequence, replayed.next_sequence) =
                (header.first_sequence, header.first_sequence);
        }
        loop {
            match reader.frame(replayed.next_sequence, is_last)? {
                Step::Frame { offset, payload } => {
                    apply(&reader.path, offset, &payload)?;
                    replayed.frames += 1;
                    replayed.next_sequence += 1;
                }
                Step::End => break,
                Step::Torn { offset, length } => {
                    replayed.torn = Some(Torn { path: reader.path, offset, length });
                    break;
                }
            }
        }
        expected = Some((number.saturating_add(1), replayed.next_sequence));
    }
    Ok(replayed)
}

enum Step {
    Frame { offset: u64, payload: Vec<u8> },
    Torn { offset: u64, length: u64 },
    End,
}

/// What stands where no whole frame stands, to the end of the segment.
#[derive(Debug, PartialEq, Eq)]
enum Rest {
    /// Zeros, reserved for frames to come.
    Empty,
    /// A frame that was not written to its end, and nothing after it.
    Torn { length: u64, what: &'static str },
    /// Something that was whole once, for a frame is only written after the one before it is durable.
    Damaged { what: &'static str },
}

const DAMAGED_HEADER: &str = "the frame's header does not match its checksum";
const DAMAGED_PAYLOAD: &str = "the frame's payload does not match its checksum";

/// Tells a torn frame from a damaged one. The pages of a torn write may reach the disk in any order, so it can have holes or
/// its full length; but nothing follows it.
fn judge(rest: &[u8], expected: u64) -> Rest {
    let end = rest.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let length = end as u64;
    match FrameHeader::decode(rest) {
        _ if end == 0 => Rest::Empty,
        Some(header) if header.sequence != expected => {
            Rest::Damaged { what: "the frame is not the one that follows; a frame is missing" }
        }
        Some(header) if FRAME_HEADER.saturating_add(header.length as usize) < end => {
            Rest::Damaged { what: DAMAGED_PAYLOAD }
        }
        Some(_) => Rest::Torn { length, what: DAMAGED_PAYLOAD },
        None if frame_follows(rest, expected) => Rest::Damaged { what: DAMAGED_HEADER },
        None => Rest::Torn { length, what: DAMAGED_HEADER },
    }
}

/// Whether a whole frame with a later sequence stands anywhere in `rest`.
fn frame_follows(rest: &[u8], expected: u64) -> bool {
    (1..rest.len()).any(|start| {
        let Some((header, payload)) = rest.get(start..).and_then(|b| b.split_at_checked(FRAME_HEADER)) else {
            return false;
        };
        FrameHeader::decode(header).is_some_and(|h| {
            h.sequence > expected
                && payload.get(..h.length as usize).is_some_and(|p| crc32fast::hash(p) == h.payload_crc)
        })
    })
}

struct SegmentReader {
    path: PathBuf,
    file: BufReader<File>,
    length: u64,
    offset: u64,
}

impl SegmentReader {
    fn open(directory: &Path, number: u64) -> Result<Self, StoreError> {
        let path = segment::path(directory, number);
        let file = File::open(&path).map_err(StoreError::io(&path, "opening"))?;
        let length = file.metadata().map_err(StoreError::io(&path, "examining"))?.len();
        Ok(Self { path, file: BufReader::new(file), length, offset: 0 })
    }

    /// The segment's header; `None` if the last segment was being created and holds nothing yet.
    fn header(&mut self, is_last: bool) -> Result<Option<SegmentHeader>, StoreError> {
        let mut bytes = [0; SEGMENT_HEADER];
        let read = self.read(&mut bytes)?;
        let holds_frames = self.length > SEGMENT_HEADER as u64;
        match SegmentHeader::decode(&bytes, &self.path) {
            Ok(header) if read == SEGMENT_HEADER => Ok(Some(header)),
            Err(error @ StoreError::NewerFormat { .. }) => Err(error),
            _ if is_last && !holds_frames => Ok(None),
            Err(error) => Err(error),
            Ok(_) => Err(self.corrupt(0, "the segment's header is incomplete")),
        }
    }

    /// The frame that must have the sequence `expected`.
    fn frame(&mut self, expected: u64, is_last: bool) -> Result<Step, StoreError> {
        let offset = self.offset;
        let mut bytes = vec![0; FRAME_HEADER];
        let read = self.read(&mut bytes)?;
        bytes.truncate(read);
        if let Some(header) = FrameHeader::decode(&bytes).filter(|h| h.sequence == expected)
            && u64::from(header.length) <= self.length.saturating_sub(self.offset)
        {
            let mut payload = vec![0; header.length as usize];
            let read = self.read(&mut payload)?;
            if read == payload.len() && crc32fast::hash(&payload) == header.payload_crc {
                return Ok(Step::Frame { offset, payload });
            }
            bytes.append(&mut payload);
        }
        self.file.read_to_end(&mut bytes).map_err(StoreError::io(&self.path, "reading"))?;
        match judge(&bytes, expected) {
            Rest::Empty => Ok(Step::End),
            Rest::Torn { length, .. } if is_last => Ok(Step::Torn { offset, length }),
            Rest::Torn { what, .. } | Rest::Damaged { what } => Err(self.corrupt(offset, what)),
        }
    }

    /// Fills `buffer` as far as the file reaches; returns how many bytes there were.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, StoreError> {
        let mut filled = 0;
        while let Some(free) = buffer.get_mut(filled..).filter(|f| !f.is_empty()) {
            match self.file.read(free) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(StoreError::io(&self.path, "reading")(error)),
            }
        }
        self.offset += filled as u64;
        Ok(filled)
    }

    fn corrupt(&self, offset: u64, what: &'static str) -> StoreError {
        StoreError::Corrupt { path: self.path.clone(), offset: Some(offset), what }
    }
}
