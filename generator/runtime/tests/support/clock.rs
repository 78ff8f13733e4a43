//! Time and chance that do what a test says.

use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use simgen_runtime::{BoxFuture, Clock, Jitter, SleepPurpose};

/// A clock that stands still, save that pauses before another request pass at once.
#[derive(Clone)]
pub(crate) struct FakeClock {
    start: Instant,
    passed_ms: Arc<AtomicU64>,
    pub(crate) pauses: Arc<Mutex<Vec<Duration>>>,
    /// A limit that is reached at once.
    reached: Option<SleepPurpose>,
    /// How much longer pauses take than they are meant to.
    oversleeps: Duration,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            passed_ms: Arc::default(),
            pauses: Arc::default(),
            reached: None,
            oversleeps: Duration::ZERO,
        }
    }

    pub(crate) fn reaching(purpose: SleepPurpose) -> Self {
        Self {
            reached: Some(purpose),
            ..Self::new()
        }
    }

    pub(crate) fn oversleeping(self, by: Duration) -> Self {
        Self {
            oversleeps: by,
            ..self
        }
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_millis()).expect("is a short time");
        self.passed_ms.fetch_add(by, Ordering::SeqCst);
    }

    fn passed(&self) -> Duration {
        Duration::from_millis(self.passed_ms.load(Ordering::SeqCst))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.passed()
    }

    fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
        if matches!(purpose, SleepPurpose::Retry | SleepPurpose::Reconnect) {
            self.advance(duration + self.oversleeps);
            self.pauses
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(duration);
            return Box::pin(async {});
        }
        if Some(purpose) == self.reached {
            // The work gets one turn first.
            return Box::pin(tokio::task::yield_now());
        }
        Box::pin(pending())
    }
}

/// Always the same chance.
pub(crate) struct FixedJitter(pub(crate) f64);

impl Jitter for FixedJitter {
    fn sample(&self) -> f64 {
        self.0
    }
}
