//! Turns a call into its end, and says on standard error what takes long meanwhile.
//!
//! It does not know what the call is for.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::super::request::client_core::{CompletedCall, FailedCall, Shared};
use super::super::send::clock::SleepPurpose;
use super::super::send::progress::Pause;
use super::super::send::retry::Event;
use super::super::send::sender::PreparedRequest;
use super::Console;
use super::exit::{Exit, Stop};

/// After how long it is said that there is no response yet, and again each time.
const SLOW: Duration = Duration::from_secs(5);

/// Sends a request and waits for what comes of it.
pub(super) fn send(
    shared: &Shared,
    prepared: Box<PreparedRequest>,
    io: &mut Console<'_>,
) -> Result<Ended, Stop> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Stop::new(Exit::Settings, format!("cannot send requests: {error}")))?;
    let pauses = Arc::new(Mutex::new(Vec::new()));
    let known = Arc::clone(&pauses);
    let watch = Box::new(move |pause| lock(&known).push(pause));
    let mut call = pin!(shared.call_watched(prepared, watch));
    let (mut timer, mut waited, mut said) = (None, Duration::ZERO, Ok(()));
    let ended = runtime.block_on(poll_fn(|context| {
        let polled = call.as_mut().poll(context);
        for pause in std::mem::take(&mut *lock(&pauses)) {
            keep_first(&mut said, io.note(&words(&pause)));
        }
        if polled.is_ready() || !io.stderr_is_terminal {
            return polled;
        }
        let clock = &io.clock;
        let running = timer.get_or_insert_with(|| clock.sleep(SLOW, SleepPurpose::Notice));
        if running.as_mut().poll(context).is_ready() {
            waited += SLOW;
            timer = None;
            let seconds = waited.as_secs();
            keep_first(
                &mut said,
                io.note(&format!("no response yet after {seconds} s")),
            );
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }));
    said?;
    Ok(Ended { runtime, ended })
}

/// What came of a request, and what its connection lives in.
pub(super) struct Ended {
    pub(super) runtime: Runtime,
    pub(super) ended: Result<CompletedCall, FailedCall>,
}

/// `attempt 1 failed (503 Service Unavailable); trying again in 0.4 s`
fn words(pause: &Pause) -> String {
    let reason = match pause.event {
        Event::Status(status) => status.to_string(),
        Event::TimedOut => "no response in time".to_owned(),
        Event::Lost(stage) | Event::Failed(stage) if stage.never_left() => {
            "no connection".to_owned()
        }
        Event::Lost(_) | Event::Failed(_) => "the connection broke".to_owned(),
    };
    format!(
        "attempt {} failed ({reason}); trying again in {:.1} s",
        pause.attempt,
        pause.length.as_secs_f64()
    )
}

/// The first failure counts.
fn keep_first(said: &mut io::Result<()>, next: io::Result<()>) {
    if said.is_ok() {
        *said = next;
    }
}

fn lock(pauses: &Mutex<Vec<Pause>>) -> MutexGuard<'_, Vec<Pause>> {
    // Nothing is done under the lock that could leave it half done.
    pauses.lock().unwrap_or_else(PoisonError::into_inner)
}
