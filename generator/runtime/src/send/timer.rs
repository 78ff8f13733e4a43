//! Turns a duration into a future that ends after it, in every runtime.
//!
//! It does not know what is waited for.

use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use tokio::runtime::Handle;
use tokio::time::Sleep;

use super::transport_trait::BoxFuture;

/// Ends after a time: by tokio's timers where there are any, else by a thread.
pub(crate) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    let sleep = tokio_sleep(duration);
    // `None` where it is further off than can be counted.
    let end = match &sleep {
        Some(sleep) => Some(sleep.deadline().into_std()),
        None => Instant::now().checked_add(duration),
    };
    Box::pin(async move {
        if let Some(sleep) = sleep {
            // It panics once its runtime was dropped.
            let slept = AssertUnwindSafe(sleep).catch_unwind().await;
            if slept.is_ok() {
                return;
            }
        }
        let Some(end) = end else {
            return pending().await;
        };
        let mut timer = ThreadTimer::default();
        poll_fn(|context| timer.poll(end, context.waker())).await;
    })
}

/// Whether the tokio runtime that this is called in has timers.
pub(super) fn has_timers() -> bool {
    tokio_sleep(Duration::ZERO).is_some()
}

/// Tokio has no other way to ask than to try: it panics where a runtime has no timers.
fn tokio_sleep(duration: Duration) -> Option<Sleep> {
    Handle::try_current().ok()?;
    catch_unwind(|| tokio::time::sleep(duration)).ok()
}

/// A thread that waits until a time, or until nobody wants to know any more.
#[derive(Default)]
struct ThreadTimer {
    running: Option<Running>,
}

struct Running {
    thread: Thread,
    shared: Arc<Mutex<Waiting>>,
}

/// Who is to be woken.
enum Waiting {
    For(Waker),
    Nobody,
}

impl ThreadTimer {
    fn poll(&mut self, end: Instant, waker: &Waker) -> Poll<()> {
        if Instant::now() >= end {
            return Poll::Ready(());
        }
        if let Some(running) = &self.running {
            *lock(&running.shared) = Waiting::For(waker.clone());
            return Poll::Pending;
        }
        let shared = Arc::new(Mutex::new(Waiting::For(waker.clone())));
        let waiting = Arc::clone(&shared);
        let builder = thread::Builder::new().name("timer".to_owned());
        match builder.spawn(move || wait_until(end, &waiting)) {
            Ok(handle) => {
                let thread = handle.thread().clone();
                self.running = Some(Running { thread, shared });
            }
            // There is no thread to be had for now.
            Err(_) => waker.wake_by_ref(),
        }
        Poll::Pending
    }
}

impl Drop for ThreadTimer {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            *lock(&running.shared) = Waiting::Nobody;
            running.thread.unpark();
        }
    }
}

fn wait_until(end: Instant, waiting: &Mutex<Waiting>) {
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match &*lock(waiting) {
            Waiting::Nobody => return,
            Waiting::For(waker) if left.is_zero() => return waker.wake_by_ref(),
            Waiting::For(_) => {}
        }
        thread::park_timeout(left);
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    // Nothing is done under the lock that could leave it half done.
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
