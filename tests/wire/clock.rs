//! Turns a test's word into the passing of time, so that no test waits. May not
//! know what the time is measured for, save by what the client says.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use sailpoint_sim::runtime::{BoxFuture, Clock, SleepPurpose};
use tokio::sync::watch;

/// Seconds since 1970 at which every test begins: Tue, 14 Nov 2023 22:13:20 GMT.
const BEGINNING: u64 = 1_700_000_000;

/// A clock that stands still until it is advanced, save that the pauses before
/// retries pass at once.
#[derive(Clone)]
pub(crate) struct TestClock {
    start: Instant,
    passed: watch::Sender<Duration>,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            passed: watch::Sender::new(Duration::ZERO),
            pauses: Arc::default(),
        }
    }

    /// Lets time pass; whatever was to end by then ends.
    pub(crate) fn advance(&self, by: Duration) {
        self.passed.send_modify(|passed| *passed += by);
    }

    /// The pauses between attempts so far, in milliseconds.
    pub(crate) fn pauses(&self) -> Vec<u128> {
        let pauses = self.pauses.lock().expect("nobody panics in here");
        pauses.iter().map(Duration::as_millis).collect()
    }

    /// How much waits for time to pass.
    pub(crate) fn waiting(&self) -> usize {
        self.passed.receiver_count()
    }

    fn passed(&self) -> Duration {
        *self.passed.borrow()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING) + self.passed()
    }

    fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
        if purpose == SleepPurpose::Retry {
            self.pauses
                .lock()
                .expect("nobody panics in here")
                .push(duration);
            self.advance(duration);
            return Box::pin(async {});
        }
        let end = self.passed().saturating_add(duration);
        let mut passed = self.passed.subscribe();
        let keeper = self.passed.clone();
        Box::pin(async move {
            let reached = passed.wait_for(|passed| *passed >= end).await;
            reached.expect("its sender is kept here");
            drop(keeper);
        })
    }
}
