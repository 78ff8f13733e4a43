//! The computer's streams, environment and files as the commands use them: what reaches
//! a terminal passes its [`Screen`].
//!
//! It does not know what is read or written.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::super::config::environment::Environment;
use super::super::send::clock::Clock;
use super::Io;
use super::screen::Screen;

pub(super) struct Console<'a> {
    pub(super) stdin: &'a mut dyn BufRead,
    pub(super) stdout: Screen<'a>,
    pub(super) stderr: Screen<'a>,
    pub(super) stdin_is_terminal: bool,
    pub(super) stdout_is_terminal: bool,
    pub(super) stderr_is_terminal: bool,
    pub(super) width: Option<usize>,
    pub(super) environment: &'a dyn Environment,
    pub(super) clock: Arc<dyn Clock>,
}

impl<'a> Console<'a> {
    pub(super) fn of(io: &'a mut Io<'_>) -> Self {
        let has_colours = wants_colours(io.environment);
        // Whatever standard error is, it gets messages, and somebody reads them in the end.
        Self {
            stdout: Screen::new(io.stdout, io.stdout_is_terminal)
                .with_colours(has_colours && io.stdout_is_terminal),
            stderr: Screen::new(io.stderr, true).with_colours(has_colours && io.stderr_is_terminal),
            stdin: io.stdin,
            stdin_is_terminal: io.stdin_is_terminal,
            stdout_is_terminal: io.stdout_is_terminal,
            stderr_is_terminal: io.stderr_is_terminal,
            width: io.width,
            environment: io.environment,
            clock: Arc::clone(&io.clock),
        }
    }

    /// Writes a line that is neither a result nor an error.
    pub(super) fn note(&mut self, words: &str) -> io::Result<()> {
        self.stderr.message(&format!("note: {words}\n"))
    }
}

/// Whether a terminal shows colours: not with `NO_COLOR` (<https://no-color.org>), nor where
/// it has none.
fn wants_colours(environment: &dyn Environment) -> bool {
    let is_set = |name: &str| {
        let value = environment.variable(name);
        value.is_some_and(|value| !value.is_empty())
    };
    !is_set("NO_COLOR")
        && environment
            .variable("TERM")
            .is_none_or(|term| term != "dumb")
}
