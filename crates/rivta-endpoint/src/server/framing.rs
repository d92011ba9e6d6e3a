//! Where a request's head and body end (RFC 9112, sections 6 and 7), and which heads are refused before hyper sees them.
//!
//! hyper resolves a message with both Content-Length and Transfer-Encoding by dropping one of them, and answers an
//! oversized or slow head in its own way. A request that two parsers could read in two ways must be refused instead, so
//! the connection checks each head first.

use crate::server::error::HttpError;

/// hyper's own limit; beyond it, hyper answers in its own way.
const MAX_HEADERS: usize = 100;

/// hyper's own limit of a Content-Length, likewise.
const MAX_LENGTH: u64 = u64::MAX - 2;

/// Which part of the stream of requests comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// A request line and headers; so many bytes of them were searched for the end before.
    Head { searched: usize },
    /// So many more bytes of a body.
    Sized(u64),
    /// A chunked body.
    Chunked(ChunkState),
}

/// Which part of a chunked body comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChunkState {
    /// The size of a chunk; `None`: no digit of it came yet.
    Size(Option<u64>),
    Extension {
        size: u64,
    },
    SizeEnd {
        size: u64,
    },
    Data {
        left: u64,
    },
    DataEnd,
    DataEnded,
    TrailerStart,
    Trailer,
    TrailerEnd,
    LastEnd,
    Done,
}

/// What [`Framing::advance`] found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// So many bytes from the start belong to the current part and may be passed on.
    Pass(usize),
    /// The head is not complete.
    More,
    /// The head must be refused.
    Refuse(HttpError),
    /// After so many bytes from the start the chunks are malformed. Nobody can tell where the next request begins, so
    /// nothing more may be passed on.
    Broken(usize),
}

impl Framing {
    pub(super) const START: Self = Self::Head { searched: 0 };

    /// Looks at `pending`, which isn't empty, and moves on.
    pub(super) fn advance(&mut self, pending: &[u8], max_head: usize) -> Progress {
        match self {
            Self::Head { searched } => {
                let Some(end) = head_end(pending, *searched) else {
                    *searched = pending.len();
                    return if pending.len() > max_head {
                        Progress::Refuse(too_large(pending, max_head))
                    } else {
                        Progress::More
                    };
                };
                if end > max_head {
                    return Progress::Refuse(too_large(pending, max_head));
                }
                match body_framing(pending.get(..end).unwrap_or_default()) {
                    Ok(framing) => {
                        *self = framing;
                        Progress::Pass(end)
                    }
                    Err(error) => Progress::Refuse(error),
                }
            }
            Self::Sized(left) => {
                let here = usize::try_from(*left).unwrap_or(usize::MAX).min(pending.len());
                *left = left.saturating_sub(here as u64);
                if *left == 0 {
                    *self = Self::START;
                }
                Progress::Pass(here)
            }
            Self::Chunked(state) => {
                let (passed, next) = advance_chunks(*state, pending);
                *self = match next {
                    Some(ChunkState::Done) => Self::START,
                    Some(state) => Self::Chunked(state),
                    None => return Progress::Broken(passed),
                };
                Progress::Pass(passed)
            }
        }
    }
}

/// The length of the head at the start of `pending`, with the empty line that ends it.
fn head_end(pending: &[u8], searched: usize) -> Option<usize> {
    // The end may have begun in the last three bytes that were searched.
    let from = searched.saturating_sub(3);
    let tail = pending.get(from..)?;
    tail.iter().enumerate().filter(|&(_, &byte)| byte == b'\n').find_map(|(at, _)| {
        let length = match tail.get(at + 1..)? {
            [b'\n', ..] => 2,
            [b'\r', b'\n', ..] => 3,
            _ => return None,
        };
        Some(from + at + length)
    })
}

/// 414 if the request line alone is too long, else 431.
fn too_large(pending: &[u8], max_head: usize) -> HttpError {
    match pending.iter().take(max_head).any(|&byte| byte == b'\n') {
        true => HttpError::HeadersTooLarge,
        false => HttpError::UriTooLong,
    }
}

