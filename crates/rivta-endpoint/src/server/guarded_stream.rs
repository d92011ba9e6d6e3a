//! The stream between TLS and hyper: passes one checked request head at a time, and watches the clock for slow heads, idle
//! connections and peers that take no answers.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Duration, Instant, Sleep};

use crate::Limits;
use crate::server::error::HttpError;
use crate::server::framing::{Framing, Progress};

/// What the stream and the service of one connection tell each other.
#[derive(Debug, Default)]
pub(super) struct Talk {
    /// The stream refused the request that the service is called for next.
    refused: Mutex<Option<HttpError>>,
    /// A request is being read or answered, so the connection is not idle.
    busy: AtomicBool,
}

impl Talk {
    /// hyper hands over a request: whether the stream refused it. Ask at once, before any await: the next may follow.
    pub(super) fn request_began(&self) -> Option<HttpError> {
        self.busy.store(true, Ordering::Release);
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The answer to the request is ready.
    pub(super) fn request_answered(&self) {
        self.busy.store(false, Ordering::Release);
    }
}

/// Stands in for a refused head, so that hyper calls the service, which answers with the refusal.
const REFUSED_REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: refused\r\nconnection: close\r\n\r\n";

/// See the module.
pub(super) struct Guarded<S> {
    inner: S,
    talk: Arc<Talk>,
    limits: Limits,
    framing: Framing,
    /// Read from `inner`, not yet passed on.
    pending: Vec<u8>,
    /// How many bytes of `pending` were passed on.
    passed: usize,
    /// Up to where `pending` may be passed on.
    cleared: usize,
    /// When the first byte of an incomplete head came.
    head_began: Option<Instant>,
    /// When a part of a request was last read, or of an answer written; empty lines between requests are no part of one.
    active: Instant,
    read_timer: Pin<Box<Sleep>>,
    write_timer: Option<Pin<Box<Sleep>>>,
    /// Nothing more is read.
    ended: bool,
    /// The peer took no bytes for too long.
    stuck: bool,
}

impl<S> Guarded<S> {
    pub(super) fn new(inner: S, talk: Arc<Talk>, limits: Limits) -> Self {
        let now = Instant::now();
        Self {
            inner,
            talk,
            limits,
            framing: Framing::START,
            pending: Vec::new(),
            passed: 0,
            cleared: 0,
            head_began: None,
            active: now,
            read_timer: Box::pin(tokio::time::sleep_until(now + limits.idle)),
            write_timer: None,
            ended: false,
            stuck: false,
        }
    }

    /// Whether the peer may still be sending a request that isn't wanted any more.
    pub(super) fn is_within_request(&self) -> bool {
        self.ended || !self.pending.is_empty() || self.framing != Framing::START
    }

    /// Whether the peer takes no bytes, so that there is no point in saying goodbye.
    pub(super) fn is_stuck(&self) -> bool {
        self.stuck
    }

    pub(super) fn into_inner(self) -> S {
        self.inner
    }

    /// Decides what of `pending` may be passed on.
    fn clear(&mut self) {
        if matches!(self.framing, Framing::Head { searched: 0 }) {
            // RFC 9112, section 2.2: empty lines before a request are ignored.
            let blank = self.pending.iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n')).count();
            self.pending.drain(..blank);
        }
        if self.pending.is_empty() {
            return;
        }
        let in_head = matches!(self.framing, Framing::Head { .. });
        match self.framing.advance(&self.pending, self.limits.head) {
            Progress::Pass(length) => {
                self.cleared = length;
                if in_head {
                    self.head_began = None;
                    self.talk.busy.store(true, Ordering::Release);
                }
            }
            Progress::More => {
                self.head_began.get_or_insert_with(Instant::now);
            }
            Progress::Refuse(error) => self.refuse(error),
            Progress::Broken(length) => {
                // hyper meets the end within the body, which it takes for incomplete.
                self.pending.truncate(length);
                self.cleared = length;
                self.ended = true;
            }
        }
    }

    fn refuse(&mut self, error: HttpError) {
        *self.talk.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        self.talk.busy.store(true, Ordering::Release);
        self.pending = REFUSED_REQUEST.to_vec();
        self.cleared = self.pending.len();
        self.ended = true;
    }

    /// Passes cleared bytes on; false: there are none.
    fn pass_on(&mut self, buf: &mut ReadBuf<'_>) -> bool {
        let Some(ready @ [_, ..]) = self.pending.get(self.passed..self.cleared) else {
            return false;
        };
        let (now, _) = ready.split_at(ready.len().min(buf.remaining()));
        buf.put_slice(now);
        self.passed += now.len();
        if self.passed == self.cleared {
            self.pending.drain(..self.passed);
            self.passed = 0;
            self.cleared = 0;
            if self.pending.is_empty() {
                // An idle connection holds no buffer.
                self.pending = Vec::new();
            }
        }
        true
    }

    /// Polls the timer for what is being waited for. Ready: it took too long.
    fn poll_read_timer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let due = match self.head_began {
            Some(began) => began + self.limits.headers,
            None if self.talk.busy.load(Ordering::Acquire) => return Poll::Pending,
            None => self.active + self.limits.idle,
        };
        loop {
            if due < self.read_timer.deadline() {
                self.read_timer.as_mut().reset(due);
            }
            ready!(self.read_timer.as_mut().poll(cx));
            if Instant::now() >= due {
                return Poll::Ready(());
            }
            // Something happened since the timer was set.
            self.read_timer.as_mut().reset(due);
        }
    }

    /// Lets a peer that takes no bytes hold the connection only so long.
    fn watch_write<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.write_timer = None;
            return written;
        }
        let limit: Duration = self.limits.transfer;
        let timer = self.write_timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        ready!(timer.as_mut().poll(cx));
        self.stuck = true;
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the peer takes no bytes")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if this.pass_on(buf) || this.ended {
                return Poll::Ready(Ok(()));
            }
            if !this.pending.is_empty() && this.head_began.is_none() {
                this.clear();
                continue;
            }
            let mut space = [0; 8 * 1024];
            let mut read = ReadBuf::new(&mut space);
            match Pin::new(&mut this.inner).poll_read(cx, &mut read) {
                Poll::Ready(Ok(())) if read.filled().is_empty() => {
                    // hyper sees what there is of an incomplete head, and then the end.
                    this.ended = true;
                    this.cleared = this.pending.len();
                }
                Poll::Ready(Ok(())) => {
                    this.pending.extend_from_slice(read.filled());
                    this.clear();
                    if !this.pending.is_empty() {
                        this.active = Instant::now();
                    } else if this.poll_read_timer(cx).is_ready() {
                        // Empty lines that never end, so fast that there is always one more to read.
                        this.ended = true;
                    }
                }
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    ready!(this.poll_read_timer(cx));
                    if this.head_began.is_some() {
                        this.refuse(HttpError::Timeout);
                    } else {
                        this.ended = true;
                    }
                }
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, buf);
        if matches!(written, Poll::Ready(Ok(1..))) {
            // Only here: hyper also flushes, without need, each time that the read timer wakes it.
            self.active = Instant::now();
        }
        self.watch_write(cx, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        self.watch_write(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let closed = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.watch_write(cx, closed)
    }
}
