//! Measures how schemas and documents are judged, against libxml2 and against the W3C XML Schema test suite.
//!
//! A tool for those who develop rivkontakt and for its continuous integration; it needs the command `xmllint` of libxml2 for
//! what compares the two.

mod bar;
mod comparison;
mod corpus;
mod error;
mod generated;
mod harness;
mod known;
mod libxml2;
mod markup;
mod mutation;
mod packages;
mod speed;
mod w3c;

pub use bar::Bar;
pub use corpus::{CorpusReport, corpus};
pub use error::{Error, Result};
pub use generated::{Amount, GeneratedReport, GeneratedReports, TenContracts, generated};
pub use packages::{Changed, PackageReport, changes, package_bars, packages};
pub use speed::{Bars, Figures, Kind, Measured, Round, SpeedReport, speed};
pub use w3c::{Disagreement, Share, SuiteReport, suite};