/// How the body after this complete head is framed.
fn body_framing(head: &[u8]) -> Result<Framing, HttpError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Complete(length)) if length == head.len() => {}
        Ok(_) => return Err(HttpError::Malformed),
        Err(httparse::Error::TooManyHeaders) => return Err(HttpError::HeadersTooLarge),
        Err(_) => return Err(HttpError::Malformed),
    }
    let is_1_0 = request.version == Some(0);
    let mut length = None;
    let mut chunked = false;
    for header in request.headers.iter() {
        if header.name.eq_ignore_ascii_case("content-length") {
            if length.is_some() {
                return Err(HttpError::AmbiguousLength);
            }
            length = Some(content_length(header.value)?);
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            if chunked || is_1_0 || !header.value.trim_ascii().eq_ignore_ascii_case(b"chunked") {
                return Err(HttpError::AmbiguousLength);
            }
            chunked = true;
        }
    }
    match (length, chunked) {
        (Some(_), true) => Err(HttpError::AmbiguousLength),
        (None, true) => Ok(Framing::Chunked(ChunkState::Size(None))),
        (Some(0) | None, false) => Ok(Framing::START),
        (Some(length), false) => Ok(Framing::Sized(length)),
    }
}

fn content_length(value: &[u8]) -> Result<u64, HttpError> {
    let digits = value.trim_ascii();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(HttpError::AmbiguousLength);
    }
    let text = std::str::from_utf8(digits).map_err(|_| HttpError::AmbiguousLength)?;
    text.parse().ok().filter(|&length| length <= MAX_LENGTH).ok_or(HttpError::BodyTooLarge)
}

/// Moves through a chunked body to its end or to the end of `bytes`. Gives how many bytes belong to it, and the new state;
/// `None`: after them, the chunks are malformed.
fn advance_chunks(mut state: ChunkState, bytes: &[u8]) -> (usize, Option<ChunkState>) {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let ChunkState::Data { left } = state {
            let here = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len() - at);
            let left = left.saturating_sub(here as u64);
            at += here;
            state = if left == 0 { ChunkState::DataEnd } else { ChunkState::Data { left } };
            continue;
        }
        match next_chunk_state(state, byte) {
            Some(ChunkState::Done) => return (at + 1, Some(ChunkState::Done)),
            Some(next) => state = next,
            None => return (at, None),
        }
        at += 1;
    }
    (at, Some(state))
}

fn next_chunk_state(state: ChunkState, byte: u8) -> Option<ChunkState> {
    Some(match (state, byte) {
        (ChunkState::Size(Some(size)), b'\r') => ChunkState::SizeEnd { size },
        (ChunkState::Size(Some(size)), b' ' | b'\t' | b';') => ChunkState::Extension { size },
        (ChunkState::Size(size), _) => {
            let digit = char::from(byte).to_digit(16)?;
            // Zeros may lead, as many as there are.
            let shifted = size.unwrap_or(0).checked_mul(16)?;
            ChunkState::Size(Some(shifted | u64::from(digit)))
        }
        (ChunkState::Extension { size }, b'\r') => ChunkState::SizeEnd { size },
        (ChunkState::Extension { .. }, b'\n') => return None,
        (ChunkState::Extension { .. }, _) => state,
        (ChunkState::SizeEnd { size: 0 }, b'\n') => ChunkState::TrailerStart,
        (ChunkState::SizeEnd { size }, b'\n') => ChunkState::Data { left: size },
        (ChunkState::DataEnd, b'\r') => ChunkState::DataEnded,
        (ChunkState::DataEnded, b'\n') => ChunkState::Size(None),
        (ChunkState::TrailerStart, b'\r') => ChunkState::LastEnd,
        (ChunkState::TrailerStart | ChunkState::Trailer, b'\n') => return None,
        (ChunkState::Trailer, b'\r') => ChunkState::TrailerEnd,
        (ChunkState::TrailerStart | ChunkState::Trailer, _) => ChunkState::Trailer,
        (ChunkState::TrailerEnd, b'\n') => ChunkState::TrailerStart,
        (ChunkState::LastEnd, b'\n') => ChunkState::Done,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
