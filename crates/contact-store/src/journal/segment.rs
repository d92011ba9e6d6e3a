//! The journal's file format.
//!
//! A segment is a header and frames. All integers are little-endian.
//!
//! ```text
//! header  magic "RIVKJRNL" | format u32 | segment number u64 | first frame's sequence u64 | CRC-32 of the foregoing u32
//! frame   payload length u32 | sequence u64 | CRC-32 of the payload u32 | CRC-32 of the foregoing u32 | payload
//! ```
//!
//! A frame is what is written and made durable at once; the next one is only written after that. So only the last frame of
//! the last segment can be torn. After the last frame come zeros, if anything: space reserved for the next frames. The
//! frame header has a checksum of its own, for a damaged length must not hide the frames that follow it.
//!
//! The header stays the same in every format, so that a release can tell a newer format from damage.

use std::path::{Path, PathBuf};

use crate::StoreError;

/// The format that this release writes, and the newest that it reads.
pub(crate) const FORMAT: u32 = 1;
pub(super) const MAGIC: [u8; 8] = *b"RIVKJRNL";
pub(super) const SEGMENT_HEADER: usize = 32;
pub(super) const FRAME_HEADER: usize = 20;
/// Larger frames are refused.
pub(crate) const MAX_PAYLOAD: usize = 1 << 30;

/// The first bytes of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SegmentHeader {
    pub(super) number: u64,
    pub(super) first_sequence: u64,
}

impl SegmentHeader {
    pub(super) fn encode(self) -> [u8; SEGMENT_HEADER] {
        let mut bytes = [0; SEGMENT_HEADER];
        let (head, crc) = bytes.split_at_mut(SEGMENT_HEADER - 4);
        let fields = MAGIC
            .into_iter()
            .chain(FORMAT.to_le_bytes())
            .chain(self.number.to_le_bytes())
            .chain(self.first_sequence.to_le_bytes());
        for (to, from) in head.iter_mut().zip(fields) {
            *to = from;
        }
        crc.copy_from_slice(&crc32fast::hash(head).to_le_bytes());
        bytes
    }

    /// # Errors
    ///
    /// [`StoreError::Corrupt`], [`StoreError::NewerFormat`].
    pub(super) fn decode(bytes: &[u8; SEGMENT_HEADER], path: &Path) -> Result<Self, StoreError> {
        let corrupt = |what| StoreError::Corrupt { path: path.to_owned(), offset: Some(0), what };
        let mut fields = Fields(bytes);
        let magic: [u8; 8] = fields.take().unwrap_or_default();
        let format = fields.u32().unwrap_or_default();
        let number = fields.u64().unwrap_or_default();
        let first_sequence = fields.u64().unwrap_or_default();
        let crc = fields.u32().unwrap_or_default();
        if magic != MAGIC {
            return Err(corrupt("not a journal segment"));
        }
        // Before the format, which could be what is damaged.
        if crc != crc_of(bytes, SEGMENT_HEADER - 4) {
            return Err(corrupt("the segment's header does not match its checksum"));
        }
        if format > FORMAT {
            return Err(StoreError::NewerFormat { path: path.to_owned(), found: format, supported: FORMAT });
        }
        Ok(Self { number, first_sequence })
    }
}

/// The bytes before a frame's payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameHeader {
    pub(super) length: u32,
    pub(super) sequence: u64,
    pub(super) payload_crc: u32,
}

impl FrameHeader {
    pub(super) fn encode(self) -> [u8; FRAME_HEADER] {
        let mut bytes = [0; FRAME_HEADER];
        let (head, crc) = bytes.split_at_mut(FRAME_HEADER - 4);
        let fields = self
            .length
            .to_le_bytes()
            .into_iter()
            .chain(self.sequence.to_le_bytes())
            .chain(self.payload_crc.to_le_bytes());
        for (to, from) in head.iter_mut().zip(fields) {
            *to = from;
        }
        crc.copy_from_slice(&crc32fast::hash(head).to_le_bytes());
        bytes
    }

    /// The header at the start of `bytes`, if one is there and matches its checksum.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        let (length, sequence, payload_crc) = (fields.u32()?, fields.u64()?, fields.u32()?);
        (fields.u32()? == crc_of(bytes, FRAME_HEADER - 4)).then_some(Self { length, sequence, payload_crc })
    }
}

/// Reads integers off the front of a byte string.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
}

fn crc_of(bytes: &[u8], length: usize) -> u32 {
    crc32fast::hash(bytes.get(..length).unwrap_or_default())
}

/// The name of a segment's file: numbers sort as they were written.
pub(super) fn path(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("{number:020}.journal"))
}

/// The segments in `directory`, oldest first. Other files are none of the journal's.
///
/// # Errors
///
/// [`StoreError::Io`].
pub(super) fn list(directory: &Path) -> Result<Vec<u64>, StoreError> {
    let mut numbers = Vec::new();
    for entry in directory.read_dir().map_err(StoreError::io(directory, "listing"))? {
        let entry = entry.map_err(StoreError::io(directory, "listing"))?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|n| n.strip_suffix(".journal")?.parse::<u64>().ok());
        numbers.extend(number);
    }
    numbers.sort_unstable();
    Ok(numbers)
}
