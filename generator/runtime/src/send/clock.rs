//! Turns time and chance into traits, so that no test waits or throws dice.
//!
//! It does not know what time is measured for, save by what the caller says.

use std::future::{Future, poll_fn};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use super::timer::sleep;
use super::transport_trait::BoxFuture;

/// What tells the time and waits. There is one by default; tests bring their own.
///
/// ```
/// # use simgen_runtime::{BoxFuture, Clock, Config, SleepPurpose, SystemClock};
/// use std::time::{Duration, Instant, SystemTime};
///
/// /// A clock for tests: pauses between attempts take no time.
/// struct Impatient;
///
/// impl Clock for Impatient {
///     fn now(&self) -> Instant {
///         SystemClock.now()
///     }
///
///     fn system_time(&self) -> SystemTime {
///         SystemClock.system_time()
///     }
///
///     fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
///         match purpose {
///             SleepPurpose::Retry => Box::pin(async {}),
///             _ => SystemClock.sleep(duration, purpose),
///         }
///     }
/// }
///
/// let config = Config::new().with_clock(Impatient);
/// ```
pub trait Clock: Send + Sync + 'static {
    /// A time that only goes forward.
    fn now(&self) -> Instant;

    /// The time of day, against which dates in headers are read.
    fn system_time(&self) -> SystemTime;

    /// Ends after a time.
    fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()>;
}

/// What is being waited for, so that a test's clock can end one and not the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SleepPurpose {
    /// The pause before the next attempt.
    Retry,
    /// The time limit of one attempt; it is dropped when the attempt ends.
    AttemptLimit,
    /// What is left of the whole call's time: while a token is waited for, and during an
    /// attempt that has less left than an attempt may take. It is dropped when that ends.
    CallLimit,
    /// How long a streamed response may send nothing; it is dropped when something comes.
    IdleLimit,
    /// The pause before a stream of events is asked for again.
    Reconnect,
    /// The delay before a response of the mock server.
    MockDelay,
    /// Until the command-line client says that there is no response yet.
    Notice,
}

/// A source of chance. There is one by default; tests bring their own.
///
/// ```
/// # use simgen_runtime::{Config, Jitter};
/// /// Every wait is half of its bound.
/// struct Half;
///
/// impl Jitter for Half {
///     fn sample(&self) -> f64 {
///         0.5
///     }
/// }
///
/// let config = Config::new().with_jitter(Half);
/// ```
pub trait Jitter: Send + Sync + 'static {
    /// A number from 0 up to, but without, 1.
    fn sample(&self) -> f64;
}

/// The computer's clock, with tokio's timers where there are any.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration, _: SleepPurpose) -> BoxFuture<'static, ()> {
        sleep(duration)
    }
}

/// Chance from the keys of the standard library's hash maps, which differ each time.
/// Nothing secret depends on it, so it is not worth a crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomJitter;

impl Jitter for RandomJitter {
    fn sample(&self) -> f64 {
        let bits = RandomState::new().build_hasher().finish();
        // The upper 53 bits are what `f64` can hold exactly.
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Runs `work` until it ends or `limit` does, whichever is first. Where both are
/// ready, the work counts, and work that is done at once needs no limit. It is borrowed,
/// because a future that is moved into another one takes its room twice.
pub(super) fn within<T>(
    limit: impl Fn() -> BoxFuture<'static, ()>,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> impl Future<Output = Option<T>> {
    let mut running = None;
    poll_fn(move |context| {
        if let Poll::Ready(value) = work.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        let running = running.get_or_insert_with(&limit);
        running.as_mut().poll(context).map(|()| None)
    })
}
