//! The commands, one per module. Their doc comments are the help.

pub(crate) mod audit;
pub(crate) mod call;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod contact;
pub(crate) mod demo;
pub(crate) mod init;
pub(crate) mod person;
pub(crate) mod sample;
pub(crate) mod serve;
pub(crate) mod store;
pub(crate) mod validate;
