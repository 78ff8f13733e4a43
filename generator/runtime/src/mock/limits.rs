//! What bounds the memory and the connections of a mock server: a test that runs for days,
//! or a program in another language that misbehaves, can't exhaust the machine.
//!
//! It does not know what is counted.

use std::time::Duration;

/// The bounds of one mock server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The largest body of a request, in bytes.
    pub(super) body: usize,
    /// How many requests are remembered; the oldest are forgotten first.
    pub(super) requests: usize,
    /// How many bytes their bodies may have together.
    pub(super) remembered: usize,
    /// How many reasons of refusals are remembered; later ones are counted.
    pub(super) failures: usize,
    /// How many items all collections have together.
    pub(super) items: usize,
    /// How many connections are open at once.
    pub(super) connections: usize,
    /// How long the head of a request may take, and each part of its body.
    pub(super) silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 16 * 1024 * 1024,
            requests: 1_000,
            remembered: 64 * 1024 * 1024,
            failures: 1_000,
            items: 10_000,
            connections: 1_000,
            silence: Duration::from_secs(30),
        }
    }
}
