//! Turns the outcome of an attempt into whether to send again, and after how long.
//!
//! Everything here is a pure function: it neither waits nor asks the time.

use std::time::Duration;

use http::{Method, StatusCode};

use super::transport_trait::TransportStage;

// simgen reads these constants: the documentation of generated crates says them.

/// Attempts of a call in all.
const MAX_ATTEMPTS: u32 = 3;

/// Statuses after which the same request may succeed later.
const TRANSIENT_STATUSES: [u16; 5] = [408, 429, 502, 503, 504];

/// Statuses by which a server says that it did nothing.
const REFUSAL_STATUSES: [u16; 1] = [429];

/// Methods that ask for nothing to be done (RFC 9110 §9.2.1).
const SAFE_METHODS: [Method; 4] = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE];

/// Methods whose effect is the same when they are sent twice (RFC 9110 §9.2.2).
const IDEMPOTENT_METHODS: [Method; 2] = [Method::PUT, Method::DELETE];

/// When a call is sent again.
///
/// The wait before the next attempt is chosen by chance between nothing and a bound
/// that doubles with each attempt ("full jitter"); where the server says `Retry-After`,
/// that is added to it.
///
/// ```
/// # use simgen_runtime::RetryPolicy;
/// use std::time::Duration;
///
/// let policy = RetryPolicy::new()
///     .with_max_attempts(5)
///     .with_base(Duration::from_secs(1))
///     .with_cap(Duration::from_secs(3));
///
/// // The bounds of the waits after the first three attempts.
/// let bounds = [1, 2, 3].map(|attempt| policy.backoff_bound(attempt).as_secs());
/// assert_eq!(bounds, [1, 2, 3]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    cap: Duration,
    retry_after_cap: Duration,
}

impl Default for RetryPolicy {
    /// At most 3 attempts; waits of up to 0.5 s and 1 s, never above 20 s; `Retry-After` of up to 60 s.
    fn default() -> Self {
        Self {
            max_attempts: MAX_ATTEMPTS,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            retry_after_cap: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// The default policy.
    pub fn new() -> Self {
        Self::default()
    }

    /// One attempt and no more. A call whose response is 401 is still sent once more
    /// with a renewed token, since that is a matter of credentials.
    pub fn none() -> Self {
        Self::default().with_max_attempts(1)
    }

    /// How often a call is sent at most; 0 counts as 1.
    #[must_use]
    pub fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The bound of the first wait.
    #[must_use]
    pub fn with_base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The bound that no wait exceeds, `Retry-After` aside.
    #[must_use]
    pub fn with_cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// The longest `Retry-After` that is waited for; beyond it the response comes back at once.
    #[must_use]
    pub fn with_retry_after_cap(mut self, cap: Duration) -> Self {
        self.retry_after_cap = cap;
        self
    }

    /// The bound of the wait after an attempt, counted from 1.
    pub fn backoff_bound(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        self.base.saturating_mul(1 << doublings).min(self.cap)
    }

    /// What to do after an attempt, counted from 1. `jitter` is a number from 0 up to 1.
    pub fn decide(
        &self,
        attempt: u32,
        repeatable: Repeatable,
        outcome: &Outcome,
        jitter: f64,
    ) -> Decision {
        if attempt >= self.max_attempts || !repeatable.allows(outcome) {
            return Decision::Stop;
        }
        let asked = outcome.retry_after.unwrap_or_default();
        if asked > self.retry_after_cap {
            return Decision::Stop;
        }
        Decision::Wait(asked.saturating_add(part_of(self.backoff_bound(attempt), jitter)))
    }
}

/// A part of a time. A share that is no number from 0 to 1 counts as the nearest one.
fn part_of(whole: Duration, share: f64) -> Duration {
    let seconds = whole.as_secs_f64() * share.clamp(0.0, 1.0);
    Duration::try_from_secs_f64(seconds).map_or(whole, |part| part.min(whole))
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Give the outcome to the caller.
    Stop,
    /// Send again after this time.
    Wait(Duration),
}

/// How an attempt that gave no success ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What ended it.
    pub event: Event,
    /// What `Retry-After` asked for.
    pub retry_after: Option<Duration>,
}

/// What ended an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A complete response with this status.
    Status(StatusCode),
    /// The request or its response was lost.
    Lost(TransportStage),
    /// The same for a cause that another attempt would meet again.
    Failed(TransportStage),
    /// No complete response within the time limit of an attempt.
    TimedOut,
}

impl Event {
    /// Whether the request surely never left.
    pub fn never_left(self) -> bool {
        matches!(self, Self::Lost(stage) | Self::Failed(stage) if stage.never_left())
    }

    /// Whether the server surely did nothing but send the request away: too many of
    /// them, or one that it did not begin with.
    pub fn is_refusal(self) -> bool {
        match self {
            Self::Status(status) => REFUSAL_STATUSES.contains(&status.as_u16()),
            Self::Lost(stage) => stage == TransportStage::Refused,
            Self::Failed(_) | Self::TimedOut => false,
        }
    }

    /// Whether the same request may fare better later.
    pub fn is_transient(self) -> bool {
        match self {
            Self::Status(status) => TRANSIENT_STATUSES.contains(&status.as_u16()),
            Self::Lost(_) | Self::TimedOut => true,
            Self::Failed(_) => false,
        }
    }

    /// Whether the server may have done what was asked.
    pub fn may_have_been_applied(self) -> bool {
        match self {
            // The server refused, save where it gave up waiting for the rest of the request.
            Self::Status(status) if status.is_client_error() => {
                status == StatusCode::REQUEST_TIMEOUT
            }
            Self::Status(_) | Self::TimedOut => true,
            Self::Lost(_) | Self::Failed(_) => !self.never_left() && !self.is_refusal(),
        }
    }
}

/// What a method promises about being sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeatable {
    /// Asks for nothing to be done (RFC 9110 §9.2.1).
    Safe,
    /// Twice has the effect of once (RFC 9110 §9.2.2).
    Idempotent,
    /// Neither.
    No,
}

impl Repeatable {
    /// What HTTP says of a method.
    pub fn of(method: &Method) -> Self {
        if SAFE_METHODS.contains(method) {
            Self::Safe
        } else if IDEMPOTENT_METHODS.contains(method) {
            Self::Idempotent
        } else {
            Self::No
        }
    }

    /// Whether a request may be sent again after an attempt that ended so. One that is
    /// not idempotent only where it surely never left, or was sent away: with 429, or
    /// by HTTP/2's ways to say that it was not begun with (RFC 9113 §8.7).
    pub fn allows(self, outcome: &Outcome) -> bool {
        let event = outcome.event;
        let is_harmless = self != Self::No || event.never_left() || event.is_refusal();
        is_harmless && event.is_transient()
    }

    /// Whether the server may have done something after an attempt that ended so.
    pub fn may_have_been_applied(self, event: Event) -> bool {
        self != Self::Safe && event.may_have_been_applied()
    }
}
