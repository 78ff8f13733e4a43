//! Remembers requests and the reasons of refusals, the newest first to stay.
//!
//! It does not know why a request was refused.

use std::collections::VecDeque;

use super::limits::Limits;
use super::recorded::RecordedRequest;

/// What a mock server remembers of its past.
#[derive(Debug)]
pub(super) struct History {
    limits: Limits,
    requests: VecDeque<RecordedRequest>,
    /// The bytes of their bodies.
    bytes: usize,
    /// How many requests are no longer remembered.
    forgotten: usize,
    failures: Vec<String>,
    /// How many refusals came after the last that is remembered.
    uncounted: usize,
}

impl History {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            requests: VecDeque::new(),
            bytes: 0,
            forgotten: 0,
            failures: Vec::new(),
            uncounted: 0,
        }
    }

    /// Adds a request, and forgets the oldest ones beyond the limits.
    pub(super) fn add(&mut self, request: RecordedRequest) {
        self.bytes += request.body.len();
        self.requests.push_back(request);
        let is_full = |history: &Self| {
            let limits = history.limits;
            history.requests.len() > limits.requests || history.bytes > limits.remembered
        };
        while is_full(self) {
            let Some(oldest) = self.requests.pop_front() else {
                break;
            };
            self.bytes -= oldest.body.len();
            self.forgotten += 1;
        }
    }

    pub(super) fn fail(&mut self, reason: String) {
        match self.failures.len() < self.limits.failures {
            true => self.failures.push(reason),
            false => self.uncounted += 1,
        }
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.iter().cloned().collect()
    }

    pub(super) fn forgotten(&self) -> usize {
        self.forgotten
    }

    /// The reasons; the last one says how many more there were, where there were.
    pub(super) fn failures(&self) -> Vec<String> {
        let mut failures = self.failures.clone();
        if self.uncounted > 0 {
            failures.push(format!("{} more requests were refused", self.uncounted));
        }
        failures
    }

    /// The same, forgotten afterwards.
    pub(super) fn take_failures(&mut self) -> Vec<String> {
        let failures = self.failures();
        self.failures.clear();
        self.uncounted = 0;
        failures
    }
}
