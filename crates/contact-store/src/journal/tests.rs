use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::replay::{Replayed, replay};
use super::segment::FRAME_HEADER;
use super::*;

/// Of a segment with the three frames.
const LENGTH: usize = SEGMENT_HEADER + 3 * FRAME_HEADER + "firstthe second framethird".len();
const DAMAGED_HEADER: &str = "the frame's header does not match its checksum";
const DAMAGED_PAYLOAD: &str = "the frame's payload does not match its checksum";

fn open(directory: &Path) -> Journal {
    let (_, replayed) = read(directory).unwrap();
    Journal::resume(directory, Box::new(RealDisk), &replayed).unwrap()
}

fn read(directory: &Path) -> Result<(Vec<Vec<u8>>, Replayed), StoreError> {
    let mut frames = Vec::new();
    let replayed = replay(directory, |_, _, payload| {
        frames.push(payload.to_vec());
        Ok(())
    })?;
    Ok((frames, replayed))
}

/// A journal of three frames, whose file ends with the last one.
fn three_frames() -> (TempDir, PathBuf) {
    let (directory, path) = three_frames_reserved();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(LENGTH as u64).unwrap();
    (directory, path)
}

fn three_frames_reserved() -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let mut journal = open(directory.path());
    for payload in [&b"first"[..], b"the second frame", b"third"] {
        journal.append(payload).unwrap();
    }
    let path = segment::path(directory.path(), 1);
    (directory, path)
}

#[test]
fn frames_come_back_in_order() {
    let (directory, _) = three_frames();
    let (frames, replayed) = read(directory.path()).unwrap();
    assert_eq!(frames, [&b"first"[..], b"the second frame", b"third"]);
    assert_eq!((replayed.frames, replayed.next_sequence, replayed.torn), (3, 4, None));
}

#[test]
fn a_reopened_journal_goes_on_in_a_new_segment() {
    let (directory, _) = three_frames();
    open(directory.path()).append(b"fourth").unwrap();
    let (frames, replayed) = read(directory.path()).unwrap();
    assert_eq!(frames.len(), 4);
    assert_eq!(replayed.segments, [1, 2]);
}

#[test]
fn a_torn_tail_is_cut_at_every_byte_of_the_last_frame() {
    let (directory, path) = three_frames();
    let whole = fs::read(&path).unwrap();
    let last = FRAME_HEADER + b"third".len();
    for missing in 1..=last {
        for reserved in [0, 1, 100] {
            let mut torn = whole[..whole.len() - missing].to_vec();
            torn.resize(torn.len() + reserved, 0);
            fs::write(&path, &torn).unwrap();
            let (frames, replayed) = read(directory.path()).unwrap();
            assert_eq!(frames.len(), 2, "{missing} bytes missing, {reserved} reserved");
            assert_eq!(replayed.torn.is_some(), missing < last);
            if let Some(torn) = &replayed.torn {
                assert!(torn.length <= (last - missing) as u64);
                torn.cut().unwrap();
                assert_eq!(fs::metadata(&path).unwrap().len(), (whole.len() - last) as u64);
            }
            assert_eq!(read(directory.path()).unwrap().1.torn, None);
        }
    }
}

#[test]
fn a_torn_tail_with_lost_pages_is_cut() {
    for (directory, path) in [three_frames(), three_frames_reserved()] {
        let whole = fs::read(&path).unwrap();
        let last = LENGTH - FRAME_HEADER - b"third".len();
        for zeros in [last..LENGTH, last..last + 8, last..LENGTH - 1, LENGTH - 3..LENGTH] {
            let mut torn = whole.clone();
            torn[zeros.clone()].fill(0);
            fs::write(&path, &torn).unwrap();
            assert_eq!(read(directory.path()).unwrap().0.len(), 2, "zeros at {zeros:?}");
        }
    }
}

#[test]
fn reserved_space_is_no_frame() {
    let (directory, path) = three_frames_reserved();
    assert_eq!(fs::metadata(&path).unwrap().len(), RESERVED);
    assert_eq!(read(directory.path()).unwrap().1.torn, None);
    let mut journal = open(directory.path());
    // Just inside, across and far over what is reserved.
    for size in [1_048_376, 150, 3_145_728] {
        journal.append(&vec![b'x'; size]).unwrap();
    }
    let (frames, replayed) = read(directory.path()).unwrap();
    assert_eq!(frames.iter().map(Vec::len).collect::<Vec<_>>(), [5, 16, 5, 1_048_376, 150, 3_145_728]);
    assert_eq!((replayed.torn, replayed.segments.len()), (None, 2));
}

