//! The journal: every change stands here, durably, before the database below learns of it.
//!
//! sled alone can't promise that an answered update survives: its flush leaves the last step to the operating system, and
//! it flushes for everybody. So the writer appends one checksummed frame for all the changes that wait, syncs once, and only
//! then applies and answers them. At start the journal is replayed; a segment is dropped once the database holds its
//! contents (see `checkpoint`).

pub(crate) mod replay;
pub(crate) mod segment;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use self::replay::Replayed;
use self::segment::{FrameHeader, MAX_PAYLOAD, SEGMENT_HEADER, SegmentHeader};
use crate::{StoreError, files};

/// Where segments are written. Tests put a failing disk here.
pub(crate) trait Disk: Send + 'static {
    /// Creates a segment's file.
    fn create(&self, path: &Path) -> io::Result<Box<dyn SegmentFile>>;
}

/// A file whose contents can be made durable.
pub(crate) trait SegmentFile: Send {
    /// Writes all of `bytes`.
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()>;
    /// Returns when everything written survives a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

/// The operating system's files.
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn SegmentFile>> {
        Ok(Box::new(files::create(path)?))
    }
}

impl SegmentFile for File {
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.write_all_at(bytes, offset)
    }

    fn sync(&mut self) -> io::Result<()> {
        // fdatasync: the length is made durable too, the time of change is not needed.
        self.sync_data()
    }
}

/// The journal's end, where frames are appended. Its owner is the one writer.
pub(crate) struct Journal {
    directory: PathBuf,
    disk: Box<dyn Disk>,
    current: Segment,
    /// Earlier segments that the database may not hold durably yet, oldest first.
    sealed: Vec<u64>,
    next_sequence: u64,
    buffer: Vec<u8>,
}

struct Segment {
    number: u64,
    path: PathBuf,
    file: Box<dyn SegmentFile>,
    /// Where the next frame begins.
    length: u64,
    /// How far the file reaches: to here there are zeros.
    reserved: u64,
}

/// How much space is reserved at a time. Making a frame durable where the file has zeros already costs one write; where the
/// file grows it costs the file system a transaction too, which took nearly twice as long on ext4.
const RESERVED: u64 = 1 << 20;

/// Segments that get no more frames.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// Their numbers, oldest first.
    pub(crate) segments: Vec<u64>,
    /// The sequence of their last frame.
    pub(crate) last_sequence: u64,
}

impl Journal {
    /// Goes on where `replayed` ends, in a new segment; a torn end is cut off first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub(crate) fn resume(
        directory: &Path,
        disk: Box<dyn Disk>,
        replayed: &Replayed,
    ) -> Result<Self, StoreError> {
        if let Some(torn) = &replayed.torn {
            torn.cut()?;
        }
        let number = replayed.segments.last().map_or(1, |last| last.saturating_add(1));
        let next_sequence = replayed.next_sequence.max(1);
        let current = Segment::create(directory, disk.as_ref(), number, next_sequence)?;
        Ok(Self {
            directory: directory.to_owned(),
            disk,
            current,
            sealed: replayed.segments.clone(),
            next_sequence,
            buffer: Vec::new(),
        })
    }

    /// Writes one frame and makes it durable. After an error nothing may be appended any more: what the file holds is
    /// unknown, and another sync could succeed without having written what the first one lost.
    ///
    /// # Errors
    ///
    /// [`StoreError::TooLarge`] (nothing was written then), [`StoreError::Io`].
    pub(crate) fn append(&mut self, payload: &[u8]) -> Result<(), StoreError> {
        let length = u32::try_from(payload.len())
            .ok()
            .filter(|_| payload.len() <= MAX_PAYLOAD)
            .ok_or(StoreError::TooLarge { size: payload.len(), limit: MAX_PAYLOAD })?;
        let header =
            FrameHeader { length, sequence: self.next_sequence, payload_crc: crc32fast::hash(payload) };
        self.buffer.clear();
        self.buffer.extend_from_slice(&header.encode());
        self.buffer.extend_from_slice(payload);
        let Segment { file, path, length, reserved, .. } = &mut self.current;
        let end = *length + self.buffer.len() as u64;
        if end > *reserved {
            *reserved = end.next_multiple_of(RESERVED);
            let zeros = usize::try_from(*reserved - end).unwrap_or(0);
            self.buffer.resize(self.buffer.len() + zeros, 0);
        }
        file.write_at(&self.buffer, *length).map_err(StoreError::io(path, "writing"))?;
        file.sync().map_err(StoreError::io(path, "making durable"))?;
        *length = end;
        self.next_sequence += 1;
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BUFFER);
        Ok(())
    }

    /// Begins a new segment if the current one holds frames, and tells which segments are sealed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`]; then as for [`append`](Self::append).
    pub(crate) fn rotate(&mut self) -> Result<Sealed, StoreError> {
        if self.current.length > SEGMENT_HEADER as u64 {
            let number = self.current.number.saturating_add(1);
            let next = Segment::create(&self.directory, self.disk.as_ref(), number, self.next_sequence)?;
            self.sealed.push(std::mem::replace(&mut self.current, next).number);
        }
        Ok(Sealed { segments: std::mem::take(&mut self.sealed), last_sequence: self.next_sequence - 1 })
    }

    /// The current segment's length in bytes, without reserved space.
    pub(crate) fn length(&self) -> u64 {
        self.current.length
    }
}

/// One large import shall not keep its memory.
const KEPT_BUFFER: usize = 2 << 20;

impl Segment {
    fn create(
        directory: &Path,
        disk: &dyn Disk,
        number: u64,
        first_sequence: u64,
    ) -> Result<Self, StoreError> {
        let path = segment::path(directory, number);
        let mut file = disk.create(&path).map_err(StoreError::io(&path, "creating"))?;
        let header = SegmentHeader { number, first_sequence }.encode();
        file.write_at(&header, 0).map_err(StoreError::io(&path, "writing"))?;
        file.sync().map_err(StoreError::io(&path, "making durable"))?;
        files::sync_directory(directory)?;
        let length = SEGMENT_HEADER as u64;
        Ok(Self { number, path, file, length, reserved: length })
    }
}

/// Removes sealed segments whose contents the database holds durably. Each removal is durable before the next: a segment
/// that came back after a power cut while a later one stayed away would undo the later one's changes.
///
/// # Errors
///
/// [`StoreError::Io`].
pub(crate) fn remove(directory: &Path, sealed: &Sealed) -> Result<(), StoreError> {
    for &number in &sealed.segments {
        let path = segment::path(directory, number);
        std::fs::remove_file(&path).map_err(StoreError::io(&path, "removing"))?;
        files::sync_directory(directory)?;
    }
    Ok(())
}
