//! Sees connections that the server has closed, before one of them is used.
//!
//! It does not know what is sent.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How often a task must be put back until every connection of the runtime was looked at:
/// once for the sockets, once for the connections' tasks, once for what these woke.
const TURNS: usize = 3;

/// A connection that was read from so short a time ago was looked at then.
const RECENT: Duration = Duration::from_micros(100);

/// When a response last came.
#[derive(Debug)]
pub(super) struct LastResponse {
    start: Instant,
    /// In microseconds from the start; none came yet where it is 0.
    came: AtomicU64,
}

impl LastResponse {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            came: AtomicU64::new(0),
        }
    }

    /// A response comes now.
    pub(super) fn note(&self) {
        self.came.store(self.now(), Ordering::Relaxed);
    }

    /// Lets the runtime look at its sockets before one of its connections is used, so that
    /// one which the server closed meanwhile is not. A runtime that only turns within calls,
    /// or that computed something else for long, knows nothing of that yet; and a request
    /// that is not idempotent could not be sent again.
    pub(super) async fn see_closed_connections(&self) {
        if self.is_recent() {
            return;
        }
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
    }

    fn is_recent(&self) -> bool {
        let came = self.came.load(Ordering::Relaxed);
        let ago = Duration::from_micros(self.now().saturating_sub(came));
        came > 0 && ago < RECENT
    }

    fn now(&self) -> u64 {
        // 584,000 years fit.
        u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(came: u64, since_start: Duration) -> LastResponse {
        LastResponse {
            start: Instant::now() - since_start,
            came: AtomicU64::new(came),
        }
    }

    #[test]
    fn only_a_response_of_this_moment_makes_a_look_needless() {
        let hour = Duration::from_secs(3600);
        let micros = |time: Duration| u64::try_from(time.as_micros()).expect("it fits");
        // None yet, long ago, just now: later by less than the test can take.
        for (came, expected) in [
            (0, false),
            (micros(hour) / 2, false),
            (micros(hour + hour), true),
        ] {
            assert_eq!(at(came, hour).is_recent(), expected, "{came}");
        }
        let last = at(0, hour);
        last.note();
        assert!(last.came.load(Ordering::Relaxed) >= micros(hour));
    }
}