#[test]
fn every_flipped_bit_before_the_last_frame_is_reported_with_file_and_offset() {
    let (directory, path) = three_frames();
    let mut whole = fs::read(&path).unwrap();
    // Some of the space that is reserved.
    whole.resize(LENGTH + 50, 0);
    let last = LENGTH - FRAME_HEADER - b"third".len();
    let second = SEGMENT_HEADER + FRAME_HEADER + b"first".len();
    for at in 0..last {
        for bit in 0..8 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << bit;
            fs::write(&path, &damaged).unwrap();
            let frame = match at {
                ..SEGMENT_HEADER => 0,
                at if at < second => SEGMENT_HEADER,
                _ => second,
            };
            match read(directory.path()).unwrap_err() {
                StoreError::Corrupt { path: file, offset, what } => {
                    assert_eq!((&file, offset), (&path, Some(frame as u64)), "byte {at}, bit {bit}");
                    assert!(at < SEGMENT_HEADER || what == DAMAGED_HEADER || what == DAMAGED_PAYLOAD);
                }
                other => panic!("byte {at}: {other}"),
            }
        }
    }
}

#[test]
fn a_torn_end_before_the_last_segment_is_damage() {
    let (directory, path) = three_frames();
    open(directory.path()).append(b"fourth").unwrap();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(matches!(read(directory.path()), Err(StoreError::Corrupt { .. })));
    fs::write(&path, &whole[..SEGMENT_HEADER - 1]).unwrap();
    assert!(matches!(read(directory.path()), Err(StoreError::Corrupt { offset: Some(0), .. })));
}

#[test]
fn a_missing_segment_or_frame_is_damage() {
    let (directory, path) = three_frames();
    let mut journal = open(directory.path());
    journal.append(b"fourth").unwrap();
    journal.rotate().unwrap();
    journal.append(b"fifth").unwrap();
    fs::remove_file(segment::path(directory.path(), 2)).unwrap();
    assert!(matches!(read(directory.path()), Err(StoreError::Corrupt { .. })));

    fs::remove_file(segment::path(directory.path(), 3)).unwrap();
    let whole = fs::read(&path).unwrap();
    let (first, second) = (SEGMENT_HEADER, SEGMENT_HEADER + FRAME_HEADER + b"first".len());
    fs::write(&path, [&whole[..first], &whole[second..]].concat()).unwrap();
    assert!(matches!(read(directory.path()), Err(StoreError::Corrupt { offset: Some(32), .. })));
}

#[test]
fn a_segment_that_was_being_created_is_created_anew() {
    let (directory, _) = three_frames();
    for length in [0, 1, SEGMENT_HEADER - 1] {
        let half = segment::path(directory.path(), 2);
        let header = SegmentHeader { number: 2, first_sequence: 4 }.encode();
        fs::write(&half, &header[..length]).unwrap();
        let mut journal = open(directory.path());
        journal.append(b"fourth").unwrap();
        assert_eq!(read(directory.path()).unwrap().0.len(), 4);
        fs::remove_file(half).unwrap();
    }
}

#[test]
fn a_newer_format_is_refused() {
    let (directory, path) = three_frames();
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] = 2;
    let crc = crc32fast::hash(&bytes[..SEGMENT_HEADER - 4]);
    bytes[SEGMENT_HEADER - 4..SEGMENT_HEADER].copy_from_slice(&crc.to_le_bytes());
    fs::write(&path, bytes).unwrap();
    let error = read(directory.path()).unwrap_err();
    assert!(
        error.to_string().ends_with("format 2, this release reads up to 1; use the release that wrote it")
    );
}

#[test]
fn sealed_segments_are_removed_and_numbers_go_on() {
    let (directory, _) = three_frames();
    let mut journal = open(directory.path());
    let sealed = journal.rotate().unwrap();
    assert_eq!(sealed, Sealed { segments: vec![1], last_sequence: 3 });
    remove(directory.path(), &sealed).unwrap();
    let nothing = journal.rotate().unwrap();
    assert!(nothing.segments.is_empty());
    drop(journal);
    let (frames, replayed) = read(directory.path()).unwrap();
    assert!(frames.is_empty());
    assert_eq!((replayed.next_sequence, replayed.segments), (4, vec![2]));
}

#[test]
fn segments_are_the_owners() {
    use std::os::unix::fs::PermissionsExt;
    let (_directory, path) = three_frames();
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}
