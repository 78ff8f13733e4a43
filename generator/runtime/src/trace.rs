//! Turns what happens during a call into events, with the feature `tracing`.
//!
//! It sees no URL, header or body, so it cannot show a secret.

use std::time::Duration;

use super::Outcome;

/// An attempt ended.
#[cfg(feature = "tracing")]
pub(super) fn attempt(operation: &'static str, attempt: u32, outcome: &Outcome) {
    tracing::debug!(operation, attempt, event = ?outcome.event, "attempt");
}

/// A call waits before the next attempt.
#[cfg(feature = "tracing")]
pub(super) fn pause(operation: &'static str, pause: Duration) {
    tracing::debug!(operation, ?pause, "retry");
}

/// A token was asked for.
#[cfg(feature = "tracing")]
pub(super) fn token(received: bool) {
    tracing::debug!(received, "token");
}

#[cfg(not(feature = "tracing"))]
pub(super) fn attempt(_: &'static str, _: u32, _: &Outcome) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn pause(_: &'static str, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn token(_: bool) {}
