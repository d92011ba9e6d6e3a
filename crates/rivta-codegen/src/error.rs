use std::path::PathBuf;

/// Why no code was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The schemas or WSDLs are not taken, or hold a construct that no code can be generated for.
    #[error(transparent)]
    Schema(#[from] rivta_schema::Error),
    /// A file or folder can't be read; the configuration names it wrongly, or rights are missing.
    #[error("can't read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A generated file can't be written.
    #[error("can't write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Files of a package are faulty: all that are, in their order.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: "))]
    Package(Vec<rivta_schema::Error>),
    /// Nothing in the packages can be told: there are no operations, elements or types in them.
    #[error(
        "{}: neither a WSDL with an operation nor a schema with an element or a type",
        paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    Nothing {
        /// The packages.
        paths: Vec<PathBuf>,
    },
    /// No contract has an operation of that name.
    #[error(
        "no operation {name}; {}there are {}",
        near.as_ref().map(|near| format!("did you mean {near}? ")).unwrap_or_default(),
        known.join(", ")
    )]
    Operation {
        /// What was asked for.
        name: String,
        /// The one whose name is nearest to that, if any is near.
        near: Option<String>,
        /// Those that there are.
        known: Vec<String>,
    },
    /// The configuration can't be understood.
    #[error("{}: {message}", path.display())]
    Configuration {
        /// The configuration file.
        path: PathBuf,
        /// What is wrong, with its place in the file.
        message: String,
    },
}

/// What each stage answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
