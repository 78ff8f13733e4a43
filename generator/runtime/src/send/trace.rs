//! Turns what happens during a call into events, with the feature `tracing`.
//!
//! It sees no URL, header or body, so it cannot show a secret.

use std::time::Duration;

use super::retry::Outcome;

/// An attempt ended.
#[cfg(feature = "tracing")]
pub(crate) fn attempt(operation: &'static str, attempt: u32, outcome: &Outcome) {
    tracing::debug!(operation, attempt, event = ?outcome.event, "attempt");
}

/// A call waits before the next attempt.
#[cfg(feature = "tracing")]
pub(crate) fn pause(operation: &'static str, pause: Duration) {
    tracing::debug!(operation, ?pause, "retry");
}

/// A token was asked for.
#[cfg(feature = "tracing")]
pub(crate) fn token(received: bool) {
    tracing::debug!(received, "token");
}

/// Lets the events of a future that runs elsewhere be told to who listens here.
#[cfg(all(feature = "blocking", feature = "tracing"))]
pub(crate) fn in_current_span<F: Future>(future: F) -> impl Future<Output = F::Output> {
    use tracing::Instrument as _;
    use tracing::instrument::WithSubscriber as _;

    future.in_current_span().with_current_subscriber()
}

#[cfg(all(feature = "blocking", not(feature = "tracing")))]
pub(crate) fn in_current_span<F: Future>(future: F) -> F {
    future
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn attempt(_: &'static str, _: u32, _: &Outcome) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn pause(_: &'static str, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn token(_: bool) {}
