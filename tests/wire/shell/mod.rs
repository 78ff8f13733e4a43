//! What the client for the shell does, run inside the test: its arguments, streams, environment and
//! files are the test's own.

mod aliases;
mod asking;
mod bodies;
mod colours;
mod connections;
mod debug;
mod every_operation;
mod exits;
mod output;
mod parts;
mod patches;
mod secrets;
mod servers;
mod slow;
mod sources;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use sailpoint_sim::cli::{Exit, Io, PROGRAM, run};
use sailpoint_sim::runtime::{Environment, Mock, SystemClock, SystemEnvironment};

use crate::clock::TestClock;

/// A shell, and what is around it.
#[derive(Clone, Default)]
pub(super) struct Shell {
    variables: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    stdin: String,
    is_terminal: bool,
    /// Files are the computer's own.
    has_system_files: bool,
    /// What is before every command's own arguments.
    before: Vec<String>,
    /// The computer's own unless there is one.
    clock: Option<TestClock>,
}

/// What a command left behind.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) exit: Exit,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Shell {
    /// Without settings, so that nothing can be sent.
    pub(super) fn new() -> Self {
        Self::default().variable("NO_COLOR", "1")
    }

    /// With a token for this mock.
    pub(super) fn of(mock: &Mock) -> Self {
        Self::at(mock.base_url())
    }

    /// With a token for this base URL.
    pub(super) fn at(base_url: &str) -> Self {
        let shell = Self::new()
            .variable("SAILPOINT_SIM_TOKEN", "token-of-the-test")
            .variable("SAILPOINT_SIM_BASE_URL", base_url);
        shell.before(["--allow-http"])
    }

    pub(super) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(super) fn file(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }

    pub(super) fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Somebody sits there, to read and to be asked.
    pub(super) fn terminal(mut self) -> Self {
        self.is_terminal = true;
        self
    }

    /// With the colours of a terminal.
    pub(super) fn in_colours(mut self) -> Self {
        self.variables.remove("NO_COLOR");
        self
    }

    pub(super) fn with_clock(mut self, clock: &TestClock) -> Self {
        self.clock = Some(clock.clone());
        self
    }

    pub(super) fn with_system_files(mut self) -> Self {
        self.has_system_files = true;
        self
    }

    pub(super) fn before<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.before.extend(arguments.map(str::to_owned));
        self
    }

    /// Runs one command, of the words that a shell would make of the line.
    #[track_caller]
    pub(super) fn run(&self, line: &str) -> Ran {
        let (exit, stdout, stderr) = self.run_with(line, &mut self.stdin.as_bytes());
        let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
        Ran {
            exit,
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }

    /// The same, of which only standard output counts, whatever it is.
    #[track_caller]
    pub(super) fn run_bytes(&self, line: &str) -> Vec<u8> {
        self.run_with(line, &mut self.stdin.as_bytes()).1
    }

    /// Exit, standard output and standard error.
    #[track_caller]
    pub(super) fn run_with(&self, line: &str, stdin: &mut dyn BufRead) -> (Exit, Vec<u8>, Vec<u8>) {
        let words = shlex::split(line).unwrap_or_else(|| panic!("no words: {line}"));
        let program = std::iter::once(PROGRAM.name.to_owned());
        let arguments = program.chain(self.before.iter().cloned()).chain(words);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut io = Io {
            stdin,
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdin_is_terminal: self.is_terminal,
            stdout_is_terminal: self.is_terminal,
            stderr_is_terminal: self.is_terminal,
            width: Some(100),
            environment: self,
            clock: match &self.clock {
                Some(clock) => Arc::new(clock.clone()),
                None => Arc::new(SystemClock),
            },
        };
        let exit = run(&PROGRAM, arguments.map(OsString::from), &mut io);
        (exit, stdout, stderr)
    }
}

impl Environment for Shell {
    fn variable(&self, name: &str) -> Option<OsString> {
        self.variables.get(name).map(OsString::from)
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        let found = path.to_str().and_then(|path| self.files.get(path));
        found.cloned().ok_or(io::ErrorKind::NotFound.into())
    }

    fn read_bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.has_system_files {
            true => SystemEnvironment.read_bytes(path),
            false => self.read(path).map(String::into_bytes),
        }
    }
}

impl Ran {
    /// Panics unless it is done.
    #[track_caller]
    pub(super) fn done(self) -> Self {
        assert_eq!(self.exit, Exit::Done, "{self:#?}");
        self
    }

    /// Panics unless it ended so, and said this to standard error.
    #[track_caller]
    pub(super) fn stopped(self, exit: Exit, words: &str) -> Self {
        assert_eq!(self.exit, exit, "{self:#?}");
        assert!(self.stderr.contains(words), "{words} is not in {self:#?}");
        self
    }
}
