//! Turns the computer's streams, environment and files into what the program sees of them.
//!
//! It does not know what is read or written.

use std::fmt;
use std::io::{BufRead, IsTerminal as _, Write, stderr, stdin, stdout};
use std::sync::Arc;

use super::super::config::environment::{Environment, SystemEnvironment};
use super::super::send::clock::{Clock, SystemClock};

/// All that the program sees of the computer.
pub struct Io<'a> {
    /// Where `--body -` and the answers to questions are read from.
    pub stdin: &'a mut dyn BufRead,
    /// Where results go.
    pub stdout: &'a mut dyn Write,
    /// Where errors, questions and what `--include` shows go.
    pub stderr: &'a mut dyn Write,
    /// Whether somebody can be asked.
    pub stdin_is_terminal: bool,
    /// Whether somebody reads the result as it is.
    pub stdout_is_terminal: bool,
    /// Whether somebody reads messages as they come.
    pub stderr_is_terminal: bool,
    /// How many characters a line holds; `None` where nobody reads lines.
    pub width: Option<usize>,
    /// The environment and the files.
    pub environment: &'a dyn Environment,
    /// The clock for time limits, pauses and what is said of a slow call.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for Io<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Io")
            .field("stdin_is_terminal", &self.stdin_is_terminal)
            .field("stdout_is_terminal", &self.stdout_is_terminal)
            .finish_non_exhaustive()
    }
}

/// Gives the computer's own.
pub(super) fn with_system<T>(run: impl FnOnce(&mut Io<'_>) -> T) -> T {
    run(&mut Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        stderr: &mut stderr().lock(),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        stderr_is_terminal: stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| width.0.into()),
        environment: &SystemEnvironment,
        clock: Arc::new(SystemClock),
    })
}
