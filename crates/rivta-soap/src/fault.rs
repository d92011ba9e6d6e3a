use std::fmt;

use crate::ENVELOPE;

/// A SOAP 1.1 fault. Sent with HTTP status 500, always (WS-I Basic Profile 1.1).
///
/// The text goes to the consumer: it is Swedish, says what to do instead, and holds no contact value, name or whole
/// identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whose fault it is.
    pub code: FaultCode,
    /// The faultstring.
    pub string: String,
}

/// The faultcode, in the envelope's namespace (SOAP 1.1, section 4.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultCode {
    /// The message or the right to send it is wrong; the same message will fail again.
    Client,
    /// The producer failed; the same message may succeed later.
    Server,
    /// The envelope is not a SOAP 1.1 envelope.
    VersionMismatch,
    /// A header with mustUnderstand="1" is not understood.
    MustUnderstand,
}

impl FaultCode {
    /// The local name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "Client",
            Self::Server => "Server",
            Self::VersionMismatch => "VersionMismatch",
            Self::MustUnderstand => "MustUnderstand",
        }
    }

    /// The code in a faultcode of whatever prefix; `Client.Detail` is a `Client`. One that SOAP 1.1 doesn't know is taken
    /// for a `Server`: nothing says that the caller could mend it.
    pub(crate) fn parse(text: &str) -> Self {
        let name = text.trim();
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        let class = local.split_once('.').map_or(local, |(class, _)| class);
        match class {
            "Client" => Self::Client,
            "VersionMismatch" => Self::VersionMismatch,
            "MustUnderstand" => Self::MustUnderstand,
            _ => Self::Server,
        }
    }
}

impl Fault {
    /// The caller's mistake, told exactly.
    pub fn client(string: impl Into<String>) -> Self {
        Self { code: FaultCode::Client, string: string.into() }
    }

    /// A message that is not SOAP 1.1 (section 4.4 of it).
    pub fn version_mismatch() -> Self {
        Self {
            code: FaultCode::VersionMismatch,
            string: format!("Kuvertet är inte SOAP 1.1. Väntat Envelope i namnrymden {ENVELOPE}."),
        }
    }

    /// Our trouble: one neutral sentence and the id under which the log tells the rest.
    pub fn server(log_id: impl fmt::Display) -> Self {
        Self {
            code: FaultCode::Server,
            string: format!("Tekniskt fel. Ange logg-id {log_id} vid felanmälan."),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.string)
    }
}

impl std::error::Error for Fault {}
