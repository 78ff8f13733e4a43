//! Remembers what has happened to a call so far, and tells who watches it.
//!
//! It does not decide anything.

use std::time::Duration;

#[cfg(feature = "cli")]
use super::retry::Event;
use super::sender::End;
use super::trace;

/// What has happened to a call so far.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) attempts: u32,
    pub(crate) may_have_been_applied: bool,
    /// Who is told of pauses.
    #[cfg(feature = "cli")]
    pub(crate) watch: Option<Watch>,
}

/// What is told of pauses.
#[cfg(feature = "cli")]
pub(crate) type Watch = Box<dyn Fn(Pause) + Send + Sync>;

/// A wait before the next attempt.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pause {
    /// How many attempts there were.
    pub(crate) attempt: u32,
    /// What ended the last one.
    pub(crate) event: Event,
    pub(crate) length: Duration,
}

impl Progress {
    /// The call waits before its next attempt, because the last one ended so.
    pub(super) fn pause(&self, operation: &'static str, end: &End, length: Duration) {
        trace::pause(operation, length);
        #[cfg(feature = "cli")]
        if let (Some(watch), Some(outcome)) = (&self.watch, end.outcome()) {
            watch(Pause {
                attempt: self.attempts,
                event: outcome.event,
                length,
            });
        }
        #[cfg(not(feature = "cli"))]
        let _ = end;
    }
}
