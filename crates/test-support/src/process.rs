//! The program as a process.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use rustix::process::{Pid, Signal, kill_process};

/// The built program; tests make one of `env!("CARGO_BIN_EXE_rivkontakt")`.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

/// A finished process: what it printed and its exit code.
#[derive(Debug)]
pub struct Finished {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Program {
    /// The program at `path`.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Finished {
        self.run_with_input(arguments, "")
    }

    /// Runs it to its end, with this standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Finished {
        let mut child = Command::new(&self.0)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        // A program that does not read its input closes it, which is no failure here.
        drop(stdin.write_all(input.as_bytes()));
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        Finished {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Finished {
    /// Fails the test unless the exit code is this.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// A directory for `demo`, removed at the end of the test.
#[derive(Debug)]
pub struct Directory {
    temporary: tempfile::TempDir,
}

impl Directory {
    /// A new directory; what `demo` makes is not in it yet.
    pub fn new() -> Self {
        Self { temporary: tempfile::tempdir().expect("a temporary directory") }
    }

    /// Where `demo` shall make its directory.
    pub fn path(&self) -> PathBuf {
        self.temporary.path().join("demo")
    }

    /// The configuration file, as an argument.
    pub fn config(&self) -> String {
        self.path().join("rivkontakt.toml").display().to_string()
    }

    /// The directory of the development PKI.
    pub fn pki(&self) -> PathBuf {
        self.path().join("pki")
    }

    /// The number of the person of the test population with this role.
    pub fn person(&self, role: &str) -> String {
        let list =
            fs::read_to_string(self.path().join("test-persons.txt")).expect("the list of test persons");
        list.lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .find(|words| words.get(1) == Some(&role))
            .and_then(|words| words.first().map(|number| (*number).to_owned()))
            .unwrap_or_else(|| panic!("no test person {role}"))
    }
}

impl Default for Directory {
    fn default() -> Self {
        Self::new()
    }
}

/// A running server. Dropped, it is killed.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    admin: SocketAddr,
    welcome: String,
    log: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts `demo` in a directory and waits until its listeners are bound.
    pub fn start(program: &Program, directory: &Directory) -> Self {
        Self::start_at(program, &directory.path())
    }

    /// As [`start`](Self::start), with any path.
    pub fn start_at(program: &Program, directory: &Path) -> Self {
        let mut child = Command::new(&program.0)
            .args(["demo", "--listen", "127.0.0.1:0", "--dir"])
            .arg(directory)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stderr = child.stderr.take().expect("standard error is a pipe");
        let log = std::thread::spawn(move || {
            let mut log = Vec::new();
            // The server's end is the end of its log, whichever way it came.
            drop(stderr.read_to_end(&mut log));
            String::from_utf8_lossy(&log).into_owned()
        });
        let stdout = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        let mut welcome = String::new();
        for line in stdout.lines() {
            let line = line.expect("standard output is text");
            welcome.push_str(&line);
            welcome.push('\n');
            if line.starts_with("Stop with") {
                break;
            }
        }
        let found = |scheme: &str| -> Option<SocketAddr> {
            welcome.split_whitespace().find_map(|w| w.strip_prefix(scheme)?.split('/').next()?.parse().ok())
        };
        let (Some(address), Some(admin)) = (found("https://"), found("http://")) else {
            drop(child.kill());
            panic!("the server did not start: {}", log.join().unwrap_or_default());
        };
        Self { child, address, admin, welcome, log: Some(log) }
    }

    /// Where the contracts are served.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where health and metrics are served.
    pub fn admin(&self) -> SocketAddr {
        self.admin
    }

    /// Before a contract's path, as an argument.
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// What it printed at its start.
    pub fn welcome(&self) -> &str {
        &self.welcome
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("a process id");
        let id = Pid::from_raw(id).expect("a process id");
        kill_process(id, signal).expect("the process can be signalled");
    }

    /// Tells it to stop (SIGTERM), waits for its end, and gives its exit code and log.
    pub fn stop(self) -> (Option<i32>, String) {
        self.signal(Signal::TERM);
        self.wait()
    }

    /// Waits for its end, and gives its exit code and log.
    pub fn wait(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().expect("the process can be waited for");
        let log = self.log.take().map(|log| log.join().unwrap_or_default()).unwrap_or_default();
        (status.code(), log)
    }

    /// Kills it (SIGKILL), as a power failure would, and gives its log.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("the process can be killed");
        self.wait().1
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Mostly it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
