use std::time::Duration;

/// What one peer may use of the server, in sizes, times and numbers. [`Limits::default`] suits production; the document
/// behind each default is the RIV-TA profile as this project reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in a request body, as sent and inflated. 4 MiB holds 500 persons' identities many times over; real
    /// requests are some kilobytes.
    pub body: usize,
    /// Bytes in the request line and headers together. 64 KiB is what common proxies pass on.
    pub head: usize,
    /// Bytes of request bodies that the whole server holds at one time; a request beyond them gets 503. 256 MiB is 64
    /// bodies of the largest size, and keeps the memory flat however many callers send large bodies slowly.
    pub bodies_in_flight: usize,
    /// From accepted connection to finished TLS handshake. 10 s is several round trips on the worst line.
    pub handshake: Duration,
    /// From the first byte of a request to the end of its headers. 10 s: no client needs long for its headers.
    pub headers: Duration,
    /// For the whole body to arrive; and for the peer to take any part of an answer. 30 s is the time the platform
    /// itself waits.
    pub transfer: Duration,
    /// How long a connection may stay open without a request. 75 s is longer than the platform keeps its connections, so
    /// that it is the platform that closes them and no request meets a closing connection.
    pub idle: Duration,
    /// From the whole request to the producer's answer. 25 s lets the answer, a fault, arrive before the platform gives
    /// up at 30 s.
    pub handler: Duration,
    /// Connections at one time. 10,000 is many platform nodes with 150 workers each.
    pub connections: usize,
    /// Depth of elements in a request; RIV-TA messages stay below 20.
    pub depth: usize,
    /// Attributes of one element; RIV-TA elements have a few.
    pub attributes: usize,
    /// How long a stopping server waits for the requests in flight. 30 s covers the slowest of them.
    pub shutdown: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 * 1024 * 1024,
            head: 64 * 1024,
            bodies_in_flight: 256 * 1024 * 1024,
            handshake: Duration::from_secs(10),
            headers: Duration::from_secs(10),
            transfer: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            handler: Duration::from_secs(25),
            connections: 10_000,
            depth: 100,
            attributes: 100,
            shutdown: Duration::from_secs(30),
        }
    }
}
